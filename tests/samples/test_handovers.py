"""The sample's hand-over tables: the hard case at any size, the same for the same seed, and solved in a moment."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.handover.check import violations
from commonweal.handover.faults import problem_faults
from commonweal.handover.inputs import build_problem
from commonweal.handover.pathways import start_choices
from commonweal.handover.search import MOST_DIRECT, find_plan
from commonweal.samples.handovers import sample_handover
from commonweal.terms.parties import Organisation
from commonweal.terms.places import Neighbourhood
from commonweal.terms.services import Service


def place(services, neighbourhoods, bodies):
    offered = [
        Service(f"s{k}", f"Service {k}", "hours", Fraction(1), Fraction("0.6"), statutory=k % 2 == 0)
        for k in range(services)
    ]
    homes = [Neighbourhood(f"N{k}", 1000 + k, k + 1) for k in range(neighbourhoods)]
    council = Organisation("council", "Council", "council")
    others = [Organisation(f"o{k}", f"Body {k}", "charity", f"N{k % neighbourhoods}") for k in range(bodies)]
    need = {(s.id, n.name): Fraction(50 + 7 * k) for k, s in enumerate(offered) for n in homes}
    return offered, homes, [council, *others], need


def made(seed, size, quarters=12):
    services, homes, bodies, need = place(*size)
    tables = sample_handover(seed, services, homes, bodies, need, quarters=quarters)
    return tables, build_problem(tables, need, services, bodies, homes)


def test_the_same_seed_gives_the_same_tables():
    assert made(1, (2, 3, 4)) == made(1, (2, 3, 4))
    assert made(1, (2, 3, 4)) != made(2, (2, 3, 4))


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.integers(1, 5), st.integers(1, 12), st.integers(2, 45))
def test_any_size_is_sound_and_can_keep_everything(seed, services, homes, bodies):
    _, problem = made(seed, (services, homes, bodies))
    assert list(problem_faults(problem)) == []
    assert {offer.provider for offer in problem.offers} <= set(range(len(problem.providers)))


def test_a_cut_falls_in_the_middle():
    tables, _ = made(1, (3, 3, 4))
    for row in tables.transfers:
        assert len(set(row.levels[:6])) == 1
        assert row.levels[5] > row.levels[6] > row.levels[7] == row.levels[11]


def test_the_council_takes_nothing_over_and_some_are_unwilling_or_not_yet_ready():
    tables, _ = made(1, (4, 10, 40))
    assert "council" not in {row.organisation for row in tables.providers}
    assert any(not row.willing for row in tables.providers)
    waiting = [row for row in tables.providers if row.ready_from > tables.funds[0].quarter]
    assert waiting
    assert all(row.missing for row in waiting)


def test_the_size_of_the_demo_is_within_what_can_be_solved_exactly():
    _, problem = made(1, (4, 10, 40))
    assert 500 < len(list(start_choices(problem))) <= MOST_DIRECT


@pytest.mark.parametrize("seed", [1, 2])
def test_a_smaller_sample_is_planned_whole(seed):
    _, problem = made(seed, (2, 4, 10), quarters=8)
    plan, certificate = find_plan(problem)
    assert violations(problem, plan) == []
    assert any(plan.decisions.pathways)
    assert certificate.solver_gap <= Fraction(1, 100)
