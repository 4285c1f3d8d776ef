"""``organisations.csv``: the bodies of a place."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import get_args

from commonweal.formats.tables import Column, read_table, write_table
from commonweal.terms.parties import Kind, Organisation
from commonweal.terms.sources import Source

FILE = "organisations.csv"
COLUMNS = ("id", "name", "kind", "home", "summary")


def read_organisations(
    folder: Path, neighbourhoods: Collection[str]
) -> tuple[tuple[Organisation, ...], Mapping[str, str], Source]:
    """Read the bodies of a place folder, and what each does by its id.

    Args:
        folder: the place folder.
        neighbourhoods: names a body's home may have; blank is none in this place.

    Raises:
        FileMissing: where there is no organisations.csv.
        TableFaults: with every fault at once.
    """
    table = read_table(
        folder / FILE,
        (
            Column("id", unique=True),
            Column("name"),
            Column("kind", among=get_args(Kind)),
            Column("home", needed=False, among=neighbourhoods),
            Column("summary", needed=False),
        ),
    )
    bodies = tuple(Organisation(row["id"], row["name"], row["kind"], row["home"] or "") for row in table.rows)
    return bodies, {row["id"]: row["summary"] or "" for row in table.rows}, table.source


def write_organisations(bodies: Iterable[Organisation], summaries: Mapping[str, str]) -> bytes:
    """Write bodies as ``organisations.csv`` holds them."""
    return write_table(COLUMNS, ((b.id, b.name, b.kind, b.home, summaries.get(b.id, "")) for b in bodies))
