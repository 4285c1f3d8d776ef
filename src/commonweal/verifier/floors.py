"""Floors: what must be forced so that every category and area gets the least that the spec reserves for it."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeVar

from .items import Items, Standing
from .poll import Group
from .rising import Endless, Runs
from .specs import NoSpec

MOST_WORK = 5_000_000
"""How far sets of items are looked at to see whether floors can be met, in items and floors: a hostile spec asks for
every set."""

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
        self._serving.sort(key=lambda k: (items.costs[k] - sum(items.within[k].values()), -items.costs[k]))
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
        return self._extends(standing)

    def _extends(self, begun: Standing) -> bool:
        waiting: list[tuple[Standing, frozenset[int]]] = [(begun, frozenset())]
        seen: set[object] = set()
        while waiting:
            self._work += self._each
            if self._work > MOST_WORK:
                raise Endless("whether the floors can be met is not known after all the work that a check may take")
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
        within, money = self._items.within, standing.money
        # A project has one area at most, so that the needs of areas add up; those of categories may overlap.
        areas = sum(need for (kind, _), need in needs.items() if kind == "area")
        if max(areas, *needs.values()) > money:
            return None
        free = [
            k for k in self._serving if k not in standing.gone and k not in left_out and self._items.costs[k] <= money
        ]
        spare = {group: sum(within[k].get(group, 0) for k in free) - need for group, need in needs.items()}
        narrowest = min(spare, key=lambda group: spare[group])
        if spare[narrowest] < 0:
            return None
        return next(k for k in free if narrowest in within[k])
