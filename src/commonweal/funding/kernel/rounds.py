"""One run of Equal Shares: the rounds, each funding the item whose price is least, exact and lazy."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from math import inf

import numpy as np

from commonweal.funding.ballots import Whole
from commonweal.funding.electorate import Electorate, Floats
from commonweal.funding.kernel.ledger import Ledger
from commonweal.funding.kernel.purses import Look, Price, Purses, U

_STALE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What the rounds give at one share.

    Attributes:
        share: what each voter had at first, in the currency's main unit.
        ledger: who paid what, exact.
        above: for each round, a float not below the funded item's price.
        bounds: for each round, and once more after the last, a proven lower bound of each item's price; infinite where
            the item is funded, ruled out or cannot be paid for.
    """

    share: Fraction
    ledger: Ledger
    above: tuple[float, ...]
    bounds: tuple[Floats, ...]

    @property
    def funded(self) -> tuple[int, ...]:
        """The funded items, in order."""
        return tuple(self.ledger.funded)

    @property
    def short(self) -> tuple[Whole, ...]:
        """For each funded item, the groups who had less left than their payment, but something, and paid all of it."""
        return tuple(self.ledger.short)

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
        bounds: for each item a lower bound of its price, infinite where it is out.
        looks: for each item what was last seen of its payment for each unit of weight.
        settled: for each item the round in which the climb to its price last reached its end.
        factors: the factor of each item, as a float.
    """

    purses: Purses
    bounds: Floats
    looks: list[Look]
    settled: list[int]
    factors: tuple[float, ...]

    @property
    def now(self) -> int:
        """The number of the round, the first being 0."""
        return len(self.purses.ledger.funded)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
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
    bounds: list[Floats] = []
    while True:
        now = search.now
        if beyond is not None:
            np.maximum(search.bounds, beyond.bounds[now], out=search.bounds)
        goal = below.above[now] if below is not None and now < len(below.above) else 0.0
        found = _next(search, goal)
        bounds.append(search.bounds.copy())
        if found is None:
            return Run(share, purses.ledger, tuple(above), tuple(bounds))
        item, taken = found
        above.append(taken.high)
        search.bounds[item] = inf
        if below is not None and not _still(below, item, now, float(search.bounds.min())):
            below = None
        if beyond is not None and beyond.funded[now : now + 1] != (item,):
            beyond = None
        purses.pay(item, taken.price)
        if electorate.limits:
            search.bounds[list(electorate.limits.ruled_out([*paid, *purses.ledger.funded]))] = inf


def _still(below: Run, item: int, now: int, others: float) -> bool:
    """Say whether a run may still fund the same as one at a smaller share, also at every share between them."""
    return below.funded[now : now + 1] == (item,) and others > below.above[now]


def _opened(purses: Purses, items: Collection[int]) -> _Search:
    """Open the search: an item asks at least for what all its supporters would pay if each had enough."""
    electorate = purses.electorate
    factors = tuple(float(factor) for factor in electorate.factors)
    unsure = 1 - (2 * len(electorate.groups) + 16) * U
    looks = [
        Look(low := cost / total * unsure if total else 0.0, low)
        for cost, total in zip(electorate.costs, electorate.totals, strict=True)
    ]
    bounds = np.full(len(factors), inf)
    for item in items:
        bounds[item] = _bound(looks[item].low, factors[item])
    return _Search(purses, bounds, looks, [_STALE] * len(factors), factors)


def _next(search: _Search, goal: float) -> tuple[int, _Found] | None:
    """Find the item with the least price; what is seen of the others stays in their bounds."""
    bounds, found, top = search.bounds, dict[int, _Found](), inf
    while len(bounds):
        item = int(bounds.argmin())
        bound, settled = float(bounds[item]), search.settled[item] == search.now
        if bound == inf or (bound > top and (bound > goal or settled)):
            break
        if not settled:
            _look(search, item, max(top, goal) if found else inf)
            continue
        bounds[item] = inf
        price = search.purses.price(item, search.looks[item])
        if price is not None:
            found[item] = _placed(price, search.factors[item])
            top = min(top, found[item].high)
    for item, one in found.items():
        bounds[item] = one.low
    return _least(search, found) if found else None


def _look(search: _Search, item: int, top: float) -> None:
    """Climb towards an item's price, as far as the next item's bound asks for it."""
    bounds, factor = search.bounds, search.factors[item]
    # The bound may be better than what was seen of the item: it may come from a run at a larger share.
    low = max(search.looks[item].low, float(bounds[item]) * factor * (1 - 4 * U))
    bounds[item] = inf
    enough = min(top, float(bounds.min()))
    look = search.purses.look(item, low, enough * factor * (1 + 8 * U))
    if look is not None:
        search.looks[item] = look
        search.settled[item] = search.now if look.settled else _STALE
        bounds[item] = _bound(look.low, factor)


def _least(search: _Search, found: dict[int, _Found]) -> tuple[int, _Found]:
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
    return close[0], found[close[0]]


def _placed(price: Price, factor: float) -> _Found:
    low, high = price.near - price.slack, price.near + price.slack
    return _Found(price, _bound(low, factor), high / factor * (1 + 4 * U))


def _bound(payment: float, factor: float) -> float:
    """Give a lower bound of a price from one of its payment."""
    return payment / factor * (1 - 4 * U)
