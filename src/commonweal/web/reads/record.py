"""The record as anybody may read it: entries with commitments, never personal fields."""

from pathlib import Path

from commonweal.record.chain import Checkpoint
from commonweal.record.entries import Entry


def public_entries(place_folder: Path) -> tuple[Entry, ...]:
    """Give the record of a place's running database, without writing to it.

    Args:
        place_folder: the place folder; DATABASE_URL names another database where it is set.

    Raises:
        FileMissing: where there is no database.
        DatabaseBehind: where its tables are of another release.
    """
    from commonweal.web import setup

    setup(place_folder, read_only=True)
    from commonweal.web.store import read

    return read.entries()


def checkpoint(place_folder: Path) -> Checkpoint:
    """Give the checkpoint of a place's running database, without writing to it.

    Raises:
        FileMissing: where there is no database.
        DatabaseBehind: where its tables are of another release.
    """
    from commonweal.record.chain import checkpoint as checkpoint_of

    return checkpoint_of(public_entries(place_folder))
