"""Opening the database of a place: pointing Django at it, keeping a key beside it, bringing its tables up to date."""

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from commonweal.errors import DatabaseAhead, DatabaseBehind, DatabaseFailed, Fault, FileMissing
from commonweal.web import environment
from commonweal.web.file_lock import only_one

_OURS = "store"
"""The app whose tables are our own."""


def open_place_database(place_folder: Path | None, *, read_only: bool) -> Path:
    """Do what :func:`commonweal.web.setup` says.

    Raises:
        DatabaseAhead: where its tables are of a later release.
        DatabaseFailed: where the database does not answer or cannot be written.
    """
    place = place_folder.resolve() if place_folder else environment.place_folder()
    try:
        _open(place, read_only=read_only)
    except (DatabaseError, ImproperlyConfigured, OSError) as bad:
        reason = str(bad).strip().splitlines() or [type(bad).__name__]
        raise DatabaseFailed(Fault("{reason}", {"reason": reason[0]})) from bad
    return place


def _open(place: Path, *, read_only: bool) -> None:
    database = environment.database(place)
    if read_only:
        if not os.environ.get("DATABASE_URL"):
            database = _to_read_only(environment.database_file(place))
        begin(place, database)
        _refuse_if_behind()
    else:
        prepare_folder(place)
        begin(place, database)
        bring_up_to_date(place)


def open_as_it_is(place_folder: Path) -> Path:
    """Point this process at the database of a place, whatever is there, and make nothing: for a restore."""
    place = place_folder.resolve()
    begin(place, environment.database(place))
    return place


def prepare_folder(place: Path) -> None:
    """Make the folder that keeps a place's database, for its owner alone, and the key in it."""
    environment.kept_folder(place).mkdir(mode=0o700, parents=True, exist_ok=True)
    with _one_opens(place):
        environment.keep_secret_key(place)


def begin(place: Path, database: dict[str, object]) -> None:
    """Start Django in this process, once, and point it at a database."""
    os.environ["COMMONWEAL_PLACE"] = str(place)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.web.settings")
    if not apps.ready:
        django.setup()
    point_at(database, place)


def begin_without_database() -> None:
    """Start Django in this process for pages that no database stands behind; one that is open stays open."""
    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.web.settings")
        django.setup()


def point_at(database: dict[str, object], place: Path) -> None:
    """Make this process use a database from now on, whichever it used before."""
    if DEFAULT_DB_ALIAS in connections:
        connections[DEFAULT_DB_ALIAS].close()
        del connections[DEFAULT_DB_ALIAS]
    settings.DATABASES = {DEFAULT_DB_ALIAS: database}
    settings.SECRET_KEY = environment.secret_key(place)
    settings.CACHES = {DEFAULT_CACHE_ALIAS: environment.cache(place)}
    caches.settings = caches.configure_settings(settings.CACHES)
    with suppress(AttributeError):  # none was opened in this thread
        del caches[DEFAULT_CACHE_ALIAS]
    connections.settings = connections.configure_settings(settings.DATABASES)


def bring_up_to_date(place: Path) -> None:
    """Make or change the tables where this release needs it; what stands already is backed up first.

    The pages and the worker are often begun in the same moment: one of them does it, and the other waits.
    """
    if not steps_behind():
        return
    with _one_opens(place):
        if not steps_behind():
            return
        if MigrationRecorder(connection).applied_migrations():
            from commonweal.web.procedures.take_backup import take_backup

            when = datetime.now(UTC)
            backups = environment.kept_folder(place) / "backups"
            take_backup(backups / f"before-upgrade-{when:%Y%m%dT%H%M%S%fZ}.zip", place, at=when)
        migrate_to(None)


def steps_behind() -> int:
    """Count the migrations of this release that the open database does not have yet.

    Raises:
        DatabaseAhead: where it has some that this release does not know.
    """
    applied = set(MigrationRecorder(connection).applied_migrations())
    later = sorted(name for app, name in applied - migrations() if app == _OURS)
    if later:
        raise DatabaseAhead(newest=later[-1])
    if migrations() <= applied:
        return 0
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@cache
def migrations() -> frozenset[tuple[str, str]]:
    """Name every migration that this release knows: its app and its name."""
    return frozenset(MigrationLoader(None).disk_migrations or {})


def migrate_to(newest: Mapping[str, str] | None) -> None:
    """Bring the tables of the open database to a migration of each app: None for the newest, "zero" for no tables."""
    if newest is None:
        call_command("migrate", interactive=False, verbosity=0)
        return
    # All of them at once: a command for each would work out every table's history as often as there are apps.
    MigrationExecutor(connection).migrate([(app, None if name == "zero" else name) for app, name in newest.items()])


def _to_read_only(file: Path) -> dict[str, object]:
    if not file.is_file():
        raise FileMissing(kind="database of a place", path=str(file))
    return environment.sqlite(file, read_only=True)


def _refuse_if_behind() -> None:
    steps = steps_behind()
    if steps:
        raise DatabaseBehind(steps=steps)


def _one_opens(place: Path) -> AbstractContextManager[None]:
    """Let one process at a time make what a place needs."""
    return only_one(environment.kept_folder(place) / "opening.lock")
