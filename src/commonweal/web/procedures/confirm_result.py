"""Confirming a result when its challenge window has ended."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from commonweal.errors import Fault, NotNow
from commonweal.record.entries import Entry
from commonweal.web import background
from commonweal.web.procedures.acting import draft, one_act, published
from commonweal.web.procedures.phases import phase_of, require_day
from commonweal.web.rights import RIGHTS, Actors, check_right
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
        NotNow: where the result is not provisional, may still be challenged, or was challenged and the challenge waits
            for its answer or was upheld.
    """
    with one_act():
        check_right("confirm_result", actors, phase=phase_of(round_id, at), subject=round_id)
        count = read.count_of(round_id)
        until = read.entry(count.entry).payload["challenge_until"]
        held = "opens" in read.rules_of(round_id)
        first = date.fromisoformat(until) + timedelta(days=1 if held else 0)
        require_day("confirm_result", round_id, first, at)
        faults = tuple(_in_the_way(round_id, count.entry))
        if faults:
            raise NotNow(*faults, act=RIGHTS["confirm_result"].act, subject=round_id)
        payload = {"round": round_id, **published(f"counts/{count.name}", count.files)}
        background.tidy_soon()
        return keep.keep_entry(draft("result_confirmed", at, actors, payload))


def _in_the_way(round_id: str, count: int) -> Iterator[Fault]:
    """Find challenges that wait for an answer, and those to this very count that were upheld."""
    made = [one.payload for one in read.entries_of("challenge_made") if one.payload["round"] == round_id]
    answered = read.challenges(round_id)
    for one in made:
        number = answered[one["challenge"]]
        if number is None:
            yield Fault("it waits for an answer", field=one["challenge"])
        elif one["entry"] == count and read.entry(number).payload["answer"] == "upheld":
            yield Fault("it was upheld: the result is to be set aside and counted again", field=one["challenge"])
