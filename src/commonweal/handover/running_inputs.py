"""What a place writes down of services that bodies run already, and what of it leaves no way on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from commonweal.errors import Fault
from commonweal.handover.pathways import keeps_floor, latest_start, stops
from commonweal.handover.problem import Cell, Offer, Problem
from commonweal.handover.running import Running
from commonweal.terms.periods import Quarter
from commonweal.terms.places import Neighbourhood
from commonweal.terms.sentences import key

RUNNING = "running.csv"


@dataclass(frozen=True, slots=True)
class RunningRow:
    """A service in a neighbourhood that a body runs already: a row of ``handover/running.csv``.

    Attributes:
        organisation: id.
        service: id.
        neighbourhood: name.
        quality: share of need that it meets, 0 to 1.
        price: full price of a unit, 1 being the council's own unit cost.
        volunteer_share: share of the load that volunteers carry, 0 to 1.
        until: last quarter in which it is willing to run it, or None where it names no end.
    """

    organisation: str
    service: str
    neighbourhood: str
    quality: Fraction
    price: Fraction
    volunteer_share: Fraction
    until: Quarter | None


def places_of(
    services: Sequence[str], cells: Sequence[Cell], neighbourhoods: Sequence[Neighbourhood]
) -> dict[tuple[str, str], int]:
    """Give the place of each cell, by service id and neighbourhood name.

    Args:
        services: ids of those up for transfer.
        cells: of the problem.
        neighbourhoods: of the place.
    """
    return {(services[cell.service], neighbourhoods[cell.neighbourhood].name): c for c, cell in enumerate(cells)}


def run_already(
    problem: Problem, rows: Sequence[RunningRow], at: Mapping[tuple[str, str], int], first: Quarter
) -> Problem:
    """Give a problem with what bodies run already; their terms stand after the offers.

    Args:
        problem: the data without it.
        rows: of the place; those of a cell without need are left out, as offers are.
        at: place of each cell, by service id and neighbourhood name.
        first: the plan's first quarter.
    """
    providers = {body.id: p for p, body in enumerate(problem.providers)}
    offers = list(problem.offers)
    running: list[Running | None] = [None] * len(problem.cells)
    for row in rows:
        c = at.get((row.service, row.neighbourhood))
        if c is not None:
            last = None if row.until is None else row.until - first
            running[c] = Running(len(offers), last=last)
            offers.append(Offer(c, providers[row.organisation], row.quality, row.price, row.volunteer_share))
    return replace(problem, offers=tuple(offers), running=tuple(running)) if any(running) else problem


def no_way_on(problem: Problem) -> Iterator[Fault]:
    """Find cells that a body runs already and that no way leaves above their floor, with what would free each."""
    for c, now in enumerate(problem.running):
        if now is None:
            continue
        cell, offer = problem.cells[c], problem.offers[now.offer]
        service, overlap = problem.services[cell.service], problem.parameters.overlap_quarters
        figures: dict[str, object] = {
            "name": problem.providers[offer.provider].name,
            "service": service.name,
            "place": problem.neighbourhoods[cell.neighbourhood].name,
        }
        if not keeps_floor(problem, offer):
            counted = offer.quality * (1 - offer.volunteer_share) if service.statutory else offer.quality
            what = key(
                "{name} runs {service} in {place} and meets {met} of need that counts towards the floor, which is"
                " {floor}: agree on more with it, or hand it back before the plan begins and take the row out"
            )
            figures |= {"met": f"{float(counted):.1%}", "floor": f"{float(service.floor):.1%}"}
            yield Fault(what, figures, RUNNING, None, "quality_share")
        earliest = max(1, now.since, problem.adopted.until if problem.adopted else 0)
        begun = problem.adopted is not None and problem.adopted.starts[c] is not None
        if stops(problem, c) and not begun and latest_start(problem, c) < earliest:
            what = key(
                "{name} stops running {service} in {place} on {last}; whoever takes it over runs it beside it for"
                " {overlap} quarter(s), and can begin on {first} at the soonest: ask {name} to run it until {until} or"
                " later, or hand it back before the plan begins and take the row out"
            )
            figures |= {
                "last": problem.quarter(now.last or 0).last_day,
                "overlap": overlap,
                "first": problem.quarter(earliest).first_day,
                "until": problem.quarter(earliest + overlap - 1).last_day,
            }
            yield Fault(what, figures, RUNNING, None, "runs_until_quarter")
