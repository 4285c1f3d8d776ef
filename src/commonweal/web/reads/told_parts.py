"""Parts of a profile that are told as sentences and figures: each is a section, and each figure opens to its source.

A part is whatever a profile holds under its name in ``profile.json``: sentences stand first, and every figure in it,
however deep, is a row of one table. A part that wants a picture of its own has a file of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.profiled import Profiled, amount, anchor, opens
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table, plain

_SENTENCES = ("sentence", "sentences", "caveat", "caveats", "warnings")
_NAMES = ("name", "measure", "title", "neighbourhood", "service", "group", "id", "code")
_SHORT = 8
"""A table of more rows than this is folded away behind its caption."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a profile.

    Attributes:
        key: its name in ``profile.json``.
        heading: what it answers.
    """

    key: str
    heading: Sentence


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure found in a part.

    Attributes:
        path: what leads to it: the part's key, then names.
        figure: as ``profile.json`` holds it.
    """

    path: tuple[str, ...]
    figure: Mapping[str, Any]

    @property
    def label(self) -> str:
        """What it is called: what leads to it, without the part."""
        return ": ".join(name.replace("_", " ").replace(":", ", ") for name in self.path[1:])


def part_section(found: Profiled, part: Part) -> tuple[Section, ...]:
    """Show a part in sentences and figures; nothing where the profile does not hold it."""
    value = found.told.get(part.key)
    if not value:
        return ()
    said = tuple(plain(text) for text in dict.fromkeys(sentences_in(value)))
    table = _table(part, tuple(stated_in(part.key, value)))
    short = len(table.rows) <= _SHORT
    return (
        Section(
            f"part-{anchor(part.key)}",
            part.heading,
            said=said,
            tables=(table,) if table.rows and short else (),
            folded=(table,) if table.rows and not short else (),
        ),
    )


def sentences_in(value: object) -> Iterator[str]:
    """Give every sentence of a part, in order."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in _SENTENCES:
                yield from (inner,) if isinstance(inner, str) else (one for one in inner if isinstance(one, str))
            else:
                yield from sentences_in(inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from sentences_in(inner)


def stated_in(key: str, value: object) -> Iterator[Stated]:
    """Give every figure of a part with what leads to it."""
    yield from _stated((key,), value)


def _stated(path: tuple[str, ...], value: object) -> Iterator[Stated]:
    if isinstance(value, Mapping):
        if "value" in value and "unit" in value:
            yield Stated(path, value)
            return
        for key, inner in value.items():
            yield from _stated(path if key == "figures" else (*path, str(key)), inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, inner in enumerate(value, start=1):
            yield from _stated((*path, _called(inner, number)), inner)


def _called(item: object, number: int) -> str:
    if isinstance(item, Mapping):
        for name in _NAMES:
            if isinstance(item.get(name), str):
                return str(item[name])
    return str(number)


def _table(part: Part, stated: Sequence[Stated]) -> Table:
    rows = tuple(
        Row(
            (
                Cell(one.label),
                Cell(amount(one.figure), href=opens(*one.path)),
                Cell(str(one.figure["unit"])),
            )
        )
        for one in stated
    )
    columns = (Column(say("Figure")), Column(say("Value"), "number"), Column(say("Unit")))
    return Table(say("{part}: each figure", part=part.heading), columns, rows)
