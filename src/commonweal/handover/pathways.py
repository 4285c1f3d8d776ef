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
    if t < choice.start:
        return staying_level(problem, offer.cell, t)
    own = problem.kept_level(offer.cell, t) if is_back(problem, choice) else offer.quality
    if t < choice.start + problem.parameters.overlap_quarters:
        return min(ONE, staying_level(problem, offer.cell, t) + own / 2)
    return own


def load(problem: Problem, choice: Choice, t: int) -> Fraction:
    """Give the load on the provider that takes over in a quarter, in units; a hand-back puts none on anybody."""
    if is_back(problem, choice):
        return Fraction(0)
    demand = problem.cells[problem.offers[choice.offer].cell].demand[t]
    return demand * load_share(problem, t - choice.start)


def extra_cost(problem: Problem, choice: Choice, t: int) -> Fraction:
    """Give what a pathway costs above keeping the cell in a quarter; both are paid while they run together."""
    cell = problem.offers[choice.offer].cell
    alone = t >= choice.start + problem.parameters.overlap_quarters
    before = Fraction(0) if alone else staying_cost(problem, cell, t)
    return before + taking_cost(problem, choice, t) - problem.kept_cost(cell, t)


def taking_cost(problem: Problem, choice: Choice, t: int) -> Fraction:
    """Give what whoever takes a cell over costs in a quarter; the council, half while both run it, as for any load."""
    offer = problem.offers[choice.offer]
    if is_back(problem, choice):
        return load_share(problem, t - choice.start) * problem.kept_cost(offer.cell, t)
    return offer.price * load(problem, choice, t)


def is_back(problem: Problem, choice: Choice) -> bool:
    """Answer whether a pathway is the hand-back of a cell: it names the terms of who runs the cell already."""
    now = problem.runs(problem.offers[choice.offer].cell)
    return now is not None and now.offer == choice.offer


def staying_level(problem: Problem, cell: int, t: int) -> Fraction:
    """Give the share of need met where a cell stays with who runs it now, the council or a body without an end."""
    now = problem.runs(cell)
    if now is None or t < now.since - problem.parameters.overlap_quarters:
        return problem.kept_level(cell, t)
    quality = problem.offers[now.offer].quality
    return quality if t >= now.since else min(ONE, problem.kept_level(cell, t) + quality / 2)


def staying_load(problem: Problem, cell: int, t: int) -> Fraction:
    """Give the load of a cell that stays on the body that runs it now, in units; 0 where that is the council."""
    now = problem.runs(cell)
    if now is None:
        return Fraction(0)
    start = now.since - problem.parameters.overlap_quarters
    return problem.cells[cell].demand[t] * load_share(problem, t - start)


def staying_cost(problem: Problem, cell: int, t: int) -> Fraction:
    """Give what a cell that stays with who runs it now costs in a quarter."""
    now = problem.runs(cell)
    if now is None:
        return problem.kept_cost(cell, t)
    paid = problem.offers[now.offer].price * staying_load(problem, cell, t)
    return paid if t >= now.since else paid + problem.kept_cost(cell, t)


def carried_still(problem: Problem, cell: int, choice: Choice | None, t: int) -> Fraction:
    """Give the load that who ran a cell before still carries: all of it until double running ends, then none."""
    over = choice is not None and t >= choice.start + problem.parameters.overlap_quarters
    return Fraction(0) if over else staying_load(problem, cell, t)


def met(problem: Problem, cell: int, choice: Choice | None, t: int) -> Fraction:
    """Give the share of need met in a quarter on a pathway, or where the cell stays with who runs it now."""
    return supply(problem, choice, t) if choice else staying_level(problem, cell, t)


def cost_above(problem: Problem, cell: int, choice: Choice | None, t: int) -> Fraction:
    """Give what a cell costs above the council's keeping it in a quarter, on a pathway or where it stays."""
    if choice:
        return extra_cost(problem, choice, t)
    return staying_cost(problem, cell, t) - problem.kept_cost(cell, t)


def stops(problem: Problem, cell: int) -> bool:
    """Answer whether who runs a cell already stops before the plan ends, so that staying with them is no way."""
    now = problem.runs(cell)
    return now is not None and now.last is not None and now.last < problem.quarters - 1


def latest_start(problem: Problem, cell: int) -> int:
    """Give the last quarter a hand-over, hand-on or hand-back may begin in: who runs it takes part until it is over."""
    now = problem.runs(cell)
    latest = last_start(problem)
    if now is None or now.last is None:
        return latest
    return min(latest, now.last - problem.parameters.overlap_quarters + 1)


def fallback(problem: Problem, cell: int) -> Choice | None:
    """Give the way a cell is kept where who runs it stops: handed back as late as may be; None where it can stay."""
    now = problem.runs(cell)
    return Choice(now.offer, latest_start(problem, cell)) if now and stops(problem, cell) else None


def kept_pathways(problem: Problem) -> tuple[Choice | None, ...]:
    """Give the pathways that leave everything with who runs it now, or as already begun when planning again."""
    return tuple(fixed_start(problem, c) or fallback(problem, c) for c in range(len(problem.cells)))


def kept_on(problem: Problem, cell: int, t: int) -> Fraction:
    """Give the share of need met where a cell is kept, by who runs it now and then the council, nobody beside them."""
    now = problem.runs(cell)
    if now is None or (now.last is not None and t > now.last):
        return problem.kept_level(cell, t)
    return staying_level(problem, cell, t)


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
    """Give, for each offer, the quarters it may begin in; those that breach a floor or the chronology do not exist.

    The terms of who runs a cell already give the quarters in which its hand-back may begin; closed quarters do not keep
    the council from taking something back.
    """
    first = [first_start(problem, p) for p in range(len(problem.providers))]
    closed = [closed_quarters(problem, s) for s in range(len(problem.services))]
    for k, offer in enumerate(problem.offers):
        fixed, opens, now = fixed_start(problem, offer.cell), first[offer.provider], problem.runs(offer.cell)
        latest = latest_start(problem, offer.cell)
        if fixed is not None:
            yield k, range(fixed.start, fixed.start + (fixed.offer == k))
        elif now is not None and now.offer == k:
            until = problem.adopted.until if problem.adopted else 0
            yield k, range(max(1, until, now.since), latest + 1)
        elif opens is None or not keeps_floor(problem, offer) or not keeps_price(problem, offer):
            yield k, range(0)
        else:
            opens = opens if now is None else max(opens, now.since)
            yield k, _open_of(range(opens, latest + 1), closed[problem.cells[offer.cell].service])


def _open_of(quarters: range, closed: frozenset[int]) -> Sequence[int]:
    return quarters if closed.isdisjoint(quarters) else tuple(t for t in quarters if t not in closed)


def start_choices(problem: Problem) -> Iterator[Choice]:
    """Give every pathway but staying, offer by offer."""
    for k, starts in openings(problem):
        for start in starts:
            yield Choice(k, start)


def active_before(problem: Problem) -> tuple[int | None, ...]:
    """Give the quarter in which each provider was active by what it runs already: 0 where it was before the plan."""
    first: list[int | None] = [None] * len(problem.providers)
    for now in problem.running:
        if now:
            p, start = problem.offers[now.offer].provider, max(0, now.since - problem.parameters.overlap_quarters)
            already = first[p]
            first[p] = start if already is None else min(already, start)
    return tuple(first)


def least_capacities(problem: Problem) -> tuple[Fraction, ...]:
    """Give what capacity each provider must have once it is ready: who was active before the plan need not start."""
    least = problem.parameters.least_capacity
    return tuple(Fraction(0) if begun == 0 else least for begun in active_before(problem))
