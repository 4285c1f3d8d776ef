"""Range bars: each from its least to its most on the scale of its group, what needs attention hatched and named."""

import re
from dataclasses import replace
from fractions import Fraction

from commonweal.charts.range_bars import range_bars
from commonweal.terms.money import Amount
from tests.charts.examples import RANGES, TEXT, cells, picture


def test_the_table_has_every_range_with_what_needs_care():
    assert cells(picture("ranges")) == [
        ["paid in the first year", "Keep it", "£90", "£100", "£120", ""],
        ["paid in the first year", "Close it", "£5", "£6", "£9", "cheapest now, dearer later"],
        ["cost over all years", "Keep it", "£182", "£204", "£248", ""],
        ["cost over all years", "Close it", "£140", "£272", "£538", "cheapest now, dearer later"],
    ]


def test_what_needs_care_is_hatched_and_said():
    assert picture("ranges").wide.count("url(#ranges-options-wide-hatch-brick)") == 2
    assert picture("ranges").wide.count(">cheapest now, dearer later</text>") == 2


def test_a_bar_runs_from_the_least_to_the_most_of_its_own_scale():
    boxes = [
        (float(x), float(width))
        for x, width in re.findall(r'<path d="M([\d.]+),[\d.]+h([\d.]+)v18', picture("ranges").wide)
    ]
    ends = [(round(x), round(x + width)) for x, width in boxes]
    assert len(ends) == 4
    # The widest of a group ends at 956, nothing lies at 2: £90 of £120 is three quarters of the way.
    assert ends[0] == (718, 956)
    assert ends[3][1] == 956


def test_money_that_is_gained_lies_left_of_nothing():
    group = RANGES.groups[0]
    gained = replace(group.bars[0], low=Amount(Fraction(-50)), central=Amount(Fraction(-10)), high=Amount(Fraction(5)))
    shown = range_bars(replace(RANGES, groups=(replace(group, bars=(gained,)),)), TEXT)
    assert cells(shown)[0][2] == "-£50"


def test_nothing_at_all_is_drawn_too():
    group = RANGES.groups[0]
    none = replace(group.bars[0], low=Amount(Fraction(0)), central=Amount(Fraction(0)), high=Amount(Fraction(0)))
    assert "£0 (£0 to £0)" in range_bars(replace(RANGES, groups=(replace(group, bars=(none,)),)), TEXT).wide
