"""From what a solver says to exact numbers: prices that keep their sums short, and plans that keep every row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from commonweal.errors import Fault
from commonweal.handover.blended import spent_by_use
from commonweal.handover.check import violations
from commonweal.handover.devolved import USES, Row, pairs
from commonweal.handover.limits import ends, guards
from commonweal.handover.model import Model, model
from commonweal.handover.pathways import Choice, kept_pathways
from commonweal.handover.plan import Decisions, Grid, Plan, Prices, carried_out, first_begun
from commonweal.handover.problem import STATE_PLACES, Problem, rounded_down
from commonweal.handover.programme import Programme
from commonweal.handover.solve import Answer, relaxed
from commonweal.handover.tariff import Tariff
from commonweal.handover.view import View, places
from commonweal.handover.ways import Floats, Options, no_options

MARGINS = (1e-5, 1e-7, 0.0)
"""How much tighter, relatively, the limits are made for the solver, so that its proposal survives being made exact."""
LEAST_DECISION = Fraction(1, 10**6)
"""Less than this is not built, spent or borrowed."""


def made_exact(
    view: View,
    taken: Options,
    margin: float,
    shares: Sequence[float] = (0.5, 0.9, 0.1),
    sought: Callable[[Model], Programme] | None = None,
    good: Callable[[Plan], bool] = lambda _: True,
) -> tuple[Plan | None, list[Fault]]:
    """Solve for what is built, spent and borrowed at these starts, and round it to a plan that keeps every row.

    Args:
        view: the problem.
        taken: who begins what and when.
        margin: by how much the limits were tightened when that was found.
        shares: of that margin that are tried, one after another.
        sought: gives the programme to solve where it has another end than the model's own.
        good: answers whether a plan will do.

    Returns:
        the plan, or None with the rows that the last try broke, if there was one to try.
    """
    broken: list[Fault] = []
    pathways = list(kept_pathways(view.problem))
    for offer, start in zip(taken.offer.tolist(), taken.start.tolist(), strict=True):
        pathways[int(view.cell[offer])] = Choice(offer, start)
    for share in shares:
        rows = model(view, no_options(), margin * share, taken, fair=0.0)
        rows = rows.opened(_ready(view, taken)[rows.active])
        found = relaxed(sought(rows) if sought else rows.programme)
        if found.ending != "solved":
            continue
        plan = carried_out(view.problem, _decisions(view.problem, rows, pathways, found.values))
        broken = [
            Fault("{row} is broken at {where} by {amount}", {"row": row.row, "where": row.where, "amount": row.amount})
            for row in violations(view.problem, plan)
        ]
        if not broken and good(plan):
            return plan, []
    return None, broken


def taken_by(plan: Plan) -> Options:
    """Give the ways to begin that a plan takes."""
    ways = [choice for choice in plan.decisions.pathways if choice is not None]
    return Options(places(choice.offer for choice in ways), places(choice.start for choice in ways))


def _ready(view: View, taken: Options) -> NDArray[np.bool_]:
    """Have each provider ready from the quarter in which its load begins, and not before; P x T."""
    first = np.full(len(view.home), view.quarters)
    if view.ran is not None:
        first, taken = view.ran.begun.copy(), taken.at(~view.ran.back[taken.offer])
    np.minimum.at(first, view.provider[taken.offer], taken.start)
    ready: NDArray[np.bool_] = np.arange(view.quarters) >= first[:, None]
    return ready


def _decisions(problem: Problem, rows: Model, pathways: Sequence[Choice | None], values: Floats) -> Decisions:
    at, past = rows.columns, problem.adopted
    bodies = {p: k for k, p in enumerate(rows.active.tolist())}
    nothing = (Fraction(0),) * problem.quarters
    building = tuple(
        _exact_row(values[at.building[bodies[p]]], past.building[p] if past else ()) if p in bodies else nothing
        for p in range(len(problem.providers))
    )
    spending = tuple(
        _exact_row(values[at.spending[n]], past.spending[n] if past else ()) for n in range(len(problem.neighbourhoods))
    )
    made = Decisions(tuple(pathways), building, spending, _exact_row(values[at.loans], past.loans if past else ()))
    return replace(made, paid=split_as(problem, made, values[at.paid])) if problem.funds.blended else made


def split_as(problem: Problem, made: Decisions, values: Floats) -> tuple[Grid, ...]:
    """Split what is spent among the blended funds as the solver did."""
    past, funds = problem.adopted, problem.funds.blended
    wanted = {
        (f, u): _exact_row(row, past.paid[f][u] if past else ())
        for (f, u), row in zip(pairs(funds), values, strict=True)
    }
    return split(problem, spent_by_use(problem, made, first_begun(problem, made.pathways)), wanted)


def split(
    problem: Problem, spent: Sequence[Row], wanted: Mapping[tuple[int, int], Sequence[Fraction]]
) -> tuple[Grid, ...]:
    """Split what each use costs among the funds that allow it, exactly.

    Where funds would pay more than it costs, as they do where costs were made dearer to leave room for rounding, each
    pays less by the same share: a fund that is used to the last keeps its part of that room.

    Args:
        problem: the data.
        spent: what each use costs, by quarter.
        wanted: about what each fund should pay for each use, by quarter; the past exactly.

    Returns:
        what is paid, by fund, use and quarter.
    """
    paid = [[[Fraction(0)] * problem.quarters for _ in USES] for _ in problem.funds.blended]
    for u, row in enumerate(spent):
        able = [f for f, use in wanted if use == u]
        for t, cost in enumerate(row):
            offered = {f: wanted[f, u][t] for f in able}
            there = sum(offered.values(), Fraction(0))
            if there > cost:
                offered = {f: rounded_down(units * cost / there) for f, units in offered.items()}
            for f, units in offered.items():
                paid[f][u][t] = units
            if able:
                paid[max(able, key=lambda f: offered[f])][u][t] += cost - sum(offered.values(), Fraction(0))
    return tuple(tuple(tuple(line) for line in rows) for rows in paid)


def _exact_row(values: Floats, past: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Round a row of decisions down, what is already past standing as it was."""
    made = [rounded_down(Fraction(float(value)), STATE_PLACES) for value in values]
    return (*past, *(value if value > LEAST_DECISION else Fraction(0) for value in made[len(past) :]))


def read_tariff(looked: View, rows: Model, answer: Answer, together: int = 1) -> Tariff:
    """Read prices from row duals: minus the dual of "at most" rows and of the funds, plus that of "at least" rows.

    Args:
        looked: the problem.
        rows: its model.
        answer: of the solver, to that model with the rows of so many quarters added up.
        together: how many.
    """
    families = rows.gathered(together).rows.families

    def of(family: str, sign: int) -> Floats:
        return sign * answer.duals[families[family]]

    def by_body(family: str, sign: int) -> Floats:
        found = np.zeros((len(looked.home), looked.quarters))
        found[rows.active] = of(family, sign)
        return found

    shared, own = of("devolved", -1), {}
    if looked.problem.funds.blended:
        # The fund as a whole is the sum of its parts, so what its row says is said of each part.
        own, shared = {"blended": of("blended", -1) + np.maximum(shared, 0.0)}, np.zeros_like(shared)
    return Tariff(
        capacity=by_body("capacity", -1),
        ready_load=by_body("ready load", -1),
        ready_capacity=by_body("ready capacity", 1),
        volunteers=of("volunteers", -1),
        step_in=by_body("step in", 1),
        statutory=of("statutory", -1),
        devolved=shared,
        watched=of("watched", -1),
        largest_share=of("largest share", -1) if "largest share" in families else np.zeros(looked.shares.most.shape),
        **own,
    )


def exact_prices(problem: Problem, tariff: Tariff) -> Prices:
    """Round prices to exact ones, 0 or more.

    A price of a watched group is divided by the group's need wherever it is used, so it is rounded such that what comes
    of that is short.
    """
    most, least = ends(problem)
    watched = guards(problem)
    return Prices(
        capacity=_rounded(tariff.capacity),
        ready_load=_rounded(tariff.ready_load),
        ready_capacity=_rounded(tariff.ready_capacity),
        volunteers=_rounded(tariff.volunteers),
        step_in=_rounded(tariff.step_in),
        statutory=_rounded(tariff.statutory[None])[0],
        devolved=_rounded(tariff.devolved[None])[0],
        blended=_rounded(tariff.blended),
        equity=tuple(
            _divisible(price, a * b) for price, a, b in zip(tariff.watched[0], most.need, least.need, strict=True)
        ),
        detriment=tuple(
            tuple(_divisible(price, need) for price, need in zip(row, group.need, strict=True))
            for row, group in zip(tariff.watched[1:], watched, strict=True)
        ),
        largest_share=_rounded(tariff.largest_share),
    )


def _rounded(rows: Floats) -> Grid:
    scale = 10**STATE_PLACES
    return tuple(tuple(Fraction(max(0, round(float(value) * scale)), scale) for value in row) for row in rows)


def _divisible(price: float, need: Fraction) -> Fraction:
    """Round a price to a short multiple of a need."""
    if need == 0:
        return Fraction(0)
    places = STATE_PLACES + len(str(int(need)))
    return Fraction(max(0, round(Fraction(float(price)) / need * 10**places)), 10**places) * need
