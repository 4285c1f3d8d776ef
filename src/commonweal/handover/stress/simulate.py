"""The simulator: a block of scenarios at once, quarter by quarter, the scenario being the last axis of every array.

Whatever is added up is added by a sparse matrix, row by row in one fixed order, and everything else is worked out
scenario by scenario. So a scenario's figures are the same to the last bit in whatever block it is computed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.handover.stress.added import Added
from commonweal.handover.stress.block import NEAR, NEAR_UNITS, SOMETHING, Block, Floats, Watch
from commonweal.handover.stress.case import Case
from commonweal.handover.stress.council import Council, council_in
from commonweal.handover.stress.draws import Draws
from commonweal.handover.stress.growth import Growth, grow, growth_of
from commonweal.handover.stress.incumbents import Course, course, held_quarter
from commonweal.handover.stress.lacking import Provision, count_lacking, rows_for

Quarters = NDArray[np.int16]

JUDGED = 8
"""Rows of what the council's services add up to that a quarter is judged by."""


@dataclass(frozen=True, slots=True)
class _Room:
    """Rows of one array that every quarter fills again: asking the system for memory takes long.

    Attributes:
        adding: what adds up, in the order of :func:`commonweal.handover.stress.added.sums_of`; the next four are its
            parts.
        services: what the council's own services come to.
        away: share of each batch that the council does not run.
        ended: load of bodies that end.
        load: by lot.
        carried: share of its load that each batch carries.
        present: share of each batch that the council runs.
        work: to work in.
        ledger: what each quarter is judged by.
    """

    adding: Floats
    services: Floats
    away: Floats
    ended: Floats
    load: Floats
    carried: Floats
    present: Floats
    work: Floats
    ledger: Floats

    @classmethod
    def of(cls, case: Case, scenarios: int) -> "_Room":
        """Make room for a block."""
        batches, lots = len(case.batches.carrier), len(case.batches.lot_batch)
        adding = (4 * len(case.floor), batches, len(case.capacity), lots)
        ends = np.cumsum((*adding, batches, batches, max(lots, rows_for(case)), JUDGED * case.problem.quarters))
        rows = np.empty((ends[-1], scenarios))
        services, away, ended, load, carried, present, work, ledger = np.split(rows, ends[:-1])
        ledger = ledger.reshape(-1, JUDGED, scenarios)
        return cls(rows[: sum(adding)], services, away, ended, load, carried, present, work, ledger)


@dataclass(slots=True)
class _Run:
    """What goes on from quarter to quarter."""

    begin: Quarters
    alone: Quarters
    end: Quarters
    back: Quarters
    ends: Quarters
    load: Floats
    due: Floats
    growth: Growth
    statutory: Floats
    devolved: Floats
    block: Block
    held: Course | None
    room: _Room


def simulate(case: Case, draws: Draws, watch: Watch | None = None) -> Block:
    """Try a plan in a block of scenarios.

    Args:
        case: the plan, made ready.
        draws: the scenarios, of the same problem.
        watch: is told the load and the capacity of every body in every quarter, where that is wanted.
    """
    run = _tried(case, draws, watch)
    _judge(case, run, [_tried(one, draws, None) for one in case.keeping])
    return run.block


def _tried(case: Case, draws: Draws, watch: Watch | None) -> _Run:
    """Try decisions."""
    run = _begin(case, draws)
    for t in range(case.problem.quarters):
        council = council_in(case, draws, t, run.room.services)
        added = _added(case, run, t, council)
        served = _served(case, run, added.load)
        if watch is not None:
            watch.see(t, added.load, run.growth.capacity, run.ends)
        short = _short(case, draws, run, added.asked)
        _statutory(case, draws, run, t, council, added)
        _devolved(case, draws, run, t)
        room = run.room
        room.carried[:] *= served.take(case.batches.carrier, axis=0)
        room.ledger[t] = added.council[:JUDGED]
        there = Provision(t, room.carried, room.present, short, council)
        count_lacking(case, there, run.block, room.ledger[t, :3], room.work)
        stays = council.unmet.take(case.kept_service, axis=0)
        run.block.unmet[len(case.handed) :] += case.kept_profile[:, t, None] * stays
        run.block.weighted[:] += case.terminal[t] * room.ledger[t, 2]
        grow(case, draws, run.growth, t, added)
    run.block.unmet[: len(case.handed)] /= case.need
    return run


def _begin(case: Case, draws: Draws) -> _Run:
    problem, batches, count = case.problem, case.batches, draws.count
    slip = draws.slip[batches.provider] * batches.slips[:, None]
    begin = (batches.start[:, None] + slip).astype(np.int16)
    alone = (begin + problem.parameters.overlap_quarters).astype(np.int16)
    # A body whose services all began before this plan was made again cannot slip; what slips first does so whole.
    late = np.zeros(len(problem.providers), np.int16)
    late[batches.provider[batches.slips > 0]] = 1
    late[batches.ran] = 0
    ends = (batches.first[:, None] + draws.slip * late[:, None] + draws.survives).astype(np.int16)
    end = ends[batches.provider]
    delay = draws.settings["step_in_delay_quarters"].astype(np.int16)
    block = Block(
        draws.first,
        np.zeros((len(case.handed), count), bool),
        np.zeros((len(case.handed) + len(case.kept), count)),
        weighted=np.zeros(count),
        keeping=np.zeros(count),
        unequal=np.zeros(count, bool),
        worse=np.zeros(count, bool),
        statutory=np.zeros(count, bool),
        devolved=np.zeros(count, bool),
        overloaded=np.zeros((len(problem.providers), count), bool),
    )
    back, held = np.where(alone < end, end + delay, 0).astype(np.int16), case.held
    overlap = problem.parameters.overlap_quarters
    return _Run(
        begin,
        alone,
        end,
        back,
        ends,
        np.zeros((len(problem.providers), count)),
        _due(case, begin, end),
        growth_of(case, draws),
        np.full(count, float(problem.funds.statutory_start)),
        np.full(count, float(problem.funds.devolved_start)),
        block,
        None if held is None else course(held, ends, delay, overlap, (alone, end, back)),
        _Room.of(case, count),
    )


def _added(case: Case, run: _Run, t: int, council: Council) -> Added:
    """Work out who runs what in a quarter, and add up what that comes to."""
    batches, room, own = case.batches, run.room, len(run.begin)
    alone = run.alone <= t
    # Half of the load in double running, then all of it: halves are counted in whole numbers, which is quicker.
    halves = (run.begin <= t).view(np.int8) + alone.view(np.int8)
    halves *= (t < run.end).view(np.int8)
    np.multiply(halves, 0.5, out=room.carried[:own])
    room.away[:own] = alone & (t < run.back)
    if case.held is not None and run.held is not None:
        now = held_quarter(case.held, run.held, case.problem.parameters.overlap_quarters, t)
        room.carried[own:], room.away[own:] = now.share, 1 - now.council
        run.due[t] += now.due
    np.subtract(1, room.away, out=room.present)
    np.multiply(run.load, run.ends == t, out=room.ended)
    # Places are right as they are: "clip" only saves NumPy a copy of what it fills.
    room.carried.take(batches.lot_batch, axis=0, out=room.load, mode="clip")
    growth = room.work[: len(room.load)]
    room.load[:] *= council.growth.take(batches.lot_service, axis=0, out=growth, mode="clip")
    added = Added.of(case.problem, case.sums[t] @ room.adding)
    run.load = added.load
    return added


def _due(case: Case, begin: Quarters, end: Quarters) -> Floats:
    """Give the legal and data cost with activation of what begins, by quarter, and of what never does."""
    quarters, count = case.problem.quarters, begin.shape[1]
    when = np.where(begin < end, np.minimum(begin, quarters), quarters)
    at = when * np.intp(count) + np.arange(count)
    cost = np.repeat(case.batches.cost, count)
    # Where nothing is handed over NumPy counts in whole numbers.
    due = np.bincount(at.ravel(), cost, (quarters + 1) * count).astype(np.float64, copy=False)
    return due.reshape(quarters + 1, count)


def _served(case: Case, run: _Run, load: Floats) -> Floats:
    """Give the share of its load that each body can carry, with the overload that it may take."""
    most = (1 + float(case.problem.parameters.overload_cap)) * run.growth.capacity
    np.logical_or(run.block.overloaded, load > most + NEAR_UNITS, out=run.block.overloaded)
    # All of it where there is no more than that; what share of no load makes no difference.
    return most / np.maximum(np.maximum(load, most), SOMETHING)


def _short(case: Case, draws: Draws, run: _Run, asked: Floats) -> Floats:
    """Give the share of the volunteers asked for who do not come, by neighbourhood."""
    come = draws.settings["volunteers_per_action"] * run.growth.action[:-1]
    come += case.volunteers
    come *= draws.volunteers
    lacking = np.maximum(np.subtract(asked, come, out=come), 0, out=come)
    return np.divide(lacking, np.maximum(asked, SOMETHING), out=lacking)


def _statutory(case: Case, draws: Draws, run: _Run, t: int, council: Council, added: Added) -> None:
    """Pay for what is kept and handed over, for stepping in, and for loans; the budget falls with the levels."""
    cost, level = added.council[8:10]
    # One after the other, unlike NumPy's own sum, whose order may depend on how many scenarios there are.
    unpaid = sum(added.units * council.cost)
    less = case.level_money[t] - level
    run.statutory = run.statutory + (float(case.problem.funds.statutory[t]) - less - cost + unpaid - added.paid)
    run.statutory = run.statutory - draws.settings["step_in"] * added.taken_back - case.repaid[t]
    np.logical_or(run.block.statutory, run.statutory < -NEAR_UNITS, out=run.block.statutory)


def _devolved(case: Case, draws: Draws, run: _Run, t: int) -> None:
    """Pay what hand-overs cost, then building and social action as far as the money goes."""
    funds = case.problem.funds
    grant = float(funds.devolved[t]) * np.where(draws.funder_from <= t, draws.settings["funder_kept"], 1)
    there = run.devolved + grant + float(case.decisions.loans[t]) - run.due[t]
    planned, paid = case.building_money[t], run.growth.paid_share[t]
    if planned > 0:
        paid[:] = np.minimum(np.maximum(there / planned, 0), 1)
    run.devolved = there - paid * planned
    np.logical_or(run.block.devolved, there < planned - NEAR_UNITS, out=run.block.devolved)


def _judge(case: Case, run: _Run, keeping: list[_Run]) -> None:
    """Judge every quarter beside keeping everything, ``keeping``; none where that is the council's own levels."""
    block, ledger = run.block, run.room.ledger
    need = ledger[:, 6:8]
    plan = _ends(ledger[:, :2], need)
    kept = [_ends(one.room.ledger[:, :2], need) for one in keeping] or [_ends(ledger[:, 3:5], need)]
    most, gap = kept[0][0], np.maximum.reduce([worst - best for worst, best in kept])
    tolerance = float(case.problem.parameters.tolerance) + NEAR
    allowed = np.maximum(most[0] - kept[0][1][0], gap) + tolerance
    block.unequal[:] = (plan[0] - plan[1] > allowed).any(axis=0)
    block.worse[:] = (plan[0] > most + tolerance).any(axis=0)
    for t, weight in enumerate(case.terminal):
        block.keeping[:] += weight * ledger[t, 5]
    if keeping:
        block.keeping[:] = keeping[-1].block.weighted


def _ends(unmet: Floats, need: Floats) -> Floats:
    """Give the unmet share of both ends: the most deprived fifth, then the least, by quarter and scenario."""
    return (unmet / np.maximum(need, SOMETHING)).transpose(1, 0, 2)
