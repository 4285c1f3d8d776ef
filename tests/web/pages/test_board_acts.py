"""The board in the browser: its terms, meetings, decisions and interests, and the invitations to it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from tests.web.pages.acting import HOSTILE, assert_escaped, kept, newest, opened, page, sign_in
from tests.web.pages.signed import client
from tests.web.pages.signed import person as invited
from tests.web.procedures import boards, rounds

__all__ = ["opened"]
MEETING = {"on": "2026-12-01", "where": "Hall", "public": "open to all", "agenda": "The fund\n\nThe first round"}
DECIDED = {"title": "A fund for Quayside", "reason": "It was asked for.", "in_favour": "1", "against": "0"}
VOTES = {**DECIDED, "abstained": "0", "took_no_part": "1"}


def test_terms_are_published_and_the_next_version_begins_from_them(opened: Path) -> None:
    secretary = sign_in("board secretary")
    assert 'value="Harbour board"' in page(secretary.get("/work/publish-terms/"))
    assert "Fill this in." in page(secretary.post("/work/publish-terms/", {}))
    sent = {"board": "Harbour board", "holds_from": "2026-11-01", "words": f"We decide.\r\n\r\n{HOSTILE}"}
    assert secretary.post("/work/publish-terms/", sent)["Location"] == "/work/?done=publish_terms"
    assert newest().payload == {"board": "Harbour board", "version": 1, "from": "2026-11-01"}
    assert_escaped(secretary.get("/work/publish-terms/"))
    assert_escaped(secretary.get("/board/"))
    assert sign_in("auditor").get("/work/publish-terms/").status_code == 403


def test_a_meeting_is_prepared_changed_called_and_minuted(opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web import clock
    from commonweal.web.reads import board_work, stored

    secretary = sign_in("board secretary")
    count = len(stored.entries())
    assert "Fill this in." in page(secretary.post("/work/draft-meeting/", {}))
    assert secretary.post("/work/draft-meeting/", MEETING)["Location"] == "/work/?done=draft_meeting"
    assert secretary.post("/work/draft-meeting/", MEETING).status_code == 302
    assert [name for name, _ in board_work.open_meetings()] == ["2026-12-01", "2026-12-01-2"]
    assert len(stored.entries()) == count
    assert "/work/call-meeting/2026-12-01/" in page(secretary.get("/work/"))
    changed = {**MEETING, "where": HOSTILE, "agenda": f"{HOSTILE}\nThe fund"}
    assert secretary.post("/work/change-meeting/2026-12-01/", changed)["Location"] == "/work/?done=change_meeting"
    assert_escaped(secretary.get("/work/change-meeting/2026-12-01/"))
    assert_escaped(secretary.get("/work/call-meeting/2026-12-01/"))
    bad = secretary.post("/work/call-meeting/2026-12-01/")
    assert (bad.status_code, len(stored.entries())) == (409, count)  # a place that turns the line round is refused
    secretary.post("/work/change-meeting/2026-12-01/", MEETING)
    assert secretary.post("/work/call-meeting/2026-12-01/")["Location"] == "/work/?done=call_meeting"
    assert (newest().kind, kept("agenda")) == ("meeting_called", ["The fund", "The first round"])
    assert secretary.get("/work/call-meeting/2026-12-01/").status_code == 404
    minutes = {"present": "2", "members": "3", "words": HOSTILE}
    assert secretary.post("/work/publish-minutes/2026-12-01/", minutes).status_code == 409  # it was not held yet
    monkeypatch.setattr(clock, "now", lambda: rounds.hour(4) + timedelta(days=31))
    assert "Fill this in." in page(secretary.post("/work/publish-minutes/2026-12-01/", {}))
    assert secretary.post("/work/publish-minutes/2026-12-01/", {**minutes, "present": "4"}).status_code == 409
    assert secretary.post("/work/publish-minutes/2026-12-01/", minutes)["Location"] == "/work/?done=publish_minutes"
    assert newest().payload["present"] == 2
    assert_escaped(secretary.get("/board/"))
    assert "/work/publish-minutes/2026-12-01/" not in page(secretary.get("/work/"))
    assert sign_in("auditor").get("/work/publish-minutes/2026-12-01/").status_code == 403
    assert secretary.get("/work/publish-minutes/2026-12-02/").status_code == 404


def test_a_decision_is_recorded_with_those_who_took_no_part(opened: Path) -> None:
    seat = invited("board member", at=rounds.hour(4))
    member = client(seat)
    invited("board member", at=rounds.hour(4))
    secretary = sign_in("board secretary")
    boards.constituted(hour=4)
    assert member.post("/work/declare-interest/", {"touches": "pride", "because": "membership", "words": HOSTILE})[
        "Location"
    ].endswith("declare_interest")
    assert newest().payload == {"interest": "i1", "seat": seat, "in": "pride", "because": "membership"}
    assert_escaped(secretary.get("/board/"))
    form = page(secretary.get("/work/take-decision/"))
    assert "Somebody 0" in form.split("Who takes no part in what")[1].split("</table>")[0]
    assert "the fund Harbour Fund" in form.split("Who takes no part in what")[1].split("</table>")[0]
    assert "Fill this in." in page(secretary.post("/work/take-decision/", {}))
    refused = secretary.post("/work/take-decision/", {**VOTES, "concerns": "pride", "took_no_part": "0"})
    assert refused.status_code == 409
    assert 'href="#id_took_no_part"' in page(refused)
    assert "A fund for Quayside" in page(refused)  # nothing that was typed is lost
    assert secretary.post("/work/take-decision/", {**VOTES, "concerns": "pride"}).status_code == 302
    told = newest().payload
    assert (told["decision"], told["concerns"], told["took_no_part"]) == ("d1", "pride", 1)
    assert secretary.post("/work/take-decision/", {**VOTES, "reason": HOSTILE}).status_code == 302
    assert newest().payload["decision"] == "d2"
    assert_escaped(secretary.get("/board/"))
    assert member.get("/work/take-decision/").status_code == 403


def test_whoever_records_a_decision_has_no_interest_in_it(opened: Path) -> None:
    secretary = sign_in("board secretary")
    sent = {"touches": "", "other": "o-a", "because": "contract"}
    assert secretary.post("/work/declare-interest/", sent).status_code == 302
    boards.constituted(hour=4)
    secretary.post("/work/declare-interest/", {"touches": "pride", "because": "contract"})
    assert secretary.post("/work/take-decision/", {**VOTES, "concerns": "pride"}).status_code == 409


def test_an_interest_is_ones_own_but_for_the_secretary(opened: Path) -> None:
    seat = invited("board member", at=rounds.hour(4))
    member, other, secretary = client(seat), sign_in("board member"), sign_in("board secretary")
    both = {"touches": "", "other": "", "because": "property"}
    told = page(member.post("/work/declare-interest/", both))
    assert "Choose one of the answers." in told
    assert member.post("/work/declare-interest/", {"other": HOSTILE, "because": "property"}).status_code == 409
    assert other.post("/work/declare-interest/", {"other": "o-a", "because": "other", "seat": seat}).status_code == 409
    assert "end-interest" not in page(member.get("/work/"))
    assert (
        secretary.post("/work/declare-interest/", {"other": "o-a", "because": "other", "seat": seat}).status_code == 302
    )
    assert newest().payload["seat"] == seat
    assert "end-interest" in page(member.get("/work/"))
    assert "Fill this in." in page(member.post("/work/end-interest/", {}))
    assert other.post("/work/end-interest/", {"interest": "i1"}).status_code == 409
    assert member.post("/work/end-interest/", {"interest": "i1"})["Location"] == "/work/?done=end_interest"
    assert newest().payload == {"interest": "i1"}
    assert sign_in("steward").get("/work/declare-interest/").status_code == 403
    assert sign_in("steward").get("/work/end-interest/").status_code == 403


def test_an_open_invitation_is_withdrawn(opened: Path) -> None:
    from commonweal.web.reads import who

    secretary = sign_in("board secretary")
    assert "withdraw-invitation" not in page(secretary.get("/work/"))
    secretary.post("/work/invite-person/", {"name": HOSTILE, "email": "new@example.org", "role": "auditor"})
    assert_escaped(secretary.get("/work/withdraw-invitation/"))
    assert "Fill this in." in page(secretary.post("/work/withdraw-invitation/", {}))
    number = who.open_invitations(rounds.hour(4))[0].id
    sent = {"invitation": str(number)}
    assert secretary.post("/work/withdraw-invitation/", sent)["Location"] == "/work/?done=withdraw_invitation"
    assert who.open_invitations(rounds.hour(4)) == ()
    assert "Choose one of the answers." in page(secretary.post("/work/withdraw-invitation/", sent))
    assert sign_in("auditor").get("/work/withdraw-invitation/").status_code == 403


def test_the_page_of_the_board_leads_to_acts_only_those_who_may(opened: Path) -> None:
    from django.test import Client

    assert "/work/take-decision/" in page(sign_in("board secretary").get("/board/"))
    member = page(sign_in("board member").get("/board/"))
    assert "/work/take-decision/" not in member
    assert "/work/declare-interest/" in member
    for told in (page(Client().get("/board/")), page(sign_in("steward").get("/board/"))):
        assert "What you can do here" not in told
    from commonweal.web.pages.context import FROM_DISK

    secretary = sign_in("board secretary")
    assert "What you can do here" not in page(secretary.get("/board/", **{FROM_DISK: "yes"}))  # type: ignore[arg-type]


def test_the_steward_is_told_of_nobody_whom_an_invitation_is_for(opened: Path) -> None:
    secretary, steward = sign_in("board secretary"), sign_in("steward")
    sent = {"name": "Somebody invited", "email": "invited@example.org", "role": "auditor"}
    assert "Somebody invited" in page(secretary.post("/work/invite-person/", sent))
    assert "invited@example.org" in page(secretary.get("/work/withdraw-invitation/"))
    told = page(steward.get("/work/withdraw-invitation/"))
    assert "an invitation as auditor, open until 8 November 2026" in told
    assert "Somebody invited" not in told
    assert "invited@example.org" not in told


def test_an_officer_is_invited_by_two_where_there_is_a_council_officer(
    opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web import mail
    from commonweal.web.pages.people import mails
    from commonweal.web.reads import who

    mailed: list[str] = []
    monkeypatch.setattr(mail, "is_sent", lambda: True)
    monkeypatch.setattr(mails, "send_invitation", lambda email, *_: mailed.append(email))
    secretary = sign_in("board secretary")
    sent = {"name": "Somebody invited", "email": "invited@example.org", "role": "returning officer"}
    assert "/work/invite-officer/" not in page(secretary.get("/work/"))
    officer = sign_in("council officer")
    assert "/work/invite-officer/" in page(secretary.get("/work/"))
    shown = page(secretary.get("/work/invite-person/"))
    assert "is invited by two people" in shown
    assert 'value="returning officer"' not in shown
    assert "Choose one of the answers." in page(secretary.post("/work/invite-person/", sent))
    begun = secretary.post("/work/invite-officer/", sent)
    assert who.open_invitations(rounds.hour(4)) == ()
    assert mailed == []
    told = page(officer.post(begun["Location"], {"confirm": "yes"}))
    assert mailed == ["invited@example.org"]
    link = re.findall(r"/invitation/[A-Za-z0-9_-]+/", told)[0]
    begin = {"name": "Somebody invited", "password1": "harbour lantern 9", "password2": "harbour lantern 9"}
    assert Client().post(link, begin)["Location"] == "/work/"
    entry = newest()
    assert (entry.payload["appointed"], entry.role, entry.payload["second"]) == (
        "returning officer",
        "board secretary",
        "council officer",
    )
