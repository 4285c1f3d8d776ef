"""What a step-in case is made of: its states and their arrows, acts, triggers that fired, and its course."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from commonweal.errors import Fault
from commonweal.handover.step_in.agreement import Party, Report, StepInAgreement, Trigger
from commonweal.handover.step_in.successors import Candidate
from commonweal.terms.sentences import Sentence, say

State = Literal["watch", "triggered", "step-in", "recover", "hand-on", "hand-back", "learning review"]
ActKind = Literal["answer", "step_in", "recover", "hand_on", "ask_hand_back", "keep_on", "hand_back", "review"]

ARROWS: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        "watch": frozenset({"triggered"}),
        "triggered": frozenset({"step-in", "recover"}),
        "step-in": frozenset({"recover", "hand-on", "hand-back"}),
        "recover": frozenset({"learning review"}),
        "hand-on": frozenset({"learning review"}),
        "hand-back": frozenset({"learning review"}),
        "learning review": frozenset(),
    }
)
"""From each state to those that may follow."""
ENDS: frozenset[State] = frozenset({"recover", "hand-on", "hand-back"})
"""The states in which the case has ended and the learning review is to come."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something a party did.

    Attributes:
        agreement: reference of the agreement.
        kind: what was done. The body answered; the council stepped in; the body runs it alone again (``recover``);
            another body took over (``hand_on``); the body asked to hand the service back, or took that back
            (``keep_on``); the council took it for good (``hand_back``); the learning review was held.
        day: when.
        by: who.
        successor: id of the body that took over, for ``hand_on``; otherwise "".
        line: of its table, for refusals; 0 where it comes from elsewhere.
    """

    agreement: str
    kind: ActKind
    day: date
    by: Party
    successor: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class StepInCase:
    """What a case is judged by: all of it agreed or recorded elsewhere, before and beside what happens.

    Attributes:
        agreement: what the parties agreed.
        triggers: what they agreed to step in for.
        candidates: the readiness list.
    """

    agreement: StepInAgreement
    triggers: tuple[Trigger, ...]
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Fired:
    """A trigger that fired.

    Attributes:
        trigger: which.
        report: the first report that reached what was agreed.
        answered: the day the body answered, or None.
    """

    trigger: Trigger
    report: Report
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A case entering a state.

    Attributes:
        day: when.
        state: which.
        successor: id of the body that took over, for "hand-on"; otherwise "".
    """

    day: date
    state: State
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """One case from its first day on.

    Attributes:
        moves: every state entered after the watch, in order; none while nothing has happened.
        fired: every trigger that fired, in order.
        asked: the day the body asked to hand the service back, or None; taken back is None again.
    """

    moves: tuple[Move, ...] = ()
    fired: tuple[Fired, ...] = ()
    asked: date | None = None

    @property
    def state(self) -> State:
        """Where the case stands at the end of it."""
        return self.moves[-1].state if self.moves else "watch"

    @property
    def end(self) -> Move | None:
        """The move that ended it, or None while it goes on."""
        return next((move for move in self.moves if move.state in ENDS), None)


@dataclass(frozen=True, slots=True)
class History:
    """All that came of what was reported and done under one agreement.

    Attributes:
        courses: its cases in order, at least one; the last is the one that goes on, or stands at the watch. A new one
            begins only after the body recovered and runs the service again.
        faults: every report and act that the case does not allow, with its line.
    """

    courses: tuple[Course, ...]
    faults: tuple[Fault, ...]


def party_name(party: Party) -> Sentence:
    """Name a party, as inside a sentence."""
    return {
        "council": say("the council"),
        "organisation": say("the organisation that runs it"),
        "board": say("the board"),
        "people who use it": say("the people who use it"),
        "infrastructure body": say("the infrastructure body"),
    }[party]


def state_name(state: State) -> Sentence:
    """Name a state, as inside a sentence."""
    return {
        "watch": say("watch"),
        "triggered": say("triggered"),
        "step-in": say("step-in"),
        "recover": say("recover"),
        "hand-on": say("hand-on"),
        "hand-back": say("hand-back"),
        "learning review": say("learning review"),
    }[state]
