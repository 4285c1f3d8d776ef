"""All of England from published files: small areas of 2021 with deprivation, people and district, and the libraries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from commonweal.errors import AreasUnmatched, Fault, FileMissing, TableFaults, VintagesMixed
from commonweal.evidence.deprivation import Deprivation
from commonweal.evidence.districts import Country, PlacedArea, Register, country
from commonweal.evidence.inputs import Bands
from commonweal.formats.area_lookups import WardAndDistrict, read_wards_2024
from commonweal.formats.area_people import AreaCentre, read_centres
from commonweal.formats.deprivation import read_deprivation
from commonweal.formats.libraries import read_register
from commonweal.formats.official_areas import PUBLISHED
from commonweal.terms.places import Area
from commonweal.terms.sources import Source

DEPRIVATION, CENTRES, WARDS, LIBRARIES = (
    ("england/imd2025_england_lsoa21.parquet", "england/imd2025_england_lsoa21.csv"),
    ("england/lsoa21_centroids.parquet", "england/lsoa21_centroids.csv"),
    ("england/lookup_lsoa21_ward24_ltla24.parquet", "england/lookup_lsoa21_ward24_ltla24.csv"),
    ("libraries/libraries_england_2010_2023.csv",),
)
"""Where each file lies in the folder of data; the libraries may be absent."""
AS_AT = date(2025, 10, 30)
"""The day the newest of these files, the Indices of 2025, was published."""
AREAS_OF = "E01"


def read_england(folder: Path, as_at: date = AS_AT) -> Country:
    """Read every district of England.

    Args:
        folder: the folder of data, with the files of :data:`DEPRIVATION`, :data:`CENTRES`, :data:`WARDS` and
            :data:`LIBRARIES`; look-ups may reach into Wales, whose areas are left out.
        as_at: the day the figures speak of.

    Raises:
        FileMissing: where a file is not there.
        TableFaults: with every fault of a file at once.
        VintagesMixed: where the Indices are of areas of 2011.
        AreasUnmatched: where the files do not have the same areas, with each of them.
    """
    deprivation = read_deprivation(_file(folder, DEPRIVATION))
    if deprivation.vintage != "lsoa21":
        raise VintagesMixed(
            *(
                Fault("{code} is an area of 2011", {"code": code}, deprivation.source.file, row)
                for code, row in zip(deprivation.codes, deprivation.rows, strict=True)
            ),
            file=deprivation.source.file,
            other=Path(CENTRES[0]).name,
        )
    if "imd" not in deprivation.scores:
        file = deprivation.source.file
        raise TableFaults(Fault("the column is missing", {}, file, None, "IMD_score"), file=file)
    centres, centres_source = read_centres(_file(folder, CENTRES))
    wards, wards_source = read_wards_2024(_file(folder, WARDS))
    _require_same(deprivation, centres, centres_source)
    _require_same(deprivation, wards, wards_source)
    register, own = _register(folder)
    files = {"deprivation": deprivation.source, "centres": centres_source, "districts": wards_source, **own}
    sources = {"areas.csv": joined([files[name] for name in ("deprivation", "centres", "districts")]), **files}
    return country(_areas(deprivation, centres, wards), register, as_at, sources, Bands())


def joined(sources: Sequence[Source]) -> Source:
    """Give the source of a table that was made of several files: their names and hashes one after another."""

    def said(found: Iterable[str]) -> str:
        return ", ".join(dict.fromkeys(one for one in found if one))

    return Source(
        ", ".join(one.file for one in sources),
        ", ".join(one.sha256 for one in sources),
        said(one.publisher for one in sources),
        said(one.licence for one in sources),
        said(one.date for one in sources),
    )


def _file(folder: Path, names: tuple[str, ...]) -> Path:
    found = next((folder / name for name in names if (folder / name).is_file()), None)
    if found is None:
        raise FileMissing(kind="file", path=folder / names[0])
    return found


def _register(folder: Path) -> tuple[Register | None, Mapping[str, Source]]:
    path = folder / LIBRARIES[0]
    if not path.is_file():
        return None, {}
    rows, authorities, source = read_register(path)
    publisher, licence, day = PUBLISHED["libraries.csv"]
    told = replace(source, publisher=publisher, licence=licence, date=day)
    return Register(rows, authorities), {"libraries.csv": told}


def _require_same(deprivation: Deprivation, other: Collection[str], source: Source) -> None:
    """See that a file has the areas of the Indices, and no other of England."""
    ours, theirs = set(deprivation.codes), {code for code in other if code.startswith(AREAS_OF)}
    faults = [
        *(
            Fault("{code} is not in {other}", {"code": code, "other": source.file}, deprivation.source.file, row)
            for code, row in zip(deprivation.codes, deprivation.rows, strict=True)
            if code not in theirs
        ),
        *(
            Fault("{code} is not in {other}", {"code": code, "other": deprivation.source.file}, source.file)
            for code in sorted(theirs - ours)
        ),
    ]
    if faults:
        raise AreasUnmatched(*faults, file=deprivation.source.file, other=source.file)


def _areas(
    deprivation: Deprivation, centres: Mapping[str, AreaCentre], wards: Mapping[str, WardAndDistrict]
) -> tuple[PlacedArea, ...]:
    ranks, scores = deprivation.ranks["imd"].tolist(), deprivation.scores["imd"].tolist()
    rows = zip(deprivation.codes, ranks, deprivation.tenths["imd"], scores, strict=True)
    return tuple(
        PlacedArea(
            Area(
                code,
                centres[code].name,
                wards[code].ward_name,
                centres[code].people,
                rank,
                tenth.place,
                score,
                centres[code].point.easting,
                centres[code].point.northing,
            ),
            wards[code].district,
            wards[code].district_name,
        )
        for code, rank, tenth, score in sorted(rows, key=lambda row: row[0])
    )
