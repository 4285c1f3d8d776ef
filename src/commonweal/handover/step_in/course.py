"""The course of a step-in case: what was reported and done, folded day by day, and every act that its state forbids.

The arrows are those of the glossary: watch, triggered, step-in, then recover, hand-on or hand-back, then the learning
review. A body that mends what fired before anybody stepped in recovers without a step-in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from commonweal.errors import Fault
from commonweal.handover.step_in.agreement import Party, Report, Trigger, began
from commonweal.handover.step_in.case import (
    ENDS,
    Act,
    ActKind,
    Course,
    Fired,
    History,
    Move,
    State,
    StepInCase,
    party_name,
    state_name,
)
from commonweal.handover.step_in.successors import unfit
from commonweal.terms.sentences import key, say

_WHO: Mapping[ActKind, frozenset[Party]] = MappingProxyType(
    {
        "answer": frozenset({"organisation"}),
        "step_in": frozenset({"council"}),
        "recover": frozenset({"council"}),
        "hand_on": frozenset({"council"}),
        "ask_hand_back": frozenset({"organisation"}),
        "keep_on": frozenset({"organisation"}),
        "hand_back": frozenset({"council"}),
        "review": frozenset({"council", "board"}),
    }
)
_WHEN: Mapping[ActKind, frozenset[State]] = MappingProxyType(
    {
        "answer": frozenset({"triggered", "step-in"}),
        "step_in": frozenset({"triggered"}),
        "recover": frozenset({"triggered", "step-in"}),
        "hand_on": frozenset({"step-in"}),
        "ask_hand_back": frozenset({"watch", "triggered", "step-in"}),
        "keep_on": frozenset({"triggered", "step-in"}),
        "hand_back": frozenset({"step-in"}),
        "review": ENDS,
    }
)
_LEADS: Mapping[ActKind, State] = MappingProxyType(
    {
        "step_in": "step-in",
        "recover": "recover",
        "hand_on": "hand-on",
        "hand_back": "hand-back",
        "review": "learning review",
    }
)
_Told = tuple[str, Mapping[str, object]] | None
_REPORTS, _ACTS = "reports.csv", "acts.csv"


def history(case: StepInCase, reports: Iterable[Report], acts: Iterable[Act]) -> History:
    """Fold what was reported and done into the cases of an agreement.

    Everything is taken in the order of its days, on one day the reports before the acts. A report or act that the case
    does not allow changes nothing and is a fault.

    Args:
        case: what was agreed, and the readiness list.
        reports: of this agreement.
        acts: of this agreement.
    """
    folding = _Folding(case)
    events: list[Report | Act] = [*reports, *acts]
    for event in sorted(events, key=lambda one: one.day):  # which leaves the reports of a day before its acts
        if isinstance(event, Act):
            folding.act(event)
        else:
            folding.report(event)
    return History((*folding.past, folding.course), tuple(folding.faults))


class _Folding:
    """Holds what is known of an agreement while it is folded."""

    def __init__(self, case: StepInCase) -> None:
        self.case = case
        self.triggers = {trigger.id: trigger for trigger in case.triggers}
        self.past: list[Course] = []
        self.course = Course()
        self.latest: dict[str, Report] = {}
        self.faults: list[Fault] = []

    def report(self, report: Report) -> None:
        """Take a report, or note why it cannot be taken."""
        fault = self._unsound(report)
        if fault is not None:
            self.faults.append(fault)
            return
        trigger = self.triggers[report.trigger]
        self.latest[trigger.id] = report
        if trigger.fires(report.figure):
            self._begin(report.day)
            if all(one.trigger != trigger for one in self.course.fired):
                self.course = replace(self.course, fired=(*self.course.fired, Fired(trigger, report)))

    def act(self, act: Act) -> None:
        """Take an act, or note why it cannot be taken."""
        fault = self._forbidden(act)
        if fault is not None:
            self.faults.append(fault)
        elif act.kind == "answer":
            fired = (one if one.answered else replace(one, answered=act.day) for one in self.course.fired)
            self.course = replace(self.course, fired=tuple(fired))
        elif act.kind == "keep_on":
            self.course = replace(self.course, asked=None)
        elif act.kind == "ask_hand_back":
            self._begin(act.day)
            self.course = replace(self.course, asked=act.day)
        elif act.kind == "review" and (waiting := self._unreviewed()) is not None:
            self.past[waiting] = _moved(self.past[waiting], Move(act.day, "learning review"))
        else:
            self.course = _moved(self.course, Move(act.day, _LEADS[act.kind], act.successor))

    def _begin(self, day: date) -> None:
        """Begin a case where none goes on: at the watch, or once the body recovered and runs the service again."""
        if self._runs_again():
            self.past.append(self.course)
            self.course = Course()
        if self.course.state == "watch":
            self.course = _moved(self.course, Move(day, "triggered"))

    def _runs_again(self) -> bool:
        end = self.course.end
        return end is not None and end.state == "recover"

    def _unreviewed(self) -> int | None:
        return next((k for k, one in enumerate(self.past) if one.state in ENDS), None)

    def _state_for(self, act: Act) -> State:
        """Give the state that an act is judged by: a review may be of an earlier case, an asking of a new one."""
        if act.kind == "review" and self._unreviewed() is not None:
            return "recover"
        if act.kind == "ask_hand_back" and self._runs_again():
            return "watch"
        return self.course.state

    def _unsound(self, report: Report) -> Fault | None:
        trigger = self.triggers.get(report.trigger)
        if trigger is None:
            what = key("{trigger} is no trigger of this agreement; name one that was agreed")
            return _at_report(report, "trigger", what, trigger=report.trigger)
        notice = trigger.direction == "notice"
        if report.figure is None and not notice:
            return _at_report(report, "figure", key("the trigger is a figure; write what was counted"))
        if report.figure is not None and notice:
            return _at_report(report, "figure", key("the trigger is a notice and has no figure; leave the cell blank"))
        if trigger.measure == "organisation_asks" and report.stated_by != "organisation":
            return _at_report(report, "stated_by", key("only the organisation itself can state that it asks"))
        return self._too_late(trigger, report) if trigger.fires(report.figure) else None

    def _too_late(self, trigger: Trigger, report: Report) -> Fault | None:
        begun = began(trigger, report)
        if trigger.agreed_on >= begun:
            what = key("the trigger was agreed on {agreed}, not before what it would judge began on {begun}")
            return _at_report(report, "trigger", what, agreed=trigger.agreed_on, begun=begun)
        if self.course.end is not None and not self._runs_again():
            what = key(
                "the organisation no longer ran the service on this day; what follows needs an agreement of its own"
            )
            return _at_report(report, "day", what)
        return None

    def _forbidden(self, act: Act) -> Fault | None:
        line = act.line or None
        if act.by not in _WHO[act.kind]:
            figures = {"act": act.kind, "by": party_name(act.by)}
            return Fault("{act} is no act of {by}; name who may do it", figures, _ACTS, line, "by")
        state = self._state_for(act)
        if state not in _WHEN[act.kind]:
            return Fault(*_out_of_turn(act, state), _ACTS, line, "act")
        checks = {
            "recover": self._not_recovered,
            "hand_on": self._no_successor,
            "ask_hand_back": self._asked_twice,
            "keep_on": self._never_asked,
        }
        told = checks[act.kind](act) if act.kind in checks else None
        if told is None:
            return None
        return Fault(*told, _ACTS, line, "successor" if act.kind == "hand_on" else "act")

    def _asked_twice(self, _: Act) -> _Told:
        if self.course.asked is not None and not self._runs_again():
            return key("the organisation has asked already, on {day}; leave this row out"), {"day": self.course.asked}
        return None

    def _never_asked(self, _: Act) -> _Told:
        if self.course.asked is None:
            return key("the organisation has not asked to hand the service back; leave this row out"), {}
        return None

    def _not_recovered(self, _: Act) -> _Told:
        if self.course.asked is not None:
            what = key(
                "the organisation asked on {day} to hand the service back; only it can take that back, with keep_on"
            )
            return what, {"day": self.course.asked}
        beyond = [one.trigger.id for one in self.course.fired if self._still_beyond(one.trigger)]
        if beyond:
            what = key(
                "the last figure of {triggers} is still beyond what was agreed; write the report that shows it mended"
            )
            return what, {"triggers": ", ".join(beyond)}
        return None

    def _still_beyond(self, trigger: Trigger) -> bool:
        return trigger.direction != "notice" and trigger.fires(self.latest[trigger.id].figure)

    def _no_successor(self, act: Act) -> _Told:
        agreement = self.case.agreement
        listed = [
            one
            for one in self.case.candidates
            if one.organisation == act.successor and one.service == agreement.service
        ]
        if not act.successor or not listed:
            what = key("{successor} is not on the readiness list for this service; see successors.csv")
            return what, {"successor": act.successor or say("nobody")}
        reasons = unfit(agreement, listed[0], act.day)
        if reasons:
            what = key("{successor} cannot take over on {day}: {reason}")
            return what, {"successor": act.successor, "day": act.day, "reason": reasons[0]}
        return None


def _at_report(report: Report, field: str, what: str, **figures: object) -> Fault:
    return Fault(what, figures, _REPORTS, report.line or None, field)


def _moved(course: Course, move: Move) -> Course:
    return replace(course, moves=(*course.moves, move))


def _out_of_turn(act: Act, state: State) -> tuple[str, Mapping[str, object]]:
    if act.kind == "step_in" and state == "watch":
        what = key("nothing agreed beforehand has happened by {day}; write the report of a trigger first")
        return what, {"day": act.day}
    if act.kind in {"hand_on", "hand_back"} and state in {"watch", "triggered"}:
        return key("{act} comes after the council stepped in; write step_in first"), {"act": act.kind}
    if act.kind == "review":
        return key("the learning review comes after the end of the case, and once"), {}
    if state in {*ENDS, "learning review"}:
        return key("the case has ended by then; {act} belongs to one that goes on"), {"act": act.kind}
    return key("{act} is not possible while the case stands at {state}; see which acts may follow"), {
        "act": act.kind,
        "state": state_name(state),
    }
