"""What becomes of a cell that a body runs already, in plain steps: who carries how much of it in a quarter.

It shares nothing with the vectorised simulator.
"""

from dataclasses import dataclass

from commonweal.handover.pathways import fallback, is_back
from commonweal.handover.plan import Decisions, keep_everything
from commonweal.handover.problem import Problem

Terms = tuple[int, int, float, float, float]
"""Of who runs a cell: its place, when it begins, quality, volunteers' share, price."""


@dataclass(frozen=True, slots=True)
class Held:
    """A cell that a body runs already.

    Attributes:
        terms: of that body; it runs the cell alone from the quarter in them on.
        last: last quarter in which it is willing to, or None.
        back: quarter in which it is planned to be handed back, or None.
    """

    terms: Terms
    last: int | None
    back: int | None


def held_cells(problem: Problem, decided: Decisions) -> dict[int, Held]:
    """Give the cells that a body runs already, by their place."""
    found = {}
    for c, now in enumerate(problem.running):
        if now is not None:
            offer, way = problem.offers[now.offer], decided.pathways[c]
            back = way.start if way is not None and is_back(problem, way) else None
            share, price = float(offer.volunteer_share), float(offer.price)
            found[c] = Held((offer.provider, now.since, float(offer.quality), share, price), now.last, back)
    return found


def all_stays(problem: Problem) -> Decisions:
    """Give the decisions that leave everything where it is; who stops is followed by the council on the day."""
    kept = keep_everything(problem)
    return Decisions((None,) * len(problem.cells), kept.building, kept.spending, kept.loans, kept.paid)


def all_kept(problem: Problem) -> Decisions:
    """Give the decisions that leave everything where it is; who stops hands back in time."""
    kept, ways = keep_everything(problem), tuple(fallback(problem, c) for c in range(len(problem.cells)))
    return Decisions(ways, kept.building, kept.spending, kept.loans, kept.paid)


def shares(
    held: Held, t: int, overlap: int, *, ends: int, delay: int, taken: tuple[int, int] | None
) -> tuple[float, float, float]:
    """Give the share of a cell that who runs it already carries in a quarter, its successor, and the council.

    Args:
        held: the cell.
        t: the quarter.
        overlap: quarters of double running.
        ends: quarter in which the body that runs it ends.
        delay: quarters until the council steps in.
        taken: when another body begins to take it over, and when that one ends; None where none does.
    """
    since = held.terms[1]
    gone = t >= ends or (held.last is not None and t > held.last)
    own = 0.0 if gone or t < since - overlap else 0.5 if t < since else 1.0
    if t < since or ends <= since:
        council = 1.0
    else:
        council = 1.0 if (held.last is not None and t > held.last) or t >= ends + delay else 0.0
    if held.back is not None:
        if t >= held.back + overlap:
            return 0.0, 0.0, 1.0
        return own, 0.0, max(council, 0.5) if t >= held.back else council
    if taken is None:
        return own, 0.0, council
    begins, other_ends = taken
    alone = begins + overlap
    theirs = 0.0 if t < begins or t >= other_ends else 0.5 if t < alone else 1.0
    if alone < other_ends and t >= alone:
        return 0.0, theirs, 1.0 if t >= other_ends + delay else 0.0
    return own, theirs, council
