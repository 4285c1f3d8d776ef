"""Robustness: the same seed gives the same figures, and they are what naive draws would give."""

from fractions import Fraction

import numpy as np
import pytest

from commonweal.funding.ballots import Ballot
from commonweal.funding.robustness import _of_voters, resampled, thinned
from commonweal.funding.spec import read_spec
from tests.funding.polls import poll_of

GREEDY = read_spec("greedy", ["seed=1"])
CLOSE = poll_of([10, 10], [Ballot((0,), voters=51), Ballot((1,), voters=49)], 10)


def test_the_same_seed_gives_the_same_figures_and_another_gives_others():
    first = resampled(CLOSE, GREEDY, seed=1, recounts=40)
    assert resampled(CLOSE, GREEDY, seed=1, recounts=40) == first
    assert resampled(CLOSE, GREEDY, seed=2, recounts=40).funded != first.funded


def test_a_close_result_is_shaky_and_a_clear_one_is_not():
    close = resampled(CLOSE, GREEDY, seed=1, recounts=400)
    assert sum(close.funded) == 400
    assert Fraction(45, 100) < close.share(0) < Fraction(75, 100)
    clear = poll_of([10, 10], [Ballot((0,), voters=90), Ballot((1,), voters=10)], 10)
    assert resampled(clear, GREEDY, seed=1, recounts=100).share(0) == 1


def test_voters_are_taken_one_by_one_along_the_ballots():
    poll = poll_of([7, 5, 5], [Ballot((0, 1), voters=3), Ballot((1,), voters=2), Ballot((2,), voters=4)], 10)
    assert _of_voters(poll, np.arange(9)).ballots == poll.ballots
    assert list(_of_voters(poll, np.array([2, 0, 3, 2])).ballots) == [Ballot((0, 1), voters=3), Ballot((1,))]
    assert list(_of_voters(poll, np.array([8, 5])).ballots) == [Ballot((2,), voters=2)]


def test_leaving_out_none_changes_nothing_and_many_may():
    assert thinned(CLOSE, GREEDY, removed=Fraction(0), seed=1, recounts=5).funded == (5, 0)
    shaken = thinned(CLOSE, GREEDY, removed=Fraction(1, 2), seed=1, recounts=200)
    assert 0 < shaken.funded[1] < 200
    assert sum(shaken.funded) == 200


@pytest.mark.parametrize("part", [Fraction(1), Fraction(-1, 2), Fraction(2)])
def test_a_part_that_leaves_nobody_is_no_part(part):
    with pytest.raises(ValueError, match="from 0 to below 1"):
        thinned(CLOSE, GREEDY, removed=part, seed=1, recounts=1)
