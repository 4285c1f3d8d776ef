"""The desk: what waits for somebody, and what they can do now."""

from collections.abc import Iterator
from datetime import datetime

from commonweal.terms.sentences import Sentence, say
from commonweal.web import timetable
from commonweal.web.pages.work.acts import Act, href, role_for, second_role_for
from commonweal.web.pages.work.every_act import ACTS
from commonweal.web.reads import stored, who
from commonweal.web.reads.shown import Aside, Choice, Link, Page, Section
from commonweal.web.reads.who import Person
from commonweal.web.rights import RIGHTS


def desk_page(person: Person, at: datetime, done: Sentence | str) -> Page:
    """Show the desk of somebody.

    Args:
        person: who is signed in.
        at: when.
        done: what they have just done, or "".
    """
    sections = [*_done(done), *_waiting(person, at), *_rounds(person, at), *_others(person)]
    roles = ", ".join(one.role for one in person.roles)
    lead = say("You act as {roles}.", roles=roles) if roles else say("You hold no role any more.")
    return Page(here="", trail=(), title=say("Your desk"), lead=lead, sections=tuple(sections))


def _done(done: Sentence | str) -> Iterator[Section]:
    if done:
        yield Section("done", say("Done"), asides=(Aside(say("This is done"), (done,)),))


def _waiting(person: Person, at: datetime) -> Iterator[Section]:
    mine, theirs = [], []
    for one in who.all_waiting(at):
        link = Link(ACTS[one.begun.act].title, f"/work/second/{one.id}/")
        about = one.begun.subject or say("the whole place")
        if one.begun.person == person.seat:
            said = say("{about}: it waits for a second person.", about=about)
            mine.append(Choice(link, said))
        elif second_role_for(ACTS[one.begun.act].procedure, person, one.begun.role):
            theirs.append(
                Choice(link, say("{about}: {name} began it, and it waits for you.", about=about, name=one.name))
            )
    if theirs:
        yield Section("waiting", say("Waiting for you"), choices=tuple(theirs))
    if mine:
        yield Section("begun", say("You began"), choices=tuple(mine))


def _rounds(person: Person, at: datetime) -> Iterator[Section]:
    today = timetable.local_day(at, stored.place())
    for round_id, title in stored.titles():
        phase = timetable.phase(stored.standing(round_id), today)
        acts = [
            act
            for act in ACTS.values()
            if act.about == ("round",)
            and role_for(act.procedure, person)
            and _due(act, phase)
            and act.exists((round_id,))
        ]
        said = say("It stands at: {phase}.", phase=phase)
        yield Section(
            f"round-{round_id}",
            say("{round}", round=title),
            said=(said,),
            choices=tuple(Choice(Link(act.title, href(act, (round_id,))), act.lead) for act in acts),
        )


def _due(act: Act, phase: str) -> bool:
    phases = RIGHTS[act.procedure].phases
    return not phases or phase in phases


def _others(person: Person) -> Iterator[Section]:
    acts = [act for act in ACTS.values() if not act.about and role_for(act.procedure, person)]
    if acts:
        choices = tuple(Choice(Link(act.title, href(act)), act.lead) for act in acts)
        yield Section("others", say("What you can do"), choices=choices)
