"""Floors: what must be forced so that every category and area gets the least that the spec reserves for it."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import gcd
from typing import TypeVar

from .items import Items, Standing
from .poll import Group
from .rising import Endless, Runs
from .specs import NoSpec

MOST_WORK = 5_000_000
"""How far sets of items are looked at to see whether floors can be met, in items and floors: a hostile spec asks for
every set."""

_MOST_SUMS = 4_000_000
"""Up to how many sums are looked at of what serves a floor."""

T = TypeVar("T")


def forced_until_met(
    items: Items,
    count: Callable[[Sequence[int]], T],
    funded: Callable[[T], Sequence[int]],
    runs: Runs,
) -> tuple[list[int], T]:
    """Count until every floor is met, each time with one item more paid beforehand.

    Args:
        items: what can be funded.
        count: counts when some items are paid beforehand.
        funded: the items that such a count funds besides.
        runs: how many counts may still be made.

    Returns:
        What had to be forced, in order, and the count in which every floor is met.

    Raises:
        NoSpec: where no items at all meet the floors.
        OpenTie: where a count, or the choice of what to force, comes to two items that nothing tells apart.
        Endless: where it would take more work than a check may take.
    """
    forced: list[int] = []
    search = Search(items)
    if items.floors and not search.completes(forced):
        raise NoSpec("no projects at all can meet the floors")
    while True:
        runs.one()
        counted = count(forced)
        all_funded = {*forced, *funded(counted)}
        unmet = [
            group
            for group, floor in items.floors.items()
            if sum(items.within[k].get(group, 0) for k in all_funded) < floor
        ]
        if not unmet:
            return forced, counted
        forced = [*forced, _next(items, search, forced, all_funded, unmet)]


def _next(items: Items, search: "Search", forced: Sequence[int], funded: set[int], unmet: Sequence[Group]) -> int:
    """Choose what to force next: the first that serves an unmet floor and leaves all floors within reach."""

    def order(k: int) -> tuple[Fraction, int]:
        return -items.scores[k], items.ranks[k]

    serving = sorted(
        (k for k in range(len(items)) if k not in funded and any(group in items.within[k] for group in unmet)),
        key=order,
    )
    chosen: int | None = None
    for k in serving:
        if chosen is not None and order(k) != order(chosen):
            break
        if search.completes([*forced, k]):
            if chosen is not None:
                raise items.tied(chosen, k)
            chosen = k
    if chosen is None:
        raise Endless("nothing that can be forced serves a floor that is not met")
    return chosen


class Search:
    """Looks for items, given ones among them, that keep to the budget and all constraints and meet all floors.

    Items that serve no floor only cost money, so each of the others is taken or left out, one after the other; a
    branch ends where what is left cannot meet a floor, and where another branch has come to the same. The last set that
    was found is kept: it often answers the next question.

    Args:
        items: what can be funded.
    """

    def __init__(self, items: Items) -> None:
        self._items = items
        self._serving = [k for k, within in enumerate(items.within) if not within.keys().isdisjoint(items.floors)]
        self._apart = all(len(items.within[k].keys() & items.floors.keys()) == 1 for k in self._serving)
        self._plain = (
            not items.caps
            and not any(items.rivals)
            and all(items.costs[k] == sum(items.within[k].values()) for k in self._serving)
        )
        """Whether the least sums of all floors, where no item serves two, are all that there is to say."""
        self._each = (1 + len(self._serving)) * (1 + len(items.floors)) + len(items) + len(items.caps)
        self._work = 0
        self._found: frozenset[int] = frozenset()

    def completes(self, given: Sequence[int]) -> bool:
        """Say whether some items, with the given ones among them, meet every floor and keep all else.

        Raises:
            Endless: where more sets would have to be looked at than may be.
        """
        if given and self._found.issuperset(given):
            return True
        standing = Standing(self._items)
        for k in given:
            if k in standing.gone or self._items.costs[k] > standing.money:
                return False
            standing.fund(k)
        least = self._least(standing) if self._apart else None
        if least is not None and (self._plain or least > standing.money):
            return least <= standing.money
        return self._extends(standing)

    def _least(self, standing: Standing) -> int | None:
        """Give the least that meets all floors from items that serve one each, were it not for exclusive sets and caps.

        The sums that the items of a floor can come to are the bits of a number.

        Returns:
            The least sum, more than there is where there is none, or None where the sums are too many to look at.
        """
        total = 0
        for group, need in self._needs(standing).items():
            parts = [self._items.within[k].get(group, 0) for k in self._serving if k not in standing.gone]
            common = gcd(*parts) or 1
            needed = -(-need // common)
            if (needed + max(parts, default=0) // common) > _MOST_SUMS:
                return None
            self._spend(len(parts) * (1 + needed // 20_000))
            sums = 1
            for part in filter(None, parts):
                sums |= (sums & ((1 << needed) - 1)) << part // common
            above = sums >> needed
            if not above:
                return self._items.budget + 1
            total += (needed + (above & -above).bit_length() - 1) * common
        return total

    def _extends(self, begun: Standing) -> bool:
        waiting: list[tuple[Standing, frozenset[int]]] = [(begun, frozenset())]
        seen: set[object] = set()
        while waiting:
            self._spend(self._each)
            standing, left_out = waiting.pop()
            needs = self._needs(standing)
            if not needs:
                self._found = frozenset(standing.funded)
                return True
            state = (standing.money, tuple(needs.items()), frozenset(standing.gone | left_out))
            k = self._pick(standing, left_out, needs)
            if k is None or state in seen:
                continue
            seen.add(state)
            waiting.append((standing, left_out | {k}))
            waiting.append((standing.beside(k), left_out))
        return False

    def _spend(self, work: int) -> None:
        self._work += work
        if self._work > MOST_WORK:
            raise Endless("whether the floors can be met is not known after all the work that a check may take")

    def _needs(self, standing: Standing) -> dict[Group, int]:
        """Give what each floor that is not met still needs."""
        within = self._items.within
        needs = {
            group: floor - sum(within[k].get(group, 0) for k in standing.funded)
            for group, floor in self._items.floors.items()
        }
        return {group: need for group, need in needs.items() if need > 0}

    def _pick(self, standing: Standing, left_out: frozenset[int], needs: dict[Group, int]) -> int | None:
        """Choose what to take or leave out next, for the floor that has least to choose from; None at a dead end."""
        within, costs, money = self._items.within, self._items.costs, standing.money
        # A project has one area at most, so that the needs of areas add up; those of categories may overlap.
        areas = sum(need for (kind, _), need in needs.items() if kind == "area")
        if (sum(needs.values()) if self._apart else max(areas, *needs.values())) > money:
            return None
        free = [k for k in self._serving if k not in standing.gone and k not in left_out and costs[k] <= money]
        spare = {group: sum(within[k].get(group, 0) for k in free) - need for group, need in needs.items()}
        narrowest = min(spare, key=lambda group: spare[group])
        if spare[narrowest] < 0:
            return None
        need, serving = needs[narrowest], [k for k in free if narrowest in within[k]]
        ends = min((k for k in serving if within[k][narrowest] >= need), key=lambda k: costs[k], default=None)
        # What meets the floor at once is best where it leaves enough for the others; else what takes it furthest.
        if ends is not None and costs[ends] - need <= money - sum(needs.values()):
            return ends
        return max(serving, key=lambda k: (within[k][narrowest] < need, within[k][narrowest], -costs[k]))
