"""Partners' shares add up to the penny, and the smallest can see what it answers for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import ConsortiumFaults
from commonweal.proposals.consortium import Share, consortium, liability
from commonweal.terms.money import Pence, shares


def share(k, pence):
    return Share(f"o{k}", f"Body {k}", "Some of it", Pence(pence))


weights = st.lists(st.integers(1, 1_000), min_size=2, max_size=6)


@given(weights, st.integers(100, 10**8))
def test_shares_that_add_up_stand_and_the_smallest_is_never_the_lead(among, cost):
    parts = [share(k, pence) for k, pence in enumerate(shares(cost, among))]
    if min(part.pence for part in parts) == 0:
        with pytest.raises(ConsortiumFaults, match="more than nothing"):
            consortium("o0", parts, Pence(cost))
        return
    told = consortium("o0", parts, Pence(cost))
    assert sum(part.pence for part in told.shares) == cost
    smallest = told.smallest()
    assert smallest.organisation != "o0"
    assert smallest.pence == min(part.pence for part in parts[1:])
    assert liability(told, smallest.organisation).figures["name"] == smallest.name


@given(weights, st.integers(1, 1_000))
def test_a_penny_too_few_or_too_many_is_refused(among, off):
    parts = [share(k, pence) for k, pence in enumerate(among)]
    for cost in (sum(among) - off, sum(among) + off):
        with pytest.raises(ConsortiumFaults, match="add up to"):
            consortium("o0", parts, Pence(cost))


PAIR = [share(0, 900), share(1, 100)]


@pytest.mark.parametrize(
    ("lead", "parts", "cost", "what"),
    [
        ("o9", PAIR, 1_000, "none of the partners"),
        ("o0", PAIR[:1], 900, "two partners"),
        ("o0", [*PAIR, share(1, 5)], 1_005, "stands twice"),
        ("o0", [PAIR[0], replace(PAIR[1], does="")], 1_000, "is not said"),
        ("o0", [PAIR[0], share(1, -100)], 800, "more than nothing"),
    ],
)
def test_partners_that_are_not_whole_are_refused(lead, parts, cost, what):
    with pytest.raises(ConsortiumFaults, match=what):
        consortium(lead, parts, Pence(cost))


def test_the_liability_of_each_is_one_sentence():
    told = consortium("o0", PAIR, Pence(1_000))
    small, lead = liability(told, "o1"), liability(told, "o0")
    assert str(small).startswith("Body 1 answers to Body 0 for its own part")
    assert str(small).count(".") == 1 or str(small).endswith(".")
    assert str(lead).startswith("Body 0 answers to the accountable body for all")
    with pytest.raises(ConsortiumFaults):
        liability(told, "o7")
