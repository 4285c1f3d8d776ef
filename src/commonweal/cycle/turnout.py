"""How many took part in a vote, by area and by tenth of deprivation: every figure through the publishing gate.

It is counted from codes alone, once, when voting closes; nothing of it stands beside what was chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from commonweal.errors import CannotBeSafe
from commonweal.evidence.disclosure_rules import NHS, Ints, Rule
from commonweal.evidence.publishing import passed, shown
from commonweal.evidence.sums import listed
from commonweal.evidence.suppression import Counts, protect
from commonweal.terms.sources import Unknown

UNNAMED = ""
"""The group of those of whom no area, or no tenth of it, is known."""
COLUMNS = ("issued", "used", "unused")
_NO_TENTHS: Mapping[str, int | Unknown] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Turnout:
    """Codes that could be voted with, and how many were.

    Attributes:
        issued: how many codes could be voted with.
        used: how many were.
    """

    issued: int
    used: int

    @property
    def unused(self) -> int:
        """How many were issued and not used."""
        return self.issued - self.used


@dataclass(frozen=True, slots=True)
class GatedTurnout:
    """A turnout as it may be published: each figure through the gate."""

    issued: int | Unknown
    used: int | Unknown
    unused: int | Unknown


def gated(
    areas: Mapping[str, Turnout], tenths: Mapping[str, int | Unknown] = _NO_TENTHS, rule: Rule = NHS
) -> tuple[dict[str, GatedTurnout], dict[str, GatedTurnout]]:
    """Give the turnout of areas, and of the tenths of deprivation that they make up, as they may be published together.

    Every figure passes the gate beside all the others and beside the totals, which everybody knows exactly. Where these
    are so small that they would give a figure away whatever is hidden, every figure but 0 is hidden.

    Args:
        areas: the turnout of each area.
        tenths: the tenth of each area, 1 the most deprived, as far as it is known.
        rule: what may be shown.

    Examples:
        >>> told, _ = gated({"a": Turnout(40, 20), "b": Turnout(60, 33), "c": Turnout(80, 3)})
        >>> [isinstance(one.used, Unknown) for one in told.values()]
        [True, False, True]
    """
    summed = by_tenth(areas, tenths)
    if len(areas) < 2:  # its figures are the totals
        return _alone(areas, rule), _alone(summed, rule)
    built = _Built(areas, summed, {area: _tenth_name(tenths.get(area)) for area in areas})
    try:
        safe = protect(rule, built.counts())
        shown_, hidden = safe.shown, safe.hidden
    except CannotBeSafe:
        shown_, hidden = rule.rounds(built.values()), built.values() > 0
    told = {
        cell: passed(int(shown_[k]), hidden=bool(hidden[k])) for k, cell in enumerate(built.cells) if cell[0] != "total"
    }
    return tuple(  # type: ignore[return-value]
        {name: GatedTurnout(*(told[kind, name, column] for column in COLUMNS)) for name in groups}
        for kind, groups in (("area", areas), ("tenth", summed))
    )


def _alone(groups: Mapping[str, Turnout], rule: Rule) -> dict[str, GatedTurnout]:
    return {
        name: GatedTurnout(shown(one.issued, rule), shown(one.used, rule), shown(one.unused, rule))
        for name, one in groups.items()
    }


class _Built:
    """Every figure of a turnout, and the sums between them.

    Args:
        areas: the turnout of each area.
        summed: of each tenth.
        tenth_of: name of the tenth of each area.
    """

    def __init__(
        self, areas: Mapping[str, Turnout], summed: Mapping[str, Turnout], tenth_of: Mapping[str, str]
    ) -> None:
        self.cells: list[tuple[str, str, str]] = []
        self._counts: list[int] = []
        whole = {"": Turnout(sum(one.issued for one in areas.values()), sum(one.used for one in areas.values()))}
        for kind, groups in (("area", areas), ("tenth", summed), ("total", whole)):
            for name, one in groups.items():
                for column in COLUMNS:
                    self.cells.append((kind, name, column))
                    self._counts.append(getattr(one, column))
        self.rows: list[tuple[tuple[str, str, str], list[tuple[str, str, str]]]] = [
            ((kind, name, "issued"), [(kind, name, "used"), (kind, name, "unused")])
            for kind, name, column in self.cells
            if column == "issued"
        ]
        for column in COLUMNS:
            self.rows.append((("total", "", column), [("area", name, column) for name in areas]))
            self.rows += [
                (("tenth", tenth, column), [("area", name, column) for name in areas if tenth_of[name] == tenth])
                for tenth in summed
            ]

    def values(self) -> Ints:
        """Give every figure as it is."""
        return np.array(self._counts, dtype=np.int64)

    def counts(self) -> Counts:
        """Give what is to pass the gate; the totals are known to everybody."""
        number = {cell: k for k, cell in enumerate(self.cells)}
        rows = [(number[whole], [number[part] for part in parts], False) for whole, parts in self.rows]
        public = np.array([kind == "total" for kind, *_ in self.cells])
        return Counts(listed(len(self.cells), rows), self.values(), public=public)


def by_tenth(groups: Mapping[str, Turnout], tenths: Mapping[str, int | Unknown]) -> dict[str, Turnout]:
    """Sum the turnout of areas by their tenths of deprivation.

    Args:
        groups: the turnout of each area.
        tenths: the tenth of each area, 1 the most deprived, as far as it is known.

    Returns:
        The turnout of each tenth by its number, and of :data:`UNNAMED`; nothing where no tenth is known.

    Examples:
        >>> by_tenth({"N": Turnout(9, 4), "S": Turnout(5, 1), "": Turnout(2, 2)}, {"N": 10, "S": 10})
        {'10': Turnout(issued=14, used=5), '': Turnout(issued=2, used=2)}
    """
    summed: dict[str, Turnout] = {}
    for area, one in groups.items():
        name = _tenth_name(tenths.get(area))
        before = summed.get(name, Turnout(0, 0))
        summed[name] = Turnout(before.issued + one.issued, before.used + one.used)
    return summed if set(summed) - {UNNAMED} else {}


def _tenth_name(tenth: int | Unknown | None) -> str:
    return str(tenth) if isinstance(tenth, int) else UNNAMED


def figure(count: int | Unknown) -> int | str:
    """Give a figure as the record holds it: a number, or that it is not shown.

    Whether it is too few itself or stands beside one is not said, for that would tell something. Older entries say it.
    """
    return "too few" if isinstance(count, Unknown) else int(count)


def group(name: str, one: GatedTurnout) -> dict[str, int | str]:
    """Give the turnout of a group as the record holds it."""
    return {"group": name, "issued": figure(one.issued), "used": figure(one.used), "unused": figure(one.unused)}
