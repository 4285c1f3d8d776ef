import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.formats.written_money import written_pence


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("500", 50_000),
        ("£1,234.50", 123_450),
        ("1,234,567.89", 123_456_789),
        ("(2,000.00)", -200_000),
        ("( £20 )", -2_000),
        ("-0.07", -7),
        ("£-12.5", -1_250),
        ("−3", -300),
        (".5", 50),
        ("1.500", 150),
        (" 7 ", 700),
    ],
)
def test_a_sum_is_read_to_the_penny(text, pence):
    assert written_pence(text) == pence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "£",
        "1,23.00",
        "12,3456",
        "1.005",
        "(20",
        "20)",
        "(-20)",
        "--20",
        "1e3",
        "1.234,50",
        "£20.00 CR",
        "£ £2",
        "²",
    ],
)
def test_what_is_no_such_sum_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - a reader of a cell says no more
        written_pence(text)


@given(st.integers(-(10**12), 10**12))
def test_every_sum_that_is_written_with_commas_and_brackets_is_read_back(pence):
    text = f"{abs(pence) / 100:,.2f}" if abs(pence) < 10**11 else f"{abs(pence) // 100},{abs(pence) % 100}"
    if abs(pence) < 10**11:
        assert written_pence(f"({text})" if pence < 0 else text) == pence
