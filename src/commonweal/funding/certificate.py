"""Certificates: what lets a third party re-check a count without trusting who made it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from commonweal.funding.spec import RuleSpec

By = Literal["floor", "greedy", "equal_shares", "phragmen", "completion"]
Stop = Literal[
    "no completion",
    "next step overspends",
    "next project does not fit",
    "nothing more fits",
    "the rest is ruled out",
    "all supported projects are funded",
]


@dataclass(frozen=True, slots=True)
class Winner:
    """A funded project and the exact terms on which it was funded.

    Attributes:
        project: position in :attr:`~commonweal.funding.poll.Poll.projects`.
        by: which part of the rule funded it; ``floor`` where it was paid for beforehand, so that a floor is met.
        price: under Equal Shares, what each supporter pays for a unit of utility (who has less pays all they have);
            under Phragmén's rule, what every voter had earned when it was funded; of a package, for all its projects
            together. None where the budget paid for it whole.
    """

    project: int
    by: By
    price: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How voters would choose between the two outcomes; the greedy one is taken where more prefer it.

    Attributes:
        prefer_equal_shares: voters to whom the Equal Shares outcome is worth more.
        prefer_greedy: voters to whom the greedy outcome is worth more.
    """

    prefer_equal_shares: int
    prefer_greedy: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """The order of the funded projects with their prices, and why the count stopped.

    Attributes:
        spec: the rule as it was set.
        winners: in the order in which the rule funded them.
        share: what each voter could spend in the last run, in the currency's main unit; None but under Equal Shares.
        stop: why the share rose no further, or why Phragmén's rule ended.
        steps: how often the share was raised.
        overspent: what the run after the last would have cost, where that is why the share rose no further.
        comparison: with greedy, where the spec asks for it.
    """

    spec: RuleSpec
    winners: tuple[Winner, ...]
    share: Fraction | None = None
    stop: Stop = "no completion"
    steps: int = 0
    overspent: Fraction | None = None
    comparison: Comparison | None = None
