"""From a count to promises: each funded proposal becomes an undertaking of the body that offered it."""

from collections.abc import Iterable, Sequence
from datetime import date

from commonweal.delivery.undertakings import Undertaking
from commonweal.errors import AwardWithoutProposal, Fault
from commonweal.proposals.proposal import Proposal


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
