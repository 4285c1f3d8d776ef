"""The Method of Equal Shares, followed again round by round, in whole numbers only.

This is written apart from the rule that it checks, and works in another way: distinct ballots that have the same money
left name the same purse, so that a round counts voters by purse, and only the purses are reckoned with. All money is
counted in parts so small that nothing is ever rounded. A price is worked out only once a lower bound of it no longer
decides: a project never gets cheaper for its supporters, so the price that it had before is such a bound.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heapreplace
from math import gcd
from operator import itemgetter
from typing import NamedTuple

from .items import Backing, Items, Standing, backing

EMPTY = 0
"""The purse of those who have nothing left."""
_TIDY = 8
"""After how many purchases purses are put away that no ballot names any more."""
_PASSES = 12
"""How often supporters are looked through for those who have too little, before they are sorted by what they have."""

Price = tuple[Fraction, int]
"""What a supporter pays for each unit of what an item is worth, and the item's place among equals."""


Named = Callable[[list[int]], tuple[int, ...]]
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
        named: for each such set of supporters, what picks their purses out of the purses of all.
        bounds: the least price of each item that has supporters, whatever the share.
    """

    items: Items
    scales: list[int]
    backers: list[Backing]
    crowds: list[dict[int, list[tuple[int, int]]]]
    named: list[dict[int, Named]]
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
        found.named.append({worth: _picker(ballots) for worth, ballots in backers.items()})
        weight = sum(worth * items.poll.voters_of(ballots) for worth, ballots in given.items())
        if weight:
            found.bounds[k] = Fraction(items.costs[k], weight)
    return found


def _picker(ballots: Sequence[int]) -> Named:
    if len(ballots) == 1:
        return lambda purses: (purses[ballots[0]],)
    return itemgetter(*ballots)


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
        best = _least(purses, standing, waiting, len(rounds))
        if best is None:
            return rounds
        price, rank, k, _ = heappop(waiting)
        other = _least(purses, standing, waiting, len(rounds))
        after = other[:2] if other else None
        if other and after == (price, rank):
            raise given.items.tied(k, other[2])
        rounds.append(Round(k, (price, rank), after))
        purses.pay(k, price)
        standing.fund(k)


def _least(purses: "Purses", standing: Standing, waiting: list[_Known], now: int) -> _Known | None:
    """Give the item of the least price, at the head of the heap, or None where nothing can be paid for.

    Args:
        purses: what voters have.
        standing: what is funded.
        waiting: a heap of what is known of the prices; better knowledge takes the place of what was known before.
        now: how many items are funded.
    """
    while waiting:
        _, rank, k, known = waiting[0]
        if k in standing.gone:
            heappop(waiting)
        elif known == now:
            return waiting[0]
        elif (price := purses.price(k)) is None:
            heappop(waiting)
        else:
            heapreplace(waiting, (price, rank, k, now))
    return None


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
        self._money = {EMPTY: 0, EMPTY + 1: units.numerator}
        """What is in each purse."""
        self._of = [EMPTY + 1] * len(given.items.poll.sizes)
        """The purse that each distinct ballot names."""
        self._next = EMPTY + 2
        self._paid = 0
        self._seen: dict[int, list[list[int]]] = {}
        """The purses of an item's supporters when its price was last worked out, by what it is worth to them."""

    def price(self, k: int) -> Fraction | None:
        """Give the price of an item, or None where its supporters cannot pay for it together."""
        self._seen[k], held, weight = [], [], 0
        for worth, named in self._given.named[k].items():
            counted = Counter(named(self._of))
            self._seen[k].append(list(counted))
            for ballot, more in self._given.crowds[k][worth]:
                counted[self._of[ballot]] += more
            counted.pop(EMPTY, 0)
            weight += worth * counted.total()
            held.append((worth, counted))
        due, weight = self._shared(self._given.items.costs[k] * self._parts, weight, held)
        if not weight:
            return None
        return Fraction(due, weight * self._parts * self._given.scales[k])

    def pay(self, k: int, price: Fraction) -> None:
        """Let the supporters of an item pay for it; its price must have been worked out since the last payment."""
        each = price * self._given.scales[k] * self._parts
        # Now and then, purses that no ballot names any more are put away.
        live = {*self._of, EMPTY} if self._paid % _TIDY == 0 else self._money.keys()
        self._money = {purse: self._money[purse] * each.denominator for purse in live}
        self._parts *= each.denominator
        self._paid += 1
        of, money, left = self._of, self._money, {0: EMPTY}
        for (worth, named), seen in zip(self._given.named[k].items(), self._seen[k], strict=True):
            due, into = each.numerator * worth, {}
            for purse in seen:
                rest = max(money[purse] - due, 0)
                if rest not in left:
                    left[rest], money[self._next] = self._next, rest
                    self._next += 1
                into[purse] = left[rest]
            for ballot, purse in zip(self._given.backers[k][worth], named(of), strict=True):
                of[ballot] = into[purse]

    def _shared(self, due: int, weight: int, held: list[tuple[int, Counter[int]]]) -> tuple[int, int]:
        """Let those who have too little pay all of it, again and again, until the others can share what is due.

        Args:
            due: the cost of an item, in parts.
            weight: what it is worth to all of its supporters together.
            held: their purses with how many voters have each, by what it is worth to them; who pays all is taken out.

        Returns:
            What is due from the others, and what the item is worth to them together; 0 where nobody is left.
        """
        for _ in range(_PASSES):
            poor_due = poor_weight = 0
            for worth, counted in held if weight else ():
                least = -(-due * worth // weight)
                for purse in [purse for purse in counted if self._money[purse] < least]:
                    voters = counted.pop(purse)
                    poor_due += self._money[purse] * voters
                    poor_weight += worth * voters
            if not poor_weight:
                return due, weight
            due, weight = due - poor_due, weight - poor_weight
        flat = [(self._money[purse], worth, voters) for worth, counted in held for purse, voters in counted.items()]
        for money, worth, voters in sorted(flat, key=lambda one: Fraction(one[0], one[1])):
            if money * weight >= due * worth:
                break
            due, weight = due - money * voters, weight - worth * voters
        return due, weight
