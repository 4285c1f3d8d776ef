"""What the tests of the verifier share: a place with two whole rounds, made once."""

from pathlib import Path
from typing import Any

import pytest

from tests.verifier.places import own_place
from tests.verifier.whole_rounds import Files, make


@pytest.fixture(scope="session")
def both_bundles(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, django_db_blocker: Any
) -> tuple[Files, Files, dict[str, list[str]]]:
    """The bundle that is published of two whole rounds, the one that auditors are given, and what their pages name."""
    with own_place(tmp_path_factory.mktemp("rounds"), sqlite_template, django_db_blocker):
        return make()


@pytest.fixture
def whole(both_bundles: tuple[Files, Files, Any]) -> Files:
    """A bundle with every ballot, to tamper with."""
    return dict(both_bundles[1])


@pytest.fixture
def public(both_bundles: tuple[Files, Files, Any]) -> Files:
    """The bundle as it is published, to tamper with."""
    return dict(both_bundles[0])
