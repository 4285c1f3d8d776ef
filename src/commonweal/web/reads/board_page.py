"""The board: who sits on it, their interests, when it meets, what it decided, and the money it decides over."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from commonweal.formats.tables import write_table
from commonweal.record.entries import Entry
from commonweal.terms.sentences import Sentence, say
from commonweal.web.codes import INTEREST_WORDS
from commonweal.web.reads import fund_page, stored
from commonweal.web.reads.naming import Names
from commonweal.web.reads.personal import GONE, Kept
from commonweal.web.reads.shown import (
    Aside,
    Cell,
    Choice,
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
)
from commonweal.web.reads.site import day, names
from commonweal.web.reads.telling import name_of
from commonweal.web.reads.telling_boards import votes
from commonweal.web.reads.telling_funds import floor_words
from commonweal.web.reads.way import NO_DAY, decider, objection
from commonweal.web.roles import called

WORDS = frozenset({"accountable-body", "board", "checkpoint", "entry", "fund", "interest", "record"})
BOARD = Link(say("Board and money"), "/board/")
_CSV = "/board/decisions.csv"
_MEMBER = "board member"
_LOG = (
    "entry",
    "day",
    "decision",
    "title",
    "meeting",
    "concerns",
    "in_favour",
    "against",
    "abstained",
    "took_no_part",
    "reason",
)


def board() -> Page:
    """Show the board."""
    place, kept = stored.place() or {}, Kept()
    name, called = name_of(place, "board"), names(place)
    meetings, decisions = stored.entries_of("meeting_called", "minutes_published"), stored.entries_of("decision_taken")
    terms = stored.entries_of("terms_published")
    return Page(
        here="board",
        trail=(),
        title=say("Board and money"),
        lead=_lead(name),
        answer=_answer(decisions),
        figures=_figures(decisions),
        sections=(
            Section("money", say("The money"), choices=fund_page.choices()),
            *_switched_off(kept),
            _members(kept),
            _interests(kept, called),
            _meetings(kept, meetings),
            _decisions(kept, decisions),
            *_terms(kept, terms),
        ),
        next=_next(name, meetings),
        act=Link(say("Download the decisions as a table"), _CSV) if decisions else None,
        beside=say("One line for each decision, with its reason as long as it is kept.") if decisions else "",
        proof=Proof(
            (
                say("Each line of this page stands in the public record under the entry that it names."),
                say("Names and long words are kept apart from the record, where they can be removed."),
            )
        )
        if place
        else None,
        words=WORDS if place else WORDS - {"checkpoint"},
    )


def choice() -> Choice:
    """Say what the page holds, for the page of the place."""
    return Choice(BOARD, _answer(stored.entries_of("decision_taken")))


def decisions_csv() -> bytes:
    """Give the log of decisions as a table, safe to open in a spreadsheet."""
    kept = Kept()
    return write_table(_LOG, (_logged(kept, one) for one in stored.entries_of("decision_taken")))


def _logged(kept: Kept, one: Entry) -> list[object]:
    reason = kept.said(one, "reason")
    found: dict[str, object] = {**one.payload, "entry": one.number, "day": day(one).isoformat()}
    found["reason"] = str(reason)
    return [found.get(column, "") for column in _LOG]


def _lead(name: str) -> Sentence:
    if not name:
        return say("The board decides here, with the residents. It has not been named yet.")
    return say("{board} decides here, in public, with the residents.", board=name)


def _answer(decisions: Sequence[Entry]) -> Sentence:
    if not decisions:
        return say("It has recorded no decision yet.")
    newest = decisions[-1]
    return say("Its newest decision, of {day}: {title}.", day=day(newest), title=newest.payload["title"])


def _figures(decisions: Sequence[Entry]) -> tuple[Figure, ...]:
    members = {one.seat for one in stored.seats() if one.role == _MEMBER and one.left is None}
    interests = [one for one in stored.interests() if one.ended is None]
    if not members and not decisions:
        return ()
    return (
        Figure(say("{n}", n=len(members)), say("members of the board"), "/board/#members"),
        Figure(say("{n}", n=len(interests)), say("declared interests that are open"), "/board/#interests"),
        Figure(say("{n}", n=len(decisions)), say("decisions, each with its reason"), _CSV),
    )


def _members(kept: Kept) -> Section:
    seats = stored.seats()
    heading = say("Who sits on the board, and who acts for it")
    if not seats:
        return Section("members", heading, said=(say("Nobody has been appointed yet."),))
    columns = (Column(say("Name")), Column(say("Role")), Column(say("Since")), Column(say("Until")))
    now = tuple(_seat(kept, one.entry, one.left) for one in seats if one.left is None)
    before = tuple(_seat(kept, one.entry, one.left) for one in seats if one.left is not None)
    tables = (Table(say("Who acts now"), columns, now),) if now else ()
    folded = (Table(say("See who acted before"), columns, before),) if before else ()
    return Section("members", heading, tables=tables, folded=folded)


def _seat(kept: Kept, entry: Entry, left: Entry | None) -> Row:
    until: Said = say("{day}", day=day(left)) if left else _until(entry.payload)
    return Row(
        (
            Cell(kept.said(entry, "name") or say("Seat {seat}", seat=entry.payload["seat"])),
            Cell(called(str(entry.payload["appointed"]))),
            Cell(say("{day}", day=day(entry)), _entry(entry)),
            Cell(until, _entry(left) if left else ""),
        )
    )


def _until(payload: Mapping[str, Any]) -> Said:
    return say("{day}", day=date.fromisoformat(payload["until"])) if "until" in payload else say("no day set")


def _interests(kept: Kept, called: Names) -> Section:
    heading = say("Declared interests")
    said = (say("Whoever declares an interest takes no part in what it touches: the act is refused to them."),)
    found = stored.interests()
    if not found:
        return Section("interests", heading, said=(*said, say("No interest has been declared yet.")))
    people = {one.seat: kept.said(one.entry, "name") for one in stored.seats()}
    columns = (
        Column(say("Who")),
        Column(say("Interest in")),
        Column(say("Because of")),
        Column(say("Since")),
        Column(say("In their words"), "why"),
    )

    def row(entry: Entry) -> Row:
        seat = str(entry.payload["seat"])
        return Row(
            (
                Cell(people.get(seat) or say("Seat {seat}", seat=seat)),
                Cell(called.organisation(str(entry.payload["in"]))),
                Cell(INTEREST_WORDS[entry.payload["because"]]),
                Cell(say("{day}", day=day(entry)), _entry(entry)),
                Cell(kept.said(entry, "text")),
            )
        )

    now = tuple(row(one.entry) for one in found if one.ended is None)
    ended = tuple(row(one.entry) for one in found if one.ended is not None)
    tables = (Table(say("Interests that are open"), columns, now),) if now else ()
    folded = (Table(say("See the interests that ended"), columns, ended),) if ended else ()
    return Section("interests", heading, said=said, tables=tables, folded=folded)


def _meetings(kept: Kept, told: Sequence[Entry]) -> Section:
    heading = say("Meetings, newest first")
    called = [one for one in told if one.kind == "meeting_called"]
    if not called:
        return Section("meetings", heading, said=(say("No meeting has been called yet."),))
    newest_first = sorted(called, key=lambda one: str(one.payload["on"]), reverse=True)
    return Section("meetings", heading, events=tuple(_meeting(kept, one, told) for one in newest_first))


def _meeting(kept: Kept, one: Entry, told: Sequence[Entry]) -> Event:
    agenda = [Event(say("agenda, item {n}", n=n), item) for n, item in enumerate(kept.items(one, "agenda"), 1)]
    minutes = [
        Event(say("minutes, {day}", day=day(later)), said, _link(later))
        for later in told
        if later.kind == "minutes_published" and later.payload["meeting"] == one.payload["meeting"]
        for said in kept.paragraphs(later, "minutes")
    ]
    where = str(one.payload.get("where", ""))
    name = str(one.payload["meeting"])
    said = say("Meeting {name}: {where}", name=name, where=where) if where else say("Meeting {name}", name=name)
    when = say("{day}", day=date.fromisoformat(one.payload["on"]))
    return Event(when, said, _link(one), inner=(*agenda, *minutes))


def _decisions(kept: Kept, decisions: Sequence[Entry]) -> Section:
    heading = say("What the board decided, newest first")
    if not decisions:
        return Section("decisions", heading, said=(say("No decision has been recorded yet."),))
    columns = (Column(say("Decision")), Column(say("Day")), Column(say("Votes")), Column(say("Why"), "why"))
    rows = tuple(
        Row(
            (
                Cell(str(one.payload["title"])),
                Cell(say("{day}", day=day(one)), _entry(one)),
                Cell(votes(one.payload) if "in_favour" in one.payload else say("not recorded")),
                Cell(kept.said(one, "reason")),
            ),
            f"decision-{one.number}",
        )
        for one in reversed(decisions)
    )
    return Section("decisions", heading, tables=(Table(say("Each decision, with its reason"), columns, rows),))


def _terms(kept: Kept, terms: Sequence[Entry]) -> tuple[Section, ...]:
    if not terms:
        return ()
    newest = terms[-1]
    said = say("Version {version}, published on {day}.", version=newest.payload["version"], day=day(newest))
    earlier = tuple(
        Event(say("{day}", day=day(one)), say("Version {version}", version=one.payload["version"]), _link(one))
        for one in reversed(terms)
    )
    return (Section("terms", say("Terms of reference"), said=(said, *kept.paragraphs(newest, "text")), events=earlier),)


def _switched_off(kept: Kept) -> tuple[Section, ...]:
    found = stored.switches()
    if not found:
        return ()
    asides = tuple(switched_aside(kept, one) for one in found)
    return (Section("floors", say("Floors that are switched off here"), asides=asides),)


def switched_aside(kept: Kept, one: Entry) -> Aside:
    """Tell of a floor that is switched off: what it asks for, for what, until when and why."""
    said: list[Said] = [say("It asks that {words}.", words=floor_words(one.payload["floor"]))]
    if "until" in one.payload:
        said.append(say("It is off until {day}.", day=date.fromisoformat(one.payload["until"])))
    said.append(say("The reason: {reason}", reason=kept.said(one, "reason") or GONE))
    return Aside(
        say("A floor is switched off: {floor}", floor=one.payload["floor"]), tuple(said), (_link(one),), "warn"
    )


def _next(name: str, told: Sequence[Entry]) -> Next:
    held = {one.payload["meeting"] for one in told if one.kind == "minutes_published"}
    ahead = [one for one in told if one.kind == "meeting_called" and one.payload["meeting"] not in held]
    if not ahead:
        return Next(say("The board calls a meeting and publishes its agenda."), NO_DAY, decider(name), objection(name))
    first = min(ahead, key=lambda one: str(one.payload["on"]))
    when = say("{day}", day=date.fromisoformat(first.payload["on"]))
    what = say("The board meets, and then publishes its minutes.")
    return Next(what, when, decider(name), objection(name))


def _link(one: Entry) -> Link:
    return Link(say("Entry {number:plain}", number=one.number), _entry(one))


def _entry(one: Entry) -> str:
    return f"/record/{one.number}/"
