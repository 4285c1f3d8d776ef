"""Switching a floor on again."""

from datetime import datetime

from commonweal.errors import Fault
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import funds, keep


def switch_floor_on(floor: str, *, entry: int | None = None, at: datetime, actors: Actors) -> Entry:
    """Let a floor hold again.

    Args:
        floor: its name.
        entry: number of the entry that switched it off, or None for every one that did.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``floor_switched_on``.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where the floor was not switched off, or not by that entry.
    """
    check_right("switch_floor_on", actors)
    with one_act():
        off = [one for one in funds.switches() if one.payload["floor"] == floor]
        if not [one for one in off if entry in {None, one.number}]:
            raise not_now("switch_floor_on", floor, Fault("it was not switched off"))
        payload = {"floor": floor, **({"entry": entry} if entry is not None else {})}
        return keep.keep_entry(draft("floor_switched_on", at, actors, payload))
