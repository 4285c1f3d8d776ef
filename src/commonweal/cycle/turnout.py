"""How many took part in a vote, by area and by tenth of deprivation: every figure through the publishing gate.

It is counted from codes alone, once, when voting closes; nothing of it stands beside what was chosen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from commonweal.evidence.publishing import TOO_FEW, shown
from commonweal.terms.sources import Unknown

UNNAMED = ""
"""The group of those of whom no area, or no tenth of it, is known."""
BESIDE = Unknown("another figure could be worked out from it")


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


def gated(groups: Mapping[str, Turnout]) -> dict[str, GatedTurnout]:
    """Give the turnout of groups as it may be published.

    Each figure passes the gate; and where a column hides one figure alone, which the known sum would give away, its
    smallest other figure is hidden too.

    Examples:
        >>> gated({"a": Turnout(40, 20), "b": Turnout(60, 33), "c": Turnout(8, 3)})["a"].used
        Unknown(reason='another figure could be worked out from it')
    """
    counts: tuple[Callable[[Turnout], int], ...] = (_issued, _used, _unused)
    columns = [_column({name: count(one) for name, one in groups.items()}) for count in counts]
    return {name: GatedTurnout(*(column[name] for column in columns)) for name in groups}


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
        tenth = tenths.get(area)
        name = str(tenth) if isinstance(tenth, int) else UNNAMED
        before = summed.get(name, Turnout(0, 0))
        summed[name] = Turnout(before.issued + one.issued, before.used + one.used)
    return summed if set(summed) - {UNNAMED} else {}


def _column(counts: Mapping[str, int]) -> dict[str, int | Unknown]:
    told = {name: shown(count) for name, count in counts.items()}
    hidden = [name for name, one in told.items() if isinstance(one, Unknown)]
    others = sorted((counts[name], name) for name, one in told.items() if not isinstance(one, Unknown) and one)
    if len(hidden) == 1 and others:
        told[others[0][1]] = BESIDE
    return told


def _issued(one: Turnout) -> int:
    return one.issued


def _used(one: Turnout) -> int:
    return one.used


def _unused(one: Turnout) -> int:
    return one.unused


HIDDEN = {TOO_FEW: "too few", BESIDE: "beside"}
"""How the record writes a figure that is not shown, by why it is not."""


def figure(count: int | Unknown) -> int | str:
    """Give a figure as the record holds it: a number, or why it is not shown."""
    return HIDDEN[count] if isinstance(count, Unknown) else count


def group(name: str, one: GatedTurnout) -> dict[str, int | str]:
    """Give the turnout of a group as the record holds it."""
    return {"group": name, "issued": figure(one.issued), "used": figure(one.used), "unused": figure(one.unused)}
