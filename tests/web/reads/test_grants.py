"""Awards as grants: who gets the money, under which number, and how much, of a round that was really decided."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from commonweal.proposals.consortium import Share
from commonweal.terms.money import Pence
from tests.web.procedures.proposing import FOR_IT, day, proposed, reviewed
from tests.web.procedures.proposing import begun as rules_published

HUB = {"id": "o1", "name": "Harbour Hub", "kind": "charity", "home": "", "registered": "GB-CHC-1234567"}
CUPS = {"id": "o2", "name": "Cup Makers", "kind": "community group", "home": "", "registered": ""}
PARTS = (
    Share("o1", "The hub", "tea", Pence(150_001)),
    Share("o2", "Cups", "cups", Pence(69_999)),
    Share("tea-cosy", "Tea Cosy Club", "songs", Pence(30_000)),
)


def award(**pence: int) -> None:
    """Let the board award money to the bodies that lead these proposals."""
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.rights import Actors
    from commonweal.web.store import keep, read
    from commonweal.web.store import proposed as store

    leads = {name: store.proposal("r1", name).proposal.organisation for name in pence}
    awards = [{"project": name, "organisation": leads[name], "pence": sum_} for name, sum_ in pence.items()]
    actors = Actors("board secretary", "council officer")
    with one_act():
        keep.keep_entry(draft("awards_decided", day(31, 12), actors, {"round": "r1", "awards": awards}))
        assert read.head() is not None


def placed() -> None:
    """Open a place that knows two bodies, with a round."""
    from commonweal.web.procedures.change_place import change_place
    from commonweal.web.reads import stored
    from commonweal.web.rights import actors_of

    rules_published()
    known = dict(stored.place() or {}) | {"organisations": [HUB, CUPS]}
    change_place(known, at=day(1), actors=actors_of("change_place"))


def put(**more: Any) -> str:
    ticket = proposed(at=day(5), **more)
    reviewed(ticket.id, *FOR_IT)
    return str(ticket.id)


def told() -> list[dict[str, Any]]:
    from commonweal.web.reads import grants

    package: dict[str, Any] = json.loads(grants.as_json() or b"{}")
    found: list[dict[str, Any]] = package["grants"]
    return found


def recipients() -> list[tuple[str, str, Any]]:
    return [
        (one["recipientOrganization"][0]["id"], one["recipientOrganization"][0]["name"], one["amountAwarded"])
        for one in told()
    ]


def test_partners_each_have_their_share_their_number_and_their_name(stored_place: Path) -> None:
    placed()
    shared = put(partners=PARTS)
    award(**{shared: 250_000})
    assert recipients() == [
        ("GB-CHC-1234567", "Harbour Hub", 1500.01),
        ("harbour-org-o2", "Cup Makers", 699.99),
        ("harbour-org-tea-cosy", "Tea Cosy Club", 300),
    ]
    assert len({one["id"] for one in told()}) == 3
    assert told()[2]["description"].endswith(": songs")


def test_a_body_that_does_it_alone_has_all_of_it_and_the_name_of_the_place(stored_place: Path) -> None:
    placed()
    award(**{put(): 250_000})
    assert recipients() == [("GB-CHC-1234567", "Harbour Hub", 2500)]


def test_shares_that_are_not_the_award_are_not_made_up(stored_place: Path) -> None:
    placed()
    award(**{put(partners=PARTS): 200_000})
    assert recipients() == [("GB-CHC-1234567", "Harbour Hub", 2000)]


def test_the_table_says_the_same(stored_place: Path) -> None:
    from commonweal.web.reads import grants

    placed()
    award(**{put(partners=PARTS): 250_000})
    rows = list(csv.DictReader(io.StringIO((grants.as_table() or b"").decode())))
    assert [row["Amount Awarded"] for row in rows] == ["1500.01", "699.99", "300"]
    assert rows[0]["Recipient Org:Identifier"] == "GB-CHC-1234567"


@pytest.mark.real_data
def test_360giving_s_own_schema_accepts_what_a_round_gives(stored_place: Path, data_folder: Path) -> None:
    placed()
    award(**{put(partners=PARTS): 250_000, put(title="Seats"): 250_000})
    schema = json.loads((data_folder / "schemas" / "360giving" / "360-giving-schema.json").read_text("utf-8"))
    moments = FormatChecker(())
    moments.checks("date-time")(lambda text: "T" in str(text))
    validator = Draft202012Validator(schema, format_checker=moments)
    assert len(told()) == 4
    for grant in told():
        assert list(validator.iter_errors(grant)) == []
