"""Which single body's end would hurt most: every body's, in every quarter, with everything else as planned.

By name this is for the body itself and for whoever commissions. What is published says "body A", and only the figure
of the most telling one: a plan must not become a blacklist.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from commonweal.handover.stress.bodies import running_bodies
from commonweal.handover.stress.case import Case
from commonweal.handover.stress.draws import draw
from commonweal.handover.stress.futures import calm
from commonweal.handover.stress.simulate import simulate
from commonweal.handover.stress.tally import SMALL


@dataclass(frozen=True, slots=True)
class Hurt:
    """What a body's end would mean.

    Attributes:
        provider: place in the problem's providers.
        cells: how many services in neighbourhoods it runs at some time.
        extra: weighted unmet units more than without its end, the mean over the quarters in which it could end.
        most: the same, ending in the worst quarter.
        worst: that quarter.
    """

    provider: int
    cells: int
    extra: Fraction
    most: Fraction
    worst: int


def hurts(case: Case, delay_quarters: int = 1) -> tuple[Hurt, ...]:
    """Work out every body's end, those first that would hurt most; ends are tried one at a time and nothing is drawn.

    Args:
        case: the plan, made ready.
        delay_quarters: from a body's end until the council runs its services.
    """
    problem, first = case.problem, case.batches.first
    ends = [(p, t) for p in range(len(first)) for t in range(int(first[p]), problem.quarters)]
    futures = calm(problem).fixed(step_in_delay_quarters=delay_quarters)
    quiet = draw(problem, futures, 0, 0, 1)
    base = float(simulate(case, quiet).weighted[0])
    extras: list[float] = []
    for at in range(0, len(ends), SMALL):
        part = ends[at : at + SMALL]
        draws = draw(problem, futures, 0, 0, len(part))
        survives = draws.survives.copy()
        survives[[p for p, _ in part], np.arange(len(part))] = [t - int(first[p]) for p, t in part]
        extras.extend((simulate(case, replace(draws, survives=survives)).weighted - base).tolist())
    told = []
    for p in sorted({p for p, _ in ends}):
        own = [(_units(extra), t) for (body, t), extra in zip(ends, extras, strict=True) if body == p]
        most, worst = max(own, key=lambda one: (one[0], -one[1]))
        told.append(Hurt(p, _runs(case, p), sum((extra for extra, _ in own), Fraction(0)) / len(own), most, worst))
    return tuple(sorted(told, key=lambda one: (-one.extra, one.provider)))


def _units(value: float) -> Fraction:
    return Fraction(round(value * 1000), 1000)


def _runs(case: Case, provider: int) -> int:
    return sum(provider in running for running in running_bodies(case.problem, case.decisions))
