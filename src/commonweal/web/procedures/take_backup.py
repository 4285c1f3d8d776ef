"""Taking a backup: no act of the record, since nothing of the place changes."""

from datetime import datetime
from pathlib import Path

from commonweal.errors import BackupRefused, Fault
from commonweal.web.kept_files import note_backup
from commonweal.web.store.archive import write_archive


def take_backup(file: Path, place: Path, *, at: datetime) -> str:
    """Write everything that a place stores, and its folder's files, into one new file.

    Args:
        file: the file to make; its folder is made where it is missing.
        place: the place folder, whose database is open.
        at: when.

    Returns:
        The SHA-256 that stands for the whole backup.

    Raises:
        BackupRefused: where there is such a file already, or the disk refuses.
    """
    if file.exists():
        raise BackupRefused(Fault("there is a file of this name already"), path=str(file))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        digest = write_archive(file, place, at=at)
    except OSError as bad:
        raise BackupRefused(Fault("{reason}", {"reason": bad.strerror or str(bad)}), path=str(file)) from bad
    note_backup(place, at, digest)
    return digest
