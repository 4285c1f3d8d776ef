"""Results: what a count gives."""

from dataclasses import dataclass
from fractions import Fraction

from commonweal.funding.certificate import Certificate
from commonweal.funding.poll import Poll
from commonweal.funding.spec import RuleSpec


@dataclass(frozen=True, slots=True)
class Result:
    """Which projects are funded, and the certificate that shows it is what the rule gives.

    Attributes:
        selected: ids of the funded projects, in the order in which the rule funded them.
        spent: what they cost together, in the currency's main unit.
        budget: what could be spent.
        voters: how many ballots were counted.
        certificate: order, prices and stop.
    """

    selected: tuple[str, ...]
    spent: Fraction
    budget: Fraction
    voters: int
    certificate: Certificate

    @property
    def spec(self) -> RuleSpec:
        """The rule as it was set."""
        return self.certificate.spec


def result(poll: Poll, certificate: Certificate) -> Result:
    """Give the result that a certificate stands for."""
    projects = [poll.projects[winner.project] for winner in certificate.winners]
    return Result(
        selected=tuple(project.id for project in projects),
        spent=sum((project.cost for project in projects), Fraction(0)),
        budget=poll.budget,
        voters=poll.voters,
        certificate=certificate,
    )
