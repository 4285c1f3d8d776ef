"""Pathways: the ways one service in one neighbourhood could go, each meeting its floor by construction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.handover.problem import HALF, ONE, Offer, Problem


@dataclass(frozen=True, slots=True)
class Choice:
    """An offer taken up from a quarter on.

    Attributes:
        offer: place in the problem's offers.
        start: first quarter of double running.
    """

    offer: int
    start: int


def last_start(problem: Problem) -> int:
    """Give the last quarter a hand-over may begin in: its double running ends before the plan does."""
    return problem.quarters - 1 - problem.parameters.overlap_quarters


def load_share(problem: Problem, quarters_in: int) -> Fraction:
    """Give the share of the cell's need that a provider carries so many quarters after the start."""
    if quarters_in < 0:
        return Fraction(0)
    return HALF if quarters_in < problem.parameters.overlap_quarters else ONE


def supply(problem: Problem, choice: Choice, t: int) -> Fraction:
    """Give the share of need met in a quarter on a pathway."""
    offer = problem.offers[choice.offer]
    kept = problem.kept_level(offer.cell, t)
    if t < choice.start:
        return kept
    if t < choice.start + problem.parameters.overlap_quarters:
        return min(ONE, kept + offer.quality / 2)
    return offer.quality


def load(problem: Problem, choice: Choice, t: int) -> Fraction:
    """Give the load on the provider in a quarter, in units."""
    demand = problem.cells[problem.offers[choice.offer].cell].demand[t]
    return demand * load_share(problem, t - choice.start)


def extra_cost(problem: Problem, choice: Choice, t: int) -> Fraction:
    """Give what a pathway costs above keeping the cell in a quarter; both are paid while they run together."""
    offer = problem.offers[choice.offer]
    paid = offer.price * load(problem, choice, t)
    alone = t >= choice.start + problem.parameters.overlap_quarters
    return paid - problem.kept_cost(offer.cell, t) if alone else paid


def keeps_floor(problem: Problem, offer: Offer) -> bool:
    """Answer whether an offer holds its service's floor; volunteers' time does not count for a statutory service."""
    service = problem.services[problem.cells[offer.cell].service]
    counted = offer.quality * (1 - offer.volunteer_share) if service.statutory else offer.quality
    return counted >= service.floor


def least_price(problem: Problem, service: int) -> Fraction:
    """Give the least price of a unit of a service that makes a pathway: 0 where the place states no price floor."""
    return max((row.least for row in problem.conditions.price_floors if row.service == service), default=Fraction(0))


def keeps_price(problem: Problem, offer: Offer) -> bool:
    """Answer whether an offer's price is one that the living wage can be paid from."""
    return offer.price >= least_price(problem, problem.cells[offer.cell].service)


def closed_quarters(problem: Problem, service: int) -> frozenset[int]:
    """Give the quarters in which no hand-over of a service begins."""
    rows = problem.conditions.blackouts
    return frozenset(row.quarter for row in rows if row.service is None or row.service == service)


def first_start(problem: Problem, provider: int) -> int | None:
    """Give the first quarter a provider may begin in, or None where it may not: readiness and consent come first."""
    body = problem.providers[provider]
    if not body.willing:
        return None
    first = max(1, body.ready_from)
    if problem.adopted is not None:
        if provider in problem.adopted.withdrawn:
            return None
        first = max(first, problem.adopted.until)
    return first if first <= last_start(problem) else None


def fixed_start(problem: Problem, cell: int) -> Choice | None:
    """Give the hand-over of a cell that has already begun, when planning again."""
    begun = problem.adopted.starts[cell] if problem.adopted is not None else None
    return Choice(*begun) if begun is not None else None


def openings(problem: Problem) -> Iterator[tuple[int, Sequence[int]]]:
    """Give, for each offer, the quarters it may begin in; those that breach a floor or the chronology do not exist."""
    first = [first_start(problem, p) for p in range(len(problem.providers))]
    closed = [closed_quarters(problem, s) for s in range(len(problem.services))]
    last = last_start(problem)
    for k, offer in enumerate(problem.offers):
        fixed, opens = fixed_start(problem, offer.cell), first[offer.provider]
        if fixed is not None:
            yield k, range(fixed.start, fixed.start + (fixed.offer == k))
        elif opens is None or not keeps_floor(problem, offer) or not keeps_price(problem, offer):
            yield k, range(0)
        else:
            yield k, _open_of(range(opens, last + 1), closed[problem.cells[offer.cell].service])


def _open_of(quarters: range, closed: frozenset[int]) -> Sequence[int]:
    return quarters if closed.isdisjoint(quarters) else tuple(t for t in quarters if t not in closed)


def start_choices(problem: Problem) -> Iterator[Choice]:
    """Give every pathway but keeping, offer by offer."""
    for k, starts in openings(problem):
        for start in starts:
            yield Choice(k, start)
