"""The independent check: a sound plan passes, and breaking any row is found under that row's name."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.handover.check import violations
from commonweal.handover.pathways import Choice
from commonweal.handover.plan import carried_out, keep_everything
from tests.handover.tiny import looks_back, solved

SEED = 7


@pytest.fixture(scope="module")
def problem():
    return solved(SEED)[0]


@pytest.fixture(scope="module")
def plan(problem):
    made = solved(SEED)[1]
    assert sum(way is not None for way in made.decisions.pathways) >= 2
    return made


def rows(problem, plan):
    return {found.row for found in violations(problem, plan)}


def with_parameters(problem, **changed):
    return replace(problem, parameters=replace(problem.parameters, **changed))


def raised(grid, row, t, by):
    line = list(grid[row])
    line[t] += by
    return (*grid[:row], tuple(line), *grid[row + 1 :])


def test_a_solved_plan_and_keeping_everything_pass(problem, plan):
    assert violations(problem, plan) == []
    assert violations(problem, carried_out(problem, keep_everything(problem))) == []


DECISIONS = [
    ("(5) absorptive limit", lambda d: replace(d, building=raised(d.building, 0, 1, Fraction(1000)))),
    ("building not negative", lambda d: replace(d, building=raised(d.building, 0, 1, Fraction(-1000)))),
    ("(7) social-action spending", lambda d: replace(d, spending=raised(d.spending, 0, 1, Fraction(1000)))),
    ("spending not negative", lambda d: replace(d, spending=raised(d.spending, 0, 1, Fraction(-1000)))),
    ("(11) loan cap", lambda d: replace(d, loans=(Fraction(1000), *d.loans[1:]))),
    ("(11) loan cap", lambda d: replace(d, loans=(*d.loans[:-1], Fraction(1, 10**9)))),
    ("loan not negative", lambda d: replace(d, loans=(Fraction(-1), *d.loans[1:]))),
    ("(11) devolved fund not overdrawn", lambda d: replace(d, building=raised(d.building, 0, 1, Fraction(1000)))),
    ("(10) statutory fund not overdrawn", lambda d: replace(d, loans=(Fraction(1000), *d.loans[1:]))),
]


@pytest.mark.parametrize(("row", "change"), DECISIONS)
def test_a_decision_beyond_its_limit_is_found_even_when_carried_forward(problem, plan, row, change):
    assert row in rows(problem, carried_out(problem, change(plan.decisions)))


LIMITS = [
    ("(3) overload cap", lambda p: replace(p, providers=tuple(replace(b, capacity=Fraction(0)) for b in p.providers))),
    ("(9) capacity to be ready", lambda p: with_parameters(p, least_capacity=Fraction(10**6))),
    (
        "(9) most load",
        lambda p: with_parameters(
            replace(p, providers=tuple(replace(b, capacity=Fraction(0), home=None) for b in p.providers)),
            least_capacity=Fraction(0),
        ),
    ),
    (
        "(8) volunteers' hours",
        lambda p: with_parameters(
            replace(
                p,
                neighbourhoods=tuple(replace(n, volunteer_units=Fraction(0)) for n in p.neighbourhoods),
                offers=tuple(replace(o, volunteer_share=Fraction(1, 10**9)) for o in p.offers),
            ),
            volunteers_per_action=Fraction(0),
        ),
    ),
    ("(12) step-in reserve", lambda p: with_parameters(p, step_in=Fraction(1000))),
    (
        "(10) statutory fund not overdrawn",
        lambda p: replace(p, funds=replace(p.funds, statutory=(Fraction(0),) * p.quarters)),
    ),
    (
        "(11) devolved fund not overdrawn",
        lambda p: with_parameters(
            replace(p, funds=replace(p.funds, devolved_start=Fraction(0), devolved=(Fraction(0),) * p.quarters)),
            legal_share=Fraction(1),
        ),
    ),
    (
        "continuity floor",
        lambda p: replace(p, services=tuple(replace(s, floor=Fraction(1)) for s in p.services)),
    ),
    (
        "statutory floor without volunteers",
        lambda p: replace(
            p,
            services=tuple(replace(s, statutory=True) for s in p.services),
            offers=tuple(replace(o, volunteer_share=Fraction(1)) for o in p.offers),
        ),
    ),
    ("chronology gate", lambda p: replace(p, providers=tuple(replace(b, willing=False) for b in p.providers))),
    ("chronology gate", lambda p: replace(p, providers=tuple(replace(b, ready_from=9) for b in p.providers))),
]


@pytest.mark.parametrize(("row", "change"), LIMITS)
def test_a_tighter_limit_is_found_broken(problem, plan, row, change):
    tighter = change(problem)
    assert row in rows(tighter, carried_out(tighter, plan.decisions))


FIGURES = [
    ("(2) load", "load"),
    ("(3) overload", "overload"),
    ("(4) capacity", "capacity"),
    ("(6) social action", "social_action"),
]


@pytest.mark.parametrize(("row", "name"), FIGURES)
@pytest.mark.parametrize("t", [0, 3, 5])
def test_a_stated_figure_that_is_not_what_it_works_out_to_is_found(problem, plan, row, name, t):
    assert row in rows(problem, replace(plan, **{name: raised(getattr(plan, name), 0, t, Fraction(1, 10**9))}))


@pytest.mark.parametrize("fund", ["statutory", "devolved"])
def test_a_balance_that_is_not_what_is_left_is_found(problem, plan, fund):
    name = f"{fund}_balance"
    value = getattr(plan, name)
    spent = replace(plan, **{name: (*value[:2], value[2] - Fraction(1, 10**9), *value[3:])})
    number = {"statutory": "(10)", "devolved": "(11)"}[fund]
    assert rows(problem, spent) == {f"{number} {fund} balance"}


def test_an_objective_that_is_not_so_is_found(problem, plan):
    assert rows(problem, replace(plan, objective=plan.objective - 1)) == {"objective"}


def test_readiness_must_come_in_the_quarter_of_the_first_load(problem, plan):
    p = next(p for p, quarter in enumerate(plan.ready) if quarter is not None)
    never = replace(plan, ready=(*plan.ready[:p], None, *plan.ready[p + 1 :]))
    early = replace(plan, ready=(*plan.ready[:p], plan.ready[p] - 1, *plan.ready[p + 1 :]))
    assert "(9) ready before load" in rows(problem, never)
    assert "(9) ready in the quarter load begins" in rows(problem, early)


@pytest.mark.parametrize("start", [-1, 0, 5, 6])
def test_a_start_at_once_or_too_late_to_finish_is_found(problem, plan, start):
    c, way = next((c, way) for c, way in enumerate(plan.decisions.pathways) if way)
    ways = (*plan.decisions.pathways[:c], Choice(way.offer, start), *plan.decisions.pathways[c + 1 :])
    moved = replace(plan, decisions=replace(plan.decisions, pathways=ways))
    assert "start within the plan" in rows(problem, moved)


def test_an_offer_for_another_cell_is_found(problem, plan):
    c, way = next((c, way) for c, way in enumerate(plan.decisions.pathways) if way)
    other = next(k for k, offer in enumerate(problem.offers) if offer.cell != c)
    ways = (*plan.decisions.pathways[:c], Choice(other, way.start), *plan.decisions.pathways[c + 1 :])
    moved = replace(plan, decisions=replace(plan.decisions, pathways=ways))
    assert rows(problem, moved) == {"(1) one pathway"}


def test_a_figure_that_is_not_there_is_found(problem, plan):
    assert rows(problem, replace(plan, load=plan.load[1:])) == {"shape"}


def handed_over(problem, cells, quality):
    """Give the problem and the plan in which just these cells go to their first offer, which meets this much."""
    offers = tuple(replace(offer, quality=quality) for offer in problem.offers)
    changed = with_parameters(replace(problem, offers=offers), tolerance=Fraction(0))
    decisions = keep_everything(changed)
    first = {c: next(k for k, offer in enumerate(offers) if offer.cell == c) for c in cells}
    ways = tuple(Choice(first[c], 2) if c in cells else None for c in range(len(problem.cells)))
    return changed, carried_out(changed, replace(decisions, pathways=ways))


def test_making_only_the_richest_better_off_breaks_equity(problem):
    richest = [c for c, cell in enumerate(problem.cells) if cell.neighbourhood == 3]
    assert "(13) equity" in rows(*handed_over(problem, richest, Fraction(1)))
    poorest = [c for c, cell in enumerate(problem.cells) if cell.neighbourhood == 0]
    assert "(13) equity" not in rows(*handed_over(problem, poorest, Fraction(1)))


def test_making_the_poorest_or_a_protected_service_worse_off_is_detriment(problem):
    everywhere = range(len(problem.cells))
    found = violations(*handed_over(problem, everywhere, Fraction(1, 2)))
    where = {row.where.split(",")[0] for row in found if row.row == "(13a) no detriment"}
    assert where == {"the most deprived fifth", "service-1"}


def test_what_is_past_may_not_be_changed(problem, plan):
    again = looks_back(problem, plan, 4, withdrawn=(1,))
    assert violations(again, carried_out(again, keep_everything(again))) == []
    kept = keep_everything(again)
    begun = next(c for c, start in enumerate(again.adopted.starts) if start)
    undone = replace(kept, pathways=(*kept.pathways[:begun], None, *kept.pathways[begun + 1 :]))
    assert "adopted pathway" in rows(again, carried_out(again, undone))
    assert "adopted past" in rows(
        again, carried_out(again, replace(kept, spending=raised(kept.spending, 0, 0, Fraction(1, 10**6))))
    )
    free = next(c for c, way in enumerate(kept.pathways) if way is None)
    offer = next(k for k, one in enumerate(problem.offers) if one.cell == free)
    late = replace(kept, pathways=(*kept.pathways[:free], Choice(offer, 3), *kept.pathways[free + 1 :]))
    assert "adopted pathway" in rows(again, carried_out(again, late))
