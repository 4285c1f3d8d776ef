"""What pathways of a plan cost at its prices, in whole numbers of one small unit: exact, and quick for a city too."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from .plans_blended import price_of
from .plans_data import ZERO, Data, added


def _bottom(values: Iterable[Fraction | int]) -> int:
    return lcm(*{value.denominator for value in values})


class Units:
    """The prices of a plan and what it was made from, each list of figures over a common denominator of its own.

    Attributes:
        need: denominator of need.
        bottom: denominator of the costs that are given; whatever figures are multiplied, they are brought to it.
    """

    def __init__(self, data: Data, prices: Any, action: Sequence[Sequence[Fraction]]) -> None:
        self._data, quarters = data, range(data.quarters)
        step_in, settings = data.settings["step_in"], data.settings
        load = [
            [
                prices["capacity"][p][t] + prices["ready_load"][p][t] + step_in * prices["step_in"][p][t]
                for t in quarters
            ]
            for p in range(len(data.bodies))
        ]
        met = [[max(row["level"][t], row["floor"]) for t in quarters] for row in data.services]
        costs = [[data.kept_price(s, t) for t in quarters] for s in range(len(data.services))]
        self._groups, fair = self._fairness(prices)
        own = {
            (s, n): row["criticality"] * place["weight"]
            for s, row in enumerate(data.services)
            for n, place in enumerate(data.places)
        }
        omega = [*([Fraction(1)] * (data.quarters - 1)), Fraction(settings["terminal_weight"])]
        top = _bottom(own.values()) * _bottom(omega)
        weight = lcm(top, _bottom(x for row in fair.values() for x in row))
        share = 2 * lcm(_bottom(x for row in met for x in row), _bottom(o["quality"] for o in data.offers))
        carried, paid = _bottom(x for row in load for x in row), _bottom(o["price"] for o in data.offers)
        hours, worked = (
            _bottom(x for row in prices["volunteers"] for x in row),
            _bottom(o["volunteer_share"] for o in data.offers),
        )
        money, kept = _bottom(prices["statutory"]), _bottom(x for row in costs for x in row)
        due = price_of(data, prices, "legal work")
        law, legal = _bottom(due), Fraction(settings["legal_share"])
        later = [[data.brings * row[t + 1] for t in quarters] for row in action]
        sizes = (
            weight * share,
            2 * carried,
            2 * hours * worked,
            2 * money * paid,
            2 * money * kept,
            law * legal.denominator,
            part := _bottom(x for row in prices.get("largest_share", []) for x in row),
            2 * (earned := _bottom(x for row in later for x in row)),
        )
        whole = lcm(*sizes)
        self._unmet, self._load_by, self._hours_by, self._paid_by, self._saved_by, legal_by, part_by, by = (
            whole // x for x in sizes
        )
        self._earned = [[x * by for x in self.row(row, earned)] for row in later] if data.brings else []
        shares = zip(data.asked["largest_shares"], prices.get("largest_share", []), strict=True)
        self._parts = {row["service"]: [x * part_by for x in self.row(each, part)] for row, each in shares}
        self.need = _bottom(x for cell in data.cells for x in cell["demand"])
        self.bottom = whole * self.need
        self._share, self._worked, self._paid = share, worked, paid
        self._met = [self.row(row, share) for row in met]
        self._load = [self.row(row, carried) for row in load]
        self._hours = [self.row(row, hours) for row in prices["volunteers"]]
        self._money, self._costs = self.row(prices["statutory"], money), [self.row(row, kept) for row in costs]
        self._legal = [legal.numerator * legal_by * x for x in self.row(due, law)]
        self._own = {key: self.row([value * x for x in omega], weight) for key, value in own.items()}
        self._fair = {key: self.row(row, weight) for key, row in fair.items()}

    def _fairness(self, prices: Any) -> tuple[list[tuple[int, ...]], dict[tuple[int, ...], list[Fraction]]]:
        """Give the watched groups of each cell, and what a unit of need costs more in each set of groups."""
        data = self._data
        poor, rich = data.fifths()
        watched = [(poor, prices["equity"], 1), (rich, prices["equity"], -1)]
        watched += [(cells, row, 1) for cells, row in zip(data.watched(), prices["detriment"], strict=True)]
        of: list[list[int]] = [[] for _ in data.cells]
        each = []
        for k, (cells, row, sign) in enumerate(watched):
            for c in cells:
                of[c].append(k)
            needs = [added(data.cells[c]["demand"][t] for c in cells) for t in range(data.quarters)]
            each.append([sign * price / need if need else ZERO for price, need in zip(row, needs, strict=True)])
        keys = [tuple(row) for row in of]
        sums = {key: [sum((each[k][t] for k in key), ZERO) for t in range(data.quarters)] for key in set(keys)}
        return keys, sums

    @staticmethod
    def row(values: Iterable[Fraction | int], bottom: int) -> list[int]:
        """Give figures as whole numbers over a denominator."""
        return [value.numerator * (bottom // value.denominator) for value in values]

    def weights(self, c: int) -> list[int]:
        """Give what a unit of a cell's need left unmet costs, by quarter."""
        cell = self._data.cells[c]
        own = self._own[cell["service"], cell["neighbourhood"]]
        return [a + b for a, b in zip(own, self._fair[self._groups[c]], strict=True)]

    def kept(self, c: int, need: Sequence[int], weights: Sequence[int]) -> list[int]:
        """Give what keeping a cell costs the people who need it, by quarter, where the council keeps it."""
        met, full, by = self._met[self._data.cells[c]["service"]], self._share, self._unmet
        return [d * w * (full - m) * by for d, w, m in zip(need, weights, met, strict=True)]

    def stays(self, c: int, need: Sequence[int], weights: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
        """Give how a cell goes until something else begins: share met, what that costs, and what of it goes on.

        Returns:
            by quarter the share met, the cost at the prices, and of that what is still carried and paid while another
            body, or the council, runs it too.
        """
        kept, service = self.kept(c, need, weights), self._data.cells[c]["service"]
        runs = self._data.runner(c)
        if runs is None:
            return self._met[service], kept, [0] * len(kept)
        level, costs, on = [], [], []
        offer, start = runs
        half, saved = self._halves(offer), self._saved(service)
        for t, d in enumerate(need):
            (met,) = self.row([self._data.stays(c, t)], self._share)
            alone = t >= start + self._data.overlap
            on.append(0 if t < start else 2 * d * (half[t] - saved[t]) if alone else d * half[t])
            level.append(met)
            unmet = d * weights[t] * (self._share - met) * self._unmet
            costs.append(unmet + on[-1] + (self.legal(t, need) if t == start else 0))
        if service in self._parts:
            costs[-1] += need[-1] * self._parts[service][offer["provider"]]
        return level, costs, on

    def _halves(self, offer: Any) -> list[int]:
        """Give what half a unit of load of an offer costs, by quarter."""
        (price,), (worked,) = self.row([offer["price"]], self._paid), self.row([offer["volunteer_share"]], self._worked)
        price, worked = price * self._paid_by, worked * self._hours_by
        place = self._data.cells[offer["cell"]]["neighbourhood"]
        rows = zip(self._load[offer["provider"]], self._hours[place], self._money, strict=True)
        halves = [e * self._load_by + h * worked + lam * price for e, h, lam in rows]
        if not self._earned:
            return halves
        return [half - earned for half, earned in zip(halves, self._earned[place], strict=True)]

    def _saved(self, service: int) -> list[int]:
        """Give what half a unit of need costs the council where it keeps a service, by quarter."""
        return [lam * cost * self._saved_by for lam, cost in zip(self._money, self._costs[service], strict=True)]

    def legal(self, start: int, need: Sequence[int]) -> int:
        """Give what the legal work of a hand-over costs."""
        return self._legal[start] * need[0]

    def runs(
        self, k: int, need: Sequence[int], weights: Sequence[int], stays: tuple[list[int], list[int], list[int]]
    ) -> tuple[list[int], list[int]]:
        """Give running sums of what taking up an offer costs while both run the cell, and while one runs it alone.

        Args:
            k: the offer; that of who runs the cell already is its hand-back to the council.
            need: of the cell, by quarter.
            weights: of it.
            stays: what :meth:`stays` gives.
        """
        offer, full = self._data.offers[k], self._share
        service = self._data.cells[offer["cell"]]["service"]
        saved = self._saved(service)
        back = self._data.back({"offer": k})
        half = saved if back else self._halves(offer)
        quality = self._met[service] if back else self.row([offer["quality"]], full) * len(need)
        both, alone = [0], [0]
        for d, w, before, q, h, s, on in zip(need, weights, stays[0], quality, half, saved, stays[2], strict=True):
            lacking = full - before - q // 2
            both.append(both[-1] + d * ((w * lacking * self._unmet if lacking > 0 else 0) + h) + on)
            alone.append(alone[-1] + d * (w * (full - q) * self._unmet + 2 * (h - s)))
        if service in self._parts and not back:
            alone[-1] += need[-1] * self._parts[service][offer["provider"]]
        return both, alone
