"""The money rows of the independent check: loans, the two funds, and the reserve to step in."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from commonweal.handover.check_ways import Job, money
from commonweal.handover.pathways import Choice
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem
from commonweal.handover.violation import Violation, added, at_most, same

ZERO = Fraction(0)


def loans(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Check what is borrowed: within its limit, and early enough to be repaid."""
    last = problem.quarters - 1 - problem.parameters.loan_quarters
    for t, drawn in enumerate(plan.decisions.loans):
        yield from at_most("loan not negative", f"quarter {t}", -drawn, ZERO)
        limit = problem.parameters.loan_limit if t <= last else ZERO
        yield from at_most("(11) loan cap", f"quarter {t}", drawn, limit)


def statutory(problem: Problem, plan: Plan, run: Sequence[Job]) -> Iterator[Violation]:
    """Check rows (10) and (12): the statutory fund, and the reserve to step in for any one provider."""
    settings, balance = problem.parameters, problem.funds.statutory_start
    for t in range(problem.quarters):
        balance += problem.funds.statutory[t] - _repaid(problem, plan, t)
        paid = [*money(problem, plan, t), *(job.offer.price * job.load[t] for job in run)]
        balance -= added(paid)
        yield from same("(10) statutory balance", f"quarter {t}", plan.statutory_balance[t], balance)
        yield from at_most("(10) statutory fund not overdrawn", f"quarter {t}", -balance, ZERO)
        for p, body in enumerate(problem.providers):
            reserve = settings.step_in * plan.load[p][t]
            yield from at_most("(12) step-in reserve", f"{body.id}, quarter {t}", reserve, plan.statutory_balance[t])


def _repaid(problem: Problem, plan: Plan, t: int) -> Fraction:
    term, total = problem.parameters.loan_quarters, ZERO
    for u in range(max(0, t - term), t):
        owed = Fraction(term - (t - u - 1), term)
        total += plan.decisions.loans[u] * (Fraction(1, term) + problem.parameters.loan_rate * owed)
    return total


def devolved(problem: Problem, plan: Plan, run: Sequence[Job]) -> Iterator[Violation]:
    """Check row (11): the devolved fund."""
    settings, balance = problem.parameters, problem.funds.devolved_start
    already = {job.offer.provider for job in run if not job.counted}
    begun = [(job.cell, job.begins) for job in run if job.counted]
    begun += [(c, way.start) for c, way in _back(problem, plan)]
    for t in range(problem.quarters):
        balance += problem.funds.devolved[t] + plan.decisions.loans[t]
        for p, (building, ready) in enumerate(zip(plan.decisions.building, plan.ready, strict=True)):
            balance -= settings.building_cost * building[t]
            if ready == t and p not in already:
                balance -= settings.activation_cost
        for spending in plan.decisions.spending:
            balance -= settings.action_cost * spending[t]
        for c, start in begun:
            if start == t:
                balance -= settings.legal_share * problem.cells[c].demand[0]
        yield from same("(11) devolved balance", f"quarter {t}", plan.devolved_balance[t], balance)
        yield from at_most("(11) devolved fund not overdrawn", f"quarter {t}", -balance, ZERO)


def _back(problem: Problem, plan: Plan) -> Iterator[tuple[int, Choice]]:
    """Give the cells that are handed back, with their ways."""
    for c, now in enumerate(problem.running):
        choice = plan.decisions.pathways[c]
        if now is not None and choice is not None and choice.offer == now.offer:
            yield c, choice
