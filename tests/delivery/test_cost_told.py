"""What a full cost says: the gap, who fills it, what nobody fills, whose pay is too low, what to take care of."""

from dataclasses import replace
from datetime import date

from commonweal.delivery.cost_told import cost_sentences
from commonweal.delivery.full_cost import full_cost
from commonweal.terms.money import Pence
from tests.delivery.budgets import CLUB, RATES, UPLIFTS


def told(budget=CLUB, on=date(2026, 6, 1)):
    return [str(one) for one in cost_sentences(full_cost(budget, UPLIFTS, RATES), UPLIFTS, RATES, on)]


def said(sentences, *texts):
    return [one for one in sentences if all(text in one for text in texts)]


def test_each_year_says_its_gap_who_fills_it_and_what_nobody_fills():
    sentences = [
        str(one.message) for one in cost_sentences(full_cost(CLUB, UPLIFTS, RATES), UPLIFTS, RATES, date(2026, 6, 1))
    ]
    assert sentences.count("The cost gap of {year} is {gap}.") == 2
    assert sentences.count("Nobody fills {sum} of it.") == 2
    assert sentences.count("{sum} towards it comes from {payer}.") == 1
    assert said(told(), "the club's reserves")
    assert len(said(told(), "a lottery bid", "not counted")) == 2


def test_whose_pay_is_too_low_is_told_by_line_and_year():
    assert len(said(told(), "helpers", "below the real living wage")) == 2
    assert not said(told(), "leader:")


def test_a_budget_that_is_paid_for_says_so_and_names_no_gap():
    [council, *_] = CLUB.income
    rich = replace(CLUB, income=(replace(council, amount=Pence(9_000_000)),))
    sentences = told(rich)
    assert said(sentences, "paid for in full")
    assert said(sentences, "left over")
    assert not said(sentences, "Nobody") + said(sentences, "cost gap")


def test_the_rates_are_told_with_their_source_and_an_old_one_with_a_warning():
    assert said(told(), "who sets it", "2026-05-01")
    assert not said(told(), "Take care")
    assert said(told(on=date(2026, 11, 26)), "Take care", "2025-10-22")


def test_a_wage_that_nobody_knows_yet_is_said_to_be_carried_forward():
    assert said(told(), "No real living wage is known yet for 2027/28", "index pay")
    assert said(told(replace(CLUB, wage_uplift="")), "2027/28", "held as it is")
    assert not said(told(replace(CLUB, years=1)), "No real living wage is known yet")


def test_the_indices_are_told_with_their_sources():
    assert said(told(), "index pay", "the pay forecast")
    assert said(told(), "index prices", "the price forecast")


def test_what_a_full_cost_should_have_and_lacks_is_told():
    bare = replace(CLUB, overheads=(), on_costs=(), staff=tuple(replace(one, uplift="") for one in CLUB.staff))
    assert said(told(bare), "No overheads are stated")
    assert said(told(bare), "No on-costs are stated")
    assert said(told(bare), "so they do not: helpers; leader")
    assert not said(told(), "stated") + said(told(), "they do not")
