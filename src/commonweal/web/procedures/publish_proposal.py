"""Publishing a proposal that was put forward or changed, once a person has read it."""

from datetime import datetime
from secrets import token_bytes

from commonweal.errors import Fault
from commonweal.proposals.declining import require_other_reader
from commonweal.proposals.review import MOVES, SUBMITTED
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.phases import phase_of, today
from commonweal.web.procedures.proposing import put_on_record, replaced
from commonweal.web.procedures.shortlisting import require_before_ballot
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, reviewers, unread


def publish_proposal(
    round_id: str, name: str, *, at: datetime, actors: Actors, salts: keep.Salts = token_bytes
) -> Entry:
    """Publish a proposal, or a change of one, as it was sent. From then on it can be reviewed.

    Args:
        round_id: the round.
        name: what waits, or was declined by somebody else. A person has read it: nothing in it is about anybody's
            safety, and it names nobody who did not ask for it.
        at: when.
        actors: who has read it.
        salts: where the salt of its words comes from.

    Returns:
        The entry ``proposal_submitted``: the role of whoever sent it, the reader's as its second, and the day it came.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the round stands elsewhere, the ballot was published, or what it changes can no longer be changed.
        DeclineFaults: where it was declined by the same person.
        UnknownName: where no such proposal waits or was declined.
    """
    with one_act():
        check_right("publish_proposal", actors, phase=phase_of(round_id, at), subject=round_id)
        require_before_ballot("publish_proposal", round_id)
        found = unread.to_read(round_id, name)
        if found.declined is not None:
            require_other_reader(name, reviewers.reviewer_of(found.declined.number), (actors.role, actors.person))
        stood = replaced(round_id, name)
        if stood is not None and SUBMITTED not in MOVES[stood.course.state]:
            raise not_now("publish_proposal", name, Fault("it stands at: {state}", {"state": stood.course.state}))
        by = Actors(found.role, actors.role if actors.role != found.role else "")
        sent = today(datetime.fromisoformat(found.at))
        unread.drop_unread(name)
        return put_on_record(round_id, name, found.told, by=by, at=at, salts=salts, sent=sent)
