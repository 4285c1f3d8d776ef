"""What voters have left during a run: quick in floats, with a proven bound on how far they are off, exact on demand.

**What is kept.** ``left[i]`` is a float near what one voter of group *i* has left, *b(i)*, and ``off`` bounds the
difference: ``|left[i] - b(i)| <= off`` for every *i*. A voter who was short once (paid all they had, less than the
others) has nothing left, and ``left[i]`` is exactly 0; of everybody else it is above 0, even where *b(i)* is 0.

**Prices from below.** Let *S* be any set of an item's supporters who give all they have, while the others share the
rest of the cost evenly by weight. That asks of each unit of weight *p(S) = (cost - sum of b over S) / K*, with *K*
the weight outside *S*. The true price *p* solves ``sum of min(b, p w) = cost``. Since ``sum of min(b, p w) <= sum of
b over S + p K`` for every *S*, always *p(S) <= p*; they are equal where *S* holds everyone with *b < p w* and no one
with *b > p w*. So whatever set the floats suggest, what follows from it is a lower bound of the true price: a float
can lengthen the search, never falsify it.

**Roundings.** Write *u* = 2^-53, *s* for the share; all arithmetic is IEEE 754 double precision, rounded to nearest.
A sum of *n* terms is off by at most ``n u`` of the sum of their sizes, in whatever order they are added. So in
floats, with *m* voters in *n* groups in *S* who are not known to have nothing, the money of *S* is off by at most ``m
off + (n + 4) u`` of itself; the weight *K* by ``(n + 4) u`` of itself (below 2^53 it is exact; above, it is added up
without a difference); cost, difference and quotient by ``u`` each. Together *p(S)* is off by at most::

    slack = (m off + (n + 4) u money) / K + (2 n + 16) u (cost / K + p)

**The filter.** :meth:`Purses.look` climbs by ``p <- p(S(p))``, where *S(p)* are those with ``left < p w``, and gives
``p - slack``: a proven lower bound of the true price. An item whose bound lies above what another asks at most is not
looked at further.

**The decision.** :meth:`Purses.price` makes sure of *S*. Call undecided whoever has something left, and that within
the band ``4 (off + 8 u max(s, p w)) + 2 (slack + step) w`` of ``p w``, with the largest *w* in each place; *step* is
how far the last step of the climb went. If nobody is undecided, everybody stands on the same side of *p(S) w* in
truth as in floats, since the band is wider than all that lies between: *off*, the slack of *p(S)*, the step from the
price by which *S* was chosen, and the roundings. So *S* is the true set and *p(S)* the true price, known to within
its slack. Otherwise the price is worked out in whole numbers: what the surely short have together follows from the
:class:`~commonweal.funding.kernel.ledger.Ledger`, what the undecided have is worked out once for each distinct
history of payments, and *S* grows by those who have less than *p(S) w* until it holds them all. Two prices that lie
within each other's slack are worked out exactly, too. No constant tolerance decides anything: bounds only say what
must be worked out exactly.

**Why the bound on** ``left`` **holds.** Opening a run, ``left = fl(s)``, so ``off = u s``. When an item is paid for
at a price that is known to within *e*, a supporter of weight *w* goes from *b* to ``max(b - p w, 0)``, and ``left``
to ``max(fl(left - fl(p w)), tiny)``. Taking the larger of a number and 0 widens no difference. Where ``p w > 2 s``
the voter is short, for which *S* is true, and is set to 0, which is exact. Elsewhere ``w <= 2 s / p``, so *e* adds at
most ``2 s e / p``, and the roundings (of *w* above 2^53, of the product, of the difference) at most
``3 u (2 s) + u s``. So a payment adds at most ``2 s e / p + 8 u s`` (where every weight is 1: ``e + 8 u s``) for all
voters alike.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import NamedTuple

import numpy as np

from commonweal.funding.electorate import Electorate
from commonweal.funding.kernel.ledger import Ledger
from commonweal.funding.kernel.supporters import EXACT, Floats, Mask, Supporters

U = 2.0**-53
"""The unit roundoff of double precision."""
TINY = 1e-300
"""Stands for nothing left of a voter who was never short."""


class Look(NamedTuple):
    """What floats see of an item's price per unit of weight.

    Attributes:
        low: a proven lower bound of it.
        near: where the climb stands; near the price once it has settled.
        step: how far the last step of a settled climb went.
        money: what those who are short have together.
        short: who had less than was due before that step; None where the climb has not settled.
        left: what each supporter has.
    """

    low: float
    near: float
    step: float = inf
    money: float = 0.0
    short: Mask | None = None
    left: Floats | None = None


class Price(NamedTuple):
    """What an item asks of its supporters for each unit of weight; who has less pays all they have.

    Attributes:
        near: the price, in the currency's main unit, to within ``slack``.
        slack: a proven bound.
        short: which of the item's supporters have less than that.
        left: what each supporter has.
    """

    near: float
    slack: float
    short: Mask
    left: Floats


@dataclass(slots=True, eq=False)
class Purses:
    """What the groups have left during one run. How it stays exact stands at the top of this module.

    Attributes:
        electorate: whose purses these are.
        ledger: the run's exact payments.
        left: near what one voter of each group has left, in the currency's main unit.
        off: how far from it at most.
        share: what each had at first.
    """

    electorate: Electorate
    ledger: Ledger
    left: Floats
    off: float
    share: float
    _supporters: dict[int, Supporters]
    _crowded: set[int]

    @classmethod
    def opened(cls, electorate: Electorate, share: Fraction) -> "Purses":
        """Give every voter the same share, in the currency's main unit."""
        near = float(share)
        left = np.full(len(electorate.voters), near)
        return cls(electorate, Ledger.opened(electorate, share), left, U * near, near, {}, set())

    def supporters(self, item: int) -> Supporters:
        """Give an item's supporters; those who have nothing left are left out from time to time."""
        if item not in self._supporters:
            self._supporters[item] = self.electorate.supporters(item)
        return self._supporters[item]

    def look(self, item: int, low: float, enough: float) -> Look | None:
        """Climb to an item's price.

        Args:
            item: the item.
            low: a price that is known not to be above the true one.
            enough: once the bound is above this, the climb stops.

        Returns:
            What was seen, or None where the supporters cannot pay for the item.
        """
        those = self.supporters(item)
        left = self.left.take(those.groups)
        if item in self._crowded:
            self._crowded.discard(item)
            those = self._supporters[item] = those.kept(left > 0)
            left = self.left.take(those.groups)
        cost, price, held = self.electorate.costs[item], low, those.held(left)
        while True:
            short = left < those.due(price)
            outside = those.outside(short)
            if outside <= 0:
                # Where it is too close to say whether they can pay, the exact price says it.
                money = float(np.add.reduce(held))
                unsure = those.voters * self.off + (2 * len(left) + 16) * U * (money + cost)
                return Look(low, price, short=short, left=left) if money + unsure >= cost else None
            money = float(np.add.reduce(held * short))
            higher = (cost - money) / outside
            slack = self._slack(those.voters, len(left), money, cost, outside)
            if abs(higher - price) <= 2 * slack:
                if 2 * outside < those.total:
                    self._crowded.add(item)
                return Look(max(low, higher - slack), higher, abs(higher - price), money, short, left)
            price = higher
            if price - slack > enough:
                return Look(max(low, price - slack), price)

    def price(self, item: int, look: Look) -> Price | None:
        """Find an item's price and who is short of it, for good.

        Args:
            item: the item.
            look: what a climb in this round has seen of it, once it has settled.

        Returns:
            The price, or None where the supporters cannot pay for the item.
        """
        those, left, short = self.supporters(item), look.left, look.short
        if left is None or short is None:
            message = "the climb to this price has not settled"
            raise ValueError(message)
        outside, cost = those.outside(short), self.electorate.costs[item]
        if outside > 0:
            unsure = those.count(short & (left > 0))
            slack = self._slack(unsure, len(left), look.money, cost, outside)
            band = self._band(look.near * those.most) + 2 * (slack + look.step) * those.most
            if not ((np.abs(left - those.due(look.near)) <= band) & (left > 0)).any():
                return Price(look.near, slack, short, left)
        exact = self.exact(item, look.near)
        return None if exact is None else Price(float(exact[0]), U * float(exact[0]), exact[1], left)

    def exact(self, item: int, near: float) -> tuple[Fraction, Mask] | None:
        """Work out an item's price in whole numbers.

        Args:
            item: the item.
            near: near its price.

        Returns:
            The price and who is short of it, or None where the supporters cannot pay for the item.
        """
        those = self.supporters(item)
        left = self.left.take(those.groups)
        gone = left == 0
        while True:
            due, band = those.due(near), self._band(near * those.most)
            short, maybe = gone | (left < due - band), gone | (left < due + band)
            if those.outside(maybe) <= 0:
                # Nobody is sure to have enough: what everyone has is worked out.
                short, maybe = gone, np.ones(len(left), bool)
            found = self._worked_out(item, those, short, maybe & ~short)
            if found is None:
                return None
            price, also = found
            if abs(float(price) - near) * those.most <= band / 4:
                return price, short | also
            near = float(price)

    def pay(self, item: int, price: Price) -> None:
        """Take an item's price from all its supporters."""
        those = self.supporters(item)
        rest = np.maximum(price.left - those.due(price.near), TINY)
        rest[price.short] = 0.0
        self.left[those.groups] = rest
        reach = 1.0 if those.weights is None else 2 * self.share / price.near
        self.off += price.slack * reach + 8 * U * self.share
        exact = those.total < EXACT
        points = those.outside(price.short) if exact else self.electorate.points(item, those.groups[~price.short])
        self.ledger.enter(item, those.groups[price.short & (price.left > 0)], int(points))
        del self._supporters[item]

    def _band(self, due: float) -> float:
        """Give how near to what is due somebody's money must be for floats not to say which is more."""
        return 4 * (self.off + 8 * U * max(self.share, due))

    def _slack(self, voters: float, groups: int, money: float, cost: float, outside: float) -> float:
        unsure = voters * self.off + (groups + 4) * U * money
        return unsure / outside + (2 * groups + 16) * U * (cost / outside + abs(cost - money) / outside)

    def _worked_out(self, item: int, those: Supporters, short: Mask, unsure: Mask) -> tuple[Fraction, Mask] | None:
        """Work out a price, given who is surely short or has nothing left, and of whom that is not sure."""
        ledger, places = self.ledger, np.flatnonzero(unsure)
        money = ledger.held(those.groups[short & (self.left.take(those.groups) > 0)])
        points = self.electorate.points(item, those.groups[~short])
        histories = ledger.histories(item, those.groups[places])
        cost, also = self.electorate.items[item].cost, np.zeros(len(short), bool)
        while points:
            price = (cost - Fraction(money, ledger.parts)) / points
            newly = [one for one in histories if Fraction(one.left, ledger.parts) < price * one.weight]
            if not newly:
                return price, also
            histories = [one for one in histories if one not in newly]
            for one in newly:
                also[places[one.places]] = True
                money += one.left * one.voters
                points -= one.weight * one.voters
        return None
