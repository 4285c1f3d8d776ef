"""Polls: projects, a budget and the ballots to be counted, exact in the file's own unit of money."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

VoteType = Literal["approval", "choose-1", "cumulative", "ordinal"]
VOTE_TYPES: tuple[VoteType, ...] = get_args(VoteType)


@dataclass(frozen=True, slots=True)
class Project:
    """A proposal as it stood on the ballot.

    Attributes:
        id: its identifier on the ballot, as text.
        name: its title.
        cost: what it needs, in the poll's currency, above 0; exact.
        categories: what kinds of project it is, in the poll's own words.
        targets: whom it is for, in the poll's own words.
        area: the part of the place it is in, or "".
    """

    id: str
    name: str
    cost: Fraction
    categories: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    area: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Ballot:
    """What one or more voters chose: identical ballots stand once, with their number.

    Attributes:
        choices: positions of the chosen projects in :attr:`Poll.projects`; in order of preference where the vote is
            ordinal, in the projects' order otherwise.
        points: the points given to each choice, where the vote is cumulative; otherwise empty.
        voters: how many voters cast this ballot, at least 1.
    """

    choices: tuple[int, ...]
    points: tuple[int, ...] = ()
    voters: int = 1


@dataclass(frozen=True, slots=True)
class Poll:
    """Projects, budget and ballots to be counted. Nothing of it says who a voter is, or in which order they came.

    Attributes:
        projects: in the order of the ballot paper.
        budget: what may be spent, in the currency's main unit; above 0, exact.
        vote_type: how voters could choose.
        ballots: distinct ballots with their numbers, sorted.
        currency: ISO 4217 code.
        min_length: fewest projects a ballot may name.
        max_length: most projects a ballot may name, or None where there is no limit.
        max_points: most points a cumulative ballot may give in all, or None.
        about: further facts the file states of the poll (description, dates, the rule's label), sorted by key.
    """

    projects: tuple[Project, ...]
    budget: Fraction
    vote_type: VoteType
    ballots: tuple[Ballot, ...]
    currency: str = "GBP"
    min_length: int = 1
    max_length: int | None = None
    max_points: int | None = None
    about: tuple[tuple[str, str], ...] = ()

    @property
    def voters(self) -> int:
        """How many ballots were cast."""
        return sum(ballot.voters for ballot in self.ballots)

    def fact(self, key: str) -> str:
        """Give a further fact of the poll, or "" where the file does not state it."""
        return dict(self.about).get(key, "")


def grouped(ballots: Iterable[Ballot], vote_type: VoteType) -> tuple[Ballot, ...]:
    """Give the distinct ballots with their numbers, sorted, so that their order says nothing.

    Args:
        ballots: ballots in any order; the choices of one are put in the projects' order unless the vote is ordinal.
        vote_type: how voters could choose.

    Examples:
        >>> grouped([Ballot((2, 0)), Ballot((0, 2)), Ballot((1,))], "approval")
        (Ballot(choices=(0, 2), points=(), voters=2), Ballot(choices=(1,), points=(), voters=1))
    """
    counts: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    for ballot in ballots:
        key = (ballot.choices, ballot.points)
        if vote_type == "cumulative":
            pairs = sorted(zip(ballot.choices, ballot.points, strict=True))
            key = (tuple(choice for choice, _ in pairs), tuple(points for _, points in pairs))
        elif vote_type != "ordinal":
            key = (tuple(sorted(ballot.choices)), ())
        counts[key] = counts.get(key, 0) + ballot.voters
    return tuple(Ballot(choices, points, counts[choices, points]) for choices, points in sorted(counts))
