"""The desk and its acts: whoever is signed in does what their role may, two people where two are needed."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from commonweal.proposals.questions import CATALOGUE, own_id
from tests.web.pages.signed import client, person, sign_in
from tests.web.procedures import rounds

OURS = [one.id for one in CATALOGUE]
RULES: dict[str, Any] = {
    "round": "green-2027",
    "title": "Green round",
    "budget": "£10,000.50",
    "money": "revenue",
    "rule": "equal_shares",
    "ballot": "approval",
    "fewest": "1",
    "ideas_from": "2026-11-20",
    "ideas_until": "30/11/2026",
    "opens": "2026-12-20",
    "closes": "2027-01-10",
    "due": "2027-06-30",
    "appeal_days": "7",
    "challenge_days": "7",
    "who": "Everybody of 16 or over who lives here",
    "lot": "A die is thrown in public",
    "binding": "binding",
    "ours": OURS,
    "questions": "Who keeps the key?; a building left open",
}


@pytest.fixture
def opened(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from commonweal.web import clock

    rounds.opened()
    monkeypatch.setattr(clock, "now", lambda: rounds.hour(1))
    return stored_place


def page(answer: Any) -> str:
    text: str = answer.content.decode("utf-8")
    return text


def test_nobody_sees_the_desk_who_is_not_signed_in_by_both_steps(opened: Path) -> None:
    from django.contrib.auth import get_user_model

    assert Client().get("/work/")["Location"] == "/account/sign-in/?next=/work/"
    half = Client()
    half.force_login(get_user_model().objects.get(seat=person("board secretary")))
    assert half.get("/work/")["Location"] == "/account/device/"
    assert half.post("/work/draft-round/", RULES)["Location"] == "/account/device/"


def test_an_act_is_refused_to_another_role_and_unknown_ones_are_not_there(opened: Path) -> None:
    auditor = sign_in("auditor")
    assert auditor.get("/work/draft-round/").status_code == 403
    assert auditor.post("/work/draft-round/", RULES).status_code == 403
    assert auditor.get("/work/no-such-act/").status_code == 404
    assert auditor.get("/work/draft-round/extra/").status_code == 404
    assert "Draft the rules" not in page(auditor.get("/work/"))


def test_rules_are_drafted_by_one_and_published_by_two(opened: Path) -> None:
    from commonweal.web.reads import stored

    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    empty = page(secretary.post("/work/draft-round/", {}))
    assert 'href="#id_title"' in empty
    assert "Fill this in." in empty
    assert stored.draft_of("green-2027") is None
    assert secretary.post("/work/draft-round/", RULES)["Location"] == "/work/?done=draft_round"
    draft = stored.draft_of("green-2027") or {}
    assert draft["budget_pence"] == 1_000_050
    assert draft["ideas_until"] == "2026-11-30"
    own = {"question": own_id("Who keeps the key?"), "asks": "Who keeps the key?", "risk": "a building left open"}
    assert [one["question"] for one in draft["questions"][:-1]] == OURS
    assert draft["questions"][-1] == own
    assert 'value="10000.50"' in page(secretary.get("/work/change-draft/green-2027/"))
    shown = page(secretary.get("/work/publish-rules/green-2027/"))
    assert "£10,000.50 can be spent." in shown
    waiting = secretary.post("/work/publish-rules/green-2027/")["Location"]
    assert stored.round_of("green-2027") is None
    assert secretary.post(waiting, {"confirm": "yes"})["Location"] == "/work/"  # one person is not two
    assert stored.round_of("green-2027") is None
    waiting = secretary.post("/work/publish-rules/green-2027/")["Location"]
    assert waiting in page(officer.get("/work/"))
    assert "Confirm, and do it" in page(officer.get(waiting))
    assert officer.post(waiting, {"confirm": "yes"})["Location"] == "/work/?done=publish_rules"
    entry = stored.entries()[-1]
    assert (entry.kind, entry.role, entry.payload["second"]) == (
        "rules_published",
        "board secretary",
        "council officer",
    )
    assert officer.post(waiting, {"confirm": "yes"}).status_code == 409
    assert "This was confirmed and done." in page(secretary.get(waiting))
    assert secretary.get("/work/publish-rules/green-2027/").status_code == 404


def test_a_round_takes_its_money_from_a_period_of_a_fund_that_is_picked(opened: Path) -> None:
    from commonweal.web.reads import stored
    from tests.web.procedures import boards

    secretary = sign_in("board secretary")
    boards.constituted(hour=4, equity_floors=[])
    assert '<option value="pride/p2"' in page(secretary.get("/work/draft-round/"))
    assert "Choose one of the answers." in page(secretary.post("/work/draft-round/", {**RULES, "money_from": "pride"}))
    secretary.post("/work/draft-round/", {**RULES, "money_from": "pride/p2", "budget": "3000000"})
    draft = stored.draft_of("green-2027") or {}
    assert (draft["fund"], draft["period"]) == ("pride", "p2")
    assert '<option value="pride/p2" selected' in page(secretary.get("/work/change-draft/green-2027/"))
    told = page(secretary.post("/work/publish-rules/green-2027/"))
    assert "of revenue there is £2,999,999.99 and not £3,000,000.00" in told


def test_what_would_be_refused_is_said_before_a_second_person_is_asked(opened: Path) -> None:
    from commonweal.web.reads import who

    secretary = sign_in("board secretary")
    secretary.post("/work/draft-round/", {**RULES, "challenge_days": "1"})
    answer = secretary.post("/work/publish-rules/green-2027/")
    assert answer.status_code == 409
    assert "challenge_window" in page(answer)
    assert who.all_waiting(rounds.hour(1)) == ()


def test_an_act_can_be_declined_and_falls_after_a_week(opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web import clock
    from commonweal.web.reads import stored

    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    secretary.post("/work/draft-round/", RULES)
    waiting = secretary.post("/work/publish-rules/green-2027/")["Location"]
    officer.post(waiting, {"decline": "yes", "reason": "The <b>dates</b> clash"})
    assert "The &lt;b&gt;dates&lt;/b&gt; clash" in page(secretary.get(waiting))
    waiting = secretary.post("/work/publish-rules/green-2027/")["Location"]
    monkeypatch.setattr(clock, "now", lambda: rounds.hour(1) + timedelta(days=8))
    assert waiting not in page(officer.get("/work/"))
    assert officer.post(waiting, {"confirm": "yes"}).status_code == 409
    assert stored.round_of("green-2027") is None


def test_an_act_falls_with_the_role_of_whoever_began_it(opened: Path) -> None:
    from commonweal.web.reads import stored, who

    seat = person("board secretary")
    secretary, officer = client(seat), sign_in("council officer")
    secretary.post("/work/draft-round/", RULES)
    waiting = secretary.post("/work/publish-rules/green-2027/")["Location"]
    ended = {"holder": f"{seat}/board secretary", "reason": "removed"}
    assert officer.post("/work/end-role/", ended)["Location"] == "/work/?done=end_role"
    before = len(stored.entries())
    refused = officer.post(waiting, {"confirm": "yes"})
    assert refused.status_code == 409
    assert "holds the role of board secretary no longer" in page(refused)
    assert (len(stored.entries()), stored.round_of("green-2027")) == (before, None)
    assert who.all_waiting(rounds.hour(1)) == ()
    assert "This was closed." in page(officer.get(waiting))
    assert officer.post(waiting, {"confirm": "yes"}).status_code == 409
    person("board secretary", seat=seat, at=rounds.hour(1))
    waiting = secretary.post("/work/publish-rules/green-2027/")["Location"]
    assert officer.post(waiting, {"confirm": "yes"})["Location"] == "/work/?done=publish_rules"


def test_whoever_holds_two_roles_is_still_one_person(opened: Path) -> None:
    from commonweal.web.reads import stored

    seat = person("board secretary")
    person("council officer", seat=seat)
    both = client(seat)
    both.post("/work/draft-round/", RULES)
    waiting = both.post("/work/publish-rules/green-2027/")["Location"]
    assert both.post(waiting, {"confirm": "yes"})["Location"] == "/work/"
    assert stored.round_of("green-2027") is None


def test_an_invitation_is_taken_once_and_not_after_it_expired(opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web import clock
    from commonweal.web.reads import stored

    secretary = sign_in("board secretary")
    sent = {"name": "Somebody new", "email": "new@example.org", "role": "auditor"}
    told = page(secretary.post("/work/invite-person/", sent))
    link = told.split("<code>")[1].split("</code>")[0]
    assert link.startswith("http://testserver/invitation/")
    assert "new@example.org" in page(Client().get(link))
    begin = {"name": "Somebody new", "password1": "harbour lantern 9", "password2": "harbour lantern 9"}
    late = rounds.hour(1) + timedelta(days=7, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert Client().post(link, begin).status_code == 409
    monkeypatch.setattr(clock, "now", lambda: rounds.hour(1))
    assert Client().post(link, {**begin, "password2": "another"}).status_code == 200
    assert Client().post(link, begin)["Location"] == "/work/"
    assert stored.entries()[-1].payload["appointed"] == "auditor"
    assert stored.entries()[-1].role == "board secretary"
    assert Client().post(link, begin).status_code == 409
    assert Client().get("/invitation/made-up/").status_code == 409


def test_a_further_role_is_not_taken_after_its_invitation_expired(
    opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web import clock
    from commonweal.web.procedures.invite_person import invite_person
    from commonweal.web.reads import stored
    from commonweal.web.reads.who import Appointment
    from commonweal.web.rights import Actors

    holder = client(person("auditor"))
    invited = clock.now()
    invite_person(
        "person0@example.org", "0", Appointment("board member"), token="t" * 40, at=invited, actors=Actors("steward")
    )
    link, before = f"/invitation/{'t' * 40}/", len(stored.entries())
    monkeypatch.setattr(clock, "now", lambda: invited + timedelta(days=7, seconds=1))
    assert holder.get(link).status_code == 409
    assert holder.post(link).status_code == 409
    assert len(stored.entries()) == before
    monkeypatch.setattr(clock, "now", lambda: invited + timedelta(days=7))
    assert holder.get(link).status_code == 200
    assert holder.post(link)["Location"] == "/work/"
    assert stored.entries()[-1].payload["appointed"] == "board member"


def test_the_link_that_the_command_prints_expires_too(opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from commonweal.cli.main import app
    from commonweal.web import clock, setup

    told = CliRunner().invoke(app, ["invite", str(opened), "--name", "A", "--email", "a@example.org", "--json"])
    link = "/invitation/" + json.loads(told.stdout)["link"].split("/invitation/")[1]
    setup(opened)
    made = datetime.now(UTC)
    monkeypatch.setattr(clock, "now", lambda: made + timedelta(days=7, minutes=5))
    assert Client().get(link).status_code == 409
    begin = {"name": "A", "password1": "harbour lantern 9", "password2": "harbour lantern 9"}
    assert Client().post(link, begin).status_code == 409
    monkeypatch.setattr(clock, "now", lambda: made + timedelta(days=6))
    assert Client().get(link).status_code == 200


def test_whoever_gave_up_a_role_may_not_act_in_it(opened: Path) -> None:
    seat = person("board secretary")
    secretary, officer = client(seat), sign_in("council officer")
    assert secretary.get("/work/draft-round/").status_code == 200
    officer.post("/work/end-role/", {"holder": f"{seat}/board secretary", "reason": "resigned"})
    assert secretary.get("/work/draft-round/").status_code == 403
    assert "You hold no role any more." in page(secretary.get("/work/"))


def test_a_role_ends_by_itself_on_its_last_day(opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web import clock
    from commonweal.web.procedures.accept_invitation import accept_invitation
    from commonweal.web.procedures.invite_person import invite_person
    from commonweal.web.reads.who import Appointment, person_of
    from commonweal.web.rights import Actors

    to = Appointment("auditor", until=date(2026, 11, 30))
    invite_person("a@example.org", "A", to, token="t" * 40, at=clock.now(), actors=Actors("steward"))
    _, seat = accept_invitation(
        "t" * 40, name="A", password="x" * 20, seat="", at=clock.now(), actors=Actors("resident")
    )

    def held(day: int) -> int:
        found = person_of(seat, datetime(2026, 11, day, 12, tzinfo=clock.now().tzinfo))
        return len(found.roles) if found else -1

    assert (held(30), held(1)) == (1, 1)
    gone = person_of(seat, datetime(2026, 12, 1, 12, tzinfo=clock.now().tzinfo))
    assert gone is not None
    assert gone.roles == ()
