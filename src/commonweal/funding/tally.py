"""What ballots say of projects: scores, supporters, and how strongly each entry of a ballot supports its project."""

import numpy as np

from commonweal.funding.ballots import Whole
from commonweal.funding.poll import Poll

_EXACT = 2**53
"""Below this, sums of whole numbers are exact in floats too."""


def weights(poll: Poll) -> Whole:
    """Give how strongly each entry of the ballots supports its project, in whole points.

    An approval is 1; points are as given; a rank is Borda's score: the longest ballot allowed (all projects where there
    is no limit) for the first choice, one less for each further one.

    Returns:
        One number for each entry of :attr:`~commonweal.funding.ballots.Ballots.choices`.
    """
    ballots = poll.ballots
    if poll.vote_type == "cumulative":
        return ballots.points
    if poll.vote_type == "ordinal":
        longest = poll.max_length or len(poll.projects)
        ranks = np.arange(len(ballots.choices)) - np.repeat(ballots.starts[:-1], np.diff(ballots.starts))
        return longest - ranks
    return np.ones(len(ballots.choices), np.int64)


def scores(poll: Poll) -> tuple[int, ...]:
    """Give each project's score, in the projects' order: votes, points or Borda's score by the type of vote."""
    return _by_project(poll, weights(poll))


def supporters(poll: Poll) -> tuple[int, ...]:
    """Give how many voters support each project, in the projects' order; no points is no support."""
    return _by_project(poll, (weights(poll) > 0).astype(np.int64))


def _by_project(poll: Poll, of_entries: Whole) -> tuple[int, ...]:
    """Add up a number of each entry, times the voters who cast it, over the entries of each project."""
    ballots, count = poll.ballots, len(poll.projects)
    if not len(of_entries):
        return (0,) * count
    voters = np.repeat(ballots.voters, np.diff(ballots.starts))
    if int(of_entries.max()) * poll.voters < _EXACT:
        return tuple(int(total) for total in np.bincount(ballots.choices, of_entries * voters, minlength=count))
    totals = [0] * count
    for choice, number, times in zip(ballots.choices.tolist(), of_entries.tolist(), voters.tolist(), strict=True):
        totals[choice] += number * times
    return tuple(totals)
