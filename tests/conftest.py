"""What every test may ask for."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.memory import in_memory

ROOT = Path(__file__).resolve().parents[1]

pytest_plugins = ["tests.databases"]
"""A place's database, on SQLite and on PostgreSQL, for every test that stores."""

if in_memory():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(in_memory()))

# The same examples on every machine and every run: a failure is a change in the code, not in the weather.
settings.register_profile(
    "house",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
settings.load_profile("house")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect eleven thousand tests without a look for garbage among them, then or later: none of them ever is."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of this repository."""
    return ROOT


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of real data published by others, which is no part of this repository; skips where it is absent."""
    folder = Path(os.environ.get("COMMONWEAL_DATA", ROOT / ".." / "shared" / "data")).resolve()
    if not folder.is_dir():
        pytest.skip(f"real data: there is no folder {folder} (set COMMONWEAL_DATA)")
    return folder


LONGEST = ("journeys/", "web/pages/test_every_door", "conventions/test_commands", "cli/test_demo", "tests/crash/")
"""Files whose tests take longest: they begin first, so that no worker is left alone with them at the end."""


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a long value by its argument: an archive holds the time at which it was made, so its bytes are no name."""
    return argname if isinstance(val, bytes | str) and len(val) > 80 else None


SOURCES = "tests/conventions/"
"""Tests that read every file of the product: one worker reads them all once."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Put what takes longest first, and leave to one worker what is made once for many tests."""
    for item in items:
        file = item.path.relative_to(ROOT).as_posix()
        shared = file if _made_for_the_file(item) else SOURCES if file.startswith(SOURCES) else ""
        if shared and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(shared))
    items.sort(key=lambda item: not any(name in item.path.as_posix() for name in LONGEST))


def _made_for_the_file(item: pytest.Function) -> bool:
    """Say whether a test asks for what its own file makes once for all its tests."""
    asked = [fixtures[-1] for fixtures in item._fixtureinfo.name2fixturedefs.values()]
    return any(one.scope == "module" and one.func.__module__ == item.module.__name__ for one in asked)
