"""Tiny places in which bodies run some cells already, drawn so that some of them stop before the plan ends."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from commonweal.handover.faults import problem_faults
from commonweal.handover.plan import carried_out, keep_everything
from commonweal.handover.problem import Offer, Provider
from commonweal.handover.running import Running
from tests.handover.loose import ZERO, loose

F = Fraction


def run_already(problem, seed, share=0.6):
    """Give a place in which about so many cells are run by a body already, each on terms that hold its floor."""
    random, overlap = Random(f"running {seed}"), problem.parameters.overlap_quarters
    offers, running = list(problem.offers), []
    for c, cell in enumerate(problem.cells):
        offered = {offer.provider for offer in problem.offers if offer.cell == c}
        others = [p for p in range(len(problem.providers)) if p not in offered]
        if random.random() > share or not others:
            running.append(None)
            continue
        floor = problem.services[cell.service].floor
        quality, volunteers = Fraction(random.randint(60, 95), 100), Fraction(random.randint(0, 20), 100)
        if quality * (1 - volunteers) < floor:
            quality, volunteers = max(quality, floor), Fraction(0)
        last = random.choice([None, overlap, problem.quarters - 2, problem.quarters - 1])
        running.append(Running(len(offers), last=last))
        offers.append(Offer(c, random.choice(others), quality, Fraction(random.randint(50, 110), 100), volunteers))
    if not any(running):
        return problem
    # What they carry already, they and volunteers can, and the council holds enough to step in and to take it back.
    needs = sum(cell.demand[0] for cell in problem.cells)
    borne, hours = [0] * len(problem.providers), [0] * len(problem.neighbourhoods)
    for c, now in enumerate(running):
        if now:
            offer, most = offers[now.offer], max(problem.cells[c].demand)
            borne[offer.provider] += most
            hours[problem.cells[c].neighbourhood] += most * offer.volunteer_share
    providers = tuple(
        replace(body, capacity=body.capacity + load * Fraction(random.randint(125, 150), 100))
        for body, load in zip(problem.providers, borne, strict=True)
    )
    places = tuple(
        replace(one, volunteer_units=one.volunteer_units + load)
        for one, load in zip(problem.neighbourhoods, hours, strict=True)
    )
    funds = replace(problem.funds, statutory_start=problem.funds.statutory_start + needs * random.randint(2, 4))
    funds = replace(funds, devolved_start=funds.devolved_start + needs / 5)
    made = replace(
        problem,
        offers=tuple(offers),
        running=tuple(running),
        providers=providers,
        neighbourhoods=places,
        funds=funds,
    )
    assert not list(problem_faults(made))
    return made


def ran(last=None, *, quality="0.7", offer="0.9", **parameters):
    """The loose place, whose first cell another body runs already; the friends offer the same as elsewhere."""
    problem = loose(**parameters)
    before = Provider("hall", "The Hall", None, F(20), 0, True, ZERO)
    return replace(
        problem,
        providers=(*problem.providers, before),
        offers=(
            replace(problem.offers[0], quality=F(offer)),
            problem.offers[1],
            Offer(0, 1, F(quality), F("0.8"), F("0.2")),
        ),
        running=(Running(2, last=last), None),
    )


def with_way(problem, way):
    decided = keep_everything(problem)
    return carried_out(problem, replace(decided, pathways=(way, *decided.pathways[1:])))
