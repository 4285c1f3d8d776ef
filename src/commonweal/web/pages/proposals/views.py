"""The pages of residents: the ideas and proposals of a round, one's own behind a private link, and what is urgent."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.errors import CommonwealError
from commonweal.proposals.ideas import LONGEST_WORDS, Idea
from commonweal.proposals.urgent import LONGEST_CONCERN
from commonweal.terms.sentences import Sentence, say
from commonweal.web import clock, rights, timetable
from commonweal.web.pages.fields import LongWords, Pick, Words
from commonweal.web.pages.proposals.forms import CONTACT, CONTACT_HINT
from commonweal.web.pages.proposals.own_acts import OWN_ACTS
from commonweal.web.pages.refusals import refused
from commonweal.web.pages.shown_forms import shown
from commonweal.web.pages.words import used
from commonweal.web.procedures.raise_urgent import raise_urgent
from commonweal.web.procedures.submit_idea import submit_idea
from commonweal.web.procedures.tickets import digest
from commonweal.web.reads import own_page, proposal_page, proposals_page, proposing, stored, urgent_page
from commonweal.web.reads.own_page import Own
from commonweal.web.reads.shown import Choice, Link, Page
from commonweal.web.rights import Actors

RESIDENT, PROPOSER = Actors("resident"), Actors("proposer")
View = Callable[..., HttpResponse]


class IdeaForm(forms.Form):
    """An idea: one line, and more if somebody wishes."""

    title = Words(say("Your idea, in one line"), say("Such as: a bench by the bus stop."))
    words = LongWords(
        say("A few words more"),
        say("Who is it for? Why does it matter? Leave out names: this is published."),
        required=False,
        longest=LONGEST_WORDS,
    )
    neighbourhood = Pick(say("Where is it for?"), [], say("Leave it empty for the whole place."), required=False)
    contact = LongWords(CONTACT, CONTACT_HINT, required=False, longest=500)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["neighbourhood"].choices = proposing.neighbourhoods()  # type: ignore[attr-defined]


class Anything(LongWords):
    """Words of which nothing is refused but their length: what no database can hold is left out."""

    def to_python(self, value: Any) -> str:
        """Read the words."""
        return super().to_python(value).replace("\0", "")


class Concern(forms.Form):
    """What is urgent, as somebody writes it."""

    words = Anything(say("What is the matter?"), longest=LONGEST_CONCERN)
    place = Words(say("Where?"), required=False)
    contact = Anything(
        say("How can we reach you?"),
        say("Only if you wish. Say when it is safe to ring you."),
        required=False,
        longest=1000,
    )


def private(view: View) -> View:
    """Keep a page out of caches and lists, and its address from being passed on: it is a key."""

    @never_cache
    @sensitive_post_parameters()
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        answer = view(request, *args, **named)
        # Not "no-referrer": browsers then send their own forms from nowhere, and these could not be told from others.
        answer["Referrer-Policy"] = "same-origin"
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return guarded


@require_safe
def ideas(request: HttpRequest, round_id: str) -> HttpResponse:
    """Show the ideas and proposals of a round to those who take part."""
    return _page(request, proposals_page.listed(round_id, _today(), acting=True))


@require_safe
def proposal(request: HttpRequest, round_id: str, name: str) -> HttpResponse:
    """Show one proposal to those who take part."""
    return _page(request, proposal_page.one(round_id, name, _today(), acting=True))


@private
@require_http_methods(["GET", "POST"])
def new_idea(request: HttpRequest, round_id: str) -> HttpResponse:
    """Take an idea, and give its private link, once."""
    found, at = stored.round_of(round_id), clock.now()
    if found is None or "opens" not in found.rules:
        raise Http404
    phase = timetable.phase(stored.standing(round_id), _today())
    if phase != rights.IDEAS:
        return refused(request, rights.wrong_phase("submit_idea", round_id, phase))
    form, wrong = IdeaForm(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        told = Idea(given["title"], given["words"], "web", "residents", "", given["neighbourhood"])
        try:
            ticket = submit_idea(round_id, told, contact=given["contact"], at=at, actors=RESIDENT)
        except CommonwealError as bad:
            wrong = bad
        else:
            return _page(request, own_page.received(say("Your idea is in"), f"/mine/{ticket.token}/"))
    words = _Words(
        say("Put an idea forward"),
        say("One line is enough. A person reads it, and then it is published with the others."),
        say("Send the idea"),
        say("You get a private link. Your idea is published once a person has read it; how to reach you never is."),
    )
    above = Link(str(found.rules.get("title") or round_id), f"/ideas/{round_id}/")
    return _form(request, form, words, wrong=wrong, trail=(above,), aside=urgent_page.way_in())


@private
@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """Show one's own idea or proposal."""
    own = _own(token)
    done = OWN_ACTS.get(request.GET.get("done", ""))
    can = own_page.standing(own, _today()).may
    choices = tuple(
        Choice(Link(act.title, f"/mine/{token}/{act.address}/"), act.lead)
        for act in OWN_ACTS.values()
        if act.procedure in can
    )
    return _page(request, own_page.page(own, _today(), choices, done.done if done else ""))


@private
@require_http_methods(["GET", "POST"])
def own_act(request: HttpRequest, token: str, act: str) -> HttpResponse:
    """Show what can be done with one's own idea or proposal, and do it."""
    own, one = _own(token), OWN_ACTS.get(act)
    if one is None:
        raise Http404
    ids = (own.round, own.name, token)
    if not one.exists(ids):
        return refused(request, rights.wrong_phase(one.procedure, own.name, _phase(own)))
    form = one.form(request.POST if request.method == "POST" else None, None, ids=ids)
    form = form.further() or form
    wrong: CommonwealError | None = None
    if form.is_bound and form.is_valid():
        try:
            told = one.call(form.cleaned_data, ids, clock.now(), PROPOSER)
        except CommonwealError as bad:
            wrong = bad
        else:
            if isinstance(told, Page):
                return _page(request, told)
            return HttpResponseRedirect(f"/mine/{token}/?done={one.address}")
    words = _Words(one.title, one.lead, one.button, one.beside)
    back = Link(say("Your own page"), f"/mine/{token}/")
    return _form(request, form, words, wrong=wrong, trail=(back,), aside=urgent_page.way_in())


@private
@require_http_methods(["GET", "POST"])
def urgent(request: HttpRequest) -> HttpResponse:
    """Take an urgent concern, from anybody, at any time."""
    form, wrong = Concern(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            name = raise_urgent(
                given["words"], place=given["place"], contact=given["contact"], at=clock.now(), actors=RESIDENT
            )
        except CommonwealError as bad:
            wrong = bad
        else:
            return _page(request, urgent_page.taken(name))
    words = _Words(
        urgent_page.ASKED,
        say("Ring 999 first if somebody is in danger now. Otherwise write it here, and a person reads it."),
        say("Give it to a person"),
        say("Only a CVS worker or a council officer reads it. It is never an idea, and never published."),
    )
    return _form(request, form, words, wrong=wrong, aside=urgent_page.danger(), parts=(urgent_page.before_writing(),))


_WORDS = ("board", "cvs-worker", "proposal", "record")
"""Words of the glossary around a form of residents."""


class _Words:
    """What stands around a form."""

    def __init__(self, title: Sentence, lead: Sentence, button: Sentence, beside: Sentence) -> None:
        self.title, self.lead, self.button, self.beside = title, lead, button, beside


def _form(
    request: HttpRequest, form: forms.Form, words: _Words, *, wrong: CommonwealError | None, **more: Any
) -> HttpResponse:
    context = {
        "title": words.title,
        "lead": words.lead,
        "button": words.button,
        "beside": words.beside,
        "shown": shown(form, wrong),
        "used": used(_WORDS),
    }
    return render(request, "pages/act.html", context | more, status=409 if wrong else 200)


def _page(request: HttpRequest, page: Page | None) -> HttpResponse:
    if page is None:
        raise Http404
    return render(request, "pages/page.html", {"page": page, "here": page.here, "used": used(page.words)})


def _own(token: str) -> Own:
    own = own_page.own_by(digest(token))
    if own is None:
        raise Http404
    return own


def _phase(own: Own) -> str:
    return timetable.phase(stored.standing(own.round), _today())


def _today() -> Any:
    return timetable.local_day(clock.now(), stored.place())
