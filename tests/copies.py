"""Places that many tests begin with: each is made once in a process, and copied into the empty place of each test."""

import pickle
import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

_Told = TypeVar("_Told")


def copied(make: Callable[[], _Told]) -> Callable[[], _Told]:
    """Let what makes something in an empty place, and is always the same, do so once where the place is on SQLite.

    Args:
        make: acts on nothing but the open database, and gives values.
    """
    kept: list[tuple[sqlite3.Connection, bytes]] = []

    @wraps(make)
    def made() -> _Told:
        database = _open_on_sqlite()
        if database is None:
            return make()
        if not kept:
            told = make()
            copy = sqlite3.connect(":memory:", check_same_thread=False)
            database.backup(copy)
            kept.append((copy, pickle.dumps(told)))
            return told
        [(copy, written)] = kept
        assert database.execute("SELECT count(*) FROM store_entryrow").fetchone() == (0,), "the place is not empty"
        copy.backup(database)
        again: _Told = pickle.loads(written)
        return again

    return made


def _open_on_sqlite() -> Any:
    """Give the open database as Python's own module knows it; None where it is on PostgreSQL."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return None
    connection.ensure_connection()
    return connection.connection
