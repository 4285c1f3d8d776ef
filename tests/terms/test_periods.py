from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import BadPeriod
from commonweal.terms.periods import Quarter
from tests.strategies import quarters


@given(quarters)
def test_what_is_written_is_read_back(quarter):
    assert Quarter.read(str(quarter)) == quarter


@given(quarters, st.integers(-3, 30))
def test_adding_and_counting_agree(quarter, steps):
    assert (quarter + steps) - quarter == steps


@given(quarters)
def test_each_quarter_begins_the_day_after_the_last(quarter):
    assert quarter.last_day + timedelta(days=1) == (quarter + 1).first_day
    assert quarter.first_day.month == {1: 1, 2: 4, 3: 7, 4: 10}[quarter.number]


def test_later_is_greater():
    assert Quarter(2027, 4) < Quarter(2028, 1) < Quarter(2028, 2)


@pytest.mark.parametrize("text", ["2027-Q5", "2027-q1", "2027Q1", "27-Q1", "2027-Q1 ", "", "٢٠٢٧-Q1x"])
def test_other_forms_are_refused(text):
    with pytest.raises(BadPeriod, match="CW003") as refused:
        Quarter.read(text)
    assert refused.value.figures["text"] == text
