"""The desk, the page of each act, and the page on which a second person confirms."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from urllib.parse import quote, urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.errors import ActGone, CommonwealError, Fault, NotAllowed
from commonweal.terms.sentences import Sentence, say
from commonweal.web import clock, rights
from commonweal.web.pages.fields import Words
from commonweal.web.pages.people.second_here import SecondHere
from commonweal.web.pages.people.signed_in import signed_in
from commonweal.web.pages.refusals import refused
from commonweal.web.pages.shown_forms import Field, Shown, shown
from commonweal.web.pages.work.acts import Act, ActForm, Given, Ids, Sheets, href, role_for, second_role_for
from commonweal.web.pages.work.desk import desk_page
from commonweal.web.pages.work.every_act import ACTS
from commonweal.web.pages.work.rows import MORE
from commonweal.web.procedures import waiting
from commonweal.web.procedures.interests import check_interests
from commonweal.web.procedures.phases import phase_of
from commonweal.web.reads import stored, who
from commonweal.web.reads.shown import Link, Page, Section, plain
from commonweal.web.reads.who import Begun, Person, Waiting
from commonweal.web.rights import RIGHTS, Actors
from commonweal.web.roles import all_called, called

DESK = Link(say("Your desk"), "/work/")


@signed_in
@require_safe
def desk(request: HttpRequest, person: Person) -> HttpResponse:
    """Show what waits for whoever is signed in, and what they can do."""
    done = ACTS.get(request.GET.get("done", ""))
    page = desk_page(person, clock.now(), done.done if done else "")
    return render(request, "pages/page.html", {"page": page, "me": person})


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, person: Person, name: str, subject: str = "") -> HttpResponse:
    """Show an act, and do it."""
    one, ids = _act(name, subject)
    at = clock.now()
    role = role_for(one.procedure, person)
    if not role:
        return refused(request, _not_allowed(one, person, RIGHTS[one.procedure].roles))
    early = _not_now(one, ids, at)
    if early is not None:
        return refused(request, early)
    actors = Actors(role, person=person.seat)
    check_interests(one.procedure, actors, one.touching(ids))
    data = request.POST if request.method == "POST" else None
    form = one.form(data, request.FILES or None, ids=ids, seat=person.seat, initial=_onward(request, one))
    form = form.further() or form
    other = SecondHere(data, request=request) if one.same_screen else None
    wrong: CommonwealError | None = None
    filling_in = not form.is_bound or (data is not None and MORE in data)
    if not filling_in and _valid(form, other):
        try:
            actors = _actors(one, role, person, other, at)
            return _begun_or_done(request, one, ids, form, actors, at)
        except CommonwealError as bad:
            wrong = bad
    context = _page(one, ids) | {
        "parts": one.parts(ids),
        "shown": _both(shown(form, wrong, judged=not filling_in), other),
        "told": one.done if "done" in request.GET and data is None else "",
        "button": one.button,
        "beside": _beside(one),
        "me": person,
    }
    return render(request, "pages/act.html", context, status=409 if wrong else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """Show an act that waits for a second person, who confirms or declines it."""
    found = who.waiting(number)
    if found is None or found.begun.act not in ACTS:
        raise Http404
    one, ids = ACTS[found.begun.act], _ids(found.begun.subject)
    mine = found.begun.person == person.seat
    role = "" if mine else second_role_for(one.procedure, person, found.begun.role)
    if not role and not mine:
        right = RIGHTS[one.procedure]
        return refused(request, _not_allowed(one, person, right.seconds))
    if role and found.state == "waiting" and one.exists(ids):
        check_interests(one.procedure, Actors(role, person=person.seat), one.touching(ids))
    wrong: CommonwealError | None = None
    form = Answer(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            told = _answered(one, ids, found, form, person, role)
            if isinstance(told, Page):
                return render(request, "pages/page.html", {"page": told, "me": person})
            return HttpResponseRedirect(told)
        except CommonwealError as bad:
            wrong = bad
    context = _page(one, ids) | {"parts": _to_confirm(one, ids, found), "me": person, "waiting": found, "mine": mine}
    context |= {"shown": shown(form, wrong), "beside": one.beside}
    return render(request, "pages/second.html", context, status=409 if wrong else 200)


class Answer(forms.Form):
    """What the second person says."""

    reason = Words(say("If you decline: why?"), say("Whoever began it reads this."), required=False, longest=300)


def _act(name: str, subject: str) -> tuple[Act, Ids]:
    one = ACTS.get(name.replace("-", "_"))
    ids = _ids(subject)
    if one is None or len(ids) != len(one.about) or not one.exists(ids):
        raise Http404
    return one, ids


def _ids(subject: str) -> Ids:
    return tuple(subject.split("/")) if subject else ()


def _not_allowed(one: Act, person: Person, allowed: Sequence[str]) -> NotAllowed:
    held = all_called(role.role for role in person.roles) or "-"
    return NotAllowed(role=held, act=RIGHTS[one.procedure].act, allowed=all_called(allowed))


def _to_confirm(one: Act, ids: Ids, found: Waiting) -> list[Section]:
    """Show what is confirmed, while there is something to confirm."""
    if found.state != "waiting" or not one.exists(ids):
        return []
    form = one.form(_sent(found), None, ids=ids, seat=found.begun.person)
    return [*one.parts(ids), _what_was_filled_in(form, found), *form.preview()]


def _not_now(one: Act, ids: Ids, at: datetime) -> CommonwealError | None:
    right = RIGHTS[one.procedure]
    if not (one.of_round and right.phases):
        return None
    phase = phase_of(ids[0], at)
    if phase in right.phases:
        return None
    return rights.wrong_phase(one.procedure, ids[0], phase)


def _onward(request: HttpRequest, one: Act) -> dict[str, str] | None:
    """Give what a page that is shown again for the next one is filled in with."""
    return {name: str(text) for name, text in request.GET.items()} if one.onward else None


def _valid(form: forms.Form, other: SecondHere | None) -> bool:
    # The second person's code works once: it is not asked of them while something else has to be put right.
    return form.is_valid() and (other is None or other.is_valid())


def _actors(one: Act, role: str, person: Person, other: SecondHere | None, at: datetime) -> Actors:
    second = who.person_of(other.seat, at) if other is not None else None
    if second is None:
        return Actors(role, person=person.seat)
    return Actors(role, second_role_for(one.procedure, second, role), person.seat, second.seat)


def _both(first: Shown, other: SecondHere | None) -> Shown:
    if other is None:
        return first
    second = shown(other)
    blocks = (*first.blocks, *second.blocks)
    return Shown((*first.fields, *second.fields), (*first.faults, *second.faults), blocks)


def _told(request: HttpRequest, one: Act, ids: Ids, given: Given, told: object, person: Person | None) -> HttpResponse:
    """Answer an act that was done: by what it gave, by its page for the next one, or by the desk."""
    if isinstance(told, Sheets):
        return render(request, told.template, {**told.context, "home": request.build_absolute_uri("/")})
    kept = one.onward(given) if one.onward else None
    if isinstance(told, Page):
        if kept is not None:
            return _once_more(request, one, ids, kept, told, person)
        return render(request, "pages/page.html", {"page": told, "me": person})
    if kept is not None:
        return HttpResponseRedirect(f"{href(one, ids)}?{urlencode({**kept, 'done': 'yes'})}")
    return HttpResponseRedirect(f"/work/?done={one.name}")


def _begun_or_done(
    request: HttpRequest, one: Act, ids: Ids, form: ActForm, actors: Actors, at: datetime
) -> HttpResponse:
    seconds = RIGHTS[one.procedure].seconds
    if not seconds or one.same_screen:
        told = one.call(form.cleaned_data, ids, at, actors)
        return _told(request, one, ids, form.cleaned_data, told, who.person_of(actors.person, at))
    another = next(role for role in seconds if role != actors.role)
    _rehearse(one, form.cleaned_data, ids, at, Actors(actors.role, another, actors.person))
    sent = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    kept = json.dumps(form.to_keep(sent))
    number = waiting.begin(Begun(one.name, "/".join(ids), kept, actors.role, actors.person), at=at)
    return HttpResponseRedirect(f"/work/second/{number}/")


def _rehearse(one: Act, given: Given, ids: Ids, at: datetime, both: Actors) -> None:
    """Try an act; where it has a long part, nobody waits for that."""
    if one.rehearsal:
        waiting.rehearse(partial(one.rehearsal, given, ids, at, both))
    elif one.ahead:
        waiting.rehearse(one.ahead(given, ids, at, both))
    else:
        waiting.rehearse(partial(one.call, given, ids, at, both))


def _once_more(
    request: HttpRequest, one: Act, ids: Ids, kept: Mapping[str, str], told: Page, person: Person | None
) -> HttpResponse:
    """Show what came of it, and the form again for the next one, with what stays the same filled in."""
    fresh = one.form(None, None, ids=ids, seat=person.seat if person else "", initial=kept)
    fresh.begins_at = next((name for name in fresh.fields if name not in kept), "")
    context = _page(one, ids) | {
        "parts": told.sections,
        "shown": shown(fresh),
        "button": one.button,
        "beside": _beside(one),
        "me": person,
    }
    return render(request, "pages/act.html", context)


def _answered(one: Act, ids: Ids, found: Waiting, form: forms.Form, person: Person, role: str) -> Page | str:
    """Confirm or decline an act; give the page of what came of it, or the address to go on to."""
    at = clock.now()
    if "decline" in form.data or not role:
        waiting.decline(found.id, reason=form.cleaned_data["reason"], seat=person.seat, at=at)
        return "/work/"
    began = one.form(_sent(found), None, ids=ids, seat=found.begun.person)
    if not began.is_valid():
        raise ActGone(Fault("what was filled in does not fit any more what stands now"))
    both = Actors(found.begun.role, role, found.begun.person, person.seat)
    do: Callable[[], object] = partial(one.call, began.cleaned_data, ids, at, both)
    if one.ahead:
        waiting.require(found.id, at)
        do = one.ahead(began.cleaned_data, ids, at, both)
    told = waiting.confirm(
        found.id,
        do,
        procedure=one.procedure,
        actors=both,
        at=at,
        touching=one.touching(ids) if one.exists(ids) else (),
    )
    return told if isinstance(told, Page) else f"/work/?done={one.name}"


def _sent(found: Waiting) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, values in json.loads(found.begun.form).items():
        sent.setlist(name, values)
    return sent


def _what_was_filled_in(form: forms.Form, found: Waiting) -> Section:
    form.is_valid()
    said = [
        _filled(block.plan.legend, field)
        for block in shown(form).blocks
        for field in block.fields
        if field.kind not in {"hidden", "password"} and field.value
    ]
    began = say("{name} began this as {role}.", name=found.name, role=called(found.begun.role))
    return Section("filled-in", say("What was filled in"), said=(began, *said))


def _filled(row: Sentence | str, field: Field) -> Sentence:
    label, value = field.label, _answer_of(field)
    if row:
        return say("{row}, {label}: {value}", row=row, label=label, value=value)
    return say("{label}: {value}", label=label, value=value)


def _answer_of(field: Field) -> Sentence | str:
    chosen = [option.text for option in field.options if option.chosen]
    if chosen:
        return plain(", ".join(str(one) for one in chosen)) if len(chosen) > 1 else chosen[0]
    return say("£{sum}", sum=field.value) if field.kind == "money" else field.value


def _page(one: Act, ids: Ids) -> dict[str, object]:
    about = (Link(dict(stored.titles()).get(ids[0], ids[0]), f"/work/#round-{quote(ids[0])}"),) if one.of_round else ()
    return {"title": one.title, "lead": one.lead, "trail": (DESK, *about)}


def _beside(one: Act) -> Sentence:
    seconds = RIGHTS[one.procedure].seconds
    if not seconds:
        return one.beside
    if one.same_screen:
        return say(
            "{beside} It takes two at this screen: the second person ({roles}) signs above.",
            beside=one.beside,
            roles=all_called(seconds),
        )
    return say(
        "{beside} It takes two: nothing happens until a second person ({roles}) confirms it on their own desk.",
        beside=one.beside,
        roles=all_called(seconds),
    )
