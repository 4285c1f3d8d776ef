"""Measures: each is its own function's, and the usual rules are counted with the spec's own step and lot."""

from dataclasses import replace

import pytest

from commonweal.funding.ballots import Ballot
from commonweal.funding.counterfactual import levers
from commonweal.funding.fairness import claims, portions
from commonweal.funding.measures import affordable, measures
from commonweal.funding.robustness import resampled
from commonweal.samples.polls import sample_poll
from tests.funding.polls import counted, poll_of, positions


@pytest.mark.parametrize("kind", ["approval", "cumulative"])
def test_every_measure_is_there(kind):
    poll = sample_poll(2, 8, 60, kind)
    utility = "points" if kind == "cumulative" else "cost"
    result = counted(poll, "equal_shares", f"utility={utility}", "completion=add1u", "step=100", "seed=9")
    made = measures(poll, result, seed=4, draws=12, recounts=50)
    assert made.claims == claims(poll, positions(result))
    assert made.portions == portions(poll, positions(result))
    assert made.levers == levers(poll, result, recounts=50)
    assert made.robustness == resampled(poll, result.spec, seed=4, recounts=12)
    assert {"greedy", "greedy-per-cost"} <= {one.name for one in made.others}
    assert result.spec not in [one.result.spec for one in made.others]
    assert {one.result.spec.options["seed"] for one in made.others} == {"9"}
    assert {one.result.spec.options.get("step", "100") for one in made.others} == {"100"}


def test_the_rule_that_holds_is_not_among_the_others():
    poll = sample_poll(2, 8, 60)
    made = measures(poll, counted(poll, "greedy"), draws=2, recounts=3, costs=False)
    assert "greedy" not in {one.name for one in made.others}


def test_a_rule_that_an_open_tie_keeps_from_deciding_is_left_out():
    from commonweal.funding.rules import RULES
    from commonweal.funding.spec import read_spec

    # By votes they are told apart; by votes for the money they are equal, and equal in what the order of ties says.
    poll = poll_of([10, 20, 5], [Ballot((0,), voters=2), Ballot((1,), voters=4), Ballot((2,))], 30)
    result = RULES["greedy"](poll, read_spec("greedy", ["ties=lot"]))
    made = measures(poll, result, draws=2, recounts=3, costs=False)
    assert "greedy-per-cost" in {one.name for one in made.others}
    assert {one.result.spec.options["seed"] for one in made.others} == {""}


def test_a_larger_count_affords_fewer_recounts_and_none_fewer_than_sixty():
    small, large = sample_poll(1, 8, 60), sample_poll(1, 40, 4_000)
    assert affordable(small, counted(small, "greedy")) == 1_000
    result = counted(large, "greedy")
    few, many = (replace(result, certificate=replace(result.certificate, steps=steps)) for steps in (19, 9_999))
    assert 60 < affordable(large, few) < 1_000
    assert affordable(large, many) == 60
    made = measures(small, counted(small, "greedy"), draws=2)
    assert made.levers.recounts < 1_000


def test_the_money_by_area_stands_beside_that_of_most_votes_alone():
    poll = poll_of(
        [60, 40, 40], [Ballot((0, 2), voters=6), Ballot((1,), voters=4)], 100, areas=["Hill", "Quay", "Hill"]
    )
    made = measures(poll, counted(poll, "equal_shares", "utility=cost"), draws=2)
    assert [(one.area, one.spent, one.funded) for one in made.who.areas] == [("Hill", 40, 1), ("Quay", 40, 1)]
    assert [(one.area, one.spent) for one in made.who_by_votes.areas] == [("Hill", 100), ("Quay", 0)]
    assert measures(poll, counted(poll, "greedy", "seed=1"), draws=2).who_by_votes is None
