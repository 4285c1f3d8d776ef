"""Specs: closed lists, every default spelled out, what contradicts refused."""

from fractions import Fraction

import pytest

from commonweal.errors import RuleFaults, UnknownName
from commonweal.funding.options import OPTIONS, VERSIONS, Group
from commonweal.funding.rules import RULES
from commonweal.funding.spec import lot, read_spec


def test_every_rule_has_options_and_a_version():
    assert set(RULES) == set(OPTIONS) == set(VERSIONS)


def test_what_is_not_set_is_spelled_out():
    spec = read_spec("greedy", [])
    assert spec.value() == {
        "name": "greedy",
        "version": 1,
        "spec": {
            "caps": "",
            "exclusive": "",
            "floors": "",
            "minimum_support": "0",
            "order": "votes",
            "overflow": "skip",
            "packages": "",
            "seed": "",
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
        ("equal_shares", "seed=" + "7" * 65, " is not 1 to 64 letters"),
        ("equal_shares", "ties=", " is not an order"),
        ("phragmen", "order=votes", "there is no option called order"),
        ("phragmen", "minimum_support=few", "few is not a whole number"),
        ("greedy", "exclusive=a", "a is not sets of two or more"),
        ("greedy", "exclusive=a,b;", "a,b; is not sets of two or more"),
        ("greedy", "exclusive=a,,b", "a,,b is not sets of two or more"),
        ("greedy", "exclusive=a, a", "a, a is not sets of two or more different"),
        ("greedy", "packages=a,b;b,c", "a,b;b,c is not sets of two or more different project ids, none of them in two"),
        ("greedy", "caps=area:x", "area:x is not one amount for each"),
        ("greedy", "caps=area:x=5;", "area:x=5; is not one amount for each"),
        ("greedy", "caps=place:x=5", "place:x=5 is not one amount for each"),
        ("greedy", "caps=area:=5", "area:=5 is not one amount for each"),
        ("greedy", "caps=area:x=-5", "area:x=-5 is not one amount for each"),
        ("greedy", "caps=area:x=5;area: x=6", "is not one amount for each"),
        ("greedy", "floors=area:x=0.00", "area:x=0.00 is not one amount above 0 for each"),
        ("greedy", "floors=area:x=ten", "area:x=ten is not one amount above 0 for each"),
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


@pytest.mark.parametrize("rule", OPTIONS)
def test_constraints_are_written_in_one_way_and_in_the_order_given(rule):
    spec = read_spec(
        rule,
        [
            "exclusive= b , a ;c,d,e",
            "packages=y,x",
            "caps= category:Play = 0 ; area:Old Town=010.50",
            "floors=area:a=b = 7.0",
        ],
    )
    assert (spec.options["exclusive"], spec.options["packages"]) == ("b,a;c,d,e", "y,x")
    assert spec.options["caps"] == "category:Play=0;area:Old Town=10.5"
    assert spec.options["floors"] == "area:a=b=7"
    assert spec.exclusive == (("b", "a"), ("c", "d", "e"))
    assert spec.caps == ((Group("category", "Play"), 0), (Group("area", "Old Town"), Fraction(21, 2)))
    assert spec.floors == ((Group("area", "a=b"), 7),)
    assert spec.constraints == ("caps", "exclusive", "floors", "packages")
    stated = [f"{key}={value}" for key, value in spec.options.items() if key != "step"]
    assert read_spec(rule, stated) == spec


def test_no_constraint_is_stated_where_none_is_set():
    assert read_spec("greedy").constraints == ()
    assert read_spec("greedy", ["minimum_support=2"]).constraints == ("minimum_support",)


def test_a_lot_counts_only_once_its_seed_is_drawn():
    assert read_spec("greedy").ties == ("lower-cost", "more-votes")
    assert read_spec("greedy", ["seed=7"]).ties == ("lower-cost", "more-votes", "lot")
    assert read_spec("greedy", ["seed=7", "ties=more-votes"]).ties == ("more-votes",)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (["packages=a,b", "exclusive=c,a,b"], "exclusive: a, b are of one package, so they cannot exclude one another"),
        (["caps=area:x=5", "floors=area:x=6"], "floors: area:x has a floor of 6, above its cap of 5"),
    ],
)
def test_constraints_that_contradict_each_other_are_refused(settings, said):
    with pytest.raises(RuleFaults) as refused:
        read_spec("greedy", settings)
    assert [str(fault) for fault in refused.value.faults] == [said]


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
