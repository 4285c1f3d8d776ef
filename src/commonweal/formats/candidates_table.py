"""Places where a site could be: a table with a name and a point for each, and perhaps how many people it can serve."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from commonweal.errors import Fault
from commonweal.evidence.siting_faults import spot
from commonweal.evidence.siting_inputs import Candidate
from commonweal.formats.tables import EXACT, WHOLE, YES_NO, Column, read_table
from commonweal.terms.sentences import key
from commonweal.terms.sources import Source

COLUMNS = (
    Column("id", unique=True),
    Column("name"),
    Column("easting", *EXACT),
    Column("northing", *EXACT),
    Column("people_at_most", *WHOLE, needed=False),
    Column("kept", *YES_NO, needed=False),
)
MOST_METRES = (700_000, 1_300_000)
"""Where the British National Grid ends."""


def read_candidates(path: Path, most: int | None = None) -> tuple[tuple[Candidate, ...], Source]:
    """Read the places where a site could be.

    Args:
        path: a CSV table with ``id``, ``name``, ``easting`` and ``northing`` in metres of the British National Grid,
            and perhaps ``people_at_most`` and ``kept`` (yes where a site is there and stays).
        most: how many people a site can serve where the table does not say.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault of the file at once.
    """
    table = read_table(path, COLUMNS, _faults)
    found = tuple(
        Candidate(
            row["id"],
            row["name"],
            spot(row["easting"], row["northing"]),
            most if row["people_at_most"] is None else row["people_at_most"],
            kept=bool(row["kept"]),
        )
        for row in table.rows
    )
    return found, table.source


def _faults(row: Mapping[str, Any]) -> Iterable[Fault]:
    east, north = row["easting"], row["northing"]
    if east is None or north is None:
        return
    if abs(east) <= 180 and abs(north) <= 90:
        what = key(
            "{east}, {north} look like degrees; write metres of the British National Grid (a map of the Ordnance Survey"
            " shows them)"
        )
        yield Fault(what, {"east": float(east), "north": float(north)}, field="easting")
    elif not (0 <= east <= Fraction(MOST_METRES[0]) and 0 <= north <= Fraction(MOST_METRES[1])):
        what = key("{east}, {north} lie outside the British National Grid")
        yield Fault(what, {"east": float(east), "north": float(north)}, field="easting")
