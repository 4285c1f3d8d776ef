"""The public pages: each view shows what one read gives, and nothing else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from commonweal.web.pages.context import as_of, is_live
from commonweal.web.pages.words import GLOSSARY, used
from commonweal.web.pages.work import acting
from commonweal.web.reads import (
    analyst_page,
    award_page,
    board_page,
    decide_page,
    downloads,
    easy_read,
    fund_page,
    grants,
    handover_page,
    needs_page,
    neighbourhood_page,
    place_page,
    proposal_page,
    proposals_page,
    record_page,
    sources_page,
)
from commonweal.web.reads.easy_read import Sheet
from commonweal.web.reads.shown import Page, Section

_TEXT = {
    "json": "application/json",
    "jsonl": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "pb": "text/plain; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "geojson": "application/geo+json",
}
_HOW = (
    "board",
    "checkpoint",
    "entry",
    "equal-shares",
    "fingerprint",
    "floor",
    "fund",
    "gap",
    "greedy",
    "hand-over",
    "neighbourhood",
    "record",
    "ballot",
    "round",
)
_EASY = ("ballot", "board", "round")
"""Words of the glossary on pages whose text stands in their templates."""


@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """Show what the place is and where its cycle stands."""
    return _shown(request, place_page.place(as_of(request)))


@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """Show what people need and where it is missing."""
    return _shown(request, needs_page.needs())


@require_safe
def service(request: HttpRequest, service: str) -> HttpResponse:
    """Show the need of one service."""
    return _shown(request, needs_page.service(service))


@require_safe
def neighbourhoods(request: HttpRequest) -> HttpResponse:
    """Show every neighbourhood, in the order of their names."""
    return _shown(request, neighbourhood_page.listed())


@require_safe
def neighbourhood(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one neighbourhood: its needs, what is near, what is planned, and who to talk to."""
    return _shown(request, neighbourhood_page.one(slug))


@require_safe
def decide(request: HttpRequest) -> HttpResponse:
    """Show the rounds."""
    return _shown(request, decide_page.rounds(as_of(request)))


@require_safe
def round_result(request: HttpRequest, round_id: str) -> HttpResponse:
    """Show the result of a round, with a reason for each project."""
    return _shown(request, decide_page.result(round_id, as_of(request), live=is_live(request)))


@require_safe
def easy_vote(request: HttpRequest, round_id: str) -> HttpResponse:
    """Say in Easy Read how to vote in a round."""
    return _easy(request, easy_read.how_to_vote(round_id, as_of(request)))


@require_safe
def easy_result(request: HttpRequest, round_id: str) -> HttpResponse:
    """Say in Easy Read what a round decided."""
    return _easy(request, easy_read.what_was_decided(round_id))


@require_safe
def proposals(request: HttpRequest, round_id: str) -> HttpResponse:
    """Show the ideas and proposals of a round, as they are published."""
    return _shown(request, proposals_page.listed(round_id, as_of(request)))


@require_safe
def proposal(request: HttpRequest, round_id: str, name: str) -> HttpResponse:
    """Show one proposal with its history, as it is published."""
    return _shown(request, proposal_page.one(round_id, name, as_of(request)))


@require_safe
def review_log(request: HttpRequest, round_id: str) -> HttpResponse:
    """Give what was decided about a round's ideas and proposals as a table."""
    del request
    return _found(proposals_page.review_log(round_id), _TEXT["csv"], "review-log.csv")


@require_safe
def hand_over(request: HttpRequest) -> HttpResponse:
    """Show the hand-over plan, with a reason for each service in each neighbourhood."""
    return _shown(request, handover_page.plan())


@require_safe
def hand_over_check(request: HttpRequest) -> HttpResponse:
    """Show what it takes to check the plan."""
    return _shown(request, analyst_page.analysis())


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the board: who sits on it, what they have an interest in, when it meets and what it decided."""
    return _shown(request, board_page.board(), acting.on_board(request))


@require_safe
def decisions_csv(request: HttpRequest) -> HttpResponse:
    """Give the log of decisions as a table."""
    del request
    return _file(board_page.decisions_csv(), _TEXT["csv"], "decisions.csv")


@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    """Show the funds."""
    return _shown(request, fund_page.funds(), acting.on_funds(request))


@require_safe
def fund(request: HttpRequest, fund_id: str) -> HttpResponse:
    """Show a fund, reconciled to the penny."""
    return _shown(request, fund_page.fund(fund_id), acting.on_fund(request, fund_id))


@require_safe
def award(request: HttpRequest, name: str) -> HttpResponse:
    """Show an award that is decided by scores."""
    return _shown(request, award_page.award(name), acting.on_award(request, name))


@require_safe
def ledger_csv(request: HttpRequest, fund_id: str) -> HttpResponse:
    """Give every movement of a fund as a table."""
    del request
    return _found(fund_page.ledger_csv(fund_id), _TEXT["csv"], f"{fund_id}-ledger.csv")


@require_safe
def constitution_json(request: HttpRequest, fund_id: str) -> HttpResponse:
    """Give the constitution of a fund, exactly as it was hashed."""
    del request
    return _found(fund_page.constitution_json(fund_id), _TEXT["json"])


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Show the public record and how to check it."""
    return _shown(request, record_page.record())


@require_safe
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """Show one entry of the record."""
    return _shown(request, record_page.entry(number))


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Show the files that every figure comes from."""
    return _shown(request, sources_page.sources())


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """Say how it all works."""
    return render(request, "pages/how.html", {"used": used(_HOW)})


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Say what the words mean."""
    return render(request, "pages/glossary.html", {"glossary": GLOSSARY})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how the pages are made for everyone."""
    return render(request, "pages/accessibility.html", {"used": used(("board",))})


@require_safe
def bundle_zip(request: HttpRequest) -> HttpResponse:
    """Give the bundle as one file."""
    del request
    data = downloads.zipped()
    if data is None:
        raise Http404
    return _file(data, "application/zip", "bundle.zip")


@require_safe
def bundle_file(request: HttpRequest, path: str) -> HttpResponse:
    """Give one file of the bundle, to be read in the browser where it is text."""
    del request
    data = downloads.bundle().get(path)
    if data is None:
        raise Http404
    return _file(data, _TEXT.get(path.rpartition(".")[2], "application/octet-stream"))


@require_safe
def grants_json(request: HttpRequest) -> HttpResponse:
    """Give every award as 360Giving publishes grants."""
    del request
    data = grants.as_json()
    if data is None:
        raise Http404
    return _file(data, "application/json", "grants.json")


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """Give the stand-alone verifier."""
    del request
    return _file(downloads.program(), "application/zip", "verifier.pyz")


def _shown(request: HttpRequest, page: Page | None, acts: Section | None = None) -> HttpResponse:
    if page is None:
        raise Http404
    found = {"page": page, "here": page.here, "used": used(page.words), "acts": acts}
    return render(request, "pages/page.html", found)


def _easy(request: HttpRequest, sheet: Sheet | None) -> HttpResponse:
    if sheet is None:
        raise Http404
    return render(request, "pages/easy.html", {"sheet": sheet, "here": "decide", "used": used(_EASY)})


def _found(data: bytes | None, kind: str, name: str = "") -> HttpResponse:
    if data is None:
        raise Http404
    return _file(data, kind, name)


def _file(data: bytes, kind: str, name: str = "") -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    named = content_disposition_header(bool(name), name)
    if named:
        answer["Content-Disposition"] = named
    return answer
