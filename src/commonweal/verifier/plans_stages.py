"""What a plan says of the later stages of its search, worked out again: its cost, and what it changes."""

from collections.abc import Iterator
from typing import Any

from .plans_data import ZERO, Data, added

_SAID = {"objective", "first_cost", "cost", "first_changes", "changes"}


def stage_faults(data: Data, plan: Any) -> Iterator[str]:
    """Find what a plan says wrongly of its stages; what the plan of an earlier stage came to can only be stated.

    Args:
        data: the input.
        plan: the plan, all of whose own figures are right.
    """
    if "stages" not in plan:
        return
    said = plan["stages"]
    if set(said) != _SAID or (said["changes"] is None) != (said["first_changes"] is None):
        yield "what it says of its stages has other members than it should"
        return
    cost = _cost(data, plan)
    if said["cost"] != cost:
        yield f"its cost is stated as {float(said['cost']):.6f} and works out to {float(cost):.6f}"
    if plan["objective"] > said["objective"]:
        yield "it leaves more need unmet than stage 1 is said to have found"
    if said["cost"] > said["first_cost"]:
        yield "it costs more than what stage 1 is said to have found"
    if said["changes"] is not None:
        yield from _changes(data, plan, said)


def _cost(data: Data, plan: Any) -> Any:
    """Add up what is paid beyond keeping everything, part by part."""
    decided, settings = plan["decisions"], data.settings
    ways = [(c, way) for c, way in enumerate(decided["pathways"]) if way is not None or data.running[c]]
    paid = added(
        data.beyond(c, way, t) for c, way in ways for t in range(0 if data.running[c] else way["start"], data.quarters)
    )
    legal = added(data.legal(c) for c, way in ways if way is not None)
    legal += added(data.legal(c) for c, now in enumerate(data.running) if now and now["since"])
    built = settings["building_cost"] * sum((sum(row, ZERO) for row in decided["building"]), ZERO)
    spent = settings["action_cost"] * sum((sum(row, ZERO) for row in decided["spending"]), ZERO)
    new = (quarter for p, quarter in enumerate(plan["ready"]) if not data.before(p))
    opened = settings["activation_cost"] * sum(1 for quarter in new if quarter is not None)
    interest = (sum(data.repayments(), ZERO) - 1) * sum(decided["loans"], ZERO)
    return paid + legal + built + spent + opened + interest


def _changes(data: Data, plan: Any, said: Any) -> Iterator[str]:
    if data.last is None:
        yield "it counts changes against a plan that its input does not hold"
        return
    cells = quarters = 0
    for way, last in zip(plan["decisions"]["pathways"], data.last["pathways"], strict=True):
        body = data.bodies[data.offers[way["offer"]]["provider"]]["id"] if way else None
        now = way["start"] if way else data.quarters
        then = last["start"] if last else data.quarters
        cells += (body, now) != (last["organisation"] if last else None, then)
        quarters += abs(now - then)
    if said["changes"] != {"cells": cells, "quarters": quarters}:
        yield f"it differs from the last plan in {cells} cells and {quarters} quarters, not as stated"
    first, now_ = said["first_changes"], said["changes"]
    if (now_["cells"], now_["quarters"]) > (first["cells"], first["quarters"]):
        yield "it is further from the last plan than what stage 2 is said to have found"
