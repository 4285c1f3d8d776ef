"""The search for a plan: prices, then who opens, then hand-over after hand-over, then what is left by whole numbers.

Each step is a pure function of the one before, so a search that was stopped goes on from the last step it finished and
ends where it would have ended. What is proposed is made exact, and an independent check must find no row broken before
it counts as a plan. Whatever the search misses shows in the certificate, which needs no trust in it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np

from commonweal.errors import Fault, NoPlan, PlanNotAccepted
from commonweal.handover.certificate import certified
from commonweal.handover.diagnosis import no_plan
from commonweal.handover.exact import MARGINS, exact_prices, made_exact, read_tariff
from commonweal.handover.later import Ground, cheapest, closest
from commonweal.handover.model import Model, model
from commonweal.handover.plan import Certificate, Plan, carried_out, keep_everything
from commonweal.handover.priced import Priced, close, priced
from commonweal.handover.problem import Problem
from commonweal.handover.room import Room, blocks, stocks
from commonweal.handover.search_state import MOST_DIRECT, Effort, State
from commonweal.handover.solve import Answer, Limits, relaxed, solver_name, whole
from commonweal.handover.tariff import lifted, nothing_priced
from commonweal.handover.tree import grown
from commonweal.handover.view import View, view
from commonweal.handover.ways import Floats, Options, Places, joined, no_options
from commonweal.terms.sentences import Sentence, say

MOST_AT_ONCE = 1_500
"""Ways to begin that the last step searches by whole numbers with all money, building and volunteers left open."""
MOST_CLOSE = 60_000
"""Ways to begin beyond which prices are found from sums of rows first, and nothing is tried in several ways."""
ROUNDING = 1e-7
"""A gap of the solver's own that is none: it works in floating point."""
TRIFLES = (0.02, 0.1, 0.25)
"""Shares of its capacity that a provider may use without being opened for it."""
Told = Callable[[Sentence], None]
__all__ = ["MOST_DIRECT", "Effort", "State", "certify", "find_plan", "steps"]


def find_plan(problem: Problem, effort: Effort | None = None, told: Told = lambda _: None) -> tuple[Plan, Certificate]:
    """Find a plan that keeps every row exactly, and certify how close to the best it is.

    Args:
        problem: the data, without faults.
        effort: how hard to try.
        told: is told what is being done.

    Raises:
        NoPlan: where the search ends without a plan good enough.
        PlanNotAccepted: where no exact form of what is proposed keeps every row.
    """
    last: State | None = None
    for state in steps(problem, effort or Effort(), told):
        last = state
    if last is None:
        plan = carried_out(problem, keep_everything(problem))
        return plan, certified(
            problem, plan, exact_prices(problem, nothing_priced(problem)), "none needed", Fraction(0)
        )
    told(say("Certifying the plan from the prices."))
    return certify(problem, last)


def certify(problem: Problem, state: State) -> tuple[Plan, Certificate]:
    """Give the best checked plan of a search so far, with its certificate.

    Raises:
        NoPlan: where there is none yet.
    """
    if state.decisions is None:
        raise NoPlan(reason="the search was stopped before it had one")
    plan = replace(carried_out(problem, state.decisions), stages=state.found)
    prices, leaves = exact_prices(problem, state.tariff), [exact_prices(problem, leaf) for leaf in state.leaves]
    return plan, certified(problem, plan, prices, solver_name(), state.solver_gap, state.branches, leaves)


def steps(problem: Problem, effort: Effort, told: Told, begun: State | None = None) -> Iterator[State]:
    """Search, step by step.

    Args:
        problem: the data, without faults.
        effort: how hard to try.
        told: is told what is being done.
        begun: how far an earlier search of the same problem with the same effort came.

    Yields:
        the state after each step; nothing where nobody can begin anything.

    Raises:
        NoPlan: where the search ends without a plan good enough.
        PlanNotAccepted: where no exact form of what is proposed keeps every row.
    """
    looked = view(problem)
    every = looked.options()
    free = every.at(~looked.fixed[looked.cell[every.offer]])
    if not len(every):
        return
    search = _Search(looked, free, every.at(looked.fixed[looked.cell[every.offer]]), effort, told)
    state = begun
    if state is None:
        state = search.price()
        yield state
    ways = search.ways()
    for name in [*ways][["priced", *ways].index(state.step) :]:
        state = replace(ways[name](state), step=name)
        yield state


class _Search:
    """One search, over one problem."""

    def __init__(self, looked: View, free: Options, fixed: Options, effort: Effort, told: Told) -> None:
        self.view, self.free, self.fixed, self.effort, self.told = looked, free, fixed, effort, told
        self.problem = looked.problem

    def ways(self) -> dict[str, Callable[[State], State]]:
        """Give the steps after pricing by what a state is called when they are done; the last is called "done"."""
        small, effort = len(self.free) <= self.effort.direct, self.effort
        ways = {"searched": self.direct}
        if not small:
            ways = {"opened": self.open, "placed": self.place, "searched": self.decide}
        if effort.stages > 1:
            ways["costed"] = self.cheapen
        if effort.stages > 2 and self.problem.last:
            ways["compared"] = self.compare
        if small and effort.parts > 1:
            ways["proved"] = self.prove
        *before, last = ways
        return {**{name: ways[name] for name in before}, "done": ways[last]}

    def price(self) -> State:
        """Find prices: solve the relaxation over some ways to begin, price all of them, and take in what comes close.

        Raises:
            NoPlan: where even the relaxation has no solution.
        """
        self.told(say("Pricing what is scarce."))
        some, tariff, bound = self._first(), nothing_priced(self.problem), -np.inf
        large = len(some) > MOST_CLOSE
        for together in (5, 1, 1) if large else (1, 1, 1, 1):
            rows = model(self.view, some, taken=self.fixed, with_lots=False)
            answer = relaxed(rows.gathered(together).programme)
            if answer.ending != "solved":
                raise no_plan(self.view, self.free, self.fixed, "even in parts, no way to go keeps every row")
            read = lifted(read_tariff(self.view, rows, answer, together))
            found = priced(self.view, read)
            if found.bound > bound:
                tariff, bound = read, found.bound
            share = answer.values[rows.columns.starts]
            if len(some) == len(self.free) or (
                together == 1 and answer.objective - bound <= float(self.effort.gap) / 10 * abs(answer.objective)
            ):
                break
            some = self._closer(found, some, share)
        nobody = np.full(len(self.view.home), self.view.quarters)
        kept, _ = made_exact(self.view, self.fixed, MARGINS[0])
        decisions = kept.decisions if kept else None
        return State("priced", tariff, bound, some, nobody, self.fixed, self._used(rows, answer), decisions)

    def _used(self, rows: Model, answer: Answer) -> Floats:
        """Give how much of its capacity each provider uses in the relaxation, P x T."""
        used = np.zeros((len(self.view.home), self.view.quarters))
        load, capacity = answer.values[rows.columns.load], answer.values[rows.columns.capacity]
        used[rows.active] = load / np.maximum(capacity, 1e-12)
        return used

    def _first(self) -> Options:
        """Give the ways to begin that are priced first: all of a small place, in some quarters only of a large one."""
        if len(self.free) <= self.effort.direct:
            return self.free
        step = max(4, self.view.quarters // 3)
        return self.free.at((self.free.start - self.view.first[self.free.offer]) % step == 1)

    def _closer(self, found: Priced, some: Options, share: Floats) -> Options:
        """Give the ways to begin that are in use, and those that come close."""
        near = close(self.view, found, 3, self._near(found.bound))
        return self._of(np.union1d(some.at(share > 1e-6).keys(self.view.quarters), near.keys(self.view.quarters)))

    def _near(self, bound: float) -> float:
        """Give how much dearer than the best a way to begin may be to be looked at: a twentieth of a mean cell."""
        return 0.05 * abs(bound) / len(self.view.demand)

    def _of(self, keys: Places) -> Options:
        return self.free.at(np.isin(self.free.keys(self.view.quarters), keys))

    def direct(self, state: State) -> State:
        """Search all ways to begin as one model, with ever smaller margins until a plan keeps every row exactly.

        Fairness is first held to its very limit: round figures meet it to the last digit more often than by chance.

        Raises:
            NoPlan: where the solver ends without a plan within the gap asked for.
            PlanNotAccepted: where no exact form of what it proposes keeps every row.
        """
        self.told(say("Searching {n} ways to begin.", n=len(self.free)))
        effort, reason = self.effort, "the rows leave no plan"
        broken: list[Fault] = []
        share = 0.9 if effort.parts == 1 else 0.5
        limits = Limits(float(effort.gap) * share, effort.seconds, seed=effort.seed)
        for margin, fair in ((MARGINS[0], 0.0), *((margin, margin) for margin in MARGINS)):
            rows = model(self.view, self.free, margin, self.fixed, fair=fair)
            found = whole(rows.programme, limits)
            if found.ending == "out of time" or (found.ending == "solved" and found.gap > float(effort.gap) + ROUNDING):
                wanted, got = f"{float(effort.gap):.2%}", f"{found.gap:.2%}" if len(found.values) else "without end"
                raise NoPlan(reason=f"after {effort.seconds:.0f} s the solver's gap was {got}, not {wanted}")
            if found.ending == "no solution":
                continue
            taken = joined(self.fixed, self.free.at(found.values[rows.columns.starts] > 0.5))
            plan, broken = made_exact(self.view, taken, margin)
            if plan is not None:
                own = max(Fraction(0), plan.objective - Fraction(found.bound))
                gap = own / plan.objective if plan.objective else Fraction(0)
                return replace(state, taken=taken, decisions=plan.decisions, solver_gap=gap)
        if broken:
            raise PlanNotAccepted(*broken)
        raise no_plan(self.view, self.free, self.fixed, reason)

    def prove(self, state: State) -> State:
        """Prove the plan in parts where one set of prices for all of it proves less than the gap asked for."""
        if state.decisions is None:
            return state
        enough = float(carried_out(self.problem, state.decisions).objective * (1 - self.effort.gap))
        self.told(say("Proving how close to the best it is, in up to {n} parts.", n=self.effort.parts))
        proof = grown(self.view, self.free, self.fixed, state.tariff, enough, self.effort.parts)
        leaves = proof.leaves if proof.branches else ()
        return replace(state, bound=proof.bound, branches=proof.branches, leaves=leaves)

    def open(self, state: State) -> State:
        """Decide from when on each provider is ready: where it first carries more than a trifle, of three tried."""
        self.told(say("Choosing who opens, and when."))
        if len(state.open) > MOST_CLOSE // 2:
            return replace(state, opening=self._opening(state.used, TRIFLES[1]))
        tried = [self._opening(state.used, trifle) for trifle in TRIFLES]
        answers = [relaxed(self._opened(state.open, self.fixed, opening).programme) for opening in tried]
        solved = [k for k, answer in enumerate(answers) if answer.ending == "solved"]
        if not solved:
            return replace(state, opening=self.view.begun())
        return replace(state, opening=tried[min(solved, key=lambda k: answers[k].objective)])

    def _opening(self, used: Floats, trifle: float) -> Places:
        """Give the first quarter in which each provider uses more of its capacity than a trifle, or T."""
        busy = (used > trifle) & (np.arange(self.view.quarters) > 0)
        first = np.where(busy.any(axis=1), busy.argmax(axis=1), self.view.quarters)
        return np.minimum(first, self.view.begun())

    def _opened(self, some: Options, taken: Options, opening: Places) -> Model:
        """Write the model in which it is known who opens and when; ways to begin before that are left out."""
        kept = some.at(some.start >= opening[self.view.provider[some.offer]])
        rows = model(self.view, kept, MARGINS[0], taken)
        return rows.opened(np.arange(self.view.quarters) >= opening[rows.active][:, None])

    def place(self, state: State) -> State:
        """Take what the relaxation takes for the most part, while it fits; relax what is left, and again."""
        self.told(say("Placing hand-overs."))
        left, taken = state.open, state.taken
        for _ in range(8):
            rows = self._opened(left, taken, state.opening)
            answer = relaxed(rows.programme)
            new = self._placed(rows, answer, taken) if answer.ending == "solved" else no_options()
            if not len(new):
                break
            taken = joined(taken, new)
            left = left.at(~np.isin(self.view.cell[left.offer], self.view.cell[taken.offer]))
        plan, _ = made_exact(self.view, taken, MARGINS[0])
        return replace(state, taken=taken, decisions=plan.decisions if plan else state.decisions)

    def _placed(self, rows: Model, answer: Answer, taken: Options) -> Options:
        share = answer.values[rows.columns.starts]
        room = self._room(rows, answer, taken)
        chosen: list[int] = []
        begun: set[int] = set()
        for k in np.argsort(-share, kind="stable")[: int((share >= 0.5).sum())].tolist():
            cell = int(self.view.cell[rows.options.offer[k]])
            if cell not in begun and room.fits(k):
                room.take(k)
                begun.add(cell)
                chosen.append(k)
        return rows.options.at(np.array(chosen, np.int64))

    def _room(self, rows: Model, answer: Answer, taken: Options) -> Room:
        """Give the room that is left by what is taken; the model's own options come first in it."""
        held = stocks(self.view, rows, answer.values, MARGINS[0])
        room = Room(self.view, held, joined(rows.options, taken), margin=MARGINS[0])
        for k in range(len(taken)):
            room.take(len(rows.options) + k)
        return room

    def decide(self, state: State) -> State:
        """Search what is left by whole numbers, and make the whole exact; the plan of the step before stands otherwise.

        Raises:
            PlanNotAccepted: where no exact form of what is proposed keeps every row, and no plan stood before.
        """
        near = self._looked_at(state)
        left = near.at(~np.isin(self.view.cell[near.offer], self.view.cell[state.taken.offer]))
        rows = self._opened(left, state.taken, state.opening)
        self.told(say("Deciding what is left: {n} ways to begin.", n=len(rows.options)))
        some = self._at_once(rows, state) if len(rows.options) <= MOST_AT_ONCE else self._in_blocks(rows, state)
        taken = joined(state.taken, some)
        broken: list[Fault] = []
        for margin in MARGINS:
            plan, broken = made_exact(self.view, taken, margin)
            if plan is not None:
                return replace(state, taken=taken, decisions=plan.decisions)
        if state.decisions is None:
            raise PlanNotAccepted(*broken)
        return state

    def _at_once(self, rows: Model, state: State) -> Options:
        enough = state.bound / (1 - float(self.effort.gap) * 0.9)
        limits = Limits(float(self.effort.gap) / 10, self.effort.seconds, 500, self.effort.seed, enough)
        answer = whole(rows.programme, limits)
        chosen = answer.values[rows.columns.starts] > 0.5 if len(answer.values) else np.zeros(len(rows.options), bool)
        return rows.options.at(chosen)

    def _in_blocks(self, rows: Model, state: State) -> Options:
        """Decide neighbourhood after neighbourhood, setting aside what the relaxation gives to the others."""
        answer = relaxed(rows.programme)
        if answer.ending != "solved":
            return no_options()
        share = answer.values[rows.columns.starts]
        room = self._room(rows, answer, state.taken)
        for k in np.flatnonzero(share > 0).tolist():
            room.take(k, share[k])
        chosen: list[int] = []
        limits = Limits(float(self.effort.gap) / 10, self.effort.seconds / 10, 100, self.effort.seed)
        for block in blocks(self.view, rows.options, MOST_AT_ONCE // 2):
            for k in block[share[block] > 0].tolist():
                room.take(k, -share[k])
            found = whole(room.programme(block), limits)
            for k in block[found.values[: len(block)] > 0.5].tolist() if len(found.values) else ():
                room.take(k)
                chosen.append(k)
        return rows.options.at(np.array(chosen, np.int64))

    def cheapen(self, state: State) -> State:
        """Look for a cheaper plan that leaves no more need unmet: stage 2."""
        self.told(say("Looking for a cheaper plan that leaves no more need unmet."))
        plan, found = cheapest(self._ground(state), self._standing(state))
        return replace(state, decisions=plan.decisions, found=found)

    def compare(self, state: State) -> State:
        """Look for a plan closer to the last one, no dearer, that leaves no more need unmet: stage 3."""
        self.told(say("Looking for a plan that is closer to the one published before."))
        plan, found = closest(self._ground(state), self._standing(state), state.found)
        return replace(state, decisions=plan.decisions, found=found)

    def _standing(self, state: State) -> Plan:
        if state.decisions is None:
            raise NoPlan(reason="the search has found none")
        return carried_out(self.problem, state.decisions)

    def _ground(self, state: State) -> Ground:
        """Say among which ways to begin the later stages look, and how hard."""
        effort = self.effort
        near = self._looked_at(state) if len(self.free) > effort.direct else None
        return Ground(self.view, self.free, self.fixed, near, (float(effort.gap), effort.seconds, effort.seed))

    def _looked_at(self, state: State) -> Options:
        """Give the ways to begin that are open, and those that come close at the best prices."""
        found = priced(self.view, state.tariff)
        near = close(self.view, found, 4, self._near(found.bound))
        return self._of(np.union1d(state.open.keys(self.view.quarters), near.keys(self.view.quarters)))
