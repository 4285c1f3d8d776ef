"""Three orders of one problem: what each holds back, what is certified of it, and when one has won."""

from fractions import Fraction

import pytest

from commonweal.handover.check import violations
from commonweal.handover.faults import problem_faults
from commonweal.handover.orders import ORDERS, first_third, ordered
from commonweal.handover.plan import carried_out
from commonweal.handover.search import find_plan
from commonweal.samples.chronology import chronology_settings, sample_chronology
from commonweal.terms.sentences import say
from tests.handover.orders import EFFORT, SMALL, made_trial, small_trials

PROBLEM = sample_chronology(1, chronology_settings()[5], SMALL)


def test_the_first_third_is_rounded_up():
    assert first_third(PROBLEM) == 3


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_is_a_sound_problem_with_the_same_money(order):
    held = ordered(PROBLEM, order)
    assert list(problem_faults(held)) == []
    assert sum(held.funds.devolved) + held.funds.devolved_start == sum(PROBLEM.funds.devolved)
    assert held.funds.statutory == PROBLEM.funds.statutory


def test_with_action_first_no_hand_over_begins_in_the_first_third():
    plan, _ = find_plan(ordered(PROBLEM, "action first"), EFFORT)
    starts = [way.start for way in plan.decisions.pathways if way]
    assert starts
    assert min(starts) >= 3


def test_with_nothing_held_back_this_place_builds_and_hands_over_early():
    plan, _ = find_plan(ordered(PROBLEM, "interleaved"), EFFORT)
    assert any(row[t] for row in (*plan.decisions.building, *plan.decisions.spending) for t in range(3))
    assert min(way.start for way in plan.decisions.pathways if way) < 3


def test_with_services_first_nothing_is_built_or_spent_in_the_first_third_and_hand_overs_begin():
    plan, _ = find_plan(ordered(PROBLEM, "delivery first"), EFFORT)
    early = [row[t] for row in (*plan.decisions.building, *plan.decisions.spending) for t in range(3)]
    assert not any(early)
    assert min(way.start for way in plan.decisions.pathways if way) < 3
    assert any(map(any, (*plan.decisions.building, *plan.decisions.spending)))


@pytest.mark.parametrize("order", ORDERS[:2])
def test_every_plan_of_an_order_is_also_an_interleaved_one(order):
    plan, certificate = find_plan(ordered(PROBLEM, order), EFFORT)
    free = ordered(PROBLEM, "interleaved")
    as_free = carried_out(free, plan.decisions)
    assert violations(free, as_free) == []
    assert as_free.objective == plan.objective == certificate.objective


def test_interleaving_is_never_worse_and_no_bound_is_above_a_plan():
    for one in small_trials():
        outcomes = one.compared.outcomes
        free = outcomes["interleaved"]
        assert free.objective == min(found.objective for found in outcomes.values())
        for found in outcomes.values():
            assert free.bound <= found.bound <= found.objective <= one.compared.keep
            assert 0 <= found.certified_gap < 1


def test_where_the_free_search_found_less_the_better_plan_stands_for_it_and_is_named():
    borrowed = [one.compared for one in small_trials() if one.compared.borrowed]
    assert borrowed
    for one in borrowed:
        assert one.outcomes["interleaved"].plan_sha256 == one.outcomes[one.borrowed].plan_sha256


def test_the_certified_measure_is_unmet_need_and_a_trifle_of_spending():
    held = ordered(PROBLEM, "interleaved")
    plan, _ = find_plan(held, EFFORT)
    found = next(iter(small_trials())).compared.outcomes["interleaved"]
    assert held.parameters.terminal_weight == 1
    assert 0 < found.last_quarter < found.objective
    assert 0 < found.unmet_share < 1
    assert plan.objective > 0


@pytest.mark.parametrize(
    ("action", "delivery", "verdict"),
    [
        ((90, 80), (100, 91), "action first"),
        ((90, 80), (100, 90), "undecided"),
        ((90, 80), (100, 85), "undecided"),
        ((100, 91), (90, 85), "delivery first"),
        ((100, 89), (90, 85), "undecided"),
    ],
)
def test_an_order_has_won_only_where_no_plan_of_the_other_can_be_as_good(action, delivery, verdict):
    assert made_trial(say("x"), action, delivery).compared.whole_time == verdict


@pytest.mark.parametrize(
    ("action", "delivery", "verdict"),
    [
        ((100, 95, 10), (100, 95, 12), "action first"),
        ((100, 95, 12), (100, 95, 10), "delivery first"),
        ((100, 95, 9), (100, 95, 10), "undecided"),
        ((100, 100, 10), (100, 100, 10), "undecided"),
    ],
)
def test_in_the_last_quarter_a_difference_within_both_gaps_is_undecided(action, delivery, verdict):
    assert made_trial(say("x"), action, delivery).compared.last_quarter == verdict


@pytest.mark.parametrize(
    ("action", "delivery", "verdict"),
    [("0.05", "0.08", "action first"), ("0.08", "0.05", "delivery first"), ("0.05", "0.07", "undecided")],
)
def test_between_the_fifths_a_difference_within_both_gaps_of_the_unmet_share_is_undecided(action, delivery, verdict):
    # Both gaps together are a tenth, of an unmet share of a fifth.
    compared = made_trial(say("x"), (100, 95, 10, "0.2", action), (100, 95, 10, "0.2", delivery)).compared
    assert compared.gap_at_end == verdict


def test_the_same_problem_gives_the_same_outcome():
    from commonweal.handover.orders import compare_orders

    again = compare_orders(sample_chronology(1, chronology_settings()[0], SMALL), EFFORT)
    assert again == small_trials()[0].compared
    assert isinstance(again.keep, Fraction)
