"""Reviewing a proposal: first whether it is within the rules, then whether it can be done."""

from datetime import datetime

from commonweal.errors import Fault, ReviewRefused
from commonweal.proposals.reasons import AGAINST
from commonweal.proposals.review import Found, appeal_until, require_review
from commonweal.proposals.statements import MARKS
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.interests import check_interests
from commonweal.web.procedures.phases import phase_of, today
from commonweal.web.procedures.shortlisting import require_before_ballot
from commonweal.web.procedures.texts import tidy, words_faults
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, proposed, read, reviewers, unread

APPEAL_DAYS = 14
"""How many days a review may be appealed where the round's rules say nothing."""


def review_proposal(round_id: str, proposal_id: str, found: Found, *, at: datetime, actors: Actors) -> Entry:
    """Record what a review found, with its reason, the reviewer's role, and the day until which it may be appealed.

    Args:
        round_id: the round.
        proposal_id: the proposal.
        found: the check, the finding, its code, the reason in words, and boxes that the reviewer ticks.
        at: when.
        actors: who.

    Returns:
        The entry ``proposal_reviewed``.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the round stands elsewhere, the ballot was published, or a change of it waits to be read.
        ReviewRefused: where it says too little or comes out of turn.
        UnknownName: where the round has no such proposal.
    """
    with one_act():
        check_right("review_proposal", actors, phase=phase_of(round_id, at), subject=round_id)
        require_before_ballot("review_proposal", round_id)
        told = proposed.proposal(round_id, proposal_id)
        if (waits := unread.unread_of(proposal_id)) is not None and waits.declined is None:
            raise not_now("review_proposal", proposal_id, Fault("a change of it waits to be read first"))
        check_interests("review_proposal", actors, told.touches)
        require_review(proposal_id, told.course, found)
        words = tidy(found.words)
        faults = list(words_faults(reason=words))
        faults.extend(
            Fault("there is no box {mark}", {"mark": one}, field="marks") for one in {*found.marks} - {*MARKS}
        )
        if faults:
            raise ReviewRefused(*faults, proposal=proposal_id)
        payload: dict[str, object] = {
            "round": round_id,
            "proposal": proposal_id,
            "check": found.check,
            "finding": found.finding,
            "entry": told.course.submissions[-1],
            **({"code": found.code} if found.code else {}),
            **({"marks": list(found.marks)} if found.marks else {}),
        }
        if found.finding in AGAINST:
            days = read.rules_of(round_id).get("appeal_days", APPEAL_DAYS)
            payload["appeal_until"] = appeal_until(today(at), days).isoformat()
        entry = keep.keep_entry(draft("proposal_reviewed", at, actors, payload, {"reason": words} if words else {}))
        reviewers.keep_reviewer(entry, actors.person)
        return entry
