"""Tie orders: each word, and the lot at the end."""

from fractions import Fraction

import pytest

from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project
from commonweal.funding.spec import lot, read_spec
from commonweal.funding.ties import tie_ranks

POLL = Poll(
    tuple(Project(id_, id_, Fraction(cost)) for id_, cost in (("a", 5), ("b", 3), ("c", 5), ("d", 3))),
    Fraction(10),
    "approval",
    grouped([Ballot((0,))], "approval"),
)
SCORES = (4, 1, 2, 1)


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
    ranks = tie_ranks(POLL, read_spec("greedy", [f"ties={ties}", "seed=9"]), SCORES)
    assert sorted(ranks) == [0, 1, 2, 3]
    assert POLL.projects[ranks.index(0)].id in first


def test_only_the_lot_tells_twins_apart_and_another_seed_may_turn_it():
    orders = set()
    for seed in range(20):
        ranks = tie_ranks(POLL, read_spec("greedy", [f"seed={seed}"]), SCORES)
        assert (ranks[1] < ranks[3]) == (lot(str(seed), "b") < lot(str(seed), "d"))
        assert {ranks[1], ranks[3]} == {0, 1}
        orders.add(ranks)
    assert len(orders) == 2
