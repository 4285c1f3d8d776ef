"""The rows of the model as arrays, for the solver; row numbers (1) to (13a) are those of ``docs/handover.md``.

Floating point lives here and in :mod:`commonweal.handover.solve` only: what they propose is made exact elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.handover.limits import Guard, ceilings, ends, guards, permitted_gap
from commonweal.handover.pathways import Choice, extra_cost, fixed_start, load, supply
from commonweal.handover.problem import Problem

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
INFINITY = float("inf")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each kind of variable stands: arrays of column numbers, by body and quarter.

    Attributes:
        starts: one for each choice.
        ready: G, by active provider and quarter.
        load: L, likewise.
        capacity: C, likewise.
        building: b, likewise.
        overload: o, likewise.
        action: A, by neighbourhood and quarter.
        spending: alpha, likewise.
        statutory: Rs, by quarter.
        devolved: Rg, by quarter.
        loans: l, by quarter.
        count: number of all columns.
    """

    starts: Places
    ready: Places
    load: Places
    capacity: Places
    building: Places
    overload: Places
    action: Places
    spending: Places
    statutory: Places
    devolved: Places
    loans: Places
    count: int


class Rows:
    """Rows of a sparse matrix as they are written, family by family."""

    def __init__(self) -> None:
        self.count = 0
        self.lower: list[Floats] = []
        self.upper: list[Floats] = []
        self.families: dict[str, Places] = {}
        self._entries: list[tuple[Places, Places, Floats]] = []

    def add(self, family: str, shape: tuple[int, ...], lower: Any, upper: Any) -> Places:
        """Open a family of rows and give their numbers in the shape asked for."""
        size = int(np.prod(shape))
        rows = np.arange(self.count, self.count + size, dtype=np.int64).reshape(shape)
        self.lower.append(np.broadcast_to(np.asarray(lower, float), shape).ravel())
        self.upper.append(np.broadcast_to(np.asarray(upper, float), shape).ravel())
        self.families[family] = rows
        self.count += size
        return rows

    def put(self, rows: Places, columns: Places, values: Any) -> None:
        """Enter coefficients; rows, columns and values have one shape."""
        filled = np.broadcast_to(np.asarray(values, float), rows.shape).ravel()
        self._entries.append((rows.ravel(), columns.ravel(), filled))

    def compressed(self) -> tuple[Places, Places, Floats]:
        """Give the matrix row by row: where each row starts, columns and values."""
        rows, columns, values = (np.concatenate(parts) for parts in zip(*self._entries, strict=True))
        order = np.lexsort((columns, rows))
        starts = np.searchsorted(rows[order], np.arange(self.count + 1)).astype(np.int64)
        return starts, columns[order], values[order]


@dataclass(frozen=True, slots=True)
class Model:
    """The model of a problem as arrays.

    Attributes:
        choices: what each start column stands for.
        active: the providers that have any choice or a past, as places in the problem's providers.
        bodies: for each choice its provider, as a place in ``active``.
        columns: where the variables stand.
        rows: the rows.
        cost: of each column.
        lower: bound of each column.
        upper: bound of each column.
        whole: whether each column must be whole.
        offset: objective where everything is kept and nothing spent.
    """

    choices: tuple[Choice, ...]
    active: tuple[int, ...]
    bodies: Places
    columns: Columns
    rows: Rows
    cost: Floats
    lower: Floats
    upper: Floats
    whole: NDArray[np.bool_]
    offset: float


def floats(values: Iterable[Any]) -> Floats:
    """Turn exact numbers into floating point."""
    return np.array([float(value) for value in values])


def grid(values: Iterable[Iterable[Any]]) -> Floats:
    """Turn a grid of exact numbers into floating point."""
    return np.array([[float(value) for value in row] for row in values])


def model(problem: Problem, choices: Sequence[Choice], margin: float) -> Model:
    """Write a problem's rows as arrays.

    Args:
        problem: the data.
        choices: its start choices.
        margin: how much tighter, relatively, the open quarters' limits are made, so that rounding to exact numbers has
            room; 0 for the rows as they are.
    """
    active = _active(problem, choices)
    columns = _columns(len(choices), len(active), len(problem.neighbourhoods), problem.quarters)
    sheet = _Sheet(problem, tuple(choices), active, columns, margin)
    sheet.write()
    cost, lower, upper = sheet.bounds()
    whole = np.zeros(columns.count, bool)
    whole[columns.starts] = True
    whole[columns.ready] = True
    kept = sum(
        problem.unmet_weight(c, t) * (1 - problem.kept_level(c, t))
        for c in range(len(problem.cells))
        for t in range(problem.quarters)
    )
    return Model(tuple(choices), active, sheet.body, columns, sheet.rows, cost, lower, upper, whole, float(kept))


def _active(problem: Problem, choices: Sequence[Choice]) -> tuple[int, ...]:
    found = {problem.offers[choice.offer].provider for choice in choices}
    if problem.adopted is not None:
        found.update(p for p, row in enumerate(problem.adopted.building) if any(row))
    return tuple(sorted(found))


def _columns(choices: int, providers: int, neighbourhoods: int, quarters: int) -> Columns:
    used = 0

    def take(*shape: int) -> Places:
        nonlocal used
        size = int(np.prod(shape))
        used += size
        return np.arange(used - size, used, dtype=np.int64).reshape(shape)

    bodies, places = (providers, quarters), (neighbourhoods, quarters)
    return Columns(
        take(choices),
        take(*bodies),
        take(*bodies),
        take(*bodies),
        take(*bodies),
        take(*bodies),
        take(*places),
        take(*places),
        take(quarters),
        take(quarters),
        take(quarters),
        used,
    )


class _Sheet:
    """Writes one problem's rows."""

    def __init__(
        self, problem: Problem, choices: tuple[Choice, ...], active: tuple[int, ...], columns: Columns, margin: float
    ) -> None:
        self.problem, self.choices, self.active, self.at, self.margin = problem, choices, active, columns, margin
        self.rows = Rows()
        self.quarters = problem.quarters
        self.until = problem.adopted.until if problem.adopted else 0
        offers = [problem.offers[choice.offer] for choice in choices]
        place = {p: k for k, p in enumerate(active)}
        self.cell = np.array([offer.cell for offer in offers], np.int64)
        self.body = np.array([place[offer.provider] for offer in offers], np.int64)
        self.loads = grid([load(problem, choice, t) for t in range(self.quarters)] for choice in choices)
        self.kept = grid([problem.kept_level(c, t) for t in range(self.quarters)] for c in range(len(problem.cells)))
        self.gains = (
            grid([supply(problem, choice, t) for t in range(self.quarters)] for choice in choices)
            - self.kept[self.cell]
        )
        self.tight = np.where(np.arange(self.quarters) >= self.until, margin, 0.0)

    def write(self) -> None:
        """Write every family of rows."""
        self._one_pathway()
        self._capacity()
        self._growth()
        self._social_action()
        self._readiness()
        self._statutory()
        self._devolved()
        self._equity()

    def bounds(self) -> tuple[Floats, Floats, Floats]:
        """Give each column's cost and bounds."""
        problem, at, settings = self.problem, self.at, self.problem.parameters
        weights = grid([problem.unmet_weight(c, t) for t in range(self.quarters)] for c in range(len(problem.cells)))
        cost, lower, upper = np.zeros(at.count), np.zeros(at.count), np.full(at.count, INFINITY)
        cost[at.starts] = -(weights[self.cell] * self.gains).sum(axis=1)
        cost[at.building] = float(settings.spend_weight * settings.building_cost)
        cost[at.spending] = float(settings.spend_weight * settings.action_cost)
        upper[at.starts] = 1
        lower[at.starts] = [fixed_start(problem, c) is not None for c in self.cell]
        upper[at.ready] = 1
        first = [[problem.providers[p].capacity] for p in self.active]
        lower[at.capacity[:, :1]] = upper[at.capacity[:, :1]] = grid(first)
        stock = [[place.social_action] for place in problem.neighbourhoods]
        lower[at.action[:, :1]] = upper[at.action[:, :1]] = grid(stock)
        upper[at.loans] = 0
        upper[at.loans[: max(0, self.quarters - settings.loan_quarters)]] = float(settings.loan_limit)
        self._fix_past(lower, upper)
        return cost, lower, upper

    def _fix_past(self, lower: Floats, upper: Floats) -> None:
        past, at, until = self.problem.adopted, self.at, self.until
        if past is None:
            return
        for columns, values in (
            (at.building[:, :until], grid(past.building[p] for p in self.active)),
            (at.spending[:, :until], grid(past.spending)),
            (at.loans[:until], floats(past.loans)),
        ):
            lower[columns] = upper[columns] = values
        for k, p in enumerate(self.active):
            begun = [
                choice.start
                for choice in self.choices
                if self.problem.offers[choice.offer].provider == p and choice.start < until
            ]
            upper[at.ready[k, : min(begun, default=until)]] = 0
            lower[at.ready[k, min(begun, default=self.quarters) :]] = 1

    def _one_pathway(self) -> None:
        rows = self.rows.add("one pathway", (len(self.problem.cells),), -INFINITY, 1)
        self.rows.put(rows[self.cell], self.at.starts, 1)

    def _capacity(self) -> None:
        at, put, shape = self.at, self.rows.put, self.at.load.shape
        loads = self.rows.add("loads", shape, 0, 0)
        put(loads, at.load, 1)
        which, t = np.nonzero(self.loads)
        put(loads[self.body[which], t], at.starts[which], -self.loads[which, t])
        within = self.rows.add("capacity", shape, -INFINITY, 0)
        put(within, at.load, 1 + self.tight)
        put(within, at.capacity, -1)
        put(within, at.overload, -1)
        over = self.rows.add("overload", shape, -INFINITY, 0)
        put(over, at.overload, 1)
        put(over, at.capacity, -float(self.problem.parameters.overload_cap) * (1 - self.tight))

    def _growth(self) -> None:
        settings, at, put = self.problem.parameters, self.at, self.rows.put
        grown = self.rows.add("growth", (len(self.active), self.quarters - 1), 0, 0)
        survival = grid([self.problem.survival(p, t) for t in range(self.quarters - 1)] for p in self.active)
        put(grown, at.capacity[:, 1:], 1)
        put(grown, at.capacity[:, :-1], -survival)
        put(grown, at.overload[:, :-1], float(settings.overload_loss))
        lag = settings.building_lag
        put(grown[:, lag - 1 :], at.building[:, : self.quarters - lag], -float(settings.building_yield))
        absorb = self.rows.add("absorption", (len(self.active), self.quarters - self.until), -INFINITY, 0)
        put(absorb, at.building[:, self.until :], 1)
        put(absorb, at.capacity[:, self.until :], -float(settings.build_share) * (1 - self.margin))
        for k, p in enumerate(self.active):
            home = self.problem.providers[p].home
            if home is not None:
                put(grown[k], at.action[home, :-1], -float(settings.action_capacity))
                share = -float(settings.build_per_action) * (1 - self.margin)
                put(absorb[k], at.action[home, self.until :], share)

    def _social_action(self) -> None:
        problem, settings, at, put = self.problem, self.problem.parameters, self.at, self.rows.put
        places, lag = len(problem.neighbourhoods), settings.action_lag
        grown = self.rows.add("social action", (places, self.quarters - 1), 0, 0)
        put(grown, at.action[:, 1:], 1)
        put(grown, at.action[:, :-1], -float(1 - settings.action_loss))
        put(grown[:, lag - 1 :], at.spending[:, : self.quarters - lag], -float(settings.action_yield))
        base = grid([place.spend_base] for place in problem.neighbourhoods) * (1 - self.margin)
        spend = self.rows.add("spending", (places, self.quarters - self.until), -INFINITY, base)
        put(spend, at.spending[:, self.until :], 1)
        put(spend, at.action[:, self.until :], -float(settings.spend_share) * (1 - self.margin))
        hours = grid([place.volunteer_units] for place in problem.neighbourhoods)
        volunteers = self.rows.add("volunteers", (places, self.quarters), -INFINITY, hours)
        share = floats(problem.offers[choice.offer].volunteer_share for choice in self.choices)
        home = np.array([problem.cells[c].neighbourhood for c in self.cell], np.int64)
        which, t = np.nonzero(self.loads * share[:, None])
        worked = self.loads[which, t] * share[which] * (1 + self.tight[t])
        put(volunteers[home[which], t], at.starts[which], worked)
        put(volunteers, at.action, -float(settings.volunteers_per_action))

    def _readiness(self) -> None:
        at, put, shape = self.at, self.rows.put, self.at.load.shape
        most = ceilings(self.problem)
        limit = self.rows.add("ready load", shape, -INFINITY, 0)
        put(limit, at.load, 1)
        put(limit, at.ready, -grid(most[p] for p in self.active))
        least = self.rows.add("ready capacity", shape, 0, INFINITY)
        put(least, at.capacity, 1)
        put(least, at.ready, -float(self.problem.parameters.least_capacity) * (1 + self.tight))
        order = self.rows.add("readiness order", (len(self.active), self.quarters - 1), 0, INFINITY)
        put(order, at.ready[:, 1:], 1)
        put(order, at.ready[:, :-1], -1)

    def _statutory(self) -> None:
        problem, at, put = self.problem, self.at, self.rows.put
        kept = floats(sum(problem.kept_cost(c, t) for c in range(len(problem.cells))) for t in range(self.quarters))
        income = floats(problem.funds.statutory) - kept
        income[0] += float(problem.funds.statutory_start)
        rows = self.rows.add("statutory", (self.quarters,), income, income)
        put(rows, at.statutory, 1)
        put(rows[1:], at.statutory[:-1], -1)
        extra = grid([extra_cost(problem, choice, t) for t in range(self.quarters)] for choice in self.choices)
        which, t = np.nonzero(extra)
        put(rows[t], at.starts[which], extra[which, t])
        for k, back in enumerate(problem.repayments(), start=1):
            if k < self.quarters:
                put(rows[k:], at.loans[: self.quarters - k], float(back))
        reserve = self.rows.add("step in", at.load.shape, 0, INFINITY)
        put(reserve, np.broadcast_to(at.statutory, at.load.shape), 1)
        put(reserve, at.load, -float(problem.parameters.step_in) * (1 + self.tight))

    def _devolved(self) -> None:
        problem, settings, at, put = self.problem, self.problem.parameters, self.at, self.rows.put
        income = floats(problem.funds.devolved)
        income[0] += float(problem.funds.devolved_start)
        rows = self.rows.add("devolved", (self.quarters,), income, income)
        put(rows, at.devolved, 1)
        put(rows[1:], at.devolved[:-1], -1)
        put(rows, at.loans, -1)
        dearer = 1 + self.tight
        put(np.broadcast_to(rows, at.load.shape), at.building, float(settings.building_cost) * dearer)
        put(np.broadcast_to(rows, at.action.shape), at.spending, float(settings.action_cost) * dearer)
        legal = floats(problem.legal_cost(c) for c in self.cell)
        start = np.array([choice.start for choice in self.choices], np.int64)
        put(rows[start], at.starts, legal * dearer[start])
        active = float(settings.activation_cost) * dearer
        put(np.broadcast_to(rows, at.load.shape), at.ready, active)
        put(np.broadcast_to(rows[1:], at.load[:, 1:].shape), at.ready[:, :-1], -active[1:])

    def _equity(self) -> None:
        problem = self.problem
        most, least = ends(problem)
        slack = [h - (a - b) for h, a, b in zip(permitted_gap(problem), most.kept, least.kept, strict=True)]
        room = floats(slack) - np.minimum(self.margin, floats(slack))
        self._watch(self.rows.add("equity", (self.quarters,), -INFINITY, room), [(most, 1), (least, -1)])
        watched = guards(problem)
        tolerance = float(problem.parameters.tolerance)
        room = np.full((len(watched), self.quarters), tolerance - min(self.margin, tolerance))
        rows = self.rows.add("detriment", room.shape, -INFINITY, room)
        for k, group in enumerate(watched):
            self._watch(rows[k], [(group, 1)])

    def _watch(self, rows: Places, parts: Sequence[tuple[Guard, int]]) -> None:
        share = np.zeros(self.kept.shape)
        for group, sign in parts:
            for c in group.cells:
                share[c] += [sign * float(group.share(self.problem, c, t)) for t in range(self.quarters)]
        worse = -self.gains * share[self.cell]
        which, t = np.nonzero(worse)
        self.rows.put(rows[t], self.at.starts[which], worse[which, t])
