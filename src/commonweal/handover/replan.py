"""Planning again when an organisation backs out: what has begun stands, the rest is open."""

from collections.abc import Collection
from dataclasses import replace

from commonweal.errors import UnknownName, nearest
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Adopted, Problem
from commonweal.handover.stages import held_against
from commonweal.handover.written import plan_form, written
from commonweal.terms.canon import digest


def replan(problem: Problem, plan: Plan, withdrawn: Collection[str], from_quarter: int) -> Problem:
    """Give the problem that is left when organisations take on nothing more from a quarter on.

    Hand-overs that began earlier stand as adopted, and so does what was built, spent and borrowed by then. A body that
    has withdrawn keeps what it has begun in this form of the model; taking that back is a step-in case of its own. The
    adopted plan is the one that the new plan is held against.

    Args:
        problem: the data the plan was made from, itself perhaps planned again.
        plan: the adopted plan.
        withdrawn: ids of the organisations that back out.
        from_quarter: first quarter that is still open, 1 or more.

    Raises:
        UnknownName: for an organisation that is not one of the plan's providers.
        ValueError: where the quarter is outside the plan, or before what is already adopted.
    """
    earlier = problem.adopted.until if problem.adopted else 1
    if not max(1, earlier) <= from_quarter < problem.quarters:
        message = f"a plan can be made again from quarter {max(1, earlier)} to {problem.quarters - 1}"
        raise ValueError(message)
    known = {body.id: p for p, body in enumerate(problem.providers)}
    for name in withdrawn:
        if name not in known:
            raise UnknownName(kind="provider in the plan", name=name, nearest=nearest(name, known))
    gone = {known[name] for name in withdrawn} | set(problem.adopted.withdrawn if problem.adopted else ())
    decided = plan.decisions
    last = digest(plan_form(plan, digest(written(problem))))
    return replace(
        held_against(problem, problem, plan, last),
        adopted=Adopted(
            until=from_quarter,
            starts=tuple(
                (choice.offer, choice.start) if choice and choice.start < from_quarter else None
                for choice in decided.pathways
            ),
            building=tuple(row[:from_quarter] for row in decided.building),
            spending=tuple(row[:from_quarter] for row in decided.spending),
            loans=decided.loans[:from_quarter],
            withdrawn=tuple(sorted(gone)),
            paid=tuple(tuple(row[:from_quarter] for row in rows) for rows in decided.paid),
        ),
    )
