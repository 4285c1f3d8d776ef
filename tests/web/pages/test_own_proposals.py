"""What residents do without an account: an idea, its private link, a proposal of it, an appeal, and what is urgent."""

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
from tests.web.pages.worked import HOSTILE
from tests.web.procedures.proposing import OFFICER, SECRETARY, WEIGHED, day, proposed, reviewed, stand

SCRIPT = '<script>alert("x")</script> javascript:alert(1) =cmd|x'


@pytest.fixture
def held(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    round_of_ideas(monkeypatch)
    return stored_place


def page(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    html: str = answer.content.decode("utf-8")
    assert faults_of(html) == []
    return html


def link_in(html: str) -> str:
    found = re.search(r'href="(/mine/[a-z0-9]+/)"', html)
    assert found, html
    return found[1]


def sent(title: str = "A bench by the stop", **more: str) -> str:
    """Send an idea, and give its private link."""
    return link_in(page(Client().post("/ideas/r1/new/", {"title": title, **more})))


def publish(title: str) -> str:
    from commonweal.web import clock
    from commonweal.web.procedures.publish_idea import publish_idea
    from commonweal.web.store import proposed as store

    idea = next(one for one in store.waiting_ideas("r1") if one.idea.title == title)
    publish_idea("r1", idea.id, at=clock.now(), actors=SECRETARY)
    return idea.id


def test_an_idea_is_one_line_and_is_published_by_a_person(held: Path) -> None:
    shown = page(Client().get("/ideas/r1/new/"))
    assert "ring 999" in shown
    assert 'href="/urgent/"' in shown
    empty = page(Client().post("/ideas/r1/new/", {"title": "", "words": "Kept as typed"}))
    assert "Fill this in." in empty
    assert "Kept as typed" in empty
    answer = Client().post("/ideas/r1/new/", {"title": "A bench by the stop", "contact": "at the hub"})
    link = link_in(page(answer))
    assert f"http://testserver{link}" in page(answer)
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert "no-store" in answer["Cache-Control"]
    assert "It waits to be read" in page(Client().get(link))
    for address in ("/ideas/r1/", "/decide/r1/proposals/", "/decide/r1/", "/record/"):
        assert "A bench by the stop" not in page(Client().get(address)), address
    publish("A bench by the stop")
    told = text_of(page(Client().get("/ideas/r1/")))
    for said in ("A bench by the stop", "Led by residents", "On these pages", "It stands as an idea."):
        assert said in told
    assert "at the hub" not in told
    assert "It is published." in page(Client().get(link))


def test_ideas_are_refused_before_and_after_their_days(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock_at(monkeypatch, 11)
    for answer in (Client().get("/ideas/r1/new/"), Client().post("/ideas/r1/new/", {"title": "Late"})):
        assert "it stands at: review" in page(answer, 409)
    assert "Put an idea forward" not in page(Client().get("/ideas/r1/"))


def test_an_idea_becomes_a_proposal_with_just_the_questions_of_its_sum(held: Path) -> None:
    link = sent(words="So that people can sit.")
    address = f"{link}submit-proposal/"
    assert page(Client().get(address), 409)
    idea = publish("A bench by the stop")
    first = page(Client().get(address))
    assert "How much do you ask for?" in first
    assert "answer-what" not in first
    assert "Choose" in first
    assert 'role="alert"' in page(Client().post(address, {"pence": "a lot"}))
    second = page(Client().post(address, {"pence": "2500", "other": "o1"}))
    assert 'role="alert"' not in second
    assert len(re.findall(r'<textarea name="answer-', second)) == 7
    assert 'name="category"' not in second
    assert "Asked because: Somebody might come to harm." in second
    for typed in ('value="2500"', 'value="o1"', 'value="A bench by the stop"', "So that people can sit."):
        assert typed in second, typed
    more = page(Client().post(address, proposal_form("25000")))
    assert len(re.findall(r'<textarea name="answer-', more)) == 10
    assert more.count("Answered as it is.") == 7
    missing = page(Client().post(address, {**proposal_form(), "answer-safe": ""}))
    assert missing.count("Fill this in.") == 2
    done = page(Client().post(address, proposal_form(idea=idea, contact="ring the hub")))
    own = link_in(done)
    assert own != link
    read_sent()
    told = text_of(page(Client().get("/ideas/r1/")))
    assert "Tea on Tuesdays" in told
    assert "£2,500" in told
    for public in ("Answered as it is", "ring the hub", "Tea and company."):
        assert public not in told
    assert "It was taken up by a costed proposal." in page(Client().get(link))
    assert page(Client().get(address), 409)
    assert "It waits to be held against the rules" in page(Client().get(own))


def test_a_category_is_asked_for_just_where_the_rules_set_money_for_one(
    stored_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web.reads import stored

    spec = {"caps": "category:play=100;area:Quayside=50", "floors": "category:green=20"}
    round_of_ideas(monkeypatch, spec=spec)
    link = sent()
    publish("A bench by the stop")
    address = f"{link}submit-proposal/"
    shown = page(Client().post(address, {"pence": "2500", "other": "o1"}))
    assert re.findall(r'<option value="(\w*)"[^>]*>', shown.split('name="category"')[1].split("</select>")[0]) == [
        "",
        "green",
        "play",
    ]
    assert 'role="alert"' in page(Client().post(address, proposal_form(category="else")))
    own = link_in(page(Client().post(address, proposal_form(category="green"))))
    read_sent()
    assert stored.entries()[-1].payload["category"] == "green"
    assert '<option value="green" selected' in page(Client().get(f"{own}change-proposal/"))


def test_what_is_sent_back_is_mended_and_what_is_refused_is_appealed(
    held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.proposals.review import Found

    ticket = proposed()
    own = f"/mine/{ticket.token}/"
    reviewed(ticket.id, Found("eligibility", "returned", "cost-unclear", "Say what the urn costs."))
    clock_at(monkeypatch, 6)
    told = page(Client().get(own))
    assert "Say what the urn costs." in told
    assert "until the end of 19 November 2026" in told
    form = page(Client().get(f"{own}change-proposal/"))
    assert form.count("Answered as it is.") == 7
    assert 'value="2500.00"' in form
    changed = Client().post(f"{own}change-proposal/", {**proposal_form(), "answer-cost": "An urn for £90."})
    assert changed["Location"] == f"{own}?done=change-proposal"
    assert "It was sent in again" in page(Client().get(changed["Location"]))
    read_sent()
    assert stand(ticket.id) == "submitted"
    reviewed(ticket.id, WEIGHED, at=day(7))
    clock_at(monkeypatch, 8)
    assert "change-proposal" not in page(Client().get(own))
    appeal = f"{own}appeal-review/"
    assert "Fill this in." in page(Client().post(appeal, {"grounds": ""}))
    assert Client().post(appeal, {"grounds": "The stop lies within."})["Location"].endswith("?done=appeal-review")
    assert "An appeal is open" in page(Client().get(own))
    assert page(Client().post(appeal, {"grounds": "Again."}), 409)
    shown = text_of(page(Client().get(f"/proposals/r1/{ticket.id}/")))
    for said in ("The stop lies beyond the boundary.", "council officer", "The stop lies within.", "It was changed"):
        assert said in shown


def test_what_is_ones_own_is_withdrawn_and_destroyed(held: Path) -> None:
    from commonweal.web.store import proposed as store

    ticket = proposed()
    own = f"/mine/{ticket.token}/"
    assert Client().post(f"{own}withdraw-proposal/", {"reason": ""})["Location"].endswith("?done=withdraw-proposal")
    assert stand(ticket.id) == "withdrawn"
    assert page(Client().post(f"{own}withdraw-proposal/", {"reason": ""}), 409)
    assert store.contact_of(ticket.id) == "at the hub"
    assert "Fill this in." in page(Client().post(f"{own}erase-private/", {}))
    page(Client().post(f"{own}erase-private/", {"sure": "on"}))
    assert (store.contact_of(ticket.id), dict(store.answers_of(ticket.id))) == ("", {})
    idea = sent("Nobody reads this")
    page(Client().post(f"{idea}erase-private/", {"sure": "on"}))
    assert Client().get(idea).status_code == 404
    assert store.waiting_ideas("r1") == ()


def test_a_private_link_leads_to_its_own_and_to_no_other(held: Path) -> None:
    one, other = proposed(), proposed("Lights")
    told = page(Client().get(f"/mine/{one.token}/"))
    assert "Lights" not in told
    assert other.token not in told
    for token in ("x", one.id, "0" * 32, one.token[:-1], "../urgent", "%00", HOSTILE):
        for act in ("", "appeal-review/", "withdraw-proposal/", "erase-private/", "change-proposal/", "nothing/"):
            assert Client().get(f"/mine/{token}/{act}").status_code == 404, (token, act)
            assert Client().post(f"/mine/{token}/{act}", {"sure": "on"}).status_code in {404, 405}, (token, act)
    assert Client().get(f"/mine/{one.token}/nothing/").status_code == 404


def test_earlier_answers_are_filled_in_for_whoever_has_their_link_and_for_nobody_else(held: Path) -> None:
    earlier = proposed(answers={"safe": "Two adults are always there."})
    link = sent()
    publish("A bench by the stop")
    address = f"{link}submit-proposal/"
    first = {"pence": "2500", "other": "o1"}
    assert "Two adults" not in page(Client().post(address, first))
    assert "Two adults" not in page(Client().post(address, {**first, "earlier": earlier.id}))
    with_link = {**first, "earlier": f"http://testserver/mine/{earlier.token}/"}
    assert "Two adults are always there." in page(Client().post(address, with_link))


def test_what_is_urgent_goes_to_a_person_and_is_nowhere_else(held: Path) -> None:
    from commonweal.web.reads import stored
    from commonweal.web.store import urgent

    before = len(stored.entries())
    shown = page(Client().get("/urgent/"))
    assert shown.index("ring 999") < shown.index("<textarea")
    assert "CVS worker" in shown
    assert "Fill this in." in page(Client().post("/urgent/", {"words": " "}))
    told = page(
        Client().post("/urgent/", {"words": f"A child \0 {HOSTILE}", "place": "Quayside", "contact": "the hub"})
    )
    (kept,) = urgent.concerns()
    assert kept.id in told
    assert "A child" not in told
    assert (kept.place, kept.contact, kept.state) == ("Quayside", "the hub", "raised")
    assert "<script>" in kept.words
    assert len(stored.entries()) == before
    for address in ("/", "/ideas/r1/", "/decide/r1/proposals/", "/decide/r1/review-log.csv", "/record/", "/bundle.zip"):
        assert b"A child" not in Client().get(address).content
        assert kept.id.encode() not in Client().get(address).content


@pytest.mark.parametrize("field", ["title", "words", "contact"])
def test_hostile_words_are_shown_as_words_or_refused(held: Path, field: str) -> None:
    shown = page(Client().post("/ideas/r1/new/", {"title": "", field: SCRIPT}))
    assert "<script>" not in shown
    for hidden in ("\u202e", "\u200b", "\u2066", "\ufeff"):
        if field != "contact":
            refused = page(Client().post("/ideas/r1/new/", {"title": "Tea", field: f"Te{hidden}a"}), 409)
            assert "a character that does not show" in refused
    link = sent(**{"title": "Tea", field: SCRIPT})
    publish(SCRIPT if field == "title" else "Tea")
    for address in (link, "/ideas/r1/", "/decide/r1/proposals/"):
        html = page(Client().get(address))
        assert "<script>" not in html
        assert 'href="javascript' not in html


def test_hostile_words_of_a_proposal_stay_words_through_its_history_and_in_the_log(held: Path) -> None:
    from commonweal.proposals.review import Found
    from commonweal.proposals.statements import Statement
    from tests.web.procedures.test_proposals import say_of

    ticket = proposed("=cmd|calc " + SCRIPT)
    reviewed(ticket.id, Found("eligibility", "returned", "cost-unclear", SCRIPT))
    say_of(ticket.id, Statement("argument against", SCRIPT))
    for address in (f"/proposals/r1/{ticket.id}/", f"/decide/r1/proposals/{ticket.id}/", f"/mine/{ticket.token}/"):
        html = page(Client().get(address))
        assert "<script>" not in html
        assert "&lt;script&gt;" in html
    log = Client().get("/decide/r1/review-log.csv").content.decode("utf-8")
    cells = [cell for row in csv.reader(io.StringIO(log)) for cell in row]
    assert "cost-unclear" in cells
    assert any("=cmd|calc" in cell for cell in cells)
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}] == []


@pytest.mark.parametrize(
    "address",
    ["/ideas/r1/", "/ideas/r1/new/", "/ideas/r1/form/", "/ideas/r1/easy-read/", "/ideas/r1/proposal-form/", "/urgent/"],
)
def test_parameters_that_nobody_asked_for_change_nothing(held: Path, address: str) -> None:
    def bare(html: str) -> str:
        return re.sub(r'value="\w{64}"', "", html)

    plain = bare(page(Client().get(address)))
    for name in ("order", "filter", "round", "done", "format", "page", "next", "\0", "id[]"):
        for value in ("-1", "../../etc/passwd", HOSTILE, "1 OR 1=1", "9" * 400):
            assert bare(page(Client().get(address, {name: value}))) == plain, (name, value)


@pytest.mark.parametrize("pounds", ["", "-1", "NaN", "1e9", "Infinity", "9" * 40, "0", HOSTILE, "2500\0", "12.345"])
def test_a_sum_that_is_none_asks_for_the_sum_again(held: Path, pounds: str) -> None:
    html = page(Client().get("/ideas/r1/proposal-form/", {"pounds": pounds}))
    assert "<script>" not in html
    assert ("How much will you ask for?" in html) or pounds in {"0", "1e9"}


@pytest.mark.parametrize("kind", ["done", "x"])
def test_what_was_done_is_said_from_a_closed_list(held: Path, kind: str) -> None:
    ticket = proposed()
    html = page(Client().get(f"/mine/{ticket.token}/", {kind: HOSTILE}))
    assert "This is done" not in html
    assert "evil" not in html


def test_where_there_is_no_round_there_is_no_page(held: Path) -> None:
    for address in (
        "/ideas/no/",
        "/ideas/no/new/",
        "/ideas/no/form/",
        "/ideas/no/easy-read/",
        "/ideas/no/proposal-form/",
        "/ideas/no/proposal-form/?pounds=5",
        "/proposals/no/p1/",
        "/proposals/r1/p1/",
        "/decide/no/proposals/",
        "/decide/r1/proposals/p9/",
        "/decide/no/review-log.csv",
        f"/proposals/r1/{HOSTILE}/".replace("</", ""),
    ):
        assert Client().get(address).status_code == 404, address


def test_paper_forms_hold_what_is_asked_and_the_urgent_way(held: Path) -> None:
    for address in ("form", "easy-read"):
        told = text_of(page(Client().get(f"/ideas/r1/{address}/")))
        assert "999" in told
        assert "10 November 2026" in told
    small = page(Client().get("/ideas/r1/proposal-form/?pounds=2500"))
    large = page(Client().get("/ideas/r1/proposal-form/?pounds=90,000"))
    assert (small.count("Asked because"), large.count("Asked because")) == (7, 13)


def test_the_published_pages_are_written_to_disk_with_the_log_and_no_way_to_act(held: Path) -> None:
    from commonweal.web.static_site import site_files

    sent("Nobody has read this")
    sent("A bench by the stop")
    publish("A bench by the stop")
    ticket = proposed(at=at(5))
    reviewed(ticket.id, WEIGHED, actors=OFFICER)
    files = site_files(["/decide/r1/"])
    for path in ("decide/r1/proposals/index.html", f"decide/r1/proposals/{ticket.id}/index.html"):
        html = files[path].decode("utf-8")
        assert faults_of(html) == []
        assert not re.search(r"ideas/r1|/mine/|urgent|<form", html)
    assert b"cost" in files["decide/r1/review-log.csv"] or b"outside-place" in files["decide/r1/review-log.csv"]
    everything = b"".join(files.values())
    assert b"Nobody has read this" not in everything
    assert ticket.token.encode() not in everything
    assert b"at the hub" not in everything
    assert b"Answered as it is" not in everything
    assert files == site_files(["/decide/r1/"])
