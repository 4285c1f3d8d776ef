"""Recounts: variants of a poll that are what they say."""

import numpy as np
import pytest

from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.recount import Recount, with_cost, with_sizes, with_supporters
from commonweal.funding.spec import read_spec
from tests.funding import naive
from tests.funding.polls import poll_of


@pytest.mark.parametrize("seed", range(80))
def test_further_supporters_are_ballots_for_one_project_and_nothing_else_changes(seed):
    poll = naive.small_poll(seed)
    k = seed % len(poll.projects)
    for number in (1, 2, 9):
        more = with_supporters(poll, k)(number)
        points = (max([1, *poll.ballots.points.tolist()]),) if poll.vote_type == "cumulative" else ()
        assert more.ballots == grouped([*poll.ballots, Ballot((k,), points, number)], poll.vote_type)
        assert (more.budget, more.projects) == (poll.budget, poll.projects)


def test_where_points_have_a_limit_a_further_supporter_gives_them_all():
    poll = poll_of([4, 4], [Ballot((0, 1), (2, 1))], 9, "cumulative", max_points=7)
    assert Ballot((1,), (7,), 3) in list(with_supporters(poll, 1)(3).ballots)


@pytest.mark.parametrize("seed", range(60))
def test_other_sizes_leave_out_what_nobody_cast(seed):
    poll = naive.small_poll(seed)
    sizes = (np.arange(len(poll.ballots)) + seed) % 3
    wanted = [
        Ballot(ballot.choices, ballot.points, int(size))
        for ballot, size in zip(poll.ballots, sizes, strict=True)
        if size
    ]
    if wanted:
        assert with_sizes(poll, sizes).ballots == grouped(wanted, poll.vote_type)


def test_a_recount_keeps_account_and_knows_another_cost():
    poll = poll_of([8, 5], [Ballot((0,), voters=2), Ballot((1,))], 8)
    again = Recount(read_spec("greedy", ["seed=1"]), 2)
    assert again.funded(poll) == {"0"}
    assert again.funded(with_cost(poll, 0, 3)) == {"0", "1"}
    assert (again.made, again.left) == (2, 0)


def test_what_the_rule_refuses_to_decide_funds_nothing():
    poll = poll_of([8], [Ballot((0,), (2,))], 8, "cumulative")
    assert Recount(read_spec("equal_shares", ["utility=cost"]), 1).funded(poll) is None
