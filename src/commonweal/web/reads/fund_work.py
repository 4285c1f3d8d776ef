"""What the forms of the money begin from: funds as they stand, what each pot holds, and the floors."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from commonweal.funding.fund.constitution import Constitution
from commonweal.funding.fund.floors_kept import FLOORS
from commonweal.funding.fund.ledger import Pot
from commonweal.funding.fund.reading import read_constitution
from commonweal.record.entries import Entry
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import stored
from commonweal.web.reads.board_page import switched_aside
from commonweal.web.reads.board_work import Choices
from commonweal.web.reads.naming import KINDS_OF_MONEY, Names
from commonweal.web.reads.personal import Kept
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table
from commonweal.web.reads.site import names
from commonweal.web.reads.telling import name_of
from commonweal.web.reads.telling_funds import floor_words


def funds() -> Choices:
    """Give every fund with its title."""
    return [(name, str((stored.constitution(name) or {})["title"])) for name in stored.fund_ids()]


def rounds() -> Choices:
    """Give every round, drafted or published, with its title."""
    return [*stored.titles()]


def constitution(fund: str) -> Constitution | None:
    """Give what a fund is constituted as, or None where there is no such fund."""
    value = stored.constitution(fund)
    return read_constitution(value) if value is not None else None


def purpose(fund: str) -> str:
    """Give the words that say what a fund is for, as long as they are kept."""
    standing = stored.fund_of(fund)
    words = Kept().said(stored.entries()[standing.entry - 1], "purpose") if standing else ""
    return words if isinstance(words, str) else ""


def accountable_body() -> str:
    """Give the body that answers for the money of this place, or "" where nobody named it."""
    return name_of(stored.place() or {}, "accountable_body")


def pots(fund: str) -> tuple[Section, ...]:
    """Show what each pot of a fund holds now; pots that hold nothing are left out."""
    standing = stored.fund_of(fund)
    if standing is None:
        return ()
    called = names(stored.place() or {})
    streams = {stream.id: stream.name for stream in standing.constitution.protected}
    rows = tuple(
        Row((Cell(_pot(pot, called, streams)), Cell(pot.period), Cell(KINDS_OF_MONEY[pot.money]), Cell(_money(held))))
        for pot, held in sorted(standing.ledger.balances().items())
        if held
    )
    columns = (Column(say("Pot")), Column(say("Period")), Column(say("Kind")), Column(say("It holds"), "number"))
    said = say("Money moves from one pot to another. No pot can be overdrawn, and capital and revenue are never mixed.")
    heading = say("What each pot of {fund} holds", fund=standing.constitution.title)
    table = Table(say("Every pot that holds money"), columns, rows)
    return (Section("pots", heading, said=(said,), tables=(table,)),)


def which(fund: str) -> tuple[Section, ...]:
    """Say which fund an act is about."""
    made = constitution(fund)
    return (Section("fund", say("The fund"), said=(made.title,)),) if made else ()


def periods(fund: str) -> Choices:
    """Give the periods of a fund."""
    made = constitution(fund)
    return [
        (one.id, say("{period}: {first} to {last}", period=one.id, first=one.first, last=one.last))
        for one in (made.periods if made else ())
    ]


def periods_of_funds() -> Choices:
    """Give every period of every fund, as FUND/PERIOD."""
    return [
        (f"{fund}/{period}", say("{fund}, {period}", fund=title, period=said))
        for fund, title in funds()
        for period, said in periods(fund)
    ]


def set_aside_for(fund: str) -> Choices:
    """Give what money of a fund can be set aside for: rounds, protected streams and scored awards."""
    made = constitution(fund)
    streams = [(one.id, say("the protected stream {name}", name=one.name)) for one in (made.protected if made else ())]
    awards = [(one.id, say("the award {name}", name=one.title)) for one in stored.awards(fund)]
    return [*streams, *awards, *((name, say("the round {name}", name=title)) for name, title in stored.titles())]


def bodies() -> Choices:
    """Give the organisations of the place, and those that money of a fund went to."""
    known: dict[str, str] = dict(names(stored.place() or {}).organisations)
    for entry in stored.entries_of("money_moved"):
        body = str(entry.payload.get("organisation", ""))
        if body:
            known.setdefault(body, body)
    return [*known.items()]


def next_movement(fund: str) -> str:
    """Give the short name of the next movement of a fund: a letter and the next number that is free."""
    standing = stored.fund_of(fund)
    taken = {one.id for one in standing.ledger.movements} if standing else set()
    number = len(taken) + 1
    while f"m{number}" in taken:
        number += 1
    return f"m{number}"


def floors() -> Choices:
    """Give every floor that a place keeps, with what it asks for."""
    return [(floor.id, floor.words) for floor in FLOORS.values()]


def switched_off() -> Choices:
    """Give the floors that are switched off, by the number of the entry that did it."""
    return [(str(entry.number), _switch(entry)) for entry in stored.switches()]


def floor_of(number: int) -> str:
    """Give the name of the floor that an entry switched off, or "" where no switch of this number stands."""
    return next((str(entry.payload["floor"]) for entry in stored.switches() if entry.number == number), "")


def what_is_off() -> tuple[Section, ...]:
    """Show the floors that are switched off, with what they protect and why they are off."""
    kept, found = Kept(), stored.switches()
    heading = say("What is switched off now")
    if not found:
        return (Section("off", heading, said=(say("No floor is switched off."),)),)
    return (Section("off", heading, asides=tuple(switched_aside(kept, one) for one in found)),)


def _switch(entry: Entry) -> Sentence:
    payload: Mapping[str, Any] = entry.payload
    what = say("everywhere")
    if "round" in payload:
        what = say("for the round {name}", name=str(payload["round"]))
    elif "fund" in payload:
        what = say("for the fund {name}", name=str(payload["fund"]))
    words, number = floor_words(payload["floor"]), entry.number
    if "until" in payload:
        until = date.fromisoformat(payload["until"])
        return say("{words} (off {what} until {until}, entry {n:plain})", words=words, what=what, until=until, n=number)
    return say("{words} (off {what}, entry {n:plain})", words=words, what=what, n=number)


def _pot(pot: Pot, called: Names, streams: Mapping[str, str]) -> Sentence:
    held_for = streams.get(pot.round) or called.rounds.get(pot.round, pot.round)
    body = called.organisation(pot.organisation)
    told: Mapping[str, Sentence] = {
        "to come": say("promised, and still to come"),
        "left": say("free"),
        "set aside": say("set aside for {name}", name=held_for),
        "awarded": say("awarded to {body}, not yet paid", body=body),
        "paid": say("paid to {body}", body=body),
    }
    return told[pot.where]


def _money(pence: int) -> Sentence:
    return say("{sum}", sum=Amount.of_pence(Pence(pence)))
