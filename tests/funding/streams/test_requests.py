"""What a stream is allocated from: figures of need, least sums, and the panel's order."""

from fractions import Fraction

import pytest

from commonweal.funding.streams.requests import FEW, Placing, Requests, StreamNeed, StreamProposal
from commonweal.terms.money import Pence


def test_the_middle_of_a_range_is_exact():
    need = StreamNeed("a", FEW, 40, "s", "2026")
    assert [need.used(figure) for figure in ("low", "middle", "high")] == [5, Fraction(45, 2), 40]


def test_only_the_whole_cost_is_of_use_where_no_smallest_sum_is_stated():
    assert StreamProposal("a", "A", "g", Pence(9)).least == 9
    assert StreamProposal("a", "A", "g", Pence(9), Pence(4)).least == 4


def test_proposals_come_in_the_panels_order_and_an_open_tie_is_refused():
    asked = tuple(StreamProposal(id_, id_, "g", Pence(1)) for id_ in "ab")
    order = (Placing(2, "a", "r"), Placing(1, "b", "r"))
    assert [proposal.id for proposal in Requests((), asked, order).in_order()] == ["b", "a"]
    with pytest.raises(ValueError, match="every proposal once"):
        Requests((), asked, (Placing(1, "a", "r"), Placing(1, "b", "r"))).in_order()


def test_nothing_of_a_proposal_could_hold_where_it_is():
    assert set(StreamProposal.__slots__) == {*("id", "name", "group", "cost", "smallest", "sensitive", "organisation")}
