"""Who runs what at some time in a plan: bodies that take something over, and those that run it already."""

from commonweal.handover.plan import Decisions
from commonweal.handover.problem import Problem


def running_bodies(problem: Problem, decisions: Decisions) -> list[set[int]]:
    """Give for each cell the bodies that run it at some time, by their places in the problem's providers.

    Args:
        problem: the data of the plan.
        decisions: of the plan.
    """
    found: list[set[int]] = []
    for c, way in enumerate(decisions.pathways):
        now = problem.runs(c)
        offers = [one.offer for one in (way, now) if one is not None]
        found.append({problem.offers[offer].provider for offer in offers})
    return found
