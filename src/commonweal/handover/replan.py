"""Planning again when an organisation backs out: what has begun stands, the rest is open."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from commonweal.errors import NotToHandOn, UnknownName, nearest
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Adopted, Problem
from commonweal.handover.running import Running
from commonweal.handover.running_inputs import no_way_on
from commonweal.handover.stages import held_against
from commonweal.handover.written import plan_form, written
from commonweal.terms.canon import digest


def handed_on(problem: Problem, again: Problem, ending: Mapping[str, int | None]) -> Problem:
    """Give a problem planned again in which what some bodies had begun may be handed on or back instead of standing.

    Until then it stays with them; nothing begins before they run it alone. What they took over from another body, or
    ran before the plan, stands or goes as before.

    Args:
        problem: the data the plan was made from.
        again: what :func:`replan` gives for it.
        ending: ids of the bodies, each with the last quarter in which it runs what it has begun, or None for no end.

    Raises:
        NotToHandOn: where a body stops before anybody could have taken over what it runs.
    """
    past = again.adopted
    if past is None:
        return again
    overlap = problem.parameters.overlap_quarters
    ends = {p: ending[body.id] for p, body in enumerate(problem.providers) if body.id in ending}
    running, starts = [*(again.running or (None,) * len(again.cells))], [*past.starts]
    for c, begun in enumerate(past.starts):
        p = problem.offers[begun[0]].provider if begun else -1
        if begun and p in ends and running[c] is None:
            running[c], starts[c] = Running(begun[0], begun[1] + overlap, ends[p]), None
    made = replace(again, running=tuple(running), adopted=replace(past, starts=tuple(starts)))
    stuck = tuple(no_way_on(made))
    if stuck:
        raise NotToHandOn(*stuck, name=", ".join(ending))
    return made if any(running) else again


def replan(problem: Problem, plan: Plan, withdrawn: Collection[str], from_quarter: int) -> Problem:
    """Give the problem that is left when organisations take on nothing more from a quarter on.

    Hand-overs that began earlier stand as adopted, and so does what was built, spent and borrowed by then. A body that
    has withdrawn keeps what it has begun; for what may be handed on or back see :func:`handed_on`. The adopted plan is
    the one that the new plan is held against.

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
