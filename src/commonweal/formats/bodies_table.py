"""``bodies.csv`` of a place folder: the bodies that work in the place, as public registers tell of them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from commonweal.evidence.bodies import NO_AREA, NO_YEAR, Body
from commonweal.formats.table_folder import DAY
from commonweal.formats.tables import SUM_OR_0, WHOLE, Column, read_table, write_table
from commonweal.formats.words import words
from commonweal.formats.written_money import WRITTEN
from commonweal.terms.money import Pence
from commonweal.terms.sentences import key
from commonweal.terms.sources import Source, Unknown

FILE = "bodies.csv"
COLUMNS = (
    "id",
    "name",
    "income_pounds",
    "reserves_pounds",
    "volunteers",
    "employees",
    "government_income_pounds",
    "largest_funder",
    "largest_funder_pounds",
    "activities",
    "classes",
    "area",
    "year_end",
    "unknown_because",
)
NOT_STATED: Mapping[str, str] = {
    "income_pounds": "its income is not stated",
    "reserves_pounds": "its reserves are not stated",
    "volunteers": "how many volunteer for it is not stated",
    "employees": "how many it employs is not stated",
    "government_income_pounds": "what it has from government is not stated",
    "largest_funder": "who its largest funder is, is not stated",
    "largest_funder_pounds": "what its largest funder gives is not stated",
}
"""Why a figure is not known where a row gives no reason of its own."""


def read_bodies(folder: Path) -> tuple[tuple[Body, ...], Source]:
    """Read the bodies of a place folder; a blank figure is Unknown, never 0.

    Raises:
        FileMissing: where there is no bodies.csv.
        TableFaults: with every fault at once.
    """
    table = read_table(
        folder / FILE,
        (
            Column("id", _id, key("a short name without spaces, such as GB-CHC-1234567"), unique=True),
            Column("name", words),
            Column("income_pounds", *SUM_OR_0, needed=False),
            Column("reserves_pounds", *WRITTEN, needed=False),
            Column("volunteers", *WHOLE, needed=False),
            Column("employees", *WHOLE, needed=False),
            Column("government_income_pounds", *SUM_OR_0, needed=False),
            Column("largest_funder", words, needed=False),
            Column("largest_funder_pounds", *SUM_OR_0, needed=False),
            Column("activities", words, needed=False),
            Column("classes", _classes, key("names with ; between them"), needed=False),
            Column("area", needed=False),
            Column("year_end", *DAY, needed=False),
            Column("unknown_because", needed=False),
        ),
    )
    return tuple(_body(row) for row in table.rows), table.source


def write_bodies(bodies: Iterable[Body]) -> bytes:
    """Write bodies as ``bodies.csv`` holds them."""
    return write_table(
        COLUMNS,
        (
            (
                body.id,
                body.name,
                _pounds(body.income),
                _pounds(body.reserves),
                _known(body.volunteers),
                _known(body.employees),
                _pounds(body.government_income),
                _known(body.largest_funder),
                _pounds(body.largest_funder_income),
                body.activities,
                ";".join(body.classes),
                _known(body.area),
                _known(body.year_end),
                _reason(body),
            )
            for body in bodies
        ),
    )


def unsaid(id_: str, name: str) -> Body:
    """Give a body of which nothing is known but its number and name."""
    return Body(
        id_,
        name,
        Unknown(NOT_STATED["income_pounds"]),
        Unknown(NOT_STATED["reserves_pounds"]),
        Unknown(NOT_STATED["volunteers"]),
        Unknown(NOT_STATED["employees"]),
        Unknown(NOT_STATED["government_income_pounds"]),
        Unknown(NOT_STATED["largest_funder"]),
        Unknown(NOT_STATED["largest_funder_pounds"]),
    )


def _id(text: str) -> str:
    if text.split() != [text]:
        raise ValueError
    return text


def _classes(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(";"))
    if not all(names):
        raise ValueError
    return names


def _body(row: Mapping[str, Any]) -> Body:
    told = row["unknown_because"]
    figures = {name: row[name] if row[name] is not None else Unknown(told or why) for name, why in NOT_STATED.items()}
    return Body(
        row["id"],
        row["name"],
        figures["income_pounds"],
        figures["reserves_pounds"],
        figures["volunteers"],
        figures["employees"],
        figures["government_income_pounds"],
        figures["largest_funder"],
        figures["largest_funder_pounds"],
        row["activities"] or "",
        row["classes"] or (),
        row["area"] or NO_AREA,
        row["year_end"] or NO_YEAR,
    )


def _pounds(value: Pence | Unknown) -> Fraction | None:
    return None if isinstance(value, Unknown) else Fraction(value, 100)


def _known(value: object) -> object:
    return None if isinstance(value, Unknown) else value


def _reason(body: Body) -> str | None:
    """Give the reason that the unknown figures of a body share, where it is not what a blank says by itself."""
    figures = (
        body.income,
        body.reserves,
        body.volunteers,
        body.employees,
        body.government_income,
        body.largest_funder,
        body.largest_funder_income,
    )
    reasons = {value.reason for value in figures if isinstance(value, Unknown)} - set(NOT_STATED.values())
    return "; ".join(sorted(reasons)) or None
