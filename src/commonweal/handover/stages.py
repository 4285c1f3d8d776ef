"""What stages 2 and 3 of a plan are measured by: its cost over its whole life, and how far it is from the last plan."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from commonweal.errors import LastPlanElsewhere
from commonweal.handover.last_plan import Begins, Changes, LastPlan
from commonweal.handover.pathways import Choice
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem, total
from commonweal.terms.periods import Quarter


def cost(problem: Problem, plan: Plan) -> Fraction:
    """Give what a plan costs over its life beyond keeping everything, in units; below 0 where it costs less.

    That is all that leaves either fund: what is paid to providers above keeping, double running, building, social
    action, activation, legal work and interest. Loans are repaid within the plan, so of them only interest is left.
    """
    funds = problem.funds
    held = total([funds.statutory_start, funds.devolved_start, *funds.statutory, *funds.devolved])
    kept = total(problem.kept_money(t) for t in range(problem.quarters))
    return held - plan.statutory_balance[-1] - plan.devolved_balance[-1] - kept


def changes(problem: Problem, pathways: Sequence[Choice | None]) -> Changes | None:
    """Count what differs from the last published plan, or give None where there is none.

    Args:
        problem: the data, with the last plan.
        pathways: for each cell what is done with it now.
    """
    if problem.last is None:
        return None
    cells = quarters = 0
    for choice, last in zip(pathways, problem.last.pathways, strict=True):
        now = None
        if choice is not None:
            now = Begins(problem.providers[problem.offers[choice.offer].provider].id, choice.start)
        cells += now != last
        quarters += abs(_start(problem, now) - _start(problem, last))
    return Changes(cells, quarters)


def _start(problem: Problem, begins: Begins | None) -> int:
    """Give the quarter in which a hand-over begins; what is kept counts as beginning when the plan ends."""
    return problem.quarters if begins is None else begins.start


def held_against(problem: Problem, before: Problem, plan: Plan, plan_sha256: str) -> Problem:
    """Give a problem with the plan that was published before it.

    Args:
        problem: the data to plan from.
        before: the data that the last plan was made from.
        plan: the last plan.
        plan_sha256: digest of its written form.

    Raises:
        LastPlanElsewhere: where it has no service in any neighbourhood in common with the problem.
    """
    shift = Quarter.read(problem.first_quarter) - Quarter.read(before.first_quarter)
    went: dict[tuple[str, str], Begins | None] = {}
    for c, choice in enumerate(plan.decisions.pathways):
        begins = None
        if choice is not None and choice.start - shift < problem.quarters:
            begins = Begins(before.providers[before.offers[choice.offer].provider].id, choice.start - shift)
        went[_name(before, c)] = begins
    names = [_name(problem, c) for c in range(len(problem.cells))]
    if not went.keys() & set(names):
        raise LastPlanElsewhere
    pathways = (_since(problem, c, went.get(name)) for c, name in enumerate(names))
    return replace(problem, last=LastPlan(plan_sha256, tuple(pathways)))


def _since(problem: Problem, c: int, last: Begins | None) -> Begins | None:
    """Give what the last plan did with a cell; what it had handed to who runs it already stays where it is."""
    now = problem.runs(c)
    if now and last and last.start < 0:
        runner = problem.providers[problem.offers[now.offer].provider].id
        return None if last.organisation == runner else last
    return last


def _name(problem: Problem, c: int) -> tuple[str, str]:
    cell = problem.cells[c]
    return problem.services[cell.service].id, problem.neighbourhoods[cell.neighbourhood].name
