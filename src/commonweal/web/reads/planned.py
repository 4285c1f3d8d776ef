"""A hand-over plan as it was adopted: its values read back exactly, its account in sentences, and its pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from commonweal.charts.balances import balances, balances_chart
from commonweal.charts.equity import equity_chart
from commonweal.charts.gantt import gantt
from commonweal.charts.picture import Picture
from commonweal.formats.option_reading import ReadComparison, read_options
from commonweal.formats.plans import read_plan
from commonweal.formats.prose import prose
from commonweal.handover.explain import CellAccount, PlanExplanation, explain
from commonweal.handover.pathways import Choice, fallback, met
from commonweal.handover.pictures import equity_curve, gantt_rows
from commonweal.handover.plan import Certificate, Plan
from commonweal.handover.problem import Problem, mean
from commonweal.handover.stress.codes import codes
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import stored
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.stored import Stored

if TYPE_CHECKING:
    from commonweal.formats.stress_reading import ReadTrial

_KEPT = 4
"""Plans kept in memory as values: reading one back takes longer than showing it."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan as it was adopted.

    Attributes:
        folder: the folder as it is kept.
        problem: what it was made from.
        plan: the plan.
        certificate: its certificate.
        told: its account in sentences.
        tried: how it was tried, where that was published with it.
        options: ways to go on with services, where they were published with it.
    """

    folder: Stored
    problem: Problem
    plan: Plan
    certificate: Certificate
    told: PlanExplanation
    tried: "ReadTrial | None" = None
    options: tuple[ReadComparison, ...] = ()

    @property
    def moving(self) -> list[tuple[CellAccount, Choice]]:
        """The services that move, cell by cell."""
        pairs = zip(self.told.cells, self.plan.decisions.pathways, strict=True)
        return [(account, choice) for account, choice in pairs if choice]

    @property
    def services(self) -> Mapping[str, str]:
        """The name of each service by its id."""
        return {service.id: service.name for service in self.problem.services}

    @property
    def bodies(self) -> Mapping[str, str]:
        """The name of each body that could take over, by its id."""
        return {body.id: body.name for body in self.problem.providers}

    @property
    def codes(self) -> Mapping[int, int]:
        """The number of each body that runs something, where no name is said."""
        return codes(self.problem, self.plan.decisions, self.certificate.plan_sha256)

    def in_the_end(self, account: CellAccount) -> Sentence:
        """Say who runs a service in a neighbourhood in the end."""
        if account.fate == "back":
            return say("the council; handed back by {before}", before=account.before)
        if account.fate == "kept":
            return say("the council")
        body = self.bodies[account.organisation]
        if account.fate == "on":
            return say("{body}; handed on from {before}", body=body, before=account.before)
        return say("{body}", body=body)

    def source(self, file: str) -> str:
        """Give where a file of the plan opens."""
        return f"/bundle/plans/{quote(self.folder.name)}/{file}"

    def pounds(self, units: Fraction) -> Amount:
        """Give units of money in whole pounds."""
        return Amount(Fraction(round(units * self.problem.unit_gbp)))

    def unmet(self, *, kept: bool = False) -> Fraction:
        """Give the share of need that is not met over the whole plan, or were everything kept."""
        need = lacking = Fraction(0)
        for c, cell in enumerate(self.problem.cells):
            choice = fallback(self.problem, c) if kept else self.plan.decisions.pathways[c]
            for t, people in enumerate(cell.demand):
                need += people
                lacking += people * (1 - met(self.problem, c, choice, t))
        return lacking / need if need else Fraction(0)

    def step_in(self) -> Fraction:
        """Give the most that stepping in for any one body would take in any quarter, in units of money."""
        loads = [load for row in self.plan.load for load in row]
        return max(loads, default=Fraction(0)) * self.problem.parameters.step_in


def adopted() -> tuple[Planned, ...]:
    """Give every plan that was adopted, in order; the last one holds."""
    return tuple(_planned(folder) for folder in stored.plans())


def picture(found: Planned, which: Literal["gantt", "equity", "balances"]) -> Picture | None:
    """Draw one picture of a plan; None where it has nothing to show."""
    if which == "gantt":
        return drawn_once(found.folder.digest, which, lambda: _gantt(found)) if found.problem.cells else None
    if which == "balances":
        shown = balances(found.problem, found.plan)
        return drawn_once(found.folder.digest, which, lambda: balances_chart(shown, prose().text))
    curve = equity_curve(found.problem, found.plan)
    if not {1, 5} <= {line.group for line in curve.lines}:
        return None
    return drawn_once(found.folder.digest, which, lambda: equity_chart(curve, prose().text))


def _planned(folder: Stored) -> Planned:
    # A folder is what its digest says: values are kept by it.
    if folder.digest not in _READ:
        while len(_READ) >= _KEPT:
            _READ.pop(next(iter(_READ)))
        problem, plan, certificate = read_plan(folder.files)
        told, options = explain(problem, plan, certificate), read_options(folder.files)
        tried = _tried(folder, problem, plan)
        _READ[folder.digest] = Planned(folder, problem, plan, certificate, told, tried, options)
    return _READ[folder.digest]


_READ: dict[str, Planned] = {}


def _tried(folder: Stored, problem: Problem, plan: Plan) -> "ReadTrial | None":
    if "stress.json" not in folder.files:
        return None
    # It brings the simulator's libraries along, which a place without a trial has no use for.
    from commonweal.formats.stress_reading import read_trial

    return read_trial(folder.files, problem, plan)


def _gantt(found: Planned) -> Picture:
    return gantt(gantt_rows(found.problem, found.plan), prose().text, _cuts(found.problem))


def _cuts(problem: Problem) -> Mapping[str, Sentence]:
    """Name the quarter in which the council's own service is cut most, where it is cut at all."""
    levels = [mean([service.level[t] for service in problem.services]) for t in range(problem.quarters)]
    drops = [before - after for before, after in pairwise(levels)]
    deepest = max(drops, default=Fraction(0))
    if deepest <= 0:
        return {}
    return {str(problem.quarter(drops.index(deepest) + 1)): say("the council's money is cut")}
