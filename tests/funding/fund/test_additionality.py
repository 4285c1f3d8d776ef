"""Additionality: money replaces public money unless it is more than the cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.formats.prose import prose
from commonweal.funding.fund.additionality import Additionality
from commonweal.terms.money import Pence

sums = st.integers(0, 10**12).map(Pence)


def said(before, now, new):
    return prose().text(Additionality(Pence(before), Pence(now), Pence(new)).sentence())


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((90_000_000, 60_000_000, 30_000_000), "This replaces public money: £900,000 a year went"),
        ((90_000_000, 60_000_000, 0), "a cut of £300,000. The new money is £0, which is not more than the cut."),
        ((90_000_000, 60_000_000, 30_000_001), "New money exceeds the cut: £900,000 a year"),
        ((60_000_000, 60_000_000, 1), "This is new money: public money for the same purpose was not cut"),
        ((60_000_000, 70_000_000, 5), "In all there is £700,000.05."),
        ((60_000_000, 70_000_000, 0), "There is no new money: £600,000 a year went to the same purpose before"),
    ],
)
def test_what_the_money_is_is_said_first(figures, words):
    assert words in said(*figures)


@given(sums, sums, sums)
def test_it_replaces_public_money_exactly_where_a_cut_is_not_exceeded(before, now, new):
    one = Additionality(before, now, new)
    assert (one.verdict == "replaces public money") == (now < before and now + new <= before)
    assert ("replaces public money" in prose().text(one.sentence())) == (one.verdict == "replaces public money")
    assert one.total - before == one.new - one.cut + max(now - before, 0)
