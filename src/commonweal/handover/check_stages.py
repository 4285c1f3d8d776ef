"""What a plan says of the later stages, worked out again: its cost, and how far it is from the last plan."""

from collections.abc import Iterator
from fractions import Fraction

from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem
from commonweal.handover.violation import Violation, added, at_most, same


def stages(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Check that no stage lost what the one before had found, and that its figures are right."""
    said = plan.stages
    if said is None:
        return
    yield from same("stage 2: cost", "the plan", said.cost, _cost(problem, plan))
    yield from at_most("stage 1 kept", "objective", plan.objective, said.objective)
    yield from at_most("stage 2 kept", "cost", said.cost, said.first_cost)
    if (said.changes is None) != (said.first_changes is None) or (said.changes and problem.last is None):
        yield Violation("stage 3: changes", "they are counted against no plan", Fraction(0))
    elif said.changes and said.first_changes:
        now = said.changes.cells, said.changes.quarters
        if now != _changes(problem, plan):
            yield Violation("stage 3: changes", f"{now[0]} cells and {now[1]} quarters are stated", Fraction(0))
        if now > (said.first_changes.cells, said.first_changes.quarters):
            yield Violation("stage 3: changes", "they are more than before", Fraction(0))


def _cost(problem: Problem, plan: Plan) -> Fraction:
    """Add up what leaves either fund, and take off what keeping every service costs."""
    paid, settings = [], problem.parameters
    for t in range(problem.quarters):
        paid.append(problem.funds.statutory[t] + problem.funds.devolved[t])
        for cell in problem.cells:
            service = problem.services[cell.service]
            top_up = max(service.floor - service.level[t], Fraction(0))
            paid.append(-cell.demand[t] * (service.level[t] + settings.top_up_price * top_up))
    start = problem.funds.statutory_start + problem.funds.devolved_start
    return added(paid) + start - plan.statutory_balance[-1] - plan.devolved_balance[-1]


def _changes(problem: Problem, plan: Plan) -> tuple[int, int]:
    cells = quarters = 0
    lasts = problem.last.pathways if problem.last else ()
    for choice, last in zip(plan.decisions.pathways, lasts, strict=True):
        who = problem.providers[problem.offers[choice.offer].provider].id if choice else ""
        when = choice.start if choice else problem.quarters
        before = (last.organisation, last.start) if last else ("", problem.quarters)
        if (who, when) != before:
            cells += 1
            quarters += abs(when - before[1])
    return cells, quarters
