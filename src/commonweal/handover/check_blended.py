"""The blended funds of the independent check: what each pays, for what, and what it holds."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from commonweal.handover.check_ways import Job
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem
from commonweal.handover.violation import Violation, at_most, same

ZERO = Fraction(0)
USES = ("building", "social action", "activation", "legal work")


def blended(problem: Problem, plan: Plan, run: Sequence[Job]) -> Iterator[Violation]:
    """Check row (11) of each fund, and that what each use costs is paid, once, from funds that allow it."""
    funds, paid = problem.funds.blended, plan.decisions.paid
    rows = [*plan.fund_balances, *(row for uses in paid for row in uses)]
    whole = len(paid) == len(funds) == len(plan.fund_balances) and all(len(uses) == len(USES) for uses in paid)
    if not whole or any(len(row) != problem.quarters for row in rows):
        yield Violation("shape", "what is paid is not given for every fund, use and quarter", ZERO)
        return
    if funds:
        yield from _paid(problem, plan, run)
        yield from _held(problem, plan)


def _paid(problem: Problem, plan: Plan, run: Sequence[Job]) -> Iterator[Violation]:
    paid = plan.decisions.paid
    for t in range(problem.quarters):
        for u, (use, due) in enumerate(_due(problem, plan, run, t)):
            given = sum((uses[u][t] for uses in paid), ZERO)
            yield from same("(11) paid for a use", f"{use}, quarter {t}", given, due)
            for fund, uses in zip(problem.funds.blended, paid, strict=True):
                where = f"{fund.name}, {use}, quarter {t}"
                yield from at_most("(11) payment not negative", where, -uses[u][t], ZERO)
                if use not in fund.uses:
                    yield from at_most("(11) allowed use", where, uses[u][t], ZERO)


def _held(problem: Problem, plan: Plan) -> Iterator[Violation]:
    paid, past = plan.decisions.paid, problem.adopted
    for f, fund in enumerate(problem.funds.blended):
        held = ZERO
        for t in range(problem.quarters):
            where = f"{fund.name}, quarter {t}"
            held += fund.income[t] + (plan.decisions.loans[t] if fund.borrows else ZERO)
            held -= sum((uses[t] for uses in paid[f]), ZERO)
            yield from same("(11) fund balance", where, plan.fund_balances[f][t], held)
            yield from at_most("(11) fund not overdrawn", where, -held, ZERO)
        if past is not None and any(now[: past.until] != then for now, then in zip(paid[f], past.paid[f], strict=True)):
            yield Violation("adopted past", f"what {fund.name} paid is not as adopted", ZERO)


def _due(problem: Problem, plan: Plan, run: Sequence[Job], t: int) -> list[tuple[str, Fraction]]:
    """Give what each use costs in a quarter."""
    settings = problem.parameters
    building = sum((settings.building_cost * row[t] for row in plan.decisions.building), ZERO)
    action = sum((settings.action_cost * row[t] for row in plan.decisions.spending), ZERO)
    already = {job.offer.provider for job in run if not job.counted}
    opened = [quarter for p, quarter in enumerate(plan.ready) if p not in already]
    activation = sum((settings.activation_cost for quarter in opened if quarter == t), ZERO)
    legal = ZERO
    for cell, choice in zip(problem.cells, plan.decisions.pathways, strict=True):
        if choice is not None and choice.start == t:
            legal += settings.legal_share * cell.demand[0]
    for c, now in enumerate(problem.running):
        if now is not None and now.since and now.since - settings.overlap_quarters == t:
            legal += settings.legal_share * problem.cells[c].demand[0]
    return [("building", building), ("social action", action), ("activation", activation), ("legal work", legal)]
