"""Growing a proof in parts: the part with the least bound is split by the question that raises it most, and again.

Source: branch and bound over the relaxation, with strong branching; a part's own prices are what proves its bound, so
nothing of the search has to be trusted.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from commonweal.handover.branches import Branch, Question
from commonweal.handover.exact import read_tariff
from commonweal.handover.model import Model, model
from commonweal.handover.priced import Allowed, answered, everything, priced
from commonweal.handover.solve import Answer, Resolver
from commonweal.handover.tariff import Tariff, lifted, summed
from commonweal.handover.view import View
from commonweal.handover.ways import Floats, Options

MOST_TRIED = 4
"""Questions of each kind that are tried before one is asked."""
WHOLE = 0.02
"""A share this close to none or all is as good as decided."""
RAYS = (1e0, 1e2, 1e4, 1e6)
"""How far prices may go along a ray to show that a part holds no plan worth having."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof in parts, in floating point.

    Attributes:
        branches: the questions; none where there is one part.
        leaves: prices of each part.
        bound: what they prove together, but for rounding.
    """

    branches: tuple[Branch, ...]
    leaves: tuple[Tariff, ...]
    bound: float


@dataclass(slots=True)
class _Node:
    """A part of all plans: split by a question, or a leaf.

    Attributes:
        allowed: what it leaves open.
        tariff: its best prices.
        bound: what they prove.
        answer: of the relaxation.
        since: from where the relaxation of its own parts goes on.
        split: the question that splits it, and the places of the parts that answer yes and no.
    """

    allowed: Allowed
    tariff: Tariff
    bound: float
    answer: Answer
    since: Any
    split: tuple[Question, int, int] | None = None


def grown(view: View, free: Options, fixed: Options, tariff: Tariff, enough: float, most: int) -> Proof:
    """Split all plans into parts until the bound is enough.

    Args:
        view: the problem.
        free: every way to begin of the cells that are open.
        fixed: the ways in which the other cells have begun.
        tariff: prices that hold everywhere, lifted.
        enough: a bound that need not be raised.
        most: leaves.
    """
    return _Tree(view, model(view, free, taken=fixed, with_lots=False), enough).grown(tariff, most)


class _Tree:
    def __init__(self, view: View, rows: Model, enough: float) -> None:
        self.view, self.rows, self.enough = view, rows, enough
        self.resolver = Resolver(rows.programme)
        self.nodes: list[_Node] = []
        cell = view.cell[rows.options.offer]
        self.cells, self.place = np.unique(cell, return_inverse=True)

    def grown(self, tariff: Tariff, most: int) -> Proof:
        everywhere = everything(self.view)
        self.nodes = [self._node(everywhere, tariff, *self._relaxed(everywhere, None))]
        waiting = [(self.nodes[0].bound, 0)]
        leaves = 1
        while waiting and leaves < most and waiting[0][0] < self.enough:
            _, k = heapq.heappop(waiting)
            split = self._split(self.nodes[k])
            if split is None:
                break
            question, parts = split
            self.nodes[k].split = (question, len(self.nodes), len(self.nodes) + 1)
            for part in parts:
                heapq.heappush(waiting, (part.bound, len(self.nodes)))
                self.nodes.append(part)
            leaves += 1
        return self._proof()

    def _proof(self) -> Proof:
        """Number the branches and leaves from the root down, each branch before those below it."""
        branches: list[Branch] = []
        leaves: list[Tariff] = []
        bounds: list[float] = []

        def place(k: int) -> int:
            node = self.nodes[k]
            if node.split is None:
                leaves.append(node.tariff)
                bounds.append(node.bound)
                return -len(leaves)
            question, yes, no = node.split
            mine = len(branches)
            branches.append(Branch(question, 0, 0))
            branches[mine] = Branch(question, place(yes), place(no))
            return mine

        place(0)
        return Proof(tuple(branches), tuple(leaves), min(bounds))

    def _relaxed(self, allowed: Allowed, since: Any) -> tuple[Answer, Any]:
        """Solve the relaxation of a part."""
        programme, at, options = self.rows.programme, self.rows.columns, self.rows.options
        lower, upper = programme.lower.copy(), programme.upper.copy()
        upper[at.starts[~allowed.ways[options.offer, options.start]]] = 0
        t, active = np.arange(self.view.quarters), self.rows.active
        early = at.ready[t < allowed.first[active, None]]
        upper[early] = 0
        late = at.ready[t >= allowed.last[active, None]]
        lower[late] = 1
        row_lower = np.concatenate(programme.rows.lower)
        begun = ~allowed.keeping[self.cells]
        row_lower[self.rows.rows.families["one pathway"][begun]] = 1
        return self.resolver.solved(lower, upper, row_lower, since)

    def _node(self, allowed: Allowed, above: Tariff, answer: Answer, since: Any) -> _Node:
        """Give a part with the best of its own prices and of those of the part that it is split from."""
        best, bound = above, priced(self.view, above, allowed).bound
        for tariff in self._tariffs(above, answer):
            found = priced(self.view, tariff, allowed).bound
            if found > bound:
                best, bound = tariff, found
            if bound >= self.enough:
                break
        return _Node(allowed, best, bound, answer, since)

    def _tariffs(self, above: Tariff, answer: Answer) -> Iterator[Tariff]:
        if not len(answer.duals):
            return
        if answer.ending == "solved":
            yield lifted(read_tariff(self.view, self.rows, answer))
            return
        for far in RAYS:
            for sign in (1.0, -1.0):
                ray = read_tariff(self.view, self.rows, replace(answer, duals=sign * far * answer.duals))
                yield lifted(summed(above, lifted(ray)))

    def _split(self, node: _Node) -> tuple[Question, tuple[_Node, _Node]] | None:
        """Split a part by the question, of the most open ones, that raises the bounds of both its parts most."""
        if not len(node.answer.values):
            return None
        best: tuple[float, Question, list[tuple[Allowed, Answer, Any]]] | None = None
        for question in self._open(node.answer.values):
            parts = []
            for yes in (True, False):
                allowed = answered(self.view, node.allowed, question, yes=yes)
                parts.append((allowed, *self._relaxed(allowed, node.since)))
            raised = [self._objective(answer) - node.answer.objective for _, answer, _ in parts]
            score = max(raised[0], 1e-6) * max(raised[1], 1e-6)
            if best is None or score > best[0]:
                best = (score, question, parts)
        if best is None:
            return None
        _, question, parts = best
        first, second = (self._node(allowed, node.tariff, answer, since) for allowed, answer, since in parts)
        return question, (first, second)

    def _objective(self, answer: Answer) -> float:
        return min(answer.objective, self.enough) if answer.ending == "solved" else self.enough

    def _open(self, values: Floats) -> Iterator[Question]:
        """Give the questions that the relaxation is most of two minds about, some of each kind."""
        at, options, quarters = self.rows.columns, self.rows.options, self.view.quarters
        taken = values[at.starts]
        by_offer: Floats = np.bincount(options.offer, taken, len(self.view.cell)).astype(np.float64)
        begun = np.zeros((len(self.cells), quarters))
        np.add.at(begun, (self.place, options.start), taken)
        begun = begun.cumsum(axis=1)
        begun[self.place[taken > 1 - WHOLE]] = 0
        for k, t in _halves(values[at.ready]):
            yield Question("ready", int(self.rows.active[k]), by=t)
        for k, _ in _halves(by_offer[:, None]):
            yield Question("begins", int(self.view.cell[k]), offer=k)
        for k, t in _halves(begun):
            yield Question("begins", int(self.cells[k]), by=t)


def _halves(shares: Floats) -> Sequence[tuple[int, int]]:
    """Give the places of the shares that are closest to a half."""
    apart = np.abs(shares - 0.5)
    order = np.argsort(apart, axis=None, kind="stable")[:MOST_TRIED]
    rows, columns = np.unravel_index(order, shares.shape)
    near = apart[rows, columns] < 0.5 - WHOLE
    return [(int(k), int(t)) for k, t in zip(rows[near], columns[near], strict=True)]
