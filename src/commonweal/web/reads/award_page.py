"""A scored award on a page of its own: what bidders are told before they bid, and after it what the scores gave."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from commonweal.record.entries import Entry
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import award_parts, stored
from commonweal.web.reads.board_work import Choices
from commonweal.web.reads.naming import KINDS_OF_MONEY
from commonweal.web.reads.shown import Cell, Choice, Column, Figure, Link, Next, Page, Proof, Row, Section, Table
from commonweal.web.reads.site import day
from commonweal.web.reads.stored import StoredAward
from commonweal.web.reads.telling import name_of
from commonweal.web.reads.way import NO_DAY, objection

WORDS = frozenset({"accountable-body", "capital", "entry", "fingerprint", "fund", "record", "revenue", "undertaking"})
_KINDS = {
    "quality": say("quality"),
    "social_value": say("social value"),
    "price": say("price"),
}
_TIES = {
    "quality": say("the greater number of points for quality"),
    "price": say("the lower price"),
    "lot": say("a lot that is drawn in public"),
}
_OVERFLOW = {
    "skip": say("A bid that no longer fits into the money is passed over, and the next one is looked at."),
    "stop": say("At a bid that no longer fits into the money, the awards end."),
}
_BOARD, _FUNDS = Link(say("Board and money"), "/board/"), Link(say("Funds"), "/funds/")


def address(award: str) -> str:
    """Give the address of an award's page."""
    return f"/awards/{quote(award)}/"


def part(fund: str) -> tuple[Section, ...]:
    """Show the scored awards of a fund, the newest first; nothing where there is none."""
    choices = tuple(Choice(Link(one.title, address(one.id)), _so_far(one)) for one in reversed(stored.awards(fund)))
    if not choices:
        return ()
    said = say("Bids are scored on what was published before anybody bid. No vote decides on it.")
    return (Section("awards", say("Decided by scores"), said=(said,), choices=choices),)


def undecided() -> Choices:
    """Give the awards that were opened and are not decided yet."""
    return [(one.id, one.title) for one in stored.awards() if one.decided is None]


def which(name: str) -> tuple[Section, ...]:
    """Say which award an act is about, and what bids are scored on."""
    one = stored.award_of(name)
    if one is None:
        return ()
    link = Choice(Link(one.title, address(one.id)), _in_a_line(one))
    return (Section("award", say("The award"), choices=(link,)), scheme_sections(one.scheme_value())[0])


def award(name: str) -> Page | None:
    """Show a scored award, or None where none of this name was opened."""
    one = stored.award_of(name)
    if one is None:
        return None
    payload, scheme = one.opened.payload, one.scheme_value()
    made = stored.constitution(str(payload["fund"])) or {}
    trail = (_BOARD, _FUNDS, Link(str(made["title"]), f"/funds/{quote(str(payload['fund']))}/"))
    told = _before(one, scheme) if one.decided is None else _after(one, one.decided, scheme)
    return replace(told, trail=trail, title=one.title, words=WORDS)


def _before(one: StoredAward, scheme: Mapping[str, Any]) -> Page:
    return Page(
        here="board",
        trail=(),
        title="",
        lead=_in_a_line(one),
        figures=_figures(one, scheme),
        sections=scheme_sections(scheme),
        next=Next(
            say("Bids come in. Assessors declare their interests, score every bid, and give their reasons."),
            NO_DAY,
            str(scheme["body"]),
            _objection(),
        ),
        act=Link(say("Download the scheme"), _file(one)),
        beside=say("All that bidders are scored on, exactly as it was hashed."),
        proof=_proof(one, one.opened),
    )


def _after(one: StoredAward, entry: Entry, scheme: Mapping[str, Any]) -> Page:
    files = one.folder.files if one.folder else {}
    result = json.loads(files["result.json"])
    due = sorted(date.fromisoformat(each["due"]) for each in result["undertakings"])
    return Page(
        here="board",
        trail=(),
        title="",
        lead=_decided_in_a_line(entry, result),
        answer=say("What counts was locked on {day}, before anybody bid.", day=day(one.opened)),
        figures=_figures_after(one, entry, result),
        sections=(*award_parts.decided(files), award_parts.files_of(one.id), *scheme_sections(scheme)),
        next=Next(
            say("Awarded bodies begin, and do what they promised besides."),
            say("The first promise is due on {due}.", due=due[0]) if due else NO_DAY,
            str(scheme["body"]),
            _objection(),
        ),
        act=Link(say("Read why each bid has what it has"), f"/bundle/{entry.payload['folder']}/explanation.txt"),
        beside=say("Every score with its reason, and how each bid compares with the lowest that is awarded."),
        proof=_proof(one, entry),
    )


def _proof(one: StoredAward, entry: Entry) -> Proof:
    locked = say(
        "The scheme was locked on {day}. Its fingerprint is {hash}; a scheme with one word changed has another.",
        day=day(one.opened),
        hash=one.opened.payload["settings"],
    )
    files = [Link(say("The scheme, exactly as it was hashed"), _file(one))]
    if one.decided is not None:
        link = Link(say("Entry {number:plain}", number=one.opened.number), f"/record/{one.opened.number}/")
        files += [link, Link(say("The files of the award"), f"{address(one.id)}#files")]
    number = entry.number
    return Proof((locked,), tuple(files), Link(say("Entry {number:plain}", number=number), f"/record/{number}/"))


def _file(one: StoredAward) -> str:
    return f"/bundle/{one.opened.payload['folder']}/scheme.json"


def _objection() -> Sentence:
    return objection(name_of(stored.place() or {}, "board"))


def _decided_in_a_line(entry: Entry, result: Mapping[str, Any]) -> Sentence:
    return say(
        "{n} bid of {bids} was awarded on {day}, for {sum}.",
        plural="{n} bids of {bids} were awarded on {day}, for {sum}.",
        by="n",
        n=len(result["awarded"]),
        bids=result["bids"],
        day=day(entry),
        sum=_money(result["spent_pence"]),
    )


def _figures_after(one: StoredAward, entry: Entry, result: Mapping[str, Any]) -> tuple[Figure, ...]:
    here = f"/record/{entry.number}/"
    return (
        Figure(_money(result["spent_pence"]), say("awarded"), here),
        Figure(_money(result["budget_pence"]), say("there was to award"), f"/record/{one.opened.number}/"),
        Figure(say("{n}", n=result["assessors"]), say("assessors"), f"{address(one.id)}#left-out"),
        Figure(say("{n}", n=len(result["undertakings"])), say("undertakings"), f"{address(one.id)}#undertakings"),
    )


def would_be_opened(files: Mapping[str, bytes]) -> tuple[Section, ...]:
    """Show a scheme as it will be published, to whoever is to confirm it."""
    scheme = json.loads(files["scheme.json"])
    said = (
        str(scheme["title"]),
        say("{body} awards, and promises are made to it.", body=scheme["body"]),
        say("{sum} is set aside for it.", sum=_money(scheme["budget_pence"])),
        say(
            "Where it is confirmed today, its fingerprint is {hash}.",
            hash=sha256(files["scheme.json"]).hexdigest(),
        ),
    )
    return (Section("would-be", say("This will be published, and locked"), said=said), *scheme_sections(scheme))


def scheme_sections(scheme: Mapping[str, Any]) -> tuple[Section, ...]:
    """Show all that a scheme says: criteria, weights, scales, and what decides among equals."""
    columns = (
        Column(say("What is scored")),
        Column(say("Of what kind")),
        Column(say("The most points"), "number"),
        Column(say("What must be reached")),
    )
    rows = tuple(_criterion(one) for one in scheme["criteria"])
    whole = Table(say("Criteria and their weights, {total} points together", total=scheme["total"]), columns, rows)
    return (
        Section("criteria", say("What bids are scored on"), said=(_MEAN,), tables=(whole,)),
        Section("scales", say("What a score stands for"), tables=tuple(_scales(scheme))),
        Section("order", say("How points become awards"), said=tuple(_order(scheme))),
    )


_MEAN = say(
    "Each assessor without an interest in a bid scores it. The mean of their scores counts: the lowest score of a "
    "scale gives no points, and the highest all of its weight."
)


def _so_far(one: StoredAward) -> Sentence:
    if one.decided is None or one.folder is None:
        return _in_a_line(one)
    return _decided_in_a_line(one.decided, json.loads(one.folder.files["result.json"]))


def _in_a_line(one: StoredAward) -> Sentence:
    payload = one.opened.payload
    return say(
        "{sum} of {money} is awarded by scores. What counts was locked on {day}, before anybody bid.",
        sum=_money(payload["pence"]),
        money=KINDS_OF_MONEY[payload["money"]],
        day=day(one.opened),
    )


def _figures(one: StoredAward, scheme: Mapping[str, Any]) -> tuple[Figure, ...]:
    entry = f"/record/{one.opened.number}/"
    return (
        Figure(_money(scheme["budget_pence"]), say("set aside for it"), entry),
        Figure(say("{n}", n=scheme["most_awards"]), say("awards at most"), entry),
        Figure(say("{n}", n=len(scheme["criteria"])), say("criteria"), f"{address(one.id)}#criteria"),
    )


def _criterion(one: Mapping[str, Any]) -> Row:
    least = say("a mean score of {least}", least=one["minimum"]) if one["minimum"] is not None else say("nothing")
    return Row((Cell(one["title"]), Cell(_KINDS[one["kind"]]), Cell(say("{n}", n=one["weight"])), Cell(least)))


def _scales(scheme: Mapping[str, Any]) -> Iterator[Table]:
    columns = (Column(say("Score")), Column(say("What it stands for"), "why"))
    for one in scheme["criteria"]:
        if one["levels"]:
            rows = tuple(Row((Cell(say("{n}", n=level["points"])), Cell(level["means"]))) for level in one["levels"])
            yield Table(str(one["title"]), columns, rows)


def _order(scheme: Mapping[str, Any]) -> Iterator[Sentence]:
    yield say("A bid that does not reach what must be reached is not ranked. The others are ranked by their points.")
    for one in scheme["criteria"]:
        if one["kind"] == "price":
            yield say(
                "{title}: the points are the weight times this: {formula}. The lowest price is that of the bids that "
                "are ranked.",
                title=one["title"],
                formula=one["formula"],
            )
    first, *others = scheme["ties"]
    yield say("Where bids have the same points, {what} decides.", what=_TIES[first])
    for word in others:
        yield say("Where that is the same too, {what} decides.", what=_TIES[word])
    yield say(
        "{n} bid is awarded at most, while the money lasts.",
        plural="{n} bids are awarded at most, in their order, while the money lasts.",
        by="n",
        n=scheme["most_awards"],
    )
    yield _OVERFLOW[scheme["overflow"]]


def _money(pence: int) -> Sentence:
    return say("{sum}", sum=Amount.of_pence(Pence(pence)))
