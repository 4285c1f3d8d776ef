"""Where the rows leave no plan: the least that would have to give, at a stated price for each thing that could.

The rows of the model are written again with room that has to be paid for: money in either fund, volunteers' load,
capacity of a body, a wider tolerance. Floors have none: a pathway below its floor does not exist. What comes of it is
told, never planned with: a plan that is published has no such room.
Source: elastic programmes; J. W. Chinneck, Feasibility and Infeasibility in Optimization (2008), chapter 6.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from commonweal.errors import Fault, NoPlan
from commonweal.handover.model import INFINITY, Model, model
from commonweal.handover.problem import Problem, rounded_up
from commonweal.handover.programme import Programme
from commonweal.handover.solve import Answer, Limits, relaxed, whole
from commonweal.handover.view import View
from commonweal.handover.ways import Floats, Options, Places, no_options
from commonweal.terms.money import Amount
from commonweal.terms.sentences import key

LEAST = 1e-6
"""Room below this, in units, is rounding."""
ROUNDING = 1e-8
"""What the solver may be off by, taken from a figure before it is rounded up."""
SECONDS = 20.0
"""Of search for the least room in whole hand-overs; beyond it, what is enough with no new hand-over is told."""
MOST_WAYS = 3_000
"""Ways to begin up to which new hand-overs are looked at."""


@dataclass(frozen=True, slots=True)
class Relief:
    """What would have to give so that the rows leave a plan.

    Attributes:
        statutory: money that the council's fund lacks, by quarter, in units.
        devolved: money that the devolved fund lacks, by quarter.
        volunteers: load that volunteers would have to carry besides, by neighbourhood and quarter.
        capacity: capacity that would have to be there besides, by provider and quarter.
        tolerance: by how much the tolerance of fairness would have to be wider, as a share of need.
        least: whether nothing less, at the stated prices, would do; else it is enough, and no new hand-over is needed.
    """

    statutory: Floats
    devolved: Floats
    volunteers: Floats
    capacity: Floats
    tolerance: float
    least: bool


@dataclass(frozen=True, slots=True)
class _Slack:
    """Columns that are added to a model, as places in it."""

    statutory: Places
    devolved: Places
    volunteers: Places
    capacity: Places
    tolerance: int


def no_plan(view: View, free: Options, fixed: Options, reason: str) -> NoPlan:
    """Give the refusal of a problem that the rows leave no plan for, with the least that would have to give.

    Args:
        view: the problem.
        free: the ways to begin that are open.
        fixed: those that had begun before.
        reason: what the search found.
    """
    return NoPlan(*relief_faults(view.problem, relief(view, free, fixed)), reason=reason)


def relief(view: View, free: Options, fixed: Options) -> Relief | None:
    """Find the least that would have to give.

    All is priced in money: what a fund lacks at itself, load at the council's own unit cost, capacity at what building
    it costs, tolerance at the need that it could leave unmet.

    Args:
        view: the problem.
        free: the ways to begin that are open.
        fixed: those that had begun before.

    Returns:
        the relief, or None where what was adopted contradicts itself and no room frees it.
    """
    if 0 < len(free) <= MOST_WAYS:
        programme, slack = _elastic(view, model(view, free, taken=fixed))
        found = whole(programme, Limits(1e-4, SECONDS))
        if found.ending == "solved" and found.gap <= 1e-3:
            return _read(found, slack, least=True)
    programme, slack = _elastic(view, model(view, no_options(), taken=fixed))
    found = relaxed(programme)
    return _read(found, slack, least=not len(free)) if found.ending == "solved" else None


def relief_faults(problem: Problem, found: Relief | None) -> list[Fault]:
    """Tell what would have to give, thing by thing: money quarter by quarter, all else by its hardest quarter.

    Args:
        problem: the data.
        found: the relief.
    """
    if found is None:
        return [Fault("what was adopted before contradicts itself, so that nothing that is given now frees a plan")]
    told = _money(problem, found.statutory, key("the council's fund needs {money} more by {day}"), "statutory")
    what = key("the devolved fund needs {money} more by {day}")
    if problem.funds.blended:
        what = key("each devolved fund needs up to {money} more by {day}")
    told += _money(problem, found.devolved, what, "devolved")
    rows = [
        (place.name, found.volunteers[n], "neighbourhoods.csv", "volunteer_units")
        for n, place in enumerate(problem.neighbourhoods)
    ]
    what = key("volunteers in {name} would have to carry services worth {money} a quarter more, most of all by {day}")
    told += _loads(problem, rows, what)
    rows = [
        (body.name, found.capacity[p], "providers.csv", "capacity_units") for p, body in enumerate(problem.providers)
    ]
    what = key("{name} would need capacity for services worth {money} a quarter more, most of all by {day}")
    told += _loads(problem, rows, what)
    if found.tolerance > LEAST:
        now = problem.parameters.tolerance
        wider = rounded_up(100 * (now + Fraction(found.tolerance - ROUNDING)), 2)
        figures = {"wider": f"{float(wider):g}", "now": f"{float(100 * now):g}"}
        what = key("the tolerance of fairness would have to be {wider} points instead of {now}")
        told.append(Fault(what, figures, "parameters.csv", None, "tolerance"))
    if not found.least:
        told.append(Fault("this is enough if nothing new is handed over; with new hand-overs less may do"))
    return told


def _money(problem: Problem, lacking: Floats, what: str, field: str) -> list[Fault]:
    """Tell of each quarter in which a fund needs more; what is given earlier is there later."""
    return [
        Fault(
            what,
            {"money": _pounds(problem, lacking[t]), "day": problem.quarter(t).first_day},
            "funds.csv",
            t + 2,
            field,
        )
        for t in np.flatnonzero(lacking > LEAST).tolist()
    ]


def _loads(problem: Problem, rows: list[tuple[str, Floats, str, str]], what: str) -> list[Fault]:
    """Tell of each body or neighbourhood that would have to carry more, by its hardest quarter."""
    told = []
    for name, lacking, file, field in rows:
        if lacking.max() > LEAST:
            t = int(lacking.argmax())
            figures = {"name": name, "money": _pounds(problem, lacking[t]), "day": problem.quarter(t).first_day}
            told.append(Fault(what, figures, file, None, field))
    return told


def _pounds(problem: Problem, units: float) -> Amount:
    return Amount(rounded_up(Fraction(units - ROUNDING) * problem.unit_gbp, 0))


def _read(found: Answer, slack: _Slack, *, least: bool) -> Relief:
    values = found.values
    return Relief(
        values[slack.statutory],
        values[slack.devolved],
        values[slack.volunteers],
        values[slack.capacity],
        float(values[slack.tolerance]),
        least,
    )


def _elastic(view: View, rows: Model) -> tuple[Programme, _Slack]:
    """Write a model with room that has to be paid for; nothing else costs anything in it."""
    at, quarters, settings = rows.columns, view.quarters, view.problem.parameters
    places, bodies = len(view.problem.neighbourhoods), len(view.home)
    first = at.count
    grid = first + 2 * quarters + np.arange((places + bodies) * quarters).reshape(places + bodies, quarters)
    slack = _Slack(
        first + np.arange(quarters),
        first + quarters + np.arange(quarters),
        grid[:places],
        grid[places:],
        grid.max() + 1,
    )
    families, put = rows.rows.families, rows.rows.put
    put(families["statutory"], slack.statutory, -1)
    put(families["devolved"], slack.devolved, -1)
    if "blended" in families:
        put(families["blended"], np.broadcast_to(slack.devolved, families["blended"].shape), -1)
    put(families["volunteers"], slack.volunteers, -1)
    for family, sign in (("capacity", -1), ("ready load", -1), ("ready capacity", 1)):
        put(families[family], slack.capacity[rows.active], sign)
    put(families["watched"], np.full(families["watched"].shape, slack.tolerance), -1)
    count = slack.tolerance + 1
    cost = np.zeros(count)
    cost[slack.statutory] = cost[slack.devolved] = cost[slack.volunteers] = 1
    cost[slack.capacity] = max(float(settings.building_cost), 1e-3)
    cost[slack.tolerance] = float(view.demand.sum())
    more = count - first
    old = rows.programme
    return replace(
        old,
        cost=cost,
        lower=np.concatenate([old.lower, np.zeros(more)]),
        upper=np.concatenate([old.upper, np.full(more, INFINITY)]),
        whole=np.concatenate([old.whole, np.zeros(more, bool)]),
        offset=0.0,
    ), slack
