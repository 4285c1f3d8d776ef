"""What room every row still leaves while ways to begin are taken one after another, in floating point."""

from dataclasses import dataclass

import numpy as np

from commonweal.handover.condition_rows import held_shares, lots, put_lots, put_shares, taken_lots
from commonweal.handover.devolved import USES, pairs
from commonweal.handover.model import Model
from commonweal.handover.programme import Programme, Rows
from commonweal.handover.view import View
from commonweal.handover.view_running import summed
from commonweal.handover.ways import Floats, Options, Places

HAIR = 1e-9
"""So much of every limit is left free, relatively."""


@dataclass(frozen=True, slots=True)
class Stocks:
    """What is built, spent and borrowed, and what follows from it, while it is decided who begins when.

    Attributes:
        capacity: load that each provider can carry, 0 before it is ready, P x T.
        hours: load that volunteers can carry, N x T.
        statutory: balance of the statutory fund were everything kept, loans repaid, T.
        devolved: balance of the devolved fund before any legal cost, T.
    """

    capacity: Floats
    hours: Floats
    statutory: Floats
    devolved: Floats


def stocks(view: View, rows: Model, values: Floats, margin: float = 0.0) -> Stocks:
    """Read from the solver's values what is built, spent and borrowed, and what follows from it.

    Args:
        view: the problem.
        rows: its model.
        values: of the model's columns.
        margin: by how much the model's limits were tightened.
    """
    problem, at, settings = view.problem, rows.columns, view.problem.parameters
    shape = (len(view.home), view.quarters)
    capacity, ready = np.zeros(shape), np.zeros(shape)
    holds = values[at.capacity]
    capacity[rows.active] = holds + np.minimum(values[at.overload], float(settings.overload_cap) * holds)
    ready[rows.active] = values[at.ready] > 0.5
    action = values[at.action]
    if settings.delivery_action:
        action, less = without_delivery(view, rows.active, action, values[at.spending])
        capacity[rows.active] = np.maximum(0.0, capacity[rows.active] - less)
    hours = np.array([[float(place.volunteer_units)] for place in problem.neighbourhoods])
    hours = hours + float(settings.volunteers_per_action) * action
    loans = values[at.loans]
    statutory = np.array(problem.funds.statutory, float) - view.kept_money
    statutory[0] += float(problem.funds.statutory_start)
    for k, back in enumerate(problem.repayments(), start=1):
        statutory[k:] -= loans[: max(0, view.quarters - k)] * float(back)
    devolved = np.array(problem.funds.devolved, float) + loans
    devolved[0] += float(problem.funds.devolved_start)
    spent = float(settings.building_cost) * values[at.building].sum(axis=0)
    spent += float(settings.action_cost) * values[at.spending].sum(axis=0)
    begins = np.diff(ready, axis=1, prepend=0).sum(axis=0)
    if view.ran is not None:
        # Who was active before the plan began is not made ready by it.
        begins[0] -= view.ran.before.sum()
        spent += view.ran.legal.sum(axis=0)
    spent += float(settings.activation_cost) * begins
    devolved -= spent * (1 + view.tightened(margin))
    capacity = np.where(ready > 0, np.minimum(capacity, view.ceiling), 0.0)
    return Stocks(capacity, hours, np.cumsum(statutory), for_legal_work(view, rows, values, np.cumsum(devolved)))


def for_legal_work(view: View, rows: Model, values: Floats, devolved: Floats) -> Floats:
    """Give the devolved money that is there for legal work: with blended funds what those that allow it have left."""
    funds, at = view.problem.funds.blended, rows.columns
    if not funds:
        return devolved
    legal = [k for k, (_, u) in enumerate(pairs(funds)) if USES[u] == "legal work"]
    held = values[at.balances[[f for f, fund in enumerate(funds) if "legal work" in fund.uses]]]
    there: Floats = left_over(held) + np.cumsum(values[at.paid[legal]].sum(axis=0))
    return there


def left_over(held: Floats) -> Floats:
    """Give what some funds, of these balances F x T, can still pay in each quarter and are not overdrawn later."""
    least: Floats = np.minimum.accumulate(held[:, ::-1], axis=1)[:, ::-1].sum(axis=0)
    return least


def without_delivery(view: View, bodies: Places, given: Floats, spent: Floats) -> tuple[Floats, Floats]:
    """Give social action with nothing moved, N x T, and how much less capacity that leaves some providers.

    What is handed over adds to social action as it is taken; what only the solver takes must not be counted on.
    """
    settings = view.problem.parameters
    action = given.copy()
    still = np.zeros(given.shape)
    if view.ran is not None:
        still = float(settings.delivery_action) * summed(view.ran.kept_load, view.place[view.ran.cell], len(given))
    home = view.home[bodies]
    less = np.zeros((len(bodies), view.quarters))
    for t in range(1, view.quarters):
        action[:, t] = float(1 - settings.action_loss) * action[:, t - 1] + still[:, t - 1]
        if t >= settings.action_lag:
            action[:, t] += float(settings.action_yield) * spent[:, t - settings.action_lag]
        missing = np.where(home >= 0, (given - action)[home, t - 1], 0.0)
        less[:, t] = view.survival[bodies, t - 1] * less[:, t - 1] + float(settings.action_capacity) * missing
    return action, float(1 + settings.overload_cap) * less


def blocks(view: View, options: Options, least: int) -> list[Places]:
    """Split options into groups of whole cells, neighbourhood by neighbourhood, each of so many or a cell more."""
    cell = view.cell[options.offer]
    order = np.lexsort((options.start, options.offer, cell, view.place[cell]))
    found: list[list[int]] = [[]]
    for k in order.tolist():
        if len(found[-1]) >= least and cell[found[-1][-1]] != cell[k]:
            found.append([])
        found[-1].append(k)
    return [np.array(block, np.int64) for block in found]


class Room:
    """The rows (3), (8) to (14), with what is taken so far.

    Args:
        view: the problem.
        stocks: what is built, spent and borrowed.
        options: the ways to begin that may be taken; each is known by its place here.
        once: what each takes from the devolved fund when it begins, beyond its legal work; nothing unless given.
        margin: by how much the model's limits are tightened; the same here, or what fits would not fit the model.
    """

    def __init__(
        self, view: View, stocks: Stocks, options: Options, once: Floats | None = None, margin: float = 0.0
    ) -> None:
        self.view, self.options = view, options
        tight = view.tightened(margin)
        self._load = np.zeros(stocks.capacity.shape)
        self._capacity, self._hours = stocks.capacity * (1 - HAIR) / (1 + tight), stocks.hours * (1 - HAIR)
        self._statutory, self._devolved = stocks.statutory.copy(), stocks.devolved.copy()
        self._most = np.zeros(view.quarters)
        self._step_in = float(view.problem.parameters.step_in) * (1 + tight)
        self._rooms = np.stack([group.room - np.minimum(margin, group.room) for group in view.watched])
        self._cell, self._body = view.cell[options.offer], view.provider[options.offer]
        self._place = view.place[self._cell]
        self._loads, self._gains = view.loads(options), view.gains(options)
        self._ran, self._freed = view.ran, view.freed(options)
        self._work = self._loads * view.volunteers[options.offer, None] * (1 + tight)
        self._work -= self._brought()
        self._spent = np.cumsum(view.extra_cost(options), axis=1)
        self._begun = np.arange(view.quarters) >= options.start[:, None]
        paid = view.legal[self._cell] if once is None else view.legal[self._cell] + once
        self._legal = (paid * (1 + tight[options.start]))[:, None] * self._begun
        self._start_running(tight)
        self._members = [np.full(len(view.demand), -1) for _ in view.watched]
        for member, group in zip(self._members, view.watched, strict=True):
            member[group.cells] = np.arange(len(group.cells))
        self._shares = view.shares.most.copy()
        self._share = view.shares.row[self._cell]
        self._lots = np.zeros((len(view.problem.conditions.lots), len(view.home)))

    def _brought(self) -> Floats:
        """Give the load that volunteers can carry more by the social action that each option adds, K x T."""
        settings = self.view.problem.parameters
        brought = np.zeros(self._loads.shape)
        loads = self._loads
        if self._freed is not None:
            loads = loads.copy()
            loads[self._freed.which] -= self._freed.load
        if settings.delivery_action:
            for t in range(1, self.view.quarters):
                brought[:, t] = float(1 - settings.action_loss) * brought[:, t - 1]
                brought[:, t] += float(settings.delivery_action) * loads[:, t - 1]
        return float(settings.volunteers_per_action) * brought

    def _start_running(self, tight: Floats) -> None:
        """Begin with what bodies run already where it is kept."""
        found, freed = self._ran, self._freed
        if found is None or freed is None:
            return
        self._load += found.loads
        self._most = self._load.max(axis=0)
        self._hours = self._hours - found.hours(self.view.place, len(self._hours)) * (1 + tight)
        self._spared = np.full(len(self.options), -1)
        self._spared[freed.which] = np.arange(len(freed.which))
        # Volunteers who ran it before may run it on: what is asked is the difference.
        self._work[freed.which] -= freed.load * found.volunteers[freed.at, None] * (1 + tight)
        back = freed.legal * (1 + np.append(tight, 0.0)[freed.when])
        self._legal[freed.which] -= back[:, None] * (np.arange(self.view.quarters) >= freed.when[:, None])

    def _take_off(self, k: int, share: float) -> None:
        """Take a share of what an option frees off who ran its cell before."""
        found, freed = self._ran, self._freed
        if found is None or freed is None:
            return
        at = self._spared[k]
        if at >= 0:
            self._load[found.provider[freed.at[at]]] -= share * freed.load[at]
        self._most = self._load.max(axis=0)

    def _better(self, k: int) -> list[tuple[int, Floats]]:
        """Give by how much each watched group that an option touches is better off."""
        found = []
        for g, (member, group) in enumerate(zip(self._members, self.view.watched, strict=True)):
            at = member[self._cell[k]]
            if at >= 0:
                found.append((g, self._gains[k] * group.share[at]))
        return found

    def fits(self, k: int) -> bool:
        """Answer whether an option can be taken on top of what is taken."""
        load = self._load[self._body[k]] + self._loads[k]
        if self._loads[k].any() and (load > self._capacity[self._body[k]]).any():
            return False
        if (self._work[k] > np.maximum(0.0, self._hours[self._place[k]])).any():
            return False
        held = np.maximum(self._most, load) * self._step_in
        if (self._statutory - self._spent[k] < held).any():
            return False
        if (self._legal[k] > np.maximum(0.0, self._devolved)).any():
            return False
        return all((self._rooms[g] + better >= 0).all() for g, better in self._better(k)) and self._allowed(k)

    def _allowed(self, k: int) -> bool:
        """Answer whether the rows (14) leave room for an option."""
        row, p = self._share[k], self._body[k]
        if row >= 0:
            most = self.view.shares.most[row, p]
            if self._loads[k].any() and self.view.demand[self._cell[k], -1] > self._shares[row, p] + HAIR * most:
                return False
        if not len(self._lots):
            return True
        found = lots(self.view, self.options.at([k]), self._lots > 0)
        return bool((found.limit >= 1).all())

    def take(self, k: int, share: float = 1.0) -> None:
        """Take an option, or a share of it; below 0, give so much of it back."""
        p = self._body[k]
        self._load[p] += share * self._loads[k]
        np.maximum(self._most, self._load[p], out=self._most)
        self._take_off(k, share)
        self._hours[self._place[k]] -= share * self._work[k]
        self._statutory -= share * self._spent[k]
        self._devolved -= share * self._legal[k]
        for g, better in self._better(k):
            self._rooms[g] += share * better
        if self._share[k] >= 0:
            self._shares -= share * held_shares(self.view, self.options.at([k]))
        if len(self._lots) and abs(share) == 1:
            # What is only set aside, or taken in part, keeps nobody from another lot.
            self._lots += np.sign(share) * taken_lots(self.view, self.options.at([k]))

    def programme(self, some: Places) -> Programme:
        """Write the choice among some options, each whole, within what room is left; they are the first columns."""
        loads, body, column = self._all_loads(some)
        count, bodies = len(some), np.unique(body)
        rows, columns = Rows(), np.arange(count)
        cells, cell = np.unique(self._cell[some], return_inverse=True)
        rows.put(rows.add("one pathway", (len(cells),), -np.inf, 1)[cell], columns, 1)
        self._put(rows, loads, body, self._capacity - self._load, column)
        self._put(rows, self._work[some], self._place[some], self._hours)
        one = np.zeros(count, np.int64)
        others = np.delete(self._load, bodies, axis=0).max(axis=0, initial=0.0)
        self._put(rows, self._spent[some], one, (self._statutory - self._step_in * others)[None])
        self._put(rows, self._legal[some], one, self._devolved[None])
        self._reserve(rows, some, bodies, others)
        for member, group, room in zip(self._members, self.view.watched, self._rooms, strict=True):
            inside = np.flatnonzero(member[self._cell[some]] >= 0)
            worse = np.zeros((count, self.view.quarters))
            worse[inside] = -self._gains[some[inside]] * group.share[member[self._cell[some[inside]]]]
            self._put(rows, worse, one, room[None])
        chosen = self.options.at(some)
        put_shares(self.view, rows, chosen, columns, self._shares)
        found = lots(self.view, chosen, self._lots > 0)
        put_lots(rows, found, chosen.offer, columns, count + np.arange(found.count))
        cost = np.zeros(count + found.count)
        cost[:count] = -(self.view.weight[self._cell[some]] * self._gains[some]).sum(axis=1)
        return Programme(rows, cost, np.zeros(len(cost)), np.ones(len(cost)), np.arange(len(cost)) < count)

    def _all_loads(self, some: Places) -> tuple[Floats, Places, Places]:
        """Give what some options add to loads: how much, on whom, and whose it is; below 0 on who ran a cell before."""
        loads, body, column = self._loads[some], self._body[some], np.arange(len(some))
        if self._ran is None or self._freed is None:
            return loads, body, column
        at = self._spared[some]
        which = np.flatnonzero(at >= 0)
        off = self._freed.at[at[which]]
        return (
            np.concatenate([loads, -self._freed.load[at[which]]]),
            np.concatenate([body, self._ran.provider[off]]),
            np.concatenate([column, which]),
        )

    def _reserve(self, rows: Rows, some: Places, bodies: Places, others: Floats) -> None:
        """Write row (12) for those of the bodies that could become the largest."""
        for p in bodies:
            could = (self._capacity[p] > others).nonzero()[0]
            if len(could):
                loads, body, column = self._all_loads(some)
                held = self._spent[some].copy()
                np.add.at(held, column, self._step_in * loads * (body == p)[:, None])
                limit = self._statutory - self._step_in * self._load[p]
                keep = np.isin(np.arange(self.view.quarters), could)
                self._put(rows, held * keep, np.zeros(len(some), np.int64), np.where(keep, limit, np.inf)[None])

    def _put(self, rows: Rows, values: Floats, where: Places, limits: Floats, column: Places | None = None) -> None:
        """Write "at most" rows by quarter, for the bodies or places that any option touches."""
        used, at = np.unique(where, return_inverse=True)
        made = rows.add("", (len(used), self.view.quarters), -np.inf, np.maximum(limits[used], 0.0))
        which, t = np.nonzero(values)
        rows.put(made[at[which], t], which if column is None else column[which], values[which, t])
