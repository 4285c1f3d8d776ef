"""Why what a body runs already is not handed on or back: what stands against it, and what it spares who runs it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from commonweal.handover.pathways import Choice, carried_still, fallback, openings
from commonweal.handover.plan import Prices
from commonweal.handover.problem import Problem
from commonweal.handover.scarce_things import Scarce
from commonweal.terms.sentences import Sentence, say


def best_where_run(problem: Problem, c: int, gained: Callable[[Problem, Choice], Fraction]) -> Choice | None:
    """Give the way on or back that meets most need where a body runs a cell already, or None if none beats keeping.

    Args:
        problem: the data.
        c: the cell.
        gained: gives how much weighted unmet need a way takes away, against keeping.
    """
    ways = [Choice(k, start) for k, starts in openings(problem) if problem.offers[k].cell == c for start in starts]
    gains = [(gained(problem, way), -way.start, -way.offer, way) for way in ways]
    best = max(gains, key=lambda one: one[:3], default=None)
    return best[3] if best and best[0] > 0 else None


def freed(
    problem: Problem, prices: Prices, choice: Choice, known: tuple[Mapping[int, int], Sequence[Sequence[Fraction]]]
) -> Iterator[tuple[Scarce, Fraction]]:
    """Give what a way spares, below 0, by what it takes off who runs a cell already, against keeping it.

    Args:
        problem: the data.
        prices: of a certificate, projected.
        choice: the way.
        known: the place of each service's largest share, and what a unit of load earns by social action.
    """
    (row, earned), c = known, problem.offers[choice.offer].cell
    now = problem.runs(c)
    if now is None:
        return
    offer, kept, n = problem.offers[now.offer], fallback(problem, c), problem.cells[c].neighbourhood
    p = offer.provider
    for t in range(choice.start, problem.quarters):
        less = carried_still(problem, c, choice, t) - carried_still(problem, c, kept, t)
        yield ("capacity", p), prices.capacity[p][t] * less
        yield ("readiness", p), prices.ready_load[p][t] * less
        yield ("step in", 0), prices.step_in[p][t] * problem.parameters.step_in * less
        yield ("volunteers", n), prices.volunteers[n][t] * offer.volunteer_share * less
        if earned:
            yield ("social action", n), -earned[n][t] * less
    place = row.get(problem.cells[c].service)
    if place is not None and kept is None:
        asked = prices.largest_share[place][p] * problem.cells[c].demand[-1]
        yield ("largest share", place * len(problem.providers) + p), -asked


def not_back(problem: Problem, start: int, why: Sentence | None) -> list[Sentence]:
    """Say why a cell is not handed back to the council, which would meet more need in it.

    Args:
        problem: the data.
        start: the quarter from which it would.
        why: what stands against it, with shares; None where nothing that has a price does.
    """
    day = problem.quarter(start).first_day
    if why is None:
        return [
            say(
                "The council could meet more need here from {day}, and nothing that has a price stands against it:"
                " hand-overs come whole, and the search found none that fits better.",
                day=day,
            )
        ]
    return [say("The council could meet more need here from {day}; not so, because: {why}.", day=day, why=why)]
