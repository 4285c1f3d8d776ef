"""Erasing the account of somebody who holds no role any more, because they ask for it."""

from datetime import datetime

from commonweal.errors import Fault
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import today
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import accounts, keep, read

_TABLES = ("store_personalrow", *accounts.SHREDDED)


def erase_account(seat: str, *, at: datetime, actors: Actors) -> tuple[Entry, ...]:
    """Destroy what an account says of a person, and their name beside each appointment; every entry and hash stays.

    Without anybody asking, the account goes when its clock has run out
    (:func:`commonweal.web.procedures.apply_retention.apply_retention`); the name beside the record stays then, as the
    record tells who held which office.

    Args:
        seat: whose account.
        at: when.
        actors: who.

    Returns:
        The entries ``content_erased``, one for each appointment that still had a name.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where nobody of this seat has an account, or they hold a role: it is ended first.
    """
    check_right("erase_account", actors)
    with one_act():
        found = [one for one in accounts.former(today, today(at)) if one.seat == seat]
        if not found:
            fault = Fault("nobody of this seat has an account without a role; a role is ended first")
            raise not_now("erase_account", seat, fault)
        gone = tuple(_nameless(number, at, actors) for number in _named(seat))
        accounts.erase(found[0].id)
    keep.scrub(*_TABLES)
    return gone


def _named(seat: str) -> tuple[int, ...]:
    """Give the entries that appoint a seat and still have a name beside them."""
    appointed = {one.number for one in read.entries_of("person_appointed") if one.payload["seat"] == seat}
    return tuple(part.entry for part in read.personal() if part.entry in appointed and part.field == "name")


def _nameless(number: int, at: datetime, actors: Actors) -> Entry:
    payload = {"entry": number, "fields": ["name"], "reason": "asked by the person"}
    entry = keep.keep_entry(draft("content_erased", at, actors, payload))
    keep.erase(number, ["name"])
    return entry
