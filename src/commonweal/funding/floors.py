"""Floors: counting again, with a further item paid for beforehand, until enough is spent on each group."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from fractions import Fraction

from commonweal.errors import Fault, FloorsNotMet, FloorsUndecided
from commonweal.funding.certificate import Certificate, Winner
from commonweal.funding.floor_search import Demands, FloorSearch, demands
from commonweal.funding.items import Item, places
from commonweal.funding.options import written
from commonweal.funding.poll import Poll
from commonweal.funding.spec import RuleSpec
from commonweal.funding.ties import TieOrder, tie_order

Count = Callable[[tuple[int, ...]], Certificate]
"""Counts with some items, by position, paid from the budget beforehand; the certificate names them first."""


def meeting_floors(poll: Poll, spec: RuleSpec, items: Sequence[Item], count: Count) -> Certificate:
    """Count until every floor is met.

    Where an outcome leaves a floor unmet, one item is paid from the budget beforehand and all is counted again: the
    first, by score and then by the tie order, that spends something on an unmet group, is not funded yet, and can be
    completed to some set that meets all floors within the budget, the caps and the exclusive sets.

    Args:
        poll: the poll.
        spec: of any rule.
        items: the poll's items.
        count: the rule, with some items paid beforehand.

    Raises:
        FloorsNotMet: where no set of items meets the floors; raised before anything is counted.
        FloorsUndecided: where too many items would have to be tried to know it.
        TieOpen: where two items that could be paid beforehand are openly tied, or the count itself leaves a tie open.
    """
    if not spec.floors:
        return count(())
    search = FloorSearch.of(demands(poll, spec, items))
    if not search.completable(()):
        raise FloorsNotMet(*_remedies(search), rule=spec.name)
    place, order = places(poll, items), tie_order(poll, spec, items)
    forced: tuple[int, ...] = ()
    while True:
        certificate = count(forced)
        funded = {int(place[winner.project]) for winner in certificate.winners}
        helping = _helping(search.demands, funded)
        if not helping:
            return certificate
        forced = (*forced, _first(items, order, search, helping, forced))


def paid_beforehand(items: Sequence[Item], forced: Sequence[int]) -> tuple[Winner, ...]:
    """Give the winners that some items paid beforehand are, in order."""
    return tuple(Winner(k, "floor") for item in forced for k in items[item].projects)


def _helping(wanted: Demands, funded: Collection[int]) -> set[int]:
    """Give the items that would spend something on a group whose floor is unmet; none where every floor is met."""
    return {
        k
        for least, within in zip(wanted.floors, wanted.within, strict=True)
        if sum(within.get(k, 0) for k in funded) < least
        for k in within
        if k not in funded
    }


def _first(
    items: Sequence[Item], order: TieOrder, search: FloorSearch, helping: Collection[int], forced: tuple[int, ...]
) -> int:
    """Give the item to pay for beforehand."""
    # There is one: a set that completes the forced items meets the floors, so it has an item that helps.
    ranked = iter(sorted(helping, key=lambda k: (-items[k].score, order.ranks[k])))
    first = next(k for k in ranked if search.completable((*forced, k)))
    rivals = [
        k
        for k in ranked
        if items[k].score == items[first].score
        and order.tied[k] == order.tied[first]
        and search.completable((*forced, k))
    ]
    return order.first([first, *rivals])


def _remedies(search: FloorSearch) -> Iterator[Fault]:
    """Say what would make the floors possible: one floor lowered, or the budget raised."""
    wanted = search.demands
    for floor, group in enumerate(wanted.groups):
        figures: dict[str, object] = {"group": str(group), "floor": _main(wanted, wanted.floors[floor])}
        what = "{group} has a floor of {floor}; the others cannot be met even without it"
        try:
            most = _largest(search, floor)
        except FloorsUndecided:
            what = "{group} has a floor of {floor}; how much of it can be met takes too long to find"
        else:
            if most is not None:
                figures["most"] = _main(wanted, most)
                what = "{group} has a floor of {floor}; with the other floors as they are, at most {most} can be met"
        yield Fault(what, figures, field="floors")
    with suppress(FloorsUndecided):
        enough = _enough(search)
        if enough is not None:
            rise = _main(wanted, enough - wanted.budget)
            yield Fault("a budget higher by {rise} would meet all floors", {"rise": rise}, field="budget")


def _largest(search: FloorSearch, floor: int) -> int | None:
    """Give the largest amount that a floor can have beside the others, or None where even 0 is too much."""

    def possible(least: int) -> bool:
        floors = list(search.demands.floors)
        floors[floor] = least
        return search.completable((), floors=floors)

    if not possible(0):
        return None
    low, high = 0, search.demands.floors[floor]
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if possible(middle) else (low, middle)
    return low


def _enough(search: FloorSearch) -> int | None:
    """Give the smallest budget that would meet all floors, or None where none would."""
    low, high = search.demands.budget, sum(search.demands.costs)
    if high <= low or not search.completable((), budget=high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if search.completable((), budget=middle) else (middle, high)
    return high


def _main(wanted: Demands, units: int) -> str:
    """Write a number of units as a sum in the currency's main unit."""
    return written(Fraction(units, wanted.scale))
