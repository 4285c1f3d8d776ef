"""Proposals: what somebody offers to do, costed and owned."""

from dataclasses import dataclass

from commonweal.terms.money import Pence


@dataclass(frozen=True, slots=True)
class Proposal:
    """A costed, owned proposal, as it stands on the ballot.

    Attributes:
        id: the project's identifier in the poll.
        title: as printed on the ballot.
        summary: what would be done, in a sentence or two.
        organisation: identifier of the body that would do it.
        neighbourhood: where it would be delivered, or "" for the whole place.
        group: whom it is for, in the place's own words, or "" for everyone.
        cost: the full cost asked for.
    """

    id: str
    title: str
    summary: str
    organisation: str
    neighbourhood: str
    group: str
    cost: Pence
