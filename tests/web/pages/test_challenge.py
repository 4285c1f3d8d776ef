"""Challenging a result: anybody may while its window is open; then no form asks for what cannot be taken."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.procedures.courses import noon
from tests.web.procedures.test_money_loop import R, cast, codes, count, on_ballot, opened_and_drawn, published

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


def taken() -> list[str]:
    from commonweal.web.reads import stored

    return [str(one.payload["challenge"]) for one in stored.entries() if one.kind == "challenge_made"]


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A counter of what was sent that no other test has counted with."""
    from commonweal.web.pages.funding import views
    from commonweal.web.pages.voting.guesses import Guesses

    counter = Guesses(5, 60)
    monkeypatch.setattr(views, "SENT", counter)
    return counter


def test_the_same_words_again_are_the_same_challenge_until_it_is_answered(
    counted: None, fresh: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web.procedures.answer_challenge import answer_challenge
    from tests.web.procedures.test_money_loop import pair

    resident = on(noon(62), monkeypatch)
    for words in ("My ballot is missing.", " my  BALLOT is missing. "):
        assert "It has the number r1-c1" in resident.post(LINK, {"grounds": words}).content.decode()
    said: dict[str, Any] = {"answer": "not about the count", "reason": "It is there."}
    answer_challenge(R, ["r1-c1"], **said, at=noon(62), actors=pair("answer_challenge"))
    assert "It has the number r1-c2" in resident.post(LINK, {"grounds": "My ballot is missing."}).content.decode()


def test_one_machine_sends_five_in_an_hour_and_another_one_is_still_heard(
    counted: None, fresh: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident = on(noon(62), monkeypatch)
    for number in range(5):
        assert resident.post(LINK, {"grounds": f"Reason {number}"}).status_code == 200
    refused = resident.post(LINK, {"grounds": "Reason 5"})
    assert refused.status_code == 409
    assert "Send it again in 60 minutes." in refused.content.decode()
    assert "Reason 5" in refused.content.decode()
    assert len(taken()) == 5
    other = Client(REMOTE_ADDR="203.0.113.7")
    assert other.post(LINK, {"grounds": "Reason 6"}).status_code == 200
    later = on(noon(62) + timedelta(hours=1), monkeypatch)
    assert later.post(LINK, {"grounds": "Reason 7"}).status_code == 200


def test_one_answer_stands_for_several_and_for_all_of_them_or_none(
    counted: None, fresh: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.errors import NotNow
    from commonweal.web.procedures.answer_challenge import answer_challenge
    from commonweal.web.reads import stored
    from tests.web.procedures.test_money_loop import pair

    resident = on(noon(62), monkeypatch)
    for number in range(3):
        resident.post(LINK, {"grounds": f"Reason {number}"})
    more: dict[str, Any] = {"answer": "the same", "reason": "Counted again.", "at": noon(63)}
    more["actors"] = pair("answer_challenge")
    before = len(stored.entries())
    for named in ([], ["r1-c1", "r1-c1"], ["r1-c1", "r1-c9"]):
        with pytest.raises(NotNow):
            answer_challenge(R, named, **more)
    assert len(stored.entries()) == before
    told = answer_challenge(R, ["r1-c1", "r1-c3"], **more)
    assert [one.payload["challenge"] for one in told] == ["r1-c1", "r1-c3"]
    assert [name for name, entry in stored.challenges(R).items() if entry is None] == ["r1-c2"]


def test_the_form_leads_to_where_urgent_concerns_are_told(counted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on(noon(62), monkeypatch).get(LINK).content.decode()
    assert "If somebody is in danger now, ring 999." in shown
