"""Setting a result aside, so that the ballots are counted anew."""

from datetime import datetime

from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.interests import check_interests, voted_on
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, read


def set_aside_result(round_id: str, *, reason: str, at: datetime, actors: Actors) -> Entry:
    """Set a provisional result aside; it stays to be read, and a new count has its own entry and folder.

    Args:
        round_id: the round.
        reason: a code of the kind ``result_set_aside``.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``result_set_aside``.

    Raises:
        NotAllowed: where the roles may not.
        InterestDeclared: where either declared an interest in anything on the ballot, or in a body behind it.
        NotNow: where there is no provisional result.
    """
    with one_act():
        check_right("set_aside_result", actors, phase=phase_of(round_id, at), subject=round_id)
        check_interests("set_aside_result", actors, voted_on(round_id))
        count = read.count_of(round_id)
        payload = {"round": round_id, "entry": count.entry, "reason": reason}
        return keep.keep_entry(draft("result_set_aside", at, actors, payload))
