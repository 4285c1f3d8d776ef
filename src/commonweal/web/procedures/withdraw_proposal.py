"""Withdrawing a proposal, which anybody may do without blame."""

from datetime import datetime

from commonweal.errors import Fault, ReviewRefused
from commonweal.proposals.review import MOVES, WITHDRAWN
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.procedures.texts import tidy, words_faults
from commonweal.web.procedures.tickets import require_own, require_own_body
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, proposed, read, unread


def withdraw_proposal(
    round_id: str, proposal_id: str, *, reason: str = "", token: str = "", at: datetime, actors: Actors
) -> Entry:
    """Withdraw a proposal. No reason is asked for; whoever wishes may give one, and it can be erased.

    Args:
        round_id: the round.
        proposal_id: the proposal.
        reason: why, in words, or "".
        token: the secret part of its private link, where its proposer acts for themselves.
        at: when.
        actors: who.

    Returns:
        The entry ``proposal_withdrawn``, which says whether it was before the ballot or before the close.

    Raises:
        NotAllowed: where the role may not.
        NotYourBody: where an organisation's member acts for another organisation.
        NotYours: where the private link is not this proposal's.
        NotNow: where the round stands elsewhere, or it was withdrawn before.
        ReviewRefused: where the reason holds characters that do not show.
        UnknownName: where the round has no such proposal.
    """
    with one_act():
        check_right("withdraw_proposal", actors, phase=phase_of(round_id, at), subject=round_id)
        told = proposed.proposal(round_id, proposal_id)
        require_own(proposal_id, token, actors)
        require_own_body(told.proposal.organisation, actors)
        if WITHDRAWN not in MOVES[told.course.state]:
            raise not_now(
                "withdraw_proposal", proposal_id, Fault("it stands at: {state}", {"state": told.course.state})
            )
        words = tidy(reason)
        faults = list(words_faults(reason=words))
        if faults:
            raise ReviewRefused(*faults, proposal=proposal_id)
        before = "the ballot" if read.standing(round_id).ballot is None else "the close"
        unread.drop_unread(proposal_id)
        payload = {"round": round_id, "proposal": proposal_id, "before": before}
        return keep.keep_entry(draft("proposal_withdrawn", at, actors, payload, {"reason": words} if words else {}))
