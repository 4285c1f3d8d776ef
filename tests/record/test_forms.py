"""Forms of fields: what each takes, and what comes close but is not it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.record.forms import (
    AWARD,
    DATE,
    EXACT,
    FIGURE,
    FOLDER,
    ID,
    LINE,
    ON_BALLOT,
    QUARTER,
    SHA256,
    SPEC,
    STAMP,
    TURNOUT,
    WHOLE,
    many,
    one_of,
)
from commonweal.terms import canon
from tests.strategies import exact_numbers, quarters

GOOD: list[tuple[Any, Any]] = [
    (ID, "green-2026"),
    (ID, "Zielony Budżet 12/3"),
    (LINE, "Tea & talk, Mondays"),
    (WHOLE, 0),
    (FIGURE, 15),
    (FIGURE, "too few"),
    (FIGURE, "beside"),
    (TURNOUT, {"group": "", "issued": 20, "used": "beside", "unused": 0}),
    (EXACT, -5),
    (EXACT, "0/1"),
    (EXACT, "-7/2"),
    (DATE, "2028-02-29"),
    (QUARTER, "2027-Q4"),
    (STAMP, "2026-11-21T22:15:00Z"),
    (FOLDER, "profile"),
    (FOLDER, "counts/fund_2026.v2"),
    (FOLDER, "plans/a"),
    (SPEC, {}),
    (SPEC, {"ties": "lower-cost,lot", "step": 1, "share": "1/3", "exact": True, "seed": None, "list": ["a", 1]}),
    (AWARD, {"project": "p", "organisation": "o", "pence": 0}),
    (ON_BALLOT, {"project": "p", "title": "Tea", "pence": 0}),
    (ON_BALLOT, {"project": "p", "title": "Tea", "pence": 0, "neighbourhood": "Quayside", "group": "carers"}),
    (many(ID), []),
]
BAD: list[tuple[Any, Any]] = [
    (ID, ""),
    (ID, "x" * 101),
    (ID, "a\nb"),
    (ID, "a "),
    (ID, None),
    (LINE, "a\u202eb"),
    (LINE, "a\u2028b"),
    (LINE, "a\u200bb"),
    (LINE, "a\x00b"),
    (LINE, "\ud800"),
    (LINE, ["a"]),
    (WHOLE, -1),
    (FIGURE, -1),
    (FIGURE, "few"),
    (TURNOUT, {"group": "", "issued": 20, "used": 5}),
    (TURNOUT, {"group": "two\nlines", "issued": 20, "used": 5, "unused": 15}),
    (WHOLE, True),
    (WHOLE, 1.0),
    (WHOLE, 2**53),
    (EXACT, "2/4"),
    (EXACT, "1/0"),
    (EXACT, "1"),
    (EXACT, "0/2"),
    (EXACT, "-0/1"),
    (EXACT, "01/2"),
    (EXACT, "1/2 "),
    (EXACT, "١/2"),
    (EXACT, "1١/2"),
    (EXACT, 0.5),
    (DATE, "2027-02-29"),
    (DATE, "20270228"),
    (DATE, "2027-W01-1"),
    (QUARTER, "2027-Q5"),
    (QUARTER, "2027q1"),
    (STAMP, "2026-11-21T24:15:00Z"),
    (STAMP, "２026-11-21T22:15:00Z"),
    (STAMP, "2026-11-21T22:15:00+00:00"),
    (SHA256, "AB" * 32),
    (SHA256, "ab" * 31),
    (FOLDER, "counts/"),
    (FOLDER, "counts/../x"),
    (FOLDER, "counts/a/b"),
    (FOLDER, "counts/.hidden"),
    (FOLDER, "profile\n"),
    (SPEC, {"deep": {"er": 1}}),
    (SPEC, {"": 1}),
    (SPEC, {"long": "x" * 10_001}),
    (AWARD, {"project": "p", "organisation": "o"}),
    (ON_BALLOT, {"project": "p", "title": "Tea", "neighbourhood": "Quayside"}),
    (ON_BALLOT, {"project": "p", "title": "Tea", "pence": 0, "area": "Quayside"}),
    (ON_BALLOT, {"project": "p", "title": "Tea", "pence": 0, "category": ""}),
    (AWARD, {"project": "p", "organisation": "o", "pence": 1, "why": "friends"}),
    (many(ID), "abc"),
    (many(ID), ["a", ""]),
    (one_of("yes", "no"), "maybe"),
    (one_of("yes", "no"), ["yes"]),
]


@pytest.mark.parametrize(("form", "value"), GOOD)
def test_a_form_takes_what_it_is_for(form: Any, value: Any) -> None:
    assert form.holds(value)


@pytest.mark.parametrize(("form", "value"), BAD)
def test_a_form_does_not_take_what_only_comes_close(form: Any, value: Any) -> None:
    assert not form.holds(value)


@given(exact_numbers)
def test_every_exact_number_as_it_is_written_is_taken(number: Any) -> None:
    assert EXACT.holds(canon.fraction_text(number))


@given(quarters)
def test_every_quarter_is_taken(quarter: Any) -> None:
    assert QUARTER.holds(str(quarter))


@given(st.none() | st.text() | st.integers() | st.lists(st.text()) | st.dictionaries(st.text(), st.text()))
def test_no_form_stumbles_over_a_value_of_another_type(value: Any) -> None:
    for form in (ID, LINE, WHOLE, EXACT, DATE, QUARTER, STAMP, SHA256, FOLDER, SPEC, AWARD, many(ID), one_of("a")):
        assert form.holds(value) in {True, False}
