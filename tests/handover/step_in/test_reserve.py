"""The money held to step in: load times what is held for each unit, and the days of cover that it pays for."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from commonweal.handover.inputs import DEFAULTS
from commonweal.handover.step_in.cover import CoverDay
from commonweal.handover.step_in.reserve import reserve
from commonweal.terms.money import Pence
from tests.handover.step_in.cases import AGREEMENT, STEPPED_IN

TODAY = date(2026, 3, 20)


def covered(count, runner="council"):
    return [CoverDay(STEPPED_IN, "step-in", runner, Fraction(8), Fraction(8), Fraction(4)) for _ in range(count)]


def held(days=(), agreement=AGREEMENT):
    return reserve(agreement, DEFAULTS["step_in"], Fraction(1000), days, TODAY)


def test_what_is_held_is_load_times_what_the_plan_holds_for_each_unit():
    found = held()
    assert (found.held_gbp, found.cost_gbp) == (5000, 200)
    assert (found.least_days, found.days, found.most_days) == (10, 25, 60)
    assert (found.used_days, found.paid_until) == (0, date(2026, 4, 14))


def test_a_part_of_a_day_pays_for_no_day():
    assert held(agreement=replace(AGREEMENT, cover_cost=Pence(20001))).days == 24


@pytest.mark.parametrize(("days", "until"), [(24, date(2026, 3, 21)), (25, None), (26, None)])
def test_days_that_the_council_covered_are_used_whoever_ran_beside_it(days, until):
    found = held([*covered(days - 1), *covered(1, "both"), *covered(3, "organisation")])
    assert (found.used_days, found.left_days, found.paid_until) == (days, 25 - days, until)
