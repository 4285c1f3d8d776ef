"""Proofs in parts: every plan is in one part, no part proves too much, and together they prove more than one price."""

from dataclasses import fields, replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from commonweal.handover.bound import bound, bound_in_parts, projected
from commonweal.handover.branches import Branch, Part, Question, answers_of, part_of
from commonweal.handover.exact import exact_prices
from commonweal.handover.plan import carried_out, keep_everything
from commonweal.handover.priced import answered, everything, priced
from commonweal.handover.search import Effort, certify, find_plan, steps
from commonweal.handover.tariff import lifted, nothing_priced
from commonweal.handover.tree import grown
from commonweal.handover.view import view
from commonweal.handover.ways import no_options
from tests.handover.naive import optimum, options
from tests.handover.tiny import looks_back, random_prices, solved, tiny

SEEDS = range(6)
IN_PARTS = Effort(gap=Fraction(0), parts=40)


def small(seed):
    return tiny(seed, services=1, places=3, bodies=2, quarters=4)


def all_plans(problem):
    """Every set of starts that can be paid for, as an offer and a start for each cell, with its least objective."""
    ways = [[None] for _ in problem.cells]
    for way in options(problem):
        ways[problem.offers[way[0]].cell].append(way)
    for chosen in product(*ways):
        value = optimum(problem, {way for way in chosen if way})
        if value is not None:
            yield [(way[0], way[1]) if way else None for way in chosen], value


@pytest.fixture(scope="module", params=SEEDS)
def proved(request):
    problem = small(request.param)
    return (problem, *find_plan(problem, IN_PARTS), [*all_plans(problem)])


def test_every_plan_is_in_one_part_and_no_part_proves_more_than_its_best_plan(proved):
    problem, _, certificate, plans = proved
    of = answers_of(certificate.branches)
    bounds = {k: bound(problem, certificate.leaves[k], Part(answers)) for k, answers in of.items() if answers}
    for pathways, value in plans:
        (k,) = [k for k, answers in of.items() if part_of(problem, answers, pathways)]
        if bounds:
            assert float(bounds[k]) <= value * (1 + 1e-9)


def test_no_prices_whatever_prove_more_of_a_part_than_its_best_plan_has(proved):
    problem, _, certificate, plans = proved
    for k, answers in answers_of(certificate.branches).items():
        values = [value for pathways, value in plans if part_of(problem, answers, pathways)]
        for scale in (0.02, 0.3, 2.0):
            prices = projected(problem, random_prices(problem, k, scale=scale))
            if values:
                assert float(bound(problem, prices, Part(answers))) <= min(values) * (1 + 1e-9)


def test_parts_prove_more_than_one_set_of_prices_and_some_prove_the_plan_to_be_the_best():
    gaps = []
    for seed in SEEDS:
        one, many = (find_plan(small(seed), replace(IN_PARTS, parts=n))[1] for n in (1, 40))
        assert many.bound >= one.bound * (1 - Fraction(1, 10**6))
        assert len(many.leaves) == (len(many.branches) + 1 if many.branches else 0)
        gaps.append((one.gap_objective, many.gap_objective))
    assert max(one for one, _ in gaps) > Fraction(1, 20)
    assert max(many for _, many in gaps) < Fraction(1, 1000)


def test_as_many_parts_as_asked_for_and_none_where_one_is_enough():
    assert len(find_plan(small(1), replace(IN_PARTS, parts=3))[1].leaves) <= 3
    assert find_plan(small(1), replace(IN_PARTS, gap=Fraction(1)))[1].branches == ()


def test_the_same_place_is_proved_the_same_way_again_also_after_a_stop():
    problem = small(3)
    found = [*steps(problem, IN_PARTS, lambda _: None)]
    assert [state.step for state in found] == ["priced", "searched", "done"]
    again = [*steps(problem, IN_PARTS, lambda _: None, found[1])]
    assert certify(problem, again[-1]) == certify(problem, found[-1])


def test_a_plan_made_again_is_proved_in_parts_of_what_is_still_open():
    problem, plan, _ = solved(7)
    problem = looks_back(problem, plan, 3)
    again, certificate = find_plan(problem, IN_PARTS)
    assert certificate.bound <= again.objective
    begun = {c for c, way in enumerate(problem.adopted.starts) if way}
    assert certificate.branches
    assert all(branch.question.kind == "ready" or branch.question.of not in begun for branch in certificate.branches)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_priced_in_floating_point_is_what_the_exact_bound_of_a_part_says(seed):
    problem = tiny(seed)
    looked = view(problem)
    offer = next(k for k in range(len(problem.offers)) if looked.latest[k] > looked.first[k])
    cell, body = problem.offers[offer].cell, problem.offers[offer].provider
    tariff = lifted(
        replace(
            nothing_priced(problem),
            **{
                field.name: np.random.default_rng(seed).random(getattr(nothing_priced(problem), field.name).shape) / 9
                for field in fields(nothing_priced(problem))
            },
        )
    )
    prices = projected(problem, exact_prices(problem, tariff))
    questions = (
        (Question("begins", cell), False),
        (Question("begins", cell, offer=offer), True),
        (Question("begins", cell, offer=offer, by=int(looked.first[offer])), False),
        (Question("begins", cell, by=int(looked.first[offer])), True),
        (Question("ready", body, by=2), True),
        (Question("ready", body), False),
    )
    seen = set()
    for answer in questions:
        part = answered(looked, everything(looked), answer[0], yes=answer[1])
        found = priced(looked, tariff, part).bound
        assert found == pytest.approx(float(bound(problem, prices, Part((answer,)))), rel=1e-6)
        seen.add(round(found, 6))
    assert len(seen) > 2


def test_a_part_of_a_part_answers_both_questions():
    first, second = Question("begins", 0, by=1), Question("ready", 0, by=2)
    branches = (Branch(first, 1, -1), Branch(second, -2, -3))
    of = answers_of(branches)
    assert of == {0: ((first, False),), 1: ((first, True), (second, True)), 2: ((first, True), (second, False))}
    problem = tiny(5)
    prices = projected(problem, random_prices(problem, 1, scale=0.1))
    least = min(bound(problem, prices, Part(answers)) for answers in of.values())
    assert bound_in_parts(problem, branches, (prices,) * 3) == least >= bound(problem, prices)


def test_a_part_without_any_plan_is_shown_to_be_one():
    """Nobody may begin before a body is ready; with no money nobody can be made ready, so one part holds no plan."""
    problem = small(1)
    poor = replace(
        problem,
        funds=replace(problem.funds, devolved_start=Fraction(0), devolved=(Fraction(0),) * problem.quarters),
        parameters=replace(problem.parameters, activation_cost=Fraction(5), loan_limit=Fraction(0)),
    )
    looked = view(poor)
    keep = float(carried_out(poor, keep_everything(poor)).objective)
    proof = grown(looked, looked.options(), no_options(), nothing_priced(poor), keep * (1 - 1e-6), 40)
    assert proof.bound == pytest.approx(keep, rel=1e-5)
    certain = (projected(poor, exact_prices(poor, leaf)) for leaf in proof.leaves)
    assert float(bound_in_parts(poor, proof.branches, tuple(certain))) == pytest.approx(keep, rel=1e-4)
