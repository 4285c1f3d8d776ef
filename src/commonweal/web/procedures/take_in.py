"""Bringing a place folder into the database: every act that it tells of, in order, each through its procedure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import partial
from secrets import token_bytes

from commonweal.evidence.profile import profile
from commonweal.formats.place_folder import PlaceFolder
from commonweal.formats.place_settings import PlaceSettings, RoundSettings
from commonweal.formats.profile_beside import with_beside
from commonweal.formats.profile_earlier import earlier_release
from commonweal.formats.profiles import profile_files
from commonweal.funding.rounds import RoundRules
from commonweal.funding.spec import read_spec
from commonweal.terms import canon
from commonweal.terms.sentences import Sentence, say
from commonweal.web import rights
from commonweal.web.procedures.change_place import change_place
from commonweal.web.procedures.close_round import close_round
from commonweal.web.procedures.confirm_result import confirm_result
from commonweal.web.procedures.decide_awards import decide_awards
from commonweal.web.procedures.open_place import open_place
from commonweal.web.procedures.phases import phase_of
from commonweal.web.procedures.plain import place_value
from commonweal.web.procedures.publish_profile import publish_profile
from commonweal.web.procedures.publish_rules import publish_rules
from commonweal.web.procedures.take_in_plans import Plans
from commonweal.web.rights import actors_of
from commonweal.web.store import keep, read

Act = Callable[[datetime], object]
"""Does one thing, at a moment."""


@dataclass(frozen=True, slots=True)
class Told:
    """One act that a place folder tells of.

    Attributes:
        on: the day it was, or is to be, done.
        what: what happened, in plain words.
        wanted: whether it has still to be done, asked when its turn comes.
        act: does it.
    """

    on: date
    what: Sentence
    wanted: Callable[[], bool]
    act: Act


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What taking a place folder in did.

    Attributes:
        done: what was recorded, in order.
        waiting: what the folder tells of for a later day.
    """

    done: tuple[Sentence, ...]
    waiting: tuple[tuple[Sentence, date], ...]

    def sentences(self) -> list[Sentence]:
        """Say what is left to say at the end: that there was nothing to do, and what is still to come."""
        nothing = [] if self.done else [say("The record holds all of this already.")]
        return nothing + [say("Still to come on {on}: {what}.", on=on, what=what) for what, on in self.waiting]


def take_in(
    place: PlaceFolder,
    *,
    at: datetime,
    salts: keep.Salts = token_bytes,
    told: Callable[[Sentence], None] = lambda _: None,
) -> TakenIn:
    """Bring a place folder into the database that is open.

    Each act is done by the roles whose act it is, bears the day that the folder gives it, and is a transaction of its
    own; what the record holds already is left alone, so that taking the same folder in again adds nothing. An act whose
    day is after ``at`` waits.

    Args:
        place: the folder, read.
        at: now, with its time zone.
        salts: where salts of personal fields come from.
        told: is told of each act when it is done, and of each stage of the search for a plan.

    Raises:
        CommonwealError: what a procedure refuses; acts before it stay done, and the next call goes on from there.
    """
    today = at.astimezone(UTC).date()
    done, waiting = [], []
    for one in sorted(_told(place, salts, today, told), key=lambda one: one.on):
        if not one.wanted():
            continue
        if one.on > today:
            waiting.append((one.what, one.on))
            continue
        one.act(moment(one.on))
        done.append(one.what)
        told(say("Recorded: {what}.", what=one.what))
    return TakenIn(tuple(done), tuple(waiting))


def moment(day: date) -> datetime:
    """Give the beginning of a day, or the time of the newest entry where that is later: no record runs backwards."""
    begun = datetime.combine(day, time(), UTC)
    newest = read.head()
    return max(begun, datetime.fromisoformat(newest.at)) if newest else begun


def _told(place: PlaceFolder, salts: keep.Salts, today: date, told: Callable[[Sentence], None]) -> Iterator[Told]:
    place, files = _beside_before(place)
    yield from _place(place, today)
    yield _profile(place, files)
    for one in place.settings.rounds:
        yield from _round(place, one)
    plans = Plans(place, salts, told)
    for step in plans.steps():
        yield Told(step.on, step.what, partial(plans.wanted, step), partial(plans.do, step))


def _place(place: PlaceFolder, today: date) -> Iterator[Told]:
    value, name = place_value(place), place.settings.name
    digest = canon.digest(value)
    yield Told(
        _first_day(place.settings),
        say("{place} began its record", place=name),
        lambda: not read.place_digest(),
        lambda at: open_place(value, at=at, actors=actors_of("open_place")),
    )
    yield Told(
        today,
        say("{place} changed what it says about itself", place=name),
        lambda: read.place_digest() not in {"", digest},
        lambda at: change_place(value, at=at, actors=actors_of("change_place")),
    )


def _beside_before(place: PlaceFolder) -> tuple[PlaceFolder, Mapping[str, bytes]]:
    """Give the folder beside every profile that was published before its own, and its own: whoever compares has all.

    The last that was published is its own where the folder makes the very same again beside those before it.
    """
    releases = [earlier_release(one.files, one.name) for one in read.profiles()]
    for earlier in (releases[:-1], releases) if releases else ((),):
        beside = replace(place, evidence=replace(place.evidence, earlier=tuple(earlier)))
        files = with_beside(beside, profile_files(profile(beside.evidence)))
        if keep.folder_hash(files) == read.profile_digest():
            break
    return beside, files


def _profile(place: PlaceFolder, files: Mapping[str, bytes]) -> Told:
    return Told(
        place.settings.as_at,
        say("the evidence of need was published"),
        lambda: read.profile_digest() != keep.folder_hash(files),
        lambda at: publish_profile(files, at=at, actors=actors_of("publish_profile")),
    )


def _round(place: PlaceFolder, one: RoundSettings) -> Iterator[Told]:
    def stands(phase: str) -> Callable[[], bool]:
        return partial(_stands, one.id, phase, datetime.combine(one.closed, time(), UTC))

    spec = read_spec(one.rule, [f"{key}={value}" for key, value in one.spec.items()])
    yield Told(
        one.rules_published,
        say("the rules of {round} were published", round=one.id),
        stands(rights.UNKNOWN),
        lambda at: publish_rules(
            RoundRules(one.id, one.title, spec, one.closed), at=at, actors=actors_of("publish_rules")
        ),
    )
    yield Told(
        one.closed,
        say("{round} was counted", round=one.id),
        stands(rights.RULES),
        lambda at: close_round(
            one.id, place.polls[one.id], challenge_until=one.confirmed, at=at, actors=actors_of("close_round")
        ),
    )
    yield Told(
        one.confirmed,
        say("the result of {round} was confirmed", round=one.id),
        stands(rights.PROVISIONAL),
        lambda at: confirm_result(one.id, at=at, actors=actors_of("confirm_result")),
    )
    if place.proposals:
        yield Told(
            one.confirmed,
            say("the awards of {round} were decided", round=one.id),
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


def _stands(round_id: str, phase: str, at: datetime) -> bool:
    return phase_of(round_id, at) == phase
