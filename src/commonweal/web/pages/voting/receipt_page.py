"""The page of a receipt: but for the receipt itself it is the same for every voter, so it is made once."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from commonweal.funding.box import seal
from commonweal.terms.sentences import Sentence
from commonweal.web.pages.context import language
from commonweal.web.pages.words import used
from commonweal.web.reads.ballot_paper import BallotPaper
from commonweal.web.reads.shown import Link

WORDS = ("ballot", "board", "challenge", "cvs-worker", "entry", "fingerprint", "receipt", "returning-officer", "round")
"""Words of the glossary on the pages of voting."""
_HERE = "receipt-stands-here"
_MOST = 8
_KEPT: dict[tuple[str, ...], tuple[str, str]] = {}
"""Pages as they were made, before and after the receipt. Nothing of whoever asked is kept with them."""


def receipt_page(
    request: HttpRequest, paper: BallotPaper, title: Sentence, trail: tuple[Link, ...], receipt: str
) -> HttpResponse:
    """Give the page of a receipt.

    Args:
        request: the request in which the ballot was cast; of it, the page bears the address it was sent to.
        paper: the ballot.
        title: of the page.
        trail: where the page stands.
        receipt: 64 hexadecimal digits.
    """
    address = request.build_absolute_uri(f"/vote/{quote(paper.round)}/receipts/")
    # Whatever else the page bears changes with an entry of the record alone.
    key = (paper.head, paper.round, address, language())
    made = _KEPT.get(key)
    if made is None:
        context = {
            "title": title,
            "trail": trail,
            "round_id": paper.round,
            "paper": paper,
            "groups": [_HERE],
            "closes": paper.closes,
            "address": address,
            "used": used(WORDS),
        }
        before, _, after = render_to_string("pages/voting/receipt.html", context, request).partition(
            f"<span>{_HERE}</span>"
        )
        made = before, after
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        _KEPT[key] = made
    groups = " ".join(f"<span>{group}</span>" for group in seal.shown(receipt).split())
    return HttpResponse(f"{made[0]}{groups}{made[1]}")
