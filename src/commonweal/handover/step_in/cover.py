"""Cover day by day: who runs a service on each day of a case, how long it is open, and whether the floor is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from commonweal.errors import CoverFaults, Fault
from commonweal.handover.step_in.agreement import StepInAgreement
from commonweal.handover.step_in.case import State, state_name
from commonweal.handover.step_in.standing import Standing
from commonweal.terms.sentences import Sentence, key, say
from commonweal.terms.sources import Unknown

Runner = Literal["organisation", "council", "both", "successor"]


@dataclass(frozen=True, slots=True)
class CoverRow:
    """What somebody wrote down of one day.

    Attributes:
        agreement: reference of the agreement.
        day: the day.
        run_by: the body, the council by step-in, both side by side, or the body that took over.
        open_hours: hours that the service was open; 0 where it was closed.
        closed_as_agreed: whether the parties had agreed that the day is none, such as a bank holiday.
        line: of its table, for refusals; 0 where it comes from elsewhere.
    """

    agreement: str
    day: date
    run_by: Runner
    open_hours: Fraction
    closed_as_agreed: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class CoverDay:
    """The one account of one day of a case.

    Attributes:
        day: the day.
        state: of the case at its end.
        runner: who ran the service; where nobody has said, who was to run it.
        open_hours: hours open, or why they are not known.
        agreed_hours: hours agreed for the day.
        floor_hours: the least of them that must be open.
    """

    day: date
    state: State
    runner: Runner
    open_hours: Fraction | Unknown
    agreed_hours: Fraction
    floor_hours: Fraction

    @property
    def kept(self) -> bool | None:
        """Whether the floor was kept; None where nobody has said what was open."""
        return None if isinstance(self.open_hours, Unknown) else self.open_hours >= self.floor_hours

    @property
    def covered_by_council(self) -> bool:
        """Whether the council paid for cover, alone or beside the body."""
        return self.runner in {"council", "both"} and self.state != "hand-back"


_UNSAID = Unknown("nobody has said what was open")
_ALLOWED: Mapping[State, frozenset[Runner]] = MappingProxyType(
    {
        "triggered": frozenset({"organisation"}),
        "step-in": frozenset({"council", "both"}),
        "recover": frozenset({"organisation"}),
        "hand-on": frozenset({"successor"}),
        "hand-back": frozenset({"council"}),
    }
)
_TO_RUN: Mapping[State, Runner] = MappingProxyType(
    {
        "triggered": "organisation",
        "step-in": "council",
        "recover": "organisation",
        "hand-on": "successor",
        "hand-back": "council",
    }
)


def calendar(agreement: StepInAgreement, standing: Standing, rows: Iterable[CoverRow]) -> tuple[CoverDay, ...]:
    """Give the account of every day of a case, from the day it was triggered to its end, or today while it goes on.

    A day that nobody has written down is told as not known, never as open or closed. Rows of days outside the case are
    passed over.

    Args:
        agreement: what was agreed.
        standing: where the case stands.
        rows: of this agreement.

    Returns:
        One account for each day, in order; none at the watch.

    Raises:
        CoverFaults: with every row that says another than who was to run the service, or more hours than a day has, and
            every day that stands twice.
    """
    first = standing.triggered
    if first is None:
        return ()
    end = standing.course.end
    last = min(standing.today, end.day) if end else standing.today
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    told, faults = _by_day(rows, days)
    states = {day: _states(standing, day) for day in days}
    for row in told.values():
        faults.extend(_faults(row, states[row.day]))
    if faults:
        raise CoverFaults(*faults, agreement=agreement.id)
    return tuple(_account(agreement, day, states[day][-1], told.get(day)) for day in days)


def runner_name(runner: Runner) -> Sentence:
    """Name who runs a service, as a heading."""
    return {
        "organisation": say("the organisation"),
        "council": say("the council"),
        "both": say("both together"),
        "successor": say("the organisation that took over"),
    }[runner]


def _by_day(rows: Iterable[CoverRow], days: list[date]) -> tuple[dict[date, CoverRow], list[Fault]]:
    among = set(days)
    told: dict[date, CoverRow] = {}
    twice = [row for row in rows if row.day in among and told.setdefault(row.day, row) is not row]
    what = key("the day stands already at line {first}")
    faults = [Fault(what, {"first": told[row.day].line}, *_at(row, "day")) for row in twice]
    return told, faults


def _states(standing: Standing, day: date) -> tuple[State, ...]:
    """Give the states that a case was in on a day, in order: one, and on the day of a move both sides of it."""
    moves = [move for move in standing.course.moves if move.day <= day and move.state != "learning review"]
    before = [move.state for move in moves if move.day < day]
    return (*before[-1:], *(move.state for move in moves if move.day == day))


def _faults(row: CoverRow, states: tuple[State, ...]) -> Iterable[Fault]:
    if all(row.run_by not in _ALLOWED[one] for one in states):
        what = key("{runner} is not who runs the service while the case stands at {state}; mend this row or the acts")
        wrong = {"runner": runner_name(row.run_by), "state": state_name(states[-1])}
        yield Fault(what, wrong, *_at(row, "run_by"))
    if row.open_hours > 24:
        yield Fault("a day has 24 hours; write how long the service was open", {}, *_at(row, "open_hours"))


def _at(row: CoverRow, field: str) -> tuple[str, int | None, str]:
    return "cover.csv", row.line or None, field


def _account(agreement: StepInAgreement, day: date, state: State, row: CoverRow | None) -> CoverDay:
    agreed = agreement.hours[day.weekday()]
    if row is None:
        return CoverDay(day, state, _TO_RUN[state], _UNSAID, agreed, agreed * agreement.floor_share)
    if row.closed_as_agreed:
        agreed = Fraction(0)
    return CoverDay(day, state, row.run_by, row.open_hours, agreed, agreed * agreement.floor_share)
