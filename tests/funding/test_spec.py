"""Specs: closed lists, every default spelled out, what contradicts refused."""

import pytest

from commonweal.errors import RuleFaults, UnknownName
from commonweal.funding.rules import RULES
from commonweal.funding.spec import OPTIONS, VERSIONS, lot, read_spec


def test_every_rule_has_options_and_a_version():
    assert set(RULES) == set(OPTIONS) == set(VERSIONS)


def test_what_is_not_set_is_spelled_out():
    spec = read_spec("greedy", [])
    assert spec.value() == {
        "name": "greedy",
        "version": 1,
        "spec": {
            "minimum_support": "0",
            "order": "votes",
            "overflow": "skip",
            "seed": "0",
            "ties": "lower-cost,more-votes,lot",
        },
    }


def test_the_share_starts_whole_only_where_it_rises():
    assert read_spec("equal_shares", []).options["start"] == "rational"
    assert read_spec("equal_shares", ["completion=add1"]).options["start"] == "integral"
    assert read_spec("equal_shares", ["start=integral"]).options["start"] == "integral"


def test_numbers_are_written_in_one_way_and_seeds_as_given():
    spec = read_spec("equal_shares", ["completion=add1", "step=01.500", "seed=007"])
    assert (spec.options["step"], spec.options["seed"]) == ("1.5", "007")
    assert read_spec("greedy", ["minimum_support=010"]).options["minimum_support"] == "10"


@pytest.mark.parametrize(
    ("name", "setting", "said"),
    [
        ("greedy", "overflows=stop", "there is no option called overflows; the nearest is overflow"),
        ("greedy", "overflow=stops", "stops is not one of skip, stop; the nearest is stop"),
        ("greedy", "overflow", "overflow is not of the form KEY=VALUE"),
        ("greedy", "minimum_support=-1", "-1 is not a whole number, 0 or more"),
        ("greedy", "minimum_support=1.5", "1.5 is not a whole number, 0 or more"),
        ("greedy", "utility=cost", "there is no option called utility"),
        ("equal_shares", "utility=costs", "costs is not one of cost, votes, points, borda; the nearest is cost"),
        (
            "equal_shares",
            "completion=add2",
            "add2 is not one of none, add1, add1-exhaustive, add1u; the nearest is add1",
        ),
        ("equal_shares", "step=0", "0 is not a decimal number above 0"),
        ("equal_shares", "step=1/2", "1/2 is not a decimal number above 0"),
        ("equal_shares", "step=2", "a step needs a completion: without one the share never rises"),
        ("equal_shares", "seed=a b", "a b is not 1 to 64 letters"),
        ("equal_shares", "seed=", " is not 1 to 64 letters"),
        ("equal_shares", "ties=lower-cost", "lower-cost is not an order"),
        ("equal_shares", "ties=lot,lower-cost", "lot,lower-cost is not an order"),
        ("equal_shares", "ties=lower-cost,higher-cost,lot", "is not an order"),
        ("equal_shares", "ties=lot,lot", "is not an order"),
        ("equal_shares", "ties=alphabet,lot", "is not an order"),
    ],
)
def test_each_wrong_setting_is_refused(name, setting, said):
    with pytest.raises(RuleFaults) as refused:
        read_spec(name, [setting])
    assert any(said in str(fault) for fault in refused.value.faults), str(refused.value)


def test_all_faults_are_told_at_once():
    with pytest.raises(RuleFaults) as refused:
        read_spec("greedy", ["order=cost", "overflow=skip", "overflow=stop", "colour=red"])
    assert len(refused.value.faults) == 3


def test_an_unknown_rule_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="equal_shares"):
        read_spec("equal_share")


def test_the_lot_is_the_hash_of_seed_and_project():
    # printf '7\n12' | sha256sum
    assert lot("7", "12") == "42e1b6cf49f6db1eb3cdb5323521481b62512b59914b5b8dd8ba37191a805385"
