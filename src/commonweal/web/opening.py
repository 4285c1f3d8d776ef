"""Opening the database of a place: pointing Django at it, keeping a key beside it, bringing its tables up to date."""

import os
from datetime import UTC, datetime
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor

from commonweal.errors import DatabaseBehind, FileMissing
from commonweal.web import environment


def open_place_database(place_folder: Path | None, *, read_only: bool) -> Path:
    """Do what :func:`commonweal.web.setup` says."""
    place = place_folder.resolve() if place_folder else environment.place_folder()
    database = environment.database(place)
    if not read_only:
        environment.kept_folder(place).mkdir(mode=0o700, parents=True, exist_ok=True)
        environment.keep_secret_key(place)
    elif "DATABASE_URL" not in os.environ:
        file = environment.database_file(place)
        if not file.is_file():
            raise FileMissing(kind="database of a place", path=str(file))
        database = environment.sqlite(file, read_only=True)
    os.environ["COMMONWEAL_PLACE"] = str(place)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.web.settings")
    if not apps.ready:
        django.setup()
    point_at(database, place)
    if read_only:
        _refuse_if_behind()
    else:
        bring_up_to_date(place)
    return place


def point_at(database: dict[str, object], place: Path) -> None:
    """Make this process use a database from now on, whichever it used before."""
    if DEFAULT_DB_ALIAS in connections:
        connections[DEFAULT_DB_ALIAS].close()
        del connections[DEFAULT_DB_ALIAS]
    settings.DATABASES = {DEFAULT_DB_ALIAS: database}
    settings.SECRET_KEY = environment.secret_key(place)
    connections.settings = connections.configure_settings(settings.DATABASES)


def bring_up_to_date(place: Path) -> None:
    """Make or change the tables where this release needs it; what stands already is backed up first."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return
    if executor.loader.applied_migrations:
        from commonweal.web.store.archive import write_archive

        when = datetime.now(UTC)
        backups = environment.kept_folder(place) / "backups"
        backups.mkdir(mode=0o700, exist_ok=True)
        write_archive(backups / f"before-upgrade-{when:%Y%m%dT%H%M%SZ}.zip", place, at=when)
    call_command("migrate", interactive=False, verbosity=0)


def _refuse_if_behind() -> None:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise DatabaseBehind(steps=len(waiting))
