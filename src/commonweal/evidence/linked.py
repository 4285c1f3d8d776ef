"""Tables that share cells: one count that stands in several tables, or in a table and in an earlier release of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.evidence.disclosure_rules import UNBOUNDED, Bools, Ints, Rule
from commonweal.evidence.sums import Axis, cells_of, crossed, joined
from commonweal.evidence.suppression import Counts, Safe, protect

Cell = frozenset[tuple[str, str]]
"""Whom a cell counts: the groups that they are in, by axis; an axis that is summed over wholly is left out."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of counts of people with every margin.

    Attributes:
        name: its name.
        axes: how it divides people, the last axis running fastest.
        counts: of each cell, margins among them.
    """

    name: str
    axes: tuple[Axis, ...]
    counts: Ints


@dataclass(frozen=True, slots=True)
class Released:
    """A table as it was published before, of the same people on the same day.

    Attributes:
        rule: by which rule.
        axes: how it divides people.
        shown: what stands in each cell; in a hidden one 0.
        hidden: which cells are hidden.
    """

    rule: Rule
    axes: tuple[Axis, ...]
    shown: Ints
    hidden: Bools


@dataclass(frozen=True, slots=True)
class SafeTables:
    """Tables as they may be published together.

    Attributes:
        rule: by which rule.
        tables: the tables as they were given.
        earlier: what was published before.
        cells: whom each count is of, each once over all tables.
        places: of each table and then of each earlier one, the number of each of its cells among these.
        safe: what stands in the cells, and the proof.
    """

    rule: Rule
    tables: tuple[Table, ...]
    earlier: tuple[Released, ...]
    cells: tuple[Cell, ...]
    places: tuple[Ints, ...]
    safe: Safe

    def shown(self, nth: int) -> tuple[Ints, Bools]:
        """Give what stands in the cells of a table, and which are hidden."""
        at = self.places[nth]
        return self.safe.shown[at], self.safe.hidden[at]


def protect_tables(rule: Rule, tables: Sequence[Table], earlier: Sequence[Released] = ()) -> SafeTables:
    """Make tables safe together, and beside what was published before.

    Args:
        rule: by which rule.
        tables: of the same people; cells that count the same groups are one cell.
        earlier: what was published of the same people before; what is hidden there stays as uncertain as its rule
            demands.

    Raises:
        CannotBeSafe: where what was published before gives something away.
    """
    numbers: dict[Cell, int] = {}
    places = []
    rows = []
    for axes in (*(table.axes for table in tables), *(one.axes for one in earlier)):
        at = np.array([numbers.setdefault(cell, len(numbers)) for cell in named(axes)], dtype=np.int64)
        places.append(at)
        rows.append((crossed(axes), at))
    size = len(numbers)
    sums = joined(size, rows)
    values, unsaid = _values(size, tables, places)
    low, high, spans = _before(size, earlier, places[len(tables) :])
    names = [", ".join(label for _, label in sorted(cell)) or "everybody" for cell in numbers]
    safe = protect(rule, Counts(sums, values, names, unsaid=unsaid, low=low, high=high, spans=spans))
    return SafeTables(rule, tuple(tables), tuple(earlier), tuple(numbers), tuple(places), safe)


def named(axes: Sequence[Axis]) -> list[Cell]:
    """Name whom each cell of a table counts.

    Examples:
        >>> sex = Axis("sex", ("f", "m", "all"), (2, 2, -1))
        >>> [sorted(cell) for cell in named([sex])]
        [[('sex', 'f')], [('sex', 'm')], []]
    """
    roots = [{axis.labels[k] for k, whole in enumerate(axis.whole) if whole < 0} for axis in axes]
    return [
        frozenset(
            (axis.name, label) for axis, label, root in zip(axes, labels, roots, strict=True) if label not in root
        )
        for labels in cells_of(axes)
    ]


def _values(size: int, tables: Sequence[Table], places: Sequence[Ints]) -> tuple[Ints, Bools]:
    """Give each count, as far as a table says it; those of earlier tables alone stand in none."""
    values, said = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=bool)
    for table, at in zip(tables, places, strict=False):
        values[at], said[at] = table.counts, True
    return values, ~said


def _before(size: int, earlier: Sequence[Released], places: Sequence[Ints]) -> tuple[Ints, Ints, Ints]:
    low, high = np.zeros(size, dtype=np.int64), np.full(size, UNBOUNDED, dtype=np.int64)
    spans = np.zeros(size, dtype=np.int64)
    for one, at in zip(earlier, places, strict=True):
        least, most = one.rule.known(one.shown, one.hidden)
        low[at], high[at] = np.maximum(low[at], least), np.minimum(high[at], most)
        spans[at] = np.maximum(spans[at], one.rule.spans(one.shown, one.hidden))
    return low, high, spans
