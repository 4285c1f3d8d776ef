"""The public record: what happened in order, each entry with its fingerprint, and how to check it."""

from itertools import groupby

from commonweal.record.entries import Entry
from commonweal.record.kinds import KINDS
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import stored
from commonweal.web.reads.in_short import in_full, in_short
from commonweal.web.reads.personal import Kept
from commonweal.web.reads.shown import (
    Aside,
    Cell,
    Column,
    Event,
    Figure,
    Link,
    Next,
    Page,
    Proof,
    Row,
    Said,
    Section,
    Table,
    Way,
)
from commonweal.web.reads.site import day, names
from commonweal.web.reads.telling import HARM, Names, told
from commonweal.web.roles import called

QUIET = frozenset({"undertaking_given"})
"""Kinds of which there are many at once."""
_MANY = 4
"""So many of a quiet kind on one day are summed up."""
WORDS = frozenset({"ballot", "board", "checkpoint", "entry", "fingerprint", "fund", "hand-over", "record", "round"})
_OF_AN_ENTRY = WORDS | {"accountable-body", "challenge", "floor", "greedy", "proposal", "quarter", "returning-officer"}
"""What entries of any kind speak of."""
RECORD = Link(say("Public record"), "/record/")


def record() -> Page:
    """Show the whole record, the newest entry first."""
    place = stored.place() or {}
    entries = stored.entries()
    if not entries:
        return Page(
            "record",
            (),
            say("Public record"),
            say("Nothing has happened yet, so nothing is recorded."),
            next=Next(
                say("The board secretary opens the place; that is the first entry."),
                say("Nobody has set a day."),
                say("The board secretary."),
                say("Write to the board."),
            ),
        )
    known = names(place)
    head = entries[-1]
    return Page(
        here="record",
        trail=(),
        title=say("Public record"),
        lead=say(
            "{count} public act is written down here.",
            plural="{count} public acts are written down here, in order.",
            by="count",
            count=len(entries),
        ),
        answer=say("Nobody can change one quietly: each entry carries the fingerprint of the one before."),
        figures=(
            Figure(say("{count}", count=len(entries)), say("entries"), "/bundle/record/entries.jsonl"),
            Figure(say("{when}", when=day(head)), say("the day of the newest entry"), f"/record/{head.number}/"),
            Figure(
                _short(head.hash),
                say("the start of this checkpoint, the fingerprint of the newest entry and so of all before it"),
                "/bundle/record/checkpoint.json",
            ),
        ),
        sections=(
            Section(
                "happened",
                say("What happened, newest first"),
                events=_told(entries, known),
            ),
            _check(head, len(entries)),
        ),
        act=Link(say("Download the record and the program that checks it"), "/bundle.zip"),
        beside=say("One file with everything that was published. It holds no names of people and no words of theirs."),
        words=WORDS,
    )


def entry(number: int) -> Page | None:
    """Show one entry, or None where there is none of this number."""
    entries = stored.entries()
    if not 1 <= number <= len(entries):
        return None
    place, one, kept = stored.place() or {}, entries[number - 1], Kept(number)
    known = names(place)
    short = in_short(one, known, place, kept)
    rows: list[tuple[Sentence, Said]] = [
        (say("Kind"), say(KINDS[one.kind].what)),
        (say("Day"), say("{when}", when=day(one))),
        (say("Who acted"), called(one.role)),
        *((_field(key), _value(value)) for key, value in sorted(one.payload.items())),
        *((_field(key), say("personal words, kept apart; only their commitment is public")) for key in one.commitments),
        (say("Fingerprint of the entry before"), one.previous),
        (say("Fingerprint of this entry"), one.hash),
    ]
    table = Table(
        say("Everything that this entry says"),
        (Column(say("What")), Column(say("As recorded"), "why")),
        tuple(Row((Cell(name), Cell(value))) for name, value in rows),
    )
    return Page(
        here="record",
        trail=(RECORD,),
        title=say("Entry {number:plain}", number=number),
        lead=told(one.kind, one.payload, known),
        sections=(
            *([Section("short", say("What happened and why"), said=(*short, *in_full(one, kept)))] if short else []),
            Section(
                "entry",
                say("What was recorded"),
                tables=(table,),
                asides=_replies(entries, number),
            ),
        ),
        proof=Proof(
            (
                say("The fingerprint is the SHA-256 of all the entry's other lines, written in the form of RFC 8785."),
                say("It takes in the fingerprint of the entry before, and so everything that happened before."),
            ),
            _around(number, len(entries)),
        ),
        words=_OF_AN_ENTRY,
    )


def event(one: Entry, known: Names, *, fingerprint: bool = False) -> Event:
    """Tell an entry in a line, with its fingerprint where that is wanted."""
    when = say("{when}", when=day(one))
    if fingerprint:
        when = say("{when}, fingerprint {hash}", when=day(one), hash=_short(one.hash))
    link = Link(say("Entry {number:plain}", number=one.number), f"/record/{one.number}/")
    return Event(when, told(one.kind, one.payload, known), link, one.kind in HARM)


def _told(entries: tuple[Entry, ...], known: Names) -> tuple[Event, ...]:
    """Tell every entry, the newest first; many of one kind on one day, of which each tells little, are summed up."""
    found: list[Event] = []
    for (kind, when), run in groupby(reversed(entries), key=lambda one: (one.kind, day(one))):
        events = tuple(event(one, known, fingerprint=True) for one in run)
        if kind not in QUIET or len(events) < _MANY:
            found.extend(events)
            continue
        said = say("{n} promises were given, each with a date.", n=len(events))
        first, last = (one.link.text for one in (events[-1], events[0]) if one.link)
        found.append(Event(say("{first} to {last}, {when}", first=first, last=last, when=when), said, inner=events))
    return tuple(found)


def _check(head: Entry, count: int) -> Section:
    return Section(
        "check",
        say("How to check it yourself"),
        said=(say("You need a computer with Python 3.11 or newer. You need no connection to us, and no trust in us."),),
        ways=(
            Way(
                say("Download these two files into one folder."),
                links=(
                    Link(say("The bundle: all that was published (bundle.zip)"), "/bundle.zip"),
                    Link(say("The program that checks it (verifier.pyz)"), "/verifier.pyz"),
                ),
            ),
            Way(
                say(
                    "Open a terminal in that folder and type the line below. The program counts every vote again,"
                    " checks every step of every plan and every link of this record. It says accepted, or what fails."
                ),
                "python verifier.pyz bundle.zip",
            ),
            Way(say("Keep this checkpoint somewhere that is yours."), f"{count}:{head.hash}"),
            Way(
                say("Next time, give it too. If the past was changed since, the program says where."),
                f"python verifier.pyz bundle.zip --since {count}:{head.hash[:8]}…",
            ),
        ),
    )


def _replies(entries: tuple[Entry, ...], number: int) -> tuple[Aside, ...]:
    later = [one for one in entries if one.number > number and one.payload.get("entry") == number]
    if not later:
        return ()
    links = tuple(
        Link(
            say("Entry {number:plain}: {what}", number=one.number, what=say(KINDS[one.kind].what)),
            f"/record/{one.number}/",
        )
        for one in later
    )
    return (Aside(say("Later entries about this one"), (), links),)


def _around(number: int, count: int) -> tuple[Link, ...]:
    before = [Link(say("The entry before"), f"/record/{number - 1}/")] if number > 1 else []
    after = [Link(say("The entry after"), f"/record/{number + 1}/")] if number < count else []
    return (*before, *after)


def _short(digest: str) -> str:
    return " ".join(digest[k : k + 4] for k in range(0, 16, 4))


def _field(name: str) -> Sentence:
    return _FIELDS.get(name) or say("{name}", name=name.replace("_", " ").capitalize())


_FIELDS = {
    "award_pence": say("Award, in pence"),
    "awards": say("Awards, in pence"),
    "ballots": say("Ballots"),
    "challenge_until": say("May be challenged until"),
    "folder": say("Folder in the bundle"),
    "manifest": say("Fingerprint of the folder's list of files"),
    "pence": say("Sum, in pence"),
    "second": say("Who acted as the second person"),
    "selected": say("Funded projects, by number"),
    "settings": say("Fingerprint of the place's settings"),
    "spec": say("The rule's options"),
}
"""What the fields of entries are called, where their own name would not say."""


def _value(value: object) -> str:
    if isinstance(value, list):
        apart = "\n" if any(isinstance(item, dict) for item in value) else "; "
        return apart.join(_value(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_value(item)}" for key, item in value.items())
    return str(value)
