"""Whether items can be completed: every set tried on small polls, and quickly enough on large ones."""

import os
from itertools import combinations
from random import Random

import pytest

from commonweal.errors import FloorsUndecided
from commonweal.funding import floor_search
from commonweal.funding.floor_search import Demands, FloorSearch, demands
from commonweal.funding.items import items
from commonweal.funding.options import Group
from commonweal.funding.spec import read_spec
from tests.funding import naive, small

SEARCHES = 5_000 if os.environ.get("COMMONWEAL_ORACLES") == "all" else 300


@pytest.mark.parametrize("first", [200, 0])
def test_what_can_be_completed_is_that_of_the_definition(first, monkeypatch):
    monkeypatch.setattr(floor_search, "_FIRST", first)
    answers = []
    for seed in range(SEARCHES):
        poll, drawn = small.placed(seed), Random(seed)
        spec = read_spec("greedy", small.constraints_for(seed, poll))
        of, told = items(poll, spec), naive.Naive(poll, spec)
        search = FloorSearch.of(demands(poll, spec, of))
        for forced in ([], drawn.sample(range(len(of)), min(1, len(of)))):
            answers.append(told.completable(forced))
            assert search.completable(forced) == answers[-1], (seed, forced)
    assert set(answers) == {True, False}


def mixed(seed, count):
    """Demands in which items count towards several floors at once, take from caps and exclude each other."""
    drawn = Random(seed)
    costs = tuple(drawn.randint(1, 12) for _ in range(count))

    def part(chance):
        return {
            k: drawn.choice([cost, cost, max(1, cost // 2)]) for k, cost in enumerate(costs) if drawn.random() < chance
        }

    within, uses = tuple(part(0.5) for _ in range(3)), tuple(part(0.4) for _ in range(2))
    return Demands(
        scale=1,
        budget=sum(costs) // 2,
        costs=costs,
        floors=tuple(int(sum(of.values()) * drawn.uniform(0.2, 0.7)) for of in within),
        groups=tuple(Group("category", str(n)) for n in range(3)),
        within=within,
        caps=tuple(sum(of.values()) * 2 // 3 for of in uses),
        capped=tuple(Group("area", str(n)) for n in range(2)),
        uses=uses,
        sets=tuple(frozenset(drawn.sample(range(count), 2)) for _ in range(2)),
    )


def holds(given, chosen):
    def total(of):
        return sum(of.get(k, 0) for k in chosen)

    return (
        sum(given.costs[k] for k in chosen) <= given.budget
        and all(total(of) >= least for least, of in zip(given.floors, given.within, strict=True))
        and all(total(of) <= most for most, of in zip(given.caps, given.uses, strict=True))
        and all(len(set_ & set(chosen)) < 2 for set_ in given.sets)
    )


@pytest.mark.parametrize("first", [200, 3])
def test_entangled_floors_are_found_as_trying_every_set_finds_them(first, monkeypatch):
    monkeypatch.setattr(floor_search, "_FIRST", first)
    monkeypatch.setattr(floor_search, "_WEIGHED", 2)
    answers = []
    for seed in range(SEARCHES // 5):
        given = mixed(seed, 9)
        sets = (chosen for size in range(10) for chosen in combinations(range(9), size))
        answers.append(any(holds(given, chosen) for chosen in sets))
        assert FloorSearch.of(given).completable(()) == answers[-1], seed
    assert set(answers) == {True, False}


def test_sixty_projects_under_floors_of_areas_and_categories_are_found_at_once():
    given = mixed(4, 60)
    assert FloorSearch.of(given).completable(()) in {True, False}


def test_sums_of_many_units_are_worked_out_together():
    # Sixty costs of up to a million: far too many sets to try one by one, and no sum lies between two multiples of 3.
    drawn = Random(1)
    costs = tuple(drawn.randrange(300_000, 999_999, 3) for _ in range(60))
    whole = dict(enumerate(costs))
    area = (Group("area", "x"),)

    def possible(least, most):
        return FloorSearch.of(Demands(1, most, costs, (least,), area, (whole,), (), (), (), ())).completable(())

    assert possible(9_000_000, 9_000_000)
    assert not possible(9_000_001, 9_000_002)
    assert not possible(sum(costs) + 1, 10 * sum(costs))


def test_a_search_that_takes_too_many_steps_is_refused(monkeypatch):
    monkeypatch.setattr(floor_search, "_FIRST", 0)
    monkeypatch.setattr(floor_search, "_STEPS", 0)
    undecided = 0
    for seed in range(60):
        try:
            FloorSearch.of(mixed(seed, 9)).completable(())
        except FloorsUndecided as refused:
            undecided += "CW206" in str(refused)
    assert undecided
