"""A published place: the sample with its count, its plan and the body that withdrew; made once for all tests of a run.

Tests that ask for its whole site bear the mark ``one_place``, so that one worker makes the site and runs them all.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

one_place = pytest.mark.xdist_group("published place")
TODAY = datetime(2026, 11, 21, tzinfo=UTC)


_MADE: dict[str, Any] = {}
"""What was made, since each conftest that names a fixture would make it again."""


@pytest.fixture(scope="session")
def published_folder(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """The folder of the sample place, all of it published into its database."""
    made = _of_this_run(tmp_path_factory) / "published"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _publish(made.with_suffix(".new"), django_db_blocker)
            made.with_suffix(".new").rename(made)
    return made


def _of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that all workers of a run share."""
    mine = tmp_path_factory.getbasetemp()
    return mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine


def _publish(folder: Path, django_db_blocker: Any) -> None:
    from commonweal.cli.sample_folder import sample_files
    from commonweal.formats.folders import write_folder
    from commonweal.formats.place_folder import read_place

    write_folder(folder, sample_files(1))
    with django_db_blocker.unblock():
        _open(folder)
        from commonweal.web.procedures.take_in import take_in

        take_in(read_place(folder), at=TODAY)
        _close()


@pytest.fixture
def published_place(published_folder: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any) -> Iterator[Path]:
    """The published place, its database open in this process."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with django_db_blocker.unblock():
        _open(published_folder)
        yield published_folder
        _close()


@pytest.fixture
def sample_place(
    published_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[Path]:
    """A copy of the published place to act in, its database open in this process."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    copy = tmp_path / "sample"
    shutil.copytree(published_folder, copy)
    with django_db_blocker.unblock():
        _open(copy)
        yield copy
        _close()


@pytest.fixture(scope="session")
def published_site(published_folder: Path, django_db_blocker: Any) -> dict[str, bytes]:
    """Every file of the place's static site."""
    if "site" not in _MADE:
        with django_db_blocker.unblock():
            _open(published_folder)
            from commonweal.web.static_site import whole_site

            _MADE["site"] = whole_site()
            _close()
    found: dict[str, bytes] = _MADE["site"]
    return found


def _open(folder: Path) -> None:
    from commonweal.web import setup

    os.environ["COMMONWEAL_PLACE"] = str(folder)
    setup(folder)


def _close() -> None:
    from django.db import connections

    connections.close_all()
