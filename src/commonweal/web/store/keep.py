"""From results to rows. Everything here adds; nothing changes what stands."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from django.db import connection, transaction

from commonweal.record.entries import SALT_BYTES, Draft, Entry, append
from commonweal.terms import canon
from commonweal.web.store import models, read

Salts = Callable[[int], bytes]
"""Gives so many random bytes: ``secrets.token_bytes``, or a seeded generator's ``randbytes`` for a sample."""

MANIFEST = "manifest.json"
_LOCK = 0x636F6D6D6F6E
"""The advisory lock that one writer of the record holds at a time ("common")."""


def hold_the_record() -> None:
    """Wait until nobody else adds to the record, and keep others waiting until this transaction ends.

    SQLite needs nothing: its transactions begin as writers, one after another. Without it, PostgreSQL would let two
    people read the same newest entry, and one of their acts would be lost to the unique hash before it.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def keep_entry(draft: Draft, salts: Salts = token_bytes) -> Entry:
    """Add an entry to the record, its personal fields apart.

    The record must be held (:func:`hold_the_record`).

    Raises:
        EntryRefused: as for :func:`commonweal.record.entries.append`.
    """
    entry, sealed = append(read.head(), draft, {name: salts(SALT_BYTES) for name in sorted(draft.personal)})
    row = models.EntryRow.objects.create(
        number=entry.number,
        kind=entry.kind,
        at=entry.at,
        role=entry.role,
        payload=text(entry.payload),
        commitments=text(entry.commitments),
        previous=entry.previous,
        hash=entry.hash,
    )
    models.PersonalRow.objects.bulk_create(
        models.PersonalRow(entry=row, field=part.field, salt=part.salt.hex(), text=text(part.value)) for part in sealed
    )
    return entry


def keep_folder(kind: str, name: str, files: Mapping[str, bytes]) -> models.FolderRow:
    """Keep a published folder whole."""
    folder = models.FolderRow.objects.create(kind=kind, name=name, digest=folder_hash(files))
    models.FileRow.objects.bulk_create(
        models.FileRow(folder=folder, path=path, data=data) for path, data in sorted(files.items())
    )
    return folder


def keep_place(entry: Entry, canonical: Mapping[str, Any]) -> None:
    """Keep a place as it was published by an entry."""
    models.PlaceRow.objects.create(entry_id=entry.number, digest=canon.digest(canonical), canonical=text(canonical))


def keep_profile(entry: Entry, files: Mapping[str, bytes]) -> None:
    """Keep a profile as it was published by an entry."""
    models.ProfileRow.objects.create(entry_id=entry.number, folder=keep_folder("profile", "profile", files))


def keep_poll(entry: Entry, round_id: str, canonical: Mapping[str, Any]) -> None:
    """Freeze the rules of a round."""
    models.PollRow.objects.create(entry_id=entry.number, round=round_id, canonical=text(canonical))


def keep_draft(round_id: str, canonical: Mapping[str, Any]) -> None:
    """Keep the rules of a round as they are drafted."""
    models.DraftRow.objects.update_or_create(round=round_id, defaults={"canonical": text(canonical)})


def drop_draft(round_id: str) -> None:
    """Let the draft of a round go, once its rules are published."""
    models.DraftRow.objects.filter(round=round_id).delete()


def keep_count(entry: Entry, round_id: str, name: str, files: Mapping[str, bytes]) -> None:
    """Keep a count of a round, in a folder of its own."""
    poll = models.PollRow.objects.get(round=round_id)
    folder = keep_folder("count", name, files)
    models.CountRow.objects.create(entry_id=entry.number, poll=poll, folder=folder)


def keep_undertaking(entry: Entry, round_id: str, said: Mapping[str, Any]) -> None:
    """Keep the promise that an entry made of an award; it has an ``id``."""
    models.UndertakingRow.objects.create(entry_id=entry.number, name=said["id"], round=round_id, canonical=text(said))


def keep_plan(entry: Entry, name: str, files: Mapping[str, bytes]) -> None:
    """Keep a plan that an entry adopted."""
    models.PlanRow.objects.create(entry_id=entry.number, name=name, folder=keep_folder("plan", name, files))


def erase(number: int, fields: Iterable[str]) -> None:
    """Destroy personal fields of an entry, words and salt together."""
    models.PersonalRow.objects.filter(entry_id=number, field__in=list(fields)).delete()


def scrub(*tables: str) -> None:
    """Rid the database's files of what was erased: the write-ahead log of SQLite, the dead rows of PostgreSQL.

    Erased pages of SQLite are overwritten already (``secure_delete``). Not inside a transaction.

    Args:
        tables: names of the tables that it was erased from; none for the personal fields of entries.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            # A plain VACUUM leaves the bytes of dead rows in their pages until something else needs the space.
            cursor.execute(f"VACUUM FULL {', '.join(tables or ('store_personalrow',))}")


def folder_hash(files: Mapping[str, bytes]) -> str:
    """Give the hash that stands for a folder as it is: that of the manifest in it."""
    return sha256(files[MANIFEST]).hexdigest()


def text(value: Any) -> str:
    """Give a value's canonical JSON as text."""
    return canon.encode(value).decode("utf-8")
