"""Each row on its own: a plan whose figures all work out and whose certificate is sound, but which breaks one limit."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.formats.plans import plan_files
from commonweal.handover.bound import bound
from commonweal.handover.certificate import certified, gap
from commonweal.handover.plan import carried_out
from commonweal.verifier.plans import check_plan
from commonweal.verifier.reading import Folder
from tests.handover.test_check import DECISIONS, LIMITS, handed_over
from tests.handover.tiny import random_prices, solved

SEED = 7
CALLED = {
    "building not negative": "(5) building below 0",
    "spending not negative": "(7) social-action spending below 0",
    "loan not negative": "(11) loan below 0",
    "(11) devolved fund not overdrawn": "(11) devolved fund overdrawn",
    "(10) statutory fund not overdrawn": "(10) statutory fund overdrawn",
    "(3) overload cap": "(3) overload, ",
    "continuity floor": "(1) cell",
    "statutory floor without volunteers": "(1) cell",
    "chronology gate": "(1) cell",
}
"""What the verifier calls a row that the core's own check calls otherwise."""


def broken(problem, plan):
    """What the verifier finds of rows in a plan that is published with an honest certificate."""
    certificate = certified(problem, plan, solved(SEED)[2].prices, "nobody", Fraction(0))
    found = check_plan(Folder(plan_files(problem, plan, certificate)))
    assert not {finding.code for finding in found} & {"V301", "V303"}
    return [finding.what for finding in found if finding.code == "V302"]


@pytest.mark.parametrize(("row", "change"), DECISIONS)
def test_a_decision_beyond_its_limit_is_found(row, change):
    problem, plan, _ = solved(SEED)
    said = broken(problem, carried_out(problem, change(plan.decisions)))
    assert any(what.startswith(CALLED.get(row, row)) for what in said), said


@pytest.mark.parametrize(("row", "change"), LIMITS)
def test_a_tighter_limit_is_found_broken(row, change):
    problem, plan, _ = solved(SEED)
    tighter = change(problem)
    said = broken(tighter, carried_out(tighter, plan.decisions))
    assert any(what.startswith(CALLED.get(row, row)) for what in said), said


def test_unfairness_is_found():
    problem, _, _ = solved(SEED)
    richest = [c for c, cell in enumerate(problem.cells) if cell.neighbourhood == 3]
    assert any(what.startswith("(13) equity") for what in broken(*handed_over(problem, richest, Fraction(1))))


def test_detriment_is_found_for_the_poorest_and_for_a_protected_service():
    problem, _, _ = solved(SEED)
    floors = tuple(replace(service, floor=Fraction("0.3")) for service in problem.services)
    offers = tuple(replace(offer, volunteer_share=Fraction(0)) for offer in problem.offers)
    ready = tuple(replace(body, ready_from=0) for body in problem.providers)
    problem = replace(problem, services=floors, offers=offers, providers=ready)
    said = broken(*handed_over(problem, range(len(problem.cells)), Fraction("0.3")))
    assert {what.split(", quarter")[0] for what in said if what.startswith("(13a)")} == {
        "(13a) no detriment, group 0",
        "(13a) no detriment, group 1",
    }


@pytest.mark.parametrize("fund", ["statutory", "devolved"])
def test_prices_of_money_that_rise_with_time_are_refused_even_with_their_own_bound(fund):
    problem, plan, certificate = solved(SEED)
    prices = replace(certificate.prices, **{fund: getattr(random_prices(problem, 2), fund)})
    least = bound(problem, prices)
    forged = replace(
        certificate,
        prices=prices,
        bound=least,
        gap_objective=gap(plan.objective - least, plan.objective),
        gap_value=gap(plan.objective - least, certificate.keep - least),
    )
    found = check_plan(Folder(plan_files(problem, plan, forged)))
    assert {finding.code for finding in found} == {"V304"}
    assert all(f"the price of {fund} money is too low" in finding.what for finding in found)
