"""A hand-made place where nothing is scarce: two neighbourhoods, one service, one body that offers both."""

from dataclasses import replace
from fractions import Fraction

from commonweal.handover.faults import problem_faults
from commonweal.handover.problem import (
    Cell,
    Funds,
    Locality,
    Offer,
    Parameters,
    Problem,
    Provider,
    TransferService,
)

F = Fraction
ZERO = F(0)
QUARTERS = 6

PARAMETERS = Parameters(
    overlap_quarters=1,
    terminal_weight=F(1),
    top_up_price=F("1.15"),
    natural_loss=ZERO,
    building_yield=F(1),
    building_lag=1,
    action_capacity=ZERO,
    overload_loss=ZERO,
    overload_cap=ZERO,
    cut_loss=ZERO,
    build_share=ZERO,
    build_per_action=ZERO,
    action_loss=ZERO,
    action_yield=F(1),
    action_lag=1,
    spend_share=ZERO,
    volunteers_per_action=ZERO,
    step_in=F("0.1"),
    tolerance=F("0.5"),
    building_cost=F(1),
    action_cost=F(1),
    activation_cost=ZERO,
    legal_share=F("0.1"),
    least_capacity=F(1),
    loan_limit=ZERO,
    loan_rate=F("0.02"),
    loan_quarters=2,
    spend_weight=F("0.0001"),
)


def loose(**parameters):
    """Give the place, with some parameters other than these; both hand-overs begin in the first quarter they may."""
    problem = Problem(
        first_quarter="2027-Q1",
        quarters=QUARTERS,
        unit_gbp=F(1000),
        parameters=replace(PARAMETERS, **parameters),
        services=(TransferService("care", "Care", "hours", F(1), F(1), F("0.5"), False, True, (F("0.6"),) * QUARTERS),),
        neighbourhoods=(
            Locality("Low Moor", 100, 1, F("1.2"), ZERO, ZERO, F(9)),
            Locality("Herring Hill", 100, 2, F(1), ZERO, ZERO, F(9)),
        ),
        cells=(Cell(0, 0, (F(10),) * QUARTERS), Cell(0, 1, (F(10),) * QUARTERS)),
        providers=(Provider("friends", "Friends of Care", None, F(30), 0, True, ZERO),),
        offers=tuple(Offer(c, 0, F("0.9"), F("0.6"), F("0.1")) for c in range(2)),
        funds=Funds(F(50), (F(20),) * QUARTERS, F(50), (ZERO,) * QUARTERS),
    )
    assert not list(problem_faults(problem))
    return problem


def with_funds(problem, **changed):
    """Give a place with other money."""
    return replace(problem, funds=replace(problem.funds, **changed))


def each(rows, **changed):
    """Give all of some rows with something changed."""
    return tuple(replace(row, **changed) for row in rows)
