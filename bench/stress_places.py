"""Synthetic places of any size and simple plans for them: what the stress test is measured on, without a solver."""

from collections import defaultdict
from fractions import Fraction
from random import Random

from commonweal.handover.inputs import build_problem
from commonweal.handover.pathways import Choice, first_start, keeps_floor, last_start
from commonweal.handover.plan import Decisions, keep_everything
from commonweal.handover.problem import Problem
from commonweal.samples.handovers import sample_handover
from commonweal.terms.parties import Organisation
from commonweal.terms.places import Neighbourhood
from commonweal.terms.services import Service


def synthetic(seed: int, services: int, bodies: int, places: int, quarters: int) -> Problem:
    """Make a place's hand-over of a size; the same seed gives the same one."""
    random = Random(f"stress {seed}")
    kinds = [
        Service(f"s{k}", f"Service {k}", "hours", Fraction(random.randint(5, 20), 10), Fraction("0.6"), k % 4 == 0)
        for k in range(services)
    ]
    homes = [Neighbourhood(f"Place {n}", random.randint(800, 1600), n + 1) for n in range(places)]
    those = [Organisation(f"b{p}", f"Body {p}", "charity", homes[p % places].name) for p in range(bodies)]
    need = {(one.id, home.name): Fraction(random.randint(20, 80)) for one in kinds for home in homes}
    tables = sample_handover(seed, kinds, homes, those, need, quarters=quarters)
    return build_problem(tables, need, kinds, those, homes)


def simple_plan(problem: Problem) -> Decisions:
    """Hand over cell by cell to the first body that is ready, has room and volunteers; it need not be a good plan."""
    room = {p: Fraction(9, 10) * body.capacity for p, body in enumerate(problem.providers)}
    hours = {n: place.volunteer_units for n, place in enumerate(problem.neighbourhoods)}
    offers = defaultdict(list)
    for k, offer in enumerate(problem.offers):
        offers[offer.cell].append((k, offer))
    pathways: list[Choice | None] = []
    for c, cell in enumerate(problem.cells):
        most, found = max(cell.demand), None
        for k, offer in offers[c]:
            first = first_start(problem, offer.provider)
            asked = offer.volunteer_share * most
            if first is None or not keeps_floor(problem, offer):
                continue
            if room[offer.provider] < most or hours[cell.neighbourhood] < asked:
                continue
            room[offer.provider] -= most
            hours[cell.neighbourhood] -= asked
            found = Choice(k, min(last_start(problem), first + c % 4))
            break
        pathways.append(found)
    kept = keep_everything(problem)
    return Decisions(tuple(pathways), _building(problem, kept), kept.spending, kept.loans)


def _building(problem: Problem, kept: Decisions) -> tuple[tuple[Fraction, ...], ...]:
    """Build a hundredth of each body's capacity in each quarter but the last two."""
    quiet = (Fraction(0), Fraction(0))
    return tuple(
        (body.capacity / 100,) * (problem.quarters - 2) + quiet if sum(row) == 0 else row
        for body, row in zip(problem.providers, kept.building, strict=True)
    )
