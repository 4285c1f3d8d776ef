"""Changing a proposal before its feasibility is decided."""

from datetime import datetime

from commonweal.errors import Fault, TooManyChanges, UnknownName
from commonweal.proposals.review import MOVES, SUBMITTED
from commonweal.proposals.submission import Submission
from commonweal.record.entries import Entry
from commonweal.record.forms import stamp
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.procedures.proposing import put_on_record, replaced, require_whole
from commonweal.web.procedures.shortlisting import require_before_ballot
from commonweal.web.procedures.tickets import require_own, require_own_body
from commonweal.web.rights import RIGHTS, Actors, check_right, not_now
from commonweal.web.store import unread
from commonweal.web.store.proposed import StoredProposal
from commonweal.web.store.unread import Unread

MOST_CHANGES = 10
"""How often a proposal may be changed between two reviews, by whomever."""


def change_proposal(
    round_id: str, proposal_id: str, submission: Submission, *, token: str = "", at: datetime, actors: Actors
) -> Entry | None:
    """Put a changed proposal forward in place of what stood. Its review begins again; what stood can still be read.

    What somebody changes who may not publish proposals waits to be read first; until then, what stood stands.

    Args:
        round_id: the round.
        proposal_id: the proposal, in the record or still waiting to be read.
        submission: the whole of it as it is now, answers and partners too.
        token: the secret part of its private link, where its proposer acts for themselves.
        at: when.
        actors: who.

    Returns:
        The entry ``proposal_submitted``, which names the one that it replaces; None where it waits to be read.

    Raises:
        NotAllowed: where the role may not.
        NotYourBody: where an organisation's member acts for another organisation.
        NotYours: where the private link is not this proposal's.
        NotNow: where the round stands elsewhere, the ballot was published, or its feasibility was decided.
        ProposalFaults: with everything that is wrong with it.
        TooManyChanges: where it was changed as often as it may be before its next review.
        UnknownName: where the round has no such proposal.
    """
    with one_act():
        check_right("change_proposal", actors, phase=phase_of(round_id, at), subject=round_id)
        require_before_ballot("change_proposal", round_id)
        stood = replaced(round_id, proposal_id)
        waits = unread.unread_of(proposal_id)
        if stood is None and (waits is None or waits.round != round_id):
            raise UnknownName(kind="proposal", name=proposal_id, nearest="")
        body = stood.proposal.organisation if stood else waits.told.organisation if waits else ""
        require_own(proposal_id, token, actors)
        require_own_body(body, actors)
        if stood is not None and SUBMITTED not in MOVES[stood.course.state]:
            fault = Fault("it stands at: {state}", {"state": stood.course.state})
            raise not_now("change_proposal", proposal_id, fault)
        told = require_whole(round_id, submission)
        require_own_body(told.organisation, actors)
        if _changes(waits, stood) >= MOST_CHANGES:
            raise TooManyChanges(proposal=proposal_id, most=MOST_CHANGES)
        if actors.role not in RIGHTS["publish_proposal"].roles:
            unread.keep_unread(proposal_id, told, role=actors.role, at=stamp(at))
            return None
        unread.drop_unread(proposal_id)
        return put_on_record(round_id, proposal_id, told, by=actors, at=at)


def _changes(waits: Unread | None, stood: StoredProposal | None) -> int:
    """Count how often a proposal was changed since it was reviewed last, or since it was put forward."""
    sent = waits.times if waits else 0
    if stood is not None:
        reviewed = stood.course.reviews[-1].entry if stood.course.reviews else 0
        sent += sum(number > reviewed for number in stood.course.submissions)
        if reviewed:
            return sent
    return sent - 1
