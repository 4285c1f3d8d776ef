"""Tie orders: each word, the lot at the end, and what nothing decides."""

from fractions import Fraction

import pytest

from commonweal.errors import TieOpen
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.items import items
from commonweal.funding.poll import Poll, Project
from commonweal.funding.spec import lot, read_spec
from commonweal.funding.ties import tie_order

POLL = Poll(
    tuple(Project(id_, id_, Fraction(cost)) for id_, cost in (("a", 5), ("b", 3), ("c", 5), ("d", 3))),
    Fraction(10),
    "approval",
    grouped([Ballot((k,), voters=votes) for k, votes in enumerate((4, 1, 2, 1))], "approval"),
)


def order_of(*settings):
    spec = read_spec("greedy", settings)
    return tie_order(POLL, spec, items(POLL, spec))


@pytest.mark.parametrize(
    ("ties", "first"),
    [
        ("lower-cost,more-votes,lot", {"b", "d"}),
        ("higher-cost,more-votes,lot", {"a"}),
        ("more-votes,lot", {"a"}),
        ("lot", {min("abcd", key=lambda id_: lot("9", id_))}),
    ],
)
def test_each_word_decides_in_its_turn(ties, first):
    ranks = order_of(f"ties={ties}", "seed=9").ranks
    assert sorted(ranks) == [0, 1, 2, 3]
    assert POLL.projects[ranks.index(0)].id in first


def test_only_the_lot_tells_twins_apart_and_another_seed_may_turn_it():
    orders = set()
    for seed in range(20):
        ranks = order_of(f"seed={seed}").ranks
        assert (ranks[1] < ranks[3]) == (lot(str(seed), "b") < lot(str(seed), "d"))
        assert {ranks[1], ranks[3]} == {0, 1}
        orders.add(ranks)
    assert len(orders) == 2


def test_without_a_seed_nothing_tells_twins_apart():
    order = order_of()
    assert sorted(order.ranks) == [0, 1, 2, 3]
    assert [order.tied[k] for k in (1, 3)] == [0, 0]
    assert order.tied[0] < order.tied[2]
    assert len(set(order_of("seed=1").tied)) == 4
    assert len(set(order_of("seed=1", "ties=lower-cost").tied)) == 2


def test_the_first_of_equally_good_items_is_taken_unless_another_is_openly_tied_with_it():
    order = order_of()
    assert order.first([0, 1, 2]) == 1
    assert order.first([0, 2]) == 0
    with pytest.raises(TieOpen) as refused:
        order.first([0, 1, 2, 3])
    assert [str(fault) for fault in refused.value.faults] == ["ties: the projects b, d are equal in all that decides"]


def test_a_tie_behind_the_first_is_none_that_must_be_decided():
    assert order_of("ties=higher-cost,more-votes").first([0, 1, 3]) == 0


def test_a_package_is_told_apart_by_its_cost_its_mean_score_and_the_lot_of_its_first_project():
    spec = read_spec("greedy", ["packages=c,d", "ties=higher-cost,lot", "seed=5"])
    order = tie_order(POLL, spec, items(POLL, spec))
    assert order.ranks[2] == 0
    assert order.names == ("a", "b", "c+d")
