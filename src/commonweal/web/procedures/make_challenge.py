"""Challenging a result: anybody may."""

from datetime import datetime

from commonweal.errors import Fault
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of, today
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, read


def make_challenge(round_id: str, *, grounds: str, at: datetime, actors: Actors) -> Entry:
    """Challenge the result of a round while it is provisional.

    Args:
        round_id: the round.
        grounds: what is thought to be wrong, in the challenger's own words: personal, published once it is answered.
        at: when.
        actors: anybody, as "resident".

    Returns:
        The entry ``challenge_made``.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the result is not provisional, or the challenge window has ended.
    """
    with one_act():
        require_challengeable(round_id, at, actors)
        number = 1 + len(read.challenges(round_id))
        payload = {"round": round_id, "challenge": f"{round_id}-c{number}", "entry": read.count_of(round_id).entry}
        return keep.keep_entry(draft("challenge_made", at, actors, payload, {"grounds": grounds}))


def require_challengeable(round_id: str, at: datetime, actors: Actors) -> None:
    """Let a challenge through where there is a result that can still be challenged.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the result is not provisional, or the challenge window has ended.
    """
    check_right("make_challenge", actors, phase=phase_of(round_id, at), subject=round_id)
    until = read.challenge_until(round_id)
    if until is not None and today(at) > until:
        raise not_now("make_challenge", round_id, Fault("the challenge window ended on {until}", {"until": until}))
