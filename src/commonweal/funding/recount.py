"""Recounts: the same poll with other ballots or another cost, counted by the same rule."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from commonweal.errors import CommonwealError
from commonweal.funding.ballots import Whole, from_columns, frozen, spans
from commonweal.funding.poll import Poll
from commonweal.funding.rules import RULES
from commonweal.funding.spec import RuleSpec


@dataclass(slots=True)
class Recount:
    """Counts variants of a poll by one rule, and keeps account of how often.

    Attributes:
        spec: the rule.
        most: how many recounts may be made in all.
        made: how many have been made.
    """

    spec: RuleSpec
    most: int
    made: int = field(default=0)

    def funded(self, poll: Poll) -> frozenset[str] | None:
        """Count a poll: the ids of the funded projects, or None where the rule refuses to decide it (an open tie)."""
        self.made += 1
        try:
            return frozenset(RULES[self.spec.name](poll, self.spec).selected)
        except CommonwealError:
            # The rule fits the poll's kind, since the poll itself was counted: what is left is a tie without a lot.
            return None

    @property
    def left(self) -> int:
        """How many recounts may still be made."""
        return max(self.most - self.made, 0)


def with_sizes(poll: Poll, voters: Whole) -> Poll:
    """Give a poll whose ballots were cast by other numbers of voters; a ballot that nobody cast is left out.

    Args:
        poll: the poll.
        voters: how many cast each of its distinct ballots, 0 or more.
    """
    ballots = poll.ballots
    kept = np.flatnonzero(voters)
    lengths = np.diff(ballots.starts)[kept]
    entries = spans(ballots.starts[kept], lengths)
    choices = ballots.choices[entries]
    return replace(
        poll,
        ballots=frozen(
            starts=np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]),
            choices=choices,
            points=ballots.points[entries] if len(ballots.points) else ballots.points,
            voters=voters[kept],
        ),
    )


def with_supporters(poll: Poll, project: int) -> Callable[[int], Poll]:
    """Prepare a poll with further voters who vote for one project alone; the budget stays as it is.

    Args:
        poll: the poll.
        project: position of the project. Where voters give points, they give it all they have, or, where there is no
            limit, as many as any ballot gives one project.

    Returns:
        A function from a number of further voters, at least 1, to the poll with them.
    """
    ballots = poll.ballots
    points = ballots.points
    if poll.vote_type == "cumulative":
        given = poll.max_points or int(points.max(initial=1))
        points = np.append(points, given)
    one = from_columns(
        starts=np.append(ballots.starts, ballots.starts[-1] + 1),
        choices=np.append(ballots.choices, project),
        points=points,
        voters=np.append(ballots.voters, 1),
        vote_type=poll.vote_type,
    )
    own = points[-1:] if poll.vote_type == "cumulative" else points[:0]
    at = next(
        row
        for row in np.flatnonzero(np.diff(one.starts) == 1).tolist()
        if one.choices[one.starts[row]] == project and (not len(own) or one.points[one.starts[row]] == own[0])
    )

    def further(number: int) -> Poll:
        voters = one.voters.copy()
        voters[at] += number - 1
        voters.flags.writeable = False
        return replace(poll, ballots=replace(one, voters=voters))

    return further


def with_cost(poll: Poll, project: int, cost: Fraction) -> Poll:
    """Give the poll in which one project costs something else."""
    projects = list(poll.projects)
    projects[project] = replace(projects[project], cost=cost)
    return replace(poll, projects=tuple(projects))
