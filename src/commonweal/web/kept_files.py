"""The folder that keeps a place's database: how fast its disk syncs, and which backups were taken of it."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter

from commonweal.web import environment

_NOTE = "last-backup.json"
_TIMES = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was taken: when, and the SHA-256 that stands for it."""

    at: datetime
    digest: str


def note_backup(place: Path, at: datetime, digest: str) -> None:
    """Note beside the database that a backup was taken; where the folder is not there or refuses, nothing is noted."""
    file = environment.kept_folder(place) / _NOTE
    if not file.parent.is_dir():
        return
    with suppress(OSError):
        fresh = file.with_name(f".{_NOTE}.new")
        fresh.write_text(json.dumps({"at": at.isoformat(), "sha256": digest}) + "\n", encoding="ascii")
        fresh.replace(file)


def last_backup(place: Path) -> Taken | None:
    """Give the backup that was noted last, or None where none was, or the note cannot be read."""
    try:
        told = json.loads((environment.kept_folder(place) / _NOTE).read_text(encoding="ascii"))
        return Taken(datetime.fromisoformat(told["at"]), str(told["sha256"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def old_backups(place: Path, before: datetime) -> tuple[str, ...]:
    """Name the backups in the place's own folder that were written before a moment, the oldest first."""
    files = (environment.kept_folder(place) / "backups").glob("*.zip")
    written = sorted((file.stat().st_mtime, file.name) for file in files)
    return tuple(name for moment, name in written if moment < before.timestamp())


def sync_seconds(place: Path) -> float:
    """Measure how long the disk takes to keep one small write for good: the median of five, in seconds.

    Raises:
        OSError: where the folder cannot be written.
    """
    took = []
    with TemporaryFile(dir=environment.kept_folder(place)) as file:
        for _ in range(_TIMES):
            begun = perf_counter()
            file.write(b"0" * 4096)
            file.flush()
            os.fsync(file.fileno())
            took.append(perf_counter() - begun)
    return median(took)
