"""What tests of the pages may ask for."""

from pathlib import Path

import pytest

from tests.published import published_folder, published_place, published_site
from tests.web.pages import standing

__all__ = ["published_folder", "published_place", "published_site"]


@pytest.fixture
def stood(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> standing.Stood:
    """A place with a round at every phase, whose clock stands still."""
    from commonweal.web import clock

    del place_on_sqlite
    stood = standing.stand()
    monkeypatch.setattr(clock, "now", lambda: standing.NOW)
    return stood
