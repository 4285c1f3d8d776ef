"""The rows of the model as arrays, for the solver; row numbers (1) to (13a) are those of ``docs/handover.md``.

Floating point lives here and wherever a search needs it: what is proposed is made exact elsewhere.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from commonweal.handover.condition_rows import held_shares, lots, put_lots, put_shares, taken_lots
from commonweal.handover.devolved import pairs
from commonweal.handover.model_blended import write_blended
from commonweal.handover.model_running import StillRun, active_in, begun_by, left_for, spread, was_active
from commonweal.handover.programme import Programme, Rows
from commonweal.handover.view import View, floats, grid
from commonweal.handover.ways import Floats, Options, Places, no_options

INFINITY = float("inf")
WITH_STARTS = ("loads", "volunteers", "statutory", "devolved", "watched")
"""The families that starts have coefficients in, by quarter."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each kind of variable stands: arrays of column numbers, by body and quarter.

    Attributes:
        starts: one for each open option.
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
        lots: 1 where a provider takes something of a lot, for each of both that could; none where lots are left out.
        count: number of all columns.
        balances: of each blended fund, by fund and quarter.
        paid: by fund and use that it allows, and quarter.
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
    lots: Places
    count: int
    balances: Places
    paid: Places


@dataclass(frozen=True, slots=True)
class Model:
    """The model of a problem as arrays.

    Attributes:
        options: what each start column stands for.
        taken: what is begun whatever the solver says.
        active: the providers that have any option, or a past, as places in the problem's providers.
        columns: where the variables stand.
        programme: what the solver is given; its offset is the objective where only what is taken is begun.
    """

    options: Options
    taken: Options
    active: Places
    columns: Columns
    programme: Programme

    @property
    def rows(self) -> Rows:
        """The rows of the programme."""
        return self.programme.rows

    def gathered(self, together: int) -> "Model":
        """Give the model with the rows of so many quarters added up, for the rows that starts are in."""
        if together == 1:
            return self
        return replace(self, programme=replace(self.programme, rows=self.rows.gathered(WITH_STARTS, together)))

    def opened(self, ready: NDArray[np.bool_]) -> "Model":
        """Give the model in which it is known who is ready when.

        Args:
            ready: by active provider and quarter.
        """
        lower, upper = self.programme.lower.copy(), self.programme.upper.copy()
        lower[self.columns.ready] = upper[self.columns.ready] = ready
        return replace(self, programme=replace(self.programme, lower=lower, upper=upper))


def model(
    view: View,
    options: Options,
    margin: float = 0.0,
    taken: Options | None = None,
    *,
    fair: float | None = None,
    with_lots: bool = True,
) -> Model:
    """Write a problem's rows as arrays.

    Args:
        view: the data.
        options: the ways to begin that are open.
        margin: how much tighter, relatively, the open quarters' limits are made, so that rounding to exact numbers has
            room; 0 for the rows as they are.
        taken: ways to begin that are taken in any case, of cells that have no open option.
        fair: the same for rows (13) and (13a), where it is another: only starts are in them, which need no rounding.
        with_lots: whether exclusive lots are in it; without them it is looser, and its prices are all of the bound's.
    """
    taken = no_options() if taken is None else taken
    active = active_in(view, options, taken)
    let = lots(view, options if with_lots else no_options(), taken_lots(view, taken)).count
    columns = _columns(len(options), len(active), view, let)
    sheet = _Sheet(view, options, taken, active, columns, (margin, margin if fair is None else fair))
    sheet.write()
    cost, lower, upper = sheet.bounds()
    whole = np.zeros(columns.count, bool)
    whole[columns.starts] = True
    whole[columns.ready] = True
    gained = (view.weight[view.cell[taken.offer]] * view.gains(taken)).sum()
    offset = view.kept_objective() - float(gained)
    return Model(options, taken, active, columns, Programme(sheet.rows, cost, lower, upper, whole, offset))


def _columns(options: int, providers: int, view: View, let: int) -> Columns:
    used, quarters = 0, view.quarters
    neighbourhoods, funds = len(view.problem.neighbourhoods), view.problem.funds.blended

    def take(*shape: int) -> Places:
        nonlocal used
        size = int(np.prod(shape))
        used += size
        return np.arange(used - size, used, dtype=np.int64).reshape(shape)

    bodies, places = (providers, quarters), (neighbourhoods, quarters)
    return Columns(
        take(options),
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
        take(let),
        balances=take(len(funds), quarters),
        paid=take(len(pairs(funds)), quarters),
        count=used,
    )


class _Sheet:
    """Writes one problem's rows."""

    def __init__(
        self, view: View, options: Options, taken: Options, active: Places, at: Columns, margins: tuple[float, float]
    ) -> None:
        self.view, self.options, self.taken, self.active, self.at = view, options, taken, active, at
        self.problem, self.settings = view.problem, view.problem.parameters
        self.rows, (self.margin, self.fair) = Rows(), margins
        self.quarters, self.until = view.quarters, view.until
        self.place = np.full(len(view.home), -1)
        self.place[active] = np.arange(len(active))
        self.cell, self.body = view.cell[options.offer], self.place[view.provider[options.offer]]
        self.loads, self.carried, self.gains = view.loads(options), view.loads(taken), view.gains(options)
        self.still = StillRun(view, view.ran, options, taken, at.starts, self.rows) if view.ran else None
        self.before = was_active(view)[active]
        self.tight = view.tightened(self.margin)

    def write(self) -> None:
        """Write every family of rows."""
        self._one_pathway()
        self._capacity()
        self._growth()
        self._social_action()
        self._volunteers()
        self._readiness()
        self._statutory()
        self._devolved()
        write_blended(self.view, self.rows, self.at, (self.options, self.taken), 1 + self.tight)
        self._watched()
        self._conditions()

    def bounds(self) -> tuple[Floats, Floats, Floats]:
        """Give each column's cost and bounds."""
        problem, at, settings = self.problem, self.at, self.settings
        cost, lower, upper = np.zeros(at.count), np.zeros(at.count), np.full(at.count, INFINITY)
        cost[at.starts] = -(self.view.weight[self.cell] * self.gains).sum(axis=1)
        cost[at.building] = float(settings.spend_weight * settings.building_cost)
        cost[at.spending] = float(settings.spend_weight * settings.action_cost)
        upper[at.starts] = 1
        upper[at.ready] = 1
        first = floats(problem.providers[p].capacity for p in self.active)
        lower[at.capacity[:, 0]] = upper[at.capacity[:, 0]] = first
        stock = floats(place.social_action for place in problem.neighbourhoods)
        lower[at.action[:, 0]] = upper[at.action[:, 0]] = stock
        upper[at.loans] = 0
        upper[at.loans[: max(0, self.quarters - settings.loan_quarters)]] = float(settings.loan_limit)
        begun = begun_by(self.view, self.active, self.place, self.taken)
        lower[at.ready] = np.arange(self.quarters) >= begun[:, None]
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
            (at.paid[:, :until], grid(past.paid[f][u] for f, u in pairs(self.problem.funds.blended))),
        ):
            lower[columns] = upper[columns] = values.reshape(columns.shape)
        begun = self.view.begun()[self.active]
        t = np.arange(self.quarters)
        upper[at.ready[t < np.minimum(begun, until)[:, None]]] = 0
        lower[at.ready[t >= begun[:, None]]] = 1

    def _summed(self, values: Floats, where: Places, count: int) -> Floats:
        """Add up rows of values by body, neighbourhood or the whole place."""
        sums = np.zeros((count, self.quarters))
        np.add.at(sums, where, values)
        return sums

    def _one_pathway(self) -> None:
        cells, place = np.unique(self.cell, return_inverse=True)
        rows = self.rows.add("one pathway", (len(cells),), -INFINITY, 1)
        self.rows.put(rows[place], self.at.starts, 1)

    def _capacity(self) -> None:
        at, put, shape = self.at, self.rows.put, self.at.load.shape
        carried = self._summed(self.carried, self.place[self.view.provider[self.taken.offer]], shape[0])
        if self.still:
            carried += self.still.carried(runner := self.place[self.still.ran.provider], shape[0])
        loads = self.rows.add("loads", shape, carried, carried)
        put(loads, at.load, 1)
        which, t = np.nonzero(self.loads)
        put(loads[self.body[which], t], at.starts[which], -self.loads[which, t])
        if self.still:
            self.still.put(loads, runner, np.ones(len(runner)), 1)
        within = self.rows.add("capacity", shape, -INFINITY, 0)
        put(within, at.load, 1 + self.tight)
        put(within, at.capacity, -1)
        put(within, at.overload, -1)
        over = self.rows.add("overload", shape, -INFINITY, 0)
        put(over, at.overload, 1)
        put(over, at.capacity, -float(self.settings.overload_cap) * (1 - self.tight))

    def _growth(self) -> None:
        settings, at, put = self.settings, self.at, self.rows.put
        gained = self.view.gained[self.active, 1:]
        grown = self.rows.add("growth", gained.shape, gained, gained)
        put(grown, at.capacity[:, 1:], 1)
        put(grown, at.capacity[:, :-1], -self.view.survival[self.active, :-1])
        put(grown, at.overload[:, :-1], float(settings.overload_loss))
        lag = settings.building_lag
        put(grown[:, lag - 1 :], at.building[:, : self.quarters - lag], -float(settings.building_yield))
        absorb = self.rows.add("absorption", (len(self.active), self.quarters - self.until), -INFINITY, 0)
        put(absorb, at.building[:, self.until :], 1)
        put(absorb, at.capacity[:, self.until :], -float(settings.build_share) * (1 - self.margin))
        home = self.view.home[self.active]
        local = np.flatnonzero(home >= 0)
        put(grown[local], at.action[home[local], :-1], -float(settings.action_capacity))
        share = -float(settings.build_per_action) * (1 - self.margin)
        put(absorb[local], at.action[home[local], self.until :], share)

    def _social_action(self) -> None:
        settings, at, put = self.settings, self.at, self.rows.put
        count, lag = len(self.problem.neighbourhoods), settings.action_lag
        brought = self._brought(count)
        grown = self.rows.add("social action", brought.shape, brought, brought)
        put(grown, at.action[:, 1:], 1)
        put(grown, at.action[:, :-1], -float(1 - settings.action_loss))
        put(grown[:, lag - 1 :], at.spending[:, : self.quarters - lag], -float(settings.action_yield))
        if settings.delivery_action:
            which, t = np.nonzero(self.loads[:, :-1])
            brings = -float(settings.delivery_action) * self.loads[which, t]
            put(grown[self.view.place[self.cell[which]], t], at.starts[which], brings)
            if self.still:
                effect = np.full(len(self.still.place), float(settings.delivery_action))
                self.still.put(grown, self.still.place, effect, 1)
        base = grid([place.spend_base] for place in self.problem.neighbourhoods) * (1 - self.margin)
        spend = self.rows.add("spending", (count, self.quarters - self.until), -INFINITY, base)
        put(spend, at.spending[:, self.until :], 1)
        put(spend, at.action[:, self.until :], -float(settings.spend_share) * (1 - self.margin))

    def _brought(self, count: int) -> Floats:
        """Give what the load that is taken adds to social action a quarter later, N x (T - 1)."""
        effect = float(self.settings.delivery_action)
        carried = self._summed(self.carried, self.view.place[self.view.cell[self.taken.offer]], count)
        if self.still:
            carried += self.still.carried(self.still.place, count)
        return effect * carried[:, :-1]

    def _volunteers(self) -> None:
        view, at, put = self.view, self.at, self.rows.put
        hours = grid([place.volunteer_units] for place in self.problem.neighbourhoods)
        worked = view.volunteers[self.taken.offer, None] * self.carried * (1 + self.tight)
        asked = self._summed(worked, view.place[view.cell[self.taken.offer]], len(hours))
        if self.still:
            asked += self.still.carried(self.still.place, len(hours), self.still.ran.volunteers) * (1 + self.tight)
        rows = self.rows.add("volunteers", at.action.shape, -INFINITY, hours - asked)
        share = view.volunteers[self.options.offer]
        which, t = np.nonzero(self.loads * share[:, None])
        put(
            rows[view.place[self.cell[which]], t],
            at.starts[which],
            self.loads[which, t] * share[which] * (1 + self.tight[t]),
        )
        if self.still:
            self.still.put(rows, self.still.place, self.still.ran.volunteers, -(1 + self.tight))
        put(rows, at.action, -float(self.settings.volunteers_per_action))

    def _readiness(self) -> None:
        at, put, shape = self.at, self.rows.put, self.at.load.shape
        limit = self.rows.add("ready load", shape, -INFINITY, 0)
        put(limit, at.load, 1)
        put(limit, at.ready, -self.view.ceiling[self.active])
        least = self.rows.add("ready capacity", shape, 0, INFINITY)
        put(least, at.capacity, 1)
        to_start = np.where(self.before, 0.0, float(self.settings.least_capacity))
        put(least, at.ready, -to_start[:, None] * (1 + self.tight))
        order = self.rows.add("readiness order", (len(self.active), self.quarters - 1), 0, INFINITY)
        put(order, at.ready[:, 1:], 1)
        put(order, at.ready[:, :-1], -1)

    def _statutory(self) -> None:
        problem, at, put = self.problem, self.at, self.rows.put
        income = floats(problem.funds.statutory) - self.view.kept_money - self.view.extra_cost(self.taken).sum(axis=0)
        income[0] += float(problem.funds.statutory_start)
        rows = self.rows.add("statutory", (self.quarters,), income, income)
        put(rows, at.statutory, 1)
        put(rows[1:], at.statutory[:-1], -1)
        extra = self.view.extra_cost(self.options)
        which, t = np.nonzero(extra)
        put(rows[t], at.starts[which], extra[which, t])
        for k, back in enumerate(problem.repayments(), start=1):
            if k < self.quarters:
                put(rows[k:], at.loans[: self.quarters - k], float(back))
        reserve = self.rows.add("step in", at.load.shape, 0, INFINITY)
        put(reserve, np.broadcast_to(at.statutory, at.load.shape), 1)
        put(reserve, at.load, -float(self.settings.step_in) * (1 + self.tight))

    def _devolved(self) -> None:
        problem, settings, at, put = self.problem, self.settings, self.at, self.rows.put
        dearer = 1 + self.tight
        income = floats(problem.funds.devolved)
        income[0] += float(problem.funds.devolved_start)
        spent = self.view.legal[self.view.cell[self.taken.offer]]
        income = income - np.bincount(self.taken.start, spent, self.quarters) * dearer
        if self.still:
            income = income - self.still.legal() * dearer
        active = float(settings.activation_cost) * dearer
        income[0] += active[0] * self.before.sum()  # The plan makes nobody ready who was active before it.
        rows = self.rows.add("devolved", (self.quarters,), income, income)
        put(rows, at.devolved, 1)
        put(rows[1:], at.devolved[:-1], -1)
        put(rows, at.loans, -1)
        put(np.broadcast_to(rows, at.load.shape), at.building, float(settings.building_cost) * dearer)
        put(np.broadcast_to(rows, at.action.shape), at.spending, float(settings.action_cost) * dearer)
        put(rows[self.options.start], at.starts, self.view.legal[self.cell] * dearer[self.options.start])
        if self.still:
            self.still.put_legal(rows, dearer)
        put(np.broadcast_to(rows, at.load.shape), at.ready, active)
        put(np.broadcast_to(rows[1:], at.load[:, 1:].shape), at.ready[:, :-1], -active[1:])

    def _watched(self) -> None:
        """Rows (13) and (13a): how much worse a group may be off than by keeping everything."""
        view = self.view
        limits = left_for(view, self.taken, self.fair)
        rows = self.rows.add("watched", limits.shape, -INFINITY, limits)
        for k, group in enumerate(view.watched):
            worse = -self.gains * spread(view, group)[self.cell]
            which, t = np.nonzero(worse)
            self.rows.put(rows[k][t], self.at.starts[which], worse[which, t])

    def _conditions(self) -> None:
        """Rows (14)."""
        left = self.view.shares.most - held_shares(self.view, self.taken)
        put_shares(self.view, self.rows, self.options, self.at.starts, left)
        if len(self.at.lots):
            found = lots(self.view, self.options, taken_lots(self.view, self.taken))
            put_lots(self.rows, found, self.options.offer, self.at.starts, self.at.lots)
