"""Where to put sites: the best choice that a search finds, and a proof of how good it is that needs no solver.

Choices come from swaps and from a relaxation that HiGHS solves again and again between other bounds; prices come from
its row duals. Nothing that the solver says is trusted: a choice is counted out again, and a bound follows from the
prices alone (:mod:`commonweal.evidence.siting_bound`). Where one set of prices leaves a gap, the choices are split in
two by the question whether there is a site at one place, and each part has prices of its own.

Source: Hakimi (1965), "Optimum distribution of switching centers in a communication network", Operations Research
13(3), for the p-median; Church and ReVelle (1974), "The maximal covering location problem", Papers of the Regional
Science Association 32.
"""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from importlib.metadata import version
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from commonweal.evidence.siting_bound import Branch, Proof, bound, nearest, whole
from commonweal.evidence.siting_inputs import Costs, Siting, Wholes, costs
from commonweal.evidence.siting_search import Choice, Floats, Found, priced, rounded, swapped

_CLOSE, _TRIED, _AROUND = 6, 24, 6
"""Nearest candidates that each area may always use; choices counted out with limits; swaps tried around a site."""
_ARCS, _STEPS = 200_000, 200_000
"""Most pairs of area and candidate in the relaxation, and steps of the solver; beyond both only prices get worse."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How far a search goes.

    Attributes:
        parts: most parts that the choices are split into.
        others: other choices to give.
    """

    parts: int = 400
    others: int = 3


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of sites.

    Attributes:
        sites: places of the candidates, in order.
        cost: people times millimetres, or people left out.
        served: by area: the candidates whose sites its people use, each with how many; fewer than live there where some
            are left out.
    """

    sites: Choice
    cost: int
    served: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Sited:
    """The answer to a question of where sites should be.

    Attributes:
        siting: the question.
        options: the best choice that was found, then others, the best first.
        proof: what shows how good the best could be.
        solver: the program that proposed prices; nobody has to trust it.
    """

    siting: Siting
    options: tuple[Option, ...]
    proof: Proof
    solver: str

    @property
    def gap(self) -> Fraction:
        """By how much the best that was found could at most be bettered, as a share of its cost; 0 is proven best."""
        best = self.options[0].cost
        return Fraction(best - self.proof.bound, best) if best else Fraction(0)


def site(siting: Siting, effort: Effort | None = None) -> Sited:
    """Find where so many sites should be.

    Args:
        siting: the question; as many candidates as sites at least, and room for everybody (:mod:`.siting_faults`).
        effort: how far to go.
    """
    asked, how = costs(siting), effort or Effort()
    weighted = (asked.each * asked.people[:, None]).astype(np.float64)
    found = Found()
    prices, _ = priced(weighted, asked, found)
    search = _Search(asked, weighted, found, prices)
    proof = search.proved(how.parts)
    return Sited(siting, search.options(how.others), proof, f"HiGHS {version('highspy')}")


@dataclass(slots=True)
class _Part:
    """A part of all choices: what is settled in it, the best prices known for it, and what the relaxation takes."""

    inside: frozenset[int]
    outside: frozenset[int]
    prices: Wholes
    least: int | None
    taken: Floats
    candidate: int = -1
    yes: "_Part | None" = None
    no: "_Part | None" = None


class _Search:
    """The search for one question."""

    def __init__(self, asked: Costs, weighted: Floats, found: Found, prices: Floats) -> None:
        self.asked, self.weighted, self.found = asked, weighted, found
        self.counted: dict[Choice, Option | None] = {}
        self.begun = rounded(prices, asked)
        self.best = self._best_found()
        self.relaxation = _Relaxation(asked, weighted, prices, self.best.cost)

    def _best_found(self) -> Option:
        """Give the best choice that was found; where sites are limited, of those that look best."""
        looked = sorted(self.found.costs, key=lambda choice: (self.found.costs[choice], choice))
        counted = [self.count(choice) for choice in looked[: _TRIED if self.asked.limited else 1]]
        room = tuple(np.argsort(-self.asked.most, kind="stable")[: self.asked.sites].tolist())
        counted.append(self.count(_with_kept(room, self.asked)) if self.asked.limited else None)
        best = min((one for one in counted if one is not None), key=lambda one: (one.cost, one.sites))
        return self._around(best) if self.asked.limited else best

    def _around(self, best: Option) -> Option:
        """Swap one site at a time for a place near it, with every limit counted, as long as that helps."""
        better = True
        while better:
            better = False
            for out in sorted(set(best.sites) - set(self.asked.kept)):
                near = np.argsort(np.abs(self.weighted - self.weighted[:, [out]]).sum(axis=0), kind="stable")
                for into in near[1 : _AROUND + 1].tolist():
                    if into in best.sites:
                        continue
                    other = self.count(tuple(sorted({*best.sites, into} - {out})))
                    if other is not None and other.cost < best.cost:
                        best, better = other, True
                        break
        return best

    def count(self, choice: Choice) -> Option | None:
        """Count a choice out in whole numbers; None where its sites have no room for everybody."""
        if choice not in self.counted:
            self.counted[choice] = _counted(self.asked, choice)
        return self.counted[choice]

    def options(self, others: int) -> tuple[Option, ...]:
        """Give the best choice, and so many others that were found, the best first."""
        looked = sorted(self.found.costs, key=lambda choice: (self.found.costs[choice], choice))
        for choice in looked[: max(_TRIED, others + 1)] if self.asked.limited else looked[: others + 1]:
            self.count(choice)
        known = [one for one in self.counted.values() if one is not None and one.sites != self.best.sites]
        return (self.best, *sorted(known, key=lambda one: (one.cost, one.sites))[:others])

    def proved(self, parts: int) -> Proof:
        """Split the choices in parts until each is shown to hold nothing better, or there are so many parts."""
        root = self._part(frozenset(self.asked.kept), frozenset(), self.begun)
        waiting: list[tuple[int, int, _Part]] = []
        count, leaves = 0, 1
        heappush(waiting, (root.least or 0, count, root))
        while waiting and leaves < parts:
            least, _, part = waiting[0]
            if whole(least) >= self.best.cost or not self._split(part):
                break
            heappop(waiting)
            leaves += 1
            for child in (part.yes, part.no):
                if child is not None and child.least is not None:
                    count += 1
                    heappush(waiting, (child.least, count, child))
        return _proof(root, self.asked)

    def _split(self, part: _Part) -> bool:
        """Split a part by whether there is a site where the relaxation is least decided."""
        settled = part.inside | part.outside
        free = np.array([j for j in range(len(part.taken)) if j not in settled], np.intp)
        if not len(free) or len(part.inside) == self.asked.sites:
            return False
        taken = part.taken[free]
        open_ = np.abs(taken - 0.5)
        # Where the relaxation has decided everything, a site that it takes is settled next.
        at = int(open_.argmin()) if open_.min() < 0.499 else int(taken.argmax())
        part.candidate = int(free[at])
        part.yes = self._part(part.inside | {part.candidate}, part.outside, part.prices)
        part.no = self._part(part.inside, part.outside | {part.candidate}, part.prices)
        return True

    def _part(self, inside: frozenset[int], outside: frozenset[int], prices: Wholes) -> _Part:
        """Bound a part by the best prices known for it, and try the choice that the relaxation comes closest to."""
        taken, found = self.relaxation.solved(inside, outside)
        self._try(taken, inside, outside)
        tried = [prices, rounded(found, self.asked), self._clipped(rounded(found, self.asked))]
        if len(inside) == self.asked.sites:
            tried.append(self._clipped(prices, inside))
        known = [(bound(self.asked, one, inside, outside), one) for one in tried]
        if known[0][0] is None:
            return _Part(inside, outside, prices, None, taken)
        least, best = max(((value or 0, k) for k, (value, _) in enumerate(known)), key=lambda one: (one[0], -one[1]))
        return _Part(inside, outside, known[best][1], least, taken)

    def _clipped(self, prices: Wholes, sites: Collection[int] = ()) -> Wholes:
        """Hold each price between what the nearest and the next site of a choice cost: rounding then loses nothing."""
        own = np.sort(self.asked.each[:, sorted(sites or self.best.sites)], axis=1)[:, :2] * 1000
        return np.clip(prices, own[:, 0], own[:, -1]) if own.shape[1] > 1 else np.maximum(prices, own[:, 0])

    def _try(self, taken: Floats, inside: Collection[int], outside: Collection[int]) -> None:
        rank = taken.copy()
        rank[list(inside)], rank[list(outside)] = 2.0, -1.0
        choice = tuple(sorted(np.argsort(-rank, kind="stable")[: self.asked.sites].tolist()))
        if choice in self.found.costs:
            return
        if not self.asked.limited:
            swapped(self.weighted, self.asked, choice, self.found)
            choice = self.found.best
        one = self.count(choice)
        self.found.costs.setdefault(choice, float("inf") if one is None else float(one.cost))
        if one is not None and (one.cost, one.sites) < (self.best.cost, self.best.sites):
            self.best = self._around(one) if self.asked.limited else one


def _with_kept(choice: Choice, asked: Costs) -> Choice:
    others = [j for j in choice if j not in asked.kept]
    return tuple(sorted([*asked.kept, *others][: asked.sites]))


def _proof(root: _Part, asked: Costs) -> Proof:
    """Number the parts: branches as they are come to from the first on, then leaves; and bound the whole."""
    branches, leaves, order = [], [], [root]
    for part in order:
        if part.yes is not None and part.no is not None:
            order += [part.yes, part.no]
    inner = {id(part): k for k, part in enumerate(one for one in order if one.yes is not None)}
    outer = {id(part): -k for k, part in enumerate((one for one in order if one.yes is None), 1)}
    number = inner | outer
    for part in order:
        if part.yes is not None and part.no is not None:
            branches.append(Branch(part.candidate, number[id(part.yes)], number[id(part.no)]))
        else:
            leaves.append(part)
    least = [bound(asked, one.prices, one.inside, one.outside) for one in leaves]
    held = [value for value in least if value is not None]
    return Proof(tuple(branches), tuple(tuple(one.prices.tolist()) for one in leaves), whole(min(held)))


def _counted(asked: Costs, choice: Choice) -> Option | None:
    if not asked.limited:
        at, cost = nearest(asked, choice)
        lost = asked.each[np.arange(len(at)), at] > 0 if asked.lost is not None else np.zeros(len(at), bool)
        served = (
            () if gone or not people else ((int(j), int(people)),)
            for j, people, gone in zip(at, asked.people, lost, strict=True)
        )
        return Option(choice, cost, tuple(served))
    flows = _shared_out(asked, choice)
    if flows is None:
        return None
    left = asked.people - flows.sum(axis=1)
    cost = int((flows * asked.each[:, list(choice)]).sum()) + int(left.sum()) * (asked.lost or 0)
    rows = (tuple((j, people) for j, people in zip(choice, row, strict=True) if people) for row in flows.tolist())
    return Option(choice, cost, tuple(rows))


def _shared_out(asked: Costs, choice: Choice) -> Wholes | None:
    """Share people out among sites that can serve only so many, at the least cost; None where there is no room."""
    chosen = list(choice)
    areas, sites = len(asked.people), len(chosen)
    own = asked.each[:, chosen]
    usable = own == 0 if asked.lost is not None else np.ones(own.shape, bool)
    area, at = np.nonzero(usable)
    cost = own[area, at].astype(np.float64) - (asked.lost or 0)
    upper = np.minimum(asked.people[area], asked.most[chosen][at]).astype(np.float64)
    lower_rows = np.concatenate((asked.people if asked.lost is None else np.zeros(areas), np.zeros(sites)))
    upper_rows = np.concatenate((asked.people, asked.most[chosen]))
    columns = np.arange(len(area))
    rows = np.concatenate((area, areas + at))
    solver = _model(
        cost, upper, (lower_rows, upper_rows), (rows, np.concatenate((columns, columns)), np.ones(len(rows)))
    )
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    flows = np.zeros(own.shape, np.int64)
    # At a corner all flows are whole: the solver's are so but for the last digits.
    flows[area, at] = np.rint(np.array(solver.getSolution().col_value))
    over = flows.sum(axis=0) > asked.most[chosen]
    wrong = flows.sum(axis=1) > asked.people if asked.lost is not None else flows.sum(axis=1) != asked.people
    return None if over.any() or wrong.any() else flows


def _model(
    cost: Floats,
    upper: Floats,
    rows: tuple[NDArray[np.generic], NDArray[np.generic]],
    entries: tuple[NDArray[np.intp], NDArray[np.intp], Floats],
) -> Any:
    """Give the solver a model by its entries (row, column, value)."""
    row, column, value = entries
    order = np.lexsort((row, column))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(cost), len(rows[0])
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(len(cost)), upper
    lp.row_lower_, lp.row_upper_ = (side.astype(np.float64) for side in rows)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(np.bincount(column, minlength=len(cost))))).astype(np.int32)
    lp.a_matrix_.index_ = row[order].astype(np.int32)
    lp.a_matrix_.value_ = value[order].astype(np.float64)
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - as the solver takes it
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("simplex_iteration_limit", _STEPS)
    solver.passModel(lp)
    return solver


class _Relaxation:
    """The model with halves of sites allowed, over the arcs that a choice as good as the best could use.

    Left-out arcs can only make its prices worse, never a bound wrong: that is worked out over all of them.
    """

    def __init__(self, asked: Costs, weighted: Floats, prices: Floats, upper: int) -> None:
        self.count, areas = weighted.shape[1], len(weighted)
        unit = max(1.0, float(weighted.mean()) / 100)
        own = np.minimum(weighted - prices[:, None], 0).sum(axis=0)
        slack = max(0.0, upper - float(prices.sum() + np.sort(own)[: asked.sites].sum()))
        rank = np.argsort(np.argsort(weighted, axis=1, kind="stable"), axis=1, kind="stable")
        usable = (weighted <= (prices + slack)[:, None]) | (rank < _CLOSE)
        if asked.lost is not None:
            usable = asked.each == 0
        # A site here would make every choice dearer than the best that was found.
        hopeless = own - np.sort(own)[asked.sites - 1] > slack
        hopeless[list(asked.kept)] = False
        usable &= ~(hopeless if not asked.limited else np.zeros_like(hopeless))
        usable &= rank < max(_CLOSE, _ARCS // areas)
        area, at = np.nonzero(usable)
        arcs = len(area)
        # Whoever no arc serves is served at the dearest cost, or left out at its own.
        dear = weighted.max(axis=1) * 2 if asked.lost is None else asked.people * float(asked.lost)
        cost = np.concatenate((np.zeros(self.count), weighted[area, at], dear)) / unit
        x, y = self.count + np.arange(arcs), at
        rows = [area, np.arange(areas), areas + np.arange(arcs), areas + np.arange(arcs)]
        columns = [x, self.count + arcs + np.arange(areas), x, y]
        values = [np.ones(arcs), np.ones(areas), np.ones(arcs), -np.ones(arcs)]
        lower = [np.ones(areas), np.full(arcs, -np.inf), np.array([float(asked.sites)])]
        above = [np.ones(areas), np.zeros(arcs), np.array([float(asked.sites)])]
        last = areas + arcs
        rows.append(np.full(self.count, last))
        columns.append(np.arange(self.count))
        values.append(np.ones(self.count))
        if asked.limited:
            rows += [last + 1 + at, last + 1 + np.arange(self.count)]
            columns += [x, np.arange(self.count)]
            values += [asked.people[area].astype(np.float64), -asked.most.astype(np.float64)]
            lower.append(np.full(self.count, -np.inf))
            above.append(np.zeros(self.count))
        self._solver = _model(
            cost,
            np.ones(len(cost)),
            (np.concatenate(lower), np.concatenate(above)),
            (np.concatenate(rows), np.concatenate(columns), np.concatenate(values)),
        )
        self._sites = np.arange(self.count, dtype=np.int32)
        self._areas, self._unit = areas, unit

    def solved(self, inside: Collection[int], outside: Collection[int]) -> tuple[Floats, Floats]:
        """Solve with some sites settled.

        Returns:
            How much of a site the relaxation puts at each candidate, and a price for all people of each area.
        """
        lower, upper = np.zeros(self.count), np.ones(self.count)
        lower[list(inside)] = 1
        upper[list(outside)] = 0
        self._solver.changeColsBounds(self.count, self._sites, lower, upper)
        self._solver.run()
        found = self._solver.getSolution()
        if not found.dual_valid:
            return (lower + upper) / 2, np.zeros(self._areas)
        return np.array(found.col_value)[: self.count], np.array(found.row_dual)[: self._areas] * self._unit
