"""Scores and supporters by the type of vote."""

from fractions import Fraction

import pytest

from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project
from commonweal.funding.tally import scores, supporters


@pytest.mark.parametrize(
    ("kind", "ballots", "score", "backed"),
    [
        ("approval", [Ballot((0, 1)), Ballot((1,), voters=2)], (1, 3, 0), (1, 3, 0)),
        ("choose-1", [Ballot((1,), voters=2)], (0, 2, 0), (0, 2, 0)),
        ("cumulative", [Ballot((0, 1), (4, 0)), Ballot((1, 2), (1, 2), 2)], (4, 2, 4), (1, 2, 2)),
        ("ordinal", [Ballot((2, 0)), Ballot((1,), voters=2)], (2, 6, 3), (1, 2, 1)),
    ],
)
def test_scores_and_supporters(kind, ballots, score, backed):
    projects = tuple(Project(str(k), str(k), Fraction(1)) for k in range(3))
    poll = Poll(projects, Fraction(1), kind, grouped(ballots, kind))
    assert scores(poll) == score
    assert supporters(poll) == backed


def test_the_first_choice_gets_the_longest_ballot_allowed():
    projects = tuple(Project(str(k), str(k), Fraction(1)) for k in range(9))
    poll = Poll(projects, Fraction(1), "ordinal", grouped([Ballot((4, 7))], "ordinal"), max_length=3)
    assert scores(poll) == (0, 0, 0, 0, 3, 0, 0, 2, 0)
