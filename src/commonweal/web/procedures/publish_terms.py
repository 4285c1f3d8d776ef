"""Publishing the terms of reference of the board."""

from datetime import date, datetime
from secrets import token_bytes

from commonweal.errors import Fault
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, read


def publish_terms(
    board: str, words: str, *, holds_from: date, at: datetime, actors: Actors, salts: keep.Salts = token_bytes
) -> Entry:
    """Publish the terms of reference of the board; those before them stay in the record.

    Args:
        board: the board's name.
        words: the terms in full.
        holds_from: the day from which they hold.
        at: when.
        actors: who.
        salts: where the salt of the words comes from.

    Returns:
        The entry ``terms_published``, with the number of this version: 1 for the first.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the terms are empty.
    """
    check_right("publish_terms", actors)
    if not words.strip():
        raise not_now("publish_terms", board, Fault("the terms are empty"))
    with one_act():
        version = len(read.entries_of("terms_published")) + 1
        payload = {"board": board, "version": version, "from": holds_from.isoformat()}
        return keep.keep_entry(draft("terms_published", at, actors, payload, {"text": words}), salts)
