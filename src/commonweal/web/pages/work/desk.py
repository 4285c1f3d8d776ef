"""The desk: what waits for somebody, what comes first in a new place, and what they can do now, under headings."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from urllib.parse import quote

from commonweal.terms.sentences import Sentence, say
from commonweal.web import timetable
from commonweal.web.codes import phase_called
from commonweal.web.pages.work import audit, queue
from commonweal.web.pages.work.acts import Act, href, role_for, second_role_for
from commonweal.web.pages.work.every_act import ACTS
from commonweal.web.procedures.invite_person import takes_two
from commonweal.web.reads import (
    award_page,
    board_work,
    first_steps,
    fund_work,
    siting_part,
    step_in_work,
    stored,
    voting_desk,
    who,
)
from commonweal.web.reads.shown import Aside, Choice, Link, Page, Said, Section
from commonweal.web.reads.who import Person
from commonweal.web.rights import RIGHTS
from commonweal.web.roles import all_called

_HEADINGS: tuple[tuple[str, Sentence, tuple[str, ...]], ...] = (
    ("new-round", say("A new round"), ("draft_round",)),
    (
        "board",
        say("Board and people"),
        (
            "call_meeting",
            "publish_minutes",
            "draft_meeting",
            "take_decision",
            "declare_interest",
            "end_interest",
            "publish_terms",
            "invite_person",
            "invite_officer",
            "withdraw_invitation",
            "end_role",
            "erase_account",
        ),
    ),
    (
        "money",
        say("Money"),
        (
            "move_money",
            "allocate_stream",
            "open_award",
            "decide_scored_award",
            "state_additionality",
            "constitute_fund",
            "switch_floor_off",
            "switch_floor_on",
        ),
    ),
    (
        "step-in",
        say("Step-in and hand-back"),
        (
            "trigger_step_in",
            "begin_step_in",
            "end_step_in",
            "ask_hand_back",
            "withdraw_hand_back",
            "hold_learning_review",
            "agree_step_in",
        ),
    ),
    ("record", say("Record"), ("erase_content", "lodge_checkpoint")),
)
"""The procedures that stand under each heading, in order; what stands under none comes last."""
_SUBJECTS: Mapping[str, Callable[[], Iterable[tuple[str, Said]]]] = MappingProxyType(
    {
        "meeting": board_work.open_meetings,
        "fund": fund_work.funds,
        "award": award_page.undecided,
        "agreement": step_in_work.agreements,
    }
)
"""Things besides rounds that acts are about, with what they are called: an act is listed for each."""
_IDLE: Mapping[str, Callable[[datetime], bool]] = MappingProxyType(
    {
        "end_interest": lambda _: not board_work.open_interests(),
        "switch_floor_on": lambda _: not fund_work.switched_off(),
        "invite_officer": lambda at: not takes_two("council officer", at),
        "withdraw_invitation": lambda at: not who.open_invitations(at),
    }
)
"""When there is nothing that an act could be done to."""


def desk_page(person: Person, at: datetime, done: Sentence | str) -> Page:
    """Show the desk of somebody.

    Args:
        person: who is signed in.
        at: when.
        done: what they have just done, or "".
    """
    steps = first_steps.first_steps() if _is_secretary(person) else ()
    sections = [
        *_done(done),
        *queue.on_desk(person, at),
        *_waiting(person, at),
        *_next_step(steps),
        *_rounds(person, at),
        *_under_headings(person, at),
        *(siting_part.missing() if _is_secretary(person) else ()),
        *audit.on_desk(person),
    ]
    roles = all_called(one.role for one in person.roles)
    lead = say("You act as {roles}.", roles=roles) if roles else say("You hold no role any more.")
    return Page(
        here="",
        trail=(),
        title=say("Your desk"),
        lead=lead,
        steps=first_steps.as_steps(steps),
        sections=tuple(sections),
    )


def acts_of(
    person: Person, procedures: Iterable[str], at: datetime, *, subject: str | None = None
) -> tuple[Choice, ...]:
    """Give the acts of some procedures that somebody may do, with where each is done.

    Args:
        person: who.
        procedures: which, in the order in which they are shown.
        at: when.
        subject: the fund whose acts alone are wanted, "" for acts about nothing, or None for all.
    """
    order = {name: number for number, name in enumerate(procedures)}
    mine = sorted(
        (act for act in ACTS.values() if act.procedure in order and _may(act, person, at)),
        key=lambda act: order[act.procedure],
    )
    return tuple(choice for act in mine for choice in _choices(act, subject))


def _may(act: Act, person: Person, at: datetime) -> bool:
    idle = _IDLE.get(act.name)
    return bool(role_for(act.procedure, person)) and not (idle and idle(at))


def _choices(act: Act, subject: str | None) -> Iterator[Choice]:
    """Give an act as what it is about: by itself, or once for each fund or meeting that there is."""
    if not act.about and not subject:
        yield Choice(Link(act.title, href(act)), act.lead)
    elif len(act.about) == 1 and act.about[0] in _SUBJECTS:
        for name, words in _SUBJECTS[act.about[0]]():
            if subject in {None, name} and act.exists((name,)) and act.due((name,)):
                title = say("{act}: {subject}", act=act.title, subject=words)
                yield Choice(Link(title, href(act, (name,))), act.lead)


def _is_secretary(person: Person) -> bool:
    return any(one.role == "board secretary" for one in person.roles)


def _next_step(steps: tuple[first_steps.First, ...]) -> Iterator[Section]:
    now = first_steps.next_step(steps)
    if now is not None:
        aside = Aside(now.name, (now.why,), (Link(say("Do this now"), now.href),))
        yield Section("first", say("What comes first in a new place"), asides=(aside,))


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
            and act.due((round_id,))
        ]
        said = say("It stands at: {phase}.", phase=phase_called(phase))
        yield Section(
            f"round-{round_id}",
            say("{round}", round=title),
            said=(said,),
            choices=(*_vote(round_id), *(Choice(Link(act.title, href(act, (round_id,))), act.lead) for act in acts)),
        )


def _vote(round_id: str) -> Iterator[Choice]:
    if voting_desk.BoxStanding(round_id).held:
        link = Link(say("The vote, step by step"), f"/work/round/{quote(round_id)}/")
        yield Choice(link, say("What is done, and what comes next, from the key to the result."))


def _due(act: Act, phase: str) -> bool:
    phases = RIGHTS[act.procedure].phases
    return not phases or phase in phases


def _under_headings(person: Person, at: datetime) -> Iterator[Section]:
    for anchor, heading, procedures in _HEADINGS:
        choices = acts_of(person, procedures, at)
        if choices:
            yield Section(anchor, heading, choices=choices)
    told = {name for _, _, procedures in _HEADINGS for name in procedures}
    others = acts_of(person, [name for name in RIGHTS if name not in told], at)
    if others:
        yield Section("others", say("What else you can do"), choices=others)
