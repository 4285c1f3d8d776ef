"""Stages 2 and 3 of a search: what each looks for, and what it came to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from commonweal.handover.exact import MARGINS
from commonweal.handover.last_plan import Stages
from commonweal.handover.plan import Plan
from commonweal.handover.refine import CELLS, MONEY, QUARTERS, UNMET, Measure, Refinement
from commonweal.handover.solve import Limits
from commonweal.handover.stages import changes, cost
from commonweal.handover.view import View
from commonweal.handover.ways import Options

NODES = 50
"""Nodes of the solver's tree for each stage where all is searched as one model."""
BLOCK_NODES = 1
"""The same for a block of neighbourhoods, which leaves what the root of the tree finds."""
LEAST_IN_BLOCK = 300
"""Ways to begin in a block of neighbourhoods; of a town, larger blocks took eight times as long and saved less."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the later stages look, and how hard.

    Attributes:
        view: the problem.
        free: the ways to begin that may be chosen among.
        fixed: those that are taken in any case.
        near: those that are looked at block by block; None where all are searched as one model.
        effort: relative gap, seconds and seed of the search.
    """

    view: View
    free: Options
    fixed: Options
    near: Options | None
    effort: tuple[float, float, int]


def cheapest(ground: Ground, plan: Plan) -> tuple[Plan, Stages]:
    """Give a plan that costs least over its life among those that leave no more need unmet, and what came of that.

    Args:
        ground: where to look.
        plan: of stage 1; given back where none is better.
    """
    problem = ground.view.problem
    found = _refined(ground, plan, MONEY, (UNMET,))
    return found, Stages(plan.objective, cost(problem, plan), cost(problem, found))


def closest(ground: Ground, plan: Plan, found: Stages | None) -> tuple[Plan, Stages]:
    """Give a plan that is closest to the last one among those no dearer that leave no more need unmet.

    Args:
        ground: where to look.
        plan: of stage 2; given back where none is better.
        found: what stage 2 came to, or None where it was not asked for.
    """
    problem = ground.view.problem
    near = _refined(ground, plan, CELLS, (UNMET, MONEY))
    near = _refined(ground, near, QUARTERS, (UNMET, MONEY, CELLS))
    money = cost(problem, near)
    stages = found or Stages(plan.objective, cost(problem, plan), money)
    counts = [changes(problem, one.decisions.pathways) for one in (plan, near)]
    return near, replace(stages, cost=money, first_changes=counts[0], changes=counts[1])


def _refined(ground: Ground, plan: Plan, aim: Measure, held: Sequence[Measure]) -> Plan:
    gap, seconds, seed = ground.effort
    if ground.near is None:
        limits = Limits(min(1e-4, gap), seconds, NODES, seed)
        return Refinement(ground.view, ground.free, ground.fixed, MARGINS, limits).least(plan, aim, held)
    limits = Limits(1e-3, seconds / 10, BLOCK_NODES, seed)
    refinement = Refinement(ground.view, ground.free, ground.fixed, MARGINS[:1], limits)
    return refinement.swapped(plan, ground.near, aim, held, LEAST_IN_BLOCK)
