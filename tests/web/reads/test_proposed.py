"""What pages and files show of ideas and proposals: whole for readers, nobody's own in the log."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from commonweal.proposals.consortium import Share
from commonweal.proposals.statements import Statement
from commonweal.terms.money import Pence
from tests.web.procedures.proposing import (
    CVS,
    FOR_IT,
    IDEA,
    OFFICER,
    WEIGHED,
    ballot,
    begun,
    day,
    proposed,
    published,
    put_forward,
    reviewed,
    stand,
)
from tests.web.procedures.test_ideas import merge
from tests.web.procedures.test_proposals import appeal, decide, say_of, withdraw

TODAY = date(2026, 11, 9)
TEN = day(10)


def test_ideas_are_shown_with_whose_they_are_how_they_came_and_what_became_of_them(stored_place: Path) -> None:
    from commonweal.web.reads import proposed as reads

    begun()
    a = published()
    b = published(replace(IDEA, title="Seats", channel="easy read sheet"), CVS)
    c = published(replace(IDEA, title="Signs", led_by="funder"), OFFICER)
    merge(a, b)
    told = {one.id: one for one in reads.ideas("r1")}
    (new,) = told[a].became
    assert told[new].came_from == (a, b)
    assert told[c].became == told[c].came_from == ()
    assert (str(told[a].label), str(told[c].label)) == ("Led by residents", "Led by the funder")
    assert str(told[b].came) == "On an Easy Read sheet, written down by: CVS worker"
    assert str(told[a].came) == "On these pages"
    ticket = proposed(idea=new, at=TEN)
    assert {one.id: one.proposals for one in reads.ideas("r1")}[new] == (ticket.id,)


def test_a_proposal_is_shown_with_reviews_reasons_appeals_and_statements(stored_place: Path) -> None:
    from commonweal.web.reads import proposed as reads

    begun()
    parts = (Share("o1", "One", "Tea", Pence(200_000)), Share("o2", "Two", "Cups", Pence(50_000)))
    ticket = proposed(partners=parts, marks=("enforcement only",))
    assert reads.proposal("r1", ticket.id, TODAY).proposal.summary == ""
    assert reads.proposal("r1", ticket.id, TODAY).history[0].words == ""
    reviewed(ticket.id, WEIGHED)
    assert reads.proposal("r1", ticket.id, TODAY).may_appeal
    appeal(ticket.id, ticket.token)
    decide(ticket.id)
    say_of(ticket.id, Statement("support partner", "We would join.", "o3"))
    told = reads.proposal("r1", ticket.id, TODAY)
    assert told.proposal.summary == "Tea and company."
    assert [one.kind for one in told.history] == [
        "proposal_submitted",
        "proposal_reviewed",
        "appeal_made",
        "appeal_decided",
        "statement_added",
    ]
    review = told.history[1]
    assert (review.code, str(review.meaning)) == (
        "outside-place",
        "It would be outside the place that this money is for.",
    )
    assert (review.words, review.role, review.until) == (WEIGHED.words, "council officer", date(2026, 11, 19))
    assert told.history[3].role == "board secretary + board member"
    assert told.history[4].organisation == "o3"
    assert str(told.liabilities[-1]).startswith("Two answers to One for its own part")
    assert not told.may_appeal
    assert [str(one) for one in told.asked] == [
        "Nobody has said what speaks for it yet.",
        "Nobody has said what speaks against it yet.",
    ]


def test_what_was_erased_is_shown_as_gone_and_nothing_else_changes(stored_place: Path) -> None:
    from commonweal.web.procedures.erase_content import erase_content
    from commonweal.web.reads import proposed as reads

    begun()
    ticket = proposed()
    entry = reviewed(ticket.id, WEIGHED)
    erase_content(entry.number, ["reason"], reason="harm", at=TEN, actors=OFFICER)
    told = reads.proposal("r1", ticket.id, TODAY)
    assert (told.history[1].words, told.history[1].code, told.state) == ("", "outside-place", "ineligible")


def test_the_queue_holds_what_waits_the_longest_first_and_points_out_what_looks_alike(stored_place: Path) -> None:
    from commonweal.web.reads import proposed as reads

    begun()
    idea = put_forward(replace(IDEA, title="Tеa on Tuesdays"))  # with a Cyrillic letter
    other, ticket, done = proposed("Lights"), proposed(), proposed("Trees")
    reviewed(done.id, *FOR_IT)
    reviewed(other.id, WEIGHED)
    appeal(other.id, other.token)
    told = reads.queue("r1")
    assert [one.id for one in told] == [idea.id, ticket.id, other.id]
    assert told[0].title == "Tеa on Tuesdays"
    assert any("looks like Tea on Tuesdays" in str(flag) for flag in told[0].flags)
    assert any("several alphabets" in str(flag) for flag in told[0].flags)
    assert any("looks like Tеa on Tuesdays" in str(flag) for flag in told[1].flags)
    assert "two people who did not review it" in str(told[2].due)


def test_the_form_for_a_sum_begins_with_earlier_answers(stored_place: Path) -> None:
    from commonweal.web.reads import proposed as reads

    begun()
    proposed(answers={"what": "Tea, as before."})
    told = reads.form("r1", "o1", Pence(3_000_000))
    assert told.begun["what"] == "Tea, as before."
    assert "reserves" in {one.id for one in told.questions} - set(told.begun)
    assert reads.form("r1", "o2", Pence(100)).begun == {}
    assert len(reads.form("r1", "o2", Pence(100)).questions) <= told.most


def test_the_log_is_a_table_that_is_no_formula_and_holds_nobodys_words(stored_place: Path) -> None:
    from commonweal.web.reads import proposed as reads

    begun()
    published(replace(IDEA, title="=HYPERLINK(1)", words="My own words."))
    ticket = proposed("+Tea")
    reviewed(ticket.id, WEIGHED)
    appeal(ticket.id, ticket.token, grounds="My own grounds.")
    decide(ticket.id, "refused", reason="A reason in words.")
    withdraw(ticket.id, ticket.token, at=TEN, reason="We are too few.")
    data = reads.review_log("r1")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"))))
    assert [row["kind"] for row in rows] == [
        "idea_published",
        "proposal_submitted",
        "proposal_reviewed",
        "appeal_made",
        "appeal_decided",
        "proposal_withdrawn",
    ]
    assert rows[0]["finding"] == "'=HYPERLINK(1)"
    assert rows[2] == {
        "entry": "5",
        "at": "2026-11-05T12:00:00Z",
        "kind": "proposal_reviewed",
        "role": "council officer",
        "second": "",
        "about": ticket.id,
        "check": "eligibility",
        "finding": "ineligible",
        "code": "outside-place",
        "meaning": "It would be outside the place that this money is for.",
        "appeal_until": "2026-11-19",
    }
    assert not any(cell[:1] in {"=", "+", "-", "@"} for row in rows for cell in row.values())
    for own in (b"own words", b"own grounds", b"in words", b"too few", WEIGHED.words.encode(), b"at the hub", b"p-off"):
        assert own not in data


def test_after_the_ballot_it_is_shown_as_standing_on_it(stored_place: Path) -> None:
    from commonweal.web.reads import proposed as reads

    begun()
    ticket = proposed()
    reviewed(ticket.id, *FOR_IT)
    ballot((ticket.id, "Tea on Tuesdays", 250_000))
    told = reads.proposal("r1", ticket.id, TODAY)
    assert told.state == stand(ticket.id) == "on ballot"
    assert [one.kind for one in told.history][-1] == "ballot_published"
