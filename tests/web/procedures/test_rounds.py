"""A round from its rules to the promises that its awards became."""

import json
from datetime import date
from pathlib import Path

import pytest

from commonweal.errors import AwardWithoutProposal, NotAllowed, NotNow
from commonweal.funding.rounds import RoundRules
from commonweal.funding.spec import read_spec
from commonweal.record.chain import faults
from commonweal.web.rights import Actors, actors_of
from tests.web.procedures import rounds


def kinds() -> list[str]:
    from commonweal.web.reads import stored

    return [entry.kind for entry in stored.entries()]


def test_a_whole_round_is_recorded_in_order_and_the_chain_holds(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    rounds.whole_round()
    assert kinds() == [
        "place_opened",
        "rules_published",
        "round_closed",
        "result_provisional",
        "result_confirmed",
        "awards_decided",
        "undertaking_given",
        "undertaking_given",
    ]
    assert faults(stored.entries()) == ()
    assert stored.checkpoint().head == stored.entries()[-1].hash


def test_a_count_is_kept_whole_and_its_entry_names_it(stored_place: Path) -> None:
    from commonweal.verifier.main import check_folder
    from commonweal.verifier.reading import Folder
    from commonweal.web.reads import stored

    rounds.opened()
    rounds.with_rules()
    rounds.counted()
    one = stored.round_of("r1")
    assert one is not None
    assert one.count is not None
    entry = stored.entries()[one.count.entry - 1]
    assert check_folder(Folder(one.count.files)) == []
    assert entry.payload["manifest"] == one.count.digest
    assert entry.payload["selected"] == json.loads(one.count.files["result.json"])["selected"] == ["c", "a"]
    assert (entry.role, entry.payload["second"]) == ("returning officer", "count officer")


def test_awards_become_promises_with_the_sums_that_were_asked(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    rounds.whole_round()
    assert [(one["id"], one["giver"], one["award_pence"]) for one in stored.undertakings()] == [
        ("r1-c", "o-c", 10000),
        ("r1-a", "o-a", 20000),
    ]


def test_rules_are_frozen_before_anything_is_counted(stored_place: Path) -> None:
    from commonweal.web.procedures.publish_rules import publish_rules

    rounds.opened()
    with pytest.raises(NotNow):
        rounds.counted()
    rounds.with_rules()
    with pytest.raises(NotNow):
        publish_rules(
            RoundRules("r1", "Another rule", read_spec("equal_shares"), date(2026, 11, 2)),
            at=rounds.hour(2),
            actors=actors_of("publish_rules"),
        )
    assert kinds() == ["place_opened", "rules_published"]


@pytest.mark.parametrize("again", [rounds.counted, rounds.confirmed, rounds.awarded])
def test_no_step_of_a_round_is_taken_twice(stored_place: Path, again: object) -> None:
    rounds.whole_round()
    before = kinds()
    with pytest.raises(NotNow):
        again()  # type: ignore[operator]
    assert kinds() == before


def test_nothing_is_counted_before_voting_has_closed(stored_place: Path) -> None:
    rounds.opened()
    rounds.with_rules(closes=date(2026, 11, 2))
    with pytest.raises(NotNow, match="its day is 2026-11-02"):
        rounds.counted()
    assert kinds() == ["place_opened", "rules_published"]


def test_one_person_alone_cannot_count_or_confirm(stored_place: Path) -> None:
    from commonweal.web.procedures.close_round import close_round
    from commonweal.web.procedures.confirm_result import confirm_result

    rounds.opened()
    rounds.with_rules()
    alone = Actors("returning officer")
    with pytest.raises(NotAllowed):
        close_round("r1", rounds.small_poll(), challenge_until=date(2026, 11, 9), at=rounds.hour(2), actors=alone)
    rounds.counted()
    with pytest.raises(NotAllowed):
        confirm_result("r1", at=rounds.hour(3), actors=alone)
    assert kinds()[-1] == "result_provisional"


def test_awards_need_a_proposal_for_each_funded_project_and_leave_nothing_otherwise(stored_place: Path) -> None:
    from commonweal.web.procedures.decide_awards import decide_awards
    from commonweal.web.reads import stored

    rounds.opened()
    rounds.with_rules()
    rounds.counted()
    rounds.confirmed()
    with pytest.raises(AwardWithoutProposal):
        decide_awards(
            "r1",
            rounds.PROPOSALS[:1],
            receiver="Harbour board",
            due=date(2027, 6, 30),
            at=rounds.hour(4),
            actors=actors_of("decide_awards"),
        )
    assert kinds()[-1] == "result_confirmed"
    assert stored.undertakings() == ()


def challenged(answer: str = "") -> None:
    """Challenge the result that stands, and answer the challenge where an answer is given."""
    from commonweal.web.procedures.answer_challenge import answer_challenge
    from commonweal.web.procedures.make_challenge import make_challenge

    made = make_challenge("r1", grounds="Look again.", at=rounds.hour(2), actors=Actors("resident"))
    if answer:
        answer_challenge(
            "r1",
            [made.payload["challenge"]],
            answer=answer,
            reason="We did.",
            at=rounds.hour(2),
            actors=actors_of("answer_challenge"),
        )


@pytest.mark.parametrize(("answer", "refusal"), [("", "waits for an answer"), ("upheld", "it was upheld")])
def test_a_result_is_not_confirmed_over_a_challenge(stored_place: Path, answer: str, refusal: str) -> None:
    rounds.opened()
    rounds.with_rules()
    rounds.counted()
    challenged(answer)
    with pytest.raises(NotNow, match=refusal):
        rounds.confirmed()
    assert "result_confirmed" not in kinds()


def test_a_challenge_that_was_answered_lets_the_result_stand(stored_place: Path) -> None:
    rounds.opened()
    rounds.with_rules()
    rounds.counted()
    challenged("the same")
    challenged("not about the count")
    rounds.confirmed()
    assert kinds()[-1] == "result_confirmed"


def test_a_challenge_upheld_to_a_count_that_was_set_aside_stands_in_no_ones_way(stored_place: Path) -> None:
    from commonweal.web.procedures.set_aside_result import set_aside_result

    rounds.opened()
    rounds.with_rules()
    rounds.counted()
    challenged("upheld")
    set_aside_result("r1", reason="challenge upheld", at=rounds.hour(2), actors=actors_of("set_aside_result"))
    rounds.counted()
    rounds.confirmed()
    assert kinds()[-1] == "result_confirmed"


def test_the_record_says_the_time_zone_of_a_place_that_does_not_keep_british_time(stored_place: Path) -> None:
    from commonweal.web.procedures.change_place import change_place
    from commonweal.web.procedures.open_place import open_place
    from commonweal.web.reads import stored

    place = {**rounds.PLACE, "time_zone": "Europe/London"}
    open_place(place, at=rounds.hour(0), actors=actors_of("open_place"))
    other = {**place, "time_zone": "Indian/Chagos"}
    for one in (other, place):
        change_place(one, at=rounds.hour(1), actors=actors_of("change_place"))
    assert [entry.payload.get("time_zone") for entry in stored.entries()] == [None, "Indian/Chagos", None]
