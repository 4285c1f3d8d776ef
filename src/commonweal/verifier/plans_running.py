"""Who runs cells already, as a published input says it: what cannot be, and what follows for every way of a cell."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

ZERO, ONE = Fraction(0), Fraction(1)


def hold_running(value: Any, overlap: int) -> None:
    """Refuse rows of who runs cells already that name no offer of their own cell, or quarters that cannot be.

    Args:
        value: the input.
        overlap: quarters of double running.

    Raises:
        ValueError: where one is so.
    """
    rows = value.get("running")
    if rows is None:
        return
    if not any(rows) or len(rows) != len(value["cells"]):
        raise ValueError("who runs cells already is not given for each cell of the input")
    for c, now in enumerate(rows):
        if now is not None:
            _hold(value, overlap, c, now)


def _hold(value: Any, overlap: int, c: int, now: Any) -> None:
    figures = [figure for figure in now.values() if figure is not None]
    if set(now) != {"offer", "since", "last"} or not all(isinstance(one, int) and one >= 0 for one in figures):
        raise ValueError("a row of who runs cells already has other members than it should")
    if now["offer"] is None or now["since"] is None or now["offer"] >= len(value["offers"]):
        raise ValueError("a row of who runs cells already has other members than it should")
    offer = value["offers"][now["offer"]]
    service = value["services"][value["cells"][c]["service"]]
    counted = offer["quality"] * ((1 - offer["volunteer_share"]) if service["statutory"] else 1)
    if offer["cell"] != c or counted < service["floor"]:
        raise ValueError("who runs a cell of the input already has terms for another one, or below its floor")
    if 0 < now["since"] <= overlap or now["since"] >= value["quarters"]:
        raise ValueError("who runs a cell of the input already began it at no quarter of the plan")


class Ways:
    """What is met, carried and paid on each way of a cell.

    Attributes:
        quarters: of the plan.
        overlap: quarters of double running.
        settings: parameters.
        services: up for transfer.
        cells: services in neighbourhoods.
        offers: of bodies.
        running: who runs each cell already, or None.
    """

    quarters: int
    overlap: int
    settings: dict[str, Any]
    services: Sequence[Any]
    cells: Sequence[Any]
    offers: Sequence[Any]
    running: Sequence[Any]

    def kept(self, c: int, t: int) -> Fraction:
        """Give the share of need met where the council keeps a cell."""
        service = self.services[self.cells[c]["service"]]
        level: Fraction = service["level"][t]
        floor: Fraction = service["floor"]
        return max(level, floor)

    def kept_cost(self, c: int, t: int) -> Fraction:
        """Give what a kept cell costs in a quarter, the top-up to its floor at the top-up price."""
        cost: Fraction = self.cells[c]["demand"][t] * self.kept_price(self.cells[c]["service"], t)
        return cost

    def kept_price(self, s: int, t: int) -> Fraction:
        """Give what a unit of need costs in a quarter where the council keeps a service."""
        level, floor = self.services[s]["level"][t], self.services[s]["floor"]
        price: Fraction = level + self.settings["top_up_price"] * max(ZERO, floor - level)
        return price

    def runner(self, c: int) -> tuple[Any, int] | None:
        """Give the terms of who runs a cell already and when its double running began, or None for the council."""
        now = self.running[c]
        return (self.offers[now["offer"]], now["since"] - self.overlap) if now else None

    def back(self, way: Any) -> bool:
        """Say whether a pathway hands a cell back to the council: it names the terms of who runs it already."""
        now = self.running[self.offers[way["offer"]]["cell"]]
        return now is not None and now["offer"] == way["offer"]

    def stays(self, c: int, t: int) -> Fraction:
        """Give the share of need met in a quarter where a cell stays with who runs it now."""
        runs = self.runner(c)
        if runs is None or t < runs[1]:
            return self.kept(c, t)
        quality: Fraction = runs[0]["quality"]
        return quality if t >= runs[1] + self.overlap else min(ONE, self.kept(c, t) + quality / 2)

    def met(self, c: int, way: Any, t: int) -> Fraction:
        """Give the share of need met in a quarter on a pathway, or where a cell stays with who runs it now."""
        stays = self.stays(c, t)
        if way is None or t < way["start"]:
            return stays
        own: Fraction = self.kept(c, t) if self.back(way) else self.offers[way["offer"]]["quality"]
        return own if t >= way["start"] + self.overlap else min(ONE, stays + own / 2)

    def runs(self, c: int, way: Any) -> list[tuple[Any, int, int]]:
        """Give the bodies that run a cell on a pathway: terms, first quarter, and the quarter in which they are done.

        Who ran it already goes on until double running is over.
        """
        found, now = [], self.runner(c)
        if now is not None:
            found.append((now[0], now[1], way["start"] + self.overlap if way else self.quarters))
        if way is not None and not self.back(way):
            found.append((self.offers[way["offer"]], way["start"], self.quarters))
        return found

    def load(self, run: tuple[Any, int, int], t: int) -> Fraction:
        """Give the load in a quarter on a body that runs a cell."""
        offer, start, done = run
        need: Fraction = self.cells[offer["cell"]]["demand"][t]
        if not start <= t < done:
            return ZERO
        return need / 2 if t < start + self.overlap else need

    def beyond(self, c: int, way: Any, t: int) -> Fraction:
        """Give what a cell costs above the council's keeping it in a quarter."""
        paid = sum((run[0]["price"] * self.load(run, t) for run in self.runs(c, way)), ZERO)
        return paid + (self.council_share(c, way, t) - 1) * self.kept_cost(c, t)

    def council_share(self, c: int, way: Any, t: int) -> Fraction:
        """Give the share of its whole cost that the council's own running of a cell costs in a quarter."""
        if way is not None and t >= way["start"] and self.runner(c):
            half = t < way["start"] + self.overlap
            return (Fraction(1, 2) if half else ONE) if self.back(way) else ZERO
        runs = self.runner(c) or ((None, way["start"]) if way else None)
        return ZERO if runs is not None and t >= runs[1] + self.overlap else ONE

    def before(self, p: int) -> bool:
        """Say whether a body was active before the plan began, by what it ran then."""
        return any(now and now["since"] == 0 and self.offers[now["offer"]]["provider"] == p for now in self.running)

    def least(self, p: int) -> Fraction:
        """Give the capacity that a body must have once it is ready; who was active before need not start."""
        least: Fraction = self.settings["least_capacity"]
        return ZERO if self.before(p) else least

    def keeping(self, c: int) -> Any:
        """Give the pathway of a cell where everything is kept: handed back as late as may be where they stop."""
        now = self.running[c]
        if now is None or now["last"] is None or now["last"] >= self.quarters - 1:
            return None
        return {"offer": now["offer"], "start": now["last"] - self.overlap + 1}
