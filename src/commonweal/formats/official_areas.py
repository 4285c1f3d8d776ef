"""Small areas as official files give them: LSOA 2021 with the Indices of Deprivation and the census population."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from commonweal.evidence.inputs import Bands
from commonweal.formats.boundaries import read_boundaries, write_boundaries
from commonweal.formats.evidence_tables import TENTH, write_areas
from commonweal.formats.libraries import read_official_libraries, write_libraries
from commonweal.formats.national_grid import Grid
from commonweal.formats.place_settings import PlaceSettings, SourceSettings
from commonweal.formats.place_writing import settings_text
from commonweal.formats.tables import EXACT, WHOLE, Column, read_table
from commonweal.terms.places import Area
from commonweal.terms.sources import Source

PUBLISHED = {
    "areas.csv": (
        "Ministry of Housing, Communities and Local Government; Office for National Statistics",
        "Open Government Licence v3.0",
        "Indices of Deprivation 2025; Census 2021 population",
    ),
    "boundaries.geojson": ("Office for National Statistics", "Open Government Licence v3.0", "2021"),
    "libraries.csv": (
        "Arts Council England, basic dataset, as cleaned by Libraries Hacked",
        "Open Government Licence v3.0",
        "2010 to 2023",
    ),
}
"""Publisher, licence and date of the official file behind each table; mend them in place.toml for others."""


@dataclass(frozen=True, slots=True)
class OfficialAreas:
    """Areas as read from an official file.

    Attributes:
        areas: in the file's order.
        rows: the line of each in the file, the header being line 1.
        authorities: names of the local authorities they lie in, by official code.
        source: the file, hashed.
    """

    areas: tuple[Area, ...]
    rows: tuple[int, ...]
    authorities: Mapping[str, str]
    source: Source


def read_official_areas(path: Path) -> OfficialAreas:
    """Read areas from a CSV with the columns of the published joins of LSOA 2021, ward 2024 and the Indices of 2025.

    The columns read are ``lsoa21_code``, ``lsoa21_name``, ``ward24_name``, ``ltla24_code``, ``ltla24_name``, ``pop21``,
    ``IMD_rank``, ``IMD_decile``, ``IMD_score``, ``easting`` and ``northing``; others are left unread.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    table = read_table(
        path,
        (
            Column("lsoa21_code", unique=True),
            Column("lsoa21_name"),
            Column("ward24_name"),
            Column("ltla24_code"),
            Column("ltla24_name"),
            Column("pop21", *WHOLE),
            Column("IMD_rank", *WHOLE, unique=True),
            Column("IMD_decile", *TENTH),
            Column("IMD_score", *EXACT),
            Column("easting", *EXACT),
            Column("northing", *EXACT),
        ),
    )
    areas = tuple(
        Area(
            row["lsoa21_code"],
            row["lsoa21_name"],
            row["ward24_name"],
            row["pop21"],
            row["IMD_rank"],
            row["IMD_decile"],
            float(row["IMD_score"]),
            float(row["easting"]),
            float(row["northing"]),
        )
        for row in table.rows
    )
    return OfficialAreas(
        areas, table.lines, {row["ltla24_code"]: row["ltla24_name"] for row in table.rows}, table.source
    )


def official_place(
    name: str,
    as_at: date,
    areas: Path,
    boundaries: Path | None = None,
    libraries: Path | None = None,
    *,
    grid: Grid = "degrees",
) -> dict[str, bytes]:
    """Make the files of a place folder from official files, each with its provenance in ``place.toml``.

    Args:
        name: the place's name.
        as_at: the day its figures speak of.
        areas: areas, as :func:`read_official_areas` takes them.
        boundaries: their shapes, a GeoJSON whose features name the same codes.
        libraries: Arts Council England's basic dataset; the rows of the areas' authorities are kept.
        grid: what the coordinates of ``boundaries`` are.

    Raises:
        FileMissing: where one of the files is not there.
        TableFaults: with every fault of a table at once.
        BoundaryFaults: with every fault of the boundaries at once.
    """
    official = read_official_areas(areas)
    files = {"areas.csv": write_areas(official.areas, official.rows)}
    sources = {"areas.csv": _source(official.source, "areas.csv")}
    if boundaries is not None:
        shapes, source = read_boundaries(boundaries, [area.code for area in official.areas], grid)
        files["boundaries.geojson"] = write_boundaries(shapes, {area.code: area.name for area in official.areas})
        sources["boundaries.geojson"] = _source(source, "boundaries.geojson")
    if libraries is not None:
        rows, source = read_official_libraries(libraries, official.authorities)
        files["libraries.csv"] = write_libraries(rows)
        sources["libraries.csv"] = _source(source, "libraries.csv")
    return {"place.toml": settings_text(new_settings(name, as_at, sources)).encode(), **files}


def new_settings(name: str, as_at: date, sources: Mapping[str, SourceSettings]) -> PlaceSettings:
    """Give the settings of a place that begins, with a remark where its board has to write.

    Args:
        name: the place's name.
        as_at: the day its figures speak of.
        sources: where each of its files comes from.
    """
    return PlaceSettings(
        name=name,
        summary="",
        board=f"The board of {name} (write its name here)",
        accountable_body=f"The council of {name} (write its name here)",
        as_at=as_at,
        time_zone="Europe/London",
        currency="GBP",
        sources=sources,
        access=Bands(),
        rounds=(),
        handover=None,
        withdrawals=(),
    )


def _source(source: Source, file: str) -> SourceSettings:
    publisher, licence, day = PUBLISHED[file]
    return SourceSettings(publisher, licence, day, source.file, source.sha256)
