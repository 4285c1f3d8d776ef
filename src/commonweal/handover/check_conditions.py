"""The rows (14) of the independent check: what a place asks beyond the model's own rows, in plain loops."""

from collections.abc import Iterator
from fractions import Fraction

from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem
from commonweal.handover.violation import Violation, added, at_most

ZERO = Fraction(0)


def conditions(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Check blackout quarters, price floors, largest shares and exclusive lots."""
    yield from _beginnings(problem, plan)
    yield from _largest_shares(problem, plan)
    yield from _exclusive(problem, plan)


def gain(problem: Problem, p: int, t: int) -> Fraction:
    """Add up the capacity that a body has more from a quarter on by its development plan."""
    return added(row.units for row in problem.conditions.gains if (row.provider, row.quarter) == (p, t))


def _begun(problem: Problem, c: int) -> tuple[int, int] | None:
    return problem.adopted.starts[c] if problem.adopted is not None else None


def _back(problem: Problem, c: int, offer: int) -> bool:
    """Answer whether taking up an offer is a hand-back: it is that of who runs the cell already."""
    now = problem.running[c] if problem.running else None
    return now is not None and now.offer == offer


def _beginnings(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """What had begun when the plan was made again stands as it is."""
    for c, choice in enumerate(plan.decisions.pathways):
        if choice is None or _begun(problem, c) is not None or _back(problem, c, choice.offer):
            continue
        s, offer = problem.cells[c].service, problem.offers[choice.offer]
        for blackout in problem.conditions.blackouts:
            if blackout.quarter == choice.start and blackout.service in {None, s}:
                yield Violation("(14) blackout quarter", f"cell {c}, quarter {choice.start}", ZERO)
        for floor in problem.conditions.price_floors:
            if floor.service == s:
                yield from at_most("(14) living-wage price floor", f"cell {c}", floor.least, offer.price)


def _largest_shares(problem: Problem, plan: Plan) -> Iterator[Violation]:
    last = problem.quarters - 1
    for row in problem.conditions.largest_shares:
        needs: dict[int | None, list[Fraction]] = {None: []}
        before: dict[int, list[Fraction]] = {}
        for c, (cell, choice) in enumerate(zip(problem.cells, plan.decisions.pathways, strict=True)):
            if cell.service != row.service:
                continue
            needs[None].append(cell.demand[last])
            now = problem.running[c] if problem.running else None
            runs = choice.offer if choice is not None else now.offer if now is not None else None
            if runs is not None and not (choice is not None and _back(problem, c, runs)):
                needs.setdefault(problem.offers[runs].provider, []).append(cell.demand[last])
            begun = _begun(problem, c)
            was = begun[0] if begun is not None else now.offer if now is not None else None
            if was is not None and not (begun is not None and _back(problem, c, was)):
                before.setdefault(problem.offers[was].provider, []).append(cell.demand[last])
        for p, body in enumerate(problem.providers):
            where = f"{problem.services[row.service].id}, {body.id}"
            limit = max(row.most * added(needs[None]), added(before.get(p, [])))
            yield from at_most("(14) largest share", where, added(needs.get(p, [])), limit)


def _exclusive(problem: Problem, plan: Plan) -> Iterator[Violation]:
    for group in sorted({lot.group for lot in problem.conditions.lots}):
        lots = [lot for lot in problem.conditions.lots if lot.group == group]
        for p, body in enumerate(problem.providers):
            held, before = 0, 0
            for lot in lots:
                ways = [(c, way.offer) for c in lot.cells if (way := plan.decisions.pathways[c]) is not None]
                begun = [(c, was[0]) for c in lot.cells if (was := _begun(problem, c)) is not None]
                held += any(problem.offers[k].provider == p and not _back(problem, c, k) for c, k in ways)
                before += any(problem.offers[k].provider == p and not _back(problem, c, k) for c, k in begun)
            if held > max(1, before):
                yield Violation("(14) exclusive lots", f"{group}, {body.id}", Fraction(held - max(1, before)))
