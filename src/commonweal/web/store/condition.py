"""What the database says of itself: its guards, how surely it keeps what it was given, and how far its tables are."""

from dataclasses import dataclass

from django.db import connection

from commonweal.web.store.guards import names

_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


@dataclass(frozen=True, slots=True)
class Sureness:
    """One setting on which something hangs: that what was acknowledged survives a power cut, or that nobody is quoted.

    Attributes:
        name: as the database calls it.
        value: what it is.
        wanted: what it must be, any of these.
    """

    name: str
    value: str
    wanted: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether it is as it must be."""
        return self.value in self.wanted


def missing_guards() -> tuple[str, ...]:
    """Name every trigger that should stand and does not."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS[connection.vendor])
        standing = {row[0] for row in cursor.fetchall()}
    return tuple(sorted(names(connection.vendor) - standing))


def sureness() -> tuple[Sureness, ...]:
    """Give the settings of the database on which its durability hangs.

    On SQLite the journal is the file's own; ``synchronous`` belongs to each connection, and is what ours ask for.
    """
    if connection.vendor == "sqlite":
        return (
            Sureness("journal_mode", _asked("PRAGMA journal_mode"), ("wal",)),
            Sureness("synchronous", _asked("PRAGMA synchronous"), ("2", "3")),
        )
    return (
        Sureness("fsync", _asked("SHOW fsync"), ("on",)),
        Sureness("synchronous_commit", _asked("SHOW synchronous_commit"), ("on", "remote_apply", "remote_write")),
        Sureness("full_page_writes", _asked("SHOW full_page_writes"), ("on",)),
    )


def discretion() -> tuple[Sureness, ...]:
    """Give the settings of the database that say whether its own log quotes what people wrote; SQLite has no log.

    A statement that fails is quoted as it comes, and so is the value that was in its way.
    """
    if connection.vendor == "sqlite":
        return ()
    return (
        Sureness("log_statement", _asked("SHOW log_statement"), ("none", "ddl")),
        Sureness("log_min_duration_statement", _asked("SHOW log_min_duration_statement"), ("-1",)),
        Sureness("log_min_error_statement", _asked("SHOW log_min_error_statement"), ("panic", "fatal")),
        Sureness("log_error_verbosity", _asked("SHOW log_error_verbosity"), ("terse",)),
    )


def _asked(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])
