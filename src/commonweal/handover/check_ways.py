"""The ways of a plan as the independent check sees them: who runs each cell in each quarter, what is met, what is paid.

It shares nothing with what builds and solves a plan.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.handover.plan import Plan
from commonweal.handover.problem import Offer, Problem
from commonweal.handover.violation import Violation, at_most

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Job:
    """A cell that a body runs for some time.

    Attributes:
        cell: place in the problem's cells.
        offer: the terms it runs it on.
        begins: first quarter of it; 0 where it was before the plan began.
        counted: whether it begins in the plan's time, with legal work and double running.
        load: by quarter.
    """

    cell: int
    offer: Offer
    begins: int
    counted: bool
    load: tuple[Fraction, ...]


def jobs(problem: Problem, plan: Plan) -> list[Job]:
    """Give what every body runs, those that run a cell already first, cell by cell."""
    overlap, time, found = problem.parameters.overlap_quarters, range(problem.quarters), []
    for c, (cell, choice) in enumerate(zip(problem.cells, plan.decisions.pathways, strict=True)):
        now = problem.running[c] if problem.running else None
        until = problem.quarters if choice is None else choice.start + overlap
        if now is not None:
            loads = [ZERO] * problem.quarters
            for t in time:
                if now.since - overlap <= t < until:
                    loads[t] = cell.demand[t] if t >= now.since else cell.demand[t] / 2
            begins = now.since - overlap if now.since else 0
            found.append(Job(c, problem.offers[now.offer], begins, now.since > 0, tuple(loads)))
        if choice is not None and (now is None or now.offer != choice.offer):
            loads = [ZERO] * problem.quarters
            for t in range(choice.start, problem.quarters):
                loads[t] = cell.demand[t] if t >= until else cell.demand[t] / 2
            found.append(Job(c, problem.offers[choice.offer], choice.start, counted=True, load=tuple(loads)))
    return found


def supplies(problem: Problem, plan: Plan) -> list[list[Fraction]]:
    """Give the share of need met in each cell, quarter by quarter."""
    overlap, met = problem.parameters.overlap_quarters, []
    for c, choice in enumerate(plan.decisions.pathways):
        row = [before(problem, c, t) for t in range(problem.quarters)]
        if choice is not None:
            now = problem.running[c] if problem.running else None
            for t in range(choice.start, problem.quarters):
                back = now is not None and now.offer == choice.offer
                own = council(problem, c, t) if back else problem.offers[choice.offer].quality
                both = row[t] + own / 2
                row[t] = own if t >= choice.start + overlap else both if both < 1 else Fraction(1)
        met.append(row)
    return met


def council(problem: Problem, c: int, t: int) -> Fraction:
    """Give the share of need that the council meets where it runs a cell."""
    service = problem.services[problem.cells[c].service]
    return max(service.level[t], service.floor)


def before(problem: Problem, c: int, t: int) -> Fraction:
    """Give the share of need met where a cell stays with who runs it now."""
    now = problem.running[c] if problem.running else None
    if now is None or t < now.since - problem.parameters.overlap_quarters:
        return council(problem, c, t)
    quality = problem.offers[now.offer].quality
    if t >= now.since:
        return quality
    both = council(problem, c, t) + quality / 2
    return both if both < 1 else Fraction(1)


def money(problem: Problem, plan: Plan, t: int) -> Iterator[Fraction]:
    """Give what the council's own running costs in a quarter, cell by cell, half of it while it takes a cell back."""
    overlap = problem.parameters.overlap_quarters
    for c, (cell, choice) in enumerate(zip(problem.cells, plan.decisions.pathways, strict=True)):
        service, now = problem.services[cell.service], problem.running[c] if problem.running else None
        top_up = service.floor - service.level[t] if service.floor > service.level[t] else ZERO
        whole = cell.demand[t] * (service.level[t] + problem.parameters.top_up_price * top_up)
        since = t - choice.start if choice is not None else -1
        if now is not None and choice is not None and choice.offer == now.offer and since >= 0:
            yield whole if since >= overlap else whole / 2
        elif (t < now.since) if now is not None else since < overlap:
            yield whole


def measured(problem: Problem) -> tuple[list[list[Fraction]], list[list[Fraction]]]:
    """Give what would be met, cell by cell, were everything kept: what limits measure, and with what is run twice.

    What a body runs already stays with it; where it stops, the council has taken it back by then.
    """
    plain, twice = [], []
    for c in range(len(problem.cells)):
        now = problem.running[c] if problem.running else None
        last = now.last if now is not None and now.last is not None else problem.quarters - 1
        row = [before(problem, c, t) if t <= last else council(problem, c, t) for t in range(problem.quarters)]
        plain.append(row)
        twice.append(list(row))
        if last < problem.quarters - 1:
            for t in range(last - problem.parameters.overlap_quarters + 1, last + 1):
                both = row[t] + council(problem, c, t) / 2
                twice[-1][t] = both if both < 1 else Fraction(1)
    return plain, twice


def running_faults(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Check that no cell stays with who stops running it, and none is taken from a body before it runs it alone."""
    overlap = problem.parameters.overlap_quarters
    for c, now in enumerate(problem.running):
        if now is None:
            continue
        choice, where = plan.decisions.pathways[c], f"cell {c}"
        if choice is None:
            if now.last is not None and now.last < problem.quarters - 1:
                yield Violation("who runs it stops", where, Fraction(problem.quarters - 1 - now.last))
        elif choice.start < now.since:
            yield Violation("who runs it does not run it alone yet", where, Fraction(now.since - choice.start))
        elif now.last is not None and choice.start + overlap - 1 > now.last:
            yield Violation("who runs it stops", where, Fraction(choice.start + overlap - 1 - now.last))


def floors(problem: Problem, run: Sequence[Job], met: Sequence[Sequence[Fraction]]) -> Iterator[Violation]:
    """Check that no floor is breached, volunteers' time aside where the service is statutory."""
    for c, cell in enumerate(problem.cells):
        service = problem.services[cell.service]
        for t in range(problem.quarters):
            yield from at_most("continuity floor", f"{service.id}, cell {c}, quarter {t}", service.floor, met[c][t])
    for job in run:
        service = problem.services[problem.cells[job.cell].service]
        if service.statutory:
            paid = job.offer.quality * (1 - job.offer.volunteer_share)
            yield from at_most(
                "statutory floor without volunteers", f"{service.id}, cell {job.cell}", service.floor, paid
            )
