"""Two places with rules of their own on one engine: the same proposals and voters, to two verified results."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.web.procedures import courses, rounds, voting
from tests.web.procedures.courses import Put

PUT = (
    Put("Tea", 12_000, "Quayside"),
    Put("Trees", 15_000, "Old Town", "green"),
    Put("Lights", 10_000, "Quayside"),
    Put("A hedge", 5_000, "Old Town", "green"),
)


@dataclass(frozen=True)
class Place:
    """A place, the rules that its board chose, and what they fund of the proposals above, in order."""

    name: str
    rule: str
    settings: tuple[str, ...]
    ballot: str
    funds: tuple[str, ...]
    held: Mapping[str, Any] = field(default_factory=dict)


PLACES = (
    Place(
        "Harbour",
        "equal_shares",
        ("completion=add1", "floors=area:Old Town=100;category:green=50"),
        "approval",
        ("Trees", "Lights"),
    ),
    Place(
        "Moor",
        "greedy",
        ("caps=area:Quayside=120", "overflow=stop", "minimum_support=1"),
        "cumulative",
        ("Tea", "A hedge"),
        {"money": "capital", "binding": False},
    ),
)


@pytest.mark.parametrize("place", PLACES, ids=[one.name for one in PLACES])
def test_each_place_counts_by_the_rules_that_its_own_board_froze(stored_place: Path, place: Place) -> None:
    from commonweal.web.procedures.confirm_result import confirm_result
    from commonweal.web.procedures.open_place import open_place
    from commonweal.web.reads import stored

    told = {**rounds.PLACE, "name": place.name, "board": f"{place.name} board"}
    open_place(told, at=rounds.hour(0), actors=voting.pair("open_place"))
    of = courses.rules("r1", place.rule, place.settings, place.ballot, **place.held)
    names = dict(zip([one.title for one in PUT], courses.published(of, *PUT), strict=True))
    courses.on_ballot()
    chosen = [("Tea", "Lights")] * 4 + [("Lights",), ("A hedge", "Tea")]
    courses.voted("r1", [courses.filled(place.ballot, *(names[title] for title in one)) for one in chosen])
    result = courses.counted()
    assert result.payload["selected"] == [names[title] for title in place.funds]
    confirm_result("r1", at=courses.noon(70), actors=voting.pair("confirm_result"))
    assert courses.findings() == []
    assert (stored.place() or {})["name"] == place.name
    frozen = stored.rules_of("r1")
    assert (frozen["rule"], frozen["ballot"]) == (place.rule, place.ballot)
