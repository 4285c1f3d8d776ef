"""Erasing a person's words, while every hash stays valid."""

from collections.abc import Sequence
from datetime import datetime

from commonweal.record.entries import Entry
from commonweal.record.redaction import erase
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, read


def erase_content(number: int, fields: Sequence[str], *, reason: str, at: datetime, actors: Actors) -> Entry:
    """Destroy personal fields of an entry, words and salt together; the entry and its hash stay.

    Args:
        number: the entry.
        fields: names of its personal fields.
        reason: a code of the closed list of ``content_erased``.
        at: when.
        actors: who.

    Returns:
        The entry ``content_erased``.

    Raises:
        NotAllowed: where the role may not.
        EntryRefused: where there is no such entry or field, or the reason is not in the list.
    """
    check_right("erase_content", actors)
    payload = {"entry": number, "fields": list(fields), "reason": reason}
    with one_act():
        wanted = draft("content_erased", at, actors, payload)
        _, gone, _ = erase(read.entries(), wanted, read.personal(number))
        entry = keep.keep_entry(wanted)
        keep.erase(number, [part.field for part in gone])
    keep.scrub()
    return entry
