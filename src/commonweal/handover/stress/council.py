"""What the council itself provides in a quarter, service by service; it depends on nothing that bodies do."""

from dataclasses import dataclass

import numpy as np

from commonweal.handover.stress.block import Floats
from commonweal.handover.stress.case import Case
from commonweal.handover.stress.draws import Draws


@dataclass(frozen=True, slots=True)
class Council:
    """The council's own services in a quarter, by service and scenario.

    Attributes:
        kept: share of need that it meets where it runs a service.
        unmet: units unmet there, for each unit of need that was planned for.
        growth: units of need for each that was planned for.
        cost: of keeping a unit.
    """

    kept: Floats
    unmet: Floats
    growth: Floats
    cost: Floats


def council_in(case: Case, draws: Draws, t: int, rows: Floats) -> Council:
    """Work out a quarter of the council's own services.

    Args:
        case: the plan, made ready.
        draws: the scenarios.
        t: the quarter.
        rows: is filled with what is unmet, growth, cost and level, one beneath the other.
    """
    unmet, growth, cost, level = rows.reshape(4, len(case.floor), draws.count)
    # No cut comes before the first quarter.
    early = draws.settings["cut_early_quarters"].astype(np.intp) * (t > 0)
    when = np.minimum(early + t, case.problem.quarters - 1)
    case.level.take(when, axis=1, out=level, mode="clip")
    deeper = case.fall.take(when, axis=1)
    deeper *= draws.settings["cut_depth"] - 1
    level -= deeper
    np.maximum(level, 0, out=level)
    np.multiply(draws.surge, draws.surge_from <= t, out=growth)
    growth += 1
    kept = level / growth
    np.maximum(kept, case.floor, out=kept)
    np.multiply(case.floor, growth, out=cost)
    cost -= level
    np.maximum(cost, 0, out=cost)
    cost *= float(case.problem.parameters.top_up_price)
    cost += level
    np.multiply(np.subtract(1, kept, out=unmet), growth, out=unmet)
    return Council(kept, unmet, growth, cost)
