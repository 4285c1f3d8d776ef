"""What is decided can be neither changed nor lost, whichever way the database is asked."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

ENTRY = {
    "number": 1,
    "kind": "site_published",
    "at": "2026-11-21T12:00:00Z",
    "role": "steward",
    "payload": "{}",
    "commitments": "{}",
    "previous": "0" * 64,
    "hash": "a" * 64,
}


def one_of_each() -> None:
    """Keep one row in every table."""
    from commonweal.web.store import models

    entry = models.EntryRow.objects.create(**ENTRY)
    folder = models.FolderRow.objects.create(kind="count", name="r", digest="b" * 64)
    models.FileRow.objects.create(folder=folder, path="result.json", data=b"{}")
    models.PersonalRow.objects.create(entry=entry, field="reason", salt="00", text="words")
    models.PlaceRow.objects.create(entry=entry, digest="c" * 64, canonical="{}")
    models.ProfileRow.objects.create(entry=entry, folder=folder)
    poll = models.PollRow.objects.create(entry=entry, round="r", canonical="{}")
    models.CountRow.objects.create(entry=entry, poll=poll, folder=folder)
    models.UndertakingRow.objects.create(entry=entry, name="u", round="r", canonical="{}")
    models.PlanRow.objects.create(entry=entry, name="p", folder=folder)
    models.KeyRow.objects.create(round="r", public="d" * 64)
    models.RoundSecretRow.objects.create(round="r", round_key=b"k")
    models.RegisterRow.objects.create(round="r", number=1, name="n", address="a", area="")
    models.SealedRow.objects.create(hash="e" * 64, round="r", sealed=b"s")
    models.CastRow.objects.create(id="1", round="r", nullifier="f" * 64, channel="online", helper="", batch="", day="")
    models.ReceiptListRow.objects.create(entry=entry, round="r", receipts="")
    models.OpenedRow.objects.create(entry=entry, round="r", canonical="{}", voters=1)
    models.ReviewerRow.objects.create(entry=entry, person="p-1")
    models.FundRow.objects.create(entry=entry, fund="f", canonical="{}")


def refused(statement: str) -> bool:
    """Say whether the database refuses a statement because the record is only added to."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as bad:
        return "only added to" in str(bad)
    return False


def standing() -> set[str]:
    """Name the triggers that stand."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def test_every_guard_stands_after_all_migrations(stored_place: Path) -> None:
    from commonweal.web.store.guards import names

    assert standing() == names(connection.vendor)


def test_every_table_is_guarded_or_named_as_working_state(stored_place: Path) -> None:
    from commonweal.web.store.guards import ERASABLE, GUARDED, WORKING

    tables = {name for name in connection.introspection.table_names() if name.startswith("store_")}
    assert tables == set(GUARDED) | set(ERASABLE) | WORKING


def test_update_is_refused_on_every_table(stored_place: Path) -> None:
    from commonweal.web.store.guards import ERASABLE, GUARDED

    one_of_each()
    for table, keys in {**GUARDED, **ERASABLE}.items():
        column = keys[-1][-1] if keys else "day"
        assert refused(f"UPDATE {table} SET {column} = {column}"), table


def test_delete_is_refused_on_every_guarded_table(stored_place: Path) -> None:
    from commonweal.web.store.guards import GUARDED

    one_of_each()
    for table in GUARDED:
        assert refused(f"DELETE FROM {table}"), table


def test_personal_words_may_be_erased(stored_place: Path) -> None:
    from commonweal.web.store.models import PersonalRow

    one_of_each()
    PersonalRow.objects.all().delete()
    assert not PersonalRow.objects.exists()


def test_replace_is_refused_on_sqlite(place_on_sqlite: Path) -> None:
    from commonweal.web.store.guards import GUARDED

    one_of_each()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
    for table in GUARDED:
        assert refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"), table
    assert refused(
        "INSERT OR REPLACE INTO store_entryrow SELECT 2, kind, at, role, payload, commitments, previous, hash "
        "FROM store_entryrow"
    )


@pytest.mark.postgres
def test_truncate_is_refused_on_postgresql(place_on_postgres: Path) -> None:
    from commonweal.web.store.guards import GUARDED

    one_of_each()
    for table in GUARDED:
        assert refused(f"TRUNCATE {table} CASCADE"), table


@pytest.mark.parametrize("column", ["previous", "hash", "number"])
def test_two_entries_cannot_share_a_place_in_the_chain(stored_place: Path, column: str) -> None:
    from commonweal.web.store.models import EntryRow

    EntryRow.objects.create(**ENTRY)
    second = {**ENTRY, "number": 2, "previous": "a" * 64, "hash": "d" * 64, column: ENTRY[column]}
    with pytest.raises(DatabaseError), transaction.atomic():
        EntryRow.objects.create(**second)
