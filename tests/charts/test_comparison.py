"""A comparison: bars as long as their figures, the one that holds full, the others hollow."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.charts.comparison import Compared, comparison
from commonweal.charts.picture import figure
from commonweal.terms.money import Amount
from commonweal.terms.sentences import say
from tests.charts.examples import COMPARISON, TEXT, cells, picture


def lengths(svg: str) -> list[float]:
    return [float(found) for found in re.findall(r'd="M[\d.]+,[\d.]+h([\d.]+)', svg)]


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_bars_are_as_long_as_their_figures(form):
    full, hollow = lengths(getattr(picture("comparison"), form))
    assert full / hollow == pytest.approx(82 / 72, rel=0.01)


def test_a_whole_runs_to_the_margin_and_else_the_greatest_does():
    assert max(lengths(picture("comparison").wide)) == pytest.approx(0.82 * 884, abs=2)
    assert max(lengths(comparison(replace(COMPARISON, whole=None), TEXT).wide)) == pytest.approx(884, abs=2)


def test_the_one_that_holds_is_full_and_the_other_hollow():
    svg = picture("comparison").wide
    assert svg.count('fill="var(--green)"') == 1
    assert svg.count('fill="var(--card)"') == 1


def test_names_and_figures_stand_at_their_bars_and_in_the_table():
    assert all(
        text in picture("comparison").narrow for text in (">with equal shares<", ">82%<", ">by most votes<", ">72%<")
    )
    assert cells(picture("comparison")) == [["with equal shares", "82%"], ["by most votes", "72%"]]


def test_a_long_unit_is_broken_on_a_phone_only():
    assert picture("comparison").wide.count("<tspan") == 0
    assert picture("comparison").narrow.count("<tspan") >= 2


def test_a_name_longer_than_a_phone_is_cut_there_and_whole_in_the_table():
    long = "by most votes, had the money of the whole fund gone to the most-voted"
    shown = comparison(replace(COMPARISON, figures=(Compared(figure(long), 0.5),)), TEXT)
    assert f">{long}</text>" in shown.wide
    assert f">{long}</text>" not in shown.narrow
    assert cells(shown)[0][0] == long


def test_money_is_compared_in_its_currency():
    rounds = tuple(Compared(say("round {n}", n=n), Amount(Fraction(1000 * n))) for n in (1, 2))
    shown = comparison(replace(COMPARISON, figures=rounds, form="", whole=None), TEXT)
    assert cells(shown) == [["round 1", "£1,000"], ["round 2", "£2,000"]]
    assert lengths(shown.wide)[1] == pytest.approx(2 * lengths(shown.wide)[0], rel=0.01)


def test_nothing_at_all_is_still_drawn():
    none = (Compared(say("nobody"), 0),)
    assert lengths(comparison(replace(COMPARISON, figures=none, whole=None), TEXT).wide)
