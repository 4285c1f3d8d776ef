"""Stress: scenarios a second, ours with NumPy beside ours in plain loops and beside the same trial written with Mesa.

The places are synthetic and their plans simple, so that no solver is needed; what a scenario costs depends on sizes
alone. Processor seconds with draws, the quickest of fifteen short runs; making a plan ready is left out everywhere.
All three must come to the same weighted unmet need, or there is no row.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from bench.mesa_peer import mesa_trial
from bench.rows import Row
from bench.stress_places import simple_plan, synthetic
from commonweal.formats.library_survival import yearly_failure_ranges
from commonweal.handover.stress.case import case
from commonweal.handover.stress.draws import draw
from commonweal.handover.stress.futures import futures
from commonweal.handover.stress.plain import plain
from commonweal.handover.stress.plain_numbers import plain_plan
from commonweal.handover.stress.simulate import simulate
from commonweal.handover.stress.tally import block_size

SEED, RUNS = 1, 15
TOWN, CITY = (10, 20, 30, 12), (60, 300, 300, 20)
TOWN_PLAIN, TOWN_MESA, CITY_PLAIN = 90.0, 250.0, 50.0


def rows() -> Iterator[Row]:
    """Give the rows of this stage, each as soon as it is measured."""
    yield from _rows(TOWN, {"plain loops": TOWN_PLAIN, "Mesa": TOWN_MESA}, blocks=2, single=10)
    yield from _rows(CITY, {"plain loops": CITY_PLAIN}, blocks=1, single=1)


def _rows(size: tuple[int, int, int, int], targets: dict[str, float], *, blocks: int, single: int) -> Iterator[Row]:
    problem = synthetic(SEED, *size)
    decisions = simple_plan(problem)
    made, numbers, ranges = (
        case(problem, decisions),
        plain_plan(problem, decisions),
        futures(problem, yearly_failure_ranges()),
    )
    each = block_size(made)

    def ours() -> list[float]:
        found: list[float] = []
        for first in range(0, blocks * each, each):
            found.extend(simulate(made, draw(problem, ranges, SEED, first, each)).weighted.tolist())
        return found

    def peer(one: Callable[..., Any]) -> list[float]:
        draws = draw(problem, ranges, SEED, 0, single)
        return [float(one(numbers, draws, k).weighted) for k in range(single)]

    rate, expected = _rate(ours, blocks * each)
    name = " x ".join(str(part) for part in size)
    handed = len(made.handed)
    for who, target in targets.items():
        trial = {"plain loops": plain, "Mesa": mesa_trial}[who]
        theirs, found = _rate(partial(peer, trial), single)
        np.testing.assert_allclose(found, expected[:single], rtol=1e-9)
        yield Row.against(
            f"stress beside {who}, {name} (services, bodies, places, quarters; {handed:,} cells handed over)",
            ours=rate,
            peer=theirs,
            target=target,
            unit="scenarios/s",
            better="higher",
        )


def _rate(run: Callable[[], list[float]], count: int) -> tuple[float, list[float]]:
    quickest = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        found = run()
        quickest = min(quickest, time.process_time() - start)
    return count / quickest, found
