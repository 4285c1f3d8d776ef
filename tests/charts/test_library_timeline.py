"""The timeline of libraries: each kind of hands has a sign of its own, and the table says what is not drawn."""

import re

import pytest

from commonweal.charts.library_timeline import library_timeline
from commonweal.evidence.library_history import place_history
from tests.charts.examples import TEXT, cells, picture
from tests.evidence.test_library_history import library


def drawn(*libraries):
    return library_timeline(place_history(libraries, "Anyshire"), TEXT)


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_hands_differ_by_shape_and_a_closure_is_written(form):
    svg = getattr(picture("libraries"), form)
    assert svg.count(f'fill="url(#library-timeline-{form}-hatch-green)"') == 3
    assert "<title>run by the community</title>" in svg
    assert "<title>changed hands between two surveys</title>" in svg
    assert ">closed 2012</text>" in svg
    assert "stroke-dasharray" in svg


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_years_that_were_asked_are_bold_and_none_is_cut_off(form):
    svg = getattr(picture("libraries"), form)
    bold = re.findall(r'font-weight="700"[^>]*>(\d{4})<', svg)
    first = re.search(r'translate\(([\d.]+),[\d.]+\)"[^>]*>2010<', svg)
    assert first is not None
    assert float(first[1]) >= 18
    assert bold == {"wide": ["2016", "2019", "2021", "2022", "2023"], "narrow": ["2016", "2019", "2022"]}[form]


def test_a_closure_near_the_end_is_written_before_its_mark():
    svg = drawn(library("LA LA LA LA -", closed=2023)).wide
    assert re.search(r'text-anchor="end"[^>]*>closed 2023<', svg)
    assert not re.search(r'text-anchor="end"[^>]*>closed 2012<', drawn(library(closed=2012)).wide)


def test_the_key_explains_the_signs_that_are_there_and_no_other():
    assert [entry.sign for entry in drawn(library("LA LA LA LA LA")).key] == ["line", "dashed"]
    assert [entry.sign for entry in drawn(library("LA CR C C C")).key] == [
        "line",
        "full",
        "hollow",
        "hatched",
        "dashed",
    ]


def test_a_fifth_is_never_cut_off_on_a_phone():
    svg = drawn(
        library("LA LA LA LA LA", name="The library of the united parishes of the upper valley", tenth=7)
    ).narrow
    assert re.search(r">The library of the united \w+… · fifth 4<", svg)


def test_the_table_has_every_library_with_what_is_known_of_its_hand_over():
    shown = drawn(
        library("LA LA LA LA LA", name="Quay", opened=2011),
        library("LA CR CR CR CR", name="Mill", tenth=9),
        library("CR CR CR CR CR", name="Abbey"),
        library(name="Old", closed=2012),
    )
    assert cells(shown) == [
        ["Abbey", "1", "Run by the community in 2023", "by 2016, when it was first asked", "not recorded", "–", "2"],
        ["Mill", "5", "Run by the community in 2023", "between 2016 and 2019", "not recorded", "–", "2"],
        ["Old", "1", "Closed by 2023", "–", "not recorded", "2012", "2"],
        ["Quay", "1", "Run by the council in 2023", "–", "2011", "–", "2"],
    ]
    assert TEXT(shown.title) == ("Anyshire: of 4 libraries since 2010, the community ran 2 in 2023, and 1 had closed.")
