"""Small searches that always end: over the ways to begin that prices favour most, from a plan that is known.

They stop after so many nodes of the solver's tree, not after so many seconds, so every machine finds the same.
"""

from collections.abc import Sequence

import numpy as np

from commonweal.handover.exact import MARGINS, made_exact, read_tariff
from commonweal.handover.model import Model, model
from commonweal.handover.plan import Plan
from commonweal.handover.priced import priced
from commonweal.handover.problem import Problem
from commonweal.handover.programme import Programme
from commonweal.handover.solve import Answer, Limits, relaxed, whole
from commonweal.handover.tariff import Tariff, lifted, nothing_priced
from commonweal.handover.view import view
from commonweal.handover.ways import Floats, Options, Places, joined

MOST_TRIED = 300
"""Ways to begin that one search looks at."""
LIMITS = Limits(gap=2e-3, seconds=120.0, nodes=20)
"""How hard each tries; its nodes end it long before its seconds."""


class Nearby:
    """A problem, and its ways to begin in the order in which prices favour them.

    Args:
        problem: the data.
        tariff: prices, lifted; without them those of the relaxation are taken.

    Attributes:
        problem: the data.
        view: the same as arrays.
        free: every way to begin that is still open.
        fixed: what has begun before, when planning again.
    """

    def __init__(self, problem: Problem, tariff: Tariff | None = None) -> None:
        self.problem, self.view = problem, view(problem)
        every = self.view.options()
        past = self.view.fixed[self.view.cell[every.offer]]
        self.free, self.fixed = every.at(~past), every.at(past)
        self._tariff = tariff

    def favoured(self, ways: Options, plans: Sequence[Plan] = ()) -> Options:
        """Give those ways that the prices favour most, and those that plans go whatever the prices say.

        Args:
            ways: to choose from, in the order of offers and starts.
            plans: whose ways are taken in, as far as they are among them.
        """
        if len(ways) <= MOST_TRIED:
            return ways
        if self._tariff is None:
            self._tariff = self._prices()
        dearer = priced(self.view, self._tariff).beyond(self.view)[ways.offer, ways.start]
        taken = np.zeros(len(ways), bool)
        taken[np.argsort(dearer, kind="stable")[:MOST_TRIED]] = True
        gone = {(way.offer, way.start) for plan in plans for way in plan.decisions.pathways if way}
        taken |= [pair in gone for pair in zip(ways.offer.tolist(), ways.start.tolist(), strict=True)]
        return ways.at(taken)

    def _prices(self) -> Tariff:
        rows = model(self.view, self.free, taken=self.fixed)
        answer = relaxed(rows.programme)
        if answer.ending != "solved":
            return nothing_priced(self.problem)
        return lifted(read_tariff(self.view, rows, answer))

    def rows(self, ways: Options) -> Model:
        """Write the model of some ways to begin."""
        return model(self.view, ways, MARGINS[0], self.fixed)

    def search(self, rows: Model, programme: Programme | None = None, known: Plan | None = None) -> Plan | None:
        """Search for whole numbers, and make what is found a plan that an independent check finds to keep every row.

        Args:
            rows: the model.
            programme: what to solve in its place, of the same columns.
            known: a plan to begin from.
        """
        answer = whole(programme or rows.programme, LIMITS, begun(rows, known) if known else None)
        return self.exact(rows, answer)

    def exact(self, rows: Model, answer: Answer) -> Plan | None:
        """Make an answer an exact plan that keeps every row; None where it has no answer, or none that does."""
        if answer.ending != "solved":
            return None
        chosen = rows.options.at(answer.values[rows.columns.starts] > 0.5)
        plan, _ = made_exact(self.view, joined(self.fixed, chosen), MARGINS[0])
        return plan


def begun(rows: Model, plan: Plan) -> tuple[Places, Floats]:
    """Give what a plan does in the whole columns of a model."""
    gone = {(way.offer, way.start) for way in plan.decisions.pathways if way}
    pairs = zip(rows.options.offer.tolist(), rows.options.start.tolist(), strict=True)
    starts = np.array([pair in gone for pair in pairs], np.float64)
    shape = rows.columns.ready.shape
    first = [shape[1] if plan.ready[p] is None else plan.ready[p] for p in rows.active.tolist()]
    ready = np.arange(shape[1]) >= np.array(first, np.float64)[:, None]
    columns = np.concatenate([rows.columns.starts, rows.columns.ready.ravel()])
    return columns, np.concatenate([starts, ready.ravel().astype(np.float64)])
