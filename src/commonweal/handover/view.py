"""A problem in floating point: whole arrays of it, for what searches; nothing that is published is worked out here.

Shapes: S services, N neighbourhoods, C cells, P providers, A offers, T quarters, K options. An option is an offer with
a start, as a place in each of two arrays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.handover.condition_limits import gains, share_limits, shared, shares_kept
from commonweal.handover.limits import needs_by_place, permitted_gap, protected
from commonweal.handover.pathways import closed_quarters, fixed_start, openings
from commonweal.handover.problem import Problem, groups
from commonweal.handover.view_running import Freed, Ran, ran
from commonweal.handover.ways import Floats, Options, Places


@dataclass(frozen=True, slots=True)
class Watched:
    """A group of cells whose unmet share is limited, or two groups whose gap is: rows (13) and (13a).

    Attributes:
        cells: of the group.
        share: of the group's need that each of them has, by quarter; below 0 for the least deprived fifth.
        limit: the most the share, or the gap, may be, by quarter.
        room: how far that is above where keeping everything leaves it, by quarter.
    """

    cells: Places
    share: Floats
    limit: Floats
    room: Floats


@dataclass(frozen=True, slots=True)
class Shares:
    """The largest shares of services that one organisation may run: row (14).

    Attributes:
        row: of each cell, the place of its service's largest share, or -1 where it has none.
        most: need that a provider may run in the last quarter besides what it runs where all is kept, by largest share
            and provider.
    """

    row: Places
    most: Floats


@dataclass(frozen=True, slots=True)
class View:
    """A problem as arrays.

    Attributes:
        problem: what they were made from.
        demand: D, by cell and quarter, in units.
        weight: W, by cell and quarter.
        kept: share of need met where a cell is kept, by service and quarter; below them a row for each cell that a body
            runs already.
        row: the row of ``kept`` that each cell has.
        kept_cost: B0 for each unit of need, by service and quarter.
        service: of each cell.
        place: neighbourhood of each cell.
        cell: of each offer; they stand in the order of their cells.
        provider: of each offer.
        quality: q of each offer.
        price: cp of each offer.
        volunteers: vs of each offer.
        first: first start of each offer.
        latest: last start of each offer; before the first where it cannot be taken up.
        fixed: whether a cell's pathway was decided before, by cell.
        legal: f of each cell.
        survival: g, by provider and quarter.
        ceiling: CM, by provider and quarter.
        home: neighbourhood of each provider, or -1.
        watched: the rows (13), then those of each group of (13a).
        kept_money: what keeping every cell costs, by quarter.
        closed: whether no hand-over of a service begins in a quarter, by service and quarter.
        shares: the largest shares.
        gained: capacity that comes by development plans, by provider and quarter.
        ran: what bodies run already, or None where they run nothing.
    """

    problem: Problem
    demand: Floats
    weight: Floats
    kept: Floats
    row: Places
    kept_cost: Floats
    service: Places
    place: Places
    cell: Places
    provider: Places
    quality: Floats
    price: Floats
    volunteers: Floats
    first: Places
    latest: Places
    fixed: NDArray[np.bool_]
    legal: Floats
    survival: Floats
    ceiling: Floats
    home: Places
    watched: tuple[Watched, ...]
    kept_money: Floats
    closed: NDArray[np.bool_]
    shares: Shares
    gained: Floats
    ran: Ran | None = None

    @property
    def quarters(self) -> int:
        """T."""
        return self.problem.quarters

    @property
    def overlap(self) -> int:
        """O."""
        return self.problem.parameters.overlap_quarters

    @property
    def until(self) -> int:
        """The first quarter that is still open."""
        return self.problem.adopted.until if self.problem.adopted else 0

    def tightened(self, margin: float) -> Floats:
        """Give by how much, relatively, limits are tightened in each quarter, T; the past stands as it was."""
        tight: Floats = np.where(np.arange(self.quarters) >= self.until, margin, 0.0)
        return tight

    def options(self) -> Options:
        """Give every way to begin, offer by offer."""
        counts = np.maximum(0, self.latest - self.first + 1)
        offer = np.repeat(np.arange(len(self.cell)), counts)
        since = np.arange(len(offer)) - np.repeat(np.cumsum(counts) - counts, counts)
        every = Options(offer, self.first[offer] + since)
        return every.at(~self.shut(every)) if self.closed.any() else every

    def shut(self, options: Options) -> NDArray[np.bool_]:
        """Answer for each option whether it would begin in a closed quarter; what had begun before would not; K."""
        cell = self.cell[options.offer]
        shut: NDArray[np.bool_] = self.closed[self.service[cell], options.start] & ~self.fixed[cell]
        return shut if self.ran is None else shut & ~self.ran.back[options.offer]

    def loads(self, options: Options) -> Floats:
        """Give the load of each option on its provider, K x T; a hand-back puts none on anybody."""
        loads: Floats = self.demand[self.cell[options.offer]] * self._share(options)
        if self.ran is not None:
            loads[self.ran.back[options.offer]] = 0
        return loads

    def _share(self, options: Options) -> Floats:
        """Give the share of a cell's need that whoever takes it over carries, K x T."""
        since = np.arange(self.quarters) - options.start[:, None]
        return np.where(since < 0, 0.0, np.where(since < self.overlap, 0.5, 1.0))

    def gains(self, options: Options) -> Floats:
        """Give how much more of need each option meets than keeping, as shares, K x T."""
        since, cell = np.arange(self.quarters) - options.start[:, None], self.cell[options.offer]
        kept = self.kept[self.row[cell]]
        quality = self.quality[options.offer, None]
        both = np.minimum(1.0, kept + quality / 2) - kept
        gains: Floats = np.where(since < 0, 0.0, np.where(since < self.overlap, both, quality - kept))
        if self.ran is not None:
            alone = quality, self.kept[self.service[cell]]
            self.ran.write_gains(gains, (cell, options.offer, since), alone, self.overlap)
        return gains

    def extra_cost(self, options: Options) -> Floats:
        """Give what each option costs above keeping, K x T."""
        cell = self.cell[options.offer]
        alone = np.arange(self.quarters) >= options.start[:, None] + self.overlap
        saved = np.where(alone, self.kept_cost[self.service[cell]] * self.demand[cell], 0.0)
        extra: Floats = self.price[options.offer, None] * self.loads(options) - saved
        if self.ran is not None:
            council = self.kept_cost[self.service[cell]] * self.demand[cell] * self._share(options)
            taking = (
                self.price[options.offer, None] * self.loads(options) + self.ran.back[options.offer, None] * council
            )
            self.ran.write_extra(extra, cell, taking, alone)
        return extra

    def freed(self, options: Options) -> Freed | None:
        """Give what options take off who ran their cells before, against keeping them; None where nobody did."""
        cell = self.cell[options.offer]
        return self.ran.freed(cell, options.start, self.overlap, self.legal) if self.ran else None

    def begun(self) -> Places:
        """Give the quarter in which each provider was already active, 0 for before the plan, or T where none; P."""
        begun = np.full(len(self.home), self.quarters)
        decided = self.fixed[self.cell] & (self.latest >= self.first)
        if self.ran is not None:
            decided &= ~self.ran.back
            begun = self.ran.begun.copy()
        which = np.flatnonzero(decided)
        np.minimum.at(begun, self.provider[which], self.first[which])
        return begun

    def kept_objective(self) -> float:
        """Give the objective where everything is kept and nothing spent."""
        return float((self.weight * (1 - self.kept[self.row])).sum())


def floats(values: Iterable[Any]) -> Floats:
    """Turn exact numbers into floating point."""
    return np.array([float(value) for value in values])


def grid(values: Iterable[Iterable[Any]]) -> Floats:
    """Turn a grid of exact numbers into floating point."""
    return np.array([[float(value) for value in row] for row in values])


def places(values: Iterable[int]) -> Places:
    """Turn places in a list into an array."""
    return np.array([*values], np.int64)


def view(problem: Problem) -> View:
    """Give the arrays of a problem, whose offers stand in the order of their cells."""
    settings, quarters = problem.parameters, problem.quarters
    demand = grid(cell.demand for cell in problem.cells)
    service = places(cell.service for cell in problem.cells)
    place = places(cell.neighbourhood for cell in problem.cells)
    omega = np.ones(quarters)
    omega[-1] = float(settings.terminal_weight)
    criticality = floats(one.criticality for one in problem.services)[service]
    deprivation = floats(one.weight for one in problem.neighbourhoods)[place]
    own = grid(one.level for one in problem.services)
    kept = np.maximum(own, floats(one.floor for one in problem.services)[:, None])
    kept_cost = own + float(settings.top_up_price) * (kept - own)
    starts = [when for _, when in openings(problem)]
    survival, found = _survival(problem, own), ran(problem)
    row, money = service, (kept_cost[service] * demand).sum(axis=0)
    if found is not None:
        row = np.where(found.at >= 0, len(problem.services) + found.at, service)
        money = money + (found.kept_cost - (kept_cost[service] * demand)[found.cell]).sum(axis=0)
    home = places(-1 if one.home is None else one.home for one in problem.providers)
    return View(
        problem=problem,
        demand=demand,
        weight=(criticality * deprivation)[:, None] * omega * demand,
        kept=kept if found is None else np.concatenate([kept, found.kept]),
        row=row,
        kept_cost=kept_cost,
        service=service,
        place=place,
        cell=places(offer.cell for offer in problem.offers),
        provider=places(offer.provider for offer in problem.offers),
        quality=floats(offer.quality for offer in problem.offers),
        price=floats(offer.price for offer in problem.offers),
        volunteers=floats(offer.volunteer_share for offer in problem.offers),
        first=places(when[0] if when else 0 for when in starts),
        latest=places(when[-1] if when else -1 for when in starts),
        fixed=np.array([fixed_start(problem, c) is not None for c in range(len(problem.cells))], bool),
        legal=float(settings.legal_share) * demand[:, 0],
        survival=survival,
        ceiling=_ceilings(problem, survival, home, _gained(problem)),
        home=home,
        watched=_watched(problem, demand, kept, service, place)
        if found is None
        else _watched_where_run(problem, demand, found, (kept[service], service, place)),
        kept_money=money,
        closed=_closed(problem),
        shares=_shares(problem, service),
        gained=_gained(problem),
        ran=found,
    )


def _closed(problem: Problem) -> NDArray[np.bool_]:
    closed = np.zeros((len(problem.services), problem.quarters), bool)
    for s in range(len(problem.services)):
        closed[s, list(closed_quarters(problem, s))] = True
    return closed


def _shares(problem: Problem, service: Places) -> Shares:
    rows = shared(problem)
    row = places(rows.get(s, -1) for s in range(len(problem.services)))[service]
    most = grid(share_limits(problem)).reshape(len(rows), len(problem.providers))
    return Shares(row, most - grid(shares_kept(problem)).reshape(most.shape))


def _gained(problem: Problem) -> Floats:
    return grid(gains(problem)).reshape(len(problem.providers), problem.quarters)


def _survival(problem: Problem, own: Floats) -> Floats:
    """Give g by provider and quarter, row (4)."""
    mean = own.mean(axis=0)
    cut = np.maximum(0.0, np.concatenate([[0.0], mean[:-1] - mean[1:]]))
    settings = problem.parameters
    dependence = floats(one.grant_dependence for one in problem.providers)[:, None]
    lost = float(settings.natural_loss) + float(settings.cut_loss) * dependence * cut
    survival: Floats = np.maximum(0.0, 1 - lost)
    return survival


def _ceilings(problem: Problem, survival: Floats, home: Places, gained: Floats) -> Floats:
    """Give CM by provider and quarter, row (9)."""
    settings = problem.parameters
    stock = [floats(one.social_action for one in problem.neighbourhoods)]
    needs = grid(needs_by_place(problem)) if settings.delivery_action else np.zeros((0, 0))
    base = floats(one.spend_base for one in problem.neighbourhoods)
    most = [floats(one.capacity for one in problem.providers)]
    builds: list[Floats] = []
    spends: list[Floats] = []
    for t in range(1, problem.quarters):
        local = np.where(home >= 0, stock[-1][home], 0.0)
        spends.append(float(settings.spend_share) * stock[-1] + base)
        builds.append(float(settings.build_share) * most[-1] + float(settings.build_per_action) * local)
        grown = survival[:, t - 1] * most[-1] + float(settings.action_capacity) * local + gained[:, t]
        acting = float(1 - settings.action_loss) * stock[-1]
        if t >= settings.building_lag:
            grown = grown + float(settings.building_yield) * builds[t - settings.building_lag]
        if t >= settings.action_lag:
            acting = acting + float(settings.action_yield) * spends[t - settings.action_lag]
        if settings.delivery_action:
            acting = acting + float(settings.delivery_action) * needs[:, t - 1]
        most.append(grown)
        stock.append(acting)
    return float(1 + settings.overload_cap) * np.stack(most, axis=1)


def _watched(problem: Problem, demand: Floats, kept: Floats, service: Places, place: Places) -> tuple[Watched, ...]:
    of = np.array(groups(problem.neighbourhoods))[place]
    tolerance = float(problem.parameters.tolerance)
    most, least = (_share(np.flatnonzero(of == k), demand) for k in (1, 5))
    unmet = 1 - kept[service]
    gaps = (most[1] * unmet[most[0]]).sum(axis=0) - (least[1] * unmet[least[0]]).sum(axis=0)
    limit = np.maximum(gaps[0], gaps) + tolerance
    both = np.concatenate([most[0], least[0]]), np.concatenate([most[1], -least[1]])
    found = [Watched(*both, limit, limit - gaps)]
    guarded = [most, *(_share(np.flatnonzero(service == s), demand) for s in protected(problem))]
    for cells, share in guarded:
        limit = (share * unmet[cells]).sum(axis=0) + tolerance
        found.append(Watched(cells, share, limit, np.full(problem.quarters, tolerance)))
    return tuple(found)


def _watched_where_run(
    problem: Problem, demand: Floats, found: Ran, known: tuple[Floats, Places, Places]
) -> tuple[Watched, ...]:
    """Give the same where bodies run cells already: what the limits measure is not always what a kept cell meets."""
    level, service, place = known
    of = np.array(groups(problem.neighbourhoods))[place]
    measured, level = found.levels(problem, level)
    most, least = (_share(np.flatnonzero(of == k), demand) for k in (1, 5))
    tolerance = float(problem.parameters.tolerance)
    both = np.concatenate([most[0], least[0]]), np.concatenate([most[1], -least[1]])
    guarded = [most, *(_share(np.flatnonzero(service == s), demand) for s in protected(problem))]
    limits = [(share * (1 - measured[cells])).sum(axis=0) + tolerance for cells, share in guarded]
    rows = zip([both, *guarded], [floats(permitted_gap(problem)), *limits], strict=True)
    return tuple(
        Watched(cells, share, limit, limit - (share * (1 - level[cells])).sum(axis=0)) for (cells, share), limit in rows
    )


def _share(cells: Places, demand: Floats) -> tuple[Places, Floats]:
    """Give some cells with the share of their common need that each has, by quarter."""
    need = demand[cells].sum(axis=0)
    share: Floats = np.divide(demand[cells], need, out=np.zeros((len(cells), len(need))), where=need > 0)
    return cells, share
