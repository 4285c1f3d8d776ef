"""Beginning the record of a place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from commonweal.errors import Fault
from commonweal.record.entries import Entry
from commonweal.terms import canon
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, read
from commonweal.web.timetable import zone_told


def open_place(place: Mapping[str, Any], *, at: datetime, actors: Actors) -> Entry:
    """Begin the record of a place.

    Args:
        place: what the place says about itself, as canonical JSON holds it, its ``name``,
            ``board`` and ``accountable_body`` among it.
        at: when.
        actors: who.

    Returns:
        The entry ``place_opened``.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the record has begun already.
        EntryRefused: where a name is no single line of at most 200 characters.
    """
    check_right("open_place", actors)
    with one_act():
        if read.place_digest():
            raise not_now("open_place", place["name"], Fault("its record has begun already"))
        payload = {
            "place": place["name"],
            "board": place["board"],
            "accountable_body": place["accountable_body"],
            "settings": canon.digest(place),
            **zone_told(place),
        }
        entry = keep.keep_entry(draft("place_opened", at, actors, payload))
        keep.keep_place(entry, place)
        return entry
