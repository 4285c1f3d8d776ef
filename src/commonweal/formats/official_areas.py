"""Small areas as official files give them: LSOA 2021 with the Indices of Deprivation and the census population."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commonweal.formats.evidence_tables import TENTH
from commonweal.formats.tables import EXACT, WHOLE, Column, read_table
from commonweal.terms.places import Area
from commonweal.terms.sources import Source


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
