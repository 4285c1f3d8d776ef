"""One file with everything a place stores, the same for SQLite and PostgreSQL: either restores what the other kept.

The file is a zip: ``backup.json`` (format, time, migration, hash of every other file), one
``rows/TABLE.jsonl`` for each table, and the files of the place folder below ``place/``.
"""

import base64
import json
import os
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import BooleanField, Model

from commonweal.errors import BackupRefused, Fault
from commonweal.terms import canon

FORMAT = "commonweal-backup/2"
FORMER = "commonweal-backup/1"
"""Backups of tables from before there were accounts: they state the migration of the store alone."""
_MANIFEST = "backup.json"
_BOMB_BYTES, _BOMB_TIMES = 2**26, 200
"""What unpacks to more than both, bytes and times its packed size, is no backup: rows of JSON never shrink so far."""
_KEPT = ("store", "account", "mfa")
"""The apps whose tables are kept; who is signed in at the moment is not."""
_UNTIL_OPENED = ("store_sealedrow", "store_paperrow")
_UNTIL_ENDED = (
    "store_roundsecretrow",
    "store_castrow",
    "store_credentialrow",
    "store_registerrow",
    "store_paperbatchrow",
)


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup that was read and whose hashes agree.

    Attributes:
        at: when it was taken, ISO 8601 with its offset.
        newest: the newest migration that the tables of each app had.
        digest: SHA-256 of its ``backup.json``, which names the hash of all the rest.
        tables: the rows of each table, each a column's name to its value.
        place: the files of the place folder, by their path in it.
    """

    at: str
    newest: Mapping[str, str]
    digest: str
    tables: Mapping[str, tuple[Mapping[str, Any], ...]]
    place: Mapping[str, bytes]


def write_archive(file: Path, place: Path, *, at: datetime) -> str:
    """Write a backup of the open database and of the place folder: whole or not at all, for its owner's eyes only.

    Args:
        file: the file to make; one that stands is replaced.
        place: the place folder.
        at: when it is taken.

    Returns:
        The SHA-256 that stands for all of it (of its ``backup.json``).
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        newest = _newest()
        files = {f"rows/{table}.jsonl": b"".join(_lines(table)) for table in _tables()}
    files |= {f"place/{name}": data for name, data in place_files(place).items()}
    listed = {name: sha256(data).hexdigest() for name, data in files.items()}
    manifest = canon.encode({"at": at.isoformat(), "files": listed, **_form(newest)})
    fresh = file.with_name(f".{file.name}.new")
    descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w+b") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in {_MANIFEST: manifest, **files}.items():
                archive.writestr(name, data)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
    return sha256(manifest).hexdigest()


def read_archive(file: Path) -> Archive:
    """Read a backup, checking the hash of every file in it.

    Raises:
        BackupRefused: where it is no backup, is damaged, or holds a file that it does not list.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            files = _unpacked(archive)
        manifest = json.loads(files[_MANIFEST])
        listed = manifest["files"]
        newest = _stated(manifest)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, LookupError, RuntimeError, TypeError, ValueError):
        raise BackupRefused(Fault("it is not a whole backup of commonweal"), path=str(file)) from None
    found = {name: sha256(data).hexdigest() for name, data in files.items() if name != _MANIFEST}
    wrong = sorted(name for name in set(found) | set(listed) if found.get(name) != listed.get(name))
    if wrong or newest is None or any(_leaves(name) for name in found):
        faults = [Fault("this is not as it was written", {}, name) for name in wrong or [_MANIFEST]]
        raise BackupRefused(*faults, path=str(file))
    return Archive(
        at=manifest["at"],
        newest=newest,
        digest=sha256(files[_MANIFEST]).hexdigest(),
        tables={
            PurePosixPath(name).stem: tuple(json.loads(line, object_hook=_plain) for line in data.splitlines())
            for name, data in files.items()
            if name.startswith("rows/")
        },
        place={name.removeprefix("place/"): data for name, data in files.items() if name.startswith("place/")},
    )


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Unpack a zip, unless it would fill the memory: no file by more than it states, and all not beyond reason.

    Raises:
        ValueError: where it is a bomb, or states a size that is not that of a file.
    """
    stated = sum(info.file_size for info in archive.infolist())
    if stated > max(_BOMB_BYTES, _BOMB_TIMES * sum(info.compress_size for info in archive.infolist())):
        raise ValueError("it would fill the memory")
    files: dict[str, bytes] = {}
    for info in archive.infolist():
        with archive.open(info) as file:
            files[info.filename] = file.read(info.file_size)
        if len(files[info.filename]) != info.file_size:
            raise ValueError(f"{info.filename} is shorter than the zip states")
    return files


def without_rounds(archive: Archive, *, opened: Collection[str], ended: Collection[str]) -> Archive:
    """Leave out what was destroyed since, so that it never reaches the database: not even rows that are deleted again.

    Args:
        archive: the backup.
        opened: rounds whose ballots were opened: their sealed ballots and read papers are left out.
        ended: rounds that are over: their secrets, codes, who used them and registers are left out too.
    """
    batches = {row["id"]: row["round"] for row in archive.tables.get("store_paperbatchrow", ())}
    over = frozenset(ended)
    gone = dict.fromkeys(_UNTIL_OPENED, over.union(opened)) | dict.fromkeys(_UNTIL_ENDED, over)

    def stays(table: str, row: Mapping[str, Any]) -> bool:
        return row.get("round", batches.get(row.get("batch_id"))) not in gone.get(table, ())

    tables = {table: tuple(row for row in rows if stays(table, row)) for table, rows in archive.tables.items()}
    return replace(archive, tables=tables)


def load_rows(archive: Archive) -> None:
    """Put a backup's rows into the empty tables of the database that is open, in one transaction."""
    flags = {(model._meta.db_table, column) for model in _models() for column in _flags(model)}
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in archive.tables.items():
            for row in rows:
                columns = ", ".join(connection.ops.quote_name(column) for column in row)
                marks = ", ".join(["%s"] * len(row))
                into = connection.ops.quote_name(table)
                values = [bool(value) if (table, name) in flags else value for name, value in row.items()]
                cursor.execute(f"INSERT INTO {into} ({columns}) VALUES ({marks})", values)  # noqa: S608
        standing = set(connection.introspection.table_names(cursor))  # a backup of an earlier release has fewer
        numbered = [model for model in _models() if model._meta.db_table in standing]
        for statement in connection.ops.sequence_reset_sql(no_style(), numbered):
            cursor.execute(statement)
        connection.check_constraints()


def drop_tables() -> None:
    """Drop every table of the open database that an app of ours made, those of a release that we do not know too.

    A later release may have made tables that migrating back would leave behind, with what people wrote in them.
    """
    ours = {config.label.split("_")[0] for config in apps.get_app_configs()} | {"django"}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.split("_")[0] in ours:
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")


def place_files(place: Path) -> dict[str, bytes]:
    """Give the files of a place folder by their path in it; hidden ones, such as the database, are left out."""
    if not (place / "place.toml").is_file():
        return {}
    found = {path.relative_to(place): path for path in sorted(place.rglob("*")) if path.is_file()}
    return {
        inside.as_posix(): path.read_bytes()
        for inside, path in found.items()
        if not any(part.startswith(".") for part in inside.parts)
    }


def _form(newest: Mapping[str, str]) -> dict[str, Any]:
    """Give the format and the migrations of a backup as the release reads them that made the tables: the way back."""
    if set(newest) == {"store"}:
        return {"format": FORMER, "migration": newest["store"]}
    return {"format": FORMAT, "migrations": dict(newest)}


def _stated(manifest: Mapping[str, Any]) -> dict[str, str] | None:
    """Give the migrations that a backup states, or None where it is of no form that we know."""
    stated = {"store": manifest["migration"]} if manifest["format"] == FORMER else manifest["migrations"]
    whole = isinstance(stated, dict) and all(isinstance(name, str) and name for name in stated.values())
    return stated if whole and manifest["format"] in {FORMAT, FORMER} and set(stated) <= set(_KEPT) else None


def _newest() -> dict[str, str]:
    found: dict[str, str] = {}
    for app, name in MigrationRecorder(connection).applied_migrations():
        if app in _KEPT:
            found[app] = max(name, found.get(app, ""))
    return found


def _models() -> list[type[Model]]:
    return [model for app in _KEPT for model in apps.get_app_config(app).get_models()]


def _flags(model: type[Model]) -> list[str]:
    """Name the columns of yes or no, which SQLite keeps as 0 and 1."""
    return [field.column or "" for field in model._meta.concrete_fields if isinstance(field, BooleanField)]


def _tables() -> list[str]:
    return sorted(name for name in connection.introspection.table_names() if name.split("_")[0] in _KEPT)


def _lines(table: str) -> Iterator[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608 (own table names)
        columns = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            yield canon.encode({name: _portable(value) for name, value in zip(columns, row, strict=True)}) + b"\n"


def _portable(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(bytes(value)).decode("ascii")}
    if isinstance(value, date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return json.dumps(value) if isinstance(value, dict | list) else value


def _plain(value: dict[str, Any]) -> Any:
    return base64.b64decode(value["base64"]) if set(value) == {"base64"} else value


def _leaves(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name
