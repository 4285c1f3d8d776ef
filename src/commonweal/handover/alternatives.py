"""Other plans to set beside the one that is proposed: nearly as good and simpler, or following another idea.

Each is searched in whole numbers, for so many steps and no more, made exact and checked like any plan. Source of the
nearly as good ones: modelling to generate alternatives; E. D. Brill, The use of optimization models in public-sector
planning, Management Science 25 (1979).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from commonweal.handover.check import violations
from commonweal.handover.devolved import USES
from commonweal.handover.exact import LEAST_DECISION, MARGINS, made_exact, split_as
from commonweal.handover.limits import ends
from commonweal.handover.model import INFINITY, Model
from commonweal.handover.nearby import LIMITS, MOST_TRIED, Nearby
from commonweal.handover.pathways import Choice, is_back, kept_pathways, load, met, stops
from commonweal.handover.plan import Grid, Plan, carried_out, keep_everything
from commonweal.handover.problem import Adopted, Problem, rounded_down, total
from commonweal.handover.programme import Programme
from commonweal.handover.search import MOST_DIRECT
from commonweal.handover.solve import whole
from commonweal.handover.view import View, view
from commonweal.handover.ways import Floats, Options
from commonweal.terms.sentences import Sentence, say

Near = Literal["fewest organisations", "fewest moves", "most local"]
Idea = Literal["do nothing", "fastest", "action first", "delivery first"]
NEAR: tuple[Near, ...] = ("fewest organisations", "fewest moves", "most local")
IDEAS: tuple[Idea, ...] = ("do nothing", "fastest", "action first", "delivery first")
WORSE = Fraction(2, 100)
"""How much more weighted unmet need than the plan a nearly as good one may leave."""
Told = Callable[[Sentence], None]


@dataclass(frozen=True, slots=True)
class Figures:
    """What sets plans apart.

    Attributes:
        objective: weighted unmet need and the small weight of spending.
        unmet: share of need left unmet over the whole plan, not weighted.
        unmet_last: the same in the last quarter.
        unmet_poorest: the same for the most deprived fifth, over the whole plan.
        money: all that is spent over the plan, in units.
        organisations: how many take something over.
        moves: how many services, counted in each neighbourhood, are handed over, on or back.
        local: share of the load handed over that bodies at home in the neighbourhood carry; 0 where none is.
    """

    objective: Fraction
    unmet: Fraction
    unmet_last: Fraction
    unmet_poorest: Fraction
    money: Fraction
    organisations: int
    moves: int
    local: Fraction


@dataclass(frozen=True, slots=True)
class Other:
    """A plan set beside the one that is proposed.

    Attributes:
        name: what it follows.
        plan: the plan, checked, or None where none was found that follows it.
        same: whether it is the proposed plan itself.
        figures: of the plan.
    """

    name: Near | Idea
    plan: Plan | None
    same: bool
    figures: Figures | None


def nearly_as_good(problem: Problem, plan: Plan, told: Told = lambda _: None) -> tuple[Other, ...]:
    """Give the plans with the fewest organisations, the fewest moves and the most local load within :data:`WORSE`.

    Args:
        problem: the data.
        plan: the plan that is proposed.
        told: is told what is being done.

    Returns:
        one for each of :data:`NEAR`, or nothing where the place is too large to be searched as one model.
    """
    search = _Others(problem)
    if not search.small:
        return ()
    found = []
    for name in NEAR:
        told(say("Looking for another plan: {name}.", name=NAMES[name]))
        found.append(_other(problem, plan, name, search.near(plan, name)))
    return tuple(found)


def other_ideas(problem: Problem, told: Told = lambda _: None) -> tuple[Other, ...]:
    """Give the plans that follow other ideas: doing nothing, going fast, social action first, delivery first.

    Args:
        problem: the data.
        told: is told what is being done.

    Returns:
        one for each of :data:`IDEAS`; of a large place that of doing nothing alone.
    """
    search = _Others(problem)
    still = carried_out(problem, keep_everything(problem))
    found = [_other(problem, None, "do nothing", None if violations(problem, still) else still)]
    for name in IDEAS[1:] if search.small else ():
        told(say("Looking for another plan: {name}.", name=NAMES[name]))
        found.append(_other(problem, None, name, search.idea(name)))
    return tuple(found)


def _other(problem: Problem, proposed: Plan | None, name: Near | Idea, plan: Plan | None) -> Other:
    same = plan is not None and proposed is not None and plan.decisions == proposed.decisions
    return Other(name, replace(plan, stages=None) if plan else None, same, figures(problem, plan) if plan else None)


def figures(problem: Problem, plan: Plan) -> Figures:
    """Work out what sets a plan apart from others."""
    cells = range(len(problem.cells))
    moves = [choice for choice in plan.decisions.pathways if choice]
    ways = [choice for choice in moves if not is_back(problem, choice)]
    carried = [total(load(problem, choice, t) for t in range(problem.quarters)) for choice in ways]
    at_home = total(units for choice, units in zip(ways, carried, strict=True) if is_local(problem, choice))
    funds, last = problem.funds, problem.quarters - 1
    held = total([funds.statutory_start, funds.devolved_start, *funds.statutory, *funds.devolved])
    return Figures(
        objective=plan.objective,
        unmet=_unmet(problem, plan, cells, range(problem.quarters)),
        unmet_last=_unmet(problem, plan, cells, [last]),
        unmet_poorest=_unmet(problem, plan, ends(problem)[0].cells, range(problem.quarters)),
        money=held - plan.statutory_balance[-1] - plan.devolved_balance[-1],
        organisations=len({problem.offers[choice.offer].provider for choice in ways}),
        moves=len(moves),
        local=at_home / total(carried) if ways else Fraction(0),
    )


def is_local(problem: Problem, choice: Choice) -> bool:
    """Answer whether the body that takes over is at home in the neighbourhood."""
    offer = problem.offers[choice.offer]
    return problem.providers[offer.provider].home == problem.cells[offer.cell].neighbourhood


def _unmet(problem: Problem, plan: Plan, cells: Sequence[int], quarters: Sequence[int]) -> Fraction:
    lacking, need = [], []
    for c in cells:
        choice = plan.decisions.pathways[c]
        for t in quarters:
            need.append(problem.cells[c].demand[t])
            lacking.append(need[-1] * (1 - met(problem, c, choice, t)))
    return total(lacking) / total(need) if any(need) else Fraction(0)


class _Others:
    """Searches of one problem for other ends than its own."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.nearby = problem, Nearby(problem)
        self.view, self.free = self.nearby.view, self.nearby.free
        self.small = len(self.free) <= MOST_DIRECT
        until = self.view.until
        self.third = until + -(-(problem.quarters - until) // 3)

    def near(self, plan: Plan, name: Near) -> Plan | None:
        """Find the plan that goes furthest one way among those nearly as good as a plan, or that plan itself."""
        most = plan.objective * (1 + WORSE)
        best, score = plan, self._score(plan, name)
        for _ in range(3 if name == "most local" else 1):
            found = self._nearest(most, best, name)
            if found is None or found.objective > most or self._score(found, name) >= score:
                break
            best, score = found, self._score(found, name)
        return best

    def _score(self, plan: Plan, name: Near) -> Fraction:
        """Give what is to be small."""
        found = figures(self.problem, plan)
        if name == "most local":
            return -found.local
        return Fraction(found.organisations if name == "fewest organisations" else found.moves)

    def _wanted(self, rows: Model, best: Plan, name: Near) -> Floats:
        """Give the costs of a model's columns; a share is raised by asking for more than the best one known has."""
        cost = np.zeros(rows.columns.count)
        if name == "fewest organisations":
            cost[rows.columns.ready[:, -1]] = 1
        elif name == "fewest moves":
            # What stops moves whatever the plan: its ways differ by no move.
            forced = np.array([stops(self.problem, c) for c in range(len(self.problem.cells))])
            cost[rows.columns.starts] = ~forced[self.view.cell[rows.options.offer]]
        else:
            share = float(figures(self.problem, best).local)
            cost[rows.columns.starts] = (share - self._local(rows.options)) * self.view.loads(rows.options).sum(axis=1)
        return cost

    def _local(self, ways: Options) -> NDArray[np.bool_]:
        home: NDArray[np.bool_] = (
            self.view.home[self.view.provider[ways.offer]] == self.view.place[self.view.cell[ways.offer]]
        )
        return home

    def _nearest(self, most: Fraction, best: Plan, name: Near) -> Plan | None:
        rows = self.nearby.rows(self.nearby.favoured(self.free, [best]))
        own, offset = rows.programme.cost, rows.programme.offset
        cap = rows.rows.add("nearly as good", (1,), -INFINITY, float(most) * (1 - 1e-6) - offset)
        used = np.flatnonzero(own)
        rows.rows.put(np.broadcast_to(cap, used.shape), used, own[used])
        return self.nearby.search(rows, replace(rows.programme, cost=self._wanted(rows, best, name), offset=0.0), best)

    def idea(self, name: Idea) -> Plan | None:
        """Find the plan that follows an idea."""
        if name == "fastest":
            rows = self.nearby.rows(self._soonest())
            cost = np.zeros(rows.columns.count)
            cost[rows.columns.starts] = -self.view.loads(rows.options).sum(axis=1)
            return self.nearby.search(rows, replace(rows.programme, cost=cost, offset=0.0))
        if name == "action first":
            late = self.free.at(self.free.start >= self.third)
            return self.nearby.search(self.nearby.rows(self.nearby.favoured(late)))
        return self._delivery_first()

    def _soonest(self) -> Options:
        """Give the ways to begin that come first for their offer, about as many as a search looks at."""
        waits = self.free.start - self.view.first[self.free.offer]
        last = np.sort(waits)[:MOST_TRIED][-1] if len(waits) else 0
        return self.free.at(waits <= last)

    def _delivery_first(self) -> Plan | None:
        """Hand over in the first third with nothing new built, and build afterwards."""
        rows = self.nearby.rows(self.nearby.favoured(self.free.at(self.free.start < self.third)))
        at, until = rows.columns, self.view.until
        upper = rows.programme.upper.copy()
        for columns in (at.building, at.spending):
            upper[columns[:, until : self.third]] = 0
        still: Programme = replace(rows.programme, upper=upper)
        answer = whole(still, LIMITS)
        if answer.ending != "solved":
            return None
        chosen = rows.options.at(answer.values[at.starts] > 0.5)
        past = self._begun(chosen, answer.values[at.loans])
        begun = replace(self.problem, adopted=replace(past, paid=self._paid(past, answer.values[at.paid])))
        again: View = view(begun)
        every = again.options()
        plan, _ = made_exact(again, every.at(again.fixed[again.cell[every.offer]]), MARGINS[0])
        if plan is None or violations(self.problem, plan):
            return None
        return plan

    def _begun(self, chosen: Options, loans: Floats) -> Adopted:
        """Give the first third as if it had been: what was handed over, nothing built, what was borrowed."""
        problem, past, rest = self.problem, self.problem.adopted, self.third - self.view.until
        kept = [way if way and way.start < self.third else None for way in kept_pathways(problem)]
        starts: list[tuple[int, int] | None] = [(way.offer, way.start) if way else None for way in kept]
        for offer, start in zip(chosen.offer.tolist(), chosen.start.tolist(), strict=True):
            starts[problem.offers[offer].cell] = (offer, start)
        nothing = (Fraction(0),) * rest
        drawn = [rounded_down(Fraction(float(value))) for value in loans[self.view.until : self.third]]
        return Adopted(
            until=self.third,
            starts=tuple(starts),
            building=tuple((past.building[p] if past else ()) + nothing for p in range(len(problem.providers))),
            spending=tuple((past.spending[n] if past else ()) + nothing for n in range(len(problem.neighbourhoods))),
            loans=(
                *(past.loans if past else ()),
                *(value if value > LEAST_DECISION else Fraction(0) for value in drawn),
            ),
            withdrawn=past.withdrawn if past else (),
        )

    def _paid(self, past: Adopted, values: Floats) -> tuple[Grid, ...]:
        """Give what each of several devolved funds paid in that third."""
        if not self.problem.funds.blended:
            return ()
        decided = keep_everything(replace(self.problem, adopted=replace(past, paid=self._nothing_paid())))
        return tuple(tuple(row[: self.third] for row in rows) for rows in split_as(self.problem, decided, values))

    def _nothing_paid(self) -> tuple[Grid, ...]:
        none = (Fraction(0),) * self.third
        return ((none,) * len(USES),) * len(self.problem.funds.blended)


NAMES: dict[Near | Idea, Sentence] = {
    "fewest organisations": say("fewest organisations"),
    "fewest moves": say("fewest moves"),
    "most local": say("most local"),
    "do nothing": say("do nothing"),
    "fastest": say("as fast as possible"),
    "action first": say("social action first"),
    "delivery first": say("delivery first"),
}
MEANS: dict[Near | Idea, Sentence] = {
    "fewest organisations": say("as few bodies as possible take over, with at most 2 % more weighted unmet need"),
    "fewest moves": say("as few services as possible are handed over, with at most 2 % more weighted unmet need"),
    "most local": say(
        "bodies at home in the neighbourhood carry as large a share of the load as possible, with at most 2 % more"
        " weighted unmet need"
    ),
    "do nothing": say(
        "every service that is not yet handed over stays with who runs it now, and nothing more is built"
    ),
    "fastest": say("as much as possible is handed over for as long as possible, whatever it does to unmet need"),
    "action first": say(
        "nothing is handed over in the first third of the time, in which bodies and social action are built"
    ),
    "delivery first": say(
        "all hand-overs begin in the first third of the time, in which nothing is built; building comes after"
    ),
}
