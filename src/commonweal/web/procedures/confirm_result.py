"""Confirming a result when its challenge window has ended."""

from datetime import date, datetime

from commonweal.errors import Fault
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act, published
from commonweal.web.procedures.phases import phase_of, require_day
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, read


def confirm_result(round_id: str, *, at: datetime, actors: Actors) -> Entry:
    """Confirm the result of a round: it stands from now on.

    Args:
        round_id: the round.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``result_confirmed``, which names the same folder and hash as the provisional result.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where the result is not provisional, or may still be challenged.
    """
    with one_act():
        check_right("confirm_result", actors, phase=phase_of(round_id, at), subject=round_id)
        count = read.count_of(round_id)
        until = read.entry(count.entry).payload["challenge_until"]
        require_day("confirm_result", round_id, date.fromisoformat(until), at)
        if None in read.challenges(round_id).values():
            raise not_now("confirm_result", round_id, Fault("a challenge to it waits for an answer"))
        payload = {"round": round_id, **published(f"counts/{count.name}", count.files)}
        return keep.keep_entry(draft("result_confirmed", at, actors, payload))
