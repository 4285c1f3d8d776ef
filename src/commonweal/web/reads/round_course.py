"""The course of a round that is held here: where it stands on a day, what comes next, and what anybody can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from commonweal.funding.rounds import Held, RoundRules, read_rules
from commonweal.record.entries import Entry
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say
from commonweal.web import rights, timetable
from commonweal.web.reads import stored
from commonweal.web.reads.shown import Cell, Column, Link, Next, Row, Said, Section, Step, Table
from commonweal.web.reads.site import day
from commonweal.web.reads.stored import StoredRound
from commonweal.web.reads.telling import name_of
from commonweal.web.reads.way import NO_DAY, council, decider, objection

_ORDER = (
    rights.RULES,
    rights.IDEAS,
    rights.REVIEW,
    rights.VOTING,
    rights.COUNTING,
    rights.PROVISIONAL,
    rights.CONFIRMED,
    rights.DELIVERING,
)


@dataclass(frozen=True, slots=True)
class Course:
    """Where a round stands on a day.

    Attributes:
        round: its identifier.
        rules: its frozen rules.
        held: what they say of ideas and votes.
        phase: where it stands.
        closes: the last day of voting, as it now is.
        challenge_until: the last day on which its result, as it stands, can be challenged, or None.
        today: the day.
        entries: the entries that tell of it, oldest first.
    """

    round: str
    rules: RoundRules
    held: Held
    phase: str
    closes: date
    challenge_until: date | None
    today: date
    entries: tuple[Entry, ...]

    def entry(self, kind: str) -> Entry | None:
        """Give the newest entry of a kind."""
        return next((entry for entry in reversed(self.entries) if entry.kind == kind), None)


def course(one: StoredRound, entries: Sequence[Entry], today: date) -> Course | None:
    """Give where a round stands on a day; None where its ideas and votes do not come in here."""
    rules = read_rules(one.rules)
    if rules.held is None:
        return None
    standing = stored.standing(one.id)
    mine = tuple(entry for entry in entries if entry.payload.get("round") == one.id)
    phase = timetable.phase(standing, today)
    closes, until = standing.closes or rules.closes, stored.challenge_until(one.id)
    return Course(one.id, rules, rules.held, phase, closes, until, today, mine)


def steps(found: Course) -> tuple[Step, ...]:
    """Give the steps of a round with their days: what is done, where we are, what is to come."""
    days, opening = found.held.days, opens(found)
    named: tuple[tuple[Sentence, Said, str, str], ...] = (
        (say("Rules fixed"), _on(found, "rules_published"), rights.RULES, _href(found, "rules_published")),
        (say("Ideas"), _span(days.ideas_from, days.ideas_until), rights.IDEAS, ""),
        (say("Review"), say("then until {day}", day=opening), rights.REVIEW, _href(found, "ballot_published")),
        (say("Vote"), _span(opening, found.closes), rights.VOTING, _href(found, "round_closed")),
        (say("Count"), _on(found, "result_provisional"), rights.COUNTING, _href(found, "result_provisional")),
        (say("Challenge window"), _until(found), rights.PROVISIONAL, _href(found, "result_confirmed")),
        (say("Award"), _on(found, "awards_decided"), rights.CONFIRMED, _href(found, "awards_decided")),
        (say("Work on the projects"), say("due {day}", day=days.due), rights.DELIVERING, ""),
    )
    at = _ORDER.index(found.phase) if found.phase in _ORDER else len(_ORDER)
    return tuple(
        Step(name, when, "done" if k < at else "now" if k == at else "later", href)
        for k, (name, when, _, href) in enumerate(named)
    )


def opens(found: Course) -> date:
    """Give the first day of voting: as the ballot says, or before it as the rules do."""
    ballot = found.entry("ballot_published")
    return date.fromisoformat(ballot.payload["opens"]) if ballot else found.held.days.opens


def lead(found: Course) -> Sentence:
    """Say in a sentence where a round stands."""
    days = found.held.days
    if found.phase == rights.RULES:
        return say("The rules are fixed. Ideas are taken from {day} on.", day=days.ideas_from)
    if found.phase == rights.IDEAS:
        return say("Ideas are taken until the end of {day}.", day=days.ideas_until)
    if found.phase == rights.REVIEW:
        return say("What was put forward is reviewed, with a reason for each. Then people vote.")
    if found.phase == rights.VOTING:
        return say("You can vote until the end of {day}. Nobody can see how it stands.", day=found.closes)
    if found.phase == rights.COUNTING:
        return say("Voting is over. The ballots are opened together by two people, and counted.")
    return say("This round was ended without a result.")


def coming(found: Course, place: Mapping[str, Any]) -> Next | None:
    """Say what comes next in a round before its result; None afterwards."""
    board, body = name_of(place, "board"), council(place)
    days = found.held.days
    told: dict[str, tuple[Sentence, Said, Said]] = {
        rights.RULES: (
            say("Anybody may put an idea forward."),
            say("From {day}.", day=days.ideas_from),
            decider(board),
        ),
        rights.IDEAS: (
            say("Each idea is read by a person and published; costed proposals are reviewed."),
            say("Until {day}.", day=days.opens),
            body,
        ),
        rights.REVIEW: (
            say("What may stand on the ballot is published, and people vote."),
            say("From {day}.", day=days.opens),
            body,
        ),
        rights.VOTING: (
            say("Voting closes, two people open the ballots, and they are counted."),
            say("After {day}.", day=found.closes),
            body,
        ),
        rights.COUNTING: (say("The result is published, and anybody may challenge it."), NO_DAY, body),
    }
    if found.phase not in told:
        return None
    what, when, who = told[found.phase]
    return Next(what, when, who, objection(board))


def act(found: Course) -> Link | None:
    """Give the one thing that anybody can do in a round now, or None."""
    name = quote(found.round)
    if found.phase == rights.COUNTING:
        return next(iter(receipts(found)), None)
    if found.phase == rights.PROVISIONAL and not _may_challenge(found):
        return None
    return {
        rights.IDEAS: Link(say("Put an idea forward"), f"/ideas/{name}/new/"),
        rights.VOTING: Link(say("Vote"), f"/vote/{name}/"),
        rights.PROVISIONAL: Link(say("Challenge the result"), f"/decide/{name}/challenge/"),
    }.get(found.phase)


def _may_challenge(found: Course) -> bool:
    return found.challenge_until is not None and found.today <= found.challenge_until


def receipts(found: Course) -> tuple[Link, ...]:
    """Lead to where a receipt is looked up, once voting here is closed."""
    closed = found.entry("round_closed")
    if closed is None or "sealed" not in closed.payload:
        return ()
    return (Link(say("Look up a receipt"), f"/vote/{quote(found.round)}/receipts/"),)


def on_ballot(found: Course) -> tuple[Section, ...]:
    """Show what stands on the ballot, once it is published and before there is a result."""
    ballot = found.entry("ballot_published")
    if ballot is None or found.phase not in {rights.REVIEW, rights.VOTING, rights.COUNTING}:
        return ()
    costs = [Amount(Fraction(one["pence"], 100), found.held.currency) for one in ballot.payload["projects"]]
    rows = tuple(
        Row((Cell(str(one["title"])), Cell(say("{cost}", cost=cost))))
        for one, cost in zip(ballot.payload["projects"], costs, strict=True)
    )
    columns = (Column(say("Project")), Column(say("Cost"), "number"))
    table = Table(say("What people vote on; nothing of it is changed any more"), columns, rows)
    return (Section("ballot", say("On the ballot"), tables=(table,)),)


def _on(found: Course, kind: str) -> Said:
    entry = found.entry(kind)
    return say("{day}", day=day(entry)) if entry else ""


def _href(found: Course, kind: str) -> str:
    entry = found.entry(kind)
    return f"/record/{entry.number}/" if entry else ""


def _span(first: date, last: date) -> Sentence:
    return say("{first} to {last}", first=first, last=last)


def _until(found: Course) -> Said:
    return say("until {when}", when=found.challenge_until) if found.challenge_until else ""
