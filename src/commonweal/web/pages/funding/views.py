"""Challenging a result."""

from datetime import datetime

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.errors import CommonwealError, NotNow, TooManyChallenges
from commonweal.terms.sentences import say
from commonweal.web import clock
from commonweal.web.pages.fields import LongWords
from commonweal.web.pages.refusals import refused
from commonweal.web.pages.shown_forms import shown
from commonweal.web.pages.voting.guesses import Guesses, address_of
from commonweal.web.pages.words import used
from commonweal.web.procedures.make_challenge import make_challenge, require_challengeable
from commonweal.web.reads import stored, urgent_page
from commonweal.web.reads.shown import Link, Page, Section
from commonweal.web.rights import Actors

RESIDENT = Actors("resident")
_MOST, _MINUTES = 5, 60
SENT = Guesses(_MOST, _MINUTES)
"""How many challenges are taken from about the same place within an hour; whose address that is, is kept nowhere."""
_WORDS = ("ballot", "challenge", "entry", "record", "returning-officer")


class Challenge(forms.Form):
    """What is thought to be wrong."""

    grounds = LongWords(
        say("What do you think is wrong?"),
        say("You do not need to prove it. Leave out your name and anybody else's: this can be published."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def challenge(request: HttpRequest, round_id: str) -> HttpResponse:
    """Take a challenge to a result, from anybody."""
    found, at = stored.round_of(round_id), clock.now()
    if found is None:
        raise Http404
    try:
        require_challengeable(round_id, at, RESIDENT)
    except NotNow as early:
        return refused(request, early)
    back = Link(str(found.rules.get("title") or round_id), reverse("pages:round", args=[round_id]))
    form = Challenge(request.POST if request.method == "POST" else None)
    wrong: CommonwealError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _require_few(where := address_of(request), at)
            entry = make_challenge(round_id, grounds=form.cleaned_data["grounds"], at=at, actors=RESIDENT)
        except CommonwealError as bad:
            wrong = bad
        else:
            SENT.count(where, at)
            taken = {"page": _taken(str(entry.payload["challenge"]), back), "used": used(_WORDS)}
            return render(request, "pages/page.html", taken)
    context = {
        "title": say("Challenge the result"),
        "lead": say("Anybody may challenge a result while it is provisional. Two people answer, and you can read it."),
        "trail": (back,),
        "shown": shown(form, wrong),
        "button": say("Send the challenge"),
        "aside": urgent_page.way_in(),
        "used": used(_WORDS),
        "beside": say("That there is a challenge becomes an entry of the public record at once; your words do not."),
    }
    return render(request, "pages/act.html", context, status=409 if wrong else 200)


def _require_few(where: str, at: datetime) -> None:
    if SENT.too_many(where, at):
        raise TooManyChallenges(minutes=_MINUTES)


def _taken(name: str, back: Link) -> Page:
    said = say("It has the number {name}. The answer will stand in the public record under this number.", name=name)
    return Page(
        here="decide",
        trail=(back,),
        title=say("Your challenge was taken"),
        lead=said,
        sections=(
            Section(
                "next",
                say("What happens now"),
                said=(
                    say("The returning officer and a second person look into it. The ballots are counted again."),
                    say("The result cannot be confirmed before your challenge is answered."),
                ),
            ),
        ),
    )
