"""Harms before the vote: ideas killed by a filter, the smallest burdened most, danger told in the wrong box."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from commonweal.errors import NotNow, ReviewRefused, ShortlistChanged, ShortlistOpen
from commonweal.proposals.questions import CATALOGUE, LONGEST_ANSWER, SMALL, form_for
from commonweal.proposals.reasons import AGAINST, reasons_for
from commonweal.proposals.review import Found
from commonweal.record.kinds import KINDS
from commonweal.terms.money import Pence
from commonweal.web.rights import RIGHTS, Actors
from tests.conventions.sources import ROOT
from tests.web.procedures.proposing import (
    CVS,
    FOR_IT,
    IDEA,
    WEIGHED,
    ballot,
    begun,
    day,
    last,
    proposed,
    published,
    put_forward,
    reviewed,
    stand,
)
from tests.web.procedures.test_proposals import appeal, decide, withdraw
from tests.web.procedures.test_urgent import WORDS, raised


@pytest.mark.parametrize("finding", AGAINST)
def test_technical_filters_no_finding_against_a_proposal_without_code_words_and_a_window(
    stored_place: Path, finding: str
) -> None:
    begun()
    ticket = proposed()
    check = "feasibility" if finding == "not feasible" else "eligibility"
    if check == "feasibility":
        reviewed(ticket.id, FOR_IT[0])
    code = reasons_for(finding)[0].code
    for silent in (Found(check, finding), Found(check, finding, code), Found(check, finding, "", "Because.")):
        with pytest.raises(ReviewRefused):
            reviewed(ticket.id, silent)
    entry = reviewed(ticket.id, Found(check, finding, code, "Because of the stop."))
    assert (entry.payload["code"], entry.payload["appeal_until"]) == (code, "2026-11-19")
    assert (entry.role, list(entry.commitments)) == ("council officer", ["reason"])


def test_technical_filters_the_ballot_cannot_open_before_everyone_could_appeal(stored_place: Path) -> None:
    begun()
    listed, filtered = proposed(), proposed("Social homes on the old yard")
    reviewed(listed.id, *FOR_IT)
    reviewed(filtered.id, WEIGHED)
    on_it = (listed.id, "Tea on Tuesdays", 250_000)
    with pytest.raises(ShortlistOpen):
        ballot(on_it, at=day(19))
    appeal(filtered.id, filtered.token)
    with pytest.raises(ShortlistOpen):
        ballot(on_it, at=day(9, 12))
    with pytest.raises(ReviewRefused, match="other than the reviewer"):
        decide(filtered.id, actors=Actors("council officer", "board member", "p-off", "p-mem"))
    decide(filtered.id)
    reviewed(filtered.id, FOR_IT[1], at=day(9))
    with pytest.raises(ShortlistChanged):
        ballot(on_it, at=day(9, 12))
    ballot(on_it, (filtered.id, "Social homes on the old yard", 250_000), at=day(9, 12))


def test_technical_filters_the_shortlist_cannot_change_silently(stored_place: Path) -> None:
    """After the ballot is published the one way off it is a withdrawal, which is an entry; there is no way on to it."""
    begun()
    ticket = proposed()
    reviewed(ticket.id, *FOR_IT)
    ballot((ticket.id, "Tea on Tuesdays", 250_000))
    with pytest.raises(NotNow):
        reviewed(ticket.id, Found("feasibility", "not feasible", "unsafe", "It is."), at=day(1, 12))
    assert stand(ticket.id) == "on ballot"
    withdraw(ticket.id, ticket.token, at=day(1, 12))
    assert (last().kind, stand(ticket.id)) == ("proposal_withdrawn", "withdrawn")


def test_technical_filters_sending_back_on_the_last_day_kills_nothing(stored_place: Path) -> None:
    begun()
    ticket = proposed()
    reviewed(ticket.id, Found("eligibility", "returned", "cost-unclear", "Say what the cups cost."), at=day(30))
    with pytest.raises(ShortlistOpen, match="may be mended until"):
        ballot(at=day(9, 12))


def test_blacklist_withdrawing_and_appealing_leave_nothing_that_counts_against_anybody(stored_place: Path) -> None:
    begun()
    first = proposed()
    reviewed(first.id, WEIGHED)
    appeal(first.id, first.token)
    withdraw(first.id, first.token, at=day(8))
    again = proposed("Tea again", at=day(8))
    assert stand(again.id) == "submitted"
    assert KINDS["proposal_withdrawn"].personal == ("reason",)
    assert set(KINDS["proposal_withdrawn"].may) == {"before"}


def test_burden_a_small_grant_is_asked_least_and_every_question_says_its_risk() -> None:
    small, large = form_for(Pence(100_000)), form_for(Pence(20_000_000))
    assert set(small) < set(large)
    assert len(form_for(SMALL)) * (LONGEST_ANSWER + 50) <= 2 * 3_000, "two sides of A4"
    assert all(question.risk for question in CATALOGUE)


def test_burden_nobody_types_an_answer_twice(stored_place: Path) -> None:
    from commonweal.web.reads import proposed as reads

    begun()
    proposed(answers={"safe": "Two of us are always there."})
    told = reads.form("r1", "o1", Pence(200_000))
    assert set(told.begun) == {question.id for question in told.questions}
    assert told.begun["safe"] == "Two of us are always there."


def test_safeguarding_an_urgent_concern_is_no_idea_and_no_entry_and_no_row_points_to_it(stored_place: Path) -> None:
    from django.apps import apps

    from commonweal.web.reads import proposed as reads
    from commonweal.web.reads import stored

    begun()
    published()
    raised()
    words = WORDS.encode()
    assert not any(words in str(entry.public()).encode() for entry in stored.entries())
    assert words not in reads.review_log("r1")
    assert WORDS not in str(reads.ideas("r1")) + str(reads.queue("r1"))
    urgent = apps.get_model("store", "UrgentRow")
    assert [field.name for field in urgent._meta.get_fields() if field.is_relation] == []
    assert not any("urgent" in kind for kind in KINDS)


def test_safeguarding_nothing_is_published_without_a_person(stored_place: Path) -> None:
    from commonweal.web.reads import proposed as reads

    begun()
    put_forward(replace(IDEA, words=WORDS))
    proposed()
    assert reads.ideas("r1") == ()
    (name,) = [one.id for one in reads.queue("r1") if one.id.startswith("p")]
    assert reads.proposal("r1", name, day(9).date()).proposal.summary == ""
    assert RIGHTS["publish_idea"].roles == ("board secretary", "CVS worker")


def test_safeguarding_two_roles_take_one_up_and_anybody_may_raise_one() -> None:
    assert set(RIGHTS["triage_urgent"].roles) == {"CVS worker", "council officer"}
    assert RIGHTS["raise_urgent"].phases == ()
    assert {"resident", "voter", "proposer"} <= set(RIGHTS["raise_urgent"].roles)


def test_safeguarding_no_program_looks_for_words() -> None:
    """Who is in danger does not use our words: a person reads, and nothing is sorted or held back by what it says."""
    folder = ROOT / "src" / "commonweal"
    for file in (folder / "proposals" / "urgent.py", folder / "web" / "procedures" / "raise_urgent.py"):
        tree = ast.parse(file.read_text("utf-8"))
        looked = [
            node for node in ast.walk(tree) if isinstance(node, ast.Compare) and "words" in ast.unparse(node.left)
        ]
        assert looked == [], file.name


def test_safeguarding_what_came_in_the_wrong_box_leaves_the_ideas_whole(stored_place: Path) -> None:
    from commonweal.web.procedures.divert_idea import divert_idea
    from commonweal.web.store import models

    begun()
    ticket = put_forward(replace(IDEA, words=WORDS))
    divert_idea("r1", ticket.id, at=day(3), actors=CVS)
    assert not models.IdeaRow.objects.exists()
    assert WORDS in models.UrgentRow.objects.get().words
