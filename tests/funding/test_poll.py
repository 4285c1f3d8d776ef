"""Polls: ballots grouped so that their order says nothing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project


@given(st.lists(st.lists(st.integers(0, 4), unique=True, min_size=1)), st.randoms())
def test_the_order_of_ballots_and_of_approvals_says_nothing(choices, shuffled):
    first = grouped([Ballot(tuple(chosen)) for chosen in choices], "approval")
    other = [shuffled.sample(chosen, len(chosen)) for chosen in shuffled.sample(choices, len(choices))]
    assert grouped([Ballot(tuple(chosen)) for chosen in other], "approval") == first
    assert sum(ballot.voters for ballot in first) == len(choices)


def test_ranks_keep_their_order_and_points_their_projects():
    assert tuple(grouped([Ballot((2, 0))], "ordinal")) == (Ballot((2, 0)),)
    assert tuple(grouped([Ballot((2, 0), (5, 1))], "cumulative")) == (Ballot((0, 2), (1, 5)),)


def test_a_poll_tells_its_voters_and_its_facts():
    project = Project("a", "A", Fraction(1))
    poll = Poll(
        (project,), Fraction(1), "approval", grouped([Ballot((0,), voters=3)], "approval"), about=(("unit", "Here"),)
    )
    assert (poll.voters, poll.fact("unit"), poll.fact("edition")) == (3, "Here", "")
    with pytest.raises(AttributeError):
        poll.budget = Fraction(2)
