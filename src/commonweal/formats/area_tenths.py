"""A small table of areas: each one's tenth by deprivation and its population, as far as they are known."""

from collections.abc import Mapping
from pathlib import Path

from commonweal.formats.tables import WHOLE, Column, read_table, whole
from commonweal.terms.sentences import key
from commonweal.terms.sources import Unknown

_NOT_STATED = "the table of areas states no tenth"


def read_area_tenths(path: Path) -> tuple[Mapping[str, int | Unknown], Mapping[str, int]]:
    """Read a table with the columns ``area``, ``tenth`` and ``population``.

    Args:
        path: a CSV file. ``area`` is the name as the poll has it; ``tenth`` is 1 (the most deprived) to 10; a blank
            tenth or population is not known.

    Returns:
        Each area's tenth, or Unknown with the reason; and the population of those whose population is stated.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault of the file at once.
    """
    table = read_table(
        path,
        (
            Column("area", unique=True),
            Column("tenth", *WHOLE, needed=False, among=range(1, 11)),
            Column("population", _people, key("a whole number above 0"), needed=False),
        ),
    )
    tenths = {row["area"]: Unknown(_NOT_STATED) if row["tenth"] is None else row["tenth"] for row in table.rows}
    return tenths, {row["area"]: row["population"] for row in table.rows if row["population"] is not None}


def _people(text: str) -> int:
    number = whole(text)
    if not number:
        raise ValueError
    return number
