"""Tables and need become a problem in one unit."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.errors import HandoverFaults
from commonweal.handover.inputs import DEFAULTS, Setting, build_problem
from tests.formats.handover_folder import BODIES, NEED, PLACES, SERVICES, tables


def built(given=None, need=None):
    return build_problem(given or tables(), need or NEED, SERVICES, BODIES, PLACES)


def test_need_is_measured_by_what_it_costs_the_council():
    given = tables()
    problem = built(given)
    cost = given.transfers[1].unit_cost_gbp
    cell = next(cell for cell in problem.cells if problem.services[cell.service].id == "youth")
    assert cell.demand == (100 * cost / 1000,) * 6
    assert problem.services[1].measure_cost == cost / 1000
    assert problem.funds.statutory[0] == given.funds[0].statutory_budget_gbp / 1000


def test_need_may_differ_by_quarter_and_none_needs_no_plan():
    need = {**NEED, ("youth", "Herring Hill"): [Fraction(t) for t in range(6)], ("library", "Fathom Rise"): Fraction(0)}
    given = tables()
    rich = tuple(replace(row, statutory_budget_gbp=row.statutory_budget_gbp * 10) for row in given.funds)
    problem = built(replace(given, funds=rich), need)
    cells = {(cell.service, cell.neighbourhood): cell for cell in problem.cells}
    assert set(cells) == {(0, 0), (1, 0), (1, 1)}
    assert cells[1, 0].demand[4] == 4 * given.transfers[1].unit_cost_gbp / 1000
    assert {offer.cell for offer in problem.offers} <= {0, 1, 2}


def test_who_has_not_agreed_is_no_part_of_the_problem():
    given = tables()
    unwilling = tuple(replace(row, willing=row.organisation != "hall") for row in given.providers)
    problem = built(replace(given, providers=unwilling))
    assert [body.id for body in problem.providers] == ["friends"]
    assert {offer.provider for offer in problem.offers} == {0}


def test_readiness_is_counted_in_quarters_from_the_first():
    given = tables()
    late = tuple(replace(row, ready_from=given.funds[0].quarter + 3) for row in given.providers)
    early = tuple(replace(row, ready_from=given.funds[0].quarter + -3) for row in given.providers)
    assert {body.ready_from for body in built(replace(given, providers=late)).providers} == {3}
    assert {body.ready_from for body in built(replace(given, providers=early)).providers} == {0}


def test_a_parameter_that_is_given_replaces_its_default():
    given = tables()
    setting = Setting("step_in", Fraction("0.5"), Fraction("0.1"), Fraction("0.6"), "a test")
    assert built().parameters.step_in == DEFAULTS["step_in"].value
    assert built(replace(given, settings=(*given.settings, setting))).parameters.step_in == Fraction("0.5")


def test_shares_become_units():
    problem = built()
    needs = sum(cell.demand[0] for cell in problem.cells)
    assert problem.parameters.loan_limit == Fraction("0.01") * needs
    assert problem.parameters.activation_cost == Fraction("0.04") * needs / 2
    mean = sum(body.capacity for body in problem.providers) / 2
    assert problem.parameters.least_capacity == Fraction("0.3") * mean
    assert problem.neighbourhoods[0].volunteer_units == tables().localities[0].volunteer_hours / 50


def test_a_budget_that_cannot_keep_the_services_is_refused():
    given = tables()
    poor = tuple(replace(row, statutory_budget_gbp=Fraction(1)) for row in given.funds)
    with pytest.raises(HandoverFaults, match="keeping every service overdraws the statutory fund"):
        built(replace(given, funds=poor))


def test_every_default_lies_in_its_range_and_says_where_it_comes_from():
    for name, setting in DEFAULTS.items():
        assert setting.name == name
        assert setting.least <= setting.value <= setting.most
        assert setting.source
