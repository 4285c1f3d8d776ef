"""Ending a role that somebody holds."""

from datetime import datetime

from commonweal.errors import Fault
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, people


def end_role(seat: str, role: str, *, reason: str, at: datetime, actors: Actors) -> Entry:
    """End a role: whoever holds it may act in it no longer.

    Args:
        seat: of whoever holds it.
        role: the role.
        reason: "resigned", "term ended" or "removed".
        at: when.
        actors: who; the holder may always resign.

    Returns:
        The entry ``person_left``.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where nobody of this seat holds the role.
    """
    if not (actors.person == seat and reason == "resigned"):
        check_right("end_role", actors)
    with one_act():
        held = people.role_of(seat, role)
        if held is None:
            raise not_now("end_role", f"{seat}, {role}", Fault("nobody of this seat holds this role"))
        payload = {"seat": seat, "appointed": role, "reason": reason}
        entry = keep.keep_entry(draft("person_left", at, actors, payload))
        people.end_role(held[0], entry)
        return entry
