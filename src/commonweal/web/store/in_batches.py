"""What is asked and kept of many ballots in one statement each.

Each ballot passes here, so the statements are written out and the same on both databases: Django would spend longer on
building them than the database on doing them.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

Used = tuple[str, str, str, str, str, str, str]
"""That a code was used: key (drawn), round, nullifier, channel, helper, batch of paper, day."""

_STANDING = "SELECT hash FROM store_sealedrow WHERE hash"
_CREDENTIALS = "SELECT nullifier, voided FROM store_credentialrow WHERE round = %s AND nullifier"
_LANDED = "SELECT id FROM store_castrow WHERE id"
_USED = "INSERT INTO store_castrow (id, round, nullifier, channel, helper, batch, day) VALUES "
_SEALED = "INSERT INTO store_sealedrow (hash, round, sealed) VALUES "


def standing_receipts(receipts: Sequence[str]) -> set[str]:
    """Give which of these receipts are of ballots that stand sealed."""
    return {receipt for (receipt,) in _among(_STANDING, (), receipts)}


def credentials(round_id: str, nullifiers: Sequence[str]) -> dict[str, str]:
    """Give which of these were issued for a round, each with the day it was replaced, or ""."""
    return dict(_among(_CREDENTIALS, (round_id,), nullifiers))


def landed_ids(rows: Sequence[Used]) -> set[str]:
    """Insert rows that say that codes were used, and give the keys of those that no row stood in the way of."""
    if not rows:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_USED + _values(rows) + " ON CONFLICT DO NOTHING", [cell for row in rows for cell in row])
    return {key for (key,) in _among(_LANDED, (), [row[0] for row in rows])}


def keep_sealed(rows: Sequence[tuple[str, str, bytes]]) -> None:
    """Keep sealed ballots: receipt, round and bytes of each."""
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_SEALED + _values(rows), [cell for row in rows for cell in row])


def _among(asked: str, first: tuple[str, ...], keys: Sequence[str]) -> list[tuple[Any, ...]]:
    """Ask for the rows whose last column is one of some keys."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one plan, however many keys
            cursor.execute(f"{asked} = ANY(%s)", [*first, list(keys)])
        else:
            cursor.execute(f"{asked} IN ({_marks(len(keys))})", [*first, *keys])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _values(rows: Sequence[tuple[Any, ...]]) -> str:
    return ", ".join([f"({_marks(len(rows[0]))})"] * len(rows))


def _marks(number: int) -> str:
    return ", ".join(["%s"] * number)
