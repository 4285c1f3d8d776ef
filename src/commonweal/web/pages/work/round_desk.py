"""The vote of a round step by step, for those who act: what is done, what comes next, and blank ballots to print."""

from dataclasses import dataclass
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.terms.sentences import Sentence, say
from commonweal.web import clock, timetable
from commonweal.web.codes import phase_called
from commonweal.web.pages.people.signed_in import signed_in
from commonweal.web.pages.work.acts import href, role_for
from commonweal.web.pages.work.every_act import ACTS
from commonweal.web.reads import ballot_paper, stored, voting_desk
from commonweal.web.reads.shown import Cell, Choice, Column, Link, Page, Row, Section, Step, Table
from commonweal.web.reads.voting_desk import BoxStanding
from commonweal.web.reads.who import Person
from commonweal.web.rights import COUNTING, PHASES, PROVISIONAL, RIGHTS, STOPPED
from commonweal.web.roles import all_called

_DESK = Link(say("Your desk"), "/work/")


@dataclass(frozen=True, slots=True)
class _Stage:
    """A step of the vote: the act that does it, whether it is done, and what to know of it."""

    act: str
    done: bool
    said: Sentence


@signed_in
@require_safe
def vote(request: HttpRequest, person: Person, round_id: str) -> HttpResponse:
    """Show the vote of a round step by step."""
    stands = _standing(round_id)
    phase = timetable.phase(stored.standing(round_id), timetable.local_day(clock.now(), stored.place()))
    before, close = _before(stands), _close(stands, phase)
    now = next((one.act for one in (*before, *close) if not one.done), "")
    page = Page(
        here="",
        trail=(_DESK,),
        title=say("The vote, step by step: {round}", round=ballot_paper.title_of(round_id)),
        lead=say("It stands at: {phase}.", phase=phase_called(phase)),
        answer=say("Next: {act}.", act=ACTS[now].title) if now else say("Everything is done."),
        steps=tuple(
            Step(ACTS[one.act].title, "", "done" if one.done else "now" if one.act == now else "later") for one in close
        ),
        sections=(
            Section(
                "before", say("Before and while people vote"), tables=(_table(before, now, person, round_id, phase),)
            ),
            Section(
                "close",
                say("At the close, in this order"),
                said=(
                    say("Take a backup at the close, and let another body keep the checkpoint, before anything else."),
                ),
                tables=(_table(close, now, person, round_id, phase),),
            ),
            *_print(stands, round_id),
        ),
    )
    return render(request, "pages/page.html", {"page": page, "me": person})


@signed_in
@require_safe
def paper(request: HttpRequest, person: Person, round_id: str) -> HttpResponse:
    """Show a blank paper ballot with what is said about each project, to be printed as often as it is needed."""
    del person
    return _printed(request, round_id, alone=False)


@signed_in
@require_safe
def said(request: HttpRequest, person: Person, round_id: str) -> HttpResponse:
    """Show what is said about each project of the ballot, by itself, to be printed on both sides."""
    del person
    return _printed(request, round_id, alone=True)


def _printed(request: HttpRequest, round_id: str, *, alone: bool) -> HttpResponse:
    found = ballot_paper.ballot_paper(round_id)
    if found is None:
        raise Http404
    return render(request, "pages/voting/paper.html", {"paper": found, "alone": alone})


def _standing(round_id: str) -> BoxStanding:
    stands = voting_desk.BoxStanding(round_id)
    if not stands.held:
        raise Http404
    return stands


def _before(stands: BoxStanding) -> tuple[_Stage, ...]:
    people = say(
        "{n} people stand on it; {without} of them have no code.", n=stands.people, without=stands.without_code
    )
    codes = say("{n} code was issued so far.", plural="{n} codes were issued so far.", by="n", n=stands.issued)
    # What was closed has all this behind it, also where nobody was on a register and codes were given at an event.
    return (
        _Stage("register_key", stands.key, say("Two people register it; three officers keep its sheets.")),
        _Stage("take_register", stands.people > 0 or stands.closed, people),
        _Stage("publish_ballot", stands.ballot, say("When no review, appeal or window of one is open any more.")),
        _Stage("issue_codes", (stands.issued > 0 and not stands.without_code) or stands.closed, codes),
        _Stage("check_in_paper", stands.closed, say("Envelopes stay closed. How many came in is told at the close.")),
    )


def _close(stands: BoxStanding, phase: str) -> tuple[_Stage, ...]:
    if stands.papers is None:
        papers, clashes = say("After the close."), say("After the close.")
    else:
        papers = say("{n} thing(s) still to be done.", n=stands.papers)
        clashes = say("{n} paper(s) were read in two ways.", n=stands.clashes or 0)
    counted = phase != STOPPED and PHASES.index(phase) > PHASES.index(COUNTING)
    confirmed = phase != STOPPED and PHASES.index(phase) > PHASES.index(PROVISIONAL)
    return (
        _Stage("close_voting", stands.closed, say("On the day after the last day of voting.")),
        _Stage("enter_paper", stands.papers is not None and stands.papers == (stands.clashes or 0), papers),
        _Stage("adjudicate_paper", stands.clashes == 0 and stands.papers == 0, clashes),
        _Stage("draw_lot", stands.lot, say("In public, and before the opening.")),
        _Stage("open_ballots", stands.opened, say("Two officers with their sheets, at one screen.")),
        _Stage("count_round", counted, say("By the frozen rules.")),
        _Stage("confirm_result", confirmed, say("When the days for a challenge are over.")),
        _Stage("destroy_secrets", stands.destroyed, say("When the result stands.")),
    )


def _table(stages: tuple[_Stage, ...], now: str, person: Person, round_id: str, phase: str) -> Table:
    rows = tuple(
        Row((_named(one, person, round_id, phase), _state(one, now), _who(one), Cell(one.said))) for one in stages
    )
    columns = Column(say("Step")), Column(say("State")), Column(say("Who")), Column(say("What to know"), "why")
    return Table(say("Each step, who does it, and what to know"), columns, rows)


def _named(one: _Stage, person: Person, round_id: str, phase: str) -> Cell:
    act = ACTS[one.act]
    there = act.exists((round_id,)) and act.due((round_id,)) and phase in RIGHTS[act.procedure].phases
    mine = there and role_for(act.procedure, person)
    return Cell(act.title, href=href(act, (quote(round_id),)) if mine else "")


def _state(one: _Stage, now: str) -> Cell:
    if one.done:
        return Cell(say("done"), tone="yes")
    return Cell(say("next"), tone="no") if one.act == now else Cell(say("later"))


def _who(one: _Stage) -> Cell:
    right = RIGHTS[ACTS[one.act].procedure]
    roles = all_called(right.roles)
    if right.seconds:
        return Cell(say("{roles}; and with them: {seconds}", roles=roles, seconds=all_called(right.seconds)))
    return Cell(roles)


def _print(stands: BoxStanding, round_id: str) -> tuple[Section, ...]:
    if not stands.ballot:
        return ()
    here = f"/work/round/{quote(round_id)}/"
    choices = (
        Choice(
            Link(say("A blank paper ballot"), f"{here}paper/"),
            say("To print as often as it is needed. It counts only in an envelope whose code is checked in."),
        ),
        Choice(
            Link(say("What is said about each project, by itself"), f"{here}said/"),
            say("The summary, statements and arguments of the ballot, to lay beside it and to keep."),
        ),
        Choice(
            Link(say("How to vote, in Easy Read"), f"/decide/{quote(round_id)}/easy-read/how-to-vote/"),
            say("How to vote, on a sheet with short sentences and large letters."),
        ),
    )
    return (Section("paper", say("Paper"), choices=choices),)
