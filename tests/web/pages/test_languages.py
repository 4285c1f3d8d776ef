"""Every page in another language: at an address of its own, with links that stay in it, and nothing remembered."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.web.pages.acting import page
from tests.web.pages.signed import sign_in
from tests.web.procedures import rounds, voting

ADDRESSES = re.compile(r'(?:href|action)="(/[^"#]*)')


@pytest.fixture
def opened(place_on_sqlite: Path) -> Path:
    rounds.opened()
    return place_on_sqlite


def test_a_page_says_its_language_and_leads_to_the_same_page_in_the_other(opened: Path) -> None:
    english, welsh = page(Client().get("/decide/")), page(Client().get("/cy/decide/"))
    assert '<html lang="en-GB">' in english
    assert 'href="/cy/decide/" lang="cy" hreflang="cy">Cymraeg</a>' in english
    assert '<html lang="cy">' in welsh
    assert 'href="/decide/" lang="en" hreflang="en">English</a>' in welsh
    assert "Cofnod cyhoeddus" in welsh
    assert "Public record" not in welsh
    assert 'class="page unread"' in welsh
    assert 'class="page unread"' not in english


def test_links_to_pages_stay_in_the_language_and_links_to_files_lead_to_the_one_file(opened: Path) -> None:
    led = set(ADDRESSES.findall(page(Client().get("/cy/record/"))))
    pages = {address for address in led if address.endswith("/")}
    assert {address for address in pages if not address.startswith("/cy/")} == {"/record/"}
    assert {address for address in led - pages if address.startswith("/cy/")} == set()
    assert {"/cy/decide/", "/bundle.zip"} <= led


def test_each_language_is_kept_apart(opened: Path) -> None:
    reader = Client()
    answers = [reader.get(address) for address in ("/", "/cy/", "/", "/cy/")]
    assert [page(answer).count('<html lang="cy">') for answer in answers] == [0, 1, 0, 1]
    assert all(int(answer.headers["Content-Length"]) == len(answer.content) for answer in answers)
    assert answers[1].headers["ETag"] == answers[3].headers["ETag"] != answers[0].headers["ETag"]
    assert not answers[1].cookies


def test_who_acts_is_led_on_in_the_language(opened: Path) -> None:
    answer = Client().get("/cy/work/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/cy/account/")
    secretary = sign_in("board secretary")
    done = secretary.post("/cy/work/publish-terms/", {"board": "B", "holds_from": "2027-01-01", "words": "We decide."})
    assert done.headers["Location"] == "/cy/work/?done=publish_terms"


def test_nobody_votes_in_a_language_that_no_speaker_has_read(opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.formats import prose

    answer = Client().get(f"/cy/vote/{voting.ROUND}/?a=b")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/vote/{voting.ROUND}/?a=b")
    read = prose.Language("cy", "Cymraeg", reviewed=True)
    monkeypatch.setitem(prose.LANGUAGES, "cy", read)
    assert Client().get(f"/cy/vote/{voting.ROUND}/").status_code != 302


def test_a_page_that_is_missing_is_missing_in_the_language_too(opened: Path) -> None:
    answer = Client().get("/cy/nowhere/")
    assert answer.status_code == 404
    assert '<html lang="cy">' in page(answer)
    assert Client().get("/cyclists/").status_code == 404
