"""Polls: projects, a budget and the ballots to be counted, exact in the file's own unit of money."""

from dataclasses import dataclass
from fractions import Fraction

from commonweal.funding.ballots import Ballots, VoteType


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
    ballots: Ballots
    currency: str = "GBP"
    min_length: int = 1
    max_length: int | None = None
    max_points: int | None = None
    about: tuple[tuple[str, str], ...] = ()

    @property
    def voters(self) -> int:
        """How many ballots were cast."""
        return int(self.ballots.voters.sum())

    def fact(self, key: str) -> str:
        """Give a further fact of the poll, or "" where the file does not state it."""
        return dict(self.about).get(key, "")
