"""Taking in the hand-over plans of a place folder: the first one, and one more for each body that withdrew."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from commonweal.cycle.planning import problem
from commonweal.cycle.readiness import gated
from commonweal.formats.place_folder import PlaceFolder
from commonweal.formats.place_settings import Withdrawal
from commonweal.formats.plans import INPUT, plan_files, read_plan
from commonweal.handover.inputs import HandoverTables
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem
from commonweal.handover.replan import handed_on, replan
from commonweal.handover.written import written
from commonweal.terms import canon
from commonweal.terms.periods import Quarter
from commonweal.terms.sentences import Sentence, say
from commonweal.web.procedures.adopt_plan import adopt_plan
from commonweal.web.procedures.withdraw_organisation import withdraw_organisation
from commonweal.web.rights import actors_of
from commonweal.web.store import keep, read


@dataclass(frozen=True, slots=True)
class Step:
    """One plan that a place folder tells of.

    Attributes:
        on: the day it is adopted.
        what: what happened, in plain words.
        withdrawal: the body that withdrew, for which it is made again, or None for the first plan.
    """

    on: date
    what: Sentence
    withdrawal: Withdrawal | None = None


class Plans:
    """Walks through the plans of a place folder, each made from the one before; what is adopted is not made again.

    Args:
        place: the place folder.
        salts: where salts of personal fields come from.
        told: is told of each stage of the search for a plan.
    """

    def __init__(self, place: PlaceFolder, salts: keep.Salts, told: Callable[[Sentence], None]) -> None:
        self._place = place
        self._salts = salts
        self._told = told
        self._standing: tuple[Problem, Plan] | None = None
        self._next: Problem | None = None
        self._seen = 0

    def steps(self) -> Iterator[Step]:
        """Give every plan that the folder tells of, in order."""
        settings = self._place.settings
        if settings.handover is None or self._place.handover is None:
            return
        yield Step(settings.handover.adopted, say("the hand-over plan was adopted"))
        called = {body.id: body.name for body in self._place.organisations}
        for one in settings.withdrawals:
            told = say("{body} withdrew, and the plan was made again", body=called[one.organisation])
            yield Step(one.on, told, one)

    def wanted(self, step: Step) -> bool:
        """Say whether a step has still to be done; its plan is made from exactly the input that this finds."""
        self._next = self._input(step)
        if self._next is None:
            return False
        data = canon.encode(written(self._next))
        for number, plan in enumerate(read.plans()[self._seen :], self._seen + 1):
            if plan.files[INPUT] == data:
                self._stand(plan.files, number)
                return False
        return True

    def do(self, step: Step, at: datetime) -> None:
        """Record the withdrawal, where there is one, and make and adopt the plan."""
        from commonweal.handover.search import find_plan
        from commonweal.web.procedures.plan_beside import beside

        if self._next is None:
            return
        if step.withdrawal and not _recorded(step.withdrawal):
            actors = actors_of("withdraw_organisation")
            withdraw_organisation(step.withdrawal, at=at, actors=actors, salts=self._salts)
        plan, certificate = find_plan(self._next, told=self._told)
        others = beside(self._place, self._next, plan, certificate, self._told)
        files = plan_files(self._next, plan, certificate, others=others)
        number = len(read.plans()) + 1
        adopt_plan(
            f"handover-{number}",
            files,
            first_quarter=Quarter.read(self._next.first_quarter),
            quarters=self._next.quarters,
            at=at,
            actors=actors_of("adopt_plan"),
        )
        self._stand(files, number)

    def _input(self, step: Step) -> Problem | None:
        """Give what the step's plan is made from; None while the plan before it does not stand."""
        if step.withdrawal is None and self._place.handover is not None:
            return self._first_input(self._place.handover, step.on)
        if step.withdrawal is None or self._standing is None:
            return None
        before, plan = self._standing
        gone, first = step.withdrawal, Quarter.read(before.first_quarter)
        again = replan(before, plan, [gone.organisation], gone.from_quarter - first)
        if not gone.hands_on:
            return again
        return handed_on(before, again, {gone.organisation: gone.runs_until - first if gone.runs_until else None})

    def _first_input(self, handover: HandoverTables, adopted: date) -> Problem:
        """Give what the first plan is made from, once the chronology gate let it through."""
        place = self._place
        called = {body.id: body.name for body in place.organisations}
        found = gated(handover, place.readiness, place.wanted, adopted, called)
        return problem(place.evidence, found.tables, place.organisations)

    def _stand(self, files: Mapping[str, bytes], number: int) -> None:
        before, plan, _ = read_plan(files)
        self._standing, self._seen = (before, plan), number


def _recorded(withdrawal: Withdrawal) -> bool:
    said = {"organisation": withdrawal.organisation, "from_quarter": str(withdrawal.from_quarter)}
    return any(
        entry.kind == "organisation_withdrew" and said.items() <= dict(entry.payload).items()
        for entry in read.entries()
    )
