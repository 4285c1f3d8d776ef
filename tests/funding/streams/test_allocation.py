"""The rule need_and_panel: by need, then by the panel, exact to the penny, and never by a vote."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.funding.streams.allocation import Turn, allocate, group_shares
from commonweal.funding.streams.constitution import FIGURES, Fund
from commonweal.funding.streams.requests import FEW, Placing, Requests, StreamNeed
from commonweal.terms.money import Pence
from tests.funding.streams.cases import asks, cases, need, requests, stream


def test_money_goes_to_groups_by_need_then_to_proposals_by_the_panel():
    found = allocate(
        stream(100),
        requests(
            [need("a", 30), need("b", 10)],
            [
                asks("a1", "a", 50),
                asks("a2", "a", 60),
                asks("a3", "a", 20),
                asks("b1", "b", 40, 10),
                asks("b2", "b", 5),
            ],
        ),
    )
    assert [(share.group, share.share) for share in found.shares] == [("a", 75), ("b", 25)]
    assert found.turns == (
        Turn("need", "a1", Pence(75), Pence(50)),
        Turn("need", "a2", Pence(25), Pence(0)),
        Turn("need", "a3", Pence(25), Pence(20)),
        Turn("need", "b1", Pence(25), Pence(25)),
        Turn("need", "b2", Pence(0), Pence(0)),
        Turn("left over", "a2", Pence(5), Pence(0)),
        Turn("left over", "b1", Pence(5), Pence(5)),
        Turn("left over", "b2", Pence(0), Pence(0)),
    )
    assert (found.allocated, found.carried_over, found.given("b1")) == (100, 0, 30)


def test_what_fits_nowhere_is_carried_over():
    found = allocate(stream(100), requests([need("a", 10)], [asks("a1", "a", 101)]))
    assert (found.allocated, found.carried_over) == (0, 100)
    nobody_asked = allocate(stream(100), requests([need("a", 10)], []))
    assert (nobody_asked.turns, nobody_asked.carried_over) == ((), 100)


def test_the_figure_that_counts_is_the_one_in_the_constitution():
    asked = requests([need("a", 10, 90), need("b", 40, 60)], [])
    assert {f: [s.share for s in group_shares(stream(100, f), asked)] for f in FIGURES} == {
        "low": [20, 80],
        "middle": [50, 50],
        "high": [60, 40],
    }


def test_a_figure_too_small_to_show_counts_as_five_and_so_tells_nothing():
    asked = requests([need("a", FEW), need("b", 15)], [])
    assert [(share.need, share.share) for share in group_shares(stream(100), asked)] == [
        (Fraction(5), 25),
        (Fraction(15), 75),
    ]


@pytest.mark.parametrize(
    "asked",
    [
        requests([need("a", 0)], []),
        requests([need("a", 5)], [asks("b1", "b", 5)]),
        requests([need("a", 5), need("a", 5)], []),
        requests([need("a", 5)], [asks("a1", "a", 5)], order=["a2"]),
        Requests((need("a", 5),), (asks("x", "a", 1), asks("y", "a", 1)), (Placing(1, "x", ""), Placing(1, "y", ""))),
    ],
    ids=["nobody in need", "need not known", "a group twice", "not placed", "an open tie"],
)
def test_what_is_not_settled_is_refused(asked):
    with pytest.raises(ValueError, match=r"weights|group|order"):
        allocate(stream(100), asked)


@pytest.mark.parametrize("figure", FIGURES)
def test_a_fund_leaves_for_the_vote_what_is_not_set_aside(figure):
    streams = (stream(30, figure), stream(12, figure))
    fund = Fund("F", "r", "council", Pence(100), "GBP", date(2026, 2, 1), streams)
    assert (fund.set_aside, fund.for_the_vote) == (42, 58)


@given(cases())
def test_every_penny_is_allocated_or_carried_over_and_nobody_has_more_than_the_cost(case):
    own, asked = case
    found = allocate(own, asked)
    assert found.allocated + found.carried_over == own.set_aside
    assert sum(share.share for share in found.shares) == own.set_aside
    assert found.carried_over >= 0
    for proposal in asked.proposals:
        given_ = found.given(proposal.id)
        assert given_ == 0 or proposal.least <= given_ <= proposal.cost


@given(cases())
def test_nothing_that_is_carried_over_would_have_paid_for_anything(case):
    own, asked = case
    found = allocate(own, asked)
    for proposal in asked.proposals:
        had = found.given(proposal.id)
        assert found.carried_over < proposal.least if not had else had == proposal.cost or not found.carried_over


@given(cases(), st.data())
def test_more_need_never_means_less_money_for_a_group_before_fitting(case, data):
    own, asked = case
    place = data.draw(st.integers(0, len(asked.needs) - 1))
    rise = 5 * data.draw(st.integers(1, 60))
    before = asked.needs[place]
    more = StreamNeed(before.group, before.low + rise, before.high + rise, before.source, before.date)
    changed = Requests((*asked.needs[:place], more, *asked.needs[place + 1 :]), asked.proposals, asked.panel)
    [was] = [share.share for share in group_shares(own, asked) if share.group == before.group]
    [now] = [share.share for share in group_shares(own, changed) if share.group == before.group]
    assert now >= was


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(case, drawn):
    own, asked = case
    mixed = [list(rows) for rows in (asked.needs, asked.proposals, asked.panel)]
    for rows in mixed:
        drawn.shuffle(rows)
    assert allocate(own, Requests(*map(tuple, mixed))) == allocate(own, asked)


@given(cases())
def test_no_share_is_a_penny_or_more_away_from_need(case):
    own, asked = case
    found = allocate(own, asked)
    people = sum(share.need for share in found.shares)
    for share in found.shares:
        assert abs(share.share - own.set_aside * share.need / people) < 1
