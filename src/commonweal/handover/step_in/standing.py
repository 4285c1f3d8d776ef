"""Where a step-in case stands on a day: its state, and what is due by whom by when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from commonweal.errors import StepInFaults
from commonweal.handover.step_in.agreement import Party, Report, StepInAgreement, months_later
from commonweal.handover.step_in.case import Act, Course, Fired, Move, State, StepInCase
from commonweal.handover.step_in.course import history

Task = Literal["answer", "decide", "take over", "end", "review"]


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is to be done.

    Attributes:
        task: the body answers; the council decides whether to step in; the council takes over because the notice ends;
            the council ends the step-in; the learning review is held.
        by: whose it is.
        day: the last day for it.
        of: the day of what it follows.
    """

    task: Task
    by: Party
    day: date
    of: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands on a day.

    Attributes:
        today: the day.
        state: one of the glossary's.
        course: the case that goes on, or the last one.
        earlier: the cases before it.
        notice_ends: the last day of the notice that the body gave, or None.
        due: what is to be done, the soonest first.
    """

    today: date
    state: State
    course: Course
    earlier: tuple[Course, ...]
    notice_ends: date | None
    due: tuple[Due, ...]

    @property
    def triggered(self) -> date | None:
        """The day the case began, or None at the watch."""
        return self.course.moves[0].day if self.course.moves else None

    @property
    def overdue(self) -> tuple[Due, ...]:
        """What should have been done before today."""
        return tuple(one for one in self.due if one.day < self.today)


def state(case: StepInCase, reports: Iterable[Report], acts: Iterable[Act], today: date) -> Standing:
    """Derive where a case stands on a day from what was agreed, reported and done by then.

    Args:
        case: what was agreed, and the readiness list.
        reports: of this agreement; those after ``today`` are not yet known.
        acts: likewise.
        today: the day.

    Raises:
        StepInFaults: with every report and act up to the day that the case does not allow: a step-in without a trigger,
            a trigger agreed after the event, a hand-on to a body that is not ready or not willing.

    Examples:
        >>> from fractions import Fraction
        >>> from commonweal.handover.step_in.agreement import StepInAgreement, Trigger
        >>> from commonweal.terms.money import Pence
        >>> hours = (Fraction(8),) * 5 + (Fraction(4), Fraction(0))
        >>> agreement = StepInAgreement(
        ...     "A1", "library", "Hill", "hall", date(2025, 4, 1), "agreed", 3, hours, Fraction(1, 2), Fraction(20),
        ...     Pence(20000), 180, 56, "the director", "the town hall",
        ... )
        >>> closed = Trigger("closed", "A1", "days_closed", Fraction(3), "council", date(2025, 4, 1), "clause 9", 5)
        >>> report = Report("A1", "closed", date(2026, 3, 6), Fraction(3), "council")
        >>> found = state(StepInCase(agreement, (closed,)), [report], [], date(2026, 3, 7))
        >>> found.state, [(due.task, due.by, str(due.day)) for due in found.due]
        ('triggered', [('answer', 'organisation', '2026-03-11'), ('decide', 'council', '2026-03-11')])
    """
    known = history(case, [one for one in reports if one.day <= today], [one for one in acts if one.day <= today])
    if known.faults:
        raise StepInFaults(*known.faults, agreement=case.agreement.id)
    *earlier, course = known.courses
    ends = None if course.asked is None else months_later(course.asked, case.agreement.notice_months)
    due = [*_due(case.agreement, course, ends), *(one for past in earlier for one in _review(case.agreement, past))]
    return Standing(
        today, course.state, course, tuple(earlier), ends, tuple(sorted(due, key=lambda one: (one.day, one.task)))
    )


def answer_by(fired: Fired) -> date:
    """Give the last day on which the body's answer is in time."""
    return fired.report.day + timedelta(days=fired.trigger.days_to_answer)


def _due(agreement: StepInAgreement, course: Course, notice_ends: date | None) -> Iterator[Due]:
    if course.state in {"triggered", "step-in"}:
        for one in course.fired:
            if one.answered is None:
                yield Due("answer", "organisation", answer_by(one), one.report.day)
    if course.state == "triggered":
        yield from _to_decide(agreement, course, notice_ends)
    elif course.state == "step-in":
        yield from _to_end(agreement, course.moves[-1], course, notice_ends)
    else:
        yield from _review(agreement, course)


def _to_decide(agreement: StepInAgreement, course: Course, notice_ends: date | None) -> Iterator[Due]:
    begun = course.moves[0].day
    if notice_ends is not None and course.asked is not None:
        yield Due("take over", "council", notice_ends, course.asked)
    if course.fired or notice_ends is None:
        answers = [answer_by(one) for one in course.fired]
        at_once = agreement.duty == "care_act" or not answers
        yield Due("decide", "council", begun if at_once else min(answers), begun)


def _to_end(agreement: StepInAgreement, stepped_in: Move, course: Course, notice_ends: date | None) -> Iterator[Due]:
    longest = stepped_in.day + timedelta(days=agreement.step_in_days)
    yield Due("end", "council", longest, stepped_in.day)
    if notice_ends is not None and course.asked is not None:
        yield Due("take over", "council", notice_ends, course.asked)


def _review(agreement: StepInAgreement, course: Course) -> Iterator[Due]:
    if course.end is not None and course.state != "learning review":
        yield Due("review", "council", course.end.day + timedelta(days=agreement.review_days), course.end.day)
