"""What ballots say of projects: scores, supporters, and what a project is worth to the voters of one ballot."""

from commonweal.funding.poll import Ballot, Poll


def weights(poll: Poll, ballot: Ballot) -> tuple[int, ...]:
    """Give how strongly a ballot supports each of its choices, in whole points.

    An approval is 1; points are as given; a rank is Borda's score: the longest ballot allowed (all projects where there
    is no limit) for the first choice, one less for each further one.
    """
    if poll.vote_type == "cumulative":
        return ballot.points
    if poll.vote_type == "ordinal":
        longest = poll.max_length or len(poll.projects)
        return tuple(longest - rank for rank in range(len(ballot.choices)))
    return (1,) * len(ballot.choices)


def scores(poll: Poll) -> tuple[int, ...]:
    """Give each project's score, in the projects' order: votes, points or Borda's score by the type of vote."""
    total = [0] * len(poll.projects)
    for ballot in poll.ballots:
        for choice, weight in zip(ballot.choices, weights(poll, ballot), strict=True):
            total[choice] += weight * ballot.voters
    return tuple(total)


def supporters(poll: Poll) -> tuple[int, ...]:
    """Give how many voters support each project, in the projects' order; no points is no support."""
    total = [0] * len(poll.projects)
    for ballot in poll.ballots:
        for choice, weight in zip(ballot.choices, weights(poll, ballot), strict=True):
            total[choice] += ballot.voters if weight else 0
    return tuple(total)
