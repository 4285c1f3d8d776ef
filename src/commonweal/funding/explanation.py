"""Explanations: what is said to people about a result, with the figures behind every sentence."""

from dataclasses import dataclass
from fractions import Fraction

from commonweal.funding.certificate import By
from commonweal.terms.sentences import Sentence


@dataclass(frozen=True, slots=True)
class ProjectAccount:
    """Why one project is funded, or not.

    Attributes:
        id: the project.
        name: its title.
        cost: what it needs, in the currency's main unit.
        supporters: voters who support it.
        score: its votes or points.
        funded: whether it is.
        round: its number among the funded, 1 the first; None where it is not funded.
        by: which part of the rule funded it.
        each: what a supporter paid for each point of support (an approval is one point); None where no share paid.
            Whoever supports several projects of a package pays for each of them.
        short: how many supporters had less than that left and paid all of it.
        left: of a project not funded: what its supporters had left at the end, or, under greedy, what the budget had
            left at its turn, and under Phragmén's rule at the end. Of a project in a package, these are the package's.
        elsewhere: of a project not funded: where its supporters' money went, the largest sums first, as (id, sum).
        sentences: the same for people.
    """

    id: str
    name: str
    cost: Fraction
    supporters: int
    score: int
    funded: bool
    round: int | None
    by: By | None
    each: Fraction | None
    short: int
    left: Fraction | None
    elsewhere: tuple[tuple[str, Fraction], ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an outcome reaches among voters.

    Attributes:
        selected: ids of the funded projects, in order.
        spent: their cost together, in the currency's main unit.
        with_nothing: voters none of whose choices is funded.
        mean_funded: how many of a voter's choices are funded, on average.
    """

    selected: tuple[str, ...]
    spent: Fraction
    with_nothing: int
    mean_funded: Fraction


@dataclass(frozen=True, slots=True)
class Explanation:
    """What happened in a count, and why.

    Attributes:
        voters: how many ballots were counted.
        reach: of the result.
        greedy: of greedy by votes on the same ballots under the same constraints, or None where the result is greedy's
            own, or where greedy would leave a tie open.
        sentences: what happened and why, in at most 100 words.
        projects: an account of each, in the poll's order.
    """

    voters: int
    reach: Reach
    greedy: Reach | None
    sentences: tuple[Sentence, ...]
    projects: tuple[ProjectAccount, ...]

    def account(self, project: str) -> ProjectAccount:
        """Give the account of a project by its id.

        Raises:
            KeyError: where there is no such project.
        """
        return {account.id: account for account in self.projects}[project]
