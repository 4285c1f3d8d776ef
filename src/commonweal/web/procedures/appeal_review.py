"""Appealing against a review."""

from datetime import datetime

from commonweal.errors import ReviewRefused
from commonweal.proposals.review import require_appeal
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of, today
from commonweal.web.procedures.texts import tidy, words_faults
from commonweal.web.procedures.tickets import require_own, require_own_body
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, proposed


def appeal_review(
    round_id: str, proposal_id: str, grounds: str, *, token: str = "", at: datetime, actors: Actors
) -> Entry:
    """Ask for a review to be looked at by somebody else. Nothing is held against whoever asks.

    Args:
        round_id: the round.
        proposal_id: the proposal.
        grounds: why, in words; they can be erased.
        token: the secret part of its private link, where its proposer acts for themselves.
        at: when.
        actors: who.

    Returns:
        The entry ``appeal_made``.

    Raises:
        NotAllowed: where the role may not.
        NotYourBody: where an organisation's member acts for another organisation.
        NotYours: where the private link is not this proposal's.
        NotNow: where the round stands elsewhere.
        ReviewRefused: where no finding against it stands, its window has ended, or it was appealed before.
        UnknownName: where the round has no such proposal.
    """
    with one_act():
        check_right("appeal_review", actors, phase=phase_of(round_id, at), subject=round_id)
        told = proposed.proposal(round_id, proposal_id)
        require_own(proposal_id, token, actors)
        require_own_body(told.proposal.organisation, actors)
        words = tidy(grounds)
        review = require_appeal(proposal_id, told.course, words, today(at))
        faults = list(words_faults(grounds=words))
        if faults:
            raise ReviewRefused(*faults, proposal=proposal_id)
        payload = {"round": round_id, "proposal": proposal_id, "entry": review.entry}
        return keep.keep_entry(draft("appeal_made", at, actors, payload, {"grounds": words}))
