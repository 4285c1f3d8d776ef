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
from importlib.metadata import version
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from commonweal.evidence.siting_bound import Proof
from commonweal.evidence.siting_inputs import Costs, Siting, Wholes, costs
from commonweal.evidence.siting_search import Choice, Floats
from commonweal.evidence.siting_tree import Option, Search

_CLOSE = 6
"""Nearest candidates that each area may always use."""
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
    search = Search(asked, weighted, _Highs())
    proof = search.proved(how.parts)
    return Sited(siting, search.options(how.others), proof, f"HiGHS {version('highspy')}")


class _Highs:
    """What HiGHS is asked for."""

    def relaxation(
        self, asked: Costs, weighted: Floats, prices: Floats, known: tuple[int, Collection[int]]
    ) -> "_Relaxation":
        """Give the model with halves of sites allowed."""
        return _Relaxation(asked, weighted, prices, known)

    def shared_out(self, asked: Costs, choice: Choice) -> Wholes | None:
        """Share people out among sites that can serve only so many."""
        return _shared_out(asked, choice)


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

    def __init__(self, asked: Costs, weighted: Floats, prices: Floats, known: tuple[int, Collection[int]]) -> None:
        upper, gone = known
        self.count, areas, self._gone = weighted.shape[1], len(weighted), list(gone)
        unit = max(1.0, float(weighted.mean()) / 100)
        own = np.minimum(weighted - prices[:, None], 0).sum(axis=0)
        own[self._gone] = 0
        slack = max(0.0, upper - float(prices.sum() + np.sort(own)[: asked.sites].sum()))
        there = weighted.copy()
        there[:, self._gone] = np.inf
        rank = np.argsort(np.argsort(there, axis=1, kind="stable"), axis=1, kind="stable")
        usable = (weighted <= (prices + slack)[:, None]) | (rank < _CLOSE)
        if asked.lost is not None:
            usable = asked.each == 0
        usable[:, self._gone] = False
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
        self._areas, self._unit, self._weighted, self._usable = areas, unit, weighted, usable
        self._room = last + 1 if asked.limited else None
        self._people = asked.people

    def solved(self, inside: Collection[int], outside: Collection[int]) -> tuple[Floats, Floats]:
        """Solve with some sites settled; arcs that its prices find too dear to leave out are taken in.

        Returns:
            How much of a site the relaxation puts at each candidate, and a price for all people of each area.
        """
        lower, upper = np.zeros(self.count), np.ones(self.count)
        lower[list(inside)] = 1
        upper[[*outside, *self._gone]] = 0
        self._solver.changeColsBounds(self.count, self._sites, lower, upper)
        while True:
            self._solver.run()
            found = self._solver.getSolution()
            if not found.dual_valid:
                return (lower + upper) / 2, np.zeros(self._areas)
            prices = np.array(found.row_dual)[: self._areas] * self._unit
            missing = ~self._usable & (self._weighted < prices[:, None] * (1 - 1e-9)) & (upper > 0)
            if not missing.any() or np.count_nonzero(self._usable) > _ARCS:
                return np.array(found.col_value)[: self.count], prices
            self._take_in(*np.nonzero(missing))

    def _take_in(self, area: NDArray[np.intp], at: NDArray[np.intp]) -> None:
        """Take further arcs into the model, from where it stands."""
        self._usable[area, at] = True
        arcs, first = len(area), self._solver.getNumRow()
        ones = np.arange(arcs, dtype=np.int32)
        self._solver.addRows(
            arcs, np.full(arcs, -np.inf), np.zeros(arcs), arcs, ones, at.astype(np.int32), np.full(arcs, -1.0)
        )
        rows, values = [area, first + np.arange(arcs)], [np.ones(arcs), np.ones(arcs)]
        if self._room is not None:
            rows.append(self._room + at)
            values.append(self._people[area].astype(np.float64))
        each = len(rows)
        self._solver.addCols(
            *(arcs, self._weighted[area, at] / self._unit, np.zeros(arcs), np.ones(arcs), each * arcs),
            *(each * ones, np.stack(rows, axis=1).ravel().astype(np.int32), np.stack(values, axis=1).ravel()),
        )
