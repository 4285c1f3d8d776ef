"""What every way to begin costs at some prices, all at once in floating point: the bound, and what comes close to it.

The closed form is that of :mod:`commonweal.handover.bound`, which works it out exactly for what is published; here it
is what a search asks for many times.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.handover.branches import Question
from commonweal.handover.devolved import USES, pairs
from commonweal.handover.priced_running import kept_run, price_run, still_run
from commonweal.handover.tariff import Tariff, Worth
from commonweal.handover.view import View
from commonweal.handover.ways import Floats, Options, Places


def dear(view: View, tariff: Tariff, use: str) -> Floats:
    """Give the price of devolved money for a use, quarter by quarter: the least of those of the funds that allow it."""
    allowed = [f for f, fund in enumerate(view.problem.funds.blended) if use in fund.uses]
    found: Floats = tariff.devolved + (tariff.blended[allowed].min(axis=0) if allowed else 0.0)
    return found


def _lent(view: View, tariff: Tariff) -> Floats:
    """Give the price of money in the fund that loans are paid into."""
    found = tariff.devolved
    for fund, row in zip(view.problem.funds.blended, tariff.blended, strict=False):
        if fund.borrows:
            found = tariff.devolved + row
    return found


def _blended(view: View, tariff: Tariff) -> float:
    """Give what the incomes of the blended funds are worth, less what past payments could have spared."""
    funds, past, value = view.problem.funds.blended, view.problem.adopted, 0.0
    for fund, row in zip(funds, tariff.blended, strict=False):
        value += float(row @ np.array(fund.income, float))
    if past is None:
        return value
    for f, u in pairs(funds):
        paid = np.array(past.paid[f][u], float)
        value -= float((tariff.devolved + tariff.blended[f] - dear(view, tariff, USES[u]))[: len(paid)] @ paid)
    return value


@dataclass(frozen=True, slots=True)
class Priced:
    """All pathways at some prices.

    Attributes:
        kept: cost of keeping each cell.
        cost: of each offer by start, A x T; infinite where it cannot begin.
        bound: no plan has an objective below this, but for rounding.
    """

    kept: Floats
    cost: Floats
    bound: float

    def beyond(self, view: View) -> Floats:
        """Give how much more each way to begin costs than the best pathway of its cell, A x T."""
        least = self.kept.copy()
        np.minimum.at(least, view.cell, self.cost.min(axis=1, initial=np.inf))
        beyond: Floats = self.cost - least[view.cell][:, None]
        return beyond


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a part of all plans leaves open, as arrays.

    Attributes:
        keeping: whether each cell may stay where it is, C.
        ways: whether each offer may begin in each quarter, A x T.
        first: first quarter in which each provider may carry load, P.
        last: last quarter in which it may begin to, P; T where it need not.
    """

    keeping: NDArray[np.bool_]
    ways: NDArray[np.bool_]
    first: Places
    last: Places


def everything(view: View) -> Allowed:
    """Give what all plans leave open."""
    starts, bodies = np.arange(view.quarters), len(view.home)
    ways = (starts >= view.first[:, None]) & (starts <= view.latest[:, None])
    if view.closed.any():
        anyway = view.fixed[view.cell] if view.ran is None else view.fixed[view.cell] | view.ran.back
        ways &= ~view.closed[view.service[view.cell]] | anyway[:, None]
    keeping = ~view.fixed
    if view.ran is not None:
        # Where who runs a cell stops, keeping it is one of its hand-backs.
        keeping[view.ran.cell[view.ran.forced < view.quarters]] = False
    return Allowed(keeping, ways, np.zeros(bodies, np.int64), np.full(bodies, view.quarters))


def answered(view: View, allowed: Allowed, question: Question, *, yes: bool) -> Allowed:
    """Give what is left open where a question is answered."""
    starts, by = np.arange(view.quarters), view.quarters - 1 if question.by is None else question.by
    ways, keeping = allowed.ways.copy(), allowed.keeping.copy()
    first, last = allowed.first.copy(), allowed.last.copy()
    if question.kind == "begins":
        mine = view.cell == question.of
        asked = mine if question.offer is None else mine & (np.arange(len(mine)) == question.offer)
        ways[mine] &= (asked[mine, None] & (starts <= by)) == yes
        keeping[question.of] &= not yes
    elif yes:
        last[question.of] = min(last[question.of], by)
    else:
        first[question.of] = max(first[question.of], by + 1)
        ways[view.provider == question.of] &= starts > by
    return Allowed(keeping, ways, first, last)


def priced(view: View, tariff: Tariff, allowed: Allowed | None = None) -> Priced:
    """Price every pathway.

    Args:
        view: the problem.
        tariff: its prices, lifted.
        allowed: the part of all plans that is asked about, where it is not all.
    """
    allowed = everything(view) if allowed is None else allowed
    weights = view.weight.copy()
    for group, theta in zip(view.watched, tariff.watched, strict=True):
        if theta.any():
            weights[group.cells] += group.share * theta
    kept = weights * (1 - view.kept[view.row])
    before = _running(kept)
    found = worth(view, tariff)
    cost = _starts(view, tariff, weights, before, found)
    if view.ran is not None:
        law = dear(view, tariff, "legal work")
        still = still_run(view, view.ran, tariff, found)
        before[view.ran.cell, -1] += kept_run(view.ran, law, still)
        price_run(view, view.ran, tariff, (weights, still, law, found), cost)
    cost[~allowed.ways] = np.inf
    whole = np.where(allowed.keeping, before[:, -1], np.inf)
    best = whole.copy()
    np.minimum.at(best, view.cell, cost.min(axis=1, initial=np.inf))
    bound = float(best.sum()) - _stocks(view, tariff, found) + _readiness(view, tariff, allowed)
    bound -= float((tariff.largest_share * view.shares.most).sum()) if view.shares.most.size else 0.0
    return Priced(whole, cost, bound - _loans(view, tariff) - _money(view, tariff) - _watch(view, tariff))


def _running(values: Floats) -> Floats:
    sums = np.zeros((values.shape[0], values.shape[1] + 1))
    np.cumsum(values, axis=1, out=sums[:, 1:])
    return sums


def _starts(view: View, tariff: Tariff, weights: Floats, before: Floats, found: Worth) -> Floats:
    """Give the cost of each offer by start."""
    cell, service = view.cell, view.service[view.cell]
    kept, quality = view.kept[service], view.quality[:, None]
    step_in = float(view.problem.parameters.step_in)
    each = (tariff.capacity + tariff.ready_load + step_in * tariff.step_in)[view.provider]
    each += view.volunteers[:, None] * tariff.volunteers[view.place[cell]]
    each += view.price[:, None] * tariff.statutory
    if view.problem.parameters.delivery_action:
        later = np.concatenate([found.action[:, 1:], np.zeros((len(found.action), 1))], axis=1)
        each -= float(view.problem.parameters.delivery_action) * later[view.place[cell]]
    each *= view.demand[cell]
    mine = weights[cell]
    both = mine * (1 - np.minimum(1.0, kept + quality / 2)) + each / 2
    alone = mine * (1 - quality) + each - tariff.statutory * view.kept_cost[service] * view.demand[cell]
    shared = np.flatnonzero(view.shares.row[cell] >= 0)
    if len(shared):
        price = tariff.largest_share[view.shares.row[cell[shared]], view.provider[shared]]
        alone[shared, -1] += price * view.demand[cell[shared], -1]
    early, late = _running(both), _running(alone)
    starts = np.arange(view.quarters)
    live = np.minimum(starts + view.overlap, view.quarters)
    cost: Floats = before[cell][:, :-1] + early[:, live] - early[:, :-1] + late[:, -1:] - late[:, live]
    cost += dear(view, tariff, "legal work") * view.legal[cell][:, None]
    return cost


def worth(view: View, tariff: Tariff) -> Worth:
    """Work out what stocks are worth, from the last quarter back."""
    settings, quarters = view.problem.parameters, view.quarters
    overload = float(settings.overload_loss)
    to_build, to_act = (float(settings.spend_weight) + dear(view, tariff, use) for use in ("building", "social action"))
    count = (len(view.home), len(view.problem.neighbourhoods))
    value, stock = (np.zeros((n, quarters + 1 + lag)) for n, lag in zip(count, _lags(view), strict=True))
    building, spending = (np.zeros((n, quarters)) for n in count)
    at_home = view.home >= 0
    for t in range(quarters - 1, -1, -1):
        made = float(settings.building_yield) * value[:, t + settings.building_lag]
        building[:, t] = made - float(settings.building_cost) * to_build[t]
        built = np.maximum(0.0, building[:, t]) * (t >= view.until)
        over = np.maximum(0.0, tariff.capacity[:, t] - overload * value[:, t + 1])
        value[:, t] = (
            tariff.capacity[:, t]
            + tariff.ready_capacity[:, t]
            + float(settings.overload_cap) * over
            + float(settings.build_share) * built
            + view.survival[:, t] * value[:, t + 1]
        )
        made = float(settings.action_yield) * stock[:, t + settings.action_lag]
        spending[:, t] = made - float(settings.action_cost) * to_act[t]
        spent = np.maximum(0.0, spending[:, t]) * (t >= view.until)
        local = float(settings.action_capacity) * value[:, t + 1] + float(settings.build_per_action) * built
        stock[:, t] = (
            float(settings.volunteers_per_action) * tariff.volunteers[:, t]
            + np.bincount(view.home[at_home], local[at_home], count[1])
            + float(1 - settings.action_loss) * stock[:, t + 1]
            + float(settings.spend_share) * spent
        )
    return Worth(value[:, :quarters], building, stock[:, :quarters], spending)


def _lags(view: View) -> tuple[int, int]:
    return view.problem.parameters.building_lag, view.problem.parameters.action_lag


def _stocks(view: View, tariff: Tariff, found: Worth) -> float:
    problem = view.problem
    total = sum(float(one.capacity) * found.capacity[p, 0] for p, one in enumerate(problem.providers))
    total += float((view.gained * found.capacity).sum())
    for n, place in enumerate(problem.neighbourhoods):
        spent = np.maximum(0.0, found.spending[n, view.until :]).sum()
        total += float(place.social_action) * found.action[n, 0] + float(place.spend_base) * spent
        total += float(place.volunteer_units) * tariff.volunteers[n].sum()
    past = problem.adopted
    if past is not None:
        for gains, rows in ((found.building, past.building), (found.spending, past.spending)):
            total += sum(
                float(gain[: past.until] @ np.array(row, float)) for gain, row in zip(gains, rows, strict=True)
            )
    return float(total)


def _readiness(view: View, tariff: Tariff, allowed: Allowed) -> float:
    settings = view.problem.parameters
    begun = view.begun()
    held = np.where(begun[:, None] == 0, 0.0, float(settings.least_capacity)) * tariff.ready_capacity
    held -= view.ceiling * tariff.ready_load
    after = np.cumsum(held[:, ::-1], axis=1)[:, ::-1]
    costs = float(settings.activation_cost) * dear(view, tariff, "activation") + after
    t, quarters = np.arange(view.quarters), view.quarters
    since, until = np.maximum(allowed.first, view.until)[:, None], np.minimum(allowed.last, quarters - 1)[:, None]
    free = np.where((t >= since) & (t <= until), costs, np.inf).min(axis=1)
    free = np.where(allowed.last == quarters, np.minimum(0.0, free), free)
    # Who was active before the plan began is not made ready by it.
    costs[begun == 0, 0] = after[begun == 0, 0]
    fixed = np.take_along_axis(costs, np.minimum(begun, view.quarters - 1)[:, None], axis=1)[:, 0]
    return float(np.where(begun < view.quarters, fixed, free).sum())


def _loans(view: View, tariff: Tariff) -> float:
    settings, total = view.problem.parameters, 0.0
    past = view.problem.adopted.loans if view.problem.adopted else ()
    back, lent = np.array(view.problem.repayments(), float), _lent(view, tariff)
    for t in range(view.quarters - settings.loan_quarters):
        gain = lent[t] - float(tariff.statutory[t + 1 : t + 1 + len(back)] @ back)
        total += gain * float(past[t]) if t < len(past) else float(settings.loan_limit) * max(0.0, gain)
    return float(total)


def _money(view: View, tariff: Tariff) -> float:
    funds = view.problem.funds
    total = tariff.statutory[0] * float(funds.statutory_start) + tariff.devolved[0] * float(funds.devolved_start)
    total += tariff.statutory @ (np.array(funds.statutory, float) - view.kept_money)
    return float(total + tariff.devolved @ np.array(funds.devolved, float)) + _blended(view, tariff)


def _watch(view: View, tariff: Tariff) -> float:
    return float(sum(theta @ group.limit for group, theta in zip(view.watched, tariff.watched, strict=True)))


def close(view: View, found: Priced, most: int, within: float) -> Options:
    """Give, for each cell, the ways to begin that cost least more than its best pathway.

    Args:
        view: the problem.
        found: its pathways, priced.
        most: how many for each offer at most.
        within: how much more than the best pathway they may cost.
    """
    reduced = found.beyond(view)
    order = np.argsort(reduced, axis=1, kind="stable")[:, :most]
    offer = np.repeat(np.arange(len(order)), order.shape[1])
    start = order.ravel()
    near = reduced[offer, start] <= within
    return Options(offer[near], start[near])
