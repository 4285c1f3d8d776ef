"""What would help most: ranked by the prices, exact, and checked by planning again."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.formats.prose import prose
from commonweal.handover import scarce
from commonweal.handover.bound import bound
from commonweal.handover.pathways import supply
from commonweal.handover.scarce import Increment, help_told, lacking, scarcest, what_would_help, with_more
from commonweal.handover.search import Effort, find_plan
from tests.handover.loose import loose
from tests.handover.test_binding import (
    few_volunteers,
    little_capacity,
    no_devolved_money,
    no_statutory_money,
    only_the_better_off,
)
from tests.handover.tiny import solved

F = Fraction
ONE_SCARCE = {
    "volunteers": few_volunteers,
    "capacity": little_capacity,
    "devolved": no_devolved_money,
    "statutory": no_statutory_money,
    "tolerance": only_the_better_off,
}


def helped(problem):
    plan, certificate = find_plan(problem, Effort(gap=F(1, 10_000)))
    return plan, what_would_help(problem, plan, certificate.prices)


def test_money_is_said_to_be_there_by_the_last_quarter_in_which_it_is_worth_as_much():
    problem, _, certificate = solved(7)
    row = tuple(F(price) for price in (5, 5, 3, 3, 0, 0))
    prices = replace(certificate.prices, statutory=row, devolved=(F(2),) * 6)
    by = {more.kind: more.by for more in scarcest(problem, prices, 99)}
    assert (by["statutory"], by["devolved"]) == (1, 5)


def test_what_would_help_is_told_with_the_fall_of_the_bound():
    problem = few_volunteers()
    plan, certificate = find_plan(problem)
    helps = what_would_help(problem, plan, certificate.prices)
    falls = [certificate.bound - bound(with_more(problem, one.more), certificate.prices) for one in helps]
    assert [one.indicated for one in helps] == falls


@pytest.mark.parametrize("kind", ONE_SCARCE)
def test_the_one_scarce_thing_is_the_one_that_would_help(kind):
    _, helps = helped(ONE_SCARCE[kind]())
    assert helps[0].more.kind in {kind, "loans"}
    assert kind in [one.more.kind for one in helps]
    assert helps[0].indicated > 0
    assert all(one.weighted is not None and one.weighted >= 0 for one in helps)


def test_where_nothing_is_scarce_nothing_would_help():
    plan, helps = helped(loose(spend_weight=F(0)))
    assert helps == ()
    assert "Nothing is scarce" in prose().text(help_told(loose(), plan, helps)[0])


def test_an_increment_that_carries_a_hand_over_is_told_with_what_was_checked(monkeypatch):
    monkeypatch.setattr(scarce, "SHARE", F(1, 10))
    problem = few_volunteers()
    plan, helps = helped(problem)
    assert (helps[0].more.kind, helps[0].more.units) == ("volunteers", 2)
    assert helps[0].weighted == 16
    assert helps[0].unmet == 16
    said = [prose().text(sentence) for sentence in help_told(problem, plan, helps)]
    share = f"{float(16 / plan.objective):.2%}"
    assert said[1].startswith("volunteers in Herring Hill for services worth £2,000 a quarter by ")
    assert (
        said[2] == f"Planned again and checked, it is {share} lower, and need for services worth £16,000 more is met."
    )


@pytest.mark.parametrize("seed", [0, 7, 22])
def test_what_is_indicated_is_what_the_bound_falls_by_and_the_order_is_that(seed):
    problem, _, certificate = solved(seed)
    most = scarcest(problem, certificate.prices, 99)
    falls = [certificate.bound - bound(with_more(problem, more), certificate.prices) for more in most]
    assert all(fall > 0 for fall in falls)
    assert [float(fall) for fall in falls] == pytest.approx(sorted(map(float, falls), reverse=True), rel=1e-6)


def test_need_left_unmet_is_counted_without_weights():
    problem, plan, _ = solved(7)
    by_hand = sum(
        need * (1 - (supply(problem, way, t) if way else problem.kept_level(c, t)))
        for c, way in enumerate(plan.decisions.pathways)
        for t, need in enumerate(problem.cells[c].demand)
    )
    assert lacking(problem, plan) == by_hand


def test_a_large_place_is_not_planned_again_and_says_so(monkeypatch):
    monkeypatch.setattr(scarce, "MOST_DIRECT", 1)
    problem = few_volunteers()
    plan, helps = helped(problem)
    assert helps[0].weighted is None
    assert prose().text(help_told(problem, plan, helps)[2]) == "That was not planned again: indicative only."


@pytest.mark.parametrize(
    "kind", ["capacity", "volunteers", "social action", "statutory", "devolved", "loans", "tolerance"]
)
def test_each_increment_changes_one_figure_and_can_be_named(kind):
    problem = loose()
    more = with_more(problem, Increment(kind, 0, F(2), 1))
    changed = [
        name
        for name in ("providers", "neighbourhoods", "funds", "parameters")
        if getattr(more, name) != getattr(problem, name)
    ]
    assert len(changed) == 1
    assert replace(problem, **{changed[0]: getattr(more, changed[0])}) == more
    assert "{" not in prose().text(scarce.name_of(problem, Increment(kind, 0, F(2), 1)))
