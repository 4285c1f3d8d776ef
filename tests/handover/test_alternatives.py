"""Other plans: each keeps every row, follows its idea, and is nearly as good where that is promised."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.handover import alternatives
from commonweal.handover.alternatives import IDEAS, NEAR, WORSE, figures, nearly_as_good, other_ideas
from commonweal.handover.check import violations
from commonweal.handover.pathways import Choice
from commonweal.handover.plan import carried_out, keep_everything
from commonweal.handover.search import find_plan
from tests.handover.loose import loose
from tests.handover.tiny import looks_back, solved

F = Fraction
SEEDS = (0, 7, 22)


@pytest.fixture(scope="module", params=SEEDS)
def others(request):
    problem, plan, _ = solved(request.param)
    return problem, plan, nearly_as_good(problem, plan), other_ideas(problem)


def test_each_keeps_every_row(others):
    problem, _, near, ideas = others
    assert [one.name for one in near] == list(NEAR)
    assert [one.name for one in ideas] == list(IDEAS)
    plans = [one.plan for one in (*near, *ideas)]
    assert sum(plan is not None for plan in plans) >= 6
    assert all(violations(problem, plan) == [] for plan in plans if plan)


def test_those_that_are_nearly_as_good_go_their_way_and_no_further_off(others):
    problem, plan, near, _ = others
    own = figures(problem, plan)
    few, moves, local = (one.figures for one in near)
    assert all(one.plan.objective <= plan.objective * (1 + WORSE) for one in near)
    assert few.organisations <= own.organisations
    assert moves.moves <= own.moves
    assert local.local >= own.local
    assert all(one.same == (one.plan.decisions == plan.decisions) for one in near)


def test_doing_nothing_hands_nothing_over_and_fast_hands_over_at_least_as_much_as_any(others):
    problem, plan, _, ideas = others
    nothing, fast, action, delivery = (one.plan for one in ideas)
    assert nothing == carried_out(problem, keep_everything(problem))

    def handed_over(one):
        return sum(map(sum, one.load))

    assert all(handed_over(fast) >= handed_over(one) * F(999, 1000) for one in (plan, action, delivery) if one)
    third = 2
    if action:
        assert all(way is None or way.start >= third for way in action.decisions.pathways)
    if delivery:
        assert all(way is None or way.start < third for way in delivery.decisions.pathways)
        assert not any(any(row[:third]) for row in (*delivery.decisions.building, *delivery.decisions.spending))


def test_some_alternatives_differ_from_the_plan():
    found = [one for seed in SEEDS for one in nearly_as_good(*solved(seed)[:2])]
    assert any(not one.same for one in found)


def test_of_two_bodies_that_are_as_good_one_and_the_one_at_home_is_found():
    problem = loose()
    home = replace(problem.providers[0], id="home", name="Low Moor Friends", home=0)
    more = tuple(replace(offer, provider=1) for offer in problem.offers)
    problem = replace(
        problem, providers=(*problem.providers, home), offers=(problem.offers[0], more[0], problem.offers[1])
    )
    plan = carried_out(problem, replace(keep_everything(problem), pathways=(Choice(1, 1), Choice(2, 1))))
    assert violations(problem, plan) == []
    few, _, local = nearly_as_good(problem, plan)
    assert (few.figures.organisations, few.same) == (1, False)
    assert local.figures.local == F(1, 2)
    away = carried_out(problem, replace(keep_everything(problem), pathways=(Choice(0, 1), Choice(2, 1))))
    assert figures(problem, away).local == 0
    assert nearly_as_good(problem, away)[2].figures.local == F(1, 2)


def test_figures_are_those_of_the_plan():
    problem = loose()
    plan = carried_out(problem, replace(keep_everything(problem), pathways=(Choice(0, 1), None)))
    found = figures(problem, plan)
    assert (found.organisations, found.moves) == (1, 1)
    assert found.unmet_last == F(1, 4)
    assert found.unmet_poorest == F(4 + 0 + 4 * 1, 60)
    assert found.money == 12 * 6 + 3 + 1


def test_planned_again_what_had_begun_stands_in_every_other_plan():
    problem, plan, _ = solved(7)
    again = looks_back(problem, plan, 3)
    newer, _ = find_plan(again)
    for one in (*nearly_as_good(again, newer), *other_ideas(again)):
        if one.plan:
            assert violations(again, one.plan) == []


def test_delivery_first_takes_no_more_than_fits_with_nothing_built():
    problem = loose(build_share=F("0.1"))
    problem = replace(problem, providers=(replace(problem.providers[0], capacity=F("17.5")),))
    delivery = other_ideas(problem)[3].plan
    assert [way.start for way in delivery.decisions.pathways if way] == [1]
    assert not any(delivery.decisions.building[0][:2])


def test_a_large_place_is_set_beside_doing_nothing_alone(monkeypatch):
    monkeypatch.setattr(alternatives, "MOST_DIRECT", 1)
    problem, plan, _ = solved(7)
    assert nearly_as_good(problem, plan) == ()
    assert [one.name for one in other_ideas(problem)] == ["do nothing"]
