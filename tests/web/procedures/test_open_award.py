"""A scored award is opened by two people: its scheme is locked and published, and its money stands aside."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import InterestDeclared, MovementRefused, NotAllowed, NotNow, NotOnRecord, SchemeFaults
from commonweal.funding.fund.ledger import Pot
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from commonweal.web.rights import Actors, actors_of
from tests.funding.fund.funds import TWENTY_MILLION, moved
from tests.web.procedures import boards, rounds, scored
from tests.web.procedures.boards import kept, record


@pytest.fixture
def fund(stored_place: Path) -> Path:
    """A place with a board, and a fund that has received money."""
    boards.board()
    scored.fund_with_money()
    return stored_place


def test_the_scheme_is_locked_published_and_its_money_stands_aside(fund: Path) -> None:
    from commonweal.web.reads import downloads, stored
    from commonweal.web.store.funds import fund_of

    entry = scored.opened()
    said = entry.payload
    assert (said["folder"], said["award"], said["second"]) == ("schemes/ferry-2027", "ferry-2027", "council officer")
    assert (said["fund"], said["period"], said["money"], said["pence"]) == ("pride", "p1", "revenue", scored.BUDGET)
    [one] = stored.awards("pride")
    assert (one.opened, one.scheme.digest) == (entry, said["manifest"])
    assert sha256(one.scheme.files["scheme.json"]).hexdigest() == said["settings"]
    assert one.scheme_value()["opened"] == entry.at[:10]
    moving = record()[-1]
    assert (moving.kind, moving.payload["how"], moving.payload["entry"]) == ("money_moved", "set aside", entry.number)
    standing = fund_of("pride")
    assert standing is not None
    assert standing.ledger.balances()[Pot("set aside", "p1", "revenue", "ferry-2027")] == scored.BUDGET
    bundle = downloads.bundle()
    assert json.loads(bundle["schemes/ferry-2027/scheme.json"]) == one.scheme_value()
    assert check_folder(Folder(bundle)) == []


def test_its_day_is_that_of_the_act_whatever_the_scheme_says(fund: Path) -> None:
    one = scored.opening()
    scored.opened(replace(one, scheme=replace(one.scheme, opened=one.scheme.opened.replace(year=1999))))
    [told] = [each for each in record() if each.kind == "award_opened"]
    from commonweal.web.reads import stored

    assert stored.awards()[0].scheme_value()["opened"] == told.at[:10] == "2026-11-01"


def test_a_scheme_that_is_locked_is_never_opened_again(fund: Path) -> None:
    first = scored.opened()
    before = kept()
    for again in (scored.opening(), scored.opening(title="Another title"), scored.opening(period="p2")):
        with pytest.raises(NotNow, match=f"was opened by entry {first.number}, and its scheme cannot change"):
            scored.opened(again)
    assert kept() == before
    scored.opened(scored.opening(id="ferry-2028"))


@pytest.mark.parametrize("name", ["quiet", "r1"])
def test_a_name_that_tells_money_of_a_round_or_a_stream_apart_is_refused(fund: Path, name: str) -> None:
    from commonweal.web.procedures.draft_round import draft_round

    draft_round(rounds.held_rules("r1"), at=rounds.hour(3), actors=actors_of("draft_round"))
    before = kept()
    with pytest.raises(NotNow, match="a round or a protected stream has this name"):
        scored.opened(scored.opening(id=name))
    assert kept() == before


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"budget": scored.pence(300_000_100)}, "of revenue there is £3,000,000.01 and not £3,000,001"),
        ({"budget": scored.pence(299_999_900), "money": "capital", "period": "p2"}, "of capital there is £0"),
        ({"period": "p9"}, "the fund has no period p9"),
        ({"budget": scored.pence(10**20)}, "a sum is 0 or more, in whole pence"),
    ],
)
def test_no_more_is_opened_than_is_free_by_the_ledger(fund: Path, changed: dict[str, Any], what: str) -> None:
    before = kept()
    with pytest.raises(MovementRefused, match=what):
        scored.opened(scored.opening(**changed))
    assert kept() == before


def test_what_is_protected_is_not_opened(fund: Path) -> None:
    boards.move(moved("m2", "set aside", capital=400_000_000, round="r9"))
    before = kept()
    with pytest.raises(MovementRefused, match="would be used outside the protected streams"):
        scored.opened(scored.opening(budget=scored.pence(200_000_000)))
    assert kept() == before


def test_it_takes_a_secretary_and_somebody_of_the_council_whoever_begins(fund: Path) -> None:
    before = kept()
    for actors in boards.not_two_who_may(
        Actors("council officer", "steward", "p-9", "p-8"),
    ):
        with pytest.raises(NotAllowed):
            scored.opened(actors=actors)
    assert kept() == before
    scored.opened(actors=Actors("council officer", "board secretary", "p-8", "p-9"))


@pytest.mark.parametrize("seat", ["p-9", "p-8"])
def test_an_interest_in_the_award_blocks_either_person(fund: Path, seat: str) -> None:
    boards.declared(seat, "ferry-2027", actors=boards.SECRETARY)
    before = kept()
    with pytest.raises(InterestDeclared):
        scored.opened()
    assert kept() == before


def test_no_fund_no_award(fund: Path) -> None:
    with pytest.raises(NotOnRecord, match="fund prid; the nearest is pride"):
        scored.opened(fund="prid")


def test_a_scheme_that_cannot_be_used_is_not_opened(fund: Path) -> None:
    one = scored.opening()
    before = kept()
    with pytest.raises(SchemeFaults):
        scored.opened(replace(one, scheme=replace(one.scheme, total=99)))
    assert kept() == before


def test_no_round_and_no_stream_takes_the_name_of_an_award_afterwards(fund: Path) -> None:
    from commonweal.web.procedures.draft_round import draft_round
    from commonweal.web.procedures.publish_rules import publish_rules

    scored.opened()
    before = kept()
    rules = rounds.held_rules("ferry-2027")
    with pytest.raises(NotNow, match="an award by scores has this name"):
        draft_round(rules, at=rounds.hour(4), actors=actors_of("draft_round"))
    with pytest.raises(NotNow, match="an award by scores has this name"):
        publish_rules(rules, at=rounds.hour(4), actors=actors_of("publish_rules"))
    stream = {**TWENTY_MILLION["protected"][0], "id": "ferry-2027"}
    for name in ("pride", "another"):
        with pytest.raises(NotNow, match="an award by scores has the name of the stream ferry-2027"):
            boards.constituted(hour=4, protected=[stream], fund=name)
    assert kept() == before
