"""Offering to do a part of what somebody else proposed."""

from datetime import datetime

from commonweal.proposals.statements import OFFER, Statement
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.interests import check_interests
from commonweal.web.procedures.phases import phase_of
from commonweal.web.procedures.shortlisting import require_before_ballot
from commonweal.web.procedures.stating import keep_statement
from commonweal.web.procedures.tickets import require_own_body
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import proposed


def offer_to_join(
    round_id: str, proposal_id: str, organisation: str, does: str, *, at: datetime, actors: Actors
) -> Entry:
    """Answer "who could do this with us": a body says what it would do. Nothing is agreed by it.

    It joins when the proposal is changed to name it as a partner with its share.

    Args:
        round_id: the round.
        proposal_id: the proposal.
        organisation: the body that offers.
        does: what it would do, in words.
        at: when.
        actors: who.

    Returns:
        The entry ``statement_added``, of an offer to join.

    Raises:
        NotAllowed: where the role may not.
        NotYourBody: where an organisation's member acts for another organisation.
        InterestDeclared: where whoever writes it down for a body declared an interest in it, or in the proposal.
        NotNow: where the round stands elsewhere, or the ballot was published.
        StatementFaults: where nothing is said, or no body is named.
        UnknownName: where the round has no such proposal.
    """
    with one_act():
        check_right("offer_to_join", actors, phase=phase_of(round_id, at), subject=round_id)
        require_before_ballot("offer_to_join", round_id)
        if actors.role != "organisation member":
            # A body's own member speaks for it openly; whoever writes down for a body has no part in either side.
            told = proposed.proposal(round_id, proposal_id)
            check_interests("offer_to_join", actors, (*told.touches, organisation))
        require_own_body(organisation, actors)
        return keep_statement(round_id, proposal_id, Statement(OFFER, does, organisation), at, actors)
