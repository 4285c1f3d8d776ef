"""Forms to print: an idea, an Easy Read sheet, and a proposal for a sum."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.terms.sentences import say
from commonweal.web.pages.fields import Pounds
from commonweal.web.pages.shown_forms import shown
from commonweal.web.reads import paper_forms
from commonweal.web.reads.paper_forms import Paper


class Sum(forms.Form):
    """For which sum a form is wanted."""

    pounds = Pounds(say("How much will you ask for?"), say("The smaller the sum, the fewer questions are asked."))


@require_safe
def idea_form(request: HttpRequest, round_id: str) -> HttpResponse:
    """Show the form of an idea."""
    return _paper(request, paper_forms.idea_form(round_id))


@require_safe
def easy_read(request: HttpRequest, round_id: str) -> HttpResponse:
    """Show the Easy Read sheet."""
    return _paper(request, paper_forms.easy_read(round_id))


@require_safe
def proposal_form(request: HttpRequest, round_id: str) -> HttpResponse:
    """Show the form of a proposal for a sum, or ask for the sum."""
    form = Sum(request.GET if "pounds" in request.GET else None)
    if form.is_bound and form.is_valid():
        return _paper(request, paper_forms.proposal_form(round_id, form.cleaned_data["pounds"]))
    if paper_forms.idea_form(round_id) is None:
        raise Http404
    context = {
        "title": say("The form of a proposal, on paper"),
        "lead": say("Say how much you will ask for. The form then holds just the questions that are asked for it."),
        "shown": shown(form),
        "button": say("Show the form"),
        "asks_by": "get",
    }
    return render(request, "pages/act.html", context)


def _paper(request: HttpRequest, paper: Paper | None) -> HttpResponse:
    if paper is None:
        raise Http404
    return render(request, "pages/paper.html", {"paper": paper, "here": "decide"})
