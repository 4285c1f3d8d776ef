"""What a place asks of its plan beyond the model's own rows, read from a published input and worked out again."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from .plans_data import ZERO, Data, added

Told = Iterator[tuple[str, str]]


def share_limits(data: Data) -> list[list[Fraction]]:
    """Give the most need that each body may run in the last quarter, for each largest share."""
    begun = {**_already(data), **(_bodies(data, data.past["starts"]) if data.past else {})}
    found = []
    for row in data.asked["largest_shares"]:
        needs = _needs(data, row["service"])
        most = row["most"] * added(needs.values())
        found.append([max(most, _run(needs, begun, p)) for p in range(len(data.bodies))])
    return found


def _needs(data: Data, service: int) -> dict[int, Fraction]:
    return {c: cell["demand"][-1] for c, cell in enumerate(data.cells) if cell["service"] == service}


def _run(needs: dict[int, Fraction], bodies: dict[int, int], p: int) -> Fraction:
    return added(need for c, need in needs.items() if bodies.get(c) == p)


def _bodies(data: Data, ways: Sequence[Any]) -> dict[int, int]:
    """Give who runs which cell; a way is an offer with its start, as a pair."""
    taken = ((c, way[0]) for c, way in enumerate(ways) if way is not None and not data.back({"offer": way[0]}))
    return {c: data.offers[k]["provider"] for c, k in taken}


def _already(data: Data) -> dict[int, int]:
    """Give who runs which cell already."""
    return {c: data.offers[now["offer"]]["provider"] for c, now in enumerate(data.running) if now}


def faults(data: Data, plan: Any) -> Told:
    """Find the largest shares and exclusive lots that a plan breaks; how it begins is judged with its pathways."""
    ways = [(way["offer"], way["start"]) if way else None for way in plan["decisions"]["pathways"]]
    now, begun = _bodies(data, ways), _bodies(data, data.past["starts"]) if data.past else {}
    still = {c: p for c, p in _already(data).items() if ways[c] is None}
    for row, limits in zip(data.asked["largest_shares"], share_limits(data), strict=True):
        needs, name = _needs(data, row["service"]), data.services[row["service"]]["id"]
        for p, body in enumerate(data.bodies):
            if _run(needs, {**now, **still}, p) > limits[p]:
                yield "row", f"(14) {body['id']} runs more of {name} than the largest share of it"
    for group in {lot["group"]: 0 for lot in data.asked["lots"]}:
        for p, body in enumerate(data.bodies):
            if _held(data, group, now, p) > max(1, _held(data, group, begun, p)):
                yield "row", f"(14) {body['id']} takes more than one lot of {group}"


def _held(data: Data, group: str, bodies: dict[int, int], p: int) -> int:
    lots = (lot["cells"] for lot in data.asked["lots"] if lot["group"] == group)
    return sum(any(bodies.get(c) == p for c in cells) for cells in lots)


def shares_worth(data: Data, prices: Any) -> Fraction:
    """Give what the largest shares are worth at their prices."""
    total = ZERO
    for row, limits in zip(prices.get("largest_share", []), share_limits(data), strict=True):
        total += sum((price * most for price, most in zip(row, limits, strict=True)), ZERO)
    return total
