"""Certificates: the prices and the bound that let anybody re-check a plan without trusting the solver."""

from collections.abc import Sequence
from fractions import Fraction

from commonweal.handover.bound import bound, bound_in_parts, projected
from commonweal.handover.branches import Branch
from commonweal.handover.plan import Certificate, Plan, Prices, keep_everything, objective
from commonweal.handover.problem import Problem, rounded_up
from commonweal.handover.written import plan_form, written
from commonweal.terms.canon import digest

GAP_PLACES = 6


def certified(  # noqa: PLR0913, PLR0917 - what a certificate is made of
    problem: Problem,
    plan: Plan,
    prices: Prices,
    solver: str,
    solver_gap: Fraction,
    branches: Sequence[Branch] = (),
    leaves: Sequence[Prices] = (),
) -> Certificate:
    """Certify a plan by its prices, and by those of the parts that all plans are split into.

    Args:
        problem: the data.
        plan: the plan, which some checker has found to keep every row.
        prices: rounded, all 0 or more; they are projected here.
        solver: the program that proposed the plan and its version.
        solver_gap: what it said its own gap was.
        branches: the questions that split all plans into parts.
        leaves: prices of each part, rounded likewise.
    """
    lifted, parts = projected(problem, prices), tuple(projected(problem, leaf) for leaf in leaves)
    least = bound_in_parts(problem, branches, parts) if branches else bound(problem, lifted)
    keep = objective(problem, keep_everything(problem))
    data = digest(written(problem))
    return Certificate(
        input_sha256=data,
        plan_sha256=digest(plan_form(plan, data)),
        prices=lifted,
        bound=least,
        objective=plan.objective,
        keep=keep,
        gap_objective=gap(plan.objective - least, plan.objective),
        gap_value=gap(plan.objective - least, keep - least),
        solver=solver,
        solver_gap=rounded_up(solver_gap, GAP_PLACES),
        branches=tuple(branches),
        leaves=parts,
    )


def gap(short: Fraction, of: Fraction) -> Fraction:
    """Give a gap as a share, rounded up to the sixth decimal; 0 where there is nothing to be short of.

    Examples:
        >>> gap(Fraction(1), Fraction(3)), gap(Fraction(0), Fraction(0))
        (Fraction(166667, 500000), Fraction(0, 1))
    """
    return rounded_up(short / of, GAP_PLACES) if of > 0 else Fraction(0)
