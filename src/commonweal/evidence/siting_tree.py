"""The search for a choice of sites, and the tree of questions that proves how good it is; the solver is handed in."""

from collections.abc import Collection
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Protocol

import numpy as np

from commonweal.evidence.siting_bound import SCALE, Branch, Proof, Sieve, bound, bounds_with, nearest, whole
from commonweal.evidence.siting_inputs import Costs, Wholes
from commonweal.evidence.siting_search import Choice, Floats, Found, priced, rounded, swapped

_TRIED, _AROUND = 24, 6
"""Choices counted out with their limits; swaps tried around a site."""
_SIEVES = 4
"""Times that candidates are left out by better prices."""


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


class Relaxation(Protocol):
    """The model with halves of sites allowed, to be solved again and again."""

    def solved(self, inside: Collection[int], outside: Collection[int]) -> tuple[Floats, Floats]:
        """Solve with some sites settled: what is put at each candidate, and a price for all people of each area."""


class Solver(Protocol):
    """What proposes prices, and shares people out."""

    def relaxation(
        self, asked: Costs, weighted: Floats, prices: Floats, known: tuple[int, Collection[int]]
    ) -> Relaxation:
        """Give the relaxation, from prices that are known, the cost of the best choice, and candidates left out."""

    def shared_out(self, asked: Costs, choice: Choice) -> Wholes | None:
        """Give how many people of each area use each site, at the least cost; None where there is no room."""


@dataclass(slots=True)
class Part:
    """A part of all choices: what is settled in it, the best prices known for it, and what the relaxation takes."""

    inside: frozenset[int]
    outside: frozenset[int]
    prices: Wholes
    least: int | None
    taken: Floats
    candidate: int = -1
    yes: "Part | None" = None
    no: "Part | None" = None


class Search:
    """The search for one question.

    Args:
        asked: the question in whole numbers.
        weighted: areas x candidates, what it costs that all people of the area use the site.
        solver: what proposes prices, and shares people out.
    """

    def __init__(self, asked: Costs, weighted: Floats, solver: Solver) -> None:
        self.asked, self.weighted, self.solver, self.found = asked, weighted, solver, Found()
        prices, _ = priced(weighted, asked, self.found)
        self.counted: dict[Choice, Option | None] = {}
        self.begun = rounded(prices, asked)
        self.sieves: list[Sieve] = []
        self.gone: frozenset[int] = frozenset()
        self.best = self._best_found()
        self._sift(self.begun)
        self.relaxation = self.solver.relaxation(asked, weighted, prices, (self.best.cost, self.gone))

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
            self.counted[choice] = _counted(self.asked, choice, self.solver)
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
        root = self._root()
        waiting: list[tuple[int, int, Part]] = []
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
        return self._proof(root)

    def _root(self) -> "Part":
        """Bound all choices together, leaving candidates out and asking the relaxation again as long as that helps."""
        kept = frozenset(self.asked.kept)
        root = self._part(kept, frozenset(), self.begun)
        for _ in range(_SIEVES):
            if root.least is None or whole(root.least) >= self.best.cost:
                break
            before = root.least
            prices = root.prices * self.asked.people.astype(np.float64) / SCALE
            self._sift(root.prices)
            self.relaxation = self.solver.relaxation(self.asked, self.weighted, prices, (self.best.cost, self.gone))
            root = self._part(kept, frozenset(), root.prices)
            if root.least is None or root.least <= before:
                break
        return root

    def _sift(self, prices: Wholes) -> None:
        """Leave out candidates of which these prices show that no choice with one is better than the best found."""
        with_one = bounds_with(self.asked, prices, self.gone)
        out = tuple(j for j, least in with_one.items() if whole(least) >= self.best.cost)
        taken = set(self.best.sites) - set(self.asked.kept)
        out = tuple(j for j in out if j not in taken)
        if out:
            self.sieves.append(Sieve(out, tuple(prices.tolist())))
            self.gone |= set(out)

    def _split(self, part: Part) -> bool:
        """Split a part by whether there is a site where the relaxation is least decided."""
        settled = part.inside | part.outside | self.gone
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

    def _part(self, inside: frozenset[int], outside: frozenset[int], prices: Wholes) -> Part:
        """Bound a part by the best prices known for it, and try the choice that the relaxation comes closest to."""
        taken, found = self.relaxation.solved(inside, outside)
        self._try(taken, inside, outside)
        tried = [prices, rounded(found, self.asked), self._clipped(rounded(found, self.asked))]
        if len(inside) == self.asked.sites:
            tried.append(self._clipped(prices, inside))
        known = [(bound(self.asked, one, inside, outside | self.gone), one) for one in tried]
        if known[0][0] is None:
            return Part(inside, outside, prices, None, taken)
        least, best = max(((value or 0, k) for k, (value, _) in enumerate(known)), key=lambda one: (one[0], -one[1]))
        return Part(inside, outside, known[best][1], least, taken)

    def _proof(self, root: "Part") -> Proof:
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
        held = [one.least for one in leaves if one.least is not None]
        gone: set[int] = set()
        for sieve in self.sieves:
            with_one = bounds_with(self.asked, np.array(sieve.prices, np.int64), gone)
            held += [with_one[j] for j in sieve.candidates]
            gone |= set(sieve.candidates)
        prices = tuple(tuple(one.prices.tolist()) for one in leaves)
        return Proof(tuple(self.sieves), tuple(branches), prices, whole(min(held)))

    def _clipped(self, prices: Wholes, sites: Collection[int] = ()) -> Wholes:
        """Hold each price between what the nearest and the next site of a choice cost: rounding then loses nothing."""
        own = np.sort(self.asked.each[:, sorted(sites or self.best.sites)], axis=1)[:, :2] * SCALE
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


def _counted(asked: Costs, choice: Choice, solver: Solver) -> Option | None:
    if not asked.limited:
        at, cost = nearest(asked, choice)
        lost = asked.each[np.arange(len(at)), at] > 0 if asked.lost is not None else np.zeros(len(at), bool)
        served = (
            () if gone or not people else ((int(j), int(people)),)
            for j, people, gone in zip(at, asked.people, lost, strict=True)
        )
        return Option(choice, cost, tuple(served))
    flows = solver.shared_out(asked, choice)
    if flows is None:
        return None
    left = asked.people - flows.sum(axis=1)
    cost = int((flows * asked.each[:, list(choice)]).sum()) + int(left.sum()) * (asked.lost or 0)
    rows = (tuple((j, people) for j, people in zip(choice, row, strict=True) if people) for row in flows.tolist())
    return Option(choice, cost, tuple(rows))
