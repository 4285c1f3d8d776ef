"""``organisations.csv``: the bodies of a place."""

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import get_args

from commonweal.formats.tables import Column, read_table, write_table
from commonweal.terms.parties import Kind, Organisation
from commonweal.terms.sentences import key
from commonweal.terms.sources import Source

FILE = "organisations.csv"
COLUMNS = ("id", "name", "kind", "home", "summary", "registered")
_REGISTERED = re.compile(r"[A-Z]{2}-[A-Z]{2,8}-[A-Za-z0-9][A-Za-z0-9./-]{0,40}")


def registered(text: str) -> str:
    """Read a number in a public register, with the register before it: ``GB-CHC-1234567``.

    Source: org-id.guide, whose codes of registers begin with a country.

    Raises:
        ValueError: where the text has no register before the number.
    """
    if _REGISTERED.fullmatch(text) is None:
        raise ValueError
    return text


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
            Column(
                "registered",
                registered,
                key("a number in a public register with its register, such as GB-CHC-1234567"),
                needed=False,
            ),
        ),
    )
    bodies = tuple(
        Organisation(row["id"], row["name"], row["kind"], row["home"] or "", row["registered"] or "")
        for row in table.rows
    )
    return bodies, {row["id"]: row["summary"] or "" for row in table.rows}, table.source


def write_organisations(bodies: Iterable[Organisation], summaries: Mapping[str, str]) -> bytes:
    """Write bodies as ``organisations.csv`` holds them."""
    return write_table(COLUMNS, ((b.id, b.name, b.kind, b.home, summaries.get(b.id, ""), b.registered) for b in bodies))
