"""Before and after: two lines that differ by colour, dash and sign."""

from dataclasses import replace

import pytest

from commonweal.charts.before_after import before_after
from commonweal.charts.deciles import Tenth
from commonweal.terms.sources import Unknown
from tests.charts.examples import CHANGE, EARLIER, LATER, TEXT, cells, picture


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_the_two_differ_by_colour_dash_and_sign(form):
    svg = getattr(picture("change"), form)
    assert svg.count('stroke-dasharray="5,4"') == 1
    assert 'stroke="var(--ochre)"' in svg
    assert 'stroke="var(--green)"' in svg
    assert ">in 2016</text>" in svg
    assert ">in 2023</text>" in svg


def test_a_tenth_that_is_not_known_breaks_the_line():
    gap = replace(LATER, tenths=(Tenth(1, 0.5), Tenth(2, Unknown("x")), Tenth(3, 0.1)))
    whole, broken = picture("change").wide, before_after(replace(CHANGE, after=gap), TEXT).wide
    assert whole.count('stroke-width="2.5"') == 2
    assert broken.count('stroke-width="2.5"') == 1, "a single point makes no line"


def test_a_series_of_which_nothing_is_known_has_no_name_at_its_end():
    nothing = replace(LATER, tenths=tuple(Tenth(k, Unknown("x")) for k in (1, 2, 3)))
    svg = before_after(replace(CHANGE, after=nothing), TEXT).wide
    assert ">in 2016</text>" in svg
    assert ">in 2023</text>" not in svg


def test_the_table_has_both():
    assert cells(picture("change")) == [["1", "30%", "50%"], ["2", "20%", "40%"], ["3", "15%", "10%"]]


def test_tenths_that_differ_are_refused():
    with pytest.raises(ValueError, match="zip"):
        before_after(replace(CHANGE, before=replace(EARLIER, tenths=EARLIER.tenths[:2])), TEXT)
