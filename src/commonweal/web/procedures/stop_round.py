"""Ending a round without a result."""

from datetime import datetime

from commonweal.record.entries import Entry
from commonweal.web import background
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep


def stop_round(round_id: str, *, reason: str, at: datetime, actors: Actors) -> Entry:
    """End a round that cannot go on; what was recorded of it stays.

    Args:
        round_id: the round.
        reason: a code of the kind ``round_stopped``.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``round_stopped``.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where it has no rules yet, or has a result: a result is set aside instead.
    """
    with one_act():
        check_right("stop_round", actors, phase=phase_of(round_id, at), subject=round_id)
        background.tidy_soon()
        return keep.keep_entry(draft("round_stopped", at, actors, {"round": round_id, "reason": reason}))
