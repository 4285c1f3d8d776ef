"""What a published plan was made from, read back as exact numbers; and the few terms that rows and bound both use."""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from .plans_running import Ways, hold_running

ZERO, ONE = Fraction(0), Fraction(1)
_TEXTS = {
    "id",
    "name",
    "measure",
    "first_quarter",
    "input_sha256",
    "plan_sha256",
    "solver",
    "reason",
    "source",
    "group",
    "kind",
    "organisation",
    "uses",
}
_TRUTHS = {"statutory", "protected", "willing", "borrows"}
_NUMBER = re.compile(r"-?\d{1,1000}/[1-9]\d{0,999}", re.ASCII)
_INPUT = {
    *("quarters", "first_quarter", "unit_gbp", "parameters", "services", "neighbourhoods"),
    *("cells", "providers", "offers", "funds", "adopted"),
}
_ASKED = {
    "blackouts": {"quarter", "service", "reason"},
    "price_floors": {"service", "least", "source"},
    "largest_shares": {"service", "most", "reason"},
    "lots": {"group", "name", "cells"},
    "gains": {"provider", "quarter", "units", "source"},
}
"""What a place asks beyond the model's own rows: left out of an input where it asks nothing."""
_GIVEN = {"conditions", "last", "running"}
"""Members that stand there only where they say something."""
_COMMON = 10**100
_LONGEST = 1000
"""Quarters that a lag, an overlap or a loan may last; without a limit a hostile input asks for work without end."""
PLACES = 10**9
"""Stocks are kept to the ninth decimal, rounded down; ceilings are rounded up."""


def exact(value: Any, key: str = "") -> Any:
    """Turn every number of a published value into an exact one: integers as they are, ``"n/d"`` as a fraction.

    Raises:
        ValueError: where a text, or yes or no, stands where a number belongs, or a fraction is not in lowest terms.
    """
    if isinstance(value, dict):
        return {name: exact(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [exact(item, key) for item in value]
    if isinstance(value, str) and key not in _TEXTS:
        return _fraction(value)
    if isinstance(value, bool) and key not in _TRUTHS:
        raise ValueError(f"{key} is yes or no, where a number belongs")
    return value


def _fraction(text: str) -> Fraction:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text[:40]} is not a number written as a fraction")
    top, _, bottom = text.partition("/")
    number = Fraction(int(top), int(bottom))
    if number.denominator != int(bottom):
        raise ValueError(f"{text[:40]} is not in lowest terms")
    return number


def hold_short(value: Any, what: str) -> None:
    """Refuse numbers whose common denominator is so long that to add them up would take for ever.

    Args:
        value: what :func:`exact` gave.
        what: what it is of, to say in the fault.

    Raises:
        ValueError: where it has more than a hundred digits.
    """
    common = 1
    for number in numbers(value):
        common = lcm(common, number.denominator)
        if common > _COMMON:
            raise ValueError(f"the numbers of the {what} have no common denominator of at most 100 digits")


def numbers(value: Any) -> Iterator[Fraction | int]:
    """Give every number in a value of lists and members."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from numbers(item)
    elif isinstance(value, Fraction | int):
        yield value


def added(values: Iterable[Fraction | int]) -> Fraction:
    """Add numbers up, first those that have one denominator: the same sum, many times sooner."""
    tops: dict[int, int] = {}
    for value in values:
        bottom = value.denominator
        tops[bottom] = tops.get(bottom, 0) + value.numerator
    return sum((Fraction(top, bottom) for bottom, top in tops.items()), ZERO)


def down(value: Fraction) -> Fraction:
    """Round down to the ninth decimal."""
    return Fraction(value * PLACES // 1, PLACES)


def up(value: Fraction) -> Fraction:
    """Round up to the ninth decimal."""
    return -down(-value)


class Data(Ways):
    """The input of a plan.

    Args:
        value: ``input.json`` after :func:`exact`.

    Raises:
        ValueError: where a list is not of the length it should be, or a figure is outside its range.
    """

    def __init__(self, value: Any) -> None:
        self.quarters: int = value["quarters"]
        self.settings: dict[str, Any] = value["parameters"]
        self.services: list[Any] = value["services"]
        self.places: list[Any] = value["neighbourhoods"]
        self.cells: list[Any] = value["cells"]
        self.bodies: list[Any] = value["providers"]
        self.offers: list[Any] = value["offers"]
        self.funds: dict[str, Any] = value["funds"]
        self.blended: list[Any] = self.funds.get("blended", [])
        self.past: Any = value["adopted"]
        self.last: Any = value.get("last")
        self.until: int = self.past["until"] if self.past else 0
        self.overlap: int = self.settings["overlap_quarters"]
        self.brings: Fraction = self.settings.get("delivery_action", ZERO)
        self.asked: dict[str, list[Any]] = value.get("conditions") or {name: [] for name in _ASKED}
        self.running: list[Any] = value.get("running") or [None] * len(self.cells)
        hold_short(value, "input")
        self._hold_form(value)
        self._hold_limits()
        self._asks_of_starts = bool(self.asked["blackouts"] or self.asked["price_floors"])
        self._offered: list[list[int]] = [[] for _ in self.cells]
        for k, offer in enumerate(self.offers):
            self._offered[offer["cell"]].append(k)
        self._falls = [self._fall(t) for t in range(self.quarters)]

    def _hold_form(self, value: Any) -> None:
        if not _INPUT <= set(value) <= _INPUT | _GIVEN:
            raise ValueError("the input has other members than it should")
        parts = (self.settings, self.services, self.places, self.cells, self.bodies, self.offers, self.funds)
        if min(numbers([*parts, self.past, self.asked]), default=0) < 0:
            raise ValueError("a figure of the input is below 0")
        rows = [service["level"] for service in self.services] + [cell["demand"] for cell in self.cells]
        rows += [self.funds["statutory"], self.funds["devolved"]]
        if any(len(row) != self.quarters or min(row) < 0 for row in rows):
            raise ValueError("a row of the input is not given for every quarter, or is below 0")
        shares = [share for service in self.services for share in (*service["level"], service["floor"])]
        shares += [offer[name] for offer in self.offers for name in ("quality", "volunteer_share")]
        if not all(0 <= share <= 1 for share in shares):
            raise ValueError("a share of the input is outside 0 to 1")
        if self.last is not None and len(self.last["pathways"]) != len(self.cells):
            raise ValueError("the last plan of the input has not one pathway for each cell")
        for offer in self.offers:
            if not (0 <= offer["cell"] < len(self.cells) and 0 <= offer["provider"] < len(self.bodies)):
                raise ValueError("an offer of the input names no cell or no provider")
        self._hold_asked(value)
        hold_running(value, self.settings["overlap_quarters"])

    def _hold_asked(self, value: Any) -> None:
        """Hold what is asked beyond the model's own rows to its form."""
        rows = [(name, row) for name in self.asked for row in self.asked[name]]
        if set(self.asked) != set(_ASKED) or ("conditions" in value and not rows):
            raise ValueError("the conditions of the input have other members than they should, or ask nothing")
        if any(set(row) != _ASKED[name] for name, row in rows):
            raise ValueError("a condition of the input has other members than it should")
        limits = {"service": len(self.services), "provider": len(self.bodies), "quarter": self.quarters}
        places = [(row[name], most) for _, row in rows for name, most in limits.items() if row.get(name) is not None]
        places += [(c, len(self.cells)) for lot in self.asked["lots"] for c in lot["cells"]]
        if any(type(place) is not int or not 0 <= place < most for place, most in places):
            raise ValueError("a condition of the input names no service, provider, cell or quarter of it")
        once = [(name, row["service"]) for name, row in rows if name in {"price_floors", "largest_shares"}]
        once += [(lot["group"], c) for lot in self.asked["lots"] for c in lot["cells"]]
        if len(set(once)) < len(once) or any(row["quarter"] < 1 for row in self.asked["gains"]):
            raise ValueError("a condition of the input is there twice, or gives capacity before there is any")
        if any(row["most"] > 1 for row in self.asked["largest_shares"]):
            raise ValueError("a largest share of the input is above the whole")

    def _hold_limits(self) -> None:
        lags = ("overlap_quarters", "building_lag", "action_lag", "loan_quarters")
        if min(self.settings.values()) < 0 or min(self.settings[name] for name in lags) < 1:
            raise ValueError("a parameter of the input is below what it can be")
        if max(self.settings[name] for name in lags) > _LONGEST:
            raise ValueError(f"a parameter of the input lasts more than {_LONGEST} quarters")
        if self.settings.get("delivery_action", 1) == 0:
            raise ValueError("an effect of delivery is written that is none")
        if max(self.settings["natural_loss"], self.settings["action_loss"]) > 1:
            raise ValueError("more than the whole of a stock is lost in a quarter of the input")

    def kept_money(self, t: int) -> Fraction:
        """Give what keeping every cell costs in a quarter."""
        needs: list[list[Fraction]] = [[] for _ in self.services]
        for cell in self.cells:
            needs[cell["service"]].append(cell["demand"][t])
        return added(self.kept_price(s, t) * added(row) for s, row in enumerate(needs))

    def weight(self, c: int, t: int) -> Fraction:
        """Give the weight of leaving a whole cell unmet in a quarter."""
        cell = self.cells[c]
        weight: Fraction = self.places[cell["neighbourhood"]]["weight"] * self.services[cell["service"]]["criticality"]
        last: Fraction = self.settings["terminal_weight"] if t == self.quarters - 1 else ONE
        need: Fraction = cell["demand"][t]
        return weight * last * need

    def legal(self, c: int) -> Fraction:
        """Give the one-off cost of handing a cell over."""
        cost: Fraction = self.settings["legal_share"] * self.cells[c]["demand"][0]
        return cost

    def _fall(self, t: int) -> Fraction:
        """Give by how much the council's services fall in a quarter, on average, 0 where they do not."""
        fall = sum((s["level"][max(0, t - 1)] - s["level"][t] for s in self.services), ZERO)
        return max(ZERO, fall / len(self.services))

    def survival(self, p: int, t: int) -> Fraction:
        """Give the share of a provider's capacity that is left a quarter later."""
        cut = self.settings["cut_loss"] * self.bodies[p]["grant_dependence"] * self._falls[t]
        left: Fraction = 1 - self.settings["natural_loss"] - cut
        return max(ZERO, left)

    def repayments(self) -> list[Fraction]:
        """Give what a loan of 1 costs in each quarter after it."""
        term = self.settings["loan_quarters"]
        return [Fraction(1, term) + self.settings["loan_rate"] * Fraction(term - k, term) for k in range(term)]

    def need_in(self, n: int, t: int) -> Fraction:
        """Give the most load that bodies could carry in a neighbourhood in a quarter.

        Where one runs a cell already, that is its need and, while another runs it beside it, half as much again.
        """
        here = [c for c, cell in enumerate(self.cells) if cell["neighbourhood"] == n]
        twice = added(self.cells[c]["demand"][t] for c in here if self.running[c])
        return added(self.cells[c]["demand"][t] for c in here) + twice / 2

    def gain(self, p: int, t: int) -> Fraction:
        """Give the capacity that a body has more from a quarter on by its development plan."""
        return added(row["units"] for row in self.asked["gains"] if row["provider"] == p and row["quarter"] == t)

    def shut(self, offer: Any, start: int) -> bool:
        """Say whether a hand-over may not begin in a quarter, or not at its price."""
        s = self.cells[offer["cell"]]["service"]
        closed = any(row["quarter"] == start and row["service"] in {None, s} for row in self.asked["blackouts"])
        cheap = any(row["service"] == s and offer["price"] < row["least"] for row in self.asked["price_floors"])
        return closed or cheap

    def options(self, c: int) -> list[tuple[int | None, int]]:
        """Give every pathway of a cell as (offer, start); staying with who runs it now is (None, 0)."""
        begun = self.past["starts"][c] if self.past else None
        if begun is not None:
            return [(begun[0], begun[1])]
        now, end = self.running[c], self.quarters - self.overlap
        last = now["last"] if now and now["last"] is not None else self.quarters - 1
        since = max(1, self.until, now["since"] if now else 0)
        end = min(end, last - self.overlap + 2) if last < self.quarters - 1 else end
        found: list[tuple[int | None, int]] = [(None, 0)] if last >= self.quarters - 1 else []
        for k in self._offered[c]:
            offer = self.offers[k]
            if now and now["offer"] == k:
                found += [(k, start) for start in range(since, end)]
            elif self.allowed(offer):
                first = max(since, self.bodies[offer["provider"]]["ready_from"])
                if self._asks_of_starts:
                    found += [(k, start) for start in range(first, end) if not self.shut(offer, start)]
                else:
                    found += [(k, start) for start in range(first, end)]
        return found

    def allowed(self, offer: Any) -> bool:
        """Say whether an offer may be taken up at all: consent, the floor, and not withdrawn."""
        service = self.services[self.cells[offer["cell"]]["service"]]
        counted = offer["quality"] * ((1 - offer["volunteer_share"]) if service["statutory"] else 1)
        willing: bool = self.bodies[offer["provider"]]["willing"]
        gone = self.past is not None and offer["provider"] in self.past["withdrawn"]
        return willing and not gone and bool(counted >= service["floor"])

    def fifths(self) -> tuple[list[int], list[int]]:
        """Give the cells of the most and of the least deprived fifth of people, in whole neighbourhoods."""
        order = sorted(
            range(len(self.places)), key=lambda n: (self.places[n]["deprivation_rank"], self.places[n]["name"])
        )
        poor = self._end(order)
        rich = self._end(order[::-1]) - poor
        cells = range(len(self.cells))
        return (
            [c for c in cells if self.cells[c]["neighbourhood"] in poor],
            [c for c in cells if self.cells[c]["neighbourhood"] in rich],
        )

    def _end(self, order: Sequence[int]) -> set[int]:
        taken: set[int] = set()
        people, everybody = 0, sum(place["population"] for place in self.places)
        for n in order:
            if 5 * people >= everybody:
                break
            taken.add(n)
            people += self.places[n]["population"]
        return taken

    def watched(self) -> list[list[int]]:
        """Give the groups of cells that a plan may not make worse off."""
        services = [s for s, service in enumerate(self.services) if service["protected"]]
        return [
            self.fifths()[0],
            *([c for c, cell in enumerate(self.cells) if cell["service"] == s] for s in services),
        ]

    def unmet(self, cells: Sequence[int], t: int, shares: Sequence[Sequence[Fraction]]) -> Fraction:
        """Give the unmet share of need of some cells in a quarter, 0 where there is no need."""
        need = added(self.cells[c]["demand"][t] for c in cells)
        lacking = added(self.cells[c]["demand"][t] * (1 - shares[c][t]) for c in cells)
        return lacking / need if need else ZERO

    def kept_shares(self, *, twice: bool = False) -> list[list[Fraction]]:
        """Give the share met in each cell and quarter where everything is kept by who runs it now, then the council.

        Args:
            twice: whether what both run while the council takes it back counts as it is met then, by both.
        """
        rows = []
        for c in range(len(self.cells)):
            way = self.keeping(c)
            if twice or way is None:
                rows.append([self.met(c, way, t) for t in range(self.quarters)])
            else:
                done = way["start"] + self.overlap
                rows.append([self.stays(c, t) if t < done else self.kept(c, t) for t in range(self.quarters)])
        return rows

    def permitted(self) -> list[Fraction]:
        """Give the most that the gap between the fifths may be, quarter by quarter."""
        poor, rich = self.fifths()
        kept, twice = self.kept_shares(), self.kept_shares(twice=True)
        gaps = [self.unmet(poor, t, kept) - self.unmet(rich, t, kept) for t in range(self.quarters)]
        both = [self.unmet(poor, t, twice) - self.unmet(rich, t, twice) for t in range(self.quarters)]
        tolerance = self.settings["tolerance"]
        return [max(gaps[0], gap, other) + tolerance for gap, other in zip(gaps, both, strict=True)]

    def ceilings(self, p: int) -> list[Fraction]:
        """Give the most load a provider could ever carry, quarter by quarter."""
        settings, body = self.settings, self.bodies[p]
        home = self.places[body["home"]] if body["home"] is not None else None
        stock = [home["social_action"] if home else ZERO]
        most = [body["capacity"]]
        for t in range(1, self.quarters):
            spent = built = ZERO
            if t >= settings["action_lag"] and home:
                spent = settings["spend_share"] * stock[t - settings["action_lag"]] + home["spend_base"]
            if t >= settings["building_lag"]:
                then = t - settings["building_lag"]
                built = settings["build_share"] * most[then] + settings["build_per_action"] * stock[then]
            grown = settings["building_yield"] * built + settings["action_capacity"] * stock[t - 1] + self.gain(p, t)
            most.append(up(self.survival(p, t - 1) * most[t - 1] + grown))
            brought = self.brings * self.need_in(body["home"], t - 1) if self.brings and home else ZERO
            kept = (1 - settings["action_loss"]) * stock[t - 1] + settings["action_yield"] * spent
            stock.append(up(kept + brought))
        return [(1 + settings["overload_cap"]) * units for units in most]
