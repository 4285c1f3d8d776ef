"""What those who act do with ideas and proposals: each act through its page, with what it needs and whom it refuses."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.pages.acting import text_of
from tests.web.pages.markup import faults_of
from tests.web.pages.proposing import at, clock_at, proposal_form, read_sent, round_of_ideas
from tests.web.pages.signed import client, person, sign_in
from tests.web.procedures.proposing import (
    FOR_IT,
    IDEA,
    PROPOSER,
    WEIGHED,
    proposed,
    published,
    put_forward,
    reviewed,
    stand,
)

SCRIPT = '<script>alert("x")</script> =cmd|x'


@pytest.fixture
def held(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A round in its second week of ideas; who signs in was appointed on the first day."""
    round_of_ideas(monkeypatch)
    return stored_place


def page(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:3000]
    html: str = answer.content.decode("utf-8")
    assert faults_of(html) == []
    return html


def signed(role: str, **more: Any) -> Client:
    return sign_in(role, at=at(5), **more)


def last_entry() -> Any:
    from commonweal.web.reads import stored

    return stored.entries()[-1]


def test_an_idea_on_paper_is_typed_in_one_after_another(held: Path) -> None:
    from commonweal.web.store import proposed as store

    worker = signed("CVS worker")
    address = "/work/type-in-idea/r1/"
    assert address in page(worker.get("/work/"))
    assert "ring 999" not in page(worker.get("/work/"))
    page(worker.get(address))
    assert page(worker.post(address, {})).count("Fill this in.") >= 2
    sent = {"channel": "easy read sheet", "led_by": "residents", "title": "Seats", "words": "To sit.", "contact": "hub"}
    again = page(worker.post(address, sent))
    assert "Seats waits to be read and published." in text_of(again)
    assert re.search(r'value="easy read sheet"[^>]*checked', again)
    assert re.search(r'name="title"[^>]*value=""[^>]*autofocus', again)
    (link,) = set(re.findall(r'href="(/mine/[a-z0-9]+/)"', again))
    assert "It waits to be read" in page(Client().get(link))
    (kept,) = store.waiting_ideas("r1")
    assert (kept.idea.channel, kept.idea.helper, kept.idea.words) == ("easy read sheet", "CVS worker", "To sit.")
    assert page(signed("auditor").get(address), 403)


def test_the_queue_leads_to_what_is_to_be_done_the_longest_wait_first(held: Path) -> None:
    put_forward(IDEA)
    ticket = proposed(SCRIPT)
    worker, officer = signed("CVS worker"), signed("council officer")
    assert "/work/queue/r1/" in page(worker.get("/work/"))
    told = page(officer.get("/work/queue/r1/"))
    assert f"/work/review-proposal/r1/{ticket.id}/" in told
    assert "/work/publish-idea/" not in told
    assert "/work/divert-idea/" in told
    assert "<script>" not in told
    mine = page(worker.get("/work/queue/r1/"))
    assert "/work/publish-idea/" in mine
    assert "/work/review-proposal/" not in mine
    assert f"/work/add-statement/r1/{ticket.id}/" in mine
    assert page(signed("auditor").get("/work/queue/r1/"), 403)
    assert Client().get("/work/queue/r1/").status_code == 302
    assert worker.get("/work/queue/no/").status_code == 404


def test_an_idea_is_published_by_somebody_who_says_that_they_read_it(
    held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = put_forward(IDEA)
    secretary = signed("board secretary")
    address = f"/work/publish-idea/r1/{ticket.id}/"
    assert "So that people can wait sitting." in page(secretary.get(address))
    assert "Fill this in." in page(secretary.post(address, {}))
    assert secretary.post(address, {"was_read": "on"})["Location"] == "/work/?done=publish_idea"
    assert (last_entry().kind, last_entry().payload["title"]) == ("idea_published", "A bench by the stop")
    assert secretary.get(address).status_code == 404
    other = put_forward(IDEA)
    assert page(signed("council officer").get(f"/work/publish-idea/r1/{other.id}/"), 403)
    clock_at(monkeypatch, 20, 7)
    assert secretary.get("/work/publish-idea/r1/none/").status_code == 404


def test_what_is_urgent_among_the_ideas_is_passed_on_whole(held: Path) -> None:
    from dataclasses import replace

    from commonweal.web.store import proposed as store
    from commonweal.web.store import urgent

    ticket = put_forward(replace(IDEA, words="A neighbour is being hurt."), contact="ring me")
    secretary = signed("board secretary")
    assert secretary.post(f"/work/divert-idea/r1/{ticket.id}/")["Location"] == "/work/?done=divert_idea"
    assert "ring 999" in page(secretary.get("/work/?done=divert_idea"))
    assert store.waiting_ideas("r1") == ()
    (kept,) = urgent.concerns()
    worker = signed("CVS worker")
    assert "1 concern waits." in page(worker.get("/work/"))
    listed = page(worker.get("/work/urgent/"))
    assert kept.id in listed
    assert "is being hurt" not in listed
    address = f"/work/triage-urgent/{kept.id}/"
    told = page(worker.get(address))
    assert "A neighbour is being hurt." in told
    assert "ring me" in told
    assert 'value="closed"' not in told.split("<form")[1]
    assert "Fill this in." in page(worker.post(address, {}))
    assert worker.post(address, {"state": "taken up"})["Location"] == "/work/?done=triage_urgent"
    assert (urgent.concern(kept.id).state, urgent.concern(kept.id).taken_by) == ("taken up", "CVS worker")
    for somebody in (secretary, signed("board member")):
        assert page(somebody.get(address), 403)
        assert page(somebody.get("/work/urgent/"), 403)
        assert "is being hurt" not in page(somebody.get("/work/"))
    assert worker.get("/work/triage-urgent/u-none/").status_code == 404
    assert worker.post("/work/erase-urgent/")["Location"] == "/work/?done=erase_urgent"


def test_ideas_are_joined_and_parted_with_a_reason(held: Path) -> None:
    from dataclasses import replace

    from commonweal.web.reads import proposed as reads

    one, other = published(), published(replace(IDEA, title="Seats"))
    secretary = signed("board secretary")
    assert page(secretary.post("/work/merge-ideas/r1/", {})).count("Fill this in.") >= 3
    alone = {"ideas": [one], "title": "Benches", "reason": "The same."}
    assert "it takes two ideas to join" in page(secretary.post("/work/merge-ideas/r1/", alone), 409)
    assert secretary.post("/work/merge-ideas/r1/", {**alone, "ideas": [one, other]})["Location"].endswith("merge_ideas")
    (new,) = next(item for item in reads.ideas("r1") if item.id == one).became
    parted = {"idea": new, "titles": f"In the park\r\n{SCRIPT}\r\n", "reason": "Two things."}
    assert secretary.post("/work/split-idea/r1/", parted)["Location"].endswith("split_idea")
    told = page(Client().get("/ideas/r1/"))
    assert "It lives on in: In the park" in text_of(told)
    assert "<script>" not in told
    log = Client().get("/decide/r1/review-log.csv").content.decode()
    cells = [cell for row in csv.reader(io.StringIO(log)) for cell in row]
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}] == []


def test_a_proposal_is_put_forward_for_somebody_and_their_link_is_shown_once(held: Path) -> None:
    worker = signed("CVS worker")
    address = "/work/submit-proposal/r1/"
    first = page(worker.get(address))
    assert "answer-what" not in first
    assert "answer-what" in page(worker.post(address, {"pence": "2500", "other": "o1"}))
    done = page(worker.post(address, proposal_form(led_by="residents")))
    (link,) = set(re.findall(r'href="(/mine/[a-z0-9]+/)"', done))
    assert "Tea on Tuesdays" in page(Client().get(link))
    assert last_entry().payload["helper"] == "CVS worker"


def test_a_member_of_a_body_acts_for_that_body_alone(held: Path) -> None:
    from commonweal.web.store import proposed as store

    proposed(answers={"safe": "Two adults are there."})
    member = signed("organisation member", organisation="o1")
    stranger = signed("organisation member", organisation="o9")
    address = "/work/submit-proposal/r1/"
    assert "Two adults are there." in page(member.post(address, {"pence": "2500", "body": "o1"}))
    assert "Two adults" not in page(stranger.post(address, {"pence": "2500", "body": "o1"}))
    form = proposal_form(led_by="residents", body="o1")
    assert "Choose one of the answers." in page(stranger.post(address, form))
    assert len(store.proposals("r1")) == 1
    page(member.post(address, form))
    read_sent()
    assert len(store.proposals("r1")) == 2


def test_a_review_says_its_reason_and_until_when_it_can_be_appealed(held: Path) -> None:
    ticket = proposed(SCRIPT)
    officer = signed("council officer")
    address = f"/work/review-proposal/r1/{ticket.id}/"
    shown = page(officer.get(address))
    assert "until the end of 19 November 2026" in shown
    assert "Answered as it is." in shown
    assert "<script>" not in shown
    assert "Fill this in." in page(officer.post(address, {"check": "eligibility"}))
    sent = {"check": "eligibility", "finding": "returned", "code": "cost-unclear", "words": ""}
    refused = page(officer.post(address, sent), 409)
    assert re.search(r'id="id_words-fault">what is sent back says what to mend', refused, re.IGNORECASE)
    assert "does not stand for" in page(officer.post(address, {**sent, "finding": "eligible", "words": "x"}), 409)
    done = officer.post(address, {**sent, "words": f"Say what it costs. {SCRIPT}"})
    assert done["Location"] == "/work/?done=review_proposal"
    assert stand(ticket.id) == "returned"
    assert last_entry().payload["appeal_until"] == "2026-11-19"
    told = page(Client().get(f"/proposals/r1/{ticket.id}/"))
    assert "Say what it costs." in told
    assert "<script>" not in told
    assert officer.get(address).status_code == 404
    assert page(signed("board member").get(f"/work/review-proposal/r1/{proposed('Lights', at=at(5)).id}/"), 403)


def test_whoever_declared_an_interest_is_told_so_on_a_page_of_its_own(held: Path) -> None:
    from commonweal.web.procedures.declare_interest import Declared, declare_interest
    from commonweal.web.rights import Actors

    ticket = proposed()
    seat = person("council officer", at=at(5))
    officer = client(seat)
    interest = Declared("i1", seat, "o1", "trustee or officer", "A trustee since May.")
    declare_interest(interest, at=at(5), actors=Actors("council officer", person=seat))
    address = f"/work/review-proposal/r1/{ticket.id}/"
    for answer in (officer.get(address), officer.post(address, {"check": "eligibility", "finding": "eligible"})):
        told = page(answer, 409)
        assert "CW709" in told
        assert "<form" not in told
    assert stand(ticket.id) == "submitted"


def test_an_appeal_is_decided_by_two_people_and_never_by_the_reviewer(held: Path) -> None:
    from commonweal.web.procedures.appeal_review import appeal_review
    from commonweal.web.rights import Actors

    ticket = proposed()
    seat = person("council officer", at=at(5))
    reviewer = client(seat)
    reviewed(ticket.id, WEIGHED, at=at(5), actors=Actors("council officer", person=seat))
    appeal_review("r1", ticket.id, f"It lies within. {SCRIPT}", token=ticket.token, at=at(5), actors=PROPOSER)
    address = f"/work/decide-appeal/r1/{ticket.id}/"
    secretary, member = signed("board secretary"), signed("board member")
    shown = page(secretary.get(address))
    assert "It lies within." in shown
    assert "<script>" not in shown
    assert page(secretary.post(address, {})).count("Fill this in.") >= 2
    sent = {"decision": "upheld", "reason": "The map says so."}
    assert "somebody other than the reviewer" in page(reviewer.post(address, sent), 409)
    waiting = secretary.post(address, sent)["Location"]
    assert stand(ticket.id) == "ineligible"
    assert "somebody other than the reviewer" in page(reviewer.post(waiting, {"confirm": "yes"}), 409)
    assert member.post(waiting, {"confirm": "yes"})["Location"] == "/work/?done=decide_appeal"
    assert stand(ticket.id) == "eligible"
    assert last_entry().payload["second"] == "board member"
    assert "The map says so." in page(Client().get(f"/mine/{ticket.token}/"))


def test_statements_and_offers_stand_beside_a_proposal(held: Path) -> None:
    ticket = proposed(marks=("may move a problem", "enforcement only"))
    worker = signed("CVS worker")
    address = f"/work/add-statement/r1/{ticket.id}/"
    shown = page(worker.get(address))
    assert "Name the neighbouring areas, and tell them." in shown
    assert "Ask a body that supports the people concerned" in shown
    assert page(worker.post(address, {})).count("Fill this in.") >= 2
    note = {"of": "displacement note", "text": f"It may move on. {SCRIPT}"}
    assert "names the neighbouring areas" in page(worker.post(address, note), 409)
    assert worker.post(address, {**note, "areas": "Eastgate\r\nMillfield"})["Location"].endswith("add_statement")
    assert "names the body" in page(worker.post(address, {"of": "support partner", "text": "We would help."}), 409)
    member = signed("organisation member", organisation="o3")
    for private in ("Answered as it is.", "Tea and company.", "at the hub"):
        assert private not in page(member.get(address))
        assert private not in page(member.get(f"/work/offer-to-join/r1/{ticket.id}/"))
    assert "Tea and company." not in page(member.get("/work/queue/r1/"))
    offer = f"/work/offer-to-join/r1/{ticket.id}/"
    assert "Fill this in." in page(member.post(offer, {}))
    assert "Choose one of the answers." in page(member.post(offer, {"organisation": "o1", "does": "We brew."}))
    assert member.post(offer, {"organisation": "o3", "does": "We brew."})["Location"].endswith("offer_to_join")
    assert 'name="other"' in shown
    assert 'name="other"' not in page(member.get(address))
    against = {"of": "argument against", "text": "It is dear."}
    assert "Fill this in." in page(member.post(address, against))
    assert "Choose one of the answers." in page(member.post(address, {**against, "organisation": "o1"}))
    assert member.post(address, {**against, "organisation": "o3"})["Location"].endswith("add_statement")
    assert last_entry().payload["organisation"] == "o3"
    board = signed("board member")
    assert 'name="organisation"' not in page(board.get(address))
    named = {"of": "specialist statement", "text": "It is unsafe.", "organisation": "nhs-trust", "other": "nhs-trust"}
    assert "names the body" in page(board.post(address, named), 409)
    told = page(Client().get(f"/proposals/r1/{ticket.id}/"))
    for said in ("Eastgate, Millfield", "It may move on.", "We brew.", "o3"):
        assert said in told
    assert "<script>" not in told
    assert "Who could do this with us?" in page(Client().get("/ideas/r1/"))
    assert page(signed("auditor").get(address), 403)


@pytest.mark.parametrize(
    "act",
    [
        *("type-in-idea/r1", "merge-ideas/r1", "split-idea/r1", "submit-proposal/r1", "publish-idea/r1/I"),
        *("review-proposal/r1/P", "decide-appeal/r1/A", "add-statement/r1/P", "offer-to-join/r1/P"),
    ],
)
def test_once_the_vote_is_over_nothing_of_this_is_done(held: Path, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    from dataclasses import replace

    from commonweal.web.procedures.appeal_review import appeal_review

    published()
    published(replace(IDEA, title="Seats"))
    idea, one, other, done = put_forward(IDEA), proposed(), proposed("Lights"), proposed("Trees")
    reviewed(done.id, *FOR_IT, at=at(5))
    reviewed(other.id, WEIGHED, at=at(5))
    appeal_review("r1", other.id, "No.", token=other.token, at=at(5), actors=PROPOSER)
    both = person("board secretary", at=at(5))
    secretary = client(both)
    from commonweal.web.procedures.stop_round import stop_round
    from commonweal.web.rights import actors_of

    stop_round("r1", reason="too few proposals", at=at(5), actors=actors_of("stop_round"))
    address = f"/work/{act}/"
    for letter, name in (("I", idea.id), ("P", one.id), ("A", other.id)):
        address = address.replace(f"/{letter}/", f"/{name}/")
    for answer in (secretary.get(address), secretary.post(address, {})):
        assert "it stands at: stopped" in page(answer, 409)


def test_a_code_that_is_not_in_the_list_is_not_taken(held: Path) -> None:
    ticket = proposed()
    officer = signed("council officer")
    sent = {"check": "eligibility", "finding": "ineligible", "code": "because-i-say-so", "words": "No."}
    assert "Choose one of the answers." in page(officer.post(f"/work/review-proposal/r1/{ticket.id}/", sent))
    assert stand(ticket.id) == "submitted"
