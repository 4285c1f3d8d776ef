"""Funds: constituted by two people, moved by two people, and never below a floor without an entry that says so."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import (
    ConstitutionFaults,
    FloorNotKept,
    InterestDeclared,
    MovementRefused,
    NotAllowed,
    NotNow,
    NotOnRecord,
)
from commonweal.funding.fund.additionality import Additionality
from commonweal.funding.spec import read_spec
from commonweal.terms import canon
from commonweal.terms.money import Pence
from commonweal.web.rights import Actors, actors_of
from tests.funding.fund.funds import TWENTY_MILLION, moved
from tests.funding.fund.test_floors_kept import HARBOUR
from tests.web.procedures import boards, rounds

RECEIVED = moved("m1", "received", capital=1000, revenue=500)


def switched_off(floor: str, reason: str = "We are few.", actors: Actors | None = None, **more: Any) -> Any:
    from commonweal.web.procedures.switch_floor_off import Switch, switch_floor_off

    return switch_floor_off(Switch(floor, reason, **more), at=rounds.hour(2), actors=actors or boards.two())


def switched_on(floor: str, **more: Any) -> Any:
    from commonweal.web.procedures.switch_floor_on import switch_floor_on

    return switch_floor_on(floor, at=rounds.hour(2), actors=boards.two(), **more)


def stated(before: int, now: int, new: int, fund: str = "pride") -> Any:
    from commonweal.web.procedures.state_additionality import Statement, state_additionality

    figures = Additionality(Pence(before), Pence(now), Pence(new))
    told = Statement(figures, "Revenue budget, table 3", "2026/27", "As voted in February.")
    return state_additionality(fund, told, at=rounds.hour(3), actors=actors_of("state_additionality"))


def checked(**changed: Any) -> None:
    """Hold a round's rules against the floors, as publishing them does."""
    from commonweal.web.procedures.floors import require_round_floors

    require_round_floors({**HARBOUR, **changed}, rounds.hour(2))


def test_a_fund_is_constituted_as_it_is_kept_and_hashed(stored_place: Path) -> None:
    from commonweal.web.store.funds import fund_ids, fund_of

    rounds.opened()
    entry = boards.constituted()
    assert entry.payload["settings"] == canon.digest(TWENTY_MILLION)
    assert entry.payload["protected_pence"] == 400_000_000
    assert entry.payload["periods"] == TWENTY_MILLION["periods"]
    assert (entry.role, entry.payload["second"]) == ("board secretary", "council officer")
    standing = fund_of("pride")
    assert standing is not None
    assert standing.constitution.canonical() == TWENTY_MILLION
    assert (fund_ids(), standing.entry, standing.stated) == (("pride",), entry.number, None)
    assert fund_of("other") is None


def test_a_fund_takes_two_people_and_a_sound_constitution(stored_place: Path) -> None:
    from commonweal.web.store.funds import fund_ids

    rounds.opened()
    with pytest.raises(NotAllowed):
        boards.constituted(boards.two("p-1", "p-1"))
    with pytest.raises(NotAllowed):
        boards.constituted(boards.SECRETARY)
    with pytest.raises(ConstitutionFaults):
        boards.constituted(until="2037-03-31")
    with pytest.raises(FloorNotKept, match="protected_stream"):
        boards.constituted(protected=[])
    assert fund_ids() == ()


def test_a_constitution_changes_between_rounds_and_with_what_was_moved(stored_place: Path) -> None:
    from commonweal.web.store.funds import fund_of

    rounds.opened()
    boards.constituted()
    with pytest.raises(NotNow, match="nothing changed"):
        boards.constituted()
    boards.move(moved("m1", "received", capital=400_000_000))
    smaller = [{**TWENTY_MILLION["periods"][0], "capital_pence": 399_999_999}, *TWENTY_MILLION["periods"][1:]]
    with pytest.raises(NotNow, match="what was moved before would not be allowed"):
        boards.constituted(periods=smaller, hour=3)
    changed = boards.constituted(uplift="No uplift.", hour=3)
    standing = fund_of("pride")
    assert standing is not None
    assert (standing.entry, standing.constitution.uplift) == (changed.number, "No uplift.")
    assert len(standing.ledger.movements) == 1


def test_a_constitution_does_not_change_while_a_round_of_it_is_under_way(stored_place: Path) -> None:
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import keep

    rounds.opened()
    boards.constituted()
    with one_act():
        spec = dict(read_spec("greedy").options)
        rules = {"round": "r1", "rule": "greedy", "version": 1, "spec": spec, "closes": "2026-11-01", "fund": "pride"}
        keep.keep_poll(keep.keep_entry(draft("rules_published", rounds.hour(2), boards.two(), rules)), "r1", rules)
    with pytest.raises(NotNow, match="its round r1 is under way"):
        boards.constituted(uplift="No uplift.")
    rounds.counted()
    rounds.confirmed()
    rounds.awarded()
    boards.constituted(uplift="No uplift.", hour=5)


def test_money_moves_and_what_the_record_tells_is_the_ledger(stored_place: Path) -> None:
    from commonweal.web.store.funds import fund_of

    rounds.opened()
    boards.constituted()
    movements = [
        RECEIVED,
        moved("m2", "set aside", capital=600, round="r1", entry=2),
        moved("m3", "awarded", capital=500, round="r1", organisation="o-a"),
        moved("m4", "carried over", revenue=500, to_period="p2"),
    ]
    entries = [boards.move(one) for one in movements]
    standing = fund_of("pride")
    assert standing is not None
    assert standing.ledger.movements == tuple(movements)
    assert standing.moved == {one.id: entry.number for one, entry in zip(movements, entries, strict=True)}
    assert standing.ledger.findings() == ()


def test_money_that_is_not_there_does_not_move_and_nothing_is_recorded(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    rounds.opened()
    boards.constituted()
    boards.move(RECEIVED)
    before = stored.entries()
    with pytest.raises(MovementRefused, match="never mixed"):
        boards.move(moved("m2", "set aside", revenue=501, round="r1"))
    with pytest.raises(MovementRefused, match="recorded before"):
        boards.move(RECEIVED)
    with pytest.raises(NotOnRecord, match="entry 99"):
        boards.move(moved("m2", "set aside", capital=1, round="r1", entry=99))
    assert stored.entries() == before


def test_whoever_proposes_does_not_approve_and_an_interest_blocks_both(stored_place: Path) -> None:
    boards.board()
    boards.constituted()
    boards.move(RECEIVED)
    boards.move(moved("m2", "awarded", capital=10, organisation="o-a"))
    pay = moved("m3", "paid", capital=10, organisation="o-a")
    with pytest.raises(NotAllowed):
        boards.move(pay, boards.two("p-1", "p-1"))
    with pytest.raises(NotAllowed):
        boards.move(pay, Actors("board secretary", "board secretary", "p-1", "p-2"))
    boards.declared("p-8", "o-a", actors=boards.SECRETARY)
    with pytest.raises(InterestDeclared):
        boards.move(pay, boards.two())
    boards.move(pay, boards.two("p-9", "p-7"))


def test_money_of_no_fund_does_not_move(stored_place: Path) -> None:
    from commonweal.web.procedures.move_money import move_money

    rounds.opened()
    boards.constituted()
    with pytest.raises(NotOnRecord, match="fund prid; the nearest is pride"):
        move_money("prid", RECEIVED, at=rounds.hour(3), actors=boards.two())


def test_the_newest_statement_of_additionality_stands(stored_place: Path) -> None:
    from commonweal.web.store.funds import fund_of

    rounds.opened()
    boards.constituted()
    stated(90_000_000, 60_000_000, 10)
    entry = stated(90_000_000, 60_000_000, 30_000_000)
    standing = fund_of("pride")
    assert standing is not None
    assert standing.stated is not None
    assert (standing.stated.verdict, standing.stated_by) == ("replaces public money", entry.number)
    with pytest.raises(NotOnRecord, match="fund other"):
        stated(1, 1, 1, fund="other")
    with pytest.raises(NotNow, match="below nothing"):
        stated(-1, 1, 1)


def test_rules_below_a_floor_pass_only_while_it_is_switched_off(stored_place: Path) -> None:
    rounds.opened()
    checked()
    with pytest.raises(FloorNotKept, match="challenge_window"):
        checked(challenge_days=0)
    entry = switched_off("challenge_window", round="r1")
    assert entry.payload == {"floor": "challenge_window", "round": "r1", "second": "council officer"}
    checked(challenge_days=0)
    with pytest.raises(FloorNotKept, match="challenge_window"):
        checked(challenge_days=0, round="r2")
    switched_on("challenge_window")
    with pytest.raises(FloorNotKept, match="challenge_window"):
        checked(challenge_days=0)


def test_a_floor_switched_off_until_a_day_holds_again_after_it(stored_place: Path) -> None:
    from commonweal.web.store.funds import switched_off as off

    rounds.opened()
    switched_off("appeal_window", until=date(2026, 11, 5))
    assert off(date(2026, 11, 5)) == {"appeal_window"}
    assert off(date(2026, 11, 6)) == frozenset()


def test_a_floor_is_switched_on_by_the_entry_that_switched_it_off(stored_place: Path) -> None:
    from commonweal.web.store.funds import switched_off as off

    rounds.opened()
    whole, one = switched_off("appeal_window"), switched_off("appeal_window", fund="pride")
    switched_on("appeal_window", entry=whole.number)
    assert off(rounds.FIRST_DAY, fund="pride") == {"appeal_window"}
    assert off(rounds.FIRST_DAY, round_id="r1") == frozenset()
    with pytest.raises(NotNow, match="not switched off"):
        switched_on("appeal_window", entry=whole.number)
    switched_on("appeal_window", entry=one.number)
    with pytest.raises(NotNow, match="not switched off"):
        switched_on("appeal_window")


def test_a_floor_is_switched_off_by_two_people_by_name_and_with_a_reason(stored_place: Path) -> None:
    rounds.opened()
    with pytest.raises(NotAllowed):
        switched_off("appeal_window", actors=boards.two("p-1", "p-1"))
    with pytest.raises(NotAllowed):
        switched_off("appeal_window", actors=boards.SECRETARY)
    with pytest.raises(NotNow, match="no reason"):
        switched_off("appeal_window", reason=" ")
    with pytest.raises(NotOnRecord, match="floor apeal_window; the nearest is appeal_window"):
        switched_off("apeal_window")
    with pytest.raises(NotNow, match="last day has passed"):
        switched_off("appeal_window", until=date(2026, 10, 31))


def test_a_constitution_below_a_floor_passes_once_it_is_switched_off_for_that_fund(stored_place: Path) -> None:
    rounds.opened()
    switched_off("protected_stream", fund="another")
    with pytest.raises(FloorNotKept, match="protected_stream"):
        boards.constituted(protected=[])
    switched_off("protected_stream", fund="pride")
    boards.constituted(protected=[])


def test_the_floors_of_the_constitution_bind_the_rounds_of_its_fund(stored_place: Path) -> None:
    rounds.opened()
    boards.constituted()
    checked(fund="pride")
    with pytest.raises(FloorNotKept, match="equity_floors"):
        checked(fund="pride", spec={})
    checked(spec={})


def test_publishing_rules_of_a_round_held_here_asks_for_the_floors(stored_place: Path) -> None:
    from commonweal.web.procedures.publish_rules import publish_rules
    from commonweal.web.reads import stored
    from commonweal.web.rights import actors_of

    rounds.opened()
    with pytest.raises(FloorNotKept, match="challenge_window"):
        publish_rules(rounds.held_rules(challenge_days=1), at=rounds.hour(1), actors=actors_of("publish_rules"))
    assert [entry.kind for entry in stored.entries()] == ["place_opened"]
    publish_rules(rounds.held_rules(), at=rounds.hour(1), actors=actors_of("publish_rules"))
    assert [entry.kind for entry in stored.entries()] == ["place_opened", "rules_published"]


def test_a_round_promises_no_money_that_its_fund_will_not_have(stored_place: Path) -> None:
    from commonweal.web.procedures.publish_rules import publish_rules
    from commonweal.web.store.read import head

    def published(round_id: str = "r1", **changed: Any) -> None:
        rules = rounds.held_rules(round_id)
        assert rules.held is not None
        held = replace(rules.held, **{"fund": "pride", "period": "p1", "money": "capital"} | changed)
        publish_rules(replace(rules, held=held), at=rounds.hour(4), actors=actors_of("publish_rules"))

    rounds.opened()
    boards.constituted(equity_floors=[])
    before = head()
    with pytest.raises(NotOnRecord, match="prid"):
        published(fund="prid")
    with pytest.raises(NotNow, match="the fund has no period p9"):
        published(period="p9")
    with pytest.raises(NotNow) as refused:
        published(budget=Pence(400_000_001))
    (fault,) = refused.value.faults
    assert (fault.field, fault.figures["there"]) == ("budget", "£4,000,000.00")
    assert head() == before
    published(budget=Pence(400_000_000))
    assert head() != before
