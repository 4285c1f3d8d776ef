"""Solving a plan directly, for small places: the only file that imports the solver.

The solver proposes; nothing it says is trusted. Its starts are kept, what it builds, spends and borrows is made exact,
and an independent check must find no row broken before a plan leaves this file. Its prices only have to be 0 or more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version
from typing import Any

import highspy
import numpy as np

from commonweal.errors import Fault, NoPlan, PlanNotAccepted, TooManyStarts
from commonweal.handover.certificate import certified
from commonweal.handover.check import violations
from commonweal.handover.limits import guards
from commonweal.handover.model import Floats, Model, model
from commonweal.handover.pathways import MOST_CHOICES, Choice, start_choices
from commonweal.handover.plan import (
    Certificate,
    Decisions,
    Grid,
    Plan,
    Prices,
    carried_out,
    keep_everything,
)
from commonweal.handover.problem import STATE_PLACES, Problem, rounded_down
from commonweal.terms.sentences import Sentence, say

MARGINS = (1e-5, 1e-7, 0.0)
"""How much tighter, relatively, the limits are made for the solver, so that its proposal survives being made exact."""

LEAST_GAP = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard the solver may try.

    Attributes:
        gap: largest relative gap of its own that is accepted.
        seconds: of wall time for the search, after which a gap still open is refused.
        seed: of its random choices.
    """

    gap: Fraction = LEAST_GAP
    seconds: float = 300.0
    seed: int = 0


def solve(
    problem: Problem, effort: Effort | None = None, told: Callable[[Sentence], None] = lambda _: None
) -> tuple[Plan, Certificate]:
    """Find a plan that keeps every row exactly, and certify how close to the best it is.

    Args:
        problem: the data, without faults.
        effort: how hard to try.
        told: is told what is being done.

    Raises:
        TooManyStarts: beyond :data:`MOST_CHOICES` start choices.
        NoPlan: where the solver ends without a plan within the gap asked for.
        PlanNotAccepted: where no exact form of what it proposes keeps every row.
    """
    effort = effort or Effort()
    choices = tuple(start_choices(problem))
    if len(choices) > MOST_CHOICES:
        raise TooManyStarts(choices=len(choices), most=MOST_CHOICES)
    if not choices:
        plan = carried_out(problem, keep_everything(problem))
        return plan, certified(problem, plan, _no_prices(problem), "none needed", Fraction(0))
    told(say("Pricing what is scarce."))
    exact_rows = model(problem, choices, 0.0)
    prices = _prices(problem, exact_rows, _relaxed(exact_rows))
    told(say("Searching {n} ways to begin.", n=len(choices)))
    plan, solver_bound = _searched(problem, choices, effort)
    told(say("Certifying the plan from the prices."))
    own = max(Fraction(0), plan.objective - Fraction(solver_bound))
    share = own / plan.objective if plan.objective else Fraction(0)
    return plan, certified(problem, plan, prices, f"HiGHS {version('highspy')}", share)


def _searched(problem: Problem, choices: Sequence[Choice], effort: Effort) -> tuple[Plan, float]:
    """Search with ever smaller margins until a plan keeps every row exactly."""
    broken: list[Fault] = []
    reason = "the rows leave no plan"
    for margin in MARGINS:
        rows = model(problem, choices, margin)
        found = _whole(rows, effort)
        if found.out_of_time:
            raise NoPlan(reason=found.reason)
        if found.values is None:
            reason = found.reason
            continue
        chosen = [choice for choice, value in zip(choices, found.values, strict=False) if value > 0.5]
        by_cell = {problem.offers[choice.offer].cell: choice for choice in chosen}
        pathways = tuple(by_cell.get(c) for c in range(len(problem.cells)))
        plan, broken = _made_exact(problem, choices, pathways, margin)
        if plan is not None:
            return plan, found.bound
    if broken:
        raise PlanNotAccepted(*broken)
    raise NoPlan(reason=reason)


def _made_exact(
    problem: Problem, choices: Sequence[Choice], pathways: Sequence[Choice | None], margin: float
) -> tuple[Plan | None, list[Fault]]:
    """Solve for what is built, spent and borrowed at these starts, and round it to a plan that keeps every row."""
    broken: list[Fault] = []
    for share in (0.5, 0.9, 0.1):
        rows = model(problem, choices, margin * share)
        values = _at_starts(rows, pathways)
        if values is None:
            continue
        plan = carried_out(problem, _decisions(problem, rows, pathways, values))
        broken = [
            Fault("{row} is broken at {where} by {amount}", {"row": row.row, "where": row.where, "amount": row.amount})
            for row in violations(problem, plan)
        ]
        if not broken:
            return plan, []
    return None, broken


def _decisions(problem: Problem, rows: Model, pathways: Sequence[Choice | None], values: Floats) -> Decisions:
    at, past = rows.columns, problem.adopted
    bodies = {p: k for k, p in enumerate(rows.active)}
    nothing = (Fraction(0),) * problem.quarters
    building = tuple(
        _exact_row(values[at.building[bodies[p]]], past.building[p] if past else ()) if p in bodies else nothing
        for p in range(len(problem.providers))
    )
    spending = tuple(
        _exact_row(values[at.spending[n]], past.spending[n] if past else ()) for n in range(len(problem.neighbourhoods))
    )
    return Decisions(tuple(pathways), building, spending, _exact_row(values[at.loans], past.loans if past else ()))


def _exact_row(values: Floats, past: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Round a row of decisions down, what is already past standing as it was."""
    least = Fraction(1, 10**6)
    made = [rounded_down(Fraction(float(value)), STATE_PLACES) for value in values]
    return (*past, *(value if value > least else Fraction(0) for value in made[len(past) :]))


@dataclass(frozen=True, slots=True)
class _Found:
    """What the search gave: column values or why there are none, and the solver's own bound."""

    values: Floats | None
    bound: float
    reason: str = ""
    out_of_time: bool = False


def _prices(problem: Problem, rows: Model, solver: Any) -> Prices:
    """Read prices from row duals: minus the dual of "at most" rows and of the funds, plus that of "at least" rows."""
    duals = np.array(solver.getSolution().row_dual)

    def of(family: str, sign: int) -> Grid:
        values = sign * duals[np.atleast_2d(rows.rows.families[family])]
        return tuple(tuple(_price(value) for value in row) for row in values)

    def by_body(family: str, sign: int) -> Grid:
        found = dict(zip(rows.active, of(family, sign), strict=True))
        nothing = (Fraction(0),) * problem.quarters
        return tuple(found.get(p, nothing) for p in range(len(problem.providers)))

    return Prices(
        capacity=by_body("capacity", -1),
        ready_load=by_body("ready load", -1),
        ready_capacity=by_body("ready capacity", 1),
        volunteers=of("volunteers", -1),
        step_in=by_body("step in", 1),
        statutory=of("statutory", -1)[0],
        devolved=of("devolved", -1)[0],
        equity=of("equity", -1)[0],
        detriment=of("detriment", -1),
    )


def _price(value: float) -> Fraction:
    return Fraction(max(0, round(value * 10**STATE_PLACES)), 10**STATE_PLACES)


def _no_prices(problem: Problem) -> Prices:
    nothing = (Fraction(0),) * problem.quarters
    bodies, places = (nothing,) * len(problem.providers), (nothing,) * len(problem.neighbourhoods)
    watched = (nothing,) * len(guards(problem))
    return Prices(bodies, bodies, bodies, places, bodies, nothing, nothing, nothing, watched)


def _passed(rows: Model, *, whole: bool) -> Any:
    """Hand a model to a quiet, single-threaded, seeded solver."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = rows.columns.count, rows.rows.count
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = rows.cost, rows.lower, rows.upper
    lp.row_lower_, lp.row_upper_ = np.concatenate(rows.rows.lower), np.concatenate(rows.rows.upper)
    starts, columns, values = rows.rows.compressed()
    lp.offset_ = rows.offset
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, columns, values
    if whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(flag)] for flag in rows.whole]
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - the solver's own form
    solver.setOptionValue("threads", 1)
    solver.passModel(lp)
    return solver


def _relaxed(rows: Model) -> Any:
    """Solve the relaxation, whose row duals are the prices."""
    solver = _passed(rows, whole=False)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise NoPlan(reason="even in parts, no way to go keeps every row")
    return solver


def _whole(rows: Model, effort: Effort) -> _Found:
    """Search whole starts, beginning from keeping everything."""
    solver = _passed(rows, whole=True)
    solver.setOptionValue("mip_rel_gap", float(effort.gap) * 0.9)
    solver.setOptionValue("time_limit", effort.seconds)
    solver.setOptionValue("random_seed", effort.seed)
    solver.run()
    info = solver.getInfo()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return _Found(None, 0.0, "the rows leave no plan")
    if info.mip_gap > float(effort.gap):
        wanted, got = f"{float(effort.gap):.2%}", f"{info.mip_gap:.2%}"
        return _Found(
            None, 0.0, f"after {effort.seconds:.0f} s the solver's gap was {got}, not {wanted}", out_of_time=True
        )
    return _Found(np.array(solver.getSolution().col_value), info.mip_dual_bound)


def _at_starts(rows: Model, pathways: Sequence[Choice | None]) -> Floats | None:
    """Solve for building, spending and loans with the starts fixed, or None where they cannot be had."""
    taken = {choice for choice in pathways if choice is not None}
    fixed = np.array([float(choice in taken) for choice in rows.choices])
    rows.lower[rows.columns.starts] = rows.upper[rows.columns.starts] = fixed
    first: dict[int, int] = {}
    quarters = int(rows.columns.ready.shape[1])
    for k in np.flatnonzero(fixed):
        p = int(rows.bodies[k])
        first[p] = min(first.get(p, quarters), rows.choices[k].start)
    for p in range(len(rows.active)):
        begun = first.get(p, quarters)
        rows.lower[rows.columns.ready[p]] = rows.upper[rows.columns.ready[p]] = 0
        rows.lower[rows.columns.ready[p, begun:]] = rows.upper[rows.columns.ready[p, begun:]] = 1
    solver = _passed(rows, whole=False)
    solver.setOptionValue("primal_feasibility_tolerance", 1e-9)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.array(solver.getSolution().col_value)
