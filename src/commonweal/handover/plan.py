"""What a plan is: one pathway for each cell, with building, social action, money and reserves, all exact.

A plan is made from its decisions by carrying them forward quarter by quarter. Stocks (capacity, social action) are
rounded down to the ninth decimal in each quarter, which only ever makes the plan promise less.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from commonweal.handover.branches import Branch
from commonweal.handover.condition_limits import gains
from commonweal.handover.devolved import USES, balances
from commonweal.handover.last_plan import Stages
from commonweal.handover.pathways import (
    Choice,
    active_before,
    carried_still,
    cost_above,
    is_back,
    kept_pathways,
    load,
    met,
)
from commonweal.handover.problem import LEFT_OUT, Problem, rounded_down, total

Grid = tuple[tuple[Fraction, ...], ...]
"""One exact number for each body (or neighbourhood) and quarter."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What somebody has to decide; everything else of a plan follows.

    Attributes:
        pathways: for each cell the choice, or None where it stays with who runs it now, the council or a body.
        building: units of capacity built, by provider and quarter.
        spending: on social action, by neighbourhood and quarter.
        loans: drawn, quarter by quarter.
        paid: by blended fund and use, quarter by quarter; empty where there is one devolved fund for everything.
    """

    pathways: tuple[Choice | None, ...]
    building: Grid
    spending: Grid
    loans: tuple[Fraction, ...]
    paid: tuple[Grid, ...] = field(default=(), metadata=LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Plan:
    """A hand-over plan.

    Attributes:
        decisions: what is decided.
        ready: for each provider the quarter in which it becomes active, or None.
        load: by provider and quarter, in units.
        capacity: by provider and quarter, in units.
        overload: by provider and quarter, in units.
        social_action: stock by neighbourhood and quarter.
        statutory_balance: of the statutory fund at the end of each quarter.
        devolved_balance: of the devolved fund at the end of each quarter.
        objective: weighted unmet need and the small weight of spending (stage 1).
        fund_balances: of each blended fund at the end of each quarter.
        stages: what the later stages of the search came to; None where there was nothing to choose, or they were not
            asked for.
    """

    decisions: Decisions
    ready: tuple[int | None, ...]
    load: Grid
    capacity: Grid
    overload: Grid
    social_action: Grid
    statutory_balance: tuple[Fraction, ...]
    devolved_balance: tuple[Fraction, ...]
    objective: Fraction
    fund_balances: Grid = field(default=(), metadata=LEFT_OUT)
    stages: Stages | None = field(default=None, metadata=LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Prices:
    """What one more unit of each limit is worth, all 0 or more.

    Attributes:
        capacity: of row (3), load within capacity, by provider and quarter.
        ready_load: of row (9), no load before readiness.
        ready_capacity: of row (9), capacity once ready.
        volunteers: of row (8), by neighbourhood and quarter.
        step_in: of row (12), by provider and quarter.
        statutory: of row (10), quarter by quarter.
        devolved: of row (11), quarter by quarter.
        equity: of row (13), quarter by quarter.
        detriment: of row (13a), by guarded group and quarter.
        largest_share: of row (14), by largest share and provider; nothing where the place has none.
        blended: of row (11) of each blended fund, by fund and quarter; the price of its money is this and ``devolved``.
    """

    capacity: Grid
    ready_load: Grid
    ready_capacity: Grid
    volunteers: Grid
    step_in: Grid
    statutory: tuple[Fraction, ...]
    devolved: tuple[Fraction, ...]
    equity: tuple[Fraction, ...]
    detriment: Grid
    largest_share: Grid = field(default=(), metadata=LEFT_OUT)
    blended: Grid = field(default=(), metadata=LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What lets anybody re-check a plan.

    Attributes:
        input_sha256: digest of the problem's written form.
        plan_sha256: digest of the plan's written form.
        prices: rounded and projected; any prices give a true bound, good ones a close one.
        bound: no plan whatever has a smaller objective; the least of the parts', where there are any.
        objective: of the plan.
        keep: objective where everything stays with who runs it now, handed back where they stop.
        gap_objective: (objective - bound) / objective, rounded up to the sixth decimal.
        gap_value: (objective - bound) / (keep - bound), the gap of the value at stake, rounded up likewise.
        solver: the program that proposed the plan and its version; nobody has to trust it.
        solver_gap: what the solver said its own gap was, rounded up likewise.
        branches: the questions that split all plans into parts, from the first on; none where there is one part.
        leaves: prices of each part, rounded and projected.
    """

    input_sha256: str
    plan_sha256: str
    prices: Prices
    bound: Fraction
    objective: Fraction
    keep: Fraction
    gap_objective: Fraction
    gap_value: Fraction
    solver: str
    solver_gap: Fraction
    branches: tuple[Branch, ...] = field(default=(), metadata=LEFT_OUT)
    leaves: tuple[Prices, ...] = field(default=(), metadata=LEFT_OUT)


def keep_everything(problem: Problem) -> Decisions:
    """Give the decisions that leave every service where it is, or as already handed over when planning again.

    What a body runs already and stops running is handed back as late as may be.
    """
    past = problem.adopted
    nothing = Fraction(0)
    rest = problem.quarters - (past.until if past else 0)
    return Decisions(
        pathways=kept_pathways(problem),
        building=tuple((past.building[p] if past else ()) + (nothing,) * rest for p in range(len(problem.providers))),
        spending=tuple(
            (past.spending[n] if past else ()) + (nothing,) * rest for n in range(len(problem.neighbourhoods))
        ),
        loans=(past.loans if past else ()) + (nothing,) * rest,
        paid=tuple(
            tuple((past.paid[f][u] if past else ()) + (nothing,) * rest for u in range(len(USES)))
            for f in range(len(problem.funds.blended))
        ),
    )


def carried_out(problem: Problem, decisions: Decisions) -> Plan:
    """Carry decisions forward into a plan, exactly; whether it keeps every row is for :mod:`commonweal.handover.check`.

    Args:
        problem: the data.
        decisions: one pathway for each cell, and building, spending and loans for every quarter.
    """
    taken = [choice for choice in decisions.pathways if choice is not None]
    loads = _loads(problem, decisions.pathways)
    action = _social_action(problem, decisions)
    capacity, overload = _capacities(problem, decisions, loads, action)
    ready = first_begun(problem, taken)
    return Plan(
        decisions,
        ready,
        loads,
        capacity,
        overload,
        action,
        _statutory(problem, decisions),
        _devolved(problem, decisions, taken, ready),
        objective(problem, decisions),
        balances(problem.funds.blended, decisions.paid, decisions.loans),
    )


def objective(problem: Problem, decisions: Decisions) -> Fraction:
    """Give the stage-1 objective of decisions: weighted unmet need, and the small weight of what is spent."""
    built = total(value for row in decisions.building for value in row)
    spent = total(value for row in decisions.spending for value in row)
    settings = problem.parameters
    unmet = total(_unmet(problem, c, choice) for c, choice in enumerate(decisions.pathways))
    return unmet + settings.spend_weight * (settings.building_cost * built + settings.action_cost * spent)


def _unmet(problem: Problem, c: int, choice: Choice | None) -> Fraction:
    """Give the weighted unmet need of one cell on its pathway."""
    cell, last = problem.cells[c], problem.quarters - 1
    lacking = [need * (1 - met(problem, c, choice, t)) for t, need in enumerate(cell.demand)]
    lacking[last] *= problem.parameters.terminal_weight
    weight = problem.neighbourhoods[cell.neighbourhood].weight * problem.services[cell.service].criticality
    return weight * total(lacking)


def _loads(problem: Problem, pathways: Sequence[Choice | None]) -> Grid:
    sums = [[Fraction(0)] * problem.quarters for _ in problem.providers]
    for c, choice in enumerate(pathways):
        if choice:
            row = sums[problem.offers[choice.offer].provider]
            for t in range(choice.start, problem.quarters):
                row[t] += load(problem, choice, t)
        now = problem.runs(c)
        if now:
            row = sums[problem.offers[now.offer].provider]
            for t in range(problem.quarters):
                row[t] += carried_still(problem, c, choice, t)
    return tuple(tuple(row) for row in sums)


def delivered(problem: Problem, pathways: Sequence[Choice | None]) -> Grid:
    """Give the load that bodies carry in each neighbourhood, quarter by quarter: L of row (6)."""
    sums = [[Fraction(0)] * problem.quarters for _ in problem.neighbourhoods]
    for c, choice in enumerate(pathways):
        row = sums[problem.cells[c].neighbourhood]
        for t in range(problem.quarters if problem.runs(c) or choice else 0):
            row[t] += (load(problem, choice, t) if choice else 0) + carried_still(problem, c, choice, t)
    return tuple(tuple(row) for row in sums)


def _social_action(problem: Problem, decisions: Decisions) -> Grid:
    settings, stocks = problem.parameters, []
    loads = delivered(problem, decisions.pathways if settings.delivery_action else ())
    for n, place in enumerate(problem.neighbourhoods):
        stock = [place.social_action]
        for t in range(1, problem.quarters):
            spent = decisions.spending[n][t - settings.action_lag] if t >= settings.action_lag else Fraction(0)
            brought = settings.delivery_action * loads[n][t - 1]
            stock.append(rounded_down((1 - settings.action_loss) * stock[-1] + settings.action_yield * spent + brought))
        stocks.append(tuple(stock))
    return tuple(stocks)


def _capacities(problem: Problem, decisions: Decisions, loads: Grid, action: Grid) -> tuple[Grid, Grid]:
    settings, capacities, overloads = problem.parameters, [], []
    survivals, gained = problem.survivals(), gains(problem)
    for p, body in enumerate(problem.providers):
        capacity, overload = [body.capacity], [max(Fraction(0), loads[p][0] - body.capacity)]
        for t in range(1, problem.quarters):
            built = decisions.building[p][t - settings.building_lag] if t >= settings.building_lag else Fraction(0)
            at_home = action[body.home][t - 1] if body.home is not None else Fraction(0)
            grown = settings.building_yield * built + settings.action_capacity * at_home + gained[p][t]
            lost = settings.overload_loss * overload[-1]
            capacity.append(rounded_down(survivals[p][t - 1] * capacity[-1] + grown - lost))
            overload.append(max(Fraction(0), loads[p][t] - capacity[-1]))
        capacities.append(tuple(capacity))
        overloads.append(tuple(overload))
    return tuple(capacities), tuple(overloads)


def first_begun(problem: Problem, pathways: Sequence[Choice | None]) -> tuple[int | None, ...]:
    """Give for each provider the first quarter in which it runs anything, 0 for before the plan, or None."""
    first = list(active_before(problem))
    for choice in pathways:
        if choice is not None and not is_back(problem, choice):
            p = problem.offers[choice.offer].provider
            already = first[p]
            first[p] = choice.start if already is None else min(already, choice.start)
    return tuple(first)


def _statutory(problem: Problem, decisions: Decisions) -> tuple[Fraction, ...]:
    balance, out, back = problem.funds.statutory_start, [], problem.repayments()
    ways = [(c, way) for c, way in enumerate(decisions.pathways) if way or problem.runs(c)]
    for t in range(problem.quarters):
        begun = [(c, way) for c, way in ways if way is None or way.start <= t or problem.runs(c)]
        extra = total(cost_above(problem, c, way, t) for c, way in begun)
        repaid = sum((decisions.loans[t - k] * back[k - 1] for k in range(1, len(back) + 1) if t >= k), Fraction(0))
        balance += problem.funds.statutory[t] - problem.kept_money(t) - extra - repaid
        out.append(balance)
    return tuple(out)


def _devolved(
    problem: Problem, decisions: Decisions, taken: Sequence[Choice], ready: Sequence[int | None]
) -> tuple[Fraction, ...]:
    balance, out, settings = problem.funds.devolved_start, [], problem.parameters
    for t in range(problem.quarters):
        balance += problem.funds.devolved[t] + decisions.loans[t]
        balance -= settings.building_cost * sum((row[t] for row in decisions.building), Fraction(0))
        balance -= settings.action_cost * sum((row[t] for row in decisions.spending), Fraction(0))
        starting = [problem.offers[choice.offer].cell for choice in taken if choice.start == t]
        starting += [c for c, now in enumerate(problem.running) if now and now.since - settings.overlap_quarters == t]
        balance -= sum((problem.legal_cost(c) for c in starting), Fraction(0))
        # Who was active before the plan began is not made ready by it.
        balance -= settings.activation_cost * sum(1 for quarter in ready if quarter == t > 0)
        out.append(balance)
    return tuple(out)
