"""The database of an earlier release is brought up to date: nothing that was decided moves, and the way back stands."""

import json
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run as run_program

import pytest
from django.db import connection, connections

from commonweal.errors import DatabaseAhead, DatabaseBehind
from commonweal.record.chain import faults
from commonweal.web import setup
from commonweal.web.rights import actors_of

OLD = Path(__file__).parent / "releases" / "before_accounts.zip"
HEAD = "ecc859e0c125a8f4d66902b7f8d20025612744cf06072d372a701e88b95a7e35"
"""The checkpoint that the earlier release told, of 13 entries."""
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
PAGES = ("/", "/needs/", "/decide/", "/decide/r1/", "/hand-over/", "/board/", "/record/", "/record/13/")


@pytest.fixture
def old_place(stored_place: Path) -> Iterator[Path]:
    """A place as an earlier release left it: its tables and no others, its rows and its folder."""
    from commonweal.web.opening import migrate_to
    from commonweal.web.store.archive import load_rows, read_archive

    no_tables()
    archive = read_archive(OLD)
    for name, data in archive.place.items():
        (stored_place / name).parent.mkdir(parents=True, exist_ok=True)
        (stored_place / name).write_bytes(data)
    migrate_to(archive.newest)
    load_rows(archive)
    assert not {"store_personrow", "account_emailaddress"} & set(connection.introspection.table_names())
    yield stored_place
    connections.close_all()


def no_tables() -> None:
    """Empty the database, so that not even what is no part of a backup stands there."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if sqlite:
            cursor.execute("PRAGMA foreign_keys=OFF")
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'DROP TABLE "{table}"{"" if sqlite else " CASCADE"}')
        if sqlite:
            cursor.execute("PRAGMA foreign_keys=ON")


def test_the_record_of_an_earlier_release_stands_as_it_was_and_is_worked_out_again(old_place: Path) -> None:
    from typer.testing import CliRunner

    from commonweal.cli.main import app
    from commonweal.web.reads import stored
    from commonweal.web.store.archive import read_archive
    from commonweal.web.store.condition import missing_guards

    with pytest.raises(DatabaseBehind):
        setup(old_place, read_only=True)
    setup(old_place)
    assert (len(stored.entries()), stored.entries()[-1].hash) == (13, HEAD)
    assert faults(stored.entries()) == ()
    assert missing_guards() == ()
    told = CliRunner().invoke(app, ["verify", "--live", str(old_place), "--since", f"13:{HEAD}"])
    assert (told.exit_code, "accepted" in told.output) == (0, True), told.output
    (file,) = (old_place / ".commonweal" / "backups").iterdir()
    kept, old = read_archive(file), read_archive(OLD)
    assert kept.newest == {"store": "0002_guards"}
    assert {name: kept.tables[name] for name in old.tables} == old.tables
    assert kept.place == old.place
    assert form(file) == form(OLD)


def form(backup: Path) -> dict[str, object]:
    """Give what a backup states of itself: an earlier release reads no other form than its own."""
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("backup.json"))
    return {name: value for name, value in manifest.items() if name not in {"at", "files"}}


def test_an_upgraded_place_answers_and_work_goes_on(old_place: Path) -> None:
    from django.test import Client

    from commonweal.web.procedures.lodge_checkpoint import lodge_checkpoint
    from commonweal.web.reads import stored

    setup(old_place)
    assert {page: Client().get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)
    lodge_checkpoint("Harbour library", at=NOW, actors=actors_of("lodge_checkpoint"))
    assert stored.entries()[-1].payload["head"] == HEAD
    setup(old_place)
    assert len(list((old_place / ".commonweal" / "backups").iterdir())) == 1


def test_a_backup_of_an_earlier_release_is_restored_into_this_one(stored_place: Path) -> None:
    from commonweal.web.procedures.restore_backup import restore_backup
    from commonweal.web.reads import stored
    from commonweal.web.store.condition import missing_guards

    entry = restore_backup(OLD, stored_place, replace=True, at=NOW, actors=actors_of("restore_backup"))
    assert (entry.number, entry.payload["head"]) == (14, HEAD)
    assert missing_guards() == ()
    setup(stored_place, read_only=True)
    assert faults(stored.entries()) == ()


def test_processes_that_begin_at_once_upgrade_it_once(old_place: Path) -> None:
    """As the pages and the worker of a machine do, whose services start together."""
    connections.close_all()
    program = "import sys; from pathlib import Path; from commonweal.web import setup; setup(Path(sys.argv[1]))"
    command = [sys.executable, "-c", program, str(old_place)]

    def begin(_: int) -> tuple[int, str]:
        done = run_program(command, capture_output=True, text=True, check=False, timeout=120)
        return done.returncode, done.stderr

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(begin, range(3))) == [(0, "")] * 3
    assert len(list((old_place / ".commonweal" / "backups").iterdir())) == 1
    setup(old_place, read_only=True)


def of_a_later_release() -> None:
    """Leave what a later release would have: a migration that is not known here, and a table of its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_later', '2030-01-01')"
        )
        cursor.execute("CREATE TABLE store_laterrow (words text)")


def test_tables_of_a_later_release_are_not_worked_on(stored_place: Path) -> None:
    from typer.testing import CliRunner

    from commonweal.cli.main import app

    of_a_later_release()
    for read_only in (True, False):
        with pytest.raises(DatabaseAhead, match="9999_later"):
            setup(stored_place, read_only=read_only)
    told = CliRunner().invoke(app, ["check", str(stored_place)])
    assert (told.exit_code, "later release" in told.output) == (1, True)


def test_the_way_back_leaves_nothing_of_the_later_release(old_place: Path) -> None:
    from commonweal.web.procedures.restore_backup import restore_backup
    from commonweal.web.reads import stored

    setup(old_place)
    (before,) = (old_place / ".commonweal" / "backups").iterdir()
    of_a_later_release()
    restore_backup(before, old_place, replace=True, at=NOW, actors=actors_of("restore_backup"))
    assert "store_laterrow" not in connection.introspection.table_names()
    setup(old_place, read_only=True)
    assert (len(stored.entries()), stored.entries()[12].hash) == (14, HEAD)
