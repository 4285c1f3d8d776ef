"""Official look-ups of areas: from the small areas of one census to those of the next, and to wards and districts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commonweal.errors import Fault, TableFaults
from commonweal.evidence.vintages import Change, Succession, Successions
from commonweal.formats.typed_columns import Wanted, read_columns, repeated
from commonweal.terms.sources import Source

PUBLISHER, LICENCE = "Office for National Statistics", "Open Government Licence v3.0"
_CHANGES: Mapping[str, Change] = {"U": "unchanged", "S": "split", "M": "merged", "X": "irregular"}


@dataclass(frozen=True, slots=True)
class WardAndDistrict:
    """Where a small area of 2021 lies.

    Attributes:
        ward: code of its ward of 2024.
        ward_name: the ward's name.
        district: code of its district of 2024.
        district_name: the district's name.
    """

    ward: str
    ward_name: str
    district: str
    district_name: str


def read_successions(path: Path) -> Successions:
    """Read the look-up from small areas of 2011 to those of 2021.

    Its columns are ``lsoa11_code``, ``lsoa21_code`` and ``change_code``.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once; a pair of areas that stands twice is one, and an unknown
            kind of change.
    """
    table = read_columns(
        path,
        (
            Wanted("older", ("lsoa11_code", "LSOA11CD"), "code"),
            Wanted("newer", ("lsoa21_code", "LSOA21CD"), "code"),
            Wanted("change", ("change_code", "CHGIND", "CHNGIND"), "text"),
        ),
    )
    cells = table.cells
    faults = [
        Fault("{text} is not known", {"text": text}, path.name, row, table.headers["change"])
        for row, text in zip(table.rows, cells["change"], strict=True)
        if text not in _CHANGES
    ]
    faults += repeated(table, "older", "newer")
    if faults:
        raise TableFaults(*faults, file=path.name)
    rows = zip(cells["older"], cells["newer"], cells["change"], strict=True)
    return Successions(
        tuple(Succession(older, newer, _CHANGES[change]) for older, newer, change in rows),
        _source(table.source, "2022"),
    )


def read_wards_2017(path: Path) -> tuple[Mapping[str, str], Source]:
    """Read the look-up from small areas of 2011 to wards of 2017 (``lsoa11_code``, ``ward17_code``).

    Each small area stands with the one ward that holds most of it.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    table = read_columns(
        path,
        (
            Wanted("area", ("lsoa11_code", "LSOA11CD"), "code", unique=True),
            Wanted("ward", ("ward17_code", "WD17CD"), "code"),
        ),
    )
    return dict(zip(table.cells["area"], table.cells["ward"], strict=True)), _source(table.source, "2017")


def read_wards_2024(path: Path) -> tuple[Mapping[str, WardAndDistrict], Source]:
    """Read the look-up from small areas of 2021 to wards and districts of 2024.

    Its columns are ``lsoa21_code``, ``ward24_code``, ``ward24_name``, ``ltla24_code`` and ``ltla24_name``.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    table = read_columns(
        path,
        (
            Wanted("area", ("lsoa21_code", "LSOA21CD"), "code", unique=True),
            Wanted("ward", ("ward24_code", "WD24CD"), "code"),
            Wanted("ward_name", ("ward24_name", "WD24NM"), "text"),
            Wanted("district", ("ltla24_code", "LAD24CD"), "code"),
            Wanted("district_name", ("ltla24_name", "LAD24NM"), "text"),
        ),
    )
    names = ("ward", "ward_name", "district", "district_name")
    rows = zip(*(table.cells[name] for name in names), strict=True)
    found = {area: WardAndDistrict(*row) for area, row in zip(table.cells["area"], rows, strict=True)}
    return found, _source(table.source, "2024")


def _source(source: Source, date: str) -> Source:
    return Source(source.file, source.sha256, PUBLISHER, LICENCE, date)
