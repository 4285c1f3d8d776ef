"""One run of Equal Shares: the rounds, each funding the item whose price is least, exact and lazy."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import inf
from typing import NamedTuple

from commonweal.funding.electorate import Electorate
from commonweal.funding.kernel.ledger import Ledger
from commonweal.funding.kernel.purses import Look, Price, Purses, U

Bounds = tuple[tuple[float, int], ...]
_STALE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What the rounds give at one share.

    Attributes:
        share: what each voter had at first, in the currency's main unit.
        ledger: who paid what, exact.
        above: for each round, a float not below the funded item's price.
        bounds: for each round, and once more after the last, a proven lower bound of each item's price, with the item;
            the round's own among them. What is funded, ruled out or cannot be paid for has none.
    """

    share: Fraction
    ledger: Ledger
    above: tuple[float, ...]
    bounds: tuple[Bounds, ...]

    @property
    def funded(self) -> tuple[int, ...]:
        """The funded items, in order."""
        return tuple(self.ledger.funded)

    def prices(self) -> tuple[Fraction, ...]:
        """Give what each funded item's supporters pay for each unit of what it is worth to them, exact."""
        factors = self.ledger.electorate.factors
        return tuple(
            paid / factors[item] for item, paid in zip(self.ledger.funded, self.ledger.payments(), strict=True)
        )


@dataclass(slots=True, eq=False)
class _Search:
    """The search for the next item: what is known of each price from below.

    Attributes:
        purses: what voters have left.
        queue: a lower bound of each item's price, with the item, the least first (a heap).
        looks: for each item what was last seen of its payment for each unit of weight.
        settled: for each item the round in which the climb to its price last reached its end.
        factors: the factor of each item, as a float.
        now: the number of the round, the first being 0.
    """

    purses: Purses
    queue: list[tuple[float, int]]
    looks: list[Look]
    settled: list[int]
    factors: tuple[float, ...]
    now: int = 0

    def keep(self, bounds: Iterable[tuple[float, int]]) -> None:
        """Go on with these bounds."""
        self.queue[:] = bounds
        heapify(self.queue)


class _Found(NamedTuple):
    """An item that could be funded next: its price, and floats that its price per unit of worth lies between."""

    price: Price
    low: float
    high: float


def run(
    electorate: Electorate,
    share: Fraction,
    paid: Collection[int] = (),
    below: Run | None = None,
    beyond: Run | None = None,
) -> Run:
    """Follow the rounds at one share.

    Args:
        electorate: who supports what.
        share: what each voter has at first, in the currency's main unit.
        paid: items that were paid for beforehand: they are not funded again, and rule others out.
        below: a run at a smaller share. As long as this one funds the same, the bounds of all other items are brought
            above its prices where that is possible.
        beyond: a run at a larger share. As long as this one funds the same, no price is below the bounds of that run:
            voters have no more left than there.
    """
    purses = Purses.opened(electorate, share)
    barred = electorate.limits.ruled_out(paid) | frozenset(paid)
    search = _opened(purses, electorate.supported - barred)
    above: list[float] = []
    bounds: list[Bounds] = []
    while True:
        if beyond is not None:
            there = {item: bound for bound, item in beyond.bounds[search.now]}
            search.keep([(max(bound, there[item]), item) for bound, item in search.queue if item in there])
        found = _next(search, 0.0 if below is None or search.now >= len(below.above) else below.above[search.now])
        if found is None:
            return Run(share, purses.ledger, tuple(above), (*bounds, tuple(search.queue)))
        item, taken = found
        bounds.append((*search.queue, (taken.low, item)))
        above.append(taken.high)
        if below is not None and not _still(below, search, item):
            below = None
        if beyond is not None and beyond.funded[search.now : search.now + 1] != (item,):
            beyond = None
        purses.pay(item, taken.price)
        search.now += 1
        if electorate.limits:
            out = electorate.limits.ruled_out([*paid, *purses.ledger.funded])
            search.keep([(bound, k) for bound, k in search.queue if k not in out])


def _still(below: Run, search: _Search, item: int) -> bool:
    """Say whether a run may still fund the same as one at a smaller share, also at every share between them."""
    others = search.queue[0][0] if search.queue else inf
    return below.funded[search.now : search.now + 1] == (item,) and others > below.above[search.now]


def _opened(purses: Purses, items: Collection[int]) -> _Search:
    """Open the search: an item asks at least for what all its supporters would pay if each had enough."""
    electorate = purses.electorate
    factors = tuple(float(factor) for factor in electorate.factors)
    unsure = 1 - (2 * len(electorate.groups) + 16) * U
    lows = [
        cost / total * unsure if total else 0.0 for cost, total in zip(electorate.costs, electorate.totals, strict=True)
    ]
    search = _Search(purses, [], [Look(low, low) for low in lows], [_STALE] * len(factors), factors)
    search.keep([(_bound(lows[item], factors[item]), item) for item in items])
    return search


def _next(search: _Search, goal: float) -> tuple[int, _Found] | None:
    """Take the item with the least price; what is seen of the others stays in the queue."""
    queue, found, top = search.queue, dict[int, _Found](), inf
    while queue:
        bound, item = queue[0]
        settled = search.settled[item] == search.now
        if bound > top and (bound > goal or settled):
            break
        heappop(queue)
        if not settled:
            _look(search, item, bound, max(top, goal) if found else inf)
            continue
        price = search.purses.price(item, search.looks[item])
        if price is not None:
            found[item] = _placed(price, search.factors[item])
            top = min(top, found[item].high)
    if not found:
        return None
    chosen = _least(search, found)
    for item, one in found.items():
        if item != chosen:
            heappush(queue, (one.low, item))
    return chosen, found[chosen]


def _look(search: _Search, item: int, bound: float, top: float) -> None:
    """Climb towards an item's price, as far as the next item's bound asks for it, and put it back."""
    queue, factor = search.queue, search.factors[item]
    # The bound may be better than what was seen of the item: it may come from a run at a larger share.
    low = max(search.looks[item].low, bound * factor * (1 - 4 * U))
    enough = min(top, queue[0][0]) if queue else top
    look = search.purses.look(item, low, enough * factor * (1 + 8 * U))
    if look is not None:
        search.looks[item] = look
        search.settled[item] = _STALE if look.short is None else search.now
        heappush(queue, (_bound(look.low, factor), item))


def _least(search: _Search, found: dict[int, _Found]) -> int:
    """Give the item with the least price, exactly; of equal ones the first in the order of ties."""
    top = min(one.high for one in found.values())
    close = [item for item, one in found.items() if one.low <= top]
    if len(close) > 1:
        exact: dict[int, Fraction] = {}
        for item in close:
            worked_out = search.purses.exact(item, found[item].price.near)
            if worked_out is not None:
                exact[item] = worked_out[0] / search.purses.electorate.factors[item]
        least = min(exact.values())
        close = [search.purses.electorate.order.first([item for item in exact if exact[item] == least])]
    return close[0]


def _placed(price: Price, factor: float) -> _Found:
    low, high = price.near - price.slack, price.near + price.slack
    return _Found(price, _bound(low, factor), high / factor * (1 + 4 * U))


def _bound(payment: float, factor: float) -> float:
    """Give a lower bound of a price from one of its payment."""
    return payment / factor * (1 - 4 * U)
