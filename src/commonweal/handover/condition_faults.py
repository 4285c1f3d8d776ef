"""What makes a place's own conditions none that a plan can be held to, all of it at once."""

from collections.abc import Iterator

from commonweal.errors import Fault
from commonweal.handover.problem import Problem
from commonweal.terms.sentences import key


def condition_faults(problem: Problem) -> Iterator[Fault]:
    """Find what is wrong with a problem's conditions."""
    yield from _of_time(problem)
    asked = problem.conditions
    for floor in asked.price_floors:
        if floor.least < 0:
            figures = {"name": problem.services[floor.service].id}
            yield Fault("the least price of {name} is below 0", figures, "price_floors.csv", None)
    for share in asked.largest_shares:
        if not 0 <= share.most <= 1:
            figures = {"name": problem.services[share.service].id}
            yield Fault("the largest share of {name} is outside 0 to 1", figures, "largest_shares.csv", None)
    yield from _repeated(problem)


def _of_time(problem: Problem) -> Iterator[Fault]:
    asked, last = problem.conditions, problem.quarters - 1
    for blackout in asked.blackouts:
        if not 0 <= blackout.quarter <= last:
            what = key("{quarter} is not a quarter of the plan")
            yield Fault(what, {"quarter": str(blackout.quarter)}, "blackouts.csv", None, "quarter")
    for gain in asked.gains:
        if gain.units < 0 or not 1 <= gain.quarter <= last:
            figures = {"name": problem.providers[gain.provider].id}
            what = key("a gain of {name} is below 0, or not in a quarter after the first")
            yield Fault(what, figures, "capacity_gains.csv", None)


def _repeated(problem: Problem) -> Iterator[Fault]:
    asked = problem.conditions
    for file, rows in (("price_floors.csv", asked.price_floors), ("largest_shares.csv", asked.largest_shares)):
        services = [row.service for row in rows]
        for s in sorted({s for s in services if services.count(s) > 1}):
            yield Fault("{name} has more than one row", {"name": problem.services[s].id}, file, None, "service")
    seen: set[tuple[str, int]] = set()
    for lot in asked.lots:
        for c in lot.cells:
            if (lot.group, c) in seen:
                figures = {"name": problem.services[problem.cells[c].service].id, "group": lot.group}
                yield Fault("{name} is in two lots of {group}", figures, "lots.csv", None)
            seen.add((lot.group, c))
