"""Rounds: the list of them, and the result of one with a reason for each project."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from commonweal.record.entries import Entry
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import (
    counted,
    easy_read,
    measured,
    proposals_page,
    round_course,
    round_rules,
    stored,
    turnout,
)
from commonweal.web.reads.counted import Counted
from commonweal.web.reads.departed import departed
from commonweal.web.reads.gained_part import gained_by_round
from commonweal.web.reads.profiled import newest
from commonweal.web.reads.shown import (
    Cell,
    Choice,
    Column,
    Figure,
    Link,
    Next,
    Page,
    Row,
    Said,
    Section,
    Step,
    Table,
    Way,
)
from commonweal.web.reads.site import day, names
from commonweal.web.reads.stored import StoredRound
from commonweal.web.reads.telling import name_of
from commonweal.web.reads.way import NO_DAY, council, decider, objection
from commonweal.web.reads.who_part import who_gets

OPEN_WORDS = frozenset({"ballot", "board", "capital", "challenge", "fund", "proposal", "receipt", "revenue", "round"})
"""Words on the page of a round that has no result yet."""
WORDS = OPEN_WORDS | {
    "certificate",
    "checkpoint",
    "entry",
    "equal-shares",
    "fingerprint",
    "floor",
    "record",
    "undertaking",
}
DECIDE = Link(say("Decide"), "/decide/")
_GRANTS = (
    Link(say("the awards as JSON"), "/grants.json"),
    Link(say("the awards as a table"), "/bundle/tables/grants.csv"),
)
_NONE_YET = say("No round has been opened yet.")


def rounds(today: date) -> Page:
    """Show every round, as it stands on a day."""
    found, place = stored.rounds(), stored.place() or {}
    board = name_of(place, "board")
    nothing = Next(
        say("The board fixes and publishes the rules of a round, before anybody votes."),
        NO_DAY,
        decider(board),
        objection(board),
    )
    return Page(
        here="decide",
        trail=(),
        title=say("Decide"),
        lead=say("Residents decide what the money is spent on, by a rule that is fixed before anybody votes."),
        answer="" if found else _NONE_YET,
        sections=_listed(found, today),
        next=_next(found[-1], place, stored.entries(), today) if found else nothing,
        words=OPEN_WORDS | {"equal-shares"} if found else OPEN_WORDS,
    )


def _listed(found: Sequence[StoredRound], today: date) -> tuple[Section, ...]:
    if not found:
        return ()
    return (Section("rounds", say("Rounds"), choices=tuple(_choice(one, today) for one in reversed(found))),)


def result(round_id: str, today: date, *, live: bool) -> Page | None:
    """Show a round: its result, or where it stands before it is counted. None where there is no such round.

    Args:
        round_id: the round.
        today: the day it is shown for.
        live: whether what anybody can do now is offered, which needs a server.
    """
    one = stored.round_of(round_id)
    if one is None:
        return None
    place, entries = stored.place() or {}, stored.entries()
    coming = _next(one, place, entries, today)
    under_way = round_course.course(one, entries, today)
    rules = (
        *easy_read.leading_to(one, under_way),
        *proposals_page.leading_to(one.id),
        *round_rules.parts(one.rules),
    )
    if one.count is None and under_way:
        return Page(
            here="decide",
            trail=(DECIDE,),
            title=_title(one),
            lead=round_course.lead(under_way),
            steps=round_course.steps(under_way),
            sections=(*round_course.on_ballot(under_way), *turnout.turnout(one.id), *rules),
            next=coming,
            act=round_course.act(under_way) if live else None,
            act_first=True,
            words=OPEN_WORDS | {"equal-shares"},
        )
    if one.count is None:
        rule = counted.rule(one.rules)
        return Page(
            here="decide",
            trail=(DECIDE,),
            title=_title(one),
            lead=say(
                "The rule is fixed: {rule}. Nothing has been counted yet, and nobody can see how it stands.", rule=rule
            ),
            steps=_steps(one, entries),
            sections=turnout.turnout(one.id),
            next=coming,
            words=OPEN_WORDS | {"equal-shares"},
        )
    count = counted.counted(one.count)
    proof = counted.proof(one, count)
    doing = round_course.act(under_way) if under_way and live else None
    looked_up = round_course.receipts(under_way) if under_way and live else ()
    return Page(
        here="decide",
        trail=(DECIDE,),
        title=say("{round}: the result", round=_title(one)),
        lead=counted.lead(count),
        answer=counted.answer(count),
        steps=round_course.steps(under_way) if under_way else _steps(one, entries),
        figures=counted.figures(count),
        sections=(
            counted.projects(count),
            *departed(one),
            *counted.compared(count),
            *who_gets(count, newest()),
            *gained_by_round(one, count, newest()),
            *measured.measured(count),
            *turnout.turnout(one.id),
            *_promises(one, place),
            *rules,
        ),
        next=coming,
        act=doing or Link(say("Download the ballots and check the result yourself"), "/bundle.zip"),
        beside=""
        if doing
        else say(
            "The ballots bear no names and stand in no order. A small program in the same file counts them again."
        ),
        proof=replace(proof, files=(*looked_up, *proof.files, *measured.files(count))),
        words=WORDS,
    )


def choice(today: date) -> Choice:
    """Say what the decide pages hold on a day, for the page of the place."""
    return Choice(DECIDE, answer(today) or _NONE_YET)


def answer(today: date) -> Sentence | None:
    """Say where the newest round that was not stopped stands on a day, or what it decided; None where there is none."""
    one = next((one for one in reversed(stored.rounds()) if not stored.standing(one.id).stopped), None)
    if one is None:
        return None
    said = counted.answer(counted.counted(one.count)) if one.count else _choice(one, today).said
    return say("{round}: {answer}", round=_title(one), answer=said)


def figures() -> tuple[Figure, ...]:
    """Give the figures of the newest result."""
    newest = _newest()
    return counted.figures(newest[1]) if newest else ()


def _newest() -> tuple[StoredRound, Counted] | None:
    found = [(one, counted.counted(one.count)) for one in stored.rounds() if one.count]
    return found[-1] if found else None


def _title(one: StoredRound) -> str:
    return str(one.rules.get("title") or one.id)


def _choice(one: StoredRound, today: date) -> Choice:
    link = Link(_title(one), f"/decide/{quote(one.id)}/")
    if one.count:
        count = counted.counted(one.count)
        return Choice(link, say("{lead} {answer}", lead=counted.lead(count), answer=counted.answer(count)))
    under_way = round_course.course(one, stored.entries(), today)
    if under_way:
        return Choice(link, round_course.lead(under_way))
    rule = counted.rule(one.rules)
    return Choice(link, say("The rule is fixed: {rule}. Nothing has been counted yet.", rule=rule))


def _steps(one: StoredRound, entries: Sequence[Entry]) -> tuple[Step, ...]:
    numbers = (one.entry, one.count.entry if one.count else None, one.confirmed, one.awarded)
    waiting = one.count is not None and one.confirmed is None
    stands = say("Challenge window") if waiting else say("Result stands")
    labels = (say("Rules fixed"), say("Votes counted"), stands, say("Money awarded"))
    steps, reached = [], True
    for number, label in zip(numbers, labels, strict=True):
        if number:
            when = say("{when}", when=day(entries[number - 1]))
            steps.append(Step(label, when, "done", f"/record/{number}/"))
        else:
            until = stored.challenge_until(one.id) if reached and waiting else None
            steps.append(Step(label, say("until {when}", when=until) if until else "", "now" if reached else "later"))
            reached = False
    due = _due(one)
    last = say("Work is due {when}", when=due) if due else say("Work is done")
    steps.append(Step(say("Work on the projects"), last if due else "", "now" if reached else "later"))
    return tuple(steps)


def _due(one: StoredRound) -> date | None:
    days = [date.fromisoformat(promise["due"]) for promise in _of(one)]
    return min(days, default=None)


def _of(one: StoredRound) -> list[Mapping[str, Any]]:
    return list(stored.undertakings(one.id))


def _next(one: StoredRound, place: Mapping[str, Any], entries: Sequence[Entry], today: date) -> Next:
    under_way = round_course.course(one, entries, today)
    told = round_course.coming(under_way, place) if under_way else None
    if told:
        return told
    board, body = name_of(place, "board"), council(place)
    due = _due(one)
    if one.count is None:
        closes = one.rules.get("closes")
        when: Said = say("Voting closes on {when}.", when=date.fromisoformat(closes)) if closes else NO_DAY
        return Next(say("Voting closes, and the votes are counted."), when, body, objection(board))
    if one.confirmed is None:
        until = stored.challenge_until(one.id)
        when = say("Until {when}.", when=until) if until else NO_DAY
        what = say("Anyone may challenge the count. After that the result stands.")
        return Next(what, when, body, objection(board))
    if one.awarded is None:
        return Next(say("The board awards the money to the funded projects."), NO_DAY, decider(board), objection(board))
    when = say("The first promise is due on {due}.", due=due) if due else NO_DAY
    return Next(
        say("The bodies behind the funded projects do what they promised."), when, decider(board), objection(board)
    )


def _promises(one: StoredRound, place: Mapping[str, Any]) -> tuple[Section, ...]:
    promises = _of(one)
    if not promises:
        return ()
    called = names(place)
    rows = tuple(
        Row(
            (
                Cell(str(promise["promise"])),
                Cell(called.organisation(str(promise["giver"]))),
                Cell(say("{award}", award=Amount(Fraction(promise["award_pence"], 100), called.currency))),
                Cell(say("{due}", due=date.fromisoformat(promise["due"]))),
            )
        )
        for promise in promises
    )
    columns = (
        Column(say("What is promised")),
        Column(say("By whom")),
        Column(say("For"), "number"),
        Column(say("By when")),
    )
    table = Table(say("See the {n} promises, by whom and by when", n=len(rows)), columns, rows)
    said = say("Each funded project became a promise with a date that anyone can follow.")
    data = Way(say("Take the awards as open data, as 360Giving publishes grants:"), links=_GRANTS)
    return (Section("promises", say("What was promised"), said=(said,), ways=(data,), folded=(table,)),)
