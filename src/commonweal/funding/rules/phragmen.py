"""Phragmén's sequential rule: every voter earns at the same pace, and a project is bought by those who chose it.

Source: Los, Christoff and Grossi, "Proportional Budget Allocations: Towards a Systematization" (IJCAI 2022), after
Phragmén (1894) and Brill, Freeman, Janson and Lackner, "Phragmén's Voting Methods and Justified Representation" (2017).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd

import numpy as np

from commonweal.funding.ballots import Whole
from commonweal.funding.certificate import Certificate, Stop, Winner
from commonweal.funding.floors import meeting_floors, paid_beforehand
from commonweal.funding.items import Item, items, support
from commonweal.funding.limits import Limits
from commonweal.funding.poll import Poll
from commonweal.funding.result import Result, result
from commonweal.funding.spec import RuleSpec
from commonweal.funding.ties import TieOrder, tie_order


def phragmen(poll: Poll, spec: RuleSpec) -> Result:
    """Count a poll by Phragmén's sequential rule.

    Every voter earns money at the same pace, from nothing. As soon as the supporters of an item (a project, or a
    package of them) have its cost together, it is funded and they have nothing left. Points and ranks count as support.
    When the next item no longer fits what is left of the budget, the count ends, or goes on without it, by the spec's
    ``overflow``; one that costs more than the whole budget is left out at the start.

    Args:
        poll: the poll.
        spec: of the rule ``phragmen``.

    Raises:
        RuleFaults: where the spec names what the poll does not have.
        TieOpen: where two items whose turn it is are openly tied.
        FloorsNotMet: where nothing meets the spec's floors.
    """
    of = items(poll, spec)
    backing, voters = support(poll, of), poll.ballots.voters
    rows = [backing.ballots(k) for k in range(len(of))]
    electors = _Electors(rows, [voters[own] for own in rows], [item.cost for item in of], len(voters))
    order, limits = tie_order(poll, spec, of), Limits.of(poll, spec, of)

    def count(forced: tuple[int, ...]) -> Certificate:
        left = poll.budget - sum((of[k].cost for k in forced), Fraction(0))
        bought, stop = _Purchases(of, order, limits, electors, spec.options["overflow"]).made(forced, left)
        winners = [Winner(k, "phragmen", time) for item, time in bought for k in of[item].projects]
        return Certificate(spec, (*paid_beforehand(of, forced), *winners), stop=stop)

    return result(poll, meeting_floors(poll, spec, of, count))


@dataclass(frozen=True, slots=True)
class _Electors:
    """Who supports each item: the ballots, how many voters cast each of them, and the item's cost."""

    rows: Sequence[Whole]
    voters: Sequence[Whole]
    costs: Sequence[Fraction]
    ballots: int


class _Clock:
    """When the supporters of an item will have its cost together.

    Whoever has spent anything spent all they had when the last of their items was bought. So what supporters lack is a
    sum of the times of purchases, each as often as there are supporters whose last one it was: whole numbers times a
    few exact fractions, which are kept over one common denominator.
    """

    def __init__(self, electors: _Electors) -> None:
        self._electors = electors
        self._last = np.zeros(electors.ballots, np.int64)
        self._times = [0]
        self._whole = 1

    def time(self, k: int) -> Fraction:
        """Give the time at which the item can be bought, if nothing else is bought before."""
        own, voters = self._last[self._electors.rows[k]], self._electors.voters[k]
        # A number of voters is far below 2**53, so it is exact as a float too.
        times = np.bincount(own, voters).tolist()
        spent = sum(int(number) * time for number, time in zip(times, self._times, strict=False) if number)
        cost = self._electors.costs[k]
        return Fraction(
            cost.numerator * self._whole + spent * cost.denominator,
            int(voters.sum()) * self._whole * cost.denominator,
        )

    def buy(self, k: int, time: Fraction) -> None:
        """Take all that the supporters have."""
        more = time.denominator // gcd(time.denominator, self._whole)
        self._times = [known * more for known in self._times]
        self._whole *= more
        self._last[self._electors.rows[k]] = len(self._times)
        self._times.append(int(time * self._whole))


@dataclass(frozen=True, slots=True)
class _Purchases:
    """What is bought, in order."""

    items: Sequence[Item]
    order: TieOrder
    limits: Limits
    electors: _Electors
    overflow: str

    def made(self, forced: Collection[int], left: Fraction) -> tuple[list[tuple[int, Fraction]], Stop]:
        """Give the items bought and when, and why no further one is.

        Args:
            forced: items paid beforehand.
            left: of the budget, in the currency's main unit.
        """
        clock, bought = _Clock(self.electors), list[tuple[int, Fraction]]()
        out = self.limits.ruled_out(forced)
        supported = {k for k, rows in enumerate(self.electors.rows) if len(rows)} - set(forced)
        waiting = {k for k in supported if self.items[k].cost <= left}
        # A time never falls, so one worked out before is a lower bound: only the least need be worked out anew.
        queue = [(Fraction(0), self.order.ranks[k], k, -1) for k in waiting]
        heapify(queue)
        ended = False
        while queue and not ended:
            time, rank, k, known = heappop(queue)
            if k in out:
                waiting.discard(k)
            elif known < len(bought):
                heappush(queue, (clock.time(k), rank, k, len(bought)))
            else:
                self._settled(clock, k, time, waiting - out)
                waiting.discard(k)
                if self.items[k].cost <= left:
                    left -= self.items[k].cost
                    clock.buy(k, time)
                    bought.append((k, time))
                    out = self.limits.ruled_out([*forced, *(item for item, _ in bought)])
                else:
                    ended = self.overflow == "stop"
        rest = supported - {item for item, _ in bought}
        return bought, self._stop(rest, out, ended=ended)

    def _settled(self, clock: _Clock, k: int, time: Fraction, waiting: Collection[int]) -> None:
        """Refuse where another item that could be bought at the same time is openly tied."""
        rivals = [j for j in waiting if self.order.tied[j] == self.order.tied[k]]
        if len(rivals) > 1:
            self.order.first([j for j in rivals if j == k or clock.time(j) == time])

    def _stop(self, rest: Collection[int], out: Collection[int], *, ended: bool) -> Stop:
        if not rest:
            return "all supported projects are funded"
        if set(rest) <= set(out):
            return "the rest is ruled out"
        return "next project does not fit" if ended else "nothing more fits"
