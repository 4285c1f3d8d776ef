"""How the capacity of bodies and social action grow and wear off, from one quarter to the next."""

from dataclasses import dataclass

import numpy as np

from commonweal.handover.stress.added import Added
from commonweal.handover.stress.block import Floats
from commonweal.handover.stress.case import Case
from commonweal.handover.stress.draws import Draws
from commonweal.handover.stress.futures import BROUGHT


@dataclass(slots=True)
class Growth:
    """What grows; the last axis of every array is the scenario.

    Attributes:
        capacity: by body.
        action: social action by neighbourhood, and a last row of nothing for bodies from elsewhere.
        paid_share: share of what was planned to be built and spent that could be paid, by quarter.
        mean_level: of the council's services, in the quarter before.
        cut_loss: share of its capacity that a body loses for a unit of cut.
        built_shows: by quarters until what is built serves, the most first, whether it takes so many.
        spent_shows: likewise until social action shows.
    """

    capacity: Floats
    action: Floats
    paid_share: Floats
    mean_level: Floats | None
    cut_loss: Floats
    built_shows: Floats
    spent_shows: Floats


def growth_of(case: Case, draws: Draws) -> Growth:
    """Give what there is when a plan begins."""
    own, count = draws.settings, draws.count
    return Growth(
        np.repeat(case.capacity, count, axis=1),
        np.vstack((np.repeat(case.action, count, axis=1), np.zeros(count))),
        np.ones((case.problem.quarters, count)),
        None,
        own["cut_loss"] * case.dependence,
        _shows(own["building_lag_quarters"]),
        _shows(own["action_lag_quarters"]),
    )


def grow(case: Case, draws: Draws, growth: Growth, t: int, added: Added) -> None:
    """Carry capacity and social action into the next quarter."""
    own, capacity, action = draws.settings, growth.capacity, growth.action[:-1]
    left = _left(own["natural_loss"], growth, added.council[10])
    left *= capacity
    over = np.subtract(added.load, capacity)
    np.maximum(over, 0, out=over)
    np.minimum(over, float(case.problem.parameters.overload_cap) * capacity, out=over)
    over *= own["overload_loss"]
    grown = arrived(case.building, growth.paid_share, growth.built_shows, t)
    grown *= own["building_yield"]
    grown += own["action_capacity"] * growth.action.take(case.home, axis=0)
    if t + 1 < case.problem.quarters:
        grown += case.gained[:, t + 1, None]
    left += grown
    left -= over
    np.maximum(left, 0, out=capacity)
    spent = arrived(case.spending, growth.paid_share, growth.spent_shows, t)
    spent *= own["action_yield"]
    action *= 1 - own["action_loss"]
    action += spent
    if len(added.brought):
        action += own[BROUGHT] * added.brought


def _left(natural_loss: Floats, growth: Growth, level: Floats) -> Floats:
    """Give the share of its capacity that each body keeps, when services are cut to a mean level."""
    cut = np.zeros_like(level) if growth.mean_level is None else np.maximum(growth.mean_level - level, 0)
    growth.mean_level = level
    lost = growth.cut_loss * cut
    left: Floats = np.subtract(1 - natural_loss, lost, out=lost)
    np.maximum(left, 0, out=left)
    return left


def _shows(lag: Floats) -> Floats:
    """Give for each number of quarters, from the most to one, in which scenarios something takes so many."""
    quarters = np.arange(int(lag.max()), 0, -1)[:, None]
    return np.equal(quarters, lag).astype(np.float64)


def arrived(planned: Floats, paid: Floats, shows: Floats, t: int) -> Floats:
    """Give what was bought so many quarters ago that it shows in the next, as far as it could be paid.

    Args:
        planned: to buy, by row and quarter.
        paid: share of it that could be paid, by quarter and scenario.
        shows: by quarters until it shows, from the most to one, 1 for the scenarios in which it takes so many.
        t: the quarter.
    """
    shows = shows[-(t + 1) :]
    bought = slice(t + 1 - len(shows), t + 1)
    # A sum of one figure and of noughts, so that it is the same to the last bit in whatever order it is added.
    found: Floats = planned[:, bought] @ (shows * paid[bought])
    return found
