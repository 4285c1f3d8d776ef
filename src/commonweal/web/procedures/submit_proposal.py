"""Putting a costed proposal forward."""

from datetime import datetime
from secrets import token_bytes

from commonweal.proposals.submission import Submission
from commonweal.record.forms import stamp
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.procedures.proposing import put_on_record, require_whole
from commonweal.web.procedures.shortlisting import require_before_ballot
from commonweal.web.procedures.texts import tidy
from commonweal.web.procedures.tickets import Ticket, digest, new_name, new_token, require_own_body
from commonweal.web.rights import RIGHTS, Actors, check_right
from commonweal.web.store import keep, proposed, unread


def submit_proposal(
    round_id: str,
    submission: Submission,
    *,
    contact: str = "",
    at: datetime,
    actors: Actors,
    random: keep.Salts = token_bytes,
) -> Ticket:
    """Put a proposal forward, from a published idea or anew. It is public once a person has read it; its answers never.

    What somebody writes down who may publish proposals, they have read: it is published at once. Everything else waits.

    Args:
        round_id: the round.
        submission: the proposal with its answers and partners.
        contact: how to reach whoever put it forward; never published.
        at: when.
        actors: who. Whoever acts for somebody else is named by role.
        random: where its private link and the salt of its words come from.

    Returns:
        Its identifier (while it waits one of its own, and then the project's on the ballot), and the private link with
        which it is followed up.

    Raises:
        NotAllowed: where the role may not.
        NotYourBody: where an organisation's member acts for another organisation.
        NotNow: where neither ideas nor reviews are open, or the ballot was published.
        ProposalFaults: with everything that is wrong with it.
    """
    with one_act():
        check_right("submit_proposal", actors, phase=phase_of(round_id, at), subject=round_id)
        require_before_ballot("submit_proposal", round_id)
        told = require_whole(round_id, submission)
        require_own_body(told.organisation, actors)
        ticket = Ticket(new_name("w", random), new_token(random))
        proposed.keep_proposal(ticket.id, round_id, contact=tidy(contact), token=digest(ticket.token))
        if actors.role not in RIGHTS["publish_proposal"].roles:
            unread.keep_unread(ticket.id, told, role=actors.role, at=stamp(at))
            return ticket
        entry = put_on_record(round_id, ticket.id, told, by=actors, at=at, salts=random)
        return Ticket(str(entry.payload["proposal"]), ticket.token)
