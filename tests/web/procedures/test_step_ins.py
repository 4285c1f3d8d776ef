"""Step-in on the record: nothing is recorded that was not agreed before, or out of its turn, or by whoever may not."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import InterestDeclared, NotNow, NotOnRecord, NotYourBody
from commonweal.web.rights import Actors, actors_of
from tests.web.procedures import boards, rounds, stepped
from tests.web.procedures.stepped import AGREEMENT, agreed, at, day


@pytest.fixture
def opened(stored_place: Path) -> Path:
    rounds.opened()
    stepped.stand(at(0))
    return stored_place


def triggered(on: int = 3, began: int = 1, measure: str = "days_closed", **more: Any) -> Any:
    from commonweal.web.procedures.trigger_step_in import trigger_step_in

    actors = more.pop("actors", actors_of("trigger_step_in"))
    return trigger_step_in(AGREEMENT, day(on), measure=measure, began=day(began), at=at(on), actors=actors)


def begun(on: int = 3) -> Any:
    from commonweal.web.procedures.begin_step_in import begin_step_in

    return begin_step_in(AGREEMENT, day(on), at=at(on), actors=actors_of("begin_step_in"))


def ended(on: int, end: str, successor: str = "") -> Any:
    from commonweal.web.procedures.end_step_in import end_step_in

    return end_step_in(AGREEMENT, day(on), end=end, successor=successor, at=at(on), actors=actors_of("end_step_in"))


def asked(on: int, actors: Actors | None = None, name: str = AGREEMENT) -> Any:
    from commonweal.web.procedures.ask_hand_back import ask_hand_back

    return ask_hand_back(name, day(on), at=at(on), actors=actors or actors_of("ask_hand_back"))


def kept_on(on: int) -> Any:
    from commonweal.web.procedures.withdraw_hand_back import withdraw_hand_back

    return withdraw_hand_back(AGREEMENT, day(on), at=at(on), actors=actors_of("withdraw_hand_back"))


def reviewed(on: int) -> Any:
    from commonweal.web.procedures.hold_learning_review import hold_learning_review

    parties = ("council", "organisation", "people who use it")
    actors = actors_of("hold_learning_review")
    return hold_learning_review(AGREEMENT, day(on), present=parties, at=at(on), actors=actors)


def why(caught: Any) -> str:
    return " ".join(str(fault) for fault in caught.value.faults)


def test_a_case_is_recorded_from_its_agreement_to_its_review_and_the_verifier_takes_it(opened: Path) -> None:
    from commonweal.verifier.people import check_pairs
    from commonweal.verifier.stepped import check_stepped

    triggered()
    begun()
    asked(4)
    kept_on(5)
    ended(6, "recover")
    triggered(8, 8, "notice")
    begun(8)
    ended(9, "hand-on", "o-b")
    reviewed(10)
    last = reviewed(11)
    assert last.payload["parties"] == ["council", "organisation", "people who use it"]
    entries = [dict(one.public()) for one in boards.record()]
    assert [*check_stepped(entries), *check_pairs(entries)] == []
    kinds = {one["kind"] for one in entries}
    assert {"step_in_agreed", "hand_back_withdrawn", "learning_review_held"} <= kinds


def test_an_agreement_says_what_was_agreed_exactly_and_of_a_hidden_service_no_place_and_no_body(opened: Path) -> None:
    from fractions import Fraction

    told = boards.record()[-1].payload
    assert told["watched"] == [
        {"measure": "days_closed", "threshold": 3},
        {"measure": "hours_open_share", "threshold": "1/2"},
        {"measure": "notice"},
    ]
    assert (told["organisation"], told["neighbourhood"], told["second"]) == ("o-a", "Quayside", "council officer")
    hidden = agreed(stepped.FLAT, at=at(1), service="refuge").payload
    assert not {"organisation", "neighbourhood"} & set(hidden)
    assert "o-a" not in str(hidden)
    with pytest.raises(NotOnRecord):
        agreed("s3", at=at(1), service="baths")
    with pytest.raises(NotNow) as caught:
        agreed(
            AGREEMENT, at=at(1), on=day(2), watched=(("days_closed", None), ("notice", Fraction(1)), ("notice", None))
        )
    said = why(caught)
    assert all(
        one in said
        for one in ("something is agreed twice", "days_closed:", "notice:", "after today", "recorded before")
    )


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (lambda: triggered(1, 0), "not before what it would judge began"),
        (lambda: triggered(3, 4), "it began after the day"),
        (lambda: triggered(measure="reserves_months"), "stepping in was not agreed for that"),
        (lambda: (triggered(), triggered()), "stands in the record already"),
        (begun, "nothing stands in the record that stepping in was agreed for"),
        (lambda: (triggered(), begun(2)), "it is dated before"),
        (lambda: ended(3, "recover"), "no case goes on"),
        (lambda: (triggered(), ended(4, "hand-back")), "only after the council stepped in"),
        (lambda: (triggered(), begun(), asked(4), ended(5, "recover")), "only it can take that back"),
        (lambda: (triggered(), begun(), ended(5, "recover", "o-b")), "only where another body takes"),
        (lambda: (triggered(), begun(), ended(5, "hand-on", "o-a")), "is another one"),
        (lambda: (asked(1), asked(2)), "has asked already"),
        (lambda: kept_on(1), "has not asked"),
        (lambda: reviewed(1), "no case has ended"),
        (lambda: (triggered(), begun(), ended(5, "hand-back"), asked(6)), "no longer runs the service"),
    ],
)
def test_what_was_not_agreed_or_is_out_of_turn_is_refused(opened: Path, act: Any, what: str) -> None:
    with pytest.raises(NotNow) as caught:
        act()
    assert what in why(caught)


def test_nothing_is_recorded_of_a_day_to_come_or_of_an_agreement_that_is_not_there(opened: Path) -> None:
    from commonweal.web.procedures.begin_step_in import begin_step_in

    triggered()
    before = boards.kept()
    with pytest.raises(NotNow) as caught:
        begin_step_in(AGREEMENT, day(9), at=at(3), actors=actors_of("begin_step_in"))
    assert "after today" in why(caught)
    with pytest.raises(NotOnRecord):
        asked(3, name="s9")
    assert boards.kept() == before


def test_a_member_speaks_for_their_own_body_alone_and_nobody_acts_on_their_interest(
    opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web.store import people

    member = Actors("organisation member", person="p-5")
    monkeypatch.setattr(people, "organisations_of", lambda seat: frozenset({"o-a"} if seat == "p-5" else ()))
    asked(1, member)
    with pytest.raises(NotYourBody):
        asked(2, Actors("organisation member", person="p-6"))
    agreed(stepped.FLAT, at=at(2), service="refuge")
    with pytest.raises(NotYourBody):
        asked(2, member, stepped.FLAT)
    boards.appointed("p-1", hour=60)
    from commonweal.web.procedures.declare_interest import Declared, declare_interest

    one = Declared("i1", "p-8", "o-a", "membership", "")
    declare_interest(one, at=at(3), actors=Actors("board secretary", person="p-9"))
    with pytest.raises(InterestDeclared):
        triggered(actors=Actors("council officer", "board secretary", "p-8", "p-9"))
    assert date(2026, 11, 1) == day(0)
