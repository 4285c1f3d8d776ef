"""Step-in in the browser: an agreement and what happens under it, recorded by those who may, as its turn comes."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.web.pages import signed
from tests.web.pages.acting import confirmed, newest, opened, page, sign_in, text_of
from tests.web.procedures import rounds, stepped

__all__ = ["opened"]
AGREED = {
    "service": "library",
    "neighbourhood": "Quayside",
    "organisation": "o-a",
    "on": "2026-11-01",
    "duty": "agreed",
    "notice_months": "3",
    "days_closed": "3",
    "hours_open_share": "50 %",
    "notice": "on",
}


@pytest.fixture
def places(opened: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give a way to move the clock of a place with services and bodies to a day."""
    from commonweal.web import clock
    from commonweal.web.procedures.change_place import change_place
    from commonweal.web.rights import actors_of

    change_place(stepped.PLACE, at=rounds.hour(3), actors=actors_of("change_place"))
    return lambda number: monkeypatch.setattr(clock, "now", lambda: rounds.hour(4) + timedelta(days=number))


def test_a_case_is_recorded_from_the_desk_step_by_step(places: Any) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    begun = confirmed(secretary, officer, "/work/agree-step-in/", AGREED)
    assert begun["Location"] == "/work/?done=agree_step_in"
    assert newest().payload["agreement"] == "s1"
    assert newest().payload["watched"] == [
        {"measure": "days_closed", "threshold": 3},
        {"measure": "hours_open_share", "threshold": "1/2"},
        {"measure": "notice"},
    ]
    desk = page(officer.get("/work/"))
    assert "/work/trigger-step-in/s1/" in desk
    assert not any(f"/work/{one}/s1/" in desk for one in ("begin-step-in", "end-step-in", "hold-learning-review"))
    places(3)
    address = "/work/trigger-step-in/s1/"
    assert "days closed in a row" in page(officer.get(address))
    sent = {"measure": "days_closed", "on": "2026-11-04", "began": "2026-11-02"}
    assert officer.post(address, {**sent, "began": "2026-11-01"}).status_code == 409
    assert confirmed(officer, secretary, address, sent)["Location"] == "/work/?done=trigger_step_in"
    on = {"on": "2026-11-04"}
    assert confirmed(secretary, officer, "/work/begin-step-in/s1/", on)["Location"] == "/work/?done=begin_step_in"
    told = text_of(page(secretary.get("/work/end-step-in/s1/")))
    assert "Library, Quayside: the council stepped in on 4 November 2026 and runs it for a time." in told
    ended = {**on, "end": "hand-on", "successor": "o-b"}
    assert confirmed(officer, secretary, "/work/end-step-in/s1/", ended)["Location"] == "/work/?done=end_step_in"
    assert newest().payload["successor"] == "o-b"
    held = {**on, "parties": ["council", "organisation"]}
    assert "Choose from the answers." in page(officer.post("/work/hold-learning-review/s1/", {**on, "parties": ["x"]}))
    assert officer.post("/work/hold-learning-review/s1/", held)["Location"] == "/work/?done=hold_learning_review"
    assert newest().payload["parties"] == ["council", "organisation"]
    for name in ("trigger", "begin", "end"):
        assert f"/work/{name}-step-in/s1/" not in page(officer.get("/work/"))


def test_a_member_of_the_body_asks_to_hand_it_back_and_keeps_it_on(places: Any) -> None:
    stepped.agreed(at=rounds.hour(4))
    member = signed.sign_in("organisation member", organisation="o-a", at=rounds.hour(4))
    other = signed.sign_in("organisation member", organisation="o-b", at=rounds.hour(4))
    places(1)
    on = {"on": "2026-11-02"}
    assert "does not act for" in page(other.post("/work/ask-hand-back/s1/", on))
    assert member.post("/work/ask-hand-back/s1/", on)["Location"] == "/work/?done=ask_hand_back"
    desk = page(member.get("/work/"))
    assert "/work/withdraw-hand-back/s1/" in desk
    assert "/work/ask-hand-back/s1/" not in desk
    assert member.post("/work/withdraw-hand-back/s1/", on)["Location"] == "/work/?done=withdraw_hand_back"
    assert "keeps it on after all" in page(member.get(f"/record/{newest().number}/"))


def test_an_agreement_that_watches_nothing_is_recorded_and_one_without_its_service_is_not(places: Any) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    bare = {name: value for name, value in AGREED.items() if name not in {"days_closed", "hours_open_share", "notice"}}
    assert "Fill this in." in page(secretary.post("/work/agree-step-in/", {**bare, "service": ""}))
    confirmed(secretary, officer, "/work/agree-step-in/", bare)
    assert newest().payload["watched"] == []
