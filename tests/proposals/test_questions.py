"""A form asks no more than the sum calls for, and every question says what it is asked for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import QuestionFaults
from commonweal.proposals.questions import (
    CATALOGUE,
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    MIDDLE,
    SMALL,
    Question,
    answer_faults,
    chosen,
    form_for,
    most_questions,
    own_id,
    question_faults,
    reused,
)
from commonweal.record.forms import QUESTION
from commonweal.terms.money import Pence

sums = st.integers(1, 10**9).map(Pence)


@given(sums, sums)
def test_a_larger_sum_is_never_asked_less(one, other):
    small, large = sorted((one, other))
    assert set(form_for(small)) <= set(form_for(large))
    assert len(form_for(small)) <= most_questions(small) <= most_questions(large)


def test_the_catalogue_says_a_risk_for_each_question_and_can_be_frozen():
    assert question_faults(CATALOGUE) == []
    for one in CATALOGUE:
        assert QUESTION.holds({"question": one.id, "asks": one.asks, "risk": one.risk})


def test_a_small_grant_is_asked_for_two_sides_at_most():
    """An A4 side holds about 3,000 characters at 12 points."""
    form = form_for(SMALL)
    assert len(form) <= 8
    assert sum(len(one.asks) + LONGEST_ANSWER for one in form) <= 2 * 3_000


def test_a_question_is_asked_from_its_sum_on():
    ids = [{one.id for one in form_for(Pence(pence))} for pence in (SMALL, SMALL + 1, MIDDLE, MIDDLE + 1)]
    assert "reserves" not in ids[0]
    assert "reserves" in ids[1]
    assert "insurance" not in ids[2]
    assert "insurance" in ids[3]


@pytest.mark.parametrize(
    ("questions", "what"),
    [
        ([replace(CATALOGUE[0], risk=" ")], "says no risk"),
        ([replace(CATALOGUE[0], asks="")], "asks nothing"),
        ([CATALOGUE[0], CATALOGUE[0]], "stands twice"),
        ([Question(f"q{k}", "Why?", "It might be.") for k in range(9)], "8 is the most"),
        ([Question(f"q{k}", "Why?", "It might be.", Pence(SMALL + 1)) for k in range(17)], "16 is the most"),
        ([Question(f"q{k}", "Why?", "It might be.", Pence(MIDDLE + 1)) for k in range(25)], "24 is the most"),
    ],
)
def test_questions_without_a_risk_or_over_the_budget_are_refused(questions, what):
    with pytest.raises(QuestionFaults, match=what):
        form_for(Pence(1), questions)


def test_all_faults_of_the_questions_are_told_at_once():
    bad = [Question("q", "", ""), Question("q", "", "")]
    assert len(question_faults(bad)) == 5


def test_what_a_round_froze_is_asked_from_the_sum_of_the_catalogue():
    frozen = [{"question": "insurance", "asks": "What insurance?", "risk": "Harm."}]
    own = [{"question": "own", "asks": "Which colour?", "risk": "It might clash."}]
    assert [one.id for one in form_for(Pence(100), chosen([*frozen, *own]))] == ["own"]
    assert chosen(frozen)[0].from_pence == MIDDLE + 1


def test_answers_are_held_to_the_form():
    form = form_for(Pence(100))
    whole = {one.id: "As it is." for one in form}
    assert list(answer_faults(form, whole)) == []
    missing = {**whole, "what": " "}
    too_long = {**whole, "safe": "w" * (LONGEST_ANSWER + 1)}
    not_asked = {**whole, "insurance": "All of it."}
    for answers, field in ((missing, "what"), (too_long, "safe"), (not_asked, "insurance")):
        assert [fault.field for fault in answer_faults(form, answers)] == [field]


def test_earlier_answers_are_offered_for_questions_that_are_asked_again():
    earlier = {"what": "Tea.", "insurance": "Yes."}
    assert reused(form_for(Pence(100)), earlier) == {"what": "Tea."}


def test_a_question_in_own_words_is_known_by_its_words_in_every_round():
    last_year = chosen(
        [{"question": own_id("Who keeps the key?"), "asks": "Who keeps the key?", "risk": "An open door."}]
    )
    earlier = {last_year[0].id: "The warden does."}
    again = Question(own_id(" who keeps the  KEY? "), "who keeps the KEY?", "An open door.")
    other = Question(own_id("Who opens the door?"), "Who opens the door?", "A closed door.")
    assert reused([other, again], earlier) == {again.id: "The warden does."}
    assert own_id("What will you do?") == "what"


def test_a_question_that_does_not_stand_on_one_line_of_the_record_is_refused():
    assert question_faults([Question("q", "w" * LONGEST_QUESTION, "r" * LONGEST_QUESTION)]) == []
    faults = question_faults([Question("q", "w" * (LONGEST_QUESTION + 1), "r" * (LONGEST_QUESTION + 2))])
    assert [fault.figures["characters"] for fault in faults] == [LONGEST_QUESTION + 1, LONGEST_QUESTION + 2]
