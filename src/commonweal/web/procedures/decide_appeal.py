"""Deciding an appeal, by two people neither of whom made the review."""

from datetime import datetime

from commonweal.errors import ReviewRefused
from commonweal.proposals.review import require_decision, require_other
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.interests import check_interests
from commonweal.web.procedures.phases import phase_of
from commonweal.web.procedures.texts import tidy, words_faults
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, proposed, reviewers


def decide_appeal(
    round_id: str, proposal_id: str, decision: str, *, reason: str, at: datetime, actors: Actors
) -> Entry:
    """Uphold or refuse an appeal. Upheld, the proposal stands as if the review had found for it.

    Args:
        round_id: the round.
        proposal_id: the proposal.
        decision: "upheld" or "refused".
        reason: why, in words; they can be erased.
        at: when.
        actors: who: two people, neither of them the reviewer.

    Returns:
        The entry ``appeal_decided``.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where the round stands elsewhere.
        ReviewRefused: where no appeal is open, no reason is given, or one of them made the review.
        UnknownName: where the round has no such proposal.
    """
    with one_act():
        check_right("decide_appeal", actors, phase=phase_of(round_id, at), subject=round_id)
        told = proposed.proposal(round_id, proposal_id)
        check_interests("decide_appeal", actors, told.touches)
        words = tidy(reason)
        appeal = require_decision(proposal_id, told.course, decision, words)
        deciders = ((actors.role, actors.person), (actors.second, actors.second_person))
        require_other(proposal_id, reviewers.reviewer_of(appeal.review), deciders)
        faults = list(words_faults(reason=words))
        if faults:
            raise ReviewRefused(*faults, proposal=proposal_id)
        payload = {"round": round_id, "proposal": proposal_id, "entry": appeal.entry, "decision": decision}
        return keep.keep_entry(draft("appeal_decided", at, actors, payload, {"reason": words}))
