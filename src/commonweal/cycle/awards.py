"""From awards to promises: funded proposals, and what awarded bids promise besides, become undertakings."""

from collections.abc import Iterable, Sequence
from datetime import date

from commonweal.delivery.undertakings import Undertaking
from commonweal.errors import AwardWithoutProposal, Fault
from commonweal.funding.scored.bids import Bid
from commonweal.funding.scored.scheme import Scheme
from commonweal.proposals.proposal import Proposal
from commonweal.terms.money import Pence


def undertakings(
    round_id: str, selected: Sequence[str], proposals: Iterable[Proposal], receiver: str, due: date
) -> tuple[Undertaking, ...]:
    """Turn the funded projects of a count into undertakings, in the order they were funded.

    Args:
        round_id: the round the awards come from; it begins each undertaking's identifier.
        selected: identifiers of the funded projects.
        proposals: the proposals that stood on the ballot.
        receiver: the board or accountable body the promise is made to.
        due: the day by which the funded work is to be done.

    Raises:
        AwardWithoutProposal: where a funded project is none of the proposals; all such projects are named.
    """
    known = {proposal.id: proposal for proposal in proposals}
    faults = [
        Fault("project {project} was funded, but nobody proposed it", {"project": project})
        for project in selected
        if project not in known
    ]
    if faults:
        raise AwardWithoutProposal(*faults, round=round_id)
    return tuple(
        Undertaking(
            id=f"{round_id}-{project}",
            giver=known[project].organisation,
            receiver=receiver,
            promise=known[project].title,
            award=known[project].cost,
            due=due,
        )
        for project in selected
    )


def social_value_undertakings(scheme: Scheme, bids: Iterable[Bid], awarded: Sequence[str]) -> tuple[Undertaking, ...]:
    """Turn the promises of social value of awarded bids into undertakings, in order of rank and date.

    No sum of its own is awarded for such a promise, since the award pays for the bid as a whole: its award is 0.

    Args:
        scheme: its id begins each undertaking's identifier, and its body receives the promise.
        bids: every bid.
        awarded: ids of the awarded bids, in order of rank.
    """
    by_id = {bid.id: bid for bid in bids}
    return tuple(
        Undertaking(
            id=f"{scheme.id}-{bid}-{number}",
            giver=by_id[bid].bidder,
            receiver=scheme.body,
            promise=promise.text,
            award=Pence(0),
            due=promise.due,
        )
        for bid in awarded
        for number, promise in enumerate(by_id[bid].promises, start=1)
    )
