"""What is told once stands on no other page and in no row: codes to vote with, private links, invitations."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.pages import proposing
from tests.web.pages.crawl import crawled, everything_stored
from tests.web.pages.signed import sign_in
from tests.web.pages.test_own_proposals import link_in
from tests.web.pages.voting import officers
from tests.web.pages.voting.officers import Officers, with_ballot
from tests.web.pages.voting.test_ballot_acts import codes_on, issue
from tests.web.pages.voting.voter import at, page


@pytest.fixture
def ready(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Officers:
    del stored_place
    at(monkeypatch, officers.BEFORE)
    made = officers.reviewed()
    with_ballot(made)
    return made


def squeezed(text: str) -> str:
    return re.sub(r"[\s-]", "", text).upper()


def test_codes_are_on_the_sheets_that_are_printed_once_and_nowhere_else(
    ready: Officers, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = issue(ready.returning)
    codes = codes_on(sheets)
    assert len(codes) == 12
    assert "no-store" in sheets["Cache-Control"]
    at(monkeypatch, officers.OPEN)
    everything: Any = [everything_stored()]
    for client in (Client(), ready.returning, ready.secretary):
        acting = "/" if client is not ready.secretary else "/work/"
        pages = crawled(client, ["/", "/work/", "/work/round/r1/", "/work/issue-codes/r1/"], within=acting)
        everything += [seen.text for seen in pages.values()]
    told = squeezed("\n".join(everything))
    assert not [code for code in codes if squeezed(code) in told]
    # The sheets are answered to the form that made them: asked for again, they are the form once more.
    assert codes_on(ready.returning.get("/work/issue-codes/r1/")) == []
    again = issue(ready.returning)
    assert codes_on(again) == []
    assert "Everybody on the register has a code" in page(again)


def test_the_private_link_of_an_idea_is_in_its_answer_and_nowhere_else(
    stored_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposing.round_of_ideas(monkeypatch)
    answer = Client().post("/ideas/r1/new/", {"title": "A bench by the stop"})
    token = link_in(page(answer)).split("/")[2]
    assert "no-store" in answer["Cache-Control"]
    assert token not in everything_stored()
    worker = sign_in("CVS worker", at=proposing.at(5))
    for client in (Client(), worker):
        pages = crawled(client, ["/", "/ideas/r1/", "/work/", "/work/queue/r1/", "/record/"])
        assert [address for address, seen in pages.items() if token in seen.text] == []


def test_the_link_of_an_invitation_is_on_one_page_and_nowhere_else(
    stored_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web import clock
    from tests.web.procedures import rounds

    rounds.opened()
    monkeypatch.setattr(clock, "now", lambda: rounds.hour(1))
    secretary = sign_in("board secretary", at=rounds.hour(1))
    sent = {"name": "Somebody new", "email": "new@example.org", "role": "auditor"}
    told = secretary.post("/work/invite-person/", sent)
    assert "no-store" in told["Cache-Control"]
    found = re.search(r"/invitation/([\w-]+)/", page(told))
    assert found
    assert found[1] not in everything_stored()
    pages = crawled(secretary, ["/work/", "/work/withdraw-invitation/", "/board/", "/record/"])
    assert [address for address, seen in pages.items() if found[1] in seen.text] == []
    assert "new@example.org" in pages["/work/withdraw-invitation/"].text
