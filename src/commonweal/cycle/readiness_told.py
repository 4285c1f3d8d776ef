"""Readiness in words: to whoever plans, to each body itself, and to a funder where the body agreed.

Nothing here adds areas up to one number, so that no body can be put in a row by a score.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from commonweal.cycle.readiness import ReadinessTables, Standing
from commonweal.proposals import sustainability
from commonweal.proposals.criteria import CHECK_AREAS, CRITERIA
from commonweal.proposals.development import Slot, hours_spent
from commonweal.proposals.readiness import COMPLETE, IN_PROGRESS, NOT_OPENED, NOT_STARTED, Check, Statement, listed
from commonweal.terms.sentences import Sentence, say

PRIVATE = say("For whoever plans, and for the bodies themselves. Nothing of this is published or passed on.")
"""What stands above everything that tells of all bodies."""


@dataclass(frozen=True, slots=True)
class AreaThenNow:
    """How the criteria of one area stood at a body's first statement, and how they stand now.

    Attributes:
        area: id, a key of :data:`commonweal.proposals.criteria.CHECK_AREAS`.
        first: the day of the first statement in it.
        then: how many criteria were complete, in progress and not started at first.
        now: how many are now.
    """

    area: str
    first: date
    then: tuple[int, int, int]
    now: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class FunderRow:
    """What a funder is told of a body that agreed.

    Attributes:
        organisation: id.
        areas: each area that it has said anything of, in order.
        hours: hours of support spent with it.
    """

    organisation: str
    areas: tuple[AreaThenNow, ...]
    hours: Fraction


def told(standing: Standing, name: str) -> tuple[Sentence, ...]:
    """Say where a body stands: its check, what is missing, and the earliest date on which it can begin."""
    check = standing.check
    state = check.state if check else NOT_OPENED
    found = [say("{name}: {state}.", name=name, state=say(state))]
    if standing.missing:
        found.append(say("Still missing: {missing}.", missing=listed(standing.missing)))
    found.append(_earliest(standing))
    if check is not None:
        found.extend(_holding(check))
    return tuple(found)


def figures_told(tables: ReadinessTables, organisation: str, as_at: date) -> tuple[Sentence, ...]:
    """Say what a body rests on, with the reason that a person gave; nothing where nobody wrote it down."""
    found = sustainability.latest(tables.sustainability, as_at).get(organisation)
    return sustainability.told(found) if found else ()


def criteria_told(check: Check) -> Iterator[Sentence]:
    """Say every criterion that a body has spoken of, as it was at first and as it is now, for the body to correct."""
    for area, title in CHECK_AREAS.items():
        asked = [one for one in CRITERIA.values() if one.area == area and one.id in check.now]
        if asked:
            yield say(title)
        for one in asked:
            then, now = check.baseline[one.id], check.now[one.id]
            yield say(
                "  {asks} At first, on {day}: {then}. Now: {now}.",
                asks=say(one.asks),
                day=then.on,
                then=say(then.state),
                now=_now(now),
            )


def slot_told(slot: Slot, name: str, support: str) -> Sentence:
    """Say when an action of a development plan is done, or that the stated hours do not suffice."""
    what, ahead = slot.action.what, slot.ahead
    if slot.start is None or slot.end is None:
        return say(
            "{name}: {what}. The hours that {support} has stated do not hold it; hours still to give: {hours}.",
            name=name,
            what=what,
            support=support,
            hours=ahead,
        )
    start, end = slot.start.first_day, slot.end.last_day
    if slot.late:
        return say(
            "{name}: {what}. With {support}, from {start} to {end}; hours still to give: {hours}."
            " That is later than it is wanted, since the hours go first to what is due before.",
            name=name,
            what=what,
            support=support,
            start=start,
            end=end,
            hours=ahead,
        )
    return say(
        "{name}: {what}. With {support}, from {start} to {end}; hours still to give: {hours}.",
        name=name,
        what=what,
        support=support,
        start=start,
        end=end,
        hours=ahead,
    )


def funder_rows(tables: ReadinessTables, checks: Mapping[str, Check], as_at: date) -> tuple[FunderRow, ...]:
    """Give what a funder is told, of those bodies alone that agreed to it; the others are not even counted."""
    return tuple(
        FunderRow(body, tuple(_areas(check)), hours_spent(body, tables.sessions, as_at))
        for body, check in checks.items()
        if check.may_be_shared
    )


def funder_told(row: FunderRow, name: str) -> Iterator[Sentence]:
    """Say to a funder what changed in each area, and the hours that were spent."""
    yield say("{name}: hours of support so far: {hours}.", name=name, hours=row.hours)
    for one in row.areas:
        yield say(
            "  {area}: of {asked}, {then} complete on {day} and {now} now.",
            area=say(CHECK_AREAS[one.area]),
            asked=sum(one.now),
            then=one.then[0],
            day=one.first,
            now=one.now[0],
        )


def _earliest(standing: Standing) -> Sentence:
    if standing.ready_from is None:
        return say("Nobody can give a date yet: for part of what is missing no action, or no hour, is planned.")
    day = standing.ready_from.first_day
    if not standing.willing:
        return say("The earliest feasible date is {day}, once it has said that it is willing.", day=day)
    return say("The earliest feasible date is {day}.", day=day)


def _holding(check: Check) -> Iterator[Sentence]:
    if check.expires is not None and check.as_at < check.expires:
        yield say("What was checked holds until {day}.", day=check.expires)
    if check.passes and check.to_follow():
        yield say("To follow, with support: {wants}.", wants=listed(say(one.wants) for one in check.to_follow()))


def _now(now: Statement) -> Sentence:
    if now.checked is not None:
        return say(
            "{state}, by {evidence}, looked at on {day}", state=say(now.state), evidence=now.evidence, day=now.checked
        )
    if now.evidence:
        return say("{state}, by {evidence}, not looked at yet", state=say(now.state), evidence=now.evidence)
    return say(now.state)


def _areas(check: Check) -> Iterator[AreaThenNow]:
    for area in CHECK_AREAS:
        asked = [one.id for one in CRITERIA.values() if one.area == area and one.id in check.now]
        if asked:
            first = min(check.baseline[one].on for one in asked)
            then = _tally(check.baseline[one] for one in asked)
            yield AreaThenNow(area, first, then, _tally(check.now[one] for one in asked))


def _tally(statements: Iterator[Statement]) -> tuple[int, int, int]:
    counted = Counter(one.state for one in statements)
    return counted[COMPLETE], counted[IN_PROGRESS], counted[NOT_STARTED]
