"""The questions of a round: what nobody could answer is never frozen, and answers go to the same question next year."""

from dataclasses import replace
from pathlib import Path

import pytest

from commonweal.errors import RoundFaults
from commonweal.funding.rounds import Question
from commonweal.proposals.questions import CATALOGUE, own_id
from tests.web.procedures import courses, proposing, rounds, voting


def own(*asks: str) -> tuple[Question, ...]:
    return tuple(Question(own_id(one), one, "Somebody might come to harm.") for one in asks)


OURS = tuple(Question(one.id, one.asks, one.risk) for one in CATALOGUE)


@pytest.mark.parametrize(
    ("questions", "says"),
    [
        (own(*(f"Question {n}?" for n in range(10))), "10 questions are asked for 10000 pounds; 8 is the most"),
        ((*OURS, *own("Why?", "How?")), "9 questions are asked for 10000 pounds; 8 is the most"),
        ((*own("Why?"), *own("why? ")), "stands twice"),
        ((Question("own-1", "Why?", " "),), "says no risk"),
        (own("w" * 201), "these are 201 characters; 200 is the most"),
    ],
)
def test_questions_that_nobody_could_answer_are_neither_drafted_nor_frozen(
    stored_place: Path, questions: tuple[Question, ...], says: str
) -> None:
    from commonweal.web.procedures.draft_round import draft_round
    from commonweal.web.procedures.publish_rules import publish_rules
    from commonweal.web.reads import stored

    rounds.opened()
    of = courses.rules("r1", questions=questions)
    with pytest.raises(RoundFaults, match=says):
        draft_round(of, at=rounds.hour(1), actors=voting.pair("draft_round"))
    with pytest.raises(RoundFaults, match=says):
        publish_rules(of, at=rounds.hour(1), actors=voting.pair("publish_rules"))
    assert stored.draft_of("r1") is None
    assert stored.round_of("r1") is None


def test_an_answer_is_offered_to_the_same_question_of_the_next_round_and_to_no_other(stored_place: Path) -> None:
    from commonweal.terms.money import Pence
    from commonweal.web.procedures.publish_rules import publish_rules
    from commonweal.web.procedures.submit_proposal import submit_proposal
    from commonweal.web.reads.proposing import answered_by, asked

    rounds.opened()
    first, second = own("Who keeps the key?"), own("Who pays for the water?", "Who keeps  the Key?")
    for round_id, questions in (("r1", (*OURS, *first)), ("r2", (*OURS[:4], *second))):
        of = courses.rules(round_id, questions=questions)
        publish_rules(of, at=rounds.hour(1), actors=voting.pair("publish_rules"))
    told = proposing.submission()
    told = replace(told, answers={**told.answers, first[0].id: "The warden does."})
    sent = submit_proposal("r1", told, at=courses.noon(12), actors=proposing.PROPOSER)
    proposing.read("r1", sent, courses.noon(12))
    offered = answered_by("o1", asked("r2", Pence(250_000)))
    assert offered[second[1].id] == "The warden does."
    assert second[0].id not in offered
    assert set(offered) == {*(one.id for one in OURS[:4]), first[0].id}
