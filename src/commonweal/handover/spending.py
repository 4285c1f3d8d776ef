"""What a plan spends on the way, quarter by quarter: running twice, loans, building up, social action, setting up."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from commonweal.handover.pathways import Choice, taking_cost
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem, total

ZERO = Fraction(0)
Quarters = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class WaySpending:
    """Money of the way itself, by quarter, in units of money; what the services cost in any case is no part of it.

    Attributes:
        running_twice: what is paid to the bodies while the council still runs the service too.
        repaid: repayments of loans, with interest.
        building: building up organisations.
        action: social action.
        setting_up: legal and data work, and the start of each body.
        borrowed: what is borrowed, which comes in and does not go out.
    """

    running_twice: Quarters
    repaid: Quarters
    building: Quarters
    action: Quarters
    setting_up: Quarters
    borrowed: Quarters


def way_spending(problem: Problem, plan: Plan) -> WaySpending:
    """Split what a plan spends on the way by what it is for."""
    settings, quarters, decided = problem.parameters, range(problem.quarters), plan.decisions
    back, taken = problem.repayments(), [choice for choice in decided.pathways if choice]
    return WaySpending(
        tuple(_running_twice(problem, taken, t) for t in quarters),
        tuple(total(decided.loans[t - k] * back[k - 1] for k in range(1, len(back) + 1) if t >= k) for t in quarters),
        tuple(settings.building_cost * total(row[t] for row in decided.building) for t in quarters),
        tuple(settings.action_cost * total(row[t] for row in decided.spending) for t in quarters),
        tuple(
            total(problem.legal_cost(problem.offers[one.offer].cell) for one in taken if one.start == t)
            + settings.activation_cost * sum(1 for ready in plan.ready if ready == t > 0)
            for t in quarters
        ),
        decided.loans,
    )


def _running_twice(problem: Problem, taken: Iterable[Choice], t: int) -> Fraction:
    overlap = problem.parameters.overlap_quarters
    return total(taking_cost(problem, one, t) for one in taken if one.start <= t < one.start + overlap)
