"""Codes of bodies in what is published of a trial: numbers that follow neither names nor how much is asked of them."""

from collections.abc import Mapping
from hashlib import sha256

from commonweal.handover.plan import Decisions
from commonweal.handover.problem import Problem
from commonweal.handover.stress.bodies import running_bodies


def codes(problem: Problem, decisions: Decisions, plan_sha256: str) -> Mapping[int, int]:
    """Give the number of each body that runs something in a plan, from 1, by its place in the problem's providers.

    They follow the SHA-256 of the plan's digest, a colon and the body's id, so that another plan has other numbers.

    Args:
        problem: the data of the plan.
        decisions: of the plan.
        plan_sha256: digest of the plan's written form.
    """
    bodies = set().union(*running_bodies(problem, decisions))
    ordered = sorted(bodies, key=lambda p: sha256(f"{plan_sha256}:{problem.providers[p].id}".encode()).digest())
    return {p: number for number, p in enumerate(ordered, 1)}
