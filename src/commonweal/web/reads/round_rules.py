"""The rules of a round in plain words: for those who publish them, and for everybody afterwards."""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from commonweal.funding.rounds import Held, RoundRules, read_rules
from commonweal.proposals.questions import CATALOGUE, EVERY, chosen
from commonweal.terms.money import Amount
from commonweal.terms.sentences import say
from commonweal.web.reads import counted, proposed, proposing, rule_words, stored
from commonweal.web.reads.shown import Cell, Column, Row, Said, Section, Table

_BALLOTS = {
    "approval": say("Each voter chooses several projects."),
    "choose-1": say("Each voter chooses one project."),
    "cumulative": say("Each voter gives out points."),
    "ordinal": say("Each voter puts projects in order, the best first."),
    "knapsack": say("Each voter chooses as many projects as the money pays for."),
}

_MONEY = {
    "capital": say("It is capital: money for things that last, such as a building or a playground."),
    "revenue": say("It is revenue: money for what is done, such as wages, rent and materials."),
}


def parts(value: Mapping[str, Any]) -> tuple[Section, ...]:
    """Say the rules of a round, drafted or published, in plain words."""
    rules = read_rules(value)
    if rules.held is None:
        return ()
    said = tuple(_sentences(rules, rules.held))
    return (
        Section("how", say("How this works"), said=said),
        Section("days", say("When"), tables=(_days(rules.held),)),
        *_questions(rules.held),
    )


def as_form(round_id: str) -> dict[str, Any]:
    """Give a draft as the fields of its form."""
    value = dict(stored.draft_of(round_id) or {})
    if value:
        pence = value.pop("budget_pence")
        value["budget"] = f"{pence // 100}.{pence % 100:02d}"
        value["money_from"] = "/".join(filter(None, (value.pop("fund", ""), value.pop("period", ""))))
        value["options"] = "\n".join(f"{key}={said}" for key, said in sorted(value["spec"].items()) if said)
        told, ours = value.get("questions", ()), [one.id for one in CATALOGUE]
        value["ours"] = [one["question"] for one in told if one["question"] in ours] if told else ours
        own = [one for one in told if one["question"] not in ours]
        value["questions"] = "\n".join(f"{one['asks']}; {one['risk']}" for one in own)
    return value


def funded(round_id: str) -> tuple[Section, ...]:
    """Show what the confirmed result of a round funds, with the body behind each project and its sum."""
    found = stored.round_of(round_id)
    if found is None or found.count is None:
        return ()
    selected = json.loads(found.count.files["result.json"])["selected"]
    put_forward = {one.id: one for one in proposed.put_forward(round_id)}
    rows = tuple(
        Row((Cell(one.title), Cell(one.organisation), Cell(say("{cost}", cost=Amount(Fraction(int(one.cost), 100))))))
        for one in (put_forward[name] for name in selected if name in put_forward)
    )
    columns = (Column(say("Project")), Column(say("Body")), Column(say("Award"), "number"))
    return (Section("funded", say("What is awarded"), tables=(Table(say("The funded projects"), columns, rows),)),)


def challenged(round_id: str) -> tuple[Section, ...]:
    """Show the challenges to a round's result that wait for an answer, with their grounds."""
    waiting = {name for name, entry in stored.challenges(round_id).items() if entry is None}
    said = [
        say("{challenge}: {grounds}", challenge=entry.payload["challenge"], grounds=_words(entry.number))
        for entry in stored.entries()
        if entry.kind == "challenge_made" and entry.payload["challenge"] in waiting
    ]
    return (Section("challenges", say("What waits for an answer"), said=tuple(said)),) if said else ()


def _words(entry: int) -> str:
    found = stored.personal(entry)
    return str(found[0].value) if found else "–"


def _sentences(rules: RoundRules, held: Held) -> Iterator[Said]:
    yield say("{budget} can be spent.", budget=Amount(Fraction(held.budget, 100), held.currency))
    yield from _money(held)
    yield _BALLOTS[held.ballot]
    if held.most is None:
        yield say(
            "A ballot names {n} project or more.", plural="A ballot names {n} projects or more.", by="n", n=held.fewest
        )
    elif held.ballot != "choose-1":
        yield say("A ballot names between {fewest} and {most} projects.", fewest=held.fewest, most=held.most)
    if held.points is not None:
        yield say("Each voter has {points} points.", points=held.points)
    yield say("The rule that counts: {rule}.", rule=counted.rule(rules.as_json()))
    yield from rule_words.sentences(rules.spec, held.currency)
    yield say("Who may vote: {who}", who=held.who)
    yield say("Ties are broken by a lot that is drawn after voting closed: {lot}", lot=held.lot)
    yield (
        say("The board is bound by the result.")
        if held.binding
        else say("The result is advice to the board, which says why where it does otherwise.")
    )


def _money(held: Held) -> Iterator[Said]:
    yield _MONEY[held.money]
    if held.fund and held.period:
        fund = str((stored.constitution(held.fund) or {}).get("title", held.fund))
        yield say("The money comes from {fund}, for the period {period}.", fund=fund, period=held.period)
    elif held.fund:
        fund = str((stored.constitution(held.fund) or {}).get("title", held.fund))
        yield say("The money comes from {fund}.", fund=fund)


def _days(held: Held) -> Table:
    days = held.days
    told = (
        (say("Ideas are taken"), say("{first} to {last}", first=days.ideas_from, last=days.ideas_until)),
        (say("People vote"), say("{first} to {last}", first=days.opens, last=days.closes)),
        (say("The work is done"), say("by {day}", day=days.due)),
        (say("A review can be appealed against"), say("for {n} days after it", n=days.appeal_days)),
        (say("A result can be challenged"), say("for {n} days after it", n=days.challenge_days)),
    )
    rows = tuple(Row((Cell(what), Cell(when))) for what, when in told)
    return Table(say("The days of this round, each to its end"), (Column(say("What")), Column(say("When"))), rows)


def _questions(held: Held) -> Iterator[Section]:
    if held.questions:
        asked = chosen({"question": one.id, "asks": one.asks, "risk": one.risk} for one in held.questions)
        rows = tuple(Row((*map(Cell, proposing.said(one)), Cell(_from(one.from_pence)))) for one in asked)
        columns = (Column(say("Question")), Column(say("Why it is asked"), "why"), Column(say("For what sum")))
        yield Section(
            "questions",
            say("What proposers are asked"),
            tables=(Table(say("Each question, with the risk that it is asked for"), columns, rows),),
        )


def _from(pence: int) -> Said:
    if pence == EVERY:
        return say("every sum")
    return say("more than {sum}", sum=Amount(Fraction(pence - 1, 100)))
