"""Protected money on the page of its fund: what stands set aside, who is given what and why, and what is left."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from commonweal.funding.fund.allocated import Aside
from commonweal.funding.fund.constitution import MONEY, Protected
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import stored
from commonweal.web.reads.board_work import Choices
from commonweal.web.reads.naming import KINDS_OF_MONEY, Names
from commonweal.web.reads.shown import Cell, Choice, Column, Link, Row, Said, Section, Table
from commonweal.web.reads.site import day, names
from commonweal.web.reads.stored import StoredAllocation, StoredFund

_COLUMNS = (
    Column(say("What it pays for")),
    Column(say("For whom")),
    Column(say("Body")),
    Column(say("It is given"), "number"),
    Column(say("The panel's reason"), "why"),
)


def asides(fund: str) -> Choices:
    """Give the money of a fund that stands set aside for protected streams, each as its stream, period and kind."""
    standing = stored.fund_of(fund)
    found = [*_held(standing)] if standing else []
    return [
        (
            json.dumps([one.stream, one.period, one.money]),
            say(
                "{stream}, {period}, {money}: {sum}",
                stream=stream.name,
                period=one.period,
                money=KINDS_OF_MONEY[one.money],
                sum=_money(held),
            ),
        )
        for stream, one, held in found
    ]


def aside_of(text: str) -> Aside:
    """Give the money that one of :func:`asides` stands for."""
    stream, period, money = json.loads(text)
    return Aside(stream, period, money)


def streams(one: StoredFund, called: Names) -> tuple[Section, ...]:
    """Show each protected stream of a fund, with every allocation of its money, the newest first."""
    told = [*reversed(stored.allocations(one.constitution.id))]
    return tuple(_stream(one, stream, told, called) for stream in one.constitution.protected)


def would_be(files: Mapping[str, bytes], bodies: Mapping[str, str]) -> tuple[Section, ...]:
    """Show an allocation as it will be published, to whoever is to confirm it.

    Args:
        files: its folder.
        bodies: the body of each proposal that names one, by the proposal.
    """
    called = names(stored.place() or {})
    [told] = json.loads(files["explanation.json"])["streams"]
    table = Table(say("What will be published"), _COLUMNS, (*_rows(files, bodies, called, ""), _rest(told, "")))
    needs = json.loads(files["needs.json"])["needs"]
    said = (
        say("{allocated} is allocated. {carried} stays set aside for the stream.", **_sums(told)),
        *(_need(need) for need in needs),
        say("Read every word: a name or a reason that tells where a service is cannot be called back."),
    )
    return (Section("would-be", say("This will be published"), said=said, tables=(table,)),)


def _held(standing: StoredFund) -> Iterator[tuple[Protected, Aside, Pence]]:
    for stream in standing.constitution.protected:
        for period in standing.constitution.periods:
            for money in MONEY:
                aside = Aside(stream.id, period.id, money)
                held = aside.held(standing.ledger)
                if held:
                    yield stream, aside, held


def _stream(one: StoredFund, stream: Protected, told: Sequence[StoredAllocation], called: Names) -> Section:
    mine = [each for each in told if each.entry.payload["stream"] == stream.id]
    said: list[Said] = [
        say(
            "It is for {whom}. No vote decides on it: it is divided by need, and in the order of a panel of {n} "
            "people.",
            whom=stream.for_whom,
            n=len(stream.panel),
        )
    ]
    held = [(aside, sum_) for which, aside, sum_ in _held(one) if which == stream]
    said.extend(
        say(
            "{sum} ({money} of {period}) stands set aside for it now.",
            sum=_money(sum_),
            money=KINDS_OF_MONEY[aside.money],
            period=aside.period,
        )
        for aside, sum_ in held
    )
    if not held:
        said.append(say("No money stands set aside for it now."))
    if not mine:
        said.append(say("Nothing has been allocated yet."))
    return Section(
        f"stream-{stream.id}",
        say("Protected: {name}", name=stream.name),
        said=tuple(said),
        tables=tuple(_table(each, called) for each in mine),
        choices=tuple(choice for each in mine for choice in _links(each)),
    )


def _table(one: StoredAllocation, called: Names) -> Table:
    payload, href = one.entry.payload, f"/record/{one.entry.number}/"
    bodies = {award["project"]: award["organisation"] for award in payload["awards"]}
    [told] = one.value("explanation.json")["streams"]
    caption = say(
        "Allocated on {day} from {money} of {period}: {allocated} of {sum}",
        day=day(one.entry),
        money=KINDS_OF_MONEY[payload["money"]],
        period=payload["period"],
        allocated=_money(payload["pence"]),
        sum=_money(payload["set_aside_pence"]),
    )
    return Table(caption, _COLUMNS, (*_rows(one.folder.files, bodies, called, href), _rest(told, href)))


def _rows(files: Mapping[str, bytes], bodies: Mapping[str, str], called: Names, href: str) -> Iterator[Row]:
    """Give a row for each proposal, in the panel's order, with the panel's reason."""
    [told] = json.loads(files["explanation.json"])["streams"]
    reasons = {one["proposal"]: str(one["reason"]) for one in json.loads(files["panel.json"])["order"]}
    for one in told["proposals"]:
        yield Row(
            (
                Cell(one["name"]),
                Cell(one["group"]),
                Cell(_named(one, bodies, called)),
                Cell(_money(one["sum"]) if one["sum"] else say("nothing"), href),
                Cell(reasons[one["id"]]),
            )
        )


def _named(one: Mapping[str, Any], bodies: Mapping[str, str], called: Names) -> Said:
    """Name the body of a proposal; a sensitive service is told by its proposal's short name alone, as in the ledger."""
    body = bodies.get(one["id"], one["id"])
    if body != one["id"]:
        return called.organisation(body)
    if not one["sum"]:
        return ""
    return say("not named, since its address may never be shown (in the record: {name})", name=body)


def _rest(told: Mapping[str, Any], href: str) -> Row:
    sum_ = _money(told["carried_over"])
    return Row((Cell(say("Carried over")), Cell(""), Cell(""), Cell(sum_, href), Cell(say("It stays set aside."))))


def _links(one: StoredAllocation) -> Iterator[Choice]:
    below = f"/bundle/streams/{quote(one.folder.name)}"
    number, name = one.entry.number, one.folder.name
    entry = Link(say("Entry {number:plain}", number=number), f"/record/{number}/")
    yield Choice(entry, say("The allocation {name} in the public record.", name=name))
    why = Link(say("How {name} was worked out", name=name), f"{below}/explanation.txt")
    yield Choice(why, say("Why each proposal has what it has, and each group its share."))
    manifest = Link(say("The list of files of {name}", name=name), f"{below}/manifest.json")
    yield Choice(manifest, say("Its fingerprint stands in the entry; all files are in the bundle."))


def _need(need: Mapping[str, Any]) -> Sentence:
    low, high = (say("a few") if people == "few" else people for people in (need["low"], need["high"]))
    return say(
        "{group}: between {low} and {high} people are in need, by {source} ({date}).",
        group=need["group"],
        low=low,
        high=high,
        source=need["source"],
        date=need["date"],
    )


def _sums(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "allocated": Amount.of_pence(Pence(told["allocated"])),
        "carried": Amount.of_pence(Pence(told["carried_over"])),
    }


def _money(pence: int) -> Sentence:
    return say("{sum}", sum=Amount.of_pence(Pence(pence)))
