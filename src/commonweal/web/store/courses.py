"""What an entry of the record means for one proposal: the event that moves it, up to result and award."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from commonweal.proposals.review import Event, Review
from commonweal.record.entries import Entry
from commonweal.web.store import read
from commonweal.web.timetable import local_day

OF_BALLOT = (
    "ballot_published",
    "round_closed",
    "result_provisional",
    "result_confirmed",
    "result_set_aside",
    "awards_decided",
)
"""Kinds of entry about a whole round that move every proposal on its ballot."""
STOPS = "round_stopped"
"""The kind of entry about a whole round that moves every proposal of it."""


def event_of(entry: Entry, name: str, place: Mapping[str, Any] | None) -> Event | None:
    """Give what an entry means for a proposal, or None where it moves nothing, as a statement.

    Args:
        entry: an entry about the proposal or its round.
        name: the proposal.
        place: what the place says about itself, for the day that a moment falls on there.
    """
    made = _EVENTS.get(entry.kind)
    return made(entry, name, local_day(datetime.fromisoformat(entry.at), place)) if made else None


def sent_on(entry: Entry) -> date | None:
    """Give the day on which a proposal that was read first had been sent; None of any other entry."""
    sent = entry.payload.get("sent")
    return date.fromisoformat(sent) if sent else None


def finding_of(entry: Entry, name: str) -> str:
    """Give what an entry found of a proposal: by a review, an appeal or a count; or the kind of a statement."""
    payload = entry.payload
    if entry.kind == "result_provisional":
        return "selected" if _selected(entry, name) else "not selected"
    if entry.kind == "awards_decided":
        return "awarded" if _awarded(entry, name) else ""
    return str(payload.get("finding") or payload.get("decision") or payload.get("of", ""))


def statements_among(numbers: Iterable[int]) -> tuple[str, ...]:
    """Give the kinds of the statements among some entries, in order."""
    found = (read.entry(number) for number in numbers)
    return tuple(entry.payload["of"] for entry in found if entry.kind == "statement_added")


def _selected(entry: Entry, name: str) -> bool:
    return name in entry.payload.get("selected", ())


def _awarded(entry: Entry, name: str) -> bool:
    return any(award["project"] == name for award in entry.payload["awards"])


def _reviewed(entry: Entry, _: str, day: date) -> Event:
    payload = entry.payload
    until = payload.get("appeal_until")
    ends = date.fromisoformat(until) if until else None
    found = (payload["check"], payload["finding"], payload.get("code", ""))
    return Event("reviewed", entry.number, day, Review(entry.number, *found, entry.role, day, ends))


def _decided(entry: Entry, _: str, day: date) -> Event:
    return Event("appeal decided", entry.number, day, about=entry.payload["entry"], decision=entry.payload["decision"])


def _counted(entry: Entry, name: str, day: date) -> Event:
    until = entry.payload.get("challenge_until")
    ends = date.fromisoformat(until) if until else None
    return Event("counted", entry.number, day, selected=_selected(entry, name), until=ends)


_EVENTS: Mapping[str, Callable[[Entry, str, date], Event | None]] = MappingProxyType(
    {
        "proposal_submitted": lambda entry, _, day: Event("submitted", entry.number, sent_on(entry) or day),
        "proposal_reviewed": _reviewed,
        "appeal_made": lambda entry, _, day: Event("appealed", entry.number, day, about=entry.payload["entry"]),
        "appeal_decided": _decided,
        "proposal_withdrawn": lambda entry, _, day: Event("withdrawn", entry.number, day),
        "ballot_published": lambda entry, _, day: Event("put on ballot", entry.number, day),
        "round_closed": lambda entry, _, day: Event("voting closed", entry.number, day),
        "result_provisional": _counted,
        "result_confirmed": lambda entry, _, day: Event("confirmed", entry.number, day),
        "result_set_aside": lambda entry, _, day: Event("set aside", entry.number, day),
        "awards_decided": lambda entry, name, day: (
            Event("awarded", entry.number, day) if _awarded(entry, name) else None
        ),
        "round_stopped": lambda entry, _, day: Event("round stopped", entry.number, day),
    }
)
