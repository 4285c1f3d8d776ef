"""What ballots say of projects: scores, supporters, and how strongly each entry of a ballot supports its project."""

import numpy as np

from commonweal.funding.ballots import Whole
from commonweal.funding.poll import Poll

_LARGEST = 2**62
"""Below this, sums of whole numbers fit into 64 bits."""


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
    if poll.vote_type in {"approval", "choose-1"}:
        return _by_project(poll, None)
    return _by_project(poll, weights(poll))


def supporters(poll: Poll) -> tuple[int, ...]:
    """Give how many voters support each project, in the projects' order; no points is no support."""
    if poll.vote_type == "cumulative":
        return _by_project(poll, (poll.ballots.points > 0).astype(np.int64))
    return _by_project(poll, None)


def _by_project(poll: Poll, of_entries: Whole | None) -> tuple[int, ...]:
    """Add up a number of each entry (1 where none is given) times the voters who cast it, by project."""
    ballots, count = poll.ballots, len(poll.projects)
    times = ballots.voters[ballots.backers]
    numbers = None if of_entries is None else of_entries[ballots.by_project]
    ends = np.cumsum(np.bincount(ballots.choices, minlength=count))
    if numbers is None or int(numbers.max(initial=0)) * poll.voters < _LARGEST:
        totals = np.concatenate([np.zeros(1, np.int64), np.cumsum(times if numbers is None else numbers * times)])
        return tuple(np.diff(totals[ends], prepend=0).tolist())
    parts = zip(np.split(numbers, ends[:-1]), np.split(times, ends[:-1]), strict=True)
    return tuple(sum(n * t for n, t in zip(ns.tolist(), ts.tolist(), strict=True)) for ns, ts in parts)
