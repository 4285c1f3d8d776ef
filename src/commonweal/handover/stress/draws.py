"""The draws of a block of scenarios: a scenario's own depend on the seed and its number, and on nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from numpy.random import Philox
from numpy.typing import NDArray

from commonweal.handover.problem import Problem, groups
from commonweal.handover.stress.block import SOMETHING
from commonweal.handover.stress.futures import BROUGHT, FIFTHS, FURTHER, OWN, Futures

Floats = NDArray[np.float64]
Quarters = NDArray[np.int16]

_MANY = ("surge", "volunteers", "late_quarters")
_SINGLE = (*OWN, *(name for name in FURTHER if name not in _MANY), "lost", "surge_from", "funder_goes", "funder_from")
"""What has one draw in a scenario; a further name goes to the end, so that earlier results can be had again."""

_FOUR = 4
"""Philox gives four numbers for each step of its counter."""


@dataclass(frozen=True, slots=True)
class Draws:
    """A block of scenarios; the last axis of every array is the scenario.

    Attributes:
        first: number of the first scenario.
        settings: one figure for each scenario, by the name of its range; quarters are whole.
        surge: more need, as a share, by service.
        surge_from: first quarter of it.
        funder_from: first quarter without the funder; the plan's length where it stays.
        volunteers: who come, as a share, by neighbourhood.
        slip: quarters that what a body takes over is late, by body.
        survives: quarters that a body runs services before it ends, by body; the plan's length or more where it stays.
    """

    first: int
    settings: Mapping[str, Floats]
    surge: Floats
    surge_from: Quarters
    funder_from: Quarters
    volunteers: Floats
    slip: Quarters
    survives: Quarters

    @property
    def count(self) -> int:
        """How many scenarios there are."""
        return int(self.surge_from.shape[0])


def draw(problem: Problem, futures: Futures, seed: int, first: int, count: int) -> Draws:
    """Draw scenarios ``first`` to ``first + count - 1``.

    Each scenario reads its own stretch of one counter, so that any split into blocks, in any order and on any
    machine, gives the same bits.

    Args:
        problem: the data; draws depend on its sizes and not on any plan, so that plans meet the same futures.
        futures: the ranges.
        seed: 0 to 2**64 - 1.
        first: number of the first scenario, from 0.
        count: how many.

    Source: Salmon and others, "Parallel random numbers: as easy as 1, 2, 3", SC 2011 (Philox).
    """
    sizes = (len(problem.services), len(problem.neighbourhoods), len(problem.providers), len(problem.providers))
    last = (BROUGHT,) if BROUGHT in futures.ranges else ()
    each = -(-(len(_SINGLE) + sum(sizes) + len(last)) // _FOUR) * _FOUR
    lot = Philox(key=seed, counter=first * (each // _FOUR))
    raw = lot.random_raw(count * each).reshape(count, each)
    raw >>= np.uint64(11)
    shares = np.multiply(raw.T, 2.0**-53, order="C")
    single = dict(zip(_SINGLE, shares, strict=False))
    ends = np.cumsum((len(_SINGLE), *sizes))
    surge, volunteers, slip, lost = (shares[a:b] for a, b in pairwise(ends))
    single |= dict(zip(last, shares[ends[-1] :], strict=False))
    settings = {name: _within(futures, name, single[name]) for name in futures.ranges if name not in _MANY}
    later = problem.quarters - 1
    goes = single["funder_goes"] < settings["funder_chance"]
    gone = 1 + np.floor(single["funder_from"] * later)
    return Draws(
        first,
        MappingProxyType(settings),
        _within(futures, "surge", surge),
        (1 + np.floor(single["surge_from"] * later)).astype(np.int16),
        np.where(goes, gone, problem.quarters).astype(np.int16),
        _within(futures, "volunteers", volunteers),
        _slips(futures, slip, settings["late_chance"]),
        _survives(problem, futures, lost, single["lost"]),
    )


def _within(futures: Futures, name: str, shares: Floats) -> Floats:
    drawn = futures.ranges[name]
    least, most = float(drawn.least), float(drawn.most)
    if name.endswith("_quarters"):
        return np.minimum(np.floor(least + shares * (most - least + 1)), most)
    return least + shares * (most - least)


def _slips(futures: Futures, shares: Floats, chance: Floats) -> Quarters:
    """Give the quarters that each body's hand-overs slip; one draw says whether, and by how many."""
    late = shares < chance
    along = shares / np.maximum(np.maximum(shares, chance), SOMETHING)
    return np.where(late, _within(futures, "late_quarters", along), 0).astype(np.int16)


def _survives(problem: Problem, futures: Futures, shares: Floats, where: Floats) -> Quarters:
    of = groups(problem.neighbourhoods)
    rates = [futures.lost_per_year[fifth] for fifth in FIFTHS]
    mean = tuple(sum((rate[end] for rate in rates), Fraction(0)) / len(rates) for end in (0, 1))
    least, most = (np.array([float(rate[end]) for rate in (*rates, mean)])[:, None] for end in (0, 1))
    # The fourth root by two square roots, which are the same to the last bit on every machine.
    quarterly = np.sqrt(np.sqrt(1 - (least + where * (most - least))))
    group = np.array([of[body.home] - 1 if body.home is not None else len(FIFTHS) for body in problem.providers], int)
    alive = [quarterly]
    for _ in range(problem.quarters - 1):
        alive.append(alive[-1] * quarterly)
    found = np.full(shares.shape, problem.quarters, np.int16)
    # Most bodies outlive the plan: only for the others is it asked when they end.
    body, scenario = np.nonzero(shares >= alive[-1][group])
    own = shares[body, scenario]
    found[body, scenario] = sum((own < still[group[body], scenario]).astype(np.int16) for still in alive)
    return found
