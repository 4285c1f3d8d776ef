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
