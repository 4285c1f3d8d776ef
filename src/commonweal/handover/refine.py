"""The later stages of a search: of plans that leave no more need unmet the cheapest, then the one closest to the last.

What an earlier stage found may not get worse by anything at all: whatever the solver proposes is made exact, checked,
and compared in exact numbers. That no plan is cheaper, or closer, is searched and not proved.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from commonweal.handover.exact import made_exact, taken_by
from commonweal.handover.model import INFINITY, Model, model
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem
from commonweal.handover.programme import Programme
from commonweal.handover.room import Room, Stocks, blocks, left_over, without_delivery
from commonweal.handover.solve import Limits, whole
from commonweal.handover.stages import changes, cost
from commonweal.handover.view import View, floats, grid
from commonweal.handover.ways import Floats, Options, Places, joined

Columns = tuple[Floats, float]
"""What each column of a model adds to something, and what there is of it where all columns are 0."""
SHARES = (0.5, 0.25, 0.1, 0.02)
"""How much of the margin is left when a plan is made exact: the less, the less has to be built."""
CLOSER = 1e-6
"""By how much, relatively, a limit is lowered where the first proposal was over it when made exact."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something of which a plan should have little.

    Attributes:
        columns: what each column of a model adds to it, and its constant.
        options: what each way to begin adds to it, against keeping.
        exact: how much a plan has, exactly.
    """

    columns: Callable[[View, Model], Columns]
    options: Callable[[View, Options], Floats]
    exact: Callable[[Problem, Plan], Fraction]


def _unmet(_: View, rows: Model) -> Columns:
    return rows.programme.cost, rows.programme.offset


def _need(view: View, some: Options) -> Floats:
    found: Floats = -(view.weight[view.cell[some.offer]] * view.gains(some)).sum(axis=1)
    return found


def _money(view: View, rows: Model) -> Columns:
    settings, at = view.problem.parameters, rows.columns
    found = np.zeros(len(rows.programme.cost))
    found[at.starts] = _paid(view, rows.options)
    found[at.ready[:, -1]] = float(settings.activation_cost)
    found[at.building] = float(settings.building_cost)
    found[at.spending] = float(settings.action_cost)
    found[at.loans] = float(sum(view.problem.repayments()) - 1)
    return found, float(_paid(view, rows.taken).sum()) + _kept_above(view)


def _kept_above(view: View) -> float:
    """Give what keeping costs above the council's keeping everything, where bodies run cells already.

    Who was active before the plan is counted among those that it makes ready, and taken off here.
    """
    found = view.ran
    if found is None:
        return 0.0
    council = view.kept_cost[view.service[found.cell]] * view.demand[found.cell]
    active = float(view.problem.parameters.activation_cost) * found.before.sum()
    return float((found.kept_cost - council).sum() + found.legal.sum() - active)


def _paid(view: View, some: Options) -> Floats:
    found: Floats = view.extra_cost(some).sum(axis=1) + view.legal[view.cell[some.offer]]
    freed = view.freed(some)
    if freed is not None:
        found[freed.which] -= freed.legal
    return found


def _changed(view: View, some: Options) -> Floats:
    """Give by how much more cells differ from the last plan where a way to begin is taken."""
    same, last = _last(view, some)
    found: Floats = np.where(same, -1.0, np.where(last == view.quarters, 1.0, 0.0))
    return found


def _moved(view: View, some: Options) -> Floats:
    _, last = _last(view, some)
    found: Floats = np.abs(some.start - last) - np.abs(view.quarters - last).astype(float)
    return found


def _last(view: View, some: Options) -> tuple[NDArray[np.bool_], Floats]:
    """Give whether each way to begin is that of the last plan, and when the last plan began its cell; T where kept."""
    problem, last = view.problem, view.problem.last
    ways = [None] * len(problem.cells) if last is None else last.pathways
    starts = np.array([problem.quarters if way is None else way.start for way in ways], float)
    bodies = {body.id: p for p, body in enumerate(problem.providers)}
    who = np.array([-1 if way is None else bodies.get(way.organisation, -1) for way in ways], np.int64)
    cell = view.cell[some.offer]
    same = (view.provider[some.offer] == who[cell]) & (some.start == starts[cell])
    return same, starts[cell]


def _of_starts(options: Callable[[View, Options], Floats], kept: Callable[[View], float]) -> Callable[..., Columns]:
    def columns(view: View, rows: Model) -> Columns:
        found = np.zeros(len(rows.programme.cost))
        found[rows.columns.starts] = options(view, rows.options)
        return found, kept(view) + float(options(view, rows.taken).sum())

    return columns


def _kept_changed(view: View) -> float:
    last = view.problem.last
    return float(sum(way is not None for way in last.pathways)) if last else 0.0


def _kept_moved(view: View) -> float:
    last, end = view.problem.last, view.quarters
    return float(sum(abs(end - way.start) for way in last.pathways if way)) if last else 0.0


def _cells(problem: Problem, plan: Plan) -> Fraction:
    found = changes(problem, plan.decisions.pathways)
    return Fraction(found.cells if found else 0)


def _quarters(problem: Problem, plan: Plan) -> Fraction:
    found = changes(problem, plan.decisions.pathways)
    return Fraction(found.quarters if found else 0)


def _constant(view: View, aim: Measure) -> float:
    return _kept_changed(view) if aim is CELLS else _kept_moved(view)


UNMET = Measure(_unmet, _need, lambda _, plan: plan.objective)
MONEY = Measure(_money, _paid, cost)
CELLS = Measure(_of_starts(_changed, _kept_changed), _changed, _cells)
QUARTERS = Measure(_of_starts(_moved, _kept_moved), _moved, _quarters)
Held = Sequence[tuple[Measure, Fraction]]
"""Measures with the most of each that a plan may have."""


def aimed(view: View, rows: Model, aim: Measure, limits: Held, closer: float) -> Programme:
    """Give a model's programme with another end, and with rows that hold what may not get worse.

    Args:
        view: the problem.
        rows: its model, whose rows are added to.
        aim: what there should be little of.
        limits: the most of each thing that there may be.
        closer: by how much, relatively, they are lowered.
    """
    cost, constant = aim.columns(view, rows)
    for measure, most in limits:
        values, there = measure.columns(view, rows)
        used = np.flatnonzero(values)
        if len(used):
            limit = float(most) - closer * max(1.0, abs(float(most))) - there
            # The solver's tolerance is absolute: where only spending counts, it would swallow a ten thousandth of it.
            scale = max(1.0, 1 / np.abs(values[used]).max())
            row = rows.rows.add("held", (1,), -INFINITY, limit * scale)
            rows.rows.put(np.broadcast_to(row, used.shape), used, values[used] * scale)
    return replace(rows.programme, cost=cost, offset=constant)


def _as_planned(view: View, plan: Plan) -> Stocks:
    """Give what a plan builds, spends and borrows, and what follows from it, before anything begins."""
    settings, problem = view.problem.parameters, view.problem
    taken = taken_by(plan)
    holds = grid(plan.capacity)
    # A body that takes nothing over yet could do so once it has the capacity for it, and keeps it.
    could = view.quarters - np.argmin((holds >= float(settings.least_capacity))[:, ::-1], axis=1)
    could = np.where((holds >= float(settings.least_capacity)).all(axis=1), 0, could)
    ready = np.array([could[p] if one is None else one for p, one in enumerate(plan.ready)])
    capacity = holds + np.minimum(grid(plan.overload), float(settings.overload_cap) * holds)
    action = grid(plan.social_action)
    if settings.delivery_action:
        action, less = without_delivery(view, np.arange(len(ready)), action, grid(plan.decisions.spending))
        capacity = np.maximum(0.0, capacity - less)
    capacity = np.where(np.arange(view.quarters) >= ready[:, None], np.minimum(capacity, view.ceiling), 0.0)
    hours = np.array([[float(place.volunteer_units)] for place in problem.neighbourhoods])
    legal = np.bincount(taken.start, view.legal[view.cell[taken.offer]], view.quarters)
    freed = view.freed(taken)
    if freed is not None:
        legal = legal - np.bincount(freed.when, freed.legal, view.quarters + 1)[: view.quarters]
    paying = [
        row for fund, row in zip(problem.funds.blended, plan.fund_balances, strict=True) if "legal work" in fund.uses
    ]
    devolved = left_over(grid(paying)) if paying else floats(plan.devolved_balance)
    return Stocks(
        capacity,
        hours + float(settings.volunteers_per_action) * action,
        floats(plan.statutory_balance) + np.cumsum(view.extra_cost(taken).sum(axis=0)),
        devolved + np.cumsum(legal),
    )


class Refinement:
    """Looks for better plans around one that stands.

    Args:
        view: the problem.
        free: the ways to begin that may be chosen among.
        fixed: those that are taken in any case.
        margins: by how much, relatively, limits are tightened for the solver, one after another.
        limits: when a search over whole numbers stops.
    """

    def __init__(self, view: View, free: Options, fixed: Options, margins: Sequence[float], limits: Limits) -> None:
        self.view, self.free, self.fixed, self.margins, self.limits = view, free, fixed, margins, limits
        self.shares = SHARES if len(margins) > 1 else SHARES[:1]

    def least(self, plan: Plan, aim: Measure, held: Sequence[Measure]) -> Plan:
        """Search all ways to begin as one model for a plan with less of something, and no more of what is held.

        Args:
            plan: the plan that stands, and is given back where none is better.
            aim: what there should be less of.
            held: what there may be no more of than in the plan.
        """
        limits = self._limits(plan, held)
        best = self._better(plan, taken_by(plan), aim, limits)
        for closer in (0.0, CLOSER):
            taken = self._proposed(best, aim, limits, closer)
            if taken is None or self._hopeless(best, taken, aim):
                break
            found = self._better(best, taken, aim, limits)
            if found is not best:
                return found
        return best

    def _limits(self, plan: Plan, held: Sequence[Measure]) -> Held:
        return [(measure, measure.exact(self.view.problem, plan)) for measure in held]

    def _proposed(self, best: Plan, aim: Measure, limits: Held, closer: float) -> Options | None:
        """Give the ways to begin that the solver takes for the best, or None where it finds none."""
        for margin in self.margins:
            rows = model(self.view, self.free, margin, self.fixed)
            programme = aimed(self.view, rows, aim, limits, closer)
            stands = taken_by(best)
            begun = np.isin(rows.options.keys(self.view.quarters), stands.keys(self.view.quarters)).astype(float)
            answer = whole(programme, self.limits, (rows.columns.starts, begun))
            if answer.ending == "solved" and answer.objective >= float(aim.exact(self.view.problem, best)) - CLOSER:
                return None
            if answer.ending == "solved":
                return joined(self.fixed, rows.options.at(answer.values[rows.columns.starts] > 0.5))
        return None

    def _better(self, best: Plan, taken: Options, aim: Measure, limits: Held) -> Plan:
        """Give the cheapest exact plan with these starts where it is better than the best, or the best."""
        problem = self.view.problem
        if self._hopeless(best, taken, aim):
            return best
        least = aim.exact(problem, best)

        def good(plan: Plan) -> bool:
            within = all(measure.exact(problem, plan) <= most for measure, most in limits)
            return within and aim.exact(problem, plan) < least

        def cheap(rows: Model) -> Programme:
            return aimed(self.view, rows, MONEY, limits, 0.0)

        for margin in self.margins:
            for sought in (cheap, None):
                plan, _ = made_exact(self.view, taken, margin, self.shares, sought, good)
                if plan is not None:
                    return plan
        return best

    def _hopeless(self, best: Plan, taken: Options, aim: Measure) -> bool:
        """Answer whether a plan with these starts cannot be better: where they are the same, only loans cost."""
        if np.array_equal(np.sort(taken.keys(self.view.quarters)), np.sort(taken_by(best).keys(self.view.quarters))):
            return aim is not MONEY or not any(best.decisions.loans)
        if aim is MONEY:
            return False
        values, constant = aim.options(self.view, taken), _constant(self.view, aim)
        return float(values.sum()) + constant >= float(aim.exact(self.view.problem, best)) - 0.5

    def swapped(self, plan: Plan, near: Options, aim: Measure, held: Sequence[Measure], most: int) -> Plan:
        """Look for a better plan, block after block of neighbourhoods in whole numbers, while what is built stays.

        Args:
            plan: the plan that stands, and is given back where none is better.
            near: ways to begin that are looked at; those of the plan are looked at in any case.
            aim: what there should be less of.
            held: what there may be no more of than in the plan, in each block and in all.
            most: ways to begin in a block.
        """
        limits = self._limits(plan, held)
        best = self._better(plan, taken_by(plan), aim, limits)
        near = self._and_the_last(near)
        stands = taken_by(best)
        stands = stands.at(~self.view.fixed[self.view.cell[stands.offer]])
        swaps = _Swaps(self, best, stands, self._worth_a_look(near, stands, aim))
        return self._better(best, joined(self.fixed, swaps.made(aim, held, most)), aim, limits)

    def _and_the_last(self, near: Options) -> Options:
        """Add what the last plan did to the ways to begin that are looked at."""
        same, _ = _last(self.view, self.free)
        return self.free.at(same | np.isin(self.free.keys(self.view.quarters), near.keys(self.view.quarters)))

    def _worth_a_look(self, near: Options, stands: Options, aim: Measure) -> Options:
        """Give the ways to begin that would be better for their cell in what is aimed at.

        For money also those that meet more need, as what they meet lets another cell be cheaper.
        """
        view = self.view
        near = near.at(~np.isin(near.keys(self.view.quarters), stands.keys(self.view.quarters)))
        cell = view.cell[near.offer]
        found = np.zeros(len(near), bool)
        for measure in (aim, UNMET) if aim is MONEY else (aim,):
            now = np.zeros(len(view.demand))
            now[view.cell[stands.offer]] = measure.options(view, stands)
            found |= measure.options(view, near) < now[cell]
        return near.at(found)


class _Swaps:
    """Blocks of neighbourhoods that are decided again one after another, within the room that all others leave."""

    def __init__(self, search: Refinement, plan: Plan, stands: Options, near: Options) -> None:
        self.view, self.limits = search.view, search.limits
        self.options = joined(stands, near)
        self.taken = np.arange(len(self.options)) < len(stands)
        fixed = search.fixed
        every = joined(self.options, fixed)
        closed = np.array([one is None for one in plan.ready], bool)[self.view.provider[every.offer]]
        self.once = np.where(closed, float(self.view.problem.parameters.activation_cost), 0.0)
        self.room = Room(self.view, _as_planned(self.view, plan), every, self.once)
        for k in [*np.flatnonzero(self.taken).tolist(), *range(len(self.options), len(self.options) + len(fixed))]:
            self.room.take(k)

    def made(self, aim: Measure, held: Sequence[Measure], most: int) -> Options:
        """Decide each block again, and give what is taken in the end."""
        wanted = aim.options(self.view, self.options) + (self.once[: len(self.options)] if aim is MONEY else 0.0)
        kept = [measure.options(self.view, self.options) for measure in held]
        for block in self._blocks(most):
            before = block[self.taken[block]]
            for k in before.tolist():
                self.room.take(k, -1.0)
            after = self._decided(block, wanted, kept)
            for k in after.tolist():
                self.room.take(k)
            self.taken[before] = False
            self.taken[after] = True
        return self.options.at(self.taken)

    def _decided(self, block: Places, wanted: Floats, kept: Sequence[Floats]) -> Places:
        before = block[self.taken[block]]
        programme = self.room.programme(block)
        for values in kept:
            row = programme.rows.add("held", (1,), -INFINITY, values[before].sum())
            programme.rows.put(np.broadcast_to(row, block.shape), np.arange(len(block)), values[block])
        begun = np.arange(len(block)), self.taken[block].astype(float)
        cost = np.zeros(len(programme.cost))
        cost[: len(block)] = wanted[block]
        found = whole(replace(programme, cost=cost), self.limits, begun)
        if found.ending != "solved" or found.objective >= wanted[before].sum() - CLOSER:
            return before
        return block[found.values[: len(block)] > 0.5]

    def _blocks(self, most: int) -> list[Places]:
        """Split the options of cells that have more than one."""
        cell = self.view.cell[self.options.offer]
        several = np.flatnonzero(np.isin(cell, cell[~self.taken]))
        return [several[block] for block in blocks(self.view, self.options.at(several), most) if len(block)]
