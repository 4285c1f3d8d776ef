"""Tie orders: which of several equally good items comes first, by the words of the spec, or that nothing says it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NoReturn

from commonweal.errors import Fault, TieOpen
from commonweal.funding.items import Item
from commonweal.funding.poll import Poll
from commonweal.funding.spec import RuleSpec, lot


@dataclass(frozen=True, slots=True)
class TieOrder:
    """The order of a count's items where they are equally good. It is the same in every run of a count.

    Attributes:
        ranks: each item's place, 0 the first; no two share one.
        tied: items with the same number are openly tied: no word of the order tells them apart. The numbers rise with
            the ranks.
        names: the ids of each item's projects, for people.
    """

    ranks: tuple[int, ...]
    tied: tuple[int, ...]
    names: tuple[str, ...]

    def first(self, equal: Collection[int]) -> int:
        """Give the first of equally good items that could be taken now.

        Raises:
            TieOpen: where another is openly tied with it.
        """
        best = min(equal, key=self.ranks.__getitem__)
        tied = [k for k in equal if self.tied[k] == self.tied[best]]
        if len(tied) > 1:
            self.refuse(tied)
        return best

    def refuse(self, tied: Collection[int]) -> NoReturn:
        """Refuse to choose among openly tied items.

        Raises:
            TieOpen: naming their projects.
        """
        names = ", ".join(self.names[k] for k in sorted(tied))
        fault = Fault("the projects {projects} are equal in all that decides", {"projects": names}, field="ties")
        raise TieOpen(fault)


def tie_order(poll: Poll, spec: RuleSpec, items: Sequence[Item]) -> TieOrder:
    """Give the order of a poll's items by the words of the spec.

    Args:
        poll: the poll.
        spec: the rule with its ``ties`` and ``seed``; a lot counts only if a seed was drawn.
        items: the poll's items.
    """
    costs, scores = _in_parts([item.cost for item in items]), _in_parts([item.score for item in items])
    by_word: dict[str, Callable[[int], int | str]] = {
        "lower-cost": lambda k: costs[k],
        "higher-cost": lambda k: -costs[k],
        "more-votes": lambda k: -scores[k],
        "lot": lambda k: lot(spec.options["seed"], poll.projects[items[k].projects[0]].id),
    }
    keys = [tuple(by_word[word](k) for word in spec.ties) for k in range(len(items))]
    ranks, tied = [0] * len(items), [0] * len(items)
    order = sorted(range(len(items)), key=keys.__getitem__)
    for rank, k in enumerate(order):
        before = order[rank - 1] if rank else k
        ranks[k], tied[k] = rank, tied[before] + (keys[before] != keys[k])
    names = tuple("+".join(poll.projects[k].id for k in item.projects) for item in items)
    return TieOrder(tuple(ranks), tuple(tied), names)


def _in_parts(numbers: Sequence[Fraction]) -> list[int]:
    """Give numbers in parts so small that all are whole: they compare as before, and faster."""
    parts = lcm(*(number.denominator for number in numbers))
    return [number.numerator * (parts // number.denominator) for number in numbers]
