"""Every term links to one definition: whatever page uses a word of the glossary offers what it means."""

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from commonweal.formats.prose import Prose
from commonweal.web.pages.words import GLOSSARY
from tests.web.pages.acting import page
from tests.web.pages.proposing import round_of_ideas
from tests.web.pages.voting.voter import at
from tests.web.procedures import rounds, voting
from tests.web.procedures.proposing import WEIGHED, proposed, reviewed

EVERYDAY = frozenset({"access", "area", "need", "plan", "service"})
"""Words that people also use in their everyday meaning; the pages on needs and on the plan offer them too."""
NAMES = ("Dogger Haven Neighbourhood Board", "Dogger Haven Fund 2024")
SIGNS = {
    "entry": r"entry|entries|entered",
    "hand-over": r"hand-overs?",
    "interest": r"interests?",
    "neighbourhood": r"neighbourhoods?",
}


def named(text: str) -> set[str]:
    """Give the anchors of the glossary's words that a text uses, in one or many."""
    prose, found = Prose(), set()
    for word in GLOSSARY:
        sign = SIGNS.get(word.anchor, rf"{re.escape(prose.text(word.name))}s?")
        if word.anchor not in EVERYDAY and re.search(rf"(?<![\w-])(?:{sign})(?![\w-])", text, re.IGNORECASE):
            found.add(word.anchor)
    return found


def undefined(html: str) -> set[str]:
    """Give the words that the main part of a page uses without offering what they mean."""
    main = html.split("<main", 1)[1].split("</main>", maxsplit=1)[0]
    body, _, foot = main.partition('<p class="on-page">')
    # Names that people gave to a board or a round are names, whatever words are in them.
    for name in NAMES:
        body = body.replace(name, " ")
    body = re.sub(
        r'<nav class="trail".*?</nav>|<svg.*?</svg>|<pre.*?</pre>|<code.*?</code>|<title.*?</title>',
        " ",
        body,
        flags=re.DOTALL,
    )
    return named(unescape(re.sub(r"<[^>]+>", " ", body))) - set(
        re.findall(r'glossary/(?:index\.html)?#([a-z-]+)"', foot)
    )


def undefined_at(addresses: Iterable[str]) -> dict[str, set[str]]:
    found = {address: undefined(page(Client().get(address))) for address in addresses}
    return {address: words for address, words in found.items() if words}


def test_a_word_that_is_not_offered_is_found() -> None:
    foot = '<p class="on-page"><a href="/glossary/#entry"></a></p>'
    html = f'<main id="main"><p>The checkpoint of two entries.</p>{foot}</main>'
    assert undefined(html) == {"checkpoint"}


def test_the_published_pages_offer_their_words(published_site) -> None:
    pages = {name: data.decode() for name, data in published_site.items() if name.endswith(".html")}
    del pages["glossary/index.html"]
    entries = [name for name in pages if name.startswith("record/")][5:]
    found = {name: words for name, html in pages.items() if name not in entries and (words := undefined(html))}
    assert found == {}


def test_a_round_of_ideas_offers_its_words(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    round_of_ideas(monkeypatch)
    ticket = proposed()
    reviewed(ticket.id, WEIGHED)
    public = ("/", "/decide/", "/decide/r1/", "/decide/r1/proposals/", f"/decide/r1/proposals/{ticket.id}/", "/board/")
    acting = ("/ideas/r1/", "/ideas/r1/new/", f"/proposals/r1/{ticket.id}/", "/urgent/", "/how-it-works/")
    assert undefined_at((*public, *acting, "/accessibility/", "/decide/r1/easy-read/how-to-vote/")) == {}


def test_a_vote_offers_its_words_from_the_code_to_the_result(
    place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, voting.OPEN)
    code = voting.voting(1)[0]
    addresses = ("/", "/decide/", "/decide/r1/", "/vote/r1/", "/vote/r1/receipts/", "/urgent/", "/how-it-works/")
    assert undefined_at(addresses) == {}
    assert undefined(page(Client().post("/vote/r1/", {"go": "open", "code": code}))) == set()
    at(monkeypatch, voting.CLOSED)
    voting.close()
    assert undefined_at(addresses) == {}


def test_a_result_offers_its_words(place_on_sqlite: Path) -> None:
    rounds.opened()
    rounds.with_rules()
    addresses = ("/", "/decide/", "/decide/r1/", "/board/", "/record/", "/record/2/", "/funds/", "/sources/")
    assert undefined_at(addresses) == {}
    rounds.counted()
    assert undefined_at((*addresses, "/record/3/", "/decide/r1/easy-read/what-was-decided/")) == {}
