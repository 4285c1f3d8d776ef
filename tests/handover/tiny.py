"""Tiny hand-over problems, drawn so that on some seed each row of the model binds."""

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from random import Random

from commonweal.handover.faults import problem_faults
from commonweal.handover.plan import Prices
from commonweal.handover.problem import (
    Adopted,
    Cell,
    Funds,
    Locality,
    Offer,
    Parameters,
    Problem,
    Provider,
    TransferService,
)
from commonweal.handover.search import find_plan

ZERO = Fraction(0)


def hundredths(random, least, most):
    return Fraction(random.randint(least, most), 100)


def parameters(random, needs, mean_capacity, *, term=2, overlap=1):
    return Parameters(
        overlap_quarters=overlap,
        terminal_weight=Fraction(random.choice([1, 2, 5])),
        top_up_price=Fraction("1.15"),
        natural_loss=hundredths(random, 1, 6),
        building_yield=hundredths(random, 70, 100),
        building_lag=random.choice([1, 2]),
        action_capacity=hundredths(random, 0, 20),
        overload_loss=hundredths(random, 20, 80),
        overload_cap=Fraction("0.15"),
        cut_loss=hundredths(random, 5, 90),
        build_share=hundredths(random, 3, 40),
        build_per_action=hundredths(random, 10, 60),
        action_loss=hundredths(random, 1, 6),
        action_yield=hundredths(random, 70, 100),
        action_lag=random.choice([1, 2]),
        spend_share=hundredths(random, 5, 40),
        volunteers_per_action=hundredths(random, 40, 120),
        step_in=hundredths(random, 5, 60),
        tolerance=random.choice([ZERO, Fraction("0.01"), Fraction("0.05")]),
        building_cost=hundredths(random, 20, 150),
        action_cost=hundredths(random, 10, 100),
        activation_cost=hundredths(random, 0, 6) * needs,
        legal_share=hundredths(random, 2, 30),
        least_capacity=hundredths(random, 20, 110) * mean_capacity,
        loan_limit=hundredths(random, 0, 5) * needs,
        loan_rate=Fraction("0.0175"),
        loan_quarters=term,
        spend_weight=Fraction("0.0001"),
    )


def tiny(seed, *, services=2, places=3, bodies=3, quarters=5, per_cell=2):
    """Make a tiny problem; the same seed and sizes give the same one."""
    random = Random(f"tiny {seed}")
    which = tuple(_service(random, k, quarters) for k in range(services))
    cells = tuple(
        Cell(s, n, tuple(Fraction(random.randint(50, 150), 10) for _ in range(quarters)))
        for s in range(services)
        for n in range(places)
    )
    needs = sum((cell.demand[0] for cell in cells), ZERO)
    room = hundredths(random, 15, 120) * needs
    homes = tuple(
        Locality(
            f"Place {n}",
            random.randint(80, 120),
            n + 1,
            hundredths(random, 60, 150),
            hundredths(random, 1, 8) * needs,
            hundredths(random, 0, 2) * needs / 10,
            hundredths(random, 0, 6) * needs,
        )
        for n in range(places)
    )
    providers = tuple(
        Provider(
            f"body-{p}",
            f"Body {p}",
            random.choice([None, *range(places)]) if p else 0,
            room * random.randint(50, 150) / (100 * bodies),
            random.choice([0, 0, 2]),
            True,
            hundredths(random, 20, 80),
        )
        for p in range(bodies)
    )
    offers = tuple(
        Offer(c, p, hundredths(random, 60, 100), hundredths(random, 50, 130), hundredths(random, 0, 40))
        for c in range(len(cells))
        for p in random.sample(range(bodies), min(per_cell, bodies))
    )
    bare = Problem(
        "2027-Q1",
        quarters,
        Fraction(1000),
        parameters(random, needs, room / bodies),
        which,
        homes,
        cells,
        providers,
        offers,
        Funds(ZERO, (), ZERO, ()),
    )
    margin, grant = hundredths(random, 0, 8), hundredths(random, 1, 20)
    kept = [sum((bare.kept_cost(c, t) for c in range(len(cells))), ZERO) for t in range(quarters)]
    made = replace(
        bare,
        funds=Funds(
            hundredths(random, 0, 10) * needs,
            tuple(cost + margin * needs for cost in kept),
            hundredths(random, 0, 5) * needs,
            (grant * needs,) * quarters,
        ),
    )
    assert not list(problem_faults(made))
    return made


@lru_cache(maxsize=64)
def solved(seed):
    """Give a tiny problem of six quarters, its plan and its certificate; each is solved once in a run."""
    problem = tiny(seed, quarters=6, places=4)
    return (problem, *find_plan(problem))


def _service(random, k, quarters):
    start, cut, floor = hundredths(random, 70, 90), hundredths(random, 0, 20), hundredths(random, 40, 70)
    levels = tuple(start - (cut if t >= quarters // 2 else 0) for t in range(quarters))
    criticality = Fraction(random.randint(5, 20), 10)
    return TransferService(
        f"service-{k}", f"Service {k}", "hours", Fraction(1), criticality, floor, k == 0, k == 1, levels
    )


def random_prices(problem, seed, *, scale=2.0):
    """Draw prices that are 0 or more, many of them 0; they still have to be projected."""
    random = Random(f"prices {seed}")

    def price():
        return Fraction(round(random.expovariate(1) * scale * 10**6), 10**6) if random.random() < 0.6 else ZERO

    def rows(count):
        return tuple(tuple(price() for _ in range(problem.quarters)) for _ in range(count))

    bodies, places = len(problem.providers), len(problem.neighbourhoods)
    watched = 1 + sum(service.protected for service in problem.services)
    return Prices(
        rows(bodies),
        rows(bodies),
        rows(bodies),
        rows(places),
        rows(bodies),
        *rows(3),
        detriment=rows(watched),
        largest_share=tuple(tuple(price() for _ in range(bodies)) for _ in problem.conditions.largest_shares),
        blended=rows(len(problem.funds.blended)),
    )


def looks_back(problem, plan, until, withdrawn=()):
    """Give the problem that is left from a quarter on, its past as in a plan."""
    decided = plan.decisions
    return replace(
        problem,
        adopted=Adopted(
            until,
            tuple((way.offer, way.start) if way and way.start < until else None for way in decided.pathways),
            tuple(row[:until] for row in decided.building),
            tuple(row[:until] for row in decided.spending),
            decided.loans[:until],
            tuple(withdrawn),
            tuple(tuple(row[:until] for row in rows) for rows in decided.paid),
        ),
    )
