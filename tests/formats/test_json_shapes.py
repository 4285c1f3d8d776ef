import re
from typing import Any

import pytest

from commonweal.formats.json_shapes import (
    MAIL,
    MOMENT,
    NUMBER,
    SOME_TEXT,
    TEXT,
    URI,
    UUID4,
    WHOLE,
    YES_NO,
    Form,
    Many,
    Shape,
    look,
    one_of,
    or_none,
)
from commonweal.formats.prose import prose

SHAPE = Shape(
    {"id": TEXT, "rows": Many(Shape({"n": WHOLE}), 1, once=True), "more": Many(TEXT, or_none=True)},
    ("id",),
    ((re.compile(r"id_[a-z]{2}$"), TEXT),),
)


def told(value, wanted=SHAPE):
    return [(fault.field, prose().fault(fault)) for fault in look(value, wanted).faults]


def test_a_sound_record_has_no_faults_and_nothing_unnamed():
    value = {"id": "1", "id_cy": "un", "rows": [{"n": 1}, {"n": 2}], "more": None}
    found = look(value, SHAPE)
    assert (found.faults, found.unnamed) == ([], [])


def test_everything_wrong_is_told_with_its_path():
    assert told({"id_cy": 7, "rows": [{"n": True}, 3], "more": ["a", 1]}) == [
        ("", "id is missing"),
        ("id_cy", "7 is not text"),
        ("rows[1].n", "True is not a whole number"),
        ("rows[2]", "this must be an object"),
        ("more[2]", "1 is not text"),
    ]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "the list holds nothing"),
        ({}, "this must be a list"),
        (None, "this must be a list"),
        ([{"n": 1}, {"n": 1}], "the list holds the same item twice"),
        ([{"n": 1, "x": [1]}, {"x": [1], "n": 1}], "the list holds the same item twice"),
    ],
)
def test_a_list_that_is_not_as_it_should_be_is_told(rows, says):
    assert told({"id": "1", "rows": rows}) == [("rows", says)]


def test_true_and_one_are_two_things_and_one_and_one_point_nought_are_not():
    apart = {"id": "1", "rows": [{"n": 1, "x": True}, {"n": 1, "x": 1}]}
    assert told(apart) == []
    assert told({"id": "1", "rows": [{"n": 1, "x": 1.0}, {"n": 1, "x": 1}]}) == [
        ("rows", "the list holds the same item twice")
    ]


def test_what_is_not_named_is_told_without_the_numbers_of_items():
    found = look({"id": "1", "else": {"a": 1}, "rows": [{"n": 1, "m": 2}]}, SHAPE)
    assert found.unnamed == ["else", "rows.m"]


GOOD: dict[Form, list[Any]] = {
    TEXT: ["", "x"],
    SOME_TEXT: ["x"],
    NUMBER: [1, 1.5, -2],
    WHOLE: [0, -3],
    YES_NO: [True, False],
    UUID4: ["3a19ff88-4620-4d17-9830-ac1d859eb5d5", "3A19FF88-4620-4D17-9830-AC1D859EB5D5"],
    MOMENT: ["2025-01-23T22:10:19Z", "2025-01-23t22:10:19.123+01:00"],
    URI: ["https://example.com/a?b=c#d", "urn:isbn:1", "mailto:a@b.example", "http://[::1]/"],
    MAIL: ["a@b.example"],
    one_of("a", "b"): ["a"],
    or_none(TEXT): [None, "x"],
}
BAD: dict[Form, list[Any]] = {
    TEXT: [1, None, True],
    SOME_TEXT: ["", 1],
    NUMBER: [True, "1", None, 10**400, float("inf")],
    WHOLE: [True, 1.0, "1"],
    YES_NO: [0, "yes", None],
    UUID4: ["3a19ff8846204d179830ac1d859eb5d5", "x", 7, "3a19ff88-4620-4d17-9830-ac1d859eb5dg"],
    MOMENT: ["2025-01-23", "2025-01-23T22:10:19", "2025-02-30T22:10:19Z", "2025-01-23 22:10:19Z", 7],
    URI: ["www.example.com", "https://example.com/a b", "", 7, "https://example.com/%zz"],
    MAIL: ["a", 7],
    one_of("a", "b"): ["c", 1, None],
    or_none(TEXT): [1],
}


@pytest.mark.parametrize(("form", "value"), [(form, value) for form, values in GOOD.items() for value in values])
def test_a_form_takes_what_it_should(form, value):
    assert form.fits(value)


@pytest.mark.parametrize(("form", "value"), [(form, value) for form, values in BAD.items() for value in values])
def test_a_form_takes_nothing_else(form, value):
    assert not form.fits(value)
