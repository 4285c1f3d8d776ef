"""Capacity against load, body by body: what a plan asks of each, and how both lie over the futures in which it goes on.

A body is followed only as long as it has not ended, so that nothing here says how likely anybody is to end: what is
shown is what the plan asks of a body, never what is thought of it.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from commonweal.handover.stress.block import NEAR_UNITS, Floats, Watch
from commonweal.handover.stress.bodies import running_bodies
from commonweal.handover.stress.case import Case
from commonweal.handover.stress.draws import draw
from commonweal.handover.stress.futures import Futures
from commonweal.handover.stress.simulate import simulate
from commonweal.handover.stress.tally import block_size
from commonweal.handover.stress.trial import Spread, spread_points

MOST = 400
"""Futures that are followed: of a city's bodies and quarters no more fit into memory at once."""


@dataclass(frozen=True, slots=True)
class Fan:
    """One body over the quarters, in the futures in which it goes on.

    Attributes:
        provider: place in the problem's providers.
        futures: by quarter, how many futures it still goes on in.
        load: by quarter, units asked of it; None where it goes on in no future.
        capacity: by quarter, units that it can carry; None likewise.
        over: by quarter, futures in which it has more load than it may carry.
    """

    provider: int
    futures: tuple[int, ...]
    load: tuple[Spread | None, ...]
    capacity: tuple[Spread | None, ...]
    over: tuple[int, ...]


def fans(case: Case, futures: Futures, seed: int, scenarios: int) -> tuple[Fan, ...]:
    """Follow every body that runs something in a plan.

    Args:
        case: the plan, made ready.
        futures: the ranges to draw from.
        seed: of all scenarios; the first ones of a trial are the same.
        scenarios: how many the trial has; at most :data:`MOST` are followed.

    Returns:
        One for each such body, in the problem's order.
    """
    count, problem = min(scenarios, MOST), case.problem
    bodies = sorted(set().union(*running_bodies(problem, case.decisions)))
    if not bodies:
        return ()
    whole = Watch.of(problem.quarters, len(bodies), count)
    size = block_size(case)
    for at in range(0, count, size):
        many = min(size, count - at)
        watch = Watch.of(problem.quarters, len(problem.providers), many)
        simulate(case, draw(problem, futures, seed, at, many), watch)
        part = slice(at, at + many)
        whole.load[..., part] = watch.load[:, bodies]
        whole.capacity[..., part] = watch.capacity[:, bodies]
        whole.goes_on[..., part] = watch.goes_on[:, bodies]
    cap = 1 + float(problem.parameters.overload_cap)
    return tuple(_fan(p, whole, k, cap) for k, p in enumerate(bodies))


def _fan(provider: int, whole: Watch, k: int, cap: float) -> Fan:
    futures, load, capacity, over = [], [], [], []
    for t in range(len(whole.load)):
        goes_on = whole.goes_on[t, k]
        asked, can = whole.load[t, k, goes_on], whole.capacity[t, k, goes_on]
        futures.append(len(asked))
        load.append(_spread(asked))
        capacity.append(_spread(can))
        over.append(int((asked > cap * can + NEAR_UNITS).sum()))
    return Fan(provider, tuple(futures), tuple(load), tuple(capacity), tuple(over))


def _spread(values: Floats) -> Spread | None:
    """Give the spread in whole thousandths of a unit."""
    if not len(values):
        return None
    ordered = np.sort(np.rint(values * 1000).astype(np.int64))
    low, middle, high = (Fraction(int(ordered[at]), 1000) for at in spread_points(len(ordered)))
    return Spread(low, middle, high)
