"""Development plans: actions to readiness, fitted into the hours that an infrastructure body has in each quarter.

An action that is due earlier goes first; among equals the essential ones, then the order of ids. Each is put where it
can be done soonest, in quarters that follow one another, and is not parted or moved again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from commonweal.proposals.criteria import CRITERIA, RENEWAL
from commonweal.proposals.readiness import Missing
from commonweal.terms.periods import Quarter

_NEVER = Quarter(9999, 4)
"""After every quarter that somebody could mean: what is never due goes last."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done so that a criterion is met: a row of ``development.csv``.

    Attributes:
        id: as sessions bear it.
        organisation: id of the body that develops.
        criterion: what it completes: a criterion's id, or ``check`` for having the evidence looked at.
        what: what is done, in a few words.
        support_from: id of the infrastructure body that gives its hours.
        hours: that this costs the infrastructure body in all.
        quarters: how many it takes, 1 or more.
        due: the quarter by whose end it is wanted, or None.
        capacity_units: load that the body can carry more once it is done.
        done: the day it was done, or None.
    """

    id: str
    organisation: str
    criterion: str
    what: str
    support_from: str
    hours: Fraction
    quarters: int
    due: Quarter | None = None
    capacity_units: Fraction = Fraction(0)
    done: date | None = None


@dataclass(frozen=True, slots=True)
class SupportHours:
    """What an infrastructure body can give in a quarter: a row of ``infrastructure_hours.csv``."""

    organisation: str
    quarter: Quarter
    hours: Fraction


@dataclass(frozen=True, slots=True)
class Session:
    """Time that was spent on an action: a row of ``development_sessions.csv``."""

    on: date
    organisation: str
    action: str
    hours: Fraction


@dataclass(frozen=True, slots=True)
class Slot:
    """When an action is done.

    Attributes:
        action: the action.
        spent: hours of its sessions so far.
        start: first quarter in which its remaining hours are given; None where the stated hours do not suffice.
        end: last one, or None likewise.
    """

    action: Action
    spent: Fraction
    start: Quarter | None
    end: Quarter | None

    @property
    def late(self) -> int:
        """How many quarters after its due one it ends; 0 where it is in time, has no due one, or has no place."""
        return max(0, self.end - self.action.due) if self.end and self.action.due else 0

    @property
    def ahead(self) -> Fraction:
        """Hours that it still costs."""
        return max(Fraction(0), self.action.hours - self.spent)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A development plan with its dates.

    Attributes:
        first: the first quarter that is planned: the first that begins on the day or after.
        slots: the actions not yet done, in the order in which they were fitted in.
        given: hours planned in each quarter, by infrastructure body and quarter.
        there: hours that there are, likewise.
    """

    first: Quarter
    slots: tuple[Slot, ...]
    given: Mapping[tuple[str, Quarter], Fraction]
    there: Mapping[tuple[str, Quarter], Fraction]


def next_quarter(day: date) -> Quarter:
    """Give the first quarter that begins on a day or after it.

    Examples:
        >>> str(next_quarter(date(2026, 10, 1))), str(next_quarter(date(2026, 10, 2)))
        ('2026-Q4', '2027-Q1')
    """
    within = _quarter(day)
    return within if within.first_day == day else within + 1


def schedule(
    actions: Iterable[Action], hours: Iterable[SupportHours], sessions: Iterable[Session], as_at: date
) -> Schedule:
    """Fit the actions that are not done into the hours there are, the earliest due first.

    The hours that an action still costs are spread evenly over its quarters. What was begun by the day keeps the
    quarters that have gone by, and the hours of its sessions are no longer asked for.

    Args:
        actions: of one or more infrastructure bodies.
        hours: what each can give, at most one row for a body and quarter; a quarter without a row has none.
        sessions: what was spent so far.
        as_at: the day; what is done or spent later is not counted.
    """
    first = next_quarter(as_at)
    there = {(one.organisation, one.quarter): one.hours for one in hours if one.quarter >= first}
    left = dict(there)
    spent: dict[str, Fraction] = {}
    begun: dict[str, Quarter] = {}
    for one in sorted((one for one in sessions if one.on <= as_at), key=lambda one: one.on):
        spent[one.action] = spent.get(one.action, Fraction(0)) + one.hours
        begun.setdefault(one.action, _quarter(one.on))
    slots = []
    for action in sorted((one for one in actions if one.done is None or one.done > as_at), key=_order):
        so_far = spent.get(action.id, Fraction(0))
        quarters = max(1, action.quarters - max(0, first - begun.get(action.id, first)))
        ahead = max(Fraction(0), action.hours - so_far)
        start = _place(left, action.support_from, ahead / quarters, quarters, first)
        end = start + (quarters - 1) if start else None
        slots.append(Slot(action, so_far, start, end))
    given = {at: there[at] - left[at] for at in sorted(there)}
    return Schedule(first, tuple(slots), MappingProxyType(given), MappingProxyType(there))


def ready_from(organisation: str, missing: Sequence[Missing], plan: Schedule) -> Quarter | None:
    """Give the earliest quarter in which a body can begin, willingness apart.

    Args:
        organisation: id.
        missing: what its check still asks for.
        plan: the development plan with its dates.

    Returns:
        The first quarter of the plan where nothing is missing; otherwise the one after the last action that brings what
        is missing. None where something missing has no action, or an action has no place in the hours that are stated.
    """
    latest = plan.first
    mine = [slot for slot in plan.slots if slot.action.organisation == organisation]
    for one in missing:
        bringing = [slot for slot in mine if slot.action.criterion in one.by]
        ends = [slot.end for slot in bringing if slot.end is not None]
        if not bringing or len(ends) < len(bringing):
            return None
        latest = max(latest, *(end + 1 for end in ends))
    return latest


def gained(organisation: str, plan: Schedule, before: Quarter) -> Fraction:
    """Give the capacity that a body gains by actions still to be done that end before a quarter, in units of load."""
    return sum(
        (
            slot.action.capacity_units
            for slot in plan.slots
            if slot.action.organisation == organisation and slot.end is not None and slot.end < before
        ),
        Fraction(0),
    )


def hours_spent(organisation: str, sessions: Iterable[Session], as_at: date) -> Fraction:
    """Give the hours that were spent with a body up to a day."""
    return sum((one.hours for one in sessions if one.organisation == organisation and one.on <= as_at), Fraction(0))


def _order(action: Action) -> tuple[Quarter, bool, str, str]:
    due = action.due or _NEVER
    essential = action.criterion == RENEWAL or CRITERIA[action.criterion].essential
    return due, not essential, action.organisation, action.id


def _place(
    left: dict[tuple[str, Quarter], Fraction], body: str, each: Fraction, quarters: int, first: Quarter
) -> Quarter | None:
    """Take hours in the first run of quarters that has them, and give where the run begins."""
    last = max((quarter for who, quarter in left if who == body), default=first + (-1))
    for start in range(last - first + 2 - quarters if each else 1):
        run = [(body, first + start + k) for k in range(quarters)]
        if all(left.get(at, Fraction(0)) >= each for at in run):
            for at in run if each else ():
                left[at] -= each
            return first + start
    return None


def _quarter(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)
