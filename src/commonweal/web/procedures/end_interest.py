"""Recording that a declared interest ended."""

from datetime import datetime

from commonweal.errors import Fault, NotOnRecord, nearest
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.declare_interest import require_own
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import boards, keep


def end_interest(interest: str, *, at: datetime, actors: Actors) -> Entry:
    """Record that an interest ended; that it was declared stays in the record.

    Args:
        interest: the interest.
        at: when.
        actors: who: whose interest it is, or the board secretary.

    Returns:
        The entry ``interest_ended``.

    Raises:
        NotAllowed: where the role may not, or it is somebody else's interest.
        NotOnRecord: where no such interest was declared.
        NotNow: where it ended before.
    """
    check_right("end_interest", actors)
    with one_act():
        found = boards.interest(interest)
        if found is None:
            known = [one.id for one in boards.interests()]
            raise NotOnRecord(thing="interest", name=interest, nearest=nearest(interest, known))
        require_own("end_interest", found.seat, actors)
        if found.ended:
            raise not_now("end_interest", interest, Fault("it ended before"))
        return keep.keep_entry(draft("interest_ended", at, actors, {"interest": interest}))
