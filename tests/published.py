"""A published place: the sample with its count, its plan and the body that withdrew; made once for all its tests.

Tests that ask for it bear the mark ``one_place``, so that one worker makes it and runs them all.
"""

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
    if "folder" not in _MADE:
        from commonweal.cli.sample_folder import sample_files
        from commonweal.formats.folders import write_folder
        from commonweal.formats.place_folder import read_place

        folder = tmp_path_factory.mktemp("published") / "place"
        write_folder(folder, sample_files(1))
        with django_db_blocker.unblock():
            _open(folder)
            from commonweal.web.procedures.take_in import take_in

            take_in(read_place(folder), at=TODAY)
            _close()
        _MADE["folder"] = folder
    found: Path = _MADE["folder"]
    return found


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
