"""Interval rows: a dot and a bar on one scale, and what is not known hatched along all of it."""

import re

from tests.charts.examples import cells, picture


def test_the_table_has_every_share_with_its_ends_and_numbers():
    assert cells(picture("intervals")) == [
        ["Youth clubs", "50%", "25%", "75%", "100 of 200 people"],
        ["Advice", "not known", "not known", "not known", "it has not said"],
        ["Lunch clubs", "10%", "10%", "10%", "20 of 200 people"],
    ]


def test_what_is_not_known_is_hatched_along_the_whole_scale():
    assert picture("intervals").wide.count("url(#intervals-services-wide-hatch-quiet)") == 1
    assert [sign.sign for sign in picture("intervals").key] == ["dot", "bar", "hatched"]


def test_a_bar_runs_from_the_least_to_the_most_and_none_is_drawn_of_a_count():
    bars = re.findall(
        r'<path d="M([\d.]+),[\d.]+h([\d.]+)v14h-[\d.]+Z" fill="var\(--ochre-tint\)"', picture("intervals").wide
    )
    assert [(float(x), float(width)) for x, width in bars] == [(375, 210)]
