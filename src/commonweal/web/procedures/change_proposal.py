"""Changing a proposal before its feasibility is decided."""

from datetime import datetime

from commonweal.errors import Fault
from commonweal.proposals.review import MOVES, SUBMITTED
from commonweal.proposals.submission import Submission
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.procedures.proposing import payload_of, require_whole
from commonweal.web.procedures.shortlisting import require_before_ballot
from commonweal.web.procedures.tickets import require_own, require_own_body
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, proposed


def change_proposal(
    round_id: str, proposal_id: str, submission: Submission, *, token: str = "", at: datetime, actors: Actors
) -> Entry:
    """Put a changed proposal forward in place of what stood. Its review begins again; what stood can still be read.

    Args:
        round_id: the round.
        proposal_id: the proposal.
        submission: the whole of it as it is now, answers and partners too.
        token: the secret part of its private link, where its proposer acts for themselves.
        at: when.
        actors: who.

    Returns:
        The entry ``proposal_submitted``, which names the one that it replaces.

    Raises:
        NotAllowed: where the role may not.
        NotYourBody: where an organisation's member acts for another organisation.
        NotYours: where the private link is not this proposal's.
        NotNow: where the round stands elsewhere, the ballot was published, or its feasibility was decided.
        ProposalFaults: with everything that is wrong with it.
        UnknownName: where the round has no such proposal.
    """
    with one_act():
        check_right("change_proposal", actors, phase=phase_of(round_id, at), subject=round_id)
        require_before_ballot("change_proposal", round_id)
        stood = proposed.proposal(round_id, proposal_id)
        require_own(proposal_id, token, actors)
        require_own_body(stood.proposal.organisation, actors)
        if SUBMITTED not in MOVES[stood.course.state]:
            fault = Fault("it stands at: {state}", {"state": stood.course.state})
            raise not_now("change_proposal", proposal_id, fault)
        told = require_whole(round_id, submission)
        require_own_body(told.organisation, actors)
        payload = payload_of(round_id, proposal_id, told, stood.helper)
        payload["entry"] = stood.course.submissions[-1]
        entry = keep.keep_entry(draft("proposal_submitted", at, actors, payload, {"words": told.words}))
        proposed.keep_details(proposal_id, told.organisation, told.answers, told.partners)
        return entry
