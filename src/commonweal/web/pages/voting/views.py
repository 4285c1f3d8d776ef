"""The pages of voting. Code and choices travel in hidden fields of forms that are posted, and are kept nowhere."""

from dataclasses import replace
from urllib.parse import quote

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.errors import BallotNotKept, BallotRefused, CodeMistyped, CodeNotValid, CodeUsed, FormRunOut
from commonweal.terms.sentences import say
from commonweal.web import clock
from commonweal.web.pages.shown_forms import shown
from commonweal.web.pages.voting.guesses import GUESSES, MINUTES, address_of
from commonweal.web.pages.voting.receipt_page import WORDS, receipt_page
from commonweal.web.pages.voting.sent import Sent, choices, filled, read_sent
from commonweal.web.pages.voting.shown_ballot import CodeForm, answer_to, ballot_lines, review_lines
from commonweal.web.pages.words import used
from commonweal.web.procedures.cast_ballot import CastForm, cast_ballot
from commonweal.web.reads import ballot_paper, voting
from commonweal.web.reads.ballot_paper import BallotPaper
from commonweal.web.reads.shown import Link
from commonweal.web.reads.voting import Door
from commonweal.web.rights import Actors

_TOO_MANY = say(
    "Too many codes that were never issued were tried from where you are. Wait {minutes} minutes and try again, or ask "
    "for help with the number in your letter.",
    minutes=MINUTES,
)
_UNKNOWN = "not of this round"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, round_id: str) -> HttpResponse:
    """Ask for the code, show the ballot, show it once more, cast it: whatever the form that was sent says."""
    if request.method != "POST":
        return _ask(request, round_id, _door(round_id), Sent())
    try:
        return _step(request, round_id)
    except (DatabaseError, BallotNotKept):
        # Nothing of this page asks the database: whoever votes keeps all they typed, and sends it again.
        fields = [(name, text) for name, texts in request.POST.lists() for text in texts if name != "go"]
        context = {"fields": fields, "go": request.POST.get("go", ""), "lang": "en-GB"}
        return render(request, "pages/voting/again.html", context, status=503)


@sensitive_variables("sent")
def _step(request: HttpRequest, round_id: str) -> HttpResponse:
    door = _door(round_id)
    paper = ballot_paper.ballot_paper(round_id)
    sent = read_sent(request.POST, paper.form.kind if paper else "")
    if paper is None or not door.open:
        return _ask(request, round_id, door, sent, status=409)
    go = request.POST.get("go", "")
    if go == "cast":
        return _cast(request, paper, sent, door)
    if go == "review":
        return _review(request, paper, sent)
    return _ballot(request, paper, sent) if go == "change" else _open(request, paper, sent, door)


def _open(request: HttpRequest, paper: BallotPaper, sent: Sent, door: Door) -> HttpResponse:
    """Look at the code before the ballot is shown, so that nobody fills one in for nothing."""
    form, at = CodeForm(request.POST), clock.now()
    status = 200
    if form.is_valid():
        address = address_of(request)
        if GUESSES.too_many(address, at):
            form.add_error(None, answer_to(_TOO_MANY))
            status = 429
        else:
            try:
                standing = voting.code_standing(paper.round, sent.code, at=at)
            except CodeMistyped as slip:
                form.add_error("code", answer_to(slip))
            else:
                if standing == "ready":
                    return _ballot(request, paper, sent.with_nonce(voting.new_form(paper.round, at=at)))
                if standing == _UNKNOWN:
                    GUESSES.count(address, at)
                form.add_error("code", answer_to(standing))
    return _ask(request, paper.round, door, sent, form, status)


def _ask(
    request: HttpRequest, round_id: str, door: Door, sent: Sent, form: CodeForm | None = None, status: int = 200
) -> HttpResponse:
    """Show the page that asks for the code; it carries choices that were made already."""
    paper = ballot_paper.ballot_paper(round_id)
    title = paper.title if paper else ballot_paper.title_of(round_id)
    context = {
        "title": say("Vote: {round}", round=title),
        "trail": _trail(round_id, title),
        "round_id": round_id,
        "door": door,
        "paper": paper,
        "shown": shown(form if form is not None else CodeForm()),
        "hidden": list(sent.hidden(paper.form.kind)) if paper else [],
        "used": used(WORDS),
    }
    return render(request, "pages/voting/code.html", context, status=status)


def _ballot(request: HttpRequest, paper: BallotPaper, sent: Sent, wrong: BallotRefused | None = None) -> HttpResponse:
    lines, faults = ballot_lines(paper, sent, wrong)
    context = _page(paper, sent) | {"lines": lines, "faults": faults, "wrong": wrong is not None}
    return render(request, "pages/voting/ballot.html", context, status=400 if wrong else 200)


def _review(request: HttpRequest, paper: BallotPaper, sent: Sent, *, ran_out: bool = False) -> HttpResponse:
    try:
        made = choices(paper.form, sent)
    except BallotRefused as wrong:
        return _ballot(request, paper, sent, wrong)
    context = _page(paper, sent) | {
        "lines": review_lines(paper, made),
        "cost": ballot_paper.costs(paper, made.chosen),
        "given": sum(made.points),
        "ran_out": ran_out,
        "hidden": list(sent.hidden(paper.form.kind)),
    }
    return render(request, "pages/voting/review.html", context)


def _cast(request: HttpRequest, paper: BallotPaper, sent: Sent, door: Door) -> HttpResponse:
    at, where = clock.now(), address_of(request)
    if GUESSES.too_many(where, at):
        form = CodeForm(request.POST)
        form.add_error(None, answer_to(_TOO_MANY))
        return _ask(request, paper.round, door, sent, form, 429)
    try:
        ballot = CastForm(sent.code, filled(paper.form, sent), sent.nonce)
        receipt = cast_ballot(paper.round, ballot, at=at, actors=Actors("voter"), helper=sent.helper)
    except FormRunOut:
        return _review(request, paper, sent.with_nonce(voting.new_form(paper.round, at=at)), ran_out=True)
    except BallotRefused as wrong:
        return _ballot(request, paper, sent, wrong)
    except (CodeMistyped, CodeNotValid, CodeUsed) as wrong:
        if isinstance(wrong, CodeNotValid):
            GUESSES.count(where, at)
        form = CodeForm(request.POST)
        form.add_error("code", answer_to(wrong))
        return _ask(request, paper.round, door, sent, form, 409)
    return receipt_page(
        request, paper, say("Vote: {round}", round=paper.title), _trail(paper.round, paper.title), receipt
    )


@never_cache
@require_safe
def receipts(request: HttpRequest, round_id: str) -> HttpResponse:
    """Show the list of receipts after the close, and look one up."""
    door = _door(round_id)
    listed = ballot_paper.receipts(round_id)
    asked = "".join(request.GET.get("receipt", "").split()).lower()
    known = set(listed.decode("ascii").split()) if listed is not None else set()
    closed = ballot_paper.close_entry(round_id) or {}
    title = ballot_paper.title_of(round_id)
    context = {
        "title": say("Receipts: {round}", round=title),
        "trail": _trail(round_id, title),
        "round_id": round_id,
        "door": door,
        "listed": listed is not None,
        "number": len(known),
        "digest": closed.get("sealed", ""),
        "asked": asked,
        "typed": request.GET.get("receipt", "")[:200],
        "whole": len(asked) == 64 and not set(asked) - set("0123456789abcdef"),
        "found": asked in known,
        "used": used(WORDS),
    }
    return render(request, "pages/voting/receipts.html", context)


@require_safe
def receipt_file(request: HttpRequest, round_id: str) -> HttpResponse:
    """Give the list of receipts as the file whose hash the entry of the close bears."""
    del request
    _door(round_id)
    listed = ballot_paper.receipts(round_id)
    if listed is None:
        raise Http404
    return HttpResponse(listed, content_type="text/plain; charset=utf-8")


def _door(round_id: str) -> Door:
    found = voting.door(round_id, clock.now())
    if found is None:
        raise Http404
    return found


def _page(paper: BallotPaper, sent: Sent) -> dict[str, object]:
    return {
        "title": say("Vote: {round}", round=paper.title),
        "trail": _trail(paper.round, paper.title),
        "round_id": paper.round,
        "paper": paper,
        "sent": replace(sent, chosen=(), numbers=()),
        "used": used(WORDS),
    }


def _trail(round_id: str, title: str) -> tuple[Link, ...]:
    return Link(say("Decide"), "/decide/"), Link(title, f"/decide/{quote(round_id)}/")
