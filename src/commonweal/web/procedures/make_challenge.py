"""Challenging a result: anybody may."""

from datetime import datetime

from commonweal.errors import Fault
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of, today
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, proposed, read


def make_challenge(round_id: str, *, grounds: str, at: datetime, actors: Actors) -> Entry:
    """Challenge the result of a round while it is provisional.

    The same words again, while they wait for an answer, are the same challenge, sent twice or by somebody else too.

    Args:
        round_id: the round.
        grounds: what is thought to be wrong, in the challenger's own words: personal, published once it is answered.
        at: when.
        actors: anybody, as "resident".

    Returns:
        The entry ``challenge_made``: the one that says the same, where one that waits does.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the result is not provisional, or the challenge window has ended.
    """
    with one_act():
        require_challengeable(round_id, at, actors)
        same = _said_before(round_id, grounds)
        if same is not None:
            return same
        number = 1 + len(read.challenges(round_id))
        payload = {"round": round_id, "challenge": f"{round_id}-c{number}", "entry": read.count_of(round_id).entry}
        return keep.keep_entry(draft("challenge_made", at, actors, payload, {"grounds": grounds}))


def _said_before(round_id: str, grounds: str) -> Entry | None:
    """Give the challenge that says the same and waits for an answer, or None."""
    waiting = {name for name, answered in read.challenges(round_id).items() if answered is None}
    made = [one for one in read.entries_of("challenge_made") if one.payload["challenge"] in waiting]
    words = proposed.words_of(one.number for one in made)
    said = {_folded(words.get((one.number, "grounds"), "")): one for one in reversed(made)}
    return said.get(_folded(grounds))


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


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
