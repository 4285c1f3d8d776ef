"""The bound that anybody can check: from any prices, a number that no plan can beat, in exact arithmetic.

The rows that tie cells together are priced; what is left falls apart into one choice for each cell, one for each
provider, and sums. Source: the closed form in ``docs/handover.md``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from commonweal.handover.blended import loan_prices, use_prices, worth
from commonweal.handover.bound_running import before_of, begun_in, handed_back
from commonweal.handover.branches import Branch, Part, answers_of, is_empty
from commonweal.handover.condition_limits import gains, share_limits
from commonweal.handover.limits import ceilings, guards, permitted_gap
from commonweal.handover.pathways import (
    Choice,
    fixed_start,
    is_back,
    least_capacities,
    openings,
    stops,
)
from commonweal.handover.plan import Prices
from commonweal.handover.problem import Problem, rounded_up
from commonweal.handover.scaled import Scaled
from commonweal.handover.whole import whole_row

ZERO = Fraction(0)
WORTH_PLACES = 12
"""Decimals that what social action is worth is kept to where delivery adds to it: rounded up, as it may be worth more.

Otherwise its digits would grow with each quarter, and every pathway's cost with them.
"""


def projected(problem: Problem, prices: Prices) -> Prices:
    """Lift the prices of money so that they never rise with time, as money kept in a fund can be used later.

    Args:
        problem: the data.
        prices: already rounded; all 0 or more.
    """
    statutory, devolved = list(prices.statutory), list(prices.devolved)
    blended = [list(row) for row in prices.blended]
    for t in range(problem.quarters - 1, -1, -1):
        later = t + 1 < problem.quarters
        devolved[t] = max(devolved[t], devolved[t + 1] if later else ZERO)
        for row in blended:
            row[t] = max(row[t], row[t + 1] if later else ZERO)
        held = sum((row[t] for row in prices.step_in), ZERO)
        statutory[t] = max(statutory[t], (statutory[t + 1] if later else ZERO) + held)
    rows = tuple(tuple(row) for row in blended)
    return replace(prices, statutory=tuple(statutory), devolved=tuple(devolved), blended=rows)


def bound(problem: Problem, prices: Prices, part: Part | None = None) -> Fraction:
    """Give a number that the objective of no plan goes below.

    Args:
        problem: the data.
        prices: 0 or more and projected; any such prices give a true bound.
        part: the plans that are asked about, where it is not all; each cell has a pathway left in it.
    """
    part, stocks = part or Part(), _Stocks(problem, prices)
    return (
        _cells(problem, prices, stocks.action, part)
        - stocks.worth()
        + _readiness(problem, prices, part)
        - _loans(problem, prices)
        - _money(problem, prices)
        - _equity(problem, prices)
        - _shares(problem, prices)
    )


def bound_in_parts(problem: Problem, branches: Sequence[Branch], leaves: Sequence[Prices]) -> Fraction:
    """Give the least bound of the parts that all plans are split into: no plan's objective goes below it.

    Args:
        problem: the data.
        branches: the questions, from the first on; at least one.
        leaves: prices of each part, 0 or more and projected.
    """
    parts = {k: Part(answers) for k, answers in answers_of(branches).items()}
    return min(bound(problem, leaves[k], part) for k, part in parts.items() if not is_empty(problem, part))


class _Stocks:
    """What a unit of capacity or social action is worth at the prices, from the last quarter back."""

    def __init__(self, problem: Problem, prices: Prices) -> None:
        self.problem, self.prices = problem, prices
        self.until = problem.adopted.until if problem.adopted else 0
        self.survivals = problem.survivals()
        self.dear = {use: use_prices(problem, prices, use) for use in ("building", "social action")}
        self.capacity: list[list[Fraction]] = []
        self.building: list[list[Fraction]] = []
        for p in range(len(problem.providers)):
            value, gain = self._of_provider(p)
            self.capacity.append(value)
            self.building.append(gain)
        found = [self._of_neighbourhood(n) for n in range(len(problem.neighbourhoods))]
        self.action = [value for value, _ in found]
        self.spending = [gain for _, gain in found]

    def _of_provider(self, p: int) -> tuple[list[Fraction], list[Fraction]]:
        settings, prices, quarters = self.problem.parameters, self.prices, self.problem.quarters
        value = [ZERO] * (quarters + settings.building_lag)
        gain = [ZERO] * quarters
        for t in range(quarters - 1, -1, -1):
            cost = settings.building_cost * (settings.spend_weight + self.dear["building"][t])
            gain[t] = settings.building_yield * value[t + settings.building_lag] - cost
            over = max(ZERO, prices.capacity[p][t] - settings.overload_loss * value[t + 1])
            value[t] = (
                prices.capacity[p][t]
                + prices.ready_capacity[p][t]
                + settings.overload_cap * over
                + settings.build_share * self._open(t, gain[t])
                + self.survivals[p][t] * value[t + 1]
            )
        return value, gain

    def _of_neighbourhood(self, n: int) -> tuple[list[Fraction], list[Fraction]]:
        settings, prices, quarters = self.problem.parameters, self.prices, self.problem.quarters
        at_home = [p for p, body in enumerate(self.problem.providers) if body.home == n]
        value = [ZERO] * (quarters + settings.action_lag)
        gain = [ZERO] * quarters
        for t in range(quarters - 1, -1, -1):
            cost = settings.action_cost * (settings.spend_weight + self.dear["social action"][t])
            gain[t] = settings.action_yield * value[t + settings.action_lag] - cost
            grows = sum((self.capacity[p][t + 1] for p in at_home), ZERO)
            builds = sum((self._open(t, self.building[p][t]) for p in at_home), ZERO)
            value[t] = (
                settings.volunteers_per_action * prices.volunteers[n][t]
                + settings.action_capacity * grows
                + settings.build_per_action * builds
                + (1 - settings.action_loss) * value[t + 1]
                + settings.spend_share * self._open(t, gain[t])
            )
            if settings.delivery_action:
                value[t] = rounded_up(value[t], WORTH_PLACES)
        return value, gain

    def _open(self, t: int, gain: Fraction) -> Fraction:
        return max(ZERO, gain) if t >= self.until else ZERO

    def worth(self) -> Fraction:
        """Give what all stocks at the start, volunteers, free and past decisions are worth together."""
        problem, total, gained = self.problem, ZERO, gains(self.problem)
        for p, body in enumerate(problem.providers):
            total += self.capacity[p][0] * body.capacity
            total += sum((self.capacity[p][t] * units for t, units in enumerate(gained[p]) if units), ZERO)
        for n, place in enumerate(problem.neighbourhoods):
            total += self.action[n][0] * place.social_action
            for t in range(problem.quarters):
                total += place.spend_base * self._open(t, self.spending[n][t])
                total += place.volunteer_units * self.prices.volunteers[n][t]
        return total + self._past()

    def _past(self) -> Fraction:
        past = self.problem.adopted
        if past is None:
            return ZERO
        pairs = (*zip(self.building, past.building, strict=True), *zip(self.spending, past.spending, strict=True))
        return sum((gain[t] * row[t] for gain, row in pairs for t in range(past.until)), ZERO)


def _shares(problem: Problem, prices: Prices) -> Fraction:
    """Give what the largest shares are worth together."""
    rows = zip(prices.largest_share, share_limits(problem), strict=True)
    return sum((price * most for row, limits in rows for price, most in zip(row, limits, strict=True)), ZERO)


def action_worth(problem: Problem, prices: Prices) -> list[list[Fraction]]:
    """Give what a unit of social action is worth, by neighbourhood and quarter, 0 after the last."""
    return _Stocks(problem, prices).action


def _cells(problem: Problem, prices: Prices, action: Sequence[Sequence[Fraction]], part: Part) -> Fraction:
    """Give the sum of the least that each cell can cost."""
    scaled, overlap = Scaled(problem, prices, action), problem.parameters.overlap_quarters
    offered: list[list[tuple[int, Sequence[int]]]] = [[] for _ in problem.cells]
    for k, starts in openings(problem):
        offered[problem.offers[k].cell].append((k, starts))
    least = 0
    for c, ways in enumerate(offered):
        needs, weights = whole_row(problem.cells[c].demand, scaled.need), scaled.weights(c)
        before = before_of(scaled, c, needs, weights)
        kept, stays = before.cost, not stops(problem, c) and part.keeps(c)
        best = kept[-1] if fixed_start(problem, c) is None and stays else None
        legal = needs[0] * scaled.times[5]
        for k, starts in ways:
            if not starts:
                continue
            if is_back(problem, Choice(k, starts[0])):
                both, alone = handed_back(scaled, c, needs, weights, before)
            else:
                both, alone = scaled.running(problem.offers[k], needs, weights, before)
            for start in starts:
                if not part.begins(c, k, problem.offers[k].provider, start):
                    continue
                live = start + overlap
                cost = kept[start] + both[live] - both[start] + alone[-1] - alone[live] + scaled.legal[start] * legal
                best = cost if best is None or cost < best else best
        least += best or 0
    return Fraction(least, scaled.scale)


def _readiness(problem: Problem, prices: Prices, part: Part) -> Fraction:
    most, settings, total = ceilings(problem), problem.parameters, ZERO
    begun, needed, dear = begun_in(problem), least_capacities(problem), use_prices(problem, prices, "activation")
    until = problem.adopted.until if problem.adopted else 0
    for p in range(len(problem.providers)):
        after, costs = ZERO, {}
        for t in range(problem.quarters - 1, -1, -1):
            after += needed[p] * prices.ready_capacity[p][t] - most[p][t] * prices.ready_load[p][t]
            costs[t] = settings.activation_cost * dear[t] + after
        fixed = begun[p]
        if fixed == 0:
            # Who was active before the plan began is not made ready by it.
            costs[0] = after
        total += costs[fixed] if fixed is not None else _opening(costs, until, *part.opening(p, problem.quarters))
    return total


def _opening(costs: Mapping[int, Fraction], until: int, first: int, last: int | None) -> Fraction:
    """Give the least that a provider's readiness can cost where it begins in these quarters, or need not."""
    never = [ZERO] if last is None else []
    return min([*never, *(costs[t] for t in range(max(until, first), len(costs) if last is None else last + 1))])


def _loans(problem: Problem, prices: Prices) -> Fraction:
    settings, total = problem.parameters, ZERO
    past = problem.adopted.loans if problem.adopted else ()
    lent = loan_prices(problem, prices)
    for t in range(problem.quarters - settings.loan_quarters):
        owed = sum((back * prices.statutory[t + 1 + k] for k, back in enumerate(problem.repayments())), ZERO)
        gain = lent[t] - owed
        total += gain * past[t] if t < len(past) else settings.loan_limit * max(ZERO, gain)
    return total


def _money(problem: Problem, prices: Prices) -> Fraction:
    funds = problem.funds
    total = prices.statutory[0] * funds.statutory_start + prices.devolved[0] * funds.devolved_start
    for t in range(problem.quarters):
        total += (
            prices.statutory[t] * (funds.statutory[t] - problem.kept_money(t)) + prices.devolved[t] * funds.devolved[t]
        )
    return total + worth(problem, prices)


def _equity(problem: Problem, prices: Prices) -> Fraction:
    total = sum((price * gap for price, gap in zip(prices.equity, permitted_gap(problem), strict=True)), ZERO)
    for group, row in zip(guards(problem), prices.detriment, strict=True):
        total += sum((row[t] * (group.kept[t] + problem.parameters.tolerance) for t in range(problem.quarters)), ZERO)
    return total
