"""``tags.csv``: words by which bodies that work with named groups are known, and how well they do it."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from commonweal.errors import Fault
from commonweal.evidence.named_groups import HandTagged, Tag
from commonweal.evidence.patterns import bounded
from commonweal.formats.tables import WHOLE, Column, read_table, write_table
from commonweal.terms.sentences import key
from commonweal.terms.sources import Source

FILE = "tags.csv"
COLUMNS = ("code", "name", "include", "exclude", "both", "missed", "wrongly", "neither", "groups")
_COUNTS = COLUMNS[4:8]


def read_tags(folder: Path, groups: Collection[str] | None = None) -> tuple[tuple[Tag, ...], Source]:
    """Read the tags of a place folder.

    Args:
        folder: the place folder.
        groups: the groups of ``needs.csv`` that a tag may speak of; None where any may.

    Raises:
        FileMissing: where there is no tags.csv.
        TableFaults: with every fault at once.
    """

    def check(row: Mapping[str, Any]) -> Iterable[Fault]:
        for group in row["groups"] or ():
            if groups is not None and group not in groups:
                yield Fault("{group} is not a group of needs.csv", {"group": group}, field="groups")

    words = (_words, key("an expression that is sure to be found in time"))
    table = read_table(
        folder / FILE,
        (
            Column("code", unique=True),
            Column("name"),
            Column("include", *words),
            Column("exclude", *words, needed=False),
            *(Column(name, *WHOLE) for name in _COUNTS),
            Column("groups", _names, key("names with ; between them"), needed=False),
        ),
        check,
    )
    return tuple(
        Tag(
            row["code"],
            row["name"],
            row["include"],
            row["exclude"] or "",
            HandTagged(*(row[name] for name in _COUNTS)),
            row["groups"] or (),
        )
        for row in table.rows
    ), table.source


def write_tags(tags: Iterable[Tag]) -> bytes:
    """Write tags as ``tags.csv`` holds them."""
    return write_table(
        COLUMNS,
        (
            (
                tag.code,
                tag.name,
                tag.include,
                tag.exclude,
                *(getattr(tag.sample, name) for name in _COUNTS),
                ";".join(tag.groups),
            )
            for tag in tags
        ),
    )


def _words(text: str) -> str:
    bounded(text)
    return text


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(";"))
    if not all(names):
        raise ValueError
    return names
