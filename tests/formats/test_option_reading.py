"""Published options read back."""

import pytest

from commonweal.delivery.options import Range, compare_options
from commonweal.delivery.options_told import comparison_sentences
from commonweal.formats.option_comparisons import gated, money_sentences, option_files
from commonweal.formats.option_reading import read_options
from tests.delivery.budgets import UPLIFTS
from tests.delivery.comparisons import HUB


@pytest.fixture(scope="module")
def both():
    found = compare_options(HUB, UPLIFTS)
    [read] = read_options(option_files([found], ()))
    return found, read


def test_the_figures_are_those_that_were_worked_out(both):
    found, read = both
    assert (read.service, read.title, read.first_year, read.years) == (
        HUB.service,
        HUB.title,
        HUB.first_year,
        HUB.years,
    )
    assert read.marked == tuple(mark.option for mark in found.marked) != ()
    for one, told in zip(found.options, read.options, strict=True):
        assert (told.id, told.kind, told.title) == (one.option.id, one.option.kind, one.option.title)
        assert (told.now, told.whole) == (one.now, one.whole)
        assert (told.costs_known, told.not_worked_out) == (one.costs_known, one.not_worked_out)
        assert {what: one.part(what) for what in told.parts} == told.parts


def test_people_are_those_that_the_gate_let_through(both):
    _, read = both
    for one in read.options:
        for people in one.unmet.values():
            assert people == gated(Range(*(0 if value is None else value for value in people))) or None in people


def test_the_words_are_those_that_were_said(both):
    found, read = both
    assert read.told == (*comparison_sentences(found), *money_sentences(found))


def test_where_no_options_stand_beside_a_plan_there_are_none():
    assert read_options({"plan.json": b"{}"}) == ()
