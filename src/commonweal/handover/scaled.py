"""Costs of pathways at exact prices, as whole numbers over common denominators."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import lcm

from commonweal.handover.blended import use_prices
from commonweal.handover.condition_limits import shared
from commonweal.handover.limits import ends, guards
from commonweal.handover.plan import Prices
from commonweal.handover.problem import Offer, Problem
from commonweal.handover.whole import common, whole_part, whole_row, whole_rows

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Before:
    """How a cell goes until something else begins: with the council, or with who runs it already.

    Attributes:
        level: share of need met, by quarter.
        cost: running sums of what it costs at the prices, legal work included.
        carried: of that what is not unmet need and goes on while both run the cell, by quarter.
    """

    level: Sequence[int]
    cost: Sequence[int]
    carried: Sequence[int]


class Scaled:
    """Costs of pathways as whole numbers: every factor brought to a common denominator once.

    In a quarter a pathway costs ``D (w (1 - supply) + load share (each + vs mu + lambda cp))``, and ``D lambda b0``
    less while it runs alone. Each factor is scaled by itself; what a product still lacks, a multiplier makes up for.
    """

    def __init__(self, problem: Problem, prices: Prices, action: Sequence[Sequence[Fraction]]) -> None:
        self.problem, self.prices = problem, prices
        quarters, offers = range(problem.quarters), problem.offers
        kept = [[problem.kept_share(s, t) for t in quarters] for s in range(len(problem.services))]
        price = [[problem.kept_price(s, t) for t in quarters] for s in range(len(problem.services))]
        step_in = problem.parameters.step_in
        bodies = zip(prices.capacity, prices.ready_load, prices.step_in, strict=True)
        each = [[a + b + step_in * c for a, b, c in zip(*rows, strict=True)] for rows in bodies]
        extra = self._watched()
        own = [self._weight(c) for c in range(len(problem.cells))]
        last = problem.parameters.terminal_weight
        weight = lcm(common(own) * last.denominator, common(v for row in extra.values() for v in row))
        share = 2 * lcm(common(v for row in kept for v in row), common(o.quality for o in offers))
        body, paid = common(v for row in each for v in row), common(o.price for o in offers)
        hours = common(v for row in prices.volunteers for v in row), common(o.volunteer_share for o in offers)
        money, kept_price = common(prices.statutory), common(v for row in price for v in row)
        law = use_prices(problem, prices, "legal work")
        legal = common(law) * problem.parameters.legal_share.denominator
        part = common(v for row in prices.largest_share for v in row)
        brought = earned(problem, action)
        earn = common(v for row in brought for v in row)
        products = (
            *(weight * share, 2 * body, 2 * hours[0] * hours[1], 2 * money * paid, 2 * money * kept_price),
            *(legal, part, 2 * earn),
        )
        scale = lcm(*products)
        self.times = [scale // product for product in products]
        self.need = common(v for cell in problem.cells for v in cell.demand)
        self.scale = scale * self.need
        self.share, self.paid, self.hours = share, paid, hours
        self.kept, self.each = whole_rows(kept, share), whole_rows(each, body)
        self.volunteers, self.price = whole_rows(prices.volunteers, hours[0]), whole_rows(price, kept_price)
        self.money = whole_row(prices.statutory, money)
        self.legal = [
            whole_part(problem.parameters.legal_share, problem.parameters.legal_share.denominator) * row
            for row in whole_row(law, common(law))
        ]
        self.brought = [whole_row(row, earn) for row in brought]
        self.row, self.part = shared(problem), whole_rows(prices.largest_share, part)
        self.extra = {key: whole_row(row, weight) for key, row in extra.items()}
        self.own = whole_row(own, weight // last.denominator)
        self.last = last

    def _weight(self, c: int) -> Fraction:
        cell = self.problem.cells[c]
        return self.problem.neighbourhoods[cell.neighbourhood].weight * self.problem.services[cell.service].criticality

    def _watched(self) -> dict[tuple[int, ...], list[Fraction]]:
        """Give what a unit of need costs more in each set of watched groups, by the places of these groups."""
        problem, prices = self.problem, self.prices
        most, least = ends(problem)
        parts = [(most, prices.equity, 1), (least, prices.equity, -1)]
        parts.extend((group, row, 1) for group, row in zip(guards(problem), prices.detriment, strict=True))
        self.groups: list[tuple[int, ...]] = [()] * len(problem.cells)
        for k, (group, _, _) in enumerate(parts):
            for c in group.cells:
                self.groups[c] = (*self.groups[c], k)
        units = [
            [sign * price / need if need else ZERO for price, need in zip(row, group.need, strict=True)]
            for group, row, sign in parts
        ]
        return {key: [sum((units[k][t] for k in key), ZERO) for t in range(problem.quarters)] for key in {*self.groups}}

    def weights(self, c: int) -> list[int]:
        """Give W + theta e for a unit of a cell's need, by quarter."""
        bottom = self.last.denominator
        omega = [bottom] * (self.problem.quarters - 1) + [self.last.numerator]
        return [self.own[c] * last + more for last, more in zip(omega, self.extra[self.groups[c]], strict=True)]

    def kept_cost(self, c: int, needs: Sequence[int], weights: Sequence[int]) -> list[int]:
        """Give what keeping a cell costs, by quarter."""
        kept, times = self.kept[self.problem.cells[c].service], self.times[0]
        return [d * w * (self.share - k) * times for d, w, k in zip(needs, weights, kept, strict=True)]

    def running(
        self, offer: Offer, needs: Sequence[int], weights: Sequence[int], before: Before
    ) -> tuple[list[int], list[int]]:
        """Give what an offer costs while both run the cell, and while it runs alone, as running sums by quarter."""
        full, unmet, quality = self.share, self.times[0], whole_part(offer.quality, self.share)
        each, kept = self.carried(offer), self.saved(offer.cell)
        rows = list(zip(needs, weights, before.level, each, before.carried, strict=True))
        both = [d * (w * (full - min(full, k + quality // 2)) * unmet + x) + still for d, w, k, x, still in rows]
        lacking = (full - quality) * unmet
        alone = [d * (w * lacking + 2 * (x - b)) for d, w, x, b in zip(needs, weights, each, kept, strict=True)]
        alone[-1] += self.part_of(offer) * needs[-1]
        return [0, *accumulate(both)], [0, *accumulate(alone)]

    def part_of(self, offer: Offer) -> int:
        """Give what a unit of need costs by the largest share of who runs it in the last quarter."""
        row = self.row.get(self.problem.cells[offer.cell].service)
        return 0 if row is None else self.part[row][offer.provider] * self.times[6]

    def carried(self, offer: Offer) -> list[int]:
        """Give what half a unit of load costs on who makes an offer, its price included, by quarter."""
        _, body, hours, paid, _, _, _, earn = self.times
        volunteers = whole_part(offer.volunteer_share, self.hours[1]) * hours
        price = whole_part(offer.price, self.paid) * paid
        place = self.problem.cells[offer.cell].neighbourhood
        rows = zip(self.each[offer.provider], self.volunteers[place], self.money, strict=True)
        each = [e * body + volunteers * m + price * lam for e, m, lam in rows]
        if self.brought:
            each = [e - b * earn for e, b in zip(each, self.brought[place], strict=True)]
        return each

    def saved(self, c: int) -> list[int]:
        """Give what half a unit of need costs where the council keeps a cell, at the price of money, by quarter."""
        price, saved = self.price[self.problem.cells[c].service], self.times[4]
        return [lam * b * saved for lam, b in zip(self.money, price, strict=True)]


def earned(problem: Problem, action: Sequence[Sequence[Fraction]]) -> list[list[Fraction]]:
    """Give what a unit of load earns by the social action that it adds a quarter later, N x T; else nothing.

    Args:
        problem: the data.
        action: what a unit of social action is worth, by neighbourhood and quarter, 0 after the last.
    """
    effect = problem.parameters.delivery_action
    return [[effect * row[t + 1] for t in range(problem.quarters)] for row in action] if effect else []
