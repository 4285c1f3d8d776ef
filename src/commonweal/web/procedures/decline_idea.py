"""Declining an idea or a proposal that came in: a reason of the list, and never its words."""

from datetime import datetime

from commonweal.proposals.declining import require_reason
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, proposed, reviewers, unread


def decline_idea(round_id: str, idea_id: str, reason: str, *, at: datetime, actors: Actors) -> Entry:
    """Decline an idea, or a proposal or a change of one, that was read.

    Its words stay where nobody else reads them, until whoever sent it destroys them. Whoever sent it sees the reason
    behind their private link; it can be sent anew, and somebody other than whoever declined it can still publish it.

    Args:
        round_id: the round.
        idea_id: the idea, or the proposal as it waits.
        reason: a code of :data:`commonweal.proposals.declining.DECLINED`.
        at: when.
        actors: who read it.

    Returns:
        The entry ``idea_declined``: the idea's number and the reason, and nothing of what it says.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the round stands elsewhere.
        DeclineFaults: where there is no such reason.
        UnknownName: where no such idea or proposal waits.
    """
    with one_act():
        check_right("decline_idea", actors, phase=phase_of(round_id, at), subject=round_id)
        is_proposal = any(one.name == idea_id for one in unread.unread(round_id))
        if not is_proposal:
            proposed.waiting_idea(round_id, idea_id)
        require_reason(idea_id, reason)
        payload = {"round": round_id, "idea": idea_id, "reason": reason}
        entry = keep.keep_entry(draft("idea_declined", at, actors, payload))
        reviewers.keep_reviewer(entry, actors.person)
        if is_proposal:
            unread.unread_was_declined(idea_id, entry)
        return entry
