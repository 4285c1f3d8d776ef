"""One place with a round at every phase, and with something of every kind that acts are about."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from commonweal.web import rights
from tests.web.procedures import boards, rounds

ROUNDS: Mapping[str, str] = MappingProxyType({phase: phase.replace(" ", "-") for phase in rights.PHASES})
"""The round that stands at each phase, by the phase; at the first there is no round of this name yet."""
THINGS: Mapping[str, tuple[str, ...]] = MappingProxyType({"fund": ("pride",), "meeting": ("drafted", "called")})
"""What there is of each kind that an act can be about besides a round: of several, each act takes those that it can."""
NOW = rounds.hour(9)
_DAYS: Mapping[str, tuple[int, int, int, int]] = MappingProxyType(
    {
        rights.RULES: (10, 20, 40, 60),
        rights.IDEAS: (-5, 20, 40, 60),
        rights.REVIEW: (-20, -5, 40, 60),
        rights.VOTING: (-40, -20, -5, 10),
        rights.COUNTING: (-60, -40, -20, -1),
        rights.STOPPED: (-20, -5, 40, 60),
    }
)
"""Days from today of the first and the last day of ideas, and of voting, in the rounds that are held here."""
_COUNTED = (rights.PROVISIONAL, rights.CONFIRMED, rights.DELIVERING)


def stand_rounds() -> None:
    """Open a place and bring a round to every phase; nothing here is published by way of the browser."""
    from commonweal.web.procedures.draft_round import draft_round
    from commonweal.web.rights import actors_of

    rounds.opened()
    draft_round(rounds.held_rules(ROUNDS[rights.DRAFTED]), at=rounds.hour(1), actors=actors_of("draft_round"))
    for phase in _COUNTED:
        rounds.with_rules(ROUNDS[phase])
    for phase in _COUNTED:
        rounds.counted(ROUNDS[phase])
    for phase in _COUNTED[1:]:
        rounds.confirmed(ROUNDS[phase])
    rounds.awarded(ROUNDS[rights.DELIVERING])
    for phase in _DAYS:
        _hold(phase)
    _things()


def _hold(phase: str) -> None:
    """Freeze the rules of a round on the days that put it at a phase, and publish its ballot where it has one."""
    days = [(rounds.FIRST_DAY + timedelta(days=days)).isoformat() for days in _DAYS[phase]]
    rules = rounds.held_rules(ROUNDS[phase]).as_json()
    rules |= dict(zip(("ideas_from", "ideas_until", "opens", "closes"), days, strict=True))
    _keep("rules_published", rules, round_id=ROUNDS[phase])
    if phase in {rights.VOTING, rights.COUNTING}:
        projects = [{"project": "a", "title": "Benches", "pence": 20_000}]
        ballot = {"round": ROUNDS[phase], "projects": projects, "opens": days[2], "closes": days[3]}
        _keep("ballot_published", {**ballot, "key": "0" * 64, "shares": 3, "needed": 2})
    if phase == rights.STOPPED:
        _keep("round_stopped", {"round": ROUNDS[phase], "reason": "unlawful"})


def _things() -> None:
    from commonweal.web.procedures.call_meeting import Meeting, call_meeting
    from commonweal.web.procedures.draft_meeting import draft_meeting
    from commonweal.web.procedures.make_challenge import make_challenge
    from commonweal.web.rights import Actors

    secretary = Actors("board secretary")
    boards.constituted(hour=5)
    draft_meeting(Meeting("drafted", date(2026, 12, 1), agenda=("The fund",)), actors=secretary)
    meeting = Meeting("called", rounds.FIRST_DAY, agenda=("The fund",))
    call_meeting(meeting, at=rounds.hour(6), actors=secretary)
    for phase in _COUNTED[:1]:
        make_challenge(ROUNDS[phase], grounds="The sum is wrong.", at=rounds.hour(6), actors=Actors("resident"))


def _keep(kind: str, payload: dict[str, Any], round_id: str = "") -> None:
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import keep

    with one_act():
        entry = keep.keep_entry(draft(kind, rounds.hour(5), rights.actors_of("publish_rules"), payload))
        if round_id:
            keep.keep_poll(entry, round_id, payload)
