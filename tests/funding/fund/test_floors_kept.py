"""Floors that every place keeps: a closed list, two rule sets that both keep it, and each breach by its name."""

from datetime import date

import pytest

from commonweal.errors import FloorNotKept
from commonweal.formats.prose import prose
from commonweal.funding.fund.floors_kept import FLOORS, Announced, broken, require_kept
from tests.funding.fund.funds import TWENTY_MILLION, twenty_million

TODAY = date(2027, 1, 1)
HARBOUR = {
    "round": "r1",
    "rule": "equal_shares",
    "spec": {"floors": "area:Quayside=1000"},
    "budget_pence": 1_000_000,
    "ballot": "approval",
    "most": 5,
    "ideas_from": "2027-01-08",
    "opens": "2027-03-01",
    "closes": "2027-03-14",
    "appeal_days": 7,
    "challenge_days": 7,
    "who": "Everybody aged 11 or over who lives or works here",
}
MOOR = {
    "round": "winter",
    "rule": "phragmen",
    "spec": {},
    "budget_pence": 617_250,
    "ballot": "cumulative",
    "points": 10,
    "ideas_from": "2027-02-01",
    "opens": "2027-05-01",
    "closes": "2027-06-30",
    "appeal_days": 21,
    "challenge_days": 28,
    "who": "Residents",
}
"""Two places with other rules on one engine."""
BREACHES = [
    ("challenge_window", {"challenge_days": 6}),
    ("voting_window", {"closes": "2027-03-13"}),
    ("voting_window", {"opens": None}),
    ("appeal_window", {"appeal_days": 6}),
    ("notice_of_rules", {"ideas_from": "2027-01-07"}),
    ("several_choices", {"most": 2}),
    ("several_choices", {"ballot": "choose-1"}),
    ("who_may_vote", {"who": " "}),
    ("equity_floors", {"spec": {"floors": "area:Quayside=999.99"}}),
    ("equity_floors", {"spec": {"floors": "category:Quayside=1000"}}),
    ("equity_floors", {"budget_pence": None}),
]


def harbour(**changed):
    return Announced({**HARBOUR, **changed}, TODAY, twenty_million())


def test_two_places_with_other_rules_both_keep_every_floor():
    assert broken(harbour()) == ()
    assert broken(Announced(MOOR, TODAY)) == ()
    assert broken(twenty_million()) == ()


@pytest.mark.parametrize(("floor", "changed"), BREACHES)
def test_each_breach_is_named_and_nothing_else_is(floor, changed):
    assert [one.id for one in broken(harbour(**changed))] == [floor]


@pytest.mark.parametrize(
    ("floor", "changed"), [("protected_stream", {"protected": []}), ("notice_of_change", {"notice_months": 2})]
)
def test_a_constitution_is_held_to_its_own_floors(floor, changed):
    assert [one.id for one in broken(twenty_million(**changed))] == [floor]


def test_every_floor_has_a_breach_here():
    named = {floor for floor, _ in BREACHES} | {"protected_stream", "notice_of_change"}
    assert named == set(FLOORS)


def test_rules_that_say_nothing_keep_no_window():
    below = {floor.id for floor in broken(Announced({"round": "r1"}, TODAY))}
    assert below == {"challenge_window", "voting_window", "appeal_window", "notice_of_rules", "who_may_vote"}


def test_what_is_not_kept_is_refused_by_name_unless_it_was_switched_off():
    bad = harbour(challenge_days=0, appeal_days=0)
    with pytest.raises(FloorNotKept) as refused:
        require_kept(bad, "the round r1", switched_off=["challenge_window"])
    assert [prose().fault(fault) for fault in refused.value.faults] == [
        "appeal_window: whoever put a proposal forward has 7 days or more to appeal against a review"
    ]
    require_kept(bad, "the round r1", switched_off=["challenge_window", "appeal_window"])


def test_a_floor_of_the_constitution_is_a_part_of_the_budget_to_the_last_penny():
    third = twenty_million(equity_floors=[{**TWENTY_MILLION["equity_floors"][0], "share": "1/3"}])
    for sum_, kept in (("3333.33", False), ("3333.34", True)):
        rules = {**HARBOUR, "spec": {"floors": f"area:Quayside={sum_}"}}
        assert (broken(Announced(rules, TODAY, third)) == ()) is kept
