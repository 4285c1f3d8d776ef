"""Bringing a place folder into the database: every act that it tells of, in order, each through its procedure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from secrets import token_bytes

from commonweal.formats.place_folder import PlaceFolder
from commonweal.formats.place_settings import PlaceSettings, RoundSettings
from commonweal.funding.spec import read_spec
from commonweal.terms import canon
from commonweal.web import rights
from commonweal.web.procedures.change_place import change_place
from commonweal.web.procedures.close_round import close_round
from commonweal.web.procedures.confirm_result import confirm_result
from commonweal.web.procedures.decide_awards import decide_awards
from commonweal.web.procedures.open_place import open_place
from commonweal.web.procedures.phases import phase_of
from commonweal.web.procedures.plain import place_value
from commonweal.web.procedures.publish_rules import publish_rules
from commonweal.web.rights import actors_of
from commonweal.web.store import keep, read

Act = Callable[[datetime], object]
"""Does one thing, at a moment."""


@dataclass(frozen=True, slots=True)
class Told:
    """One act that a place folder tells of.

    Attributes:
        on: the day it was, or is to be, done.
        what: in plain words.
        wanted: whether it has still to be done, asked when its turn comes.
        act: does it.
    """

    on: date
    what: str
    wanted: Callable[[], bool]
    act: Act


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What taking a place folder in did.

    Attributes:
        done: what was recorded, in order.
        waiting: what the folder tells of for a later day.
    """

    done: tuple[str, ...]
    waiting: tuple[str, ...]

    def lines(self) -> list[str]:
        """Say it, one line for each."""
        said = [f"Recorded: {what}." for what in self.done] or ["The record holds all of this already."]
        return said + [f"Still to come: {what}." for what in self.waiting]


def take_in(place: PlaceFolder, *, at: datetime, salts: keep.Salts = token_bytes) -> TakenIn:
    """Bring a place folder into the database that is open.

    Each act is done by the roles whose act it is, bears the day that the folder gives it, and is a transaction of its
    own; what the record holds already is left alone, so that taking the same folder in again adds nothing. An act whose
    day is after ``at`` waits.

    Args:
        place: the folder, read.
        at: now, with its time zone.
        salts: where salts of personal fields come from.

    Raises:
        CommonwealError: what a procedure refuses; acts before it stay done, and the next call goes on from there.
    """
    today = at.astimezone(UTC).date()
    done, waiting = [], []
    for told in sorted(_told(place, today), key=lambda told: told.on):
        if not told.wanted():
            continue
        if told.on > today:
            waiting.append(f"{told.what} ({told.on.isoformat()})")
            continue
        told.act(moment(told.on))
        done.append(told.what)
    return TakenIn(tuple(done), tuple(waiting))


def moment(day: date) -> datetime:
    """Give the beginning of a day, or the time of the newest entry where that is later: no record runs backwards."""
    begun = datetime.combine(day, time(), UTC)
    newest = read.head()
    return max(begun, datetime.fromisoformat(newest.at)) if newest else begun


def _told(place: PlaceFolder, today: date) -> Iterator[Told]:
    yield from _place(place, today)
    for one in place.settings.rounds:
        yield from _round(place, one)


def _place(place: PlaceFolder, today: date) -> Iterator[Told]:
    value, name = place_value(place), place.settings.name
    digest = canon.digest(value)
    yield Told(
        _first_day(place.settings),
        f"{name} began its record",
        lambda: read.head() is None,
        lambda at: open_place(value, at=at, actors=actors_of("open_place")),
    )
    yield Told(
        today,
        f"{name} changed what it says about itself",
        lambda: read.place_digest() != digest,
        lambda at: change_place(value, at=at, actors=actors_of("change_place")),
    )


def _round(place: PlaceFolder, one: RoundSettings) -> Iterator[Told]:
    def stands(phase: str) -> Callable[[], bool]:
        return partial(_stands, one.id, phase)

    spec = read_spec(one.rule, [f"{key}={value}" for key, value in one.spec.items()])
    yield Told(
        one.rules_published,
        f"the rules of {one.id} were published",
        stands(rights.UNKNOWN),
        lambda at: publish_rules(one.id, one.title, spec, closes=one.closed, at=at, actors=actors_of("publish_rules")),
    )
    yield Told(
        one.closed,
        f"{one.id} was counted",
        stands(rights.RULES),
        lambda at: close_round(
            one.id, place.polls[one.id], challenge_until=one.confirmed, at=at, actors=actors_of("close_round")
        ),
    )
    yield Told(
        one.confirmed,
        f"the result of {one.id} was confirmed",
        stands(rights.PROVISIONAL),
        lambda at: confirm_result(one.id, at=at, actors=actors_of("confirm_result")),
    )
    if place.proposals:
        yield Told(
            one.confirmed,
            f"the awards of {one.id} were decided",
            stands(rights.CONFIRMED),
            lambda at: decide_awards(
                one.id,
                place.proposals,
                receiver=place.settings.board,
                due=one.due,
                at=at,
                actors=actors_of("decide_awards"),
            ),
        )


def _first_day(settings: PlaceSettings) -> date:
    """Give the day on which the record begins: nothing that a folder tells of comes before it."""
    days = [settings.as_at, *(one.rules_published for one in settings.rounds)]
    return min([*days, settings.handover.adopted] if settings.handover else days)


def _stands(round_id: str, phase: str) -> bool:
    return phase_of(round_id) == phase
