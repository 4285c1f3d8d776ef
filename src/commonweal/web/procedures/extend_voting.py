"""Giving voting more days, so that an outage stops nobody."""

from datetime import date, datetime

from commonweal.errors import Fault
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of, require_open_box, today
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import balloting, keep, read


def extend_voting(round_id: str, closes: date, *, reason: str, at: datetime, actors: Actors) -> Entry:
    """Let voting last until the end of a later day.

    Args:
        round_id: the round.
        closes: its new last day.
        reason: a code of the closed list of ``voting_extended``.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``voting_extended``.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where voting has not begun or was closed by two people, or the day is not later.
        EntryRefused: where the reason is not in the list.
    """
    with one_act():
        balloting.hold_the_box(alone=True)
        check_right("extend_voting", actors, phase=phase_of(round_id, at), subject=round_id)
        require_open_box("extend_voting", round_id)
        until = read.standing(round_id).closes
        if (until and closes <= until) or closes < today(at):
            fault = Fault("{day} is not later than the day it closes", {"day": closes.isoformat()})
            raise not_now("extend_voting", round_id, fault)
        payload = {"round": round_id, "closes": closes.isoformat(), "reason": reason}
        return keep.keep_entry(draft("voting_extended", at, actors, payload))
