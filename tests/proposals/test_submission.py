"""What is put forward is whole, or every fault of it is told at once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.proposals.consortium import Share
from commonweal.proposals.questions import CATALOGUE, form_for
from commonweal.proposals.submission import LARGEST_SUM, Submission, submission_faults
from commonweal.terms.money import Pence


def whole(pence=250_000, **more):
    answers = {one.id: "As it is." for one in form_for(Pence(pence))}
    return Submission("Tea on Tuesdays", "Tea and company.", "o1", Pence(pence), answers=answers, **more)


@given(st.integers(1, LARGEST_SUM))
def test_a_proposal_with_the_answers_that_its_sum_calls_for_is_whole(pence):
    assert submission_faults(whole(pence), CATALOGUE) == []


PARTS = (Share("o1", "One", "Tea", Pence(200_000)), Share("o2", "Two", "Cups", Pence(50_000)))


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"title": ""}, ["title"]),
        ({"words": " "}, ["words"]),
        ({"words": "w" * 2_001}, ["words"]),
        ({"organisation": ""}, ["organisation"]),
        ({"pence": 0}, ["pence"]),
        ({"pence": -1}, ["pence"]),
        ({"pence": LARGEST_SUM + 1}, ["pence"]),
        ({"led_by": "us"}, ["led_by"]),
        ({"marks": ("trouble",)}, ["marks"]),
        ({"answers": {}}, [one.id for one in form_for(Pence(250_000))]),
        ({"partners": PARTS[:1]}, ["partners", "partners"]),
        ({"partners": PARTS, "organisation": "o3"}, ["lead"]),
        ({"title": "", "pence": 0, "led_by": "us"}, ["title", "led_by", "pence"]),
    ],
)
def test_each_fault_is_told_at_its_field(change, fields):
    assert [fault.field for fault in submission_faults(replace(whole(), **change), CATALOGUE)] == fields


def test_partners_whose_shares_make_the_sum_are_let_through():
    assert submission_faults(whole(partners=PARTS), CATALOGUE) == []
