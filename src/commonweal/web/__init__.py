"""The shell in which people act and read: Django around the same functions."""

from pathlib import Path


def setup(place_folder: Path | None = None, *, read_only: bool = False) -> Path:
    """Make the database of a place ready in this process: where it is, its key, its tables.

    Call it before importing anything from ``store``, ``reads``, ``procedures`` or ``pages``. Tables of an older release
    are brought up to date, after a backup into ``PLACE/.commonweal/backups``. It may be called again for another place.

    Args:
        place_folder: the place folder; None for COMMONWEAL_PLACE, or the current folder.
        read_only: whether nothing may be written: no folder, key or table is made.

    Returns:
        The place folder, resolved.

    Raises:
        FileMissing: where ``read_only`` is asked for and there is no database.
        DatabaseBehind: where ``read_only`` is asked for and the tables are of an older release.
        DatabaseAhead: where the tables are of a later release.
        BadDatabaseUrl: where DATABASE_URL is not understood.
        DatabaseFailed: where the database does not answer, or its folder cannot be written.
    """
    from commonweal.web.opening import open_place_database

    return open_place_database(place_folder, read_only=read_only)


def setup_served(place_folder: Path) -> Path:
    """Make the database of a place ready as :func:`setup` does, where the place was served before.

    Args:
        place_folder: the place folder.

    Returns:
        The place folder, resolved.

    Raises:
        FileMissing: where the place has no database yet; nothing is made.
        DatabaseFailed: as for :func:`setup`; BadDatabaseUrl too.
    """
    from commonweal.errors import FileMissing
    from commonweal.web import environment

    place = place_folder.resolve()
    if not environment.is_served(place):
        raise FileMissing(kind="database of a place", path=str(environment.database_file(place)))
    return setup(place)
