"""The Method of Equal Shares, followed again round by round, in whole numbers only.

This is written apart from the rule that it checks, and works in another way: distinct ballots that have the same money
left name the same purse, so that a round counts voters by purse, and only the purses are reckoned with. All money is
counted in parts so small that nothing is ever rounded. A price is worked out only once a lower bound of it no longer
decides: a project never gets cheaper for its supporters, so the price that it had before is such a bound.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from math import gcd, lcm
from operator import mul
from typing import NamedTuple

from .items import Backing, Items, Standing, backing

EMPTY = 0
"""The purse of those who have nothing left."""
_WIDEST = 64
"""Up to how many bits a multiple of all that an item is worth may have, so that purses are compared by it."""

Price = tuple[Fraction, int]
"""What a supporter pays for each unit of what an item is worth, and the item's place among equals."""


_Known = tuple[Fraction, int, int, int]
"""An item's price or a lower bound of it, its place among equals, the item, and after how many purchases that held."""


class Round(NamedTuple):
    """One purchase of a run.

    Attributes:
        item: what is funded.
        price: at which price, with its place among equals.
        next: the next best price that another item could have been funded at, if any could.
    """

    item: int
    price: Price
    next: Price | None


@dataclass(frozen=True, slots=True)
class Setting:
    """Items prepared for any number of runs.

    Attributes:
        items: what can be funded.
        scales: what all that an item is worth to its supporters can be divided by.
        backers: each item's supporters by what it is worth to them, divided by its scale.
        crowds: those among them that more than one voter cast, with how many more did.
        commons: a common multiple of these worths, or 0 where it would be too long a number to reckon with.
        bounds: the least price of each item that has supporters, whatever the share.
    """

    items: Items
    scales: list[int]
    backers: list[Backing]
    crowds: list[dict[int, list[tuple[int, int]]]]
    commons: list[int]
    bounds: dict[int, Fraction]


def setting(items: Items, options: Mapping[str, str]) -> Setting:
    """Prepare items for the runs."""
    sizes, by_cost = items.poll.sizes, options["utility"] == "cost"
    found = Setting(items, [], [], [], [], {})
    for k in range(len(items)):
        given = backing(items, k, by_cost=by_cost)
        scale = gcd(*given) or 1
        backers = {worth // scale: ballots for worth, ballots in given.items()}
        found.scales.append(scale)
        found.backers.append(backers)
        found.crowds.append({w: [(b, sizes[b] - 1) for b in ballots if sizes[b] > 1] for w, ballots in backers.items()})
        found.commons.append(_common(backers))
        weight = sum(worth * items.poll.voters_of(ballots) for worth, ballots in given.items())
        if weight:
            found.bounds[k] = Fraction(items.costs[k], weight)
    return found


def _common(worths: Iterable[int]) -> int:
    common = 1
    for worth in worths:
        common = lcm(common, worth)
        if common.bit_length() > _WIDEST:
            return 0
    return common


def run(given: Setting, share: Fraction, forced: Sequence[int] = ()) -> list[Round]:
    """Give what one run funds, in order, when each voter has a share.

    Args:
        given: the items.
        share: of each voter, in the currency's main unit.
        forced: items that are paid beforehand.

    Raises:
        OpenTie: where nothing tells two items apart that could be funded at the same least price.
    """
    purses, standing = Purses(given, share), Standing(given.items, forced)
    waiting = sorted((bound, given.items.ranks[k], k, -1) for k, bound in given.bounds.items())
    rounds: list[Round] = []
    while True:
        best = _best(purses, standing, waiting, len(rounds))
        if not best:
            return rounds
        price, rank, k, _ = best[0]
        after = best[1][:2] if len(best) > 1 else None
        if after == (price, rank):
            raise given.items.tied(k, best[1][2])
        rounds.append(Round(k, (price, rank), after))
        purses.pay(k, price)
        standing.fund(k)


def _best(purses: "Purses", standing: Standing, waiting: list[_Known], now: int) -> list[_Known]:
    """Give the item of the least price and the next one, as far as there are any that can be paid for.

    Args:
        purses: what voters have.
        standing: what is funded.
        waiting: a heap of what is known of the prices, to which better knowledge is added; the first is taken from it.
        now: how many items are funded.
    """
    best: list[_Known] = []
    while waiting and len(best) < 2:
        _, rank, k, known = entry = heappop(waiting)
        if k in standing.gone:
            continue
        if known == now:
            best.append(entry)
            continue
        price = purses.price(k)
        if price is not None:
            heappush(waiting, (price, rank, k, now))
    for entry in best[1:]:
        heappush(waiting, entry)
    return best


class Purses:
    """What voters have, in parts of the least unit of money.

    Args:
        given: the items.
        share: what each voter begins with, in the currency's main unit.
    """

    def __init__(self, given: Setting, share: Fraction) -> None:
        units = share * given.items.unit
        self._given = given
        self._parts = units.denominator
        self._money = {1: units.numerator}
        """What is in each purse that anyone has."""
        self._of = [1] * len(given.items.poll.sizes)
        """The purse that each distinct ballot names."""
        self._ballots = Counter({1: len(self._of)})
        self._next = 2

    def price(self, k: int) -> Fraction | None:
        """Give the price of an item, or None where its supporters cannot pay for it together."""
        due, weight, total = self._given.items.costs[k] * self._parts, 0, 0
        held = []
        for worth, ballots in self._given.backers[k].items():
            counted = Counter(map(self._of.__getitem__, ballots))
            for ballot, more in self._given.crowds[k][worth]:
                counted[self._of[ballot]] += more
            counted.pop(EMPTY, 0)
            weight += worth * counted.total()
            total += sum(map(mul, map(self._money.__getitem__, counted), counted.values()))
            held.append((worth, counted))
        if total < due:
            return None
        for money, worth, voters in self._poorest_first(held, self._given.commons[k]):
            if money * weight >= due * worth:
                break
            due -= money * voters
            weight -= worth * voters
        return Fraction(due, weight * self._parts * self._given.scales[k])

    def pay(self, k: int, price: Fraction) -> None:
        """Let the supporters of an item pay for it."""
        each = price * self._given.scales[k] * self._parts
        if each.denominator > 1:
            self._parts *= each.denominator
            self._money = {purse: money * each.denominator for purse, money in self._money.items()}
        of, left = self._of, {0: EMPTY}
        for worth, ballots in self._given.backers[k].items():
            due, into = each.numerator * worth, {EMPTY: EMPTY}
            counted = Counter(map(of.__getitem__, ballots))
            for purse in counted.keys() - {EMPTY}:
                money = max(self._money[purse] - due, 0)
                into[purse] = left.setdefault(money, self._next)
                self._money.setdefault(into[purse], money)
                self._next = max(self._next, into[purse] + 1)
                self._ballots[into[purse]] += counted[purse]
                self._ballots[purse] -= counted[purse]
                if not self._ballots[purse]:
                    del self._money[purse]
            for ballot in ballots:
                of[ballot] = into[of[ballot]]

    def _poorest_first(self, held: list[tuple[int, Counter[int]]], common: int) -> list[tuple[int, int, int]]:
        """Sort what supporters have by how soon it is spent: the least for what the item is worth to them first."""
        flat = [(self._money[purse], worth, voters) for worth, counted in held for purse, voters in counted.items()]
        if len(held) == 1:
            return sorted(flat)
        if common:
            return sorted(flat, key=lambda each: each[0] * (common // each[1]))
        return sorted(flat, key=lambda each: Fraction(each[0], each[1]))
