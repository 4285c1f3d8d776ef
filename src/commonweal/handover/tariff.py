"""Prices as arrays, for what searches: what each limit is worth, and what stocks are worth at such prices."""

from dataclasses import dataclass, field, fields

import numpy as np

from commonweal.handover.limits import protected
from commonweal.handover.problem import Problem
from commonweal.handover.ways import Floats


@dataclass(frozen=True, slots=True)
class Tariff:
    """Prices as arrays, with the names and shapes of :class:`commonweal.handover.plan.Prices`.

    Attributes:
        capacity: pi, P x T.
        ready_load: xi, P x T.
        ready_capacity: rho, P x T.
        volunteers: mu, N x T.
        step_in: chi, P x T.
        statutory: lambda of the statutory fund, T.
        devolved: lambda of the devolved fund, T.
        watched: theta of each watched group, one row for each, T.
        largest_share: of row (14), by largest share and provider.
        blended: of each blended fund beyond that of all devolved money, F x T.
    """

    capacity: Floats
    ready_load: Floats
    ready_capacity: Floats
    volunteers: Floats
    step_in: Floats
    statutory: Floats
    devolved: Floats
    watched: Floats
    largest_share: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    blended: Floats = field(default_factory=lambda: np.zeros((0, 0)))


def nothing_priced(problem: Problem) -> Tariff:
    """Give prices that are all 0."""
    quarters = problem.quarters
    bodies, places = (np.zeros((len(rows), quarters)) for rows in (problem.providers, problem.neighbourhoods))
    row, watched = np.zeros(quarters), np.zeros((2 + len(protected(problem)), quarters))
    shares = np.zeros((len(problem.conditions.largest_shares), len(problem.providers)))
    blended = np.zeros((len(problem.funds.blended), quarters))
    return Tariff(bodies, bodies, bodies, places, bodies, row, row, watched, shares, blended)


def lifted(tariff: Tariff) -> Tariff:
    """Make all prices 0 or more, and those of money such that they never rise with time."""
    made = {one.name: np.maximum(0.0, getattr(tariff, one.name)) for one in fields(tariff)}
    made["devolved"] = np.maximum.accumulate(made["devolved"][::-1])[::-1]
    made["blended"] = np.maximum.accumulate(made["blended"][..., ::-1], axis=-1)[..., ::-1]
    held = made["step_in"].sum(axis=0)
    statutory = made["statutory"].copy()
    after = 0.0
    for t in range(len(statutory) - 1, -1, -1):
        statutory[t] = after = max(statutory[t], after + held[t])
    return Tariff(**{**made, "statutory": statutory})


def summed(one: Tariff, other: Tariff) -> Tariff:
    """Add prices up."""
    return Tariff(**{field.name: getattr(one, field.name) + getattr(other, field.name) for field in fields(one)})


@dataclass(frozen=True, slots=True)
class Worth:
    """What a unit of each stock is worth at some prices.

    Attributes:
        capacity: vC, P x T.
        building: gain from a unit built, P x T; built only where it is above 0.
        action: vA, N x T.
        spending: gain from a unit spent on social action, N x T.
    """

    capacity: Floats
    building: Floats
    action: Floats
    spending: Floats
