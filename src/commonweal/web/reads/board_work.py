"""What the forms of the board begin from: its terms, meetings, interests, and what can be decided on."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from commonweal.record.entries import Entry
from commonweal.terms.sentences import Sentence, say
from commonweal.web.codes import INTEREST_WORDS
from commonweal.web.reads import stored
from commonweal.web.reads.naming import Names
from commonweal.web.reads.personal import Kept
from commonweal.web.reads.shown import Cell, Column, Row, Said, Section, Table
from commonweal.web.reads.site import names
from commonweal.web.reads.telling import name_of, told
from commonweal.web.roles import all_called
from commonweal.web.store import boards

Choices = list[tuple[str, Said]]
"""Answers to choose from: what is sent, and what it says."""
_MEMBER = "board member"
_SNIPPET = 160


def fresh(letter: str, kind: str, field: str) -> str:
    """Give a short name that no entry of a kind has taken: a letter and the next number."""
    taken = {entry.payload[field] for entry in stored.entries_of(kind)}
    number = len(taken) + 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def standing_terms() -> dict[str, Any]:
    """Give the board's name, and its terms as they stand, to begin the next version from."""
    terms = stored.entries_of("terms_published")
    words = Kept().said(terms[-1], "text") if terms else ""
    return {"board": name_of(stored.place() or {}, "board"), "words": words if isinstance(words, str) else ""}


def free_meeting_name(on: date) -> str:
    """Give a meeting the name of its day, with a number after it where the day has several."""
    number, name = 1, on.isoformat()
    while boards.has("meeting_called", "meeting", name) or boards.draft_of(name) is not None:
        number += 1
        name = f"{on.isoformat()}-{number}"
    return name


def drafted(meeting: str) -> Mapping[str, Any] | None:
    """Give what is prepared of a meeting, or None where nothing is."""
    return boards.draft_of(meeting)


def is_called(meeting: str) -> bool:
    """Say whether a meeting of this name was called."""
    return boards.has("meeting_called", "meeting", meeting)


def has_minutes(meeting: str) -> bool:
    """Say whether the minutes of a meeting were published."""
    return boards.has("minutes_published", "meeting", meeting)


def open_meetings() -> Choices:
    """Give the meetings that are prepared, and those called whose minutes are not published, the earliest first."""
    called = {str(entry.payload["meeting"]): str(entry.payload["on"]) for entry in stored.entries_of("meeting_called")}
    days = {name: str(value["on"]) for name, value in boards.drafts().items()} | called
    return [
        (name, say("{day}", day=date.fromisoformat(days[name])))
        for name in sorted(days, key=lambda name: (days[name], name))
        if not has_minutes(name)
    ]


def called_meetings() -> Choices:
    """Give the meetings that were called, the newest first."""
    return [
        (str(entry.payload["meeting"]), say("{day}", day=date.fromisoformat(entry.payload["on"])))
        for entry in reversed(stored.entries_of("meeting_called"))
    ]


def members() -> int:
    """Count the members of the board."""
    return len({one.seat for one in stored.seats() if one.role == _MEMBER and one.left is None})


def to_call(meeting: str) -> tuple[Section, ...]:
    """Show the meeting that is called, as it is prepared."""
    prepared = boards.draft_of(meeting) or {}
    where = prepared.get("where") or say("no place is named yet")
    said: tuple[Said, ...] = (
        say("{day}: {where}", day=date.fromisoformat(prepared["on"]), where=where),
        say("It is {public}.", public=str(prepared["public"])),
    )
    items = [say("{n}. {item}", n=n, item=item) for n, item in enumerate(prepared["agenda"], 1)]
    return (Section("meeting", say("The meeting"), said=(*said, *items)),)


def to_minute(meeting: str) -> tuple[Section, ...]:
    """Show the meeting whose minutes are published, as it was called."""
    called = [one for one in stored.entries_of("meeting_called") if one.payload["meeting"] == meeting]
    said: list[Said] = [
        say("{day}: {where}", day=date.fromisoformat(one.payload["on"]), where=str(one.payload.get("where") or meeting))
        for one in called
    ]
    kept = Kept()
    items = [item for one in called for item in kept.items(one, "agenda")]
    said += [say("{n}. {item}", n=n, item=item) for n, item in enumerate(items, 1)]
    return (Section("meeting", say("The meeting"), said=tuple(said)),)


def people() -> Choices:
    """Give everybody who holds a role now, by their seat."""
    found: dict[str, tuple[Entry, list[str]]] = {}
    for one in stored.seats():
        if one.left is None:
            found.setdefault(one.seat, (one.entry, []))[1].append(one.role)
    kept = Kept()
    return [
        (
            seat,
            say("{name}, {roles}", name=_name(kept, entry, seat), roles=all_called(roles)),
        )
        for seat, (entry, roles) in found.items()
    ]


def decided_on() -> Choices:
    """Give what an interest can be in and a decision can be about: organisations, proposals, rounds and funds."""
    return [*dict(_decided_on(names(stored.place() or {}))).items()]


def _decided_on(called: Names) -> Iterator[tuple[str, Said]]:
    for name, words in called.organisations.items():
        yield name, say("the organisation {name}", name=words)
    for entry in stored.entries_of("proposal_submitted"):
        yield str(entry.payload["proposal"]), say("the proposal {name}", name=str(entry.payload["title"]))
    for name, words in stored.titles():
        yield name, say("the round {name}", name=words)
    for name in stored.fund_ids():
        yield name, say("the fund {name}", name=called.funds.get(name, name))


def open_interests() -> Choices:
    """Give the interests that are open, with whose they are and in what."""
    return [
        (
            one.id,
            say(
                "{who}: {what}, because of {why}",
                who=who,
                what=what,
                why=INTEREST_WORDS[str(one.entry.payload["because"])],
            ),
        )
        for one, who, what in _open()
    ]


def barred() -> tuple[Section, ...]:
    """Show who takes no part in what."""
    heading = say("Who takes no part in what")
    rows = tuple(
        Row((Cell(who), Cell(what), Cell(say("yes") if one.seat in _members() else say("no"))))
        for one, who, what in _open()
    )
    if not rows:
        return (Section("barred", heading, said=(say("Nobody has an open interest in anything."),)),)
    said = say("Members who declared an interest in what is decided count among those who took no part.")
    columns = (Column(say("Who")), Column(say("Takes no part in")), Column(say("Member of the board")))
    return (Section("barred", heading, said=(said,), tables=(Table(say("Open interests"), columns, rows),)),)


def entry_said(number: int | None) -> Sentence | None:
    """Say in plain words what an entry tells of, or None where there is no such entry."""
    entry = _entry(number)
    return told(entry.kind, entry.payload, names(stored.place() or {})) if entry else None


def erasable(number: int | None) -> Choices:
    """Give the personal fields of an entry that still hold words, with how these begin."""
    if _entry(number) is None:
        return []
    return [
        (part.field, say("{field}: {words}", field=part.field, words=_snippet(part.value)))
        for part in stored.personal(number)
    ]


def _entry(number: int | None) -> Entry | None:
    entries = stored.entries()
    return entries[number - 1] if number and 0 < number <= len(entries) else None


def _snippet(value: object) -> str:
    text = " ".join(("; ".join(map(str, value)) if isinstance(value, list) else str(value)).split())
    return text if len(text) <= _SNIPPET else f"{text[:_SNIPPET]}…"


def _members() -> frozenset[str]:
    return frozenset(one.seat for one in stored.seats() if one.role == _MEMBER and one.left is None)


def _open() -> Iterator[tuple[stored.Interest, Said, str]]:
    kept, called = Kept(), names(stored.place() or {})
    seats = {one.seat: one.entry for one in stored.seats()}
    things = dict(_decided_on(called))
    for one in stored.interests():
        if one.ended is None:
            entry = seats.get(one.seat)
            who = _name(kept, entry, one.seat) if entry else say("Seat {seat}", seat=one.seat)
            yield one, who, things.get(one.touches, one.touches)  # type: ignore[misc]


def _name(kept: Kept, entry: Entry, seat: str) -> Said:
    return kept.said(entry, "name") or say("Seat {seat}", seat=seat)
