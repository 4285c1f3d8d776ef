"""A plan in ordinary numbers, for the simulator in plain loops."""

from dataclasses import dataclass

from commonweal.handover.condition_limits import gains
from commonweal.handover.limits import ends
from commonweal.handover.pathways import active_before, is_back
from commonweal.handover.plan import Decisions
from commonweal.handover.problem import Problem
from commonweal.handover.stress.plain_held import Held, Terms, all_kept, all_stays, held_cells


@dataclass(frozen=True, slots=True)
class PlainPlan:
    """A plan in ordinary numbers, so that no scenario pays for exact ones.

    Attributes:
        problem: the data.
        level: planned share of need met, by service and quarter.
        floor: by service.
        now: units of need by quarter and cell.
        need: of each cell over the whole plan.
        service: of each cell.
        neighbourhood: of each cell.
        taken: cells that bodies run at some time.
        weight: of an unmet unit of each cell.
        ends: of each cell: 0 in the most, 1 in the least deprived fifth, -1 between.
        handed: of each cell: provider, start, quality, share of volunteers, price; None where no body takes it over.
        costs: legal and data cost of each cell.
        building: by provider and quarter.
        spending: by neighbourhood and quarter.
        spent: planned money for both, by quarter.
        loans: drawn, by quarter.
        repaid: by quarter.
        budget: statutory, by quarter.
        grant: devolved, by quarter.
        volunteers: who can come now, by neighbourhood.
        homes: of each provider, its neighbourhood or None.
        dependent: share of its income that is public grant, by provider.
        statutory: of each cell, whether volunteers' time does not count towards its floor.
        gained: capacity that comes by development plans, by provider and quarter.
        held: cells that a body runs already, by their place.
        before: of each provider, the quarter in which it was active by what it runs already, or None.
        keeping: where there are such cells, what everything is compared with that is kept.
    """

    problem: Problem
    level: list[list[float]]
    floor: list[float]
    now: list[list[float]]
    need: list[float]
    service: list[int]
    neighbourhood: list[int]
    taken: list[int]
    weight: list[float]
    ends: list[int]
    handed: list[Terms | None]
    costs: list[float]
    building: list[list[float]]
    spending: list[list[float]]
    spent: list[float]
    loans: list[float]
    repaid: list[float]
    budget: list[float]
    grant: list[float]
    volunteers: list[float]
    homes: list[int | None]
    dependent: list[float]
    statutory: list[bool]
    gained: list[list[float]]
    held: dict[int, Held]
    before: tuple[int | None, ...]
    keeping: "list[PlainPlan]"


def plain_plan(problem: Problem, decided: Decisions) -> PlainPlan:
    """Put a plan into ordinary numbers."""
    kept = [all_stays(problem), all_kept(problem)] if any(problem.running) else []
    return _in_numbers(problem, decided, [_in_numbers(problem, one, []) for one in kept])


def _in_numbers(problem: Problem, decided: Decisions, keeping: list[PlainPlan]) -> PlainPlan:
    settings, time = problem.parameters, range(problem.quarters)
    back = problem.repayments()
    handed: list[Terms | None] = []
    for way in decided.pathways:
        if way is None or is_back(problem, way):
            handed.append(None)
        else:
            offer = problem.offers[way.offer]
            share, price = float(offer.volunteer_share), float(offer.price)
            handed.append((offer.provider, way.start, float(offer.quality), share, price))
    held = held_cells(problem, decided)
    building = [[float(value) for value in row] for row in decided.building]
    spending = [[float(value) for value in row] for row in decided.spending]
    cost, action = float(settings.building_cost), float(settings.action_cost)
    loans = [float(loan) for loan in decided.loans]
    return PlainPlan(
        problem,
        [[float(value) for value in service.level] for service in problem.services],
        [float(service.floor) for service in problem.services],
        [[float(cell.demand[t]) for cell in problem.cells] for t in time],
        [float(sum(cell.demand)) for cell in problem.cells],
        [cell.service for cell in problem.cells],
        [cell.neighbourhood for cell in problem.cells],
        [c for c, way in enumerate(handed) if way is not None or c in held],
        [
            float(problem.neighbourhoods[cell.neighbourhood].weight * problem.services[cell.service].criticality)
            for cell in problem.cells
        ],
        _marked(problem),
        handed,
        [float(problem.legal_cost(c)) for c in range(len(problem.cells))],
        building,
        spending,
        [cost * sum(row[t] for row in building) + action * sum(row[t] for row in spending) for t in time],
        loans,
        [sum(loans[t - k] * float(back[k - 1]) for k in range(1, len(back) + 1) if t >= k) for t in time],
        [float(money) for money in problem.funds.statutory],
        [float(money) for money in problem.funds.devolved],
        [float(place.volunteer_units) for place in problem.neighbourhoods],
        [body.home for body in problem.providers],
        [float(body.grant_dependence) for body in problem.providers],
        [problem.services[cell.service].statutory for cell in problem.cells],
        [[float(value) for value in row] for row in gains(problem)],
        held,
        active_before(problem),
        keeping,
    )


def _marked(problem: Problem) -> list[int]:
    marks = [-1] * len(problem.cells)
    for k, end in enumerate(ends(problem)):
        for c in end.cells:
            marks[c] = k
    return marks
