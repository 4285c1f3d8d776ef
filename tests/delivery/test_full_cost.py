"""Full cost: the parts come to the whole to the penny, pay is lifted, and the gap is told with who fills it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.delivery.budget import Budget, Income, StaffLine, Uplifts
from commonweal.delivery.full_cost import PARTS, full_cost, wage_of
from commonweal.errors import RateMissing
from commonweal.terms.money import Pence
from tests.delivery.budgets import CLUB, RATES, UPLIFTS, budgets


def test_m20_a_budget_shows_overhead_uplift_the_gap_of_each_year_and_who_fills_it():
    """The practitioner's check: trustee, commissioner and union representative read it off."""
    first, second = full_cost(CLUB, UPLIFTS, RATES).years
    # 30 x 52 x 17.00 + 20 x 40 x 12.50 = 26,520 + 10,000; a tenth on top; helpers are lifted to 13.45: 760 and a tenth.
    assert (first.part("wages"), first.part("on-costs"), first.part("living wage")) == (3_652_000, 365_200, 83_600)
    assert (first.part("direct"), first.part("volunteer expenses"), first.part("one-off")) == (500_000, 40_000, 300_000)
    assert first.part("overheads") == (3_652_000 + 365_200 + 83_600 + 840_000) // 5
    assert first.full_cost == 4_940_800 + 988_160
    assert (first.paid, first.gap, first.filled, first.unfilled) == (4_000_000, 1_928_960, 500_000, 1_428_960)
    assert [(one.payer, one.amount) for one in first.hoped] == [("a lottery bid", 900_000)]
    assert second.part("direct") == 510_000
    assert second.part("one-off") == 0
    assert second.filled == 0
    assert second.unfilled == second.gap == second.full_cost - 4_000_000


def test_m20_pay_below_the_living_wage_is_named_line_by_line_with_what_lifting_it_costs():
    first, second = full_cost(CLUB, UPLIFTS, RATES).years
    assert [(one.line, one.pay, one.wage, one.lifting) for one in first.below] == [("helpers", 1250, 1345, 83_600)]
    assert first.lifting == 83_600 + 83_600 // 5
    # 12.50 and 13.45 both rise by 4 %: 13.00 and 13.99.
    assert [(one.pay, one.wage) for one in second.below] == [(1300, 1399)]


def test_a_year_counts_with_the_rate_due_by_its_last_day_and_says_when_none_is_known():
    one = Budget("b", "B", date(2025, 4, 1), 3, "UK")
    wages = [wage_of(one, Uplifts(), RATES, year) for year in (2025, 2026, 2027)]
    assert [(wage.amount, wage.known) for wage in wages] == [(1260, True), (1345, True), (1345, False)]
    assert wages[2].rate is wages[1].rate


def test_a_rate_that_is_due_on_the_first_day_of_a_year_is_known_for_it():
    may = Budget("b", "B", date(2026, 5, 1), 2, "UK")
    assert [wage_of(may, Uplifts(), RATES, year).known for year in (2026, 2027)] == [True, False]


def test_the_last_rate_is_carried_forward_by_the_stated_index_from_the_year_it_was_due_in():
    late = replace(CLUB, first_day=date(2028, 4, 1))
    assert wage_of(late, UPLIFTS, RATES, 2028).amount == 1455  # 13.45 x 1.04 x 1.04 = 14.547...
    with pytest.raises(KeyError):
        wage_of(late, Uplifts(), RATES, 2028)


def test_a_budget_before_the_first_rate_is_refused():
    with pytest.raises(RateMissing):
        full_cost(replace(CLUB, first_day=date(2023, 4, 1)), UPLIFTS, RATES)


def test_london_pay_is_held_against_the_london_rate():
    [year] = full_cost(replace(CLUB, wage_area="London", years=1), UPLIFTS, RATES).years
    assert {one.wage for one in year.below} == {1480}


def test_an_on_cost_of_one_line_is_of_that_line_alone():
    [on] = CLUB.on_costs
    own = replace(CLUB, years=1, on_costs=(replace(on, line="leader"),))
    [year] = full_cost(own, UPLIFTS, RATES).years
    assert year.part("on-costs") == 265_200


def test_an_overhead_may_be_a_share_of_staff_or_a_sum_that_rises():
    [office] = CLUB.overheads
    both = (replace(office, base="staff"), replace(office, share=None, amount=Pence(100), uplift="prices"))
    first, second = full_cost(replace(CLUB, overheads=both), UPLIFTS, RATES).years
    assert first.part("overheads") == 4_100_800 // 5 + 100
    assert second.lines[-1].cost == 102


def test_who_pays_more_than_it_costs_leaves_money_over():
    rich = replace(CLUB, income=(Income("the council", "price", Pence(10_000_000), agreed=True),))
    assert full_cost(rich, UPLIFTS, RATES).years[0].unfilled == 5_928_960 - 10_000_000


@given(budgets())
def test_the_parts_come_to_the_whole_to_the_penny(made):
    budget, uplifts = made
    found = full_cost(budget, uplifts, RATES)
    for year in found.years:
        assert sum(year.part(part) for part in PARTS) == year.full_cost
        assert all(isinstance(line.cost, int) for line in year.lines)
        assert year.full_cost == year.paid + year.filled + year.unfilled
        assert year.gap == year.full_cost - year.paid
        staff = sum(line.cost for line in year.lines if line.part == "living wage")
        assert staff == sum(one.lifting for one in year.below) <= year.lifting
    assert found.total == sum(year.full_cost for year in found.years)


@given(budgets(), st.data())
def test_lifting_a_wage_never_lowers_a_cost(made, data):
    budget, uplifts = made
    if not budget.staff:
        return
    k = data.draw(st.integers(0, len(budget.staff) - 1))
    more = data.draw(st.integers(0, 2000))
    staff = list(budget.staff)
    staff[k] = replace(staff[k], pay=Pence(staff[k].pay + more))
    before = full_cost(budget, uplifts, RATES)
    after = full_cost(replace(budget, staff=tuple(staff)), uplifts, RATES)
    for low, high in zip(before.years, after.years, strict=True):
        assert high.full_cost >= low.full_cost
        assert sum(one.lifting for one in high.below) <= sum(one.lifting for one in low.below)
        # Pay above the living wage moves the sum that an overhead is a share of, and so may move its rounding.
        assert high.lifting <= low.lifting + len(budget.overheads)


@given(budgets())
def test_who_is_paid_the_living_wage_already_needs_no_lifting_and_costs_the_same(made):
    """Pay raised to exactly the wage of the year comes to the same full cost, told as wages."""
    budget, uplifts = made
    budget = replace(budget, years=1)
    [year] = full_cost(budget, uplifts, RATES).years
    lifted = tuple(replace(one, pay=Pence(max(one.pay, year.wage.amount))) for one in budget.staff)
    [other] = full_cost(replace(budget, staff=lifted), uplifts, RATES).years
    assert other.full_cost == year.full_cost
    assert (other.below, other.lifting) == ((), 0)


@given(budgets())
def test_a_line_is_flagged_exactly_where_its_pay_is_below_the_wage(made):
    budget, uplifts = made
    for year in full_cost(budget, uplifts, RATES).years:
        assert all(one.pay < one.wage == year.wage.amount and one.lifting >= 0 for one in year.below)
        flagged = {one.line for one in year.below}
        for line in budget.staff:
            if year.year == 2026:
                assert (line.pay < year.wage.amount) == (line.line in flagged)


def test_calendar_years_are_named_by_one_year():
    assert Budget("b", "B", date(2026, 1, 1), 1, "UK").label(2026) == "2026"
    assert Budget("b", "B", date(2099, 4, 1), 1, "UK").label(2099) == "2099/00"


def test_an_index_falls_as_well_as_rises():
    fall = Uplifts({("pay", 2027): Fraction("-0.5")})
    line = StaffLine("x", Fraction(1), Fraction(1), Pence(4000), "pay")
    years = full_cost(replace(CLUB, wage_uplift="", staff=(line,), on_costs=(), lines=(), overheads=()), fall, RATES)
    assert [year.full_cost for year in years.years] == [4000, 2000]
