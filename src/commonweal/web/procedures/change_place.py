"""Changing what a place says about itself."""

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


def change_place(place: Mapping[str, Any], *, at: datetime, actors: Actors) -> Entry:
    """Publish what a place now says about itself; what it said before stays in the record.

    Args:
        place: as for :func:`commonweal.web.procedures.open_place.open_place`.
        at: when.
        actors: who.

    Returns:
        The entry ``place_changed``.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the record has not begun, or nothing changed.
    """
    check_right("change_place", actors)
    digest = canon.digest(place)
    with one_act():
        if read.place_digest() in {"", digest}:
            fault = Fault("nothing changed") if read.place_digest() else Fault("its record has not begun")
            raise not_now("change_place", place["name"], fault)
        entry = keep.keep_entry(draft("place_changed", at, actors, {"settings": digest, **zone_told(place)}))
        keep.keep_place(entry, place)
        return entry
