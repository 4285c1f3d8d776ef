"""The simulator: a block of scenarios at once, quarter by quarter, the scenario being the last axis of every array.

Whatever is added up is added by a sparse matrix, row by row in one fixed order, and everything else is worked out
scenario by scenario. So a scenario's figures are the same to the last bit in whatever block it is computed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.handover.stress.block import NEAR, NEAR_UNITS, Block, Bools, Floats, Watch
from commonweal.handover.stress.case import Case
from commonweal.handover.stress.draws import Draws
from commonweal.handover.stress.futures import BROUGHT
from commonweal.handover.stress.handed import Chunk
from commonweal.handover.stress.incumbents import Course, HeldChunk, HeldQuarter, course, held_quarter

Quarters = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class _Council:
    """The council's own services in a quarter, by service: level kept, growth of need, and what ``sums`` add up."""

    kept: Floats
    growth: Floats
    cost: Floats
    unmet: Floats
    sums: Floats


@dataclass(frozen=True, slots=True)
class _Councils:
    """The same by quarter; beneath each other what is unmet, growth, cost and level."""

    kept: Floats
    growth: Floats
    cost: Floats
    stacked: Floats


@dataclass(slots=True)
class _Run:
    """What goes on from quarter to quarter."""

    begin: Quarters
    alone: Quarters
    end: Quarters
    back: Quarters
    ends: Quarters
    capacity: Floats
    action: Floats
    paid_share: Floats
    load: Floats
    councils: _Councils
    mean_level: Floats
    statutory: Floats
    devolved: Floats
    first_gap: Floats
    block: Block
    held: Course | None
    measured: list[Floats]


def simulate(case: Case, draws: Draws, watch: Watch | None = None) -> Block:
    """Try a plan in a block of scenarios.

    Args:
        case: the plan, made ready.
        draws: the scenarios, of the same problem.
        watch: is told the load and the capacity of every body in every quarter, where that is wanted.
    """
    kept = [_tried(one, draws, (), None) for one in case.keeping]
    run = _tried(case, draws, tuple(kept), watch)
    if kept:
        run.block.keeping[:] = kept[-1].block.weighted
    return run.block


def _tried(case: Case, draws: Draws, kept: "tuple[_Run, ...]", watch: Watch | None) -> _Run:
    """Try decisions; ``kept`` is what keeping everything comes to, where that is more than the council's own levels."""
    run, batches = _begin(case, draws), case.batches
    for t in range(case.problem.quarters):
        council = _council(case, run, t)
        running = (run.begin <= t) & (t < run.end)
        alone = run.alone <= t
        share = 0.5 * np.add(running, running & alone, dtype=np.float64)
        away = alone & (t < run.back)
        present, begins = ~away, running & (run.begin == t)
        money = batches.sums[t] @ np.concatenate((begins, away, run.load * (run.ends == t)))
        if case.held is not None and run.held is not None:
            now = held_quarter(case.held, run.held, case.problem.parameters.overlap_quarters, t)
            share, present = np.concatenate((share, now.share)), np.concatenate((present, now.council))
            _held_money(case, t, now, money)
        load = share.take(batches.lot_batch, axis=0)
        load *= council.growth.take(batches.lot_service, axis=0)
        sums = case.lot_sums[t] @ load
        brought = draws.settings[BROUGHT] * (case.delivered[t] @ load) if case.delivered else 0.0
        served = _served(case, run, sums)
        if watch is not None:
            watch.see(t, sums[: len(run.capacity)], run.capacity, run.ends)
        short = _short(case, draws, run, sums)
        _statutory(case, draws, run, t, council, (sums[-1], money))
        _devolved(case, draws, run, t, money[0])
        _cells(case, run, t, council, (share * served.take(batches.carrier, axis=0), present, short), kept)
        _grow(case, draws, run, t, (sums[: len(run.capacity)], council.sums[10]))
        run.action[: len(case.action)] += brought
    run.block.unmet[: len(case.handed)] /= case.need
    return run


def _held_money(case: Case, t: int, now: HeldQuarter, money: Floats) -> None:
    """Add to a quarter's money what is due for hand-backs, and the need that the council does not run."""
    if case.held is not None:
        money[0] += now.due
        money[2:] += case.held.units[t] @ (1 - now.council)


def _begin(case: Case, draws: Draws) -> _Run:
    problem, batches, count = case.problem, case.batches, draws.count
    slip = draws.slip[batches.provider] * batches.slips[:, None]
    begin = (batches.start[:, None] + slip).astype(np.int16)
    alone = (begin + problem.parameters.overlap_quarters).astype(np.int16)
    # A body whose services all began before this plan was made again cannot slip; what slips first does so whole.
    late = np.zeros((len(problem.providers), count), np.int16)
    if len(slip):
        order = np.argsort(batches.provider, kind="stable")
        takers, first = np.unique(batches.provider[order], return_index=True)
        late[takers] = np.maximum.reduceat(slip[order], first, axis=0) * ~batches.ran[takers][:, None]
    ends = (batches.first[:, None] + late + draws.survives).astype(np.int16)
    end = ends[batches.provider]
    delay = draws.settings["step_in_delay_quarters"].astype(np.int16)
    nobody = np.zeros(count)
    places, bodies = len(problem.neighbourhoods), len(problem.providers)
    action = np.zeros((places + 1, count))
    action[:places] = case.action
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
        overloaded=np.zeros((bodies, count), bool),
    )
    back, held = np.where(alone < end, end + delay, 0).astype(np.int16), case.held
    overlap = problem.parameters.overlap_quarters
    return _Run(
        begin,
        alone,
        end,
        back,
        ends,
        np.repeat(case.capacity, count, axis=1),
        action,
        np.ones((problem.quarters, count)),
        np.zeros((bodies, count)),
        _quarters(case, draws),
        nobody,
        np.full(count, float(problem.funds.statutory_start)),
        np.full(count, float(problem.funds.devolved_start)),
        nobody,
        block,
        None if held is None else course(held, ends, delay, overlap, (alone, end, back)),
        [],
    )


def _quarters(case: Case, draws: Draws) -> _Councils:
    """Work out the council's own services in all quarters at once; they depend on nothing that happens on the way."""
    quarters, first = case.problem.quarters, case.level[:, [0]]
    early = draws.settings["cut_early_quarters"].astype(np.intp)
    when = np.minimum(np.arange(quarters)[:, None] + early, quarters - 1)
    when[0] = 0
    planned = case.level.take(when, axis=1).transpose(1, 0, 2)
    deeper = (draws.settings["cut_depth"] - 1) * np.maximum(first - planned, 0)
    level = np.maximum(planned - deeper, 0)
    growth = 1 + draws.surge * (draws.surge_from <= np.arange(quarters)[:, None])[:, None]
    kept = np.maximum(level / growth, case.floor)
    top_up = float(case.problem.parameters.top_up_price)
    cost = level + top_up * np.maximum(case.floor * growth - level, 0)
    return _Councils(kept, growth, cost, np.concatenate((growth * (1 - kept), growth, cost, level), axis=1))


def _council(case: Case, run: _Run, t: int) -> _Council:
    """Give one of those quarters, with its sums, and count what is unmet in the cells that stay."""
    councils = run.councils
    rows, unmet = run.block.unmet[len(case.handed) :], councils.stacked[t, : len(case.floor)]
    rows += case.kept_profile[:, [t]] * unmet.take(case.kept_service, axis=0)
    return _Council(
        councils.kept[t], councils.growth[t], councils.cost[t], unmet, case.service_sums[t] @ councils.stacked[t]
    )


def _served(case: Case, run: _Run, sums: Floats) -> Floats:
    """Give the share of its load that each body can carry, with the overload that it may take."""
    load = sums[: len(run.capacity)]
    most = (1 + float(case.problem.parameters.overload_cap)) * run.capacity
    np.logical_or(run.block.overloaded, load > most + NEAR_UNITS, out=run.block.overloaded)
    return np.divide(most, load, out=np.ones_like(load), where=load > most)


def _short(case: Case, draws: Draws, run: _Run, sums: Floats) -> Floats:
    """Give the share of the volunteers asked for who do not come, by neighbourhood."""
    bodies, places = len(run.capacity), len(case.problem.neighbourhoods)
    asked = sums[bodies : bodies + places]
    come = draws.volunteers * (case.volunteers + draws.settings["volunteers_per_action"] * run.action[:places])
    return np.divide(asked - come, asked, out=np.zeros_like(asked), where=asked > come)


def _statutory(case: Case, draws: Draws, run: _Run, t: int, council: _Council, money: tuple[Floats, Floats]) -> None:
    """Pay for what is kept and handed over, for stepping in, and for loans; the budget falls with the levels."""
    paid, moved = money
    taken_back = moved[1]
    # One after the other, unlike a sum, whose order may depend on how many scenarios there are.
    unpaid = np.add.accumulate(moved[2:] * council.cost, axis=0)[-1]
    less = case.level_money[t] - council.sums[9]
    run.statutory = run.statutory + (float(case.problem.funds.statutory[t]) - less - council.sums[8] + unpaid - paid)
    run.statutory = run.statutory - draws.settings["step_in"] * taken_back - case.repaid[t]
    np.logical_or(run.block.statutory, run.statutory < -NEAR_UNITS, out=run.block.statutory)


def _devolved(case: Case, draws: Draws, run: _Run, t: int, due: Floats) -> None:
    """Pay what hand-overs cost, then building and social action as far as the money goes."""
    funds = case.problem.funds
    grant = float(funds.devolved[t]) * np.where(draws.funder_from <= t, draws.settings["funder_kept"], 1)
    there = run.devolved + grant + float(case.decisions.loans[t]) - due
    planned = case.building_money[t]
    if planned > 0:
        run.paid_share[t] = np.minimum(np.maximum(there / planned, 0), 1)
    run.devolved = there - run.paid_share[t] * planned
    np.logical_or(run.block.devolved, there < planned - NEAR_UNITS, out=run.block.devolved)


def _cells(
    case: Case,
    run: _Run,
    t: int,
    council: _Council,
    handed: tuple[Floats, Floats | Bools, Floats],
    keeping: tuple[_Run, ...],
) -> None:
    """Work out what is met in each handed-over cell, and judge the quarter."""
    share, present, short = handed
    there = council.kept.take(case.batches.lot_service, axis=0)
    there *= present.take(case.batches.lot_batch, axis=0)
    total = council.sums[:3].copy()
    for chunk in case.chunks:
        total += chunk.sums @ _chunk(chunk, run, t, (share, there, short, council.growth, council.unmet))
    for part in case.held.chunks if case.held else ():
        total += part.sums @ _held_chunk(part, run, t, (share, there, short, council.growth))
    need = council.sums[6:8]
    both = np.divide(total[:2], need, out=np.zeros_like(need), where=need > 0)
    run.measured.append(both)
    if keeping:
        kept = keeping[0].measured[t]
        widest = np.maximum.reduce([one.measured[t][0] - one.measured[t][1] for one in keeping])
    else:
        kept = np.divide(council.sums[3:5], need, out=np.zeros_like(need), where=need > 0)
        widest = kept[0] - kept[1]
    if t == 0:
        run.first_gap = kept[0] - kept[1]
    tolerance = float(case.problem.parameters.tolerance) + NEAR
    allowed = np.maximum(run.first_gap, widest) + tolerance
    block = run.block
    np.logical_or(block.unequal, both[0] - both[1] > allowed, out=block.unequal)
    np.logical_or(block.worse, both[0] > kept[0] + tolerance, out=block.worse)
    block.weighted[:] += case.terminal[t] * total[2]
    block.keeping[:] += case.terminal[t] * council.sums[5]


def _chunk(chunk: Chunk, run: _Run, t: int, quarter: tuple[Floats, Floats, Floats, Floats, Floats]) -> Floats:
    """Give the unmet units of a chunk of cells; those that have not begun are as the council keeps them."""
    share, there, short, growth, unmet = quarter
    begun = chunk.begun[t]
    found = np.empty((len(chunk.lot), share.shape[1]))
    if begun < len(found):
        np.take(unmet, chunk.service[begun:], axis=0, out=found[begun:], mode="clip")
    if begun:
        met, part = found[:begun], share.take(chunk.batch[:begun], axis=0)
        by_council = there.take(chunk.lot[:begun], axis=0)
        breached = run.block.breached[chunk.at][:begun]
        if chunk.statutory:
            breached |= part * chunk.paid[:begun] + by_council < chunk.floor[:begun]
        np.take(short, chunk.neighbourhood[:begun], axis=0, out=met, mode="clip")
        met *= chunk.volunteers[:begun]
        met += chunk.quality[:begun]
        met *= part
        met += by_council
        if not chunk.statutory:
            breached |= met < chunk.floor[:begun]
        np.minimum(met, 1, out=met)
        np.subtract(1, met, out=met)
        met *= np.take(growth, chunk.service[:begun], axis=0, out=part, mode="clip")
    found *= chunk.demand[:, [t]]
    run.block.unmet[chunk.at] += found
    return found


def _held_chunk(chunk: HeldChunk, run: _Run, t: int, quarter: tuple[Floats, Floats, Floats, Floats]) -> Floats:
    """Give the unmet units of a chunk of cells that a body ran before: by council, body and successor."""
    share, there, short, growth = quarter
    by_council = there.take(chunk.lot, axis=0)
    lacking = short.take(chunk.neighbourhood, axis=0)
    met, counted = by_council.copy(), by_council.copy()
    for batch, quality, volunteers, paid in chunk.stints:
        part = share.take(batch, axis=0)
        met += part * (quality + volunteers * lacking)
        counted += part * paid
    run.block.breached[chunk.at] |= (counted if chunk.statutory else met) < chunk.floor
    found = 1 - np.minimum(met, 1)
    found *= growth.take(chunk.service, axis=0)
    found *= chunk.demand[:, [t]]
    run.block.unmet[chunk.at] += found
    return found


def _grow(case: Case, draws: Draws, run: _Run, t: int, now: tuple[Floats, Floats]) -> None:
    """Carry capacity and social action into the next quarter; ``now`` is the load, and the services' mean level."""
    load, level = now
    own = draws.settings
    problem, places = case.problem, len(case.problem.neighbourhoods)
    cut = np.maximum(run.mean_level - level, 0) if t else np.zeros_like(level)
    run.load, run.mean_level = load, level
    left = np.maximum(1 - own["natural_loss"] - own["cut_loss"] * case.dependence * cut, 0)
    most = float(problem.parameters.overload_cap) * run.capacity
    over = np.minimum(np.maximum(load - run.capacity, 0), most)
    built = _arrived(case.building, run.paid_share, own["building_lag_quarters"], t)
    grown = own["building_yield"] * built + own["action_capacity"] * run.action.take(case.home, axis=0)
    if t + 1 < problem.quarters:
        grown += case.gained[:, [t + 1]]
    run.capacity = np.maximum(left * run.capacity + grown - own["overload_loss"] * over, 0)
    spent = _arrived(case.spending, run.paid_share, own["action_lag_quarters"], t)
    run.action[:places] = (1 - own["action_loss"]) * run.action[:places] + own["action_yield"] * spent


def _arrived(planned: Floats, paid: Floats, lag: Floats, t: int) -> Floats:
    """Give what was bought so many quarters ago as now shows, as far as it could be paid."""
    # The last column is nothing: what would have been bought before the plan began.
    when = np.maximum(t + 1 - lag.astype(np.intp), -1)
    found: Floats = planned.take(when, axis=1, mode="wrap")
    found *= paid[when, np.arange(len(when))]
    return found
