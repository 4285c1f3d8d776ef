"""A place of its own for tests that make what they check once, and then tamper with it many times."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def own_place(parent: Path, template: Path, django_db_blocker: Any) -> Iterator[None]:
    """Open an empty place on SQLite while the block runs.

    Args:
        parent: the folder that becomes the place.
        template: a SQLite file with all tables and no rows.
        django_db_blocker: what keeps tests from a database that they did not ask for.
    """
    (parent / ".commonweal").mkdir()
    shutil.copy(template, parent / ".commonweal" / "place.sqlite3")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        from django.db import connections

        from commonweal.web import setup

        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("COMMONWEAL_PLACE", str(parent))
        setup(parent)
        try:
            yield
        finally:
            connections.close_all()


def bundle() -> dict[str, bytes]:
    """Give the bundle of the place that is open."""
    from commonweal.web.reads import downloads

    return dict(downloads.bundle())
