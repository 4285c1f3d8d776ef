"""The bound that anybody can check: from any prices, a number that no plan can beat, in exact arithmetic.

The rows that tie cells together are priced; what is left falls apart into one choice for each cell, one for each
provider, and sums. Source: the closed form in ``docs/handover.md``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from commonweal.handover.limits import ceilings, ends, guards, permitted_gap
from commonweal.handover.pathways import Choice, extra_cost, fixed_start, load, start_choices, supply
from commonweal.handover.plan import Grid, Prices
from commonweal.handover.problem import Problem

ZERO = Fraction(0)


def projected(problem: Problem, prices: Prices) -> Prices:
    """Lift the prices of money so that they never rise with time, as money kept in a fund can be used later.

    Args:
        problem: the data.
        prices: already rounded; all 0 or more.
    """
    statutory, devolved = list(prices.statutory), list(prices.devolved)
    for t in range(problem.quarters - 1, -1, -1):
        later = t + 1 < problem.quarters
        devolved[t] = max(devolved[t], devolved[t + 1] if later else ZERO)
        held = sum((row[t] for row in prices.step_in), ZERO)
        statutory[t] = max(statutory[t], (statutory[t + 1] if later else ZERO) + held)
    return replace(prices, statutory=tuple(statutory), devolved=tuple(devolved))


def bound(problem: Problem, prices: Prices) -> Fraction:
    """Give a number that the objective of no plan goes below.

    Args:
        problem: the data.
        prices: 0 or more and projected; any such prices give a true bound.
    """
    stocks = _Stocks(problem, prices)
    return (
        sum((min(costs) for costs in _cell_costs(problem, prices)), ZERO)
        - stocks.worth()
        + _readiness(problem, prices)
        - _loans(problem, prices)
        - _money(problem, prices)
        - _equity(problem, prices)
    )


class _Stocks:
    """What a unit of capacity or social action is worth at the prices, from the last quarter back."""

    def __init__(self, problem: Problem, prices: Prices) -> None:
        self.problem, self.prices = problem, prices
        self.until = problem.adopted.until if problem.adopted else 0
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
            cost = settings.building_cost * (settings.spend_weight + prices.devolved[t])
            gain[t] = settings.building_yield * value[t + settings.building_lag] - cost
            over = max(ZERO, prices.capacity[p][t] - settings.overload_loss * value[t + 1])
            value[t] = (
                prices.capacity[p][t]
                + prices.ready_capacity[p][t]
                + settings.overload_cap * over
                + settings.build_share * self._open(t, gain[t])
                + self.problem.survival(p, t) * value[t + 1]
            )
        return value, gain

    def _of_neighbourhood(self, n: int) -> tuple[list[Fraction], list[Fraction]]:
        settings, prices, quarters = self.problem.parameters, self.prices, self.problem.quarters
        at_home = [p for p, body in enumerate(self.problem.providers) if body.home == n]
        value = [ZERO] * (quarters + settings.action_lag)
        gain = [ZERO] * quarters
        for t in range(quarters - 1, -1, -1):
            cost = settings.action_cost * (settings.spend_weight + prices.devolved[t])
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
        return value, gain

    def _open(self, t: int, gain: Fraction) -> Fraction:
        return max(ZERO, gain) if t >= self.until else ZERO

    def worth(self) -> Fraction:
        """Give what all stocks at the start, volunteers, free and past decisions are worth together."""
        problem, total = self.problem, ZERO
        for p, body in enumerate(problem.providers):
            total += self.capacity[p][0] * body.capacity
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


def _cell_costs(problem: Problem, prices: Prices) -> Iterator[list[Fraction]]:
    weights = _weights(problem, prices)
    costs: list[list[Fraction]] = []
    for c in range(len(problem.cells)):
        kept = sum((weights[c][t] * (1 - problem.kept_level(c, t)) for t in range(problem.quarters)), ZERO)
        costs.append([] if fixed_start(problem, c) else [kept])
    for choice in start_choices(problem):
        costs[problem.offers[choice.offer].cell].append(_pathway(problem, prices, weights, choice))
    yield from costs


def _weights(problem: Problem, prices: Prices) -> Grid:
    """Give W + theta e: what a unit share of a cell left unmet costs, fairness priced in."""
    found = [[problem.unmet_weight(c, t) for t in range(problem.quarters)] for c in range(len(problem.cells))]
    most, least = ends(problem)
    priced = [(most, prices.equity, 1), (least, prices.equity, -1)]
    priced.extend((group, row, 1) for group, row in zip(guards(problem), prices.detriment, strict=True))
    for group, row, sign in priced:
        for c in group.cells:
            for t in range(problem.quarters):
                found[c][t] += sign * row[t] * group.share(problem, c, t)
    return tuple(tuple(row) for row in found)


def _pathway(problem: Problem, prices: Prices, weights: Grid, choice: Choice) -> Fraction:
    offer = problem.offers[choice.offer]
    p, n = offer.provider, problem.cells[offer.cell].neighbourhood
    cost = prices.devolved[choice.start] * problem.legal_cost(offer.cell)
    for t in range(problem.quarters):
        cost += weights[offer.cell][t] * (1 - supply(problem, choice, t))
        if t >= choice.start:
            each = prices.capacity[p][t] + prices.ready_load[p][t] + problem.parameters.step_in * prices.step_in[p][t]
            each += offer.volunteer_share * prices.volunteers[n][t]
            cost += load(problem, choice, t) * each + prices.statutory[t] * extra_cost(problem, choice, t)
    return cost


def _readiness(problem: Problem, prices: Prices) -> Fraction:
    most, settings, total = ceilings(problem), problem.parameters, ZERO
    begun = _begun(problem)
    until = problem.adopted.until if problem.adopted else 0
    for p in range(len(problem.providers)):
        after, costs = ZERO, {}
        for t in range(problem.quarters - 1, -1, -1):
            after += settings.least_capacity * prices.ready_capacity[p][t] - most[p][t] * prices.ready_load[p][t]
            costs[t] = settings.activation_cost * prices.devolved[t] + after
        fixed = begun[p]
        total += costs[fixed] if fixed is not None else min([ZERO, *(costs[t] for t in range(until, len(costs)))])
    return total


def _begun(problem: Problem) -> Sequence[int | None]:
    """Give the quarter in which each provider was already active, when planning again."""
    found: list[int | None] = [None] * len(problem.providers)
    for c in range(len(problem.cells)):
        fixed = fixed_start(problem, c)
        if fixed is not None:
            p = problem.offers[fixed.offer].provider
            before = found[p]
            found[p] = fixed.start if before is None else min(before, fixed.start)
    return found


def _loans(problem: Problem, prices: Prices) -> Fraction:
    settings, total = problem.parameters, ZERO
    past = problem.adopted.loans if problem.adopted else ()
    for t in range(problem.quarters - settings.loan_quarters):
        owed = sum((back * prices.statutory[t + 1 + k] for k, back in enumerate(problem.repayments())), ZERO)
        gain = prices.devolved[t] - owed
        total += gain * past[t] if t < len(past) else settings.loan_limit * max(ZERO, gain)
    return total


def _money(problem: Problem, prices: Prices) -> Fraction:
    funds = problem.funds
    total = prices.statutory[0] * funds.statutory_start + prices.devolved[0] * funds.devolved_start
    for t in range(problem.quarters):
        kept = sum((problem.kept_cost(c, t) for c in range(len(problem.cells))), ZERO)
        total += prices.statutory[t] * (funds.statutory[t] - kept) + prices.devolved[t] * funds.devolved[t]
    return total


def _equity(problem: Problem, prices: Prices) -> Fraction:
    total = sum((price * gap for price, gap in zip(prices.equity, permitted_gap(problem), strict=True)), ZERO)
    for group, row in zip(guards(problem), prices.detriment, strict=True):
        total += sum((row[t] * (group.kept[t] + problem.parameters.tolerance) for t in range(problem.quarters)), ZERO)
    return total
