"""Challenging a result: anybody may while its window is open; then no form asks for what cannot be taken."""

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from tests.web.procedures.test_money_loop import R, cast, codes, count, noon, on_ballot, opened_and_drawn, published

LINK = f"/decide/{R}/challenge/"


@pytest.fixture
def counted(stored_place: Path) -> None:
    tea, trees = published(("Tea", 20_000), ("Trees", 15_000))
    on_ballot([tea, trees])
    for code in codes(2):
        cast(code, tea)
    opened_and_drawn()
    count()


def on(day: datetime, monkeypatch: pytest.MonkeyPatch) -> Client:
    from commonweal.web import clock

    monkeypatch.setattr(clock, "now", lambda: day)
    return Client()


def test_a_challenge_is_taken_while_the_window_is_open(counted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web.reads import stored

    resident = on(noon(62), monkeypatch)
    assert f'href="{LINK}"' in resident.get(f"/decide/{R}/").content.decode()
    assert resident.get(LINK).status_code == 200
    assert "Fill this in." in resident.post(LINK, {"grounds": " "}).content.decode()
    assert "Your challenge was taken" in resident.post(LINK, {"grounds": "My ballot is missing."}).content.decode()
    assert stored.entries()[-1].kind == "challenge_made"


def test_no_form_asks_for_a_challenge_after_the_window(counted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web.reads import stored

    resident = on(noon(90), monkeypatch)
    assert f'href="{LINK}"' not in resident.get(f"/decide/{R}/").content.decode()
    for answer in (resident.get(LINK), resident.post(LINK, {"grounds": "My ballot is missing."})):
        assert answer.status_code == 409
        assert "the challenge window ended on" in answer.content.decode()
        assert "<textarea" not in answer.content.decode()
    assert stored.entries()[-1].kind == "result_provisional"
