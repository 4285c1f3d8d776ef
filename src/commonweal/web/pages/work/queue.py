"""What waits to be read and reviewed in a round, with the acts that whoever looks may do; and what is urgent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.errors import NotAllowed
from commonweal.terms.sentences import say
from commonweal.web import rights, timetable
from commonweal.web.pages.people.signed_in import signed_in
from commonweal.web.pages.refusals import refused
from commonweal.web.pages.work.acts import href, role_for
from commonweal.web.pages.work.every_act import ACTS
from commonweal.web.reads import review_queue, stored, urgent_page
from commonweal.web.reads.shown import Choice, Link, Page, Section, plain
from commonweal.web.reads.who import Person
from commonweal.web.rights import RIGHTS
from commonweal.web.roles import all_called

_DOES: Mapping[str, tuple[str, ...]] = {
    "idea": ("publish_idea", "decline_idea", "divert_idea"),
    "proposal": ("publish_proposal", "decline_idea"),
    "review": ("review_proposal",),
    "appeal": ("decide_appeal",),
}
"""What is done with each kind of thing that waits."""
_BESIDES = ("add_statement", "offer_to_join")
_OPEN = (rights.IDEAS, rights.REVIEW)


@signed_in
@require_safe
def queue(request: HttpRequest, person: Person, round_id: str) -> HttpResponse:
    """Show what waits in a round."""
    rules = stored.frozen(round_id)
    if rules is None or "opens" not in rules:
        raise Http404
    acts = (*(name for names in _DOES.values() for name in names), *_BESIDES)
    if not any(role_for(name, person) for name in acts):
        return _not_allowed(request, person, "publish_idea")
    waiting = tuple(_waiting(round_id, person))
    nothing = Section("nothing", say("Nothing waits"), said=(say("Nothing waits for you in this round now."),))
    page = Page(
        here="",
        trail=(Link(say("Your desk"), "/work/"),),
        title=say("{round}: to be read and reviewed", round=str(rules.get("title") or round_id)),
        lead=say("The longest wait first. If something is about anybody's safety, pass it on as urgent."),
        sections=(*(waiting or (nothing,)), *_besides(round_id, person), *_declined(round_id, person)),
    )
    return render(request, "pages/page.html", {"page": page, "me": person})


@signed_in
@require_safe
def concerns(request: HttpRequest, person: Person) -> HttpResponse:
    """Show the urgent concerns, to those who take them up and to nobody else."""
    if not role_for("triage_urgent", person):
        return _not_allowed(request, person, "triage_urgent")
    return render(request, "pages/page.html", {"page": urgent_page.concerns(), "me": person})


def on_desk(person: Person, at: datetime) -> Iterator[Section]:
    """Give what of all this stands on somebody's desk: what is urgent first."""
    if role_for("triage_urgent", person):
        number = urgent_page.waiting()
        said = say("{n} concern waits.", plural="{n} concerns wait.", by="n", n=number)
        choice = Choice(Link(say("Urgent concerns"), "/work/urgent/"), said)
        yield Section("urgent", say("Urgent"), choices=(choice,))
    today = timetable.local_day(at, stored.place())
    choices = []
    for round_id, title in stored.titles():
        if timetable.phase(stored.standing(round_id), today) in _OPEN:
            number = len(_mine(round_id, person))
            if number:
                said = say("{n} thing waits for you.", plural="{n} things wait for you.", by="n", n=number)
                choices.append(Choice(Link(title, f"/work/queue/{round_id}/"), said))
            elif any(role_for(name, person) for name in _BESIDES):
                choices.append(Choice(Link(title, f"/work/queue/{round_id}/"), say("Its proposals, to speak to.")))
    if choices:
        yield Section("reading", say("To be read and reviewed"), choices=tuple(choices))


def _mine(round_id: str, person: Person) -> list[review_queue.Item]:
    return [item for item in review_queue.items(round_id) if any(role_for(name, person) for name in _DOES[item.kind])]


def _waiting(round_id: str, person: Person) -> Iterator[Section]:
    for item in _mine(round_id, person):
        choices = _choices(_DOES[item.kind], person, (round_id, item.waiting.id))
        yield replace(review_queue.section(item), choices=choices)


def _besides(round_id: str, person: Person) -> Iterator[Section]:
    reviews = any(role_for(name, person) for name in ("review_proposal", "publish_proposal"))
    for one in review_queue.proposals(round_id):
        choices = _choices(_BESIDES, person, (round_id, one.proposal.id))
        if choices:
            title = plain(one.proposal.title)
            said = review_queue.reach(one.proposal.id)[0].said if reviews else ()
            yield Section(f"say-{one.proposal.id}", say("Speak to: {title}", title=title), said=said, choices=choices)


def _declined(round_id: str, person: Person) -> Iterator[Section]:
    """Show what was declined, for whoever is asked to read it again."""
    for one, why in review_queue.declined_ideas(round_id):
        choices = _choices(("publish_idea",), person, (round_id, one.id))
        if choices:
            title = say("Declined: {title}", title=plain(one.idea.title))
            said = say("It has the number {name}. {why}", name=one.id, why=why)
            yield Section(f"declined-{one.id}", title, said=(said,), choices=choices)
    yield from _declined_proposals(round_id, person)


def _declined_proposals(round_id: str, person: Person) -> Iterator[Section]:
    for one, why in review_queue.declined_proposals(round_id):
        choices = _choices(("publish_proposal",), person, (round_id, one.name))
        if choices:
            title = say("Declined: {title}", title=plain(one.told.title))
            said = say("It has the number {name}. {why}", name=one.name, why=why)
            yield Section(f"declined-{one.name}", title, said=(said,), choices=choices)


def _choices(names: Sequence[str], person: Person, ids: tuple[str, str]) -> tuple[Choice, ...]:
    acts = [ACTS[name] for name in names if role_for(name, person)]
    return tuple(Choice(Link(act.title, href(act, ids)), act.lead) for act in acts)


def _not_allowed(request: HttpRequest, person: Person, procedure: str) -> HttpResponse:
    right = RIGHTS[procedure]
    held = all_called(role.role for role in person.roles) or "-"
    return refused(request, NotAllowed(role=held, act=right.act, allowed=all_called(right.roles)))
