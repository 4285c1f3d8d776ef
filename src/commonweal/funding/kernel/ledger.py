"""The ledger: what each funded item's supporters pay, exact, as whole numbers over one common denominator.

A supporter who was never short has paid every item that they support in full. So what a set of such supporters has
left is their share less, for each funded item, its payment times the points that the set gives it: a few whole
numbers, however many supporters there are. Payments are worked out when they are asked for: a run in which floats can
tell every item from the next never asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

import numpy as np

from commonweal.funding.ballots import Whole
from commonweal.funding.electorate import Electorate


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Groups who have paid for the same items, and support the one in question equally strongly.

    Attributes:
        left: what one voter has left, in the ledger's parts.
        weight: how strongly they support the item in question.
        voters: how many they are.
        places: their places among the groups that were asked about.
    """

    left: int
    weight: int
    voters: int
    places: Whole


@dataclass(slots=True, eq=False)
class Ledger:
    """Shares and payments during one run, in whole parts; ``parts`` of them make one main unit of the currency.

    Attributes:
        electorate: whose payments these are.
        parts: how many parts make one main unit.
        share: what each voter has at first, in parts.
        funded: the funded items, in order.
        short: for each, the groups who had something left, but less than their payment, and paid all of it.
        points: for each, the voters times weights of those who paid in full.
    """

    electorate: Electorate
    parts: int
    share: int
    funded: list[int] = field(default_factory=list)
    short: list[Whole] = field(default_factory=list)
    points: list[int] = field(default_factory=list)
    _payments: list[int] = field(default_factory=list)

    @classmethod
    def opened(cls, electorate: Electorate, share: Fraction) -> "Ledger":
        """Open the ledger of a run in which each voter has a share, in the currency's main unit."""
        return cls(electorate, share.denominator, share.numerator)

    def enter(self, item: int, short: Whole, points: int) -> None:
        """Enter that an item is paid for.

        Args:
            item: the item.
            short: the groups who have something left, but less than their payment.
            points: the voters times weights of those who pay in full, above 0.
        """
        self.funded.append(item)
        self.short.append(short)
        self.points.append(points)

    def payments(self) -> list[Fraction]:
        """Give what is paid for each unit of weight of each funded item, in the currency's main unit."""
        return [Fraction(paid, self.parts) for paid in self._worked_out()]

    def held(self, groups: Whole) -> int:
        """Give what some groups who were never short have left together, in parts."""
        self._worked_out()
        sizes = self.electorate.voters[groups]
        return self._left(int(sizes.sum()), self.electorate.given([groups], [sizes], self.funded)[0])

    def histories(self, item: int, groups: Whole) -> list[History]:
        """Give the distinct histories of payments among some supporters of an item who were never short."""
        if not len(groups):
            return []
        self._worked_out()
        paid = self.electorate.matrix(groups, [*self.funded, item])
        distinct, which = np.unique(paid, axis=0, return_inverse=True)
        sizes = self.electorate.voters[groups]
        found = []
        for number, (*points, weight) in enumerate(distinct.tolist()):
            mine = np.flatnonzero(which.ravel() == number)
            found.append(History(self._left(1, points), weight, int(sizes[mine].sum()), mine))
        return found

    def _worked_out(self) -> list[int]:
        """Work out the payments that were entered since, in parts."""
        first = len(self._payments)
        if first == len(self.funded):
            return self._payments
        voters = self.electorate.voters
        sizes = [voters[groups] for groups in self.short[first:]]
        given = self.electorate.given(self.short[first:], sizes, self.funded)
        for number, size, points in zip(range(first, len(self.funded)), sizes, given, strict=True):
            money = self._left(int(size.sum()), points[:number])
            cost = self.electorate.items[self.funded[number]].cost
            # What is left to pay, in parts, is shared evenly; where that is not whole, parts are made finer.
            rest, among = cost.numerator * self.parts - money * cost.denominator, cost.denominator * self.points[number]
            common = gcd(rest, among)
            finer = among // common
            if finer > 1:
                self.parts *= finer
                self.share *= finer
                self._payments = [other * finer for other in self._payments]
            self._payments.append(rest // common)
        return self._payments

    def _left(self, voters: int, points: Sequence[int]) -> int:
        """Give what some voters have left who gave so many points to each of the first items, in parts."""
        return voters * self.share - sum(p * paid for p, paid in zip(points, self._payments, strict=True) if p)
