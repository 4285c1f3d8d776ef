"""Protected money: allocated by two people from what the record constitutes, published whole, and moved in one act."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from commonweal.errors import InterestDeclared, MovementRefused, NotAllowed, NotNow, NotOnRecord
from commonweal.funding.fund.allocated import Aside
from commonweal.funding.fund.ledger import Pot
from commonweal.samples.funds import sample_fund
from commonweal.terms import canon
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from commonweal.web.rights import Actors
from tests.funding.fund.funds import moved
from tests.web.procedures import boards, rounds, streams
from tests.web.procedures.boards import kept, record


@pytest.fixture
def fund(stored_place: Path) -> Path:
    """A place with a board, and a fund whose protected money stands set aside."""
    boards.board()
    streams.fund_with_money()
    return stored_place


def test_protected_money_is_allocated_published_and_moved_to_the_penny(fund: Path) -> None:
    from commonweal.web.reads import downloads, stored
    from commonweal.web.store.funds import fund_of

    entry = streams.allocated()
    said = entry.payload
    assert (said["folder"], said["second"]) == ("streams/pride-1", "council officer")
    assert (said["stream"], said["period"], said["money"]) == ("protected", "p1", "revenue")
    [one] = stored.allocations("pride")
    assert (one.folder.digest, one.entry) == (said["manifest"], entry)
    [told] = one.value("allocation.json")["streams"]
    assert said["set_aside_pence"] == streams.HELD == told["set_aside"]
    assert said["pence"] == told["allocated"] == sum(award["pence"] for award in said["awards"]) > 0
    constitution = one.value("constitution.json")
    assert (constitution["round"], constitution["voting_opens"], constitution["for_the_vote"]) == ("pride-1", None, 0)
    standing = fund_of("pride")
    assert standing is not None
    assert said["settings"] == canon.digest(one.value("fund.json")) == canon.digest(standing.constitution.canonical())
    held = standing.ledger.balances()
    assert held[Pot("set aside", "p1", "revenue", "protected")] == told["carried_over"]
    assert sum(sum_ for pot, sum_ in held.items() if pot.where == "awarded") == told["allocated"]
    assert all(line.difference == 0 for line in standing.ledger.reconciled())
    moves = [one for one in record() if one.kind == "money_moved" and one.payload.get("entry") == entry.number]
    assert [(one.payload["organisation"], one.payload["revenue_pence"]) for one in moves] == [
        (award["organisation"], award["pence"]) for award in said["awards"]
    ]
    bundle = downloads.bundle()
    assert bundle["streams/pride-1/manifest.json"] == one.folder.files["manifest.json"]
    assert check_folder(Folder(bundle)) == []


def test_a_sensitive_service_stands_under_its_proposals_name_and_others_under_their_own(fund: Path) -> None:
    asked = streams.asked()
    sensitive = {one.id for one in asked.requests.proposals if one.sensitive}
    for award in streams.allocated(asked).payload["awards"]:
        body = award["project"] if award["project"] in sensitive else f"body-{award['project'][1:]}"
        assert award["organisation"] == body


def test_it_takes_a_secretary_and_somebody_of_the_council(fund: Path) -> None:
    before = kept()
    for actors in boards.not_two_who_may(
        Actors("board member", "council officer", "p-9", "p-8"),
        Actors("council officer", "board secretary", "p-9", "p-8"),
    ):
        with pytest.raises(NotAllowed):
            streams.allocated(actors=actors)
    assert kept() == before


@pytest.mark.parametrize("touches", ["body-4", "s1", "protected"])
@pytest.mark.parametrize("seat", ["p-9", "p-8"])
def test_an_interest_in_a_body_a_proposal_or_the_stream_blocks_either_person(
    fund: Path, touches: str, seat: str
) -> None:
    boards.declared(seat, touches, actors=boards.SECRETARY)
    before = kept()
    with pytest.raises(InterestDeclared):
        streams.allocated()
    assert kept() == before
    streams.allocated(actors=boards.two("p-6", "p-7"))


def test_money_that_does_not_stand_set_aside_is_not_allocated(fund: Path) -> None:
    before = kept()
    for aside, what in (
        (Aside("protected", "p1", "capital"), "no capital of p1 stands set aside"),
        (Aside("protected", "p2", "revenue"), "no revenue of p2 stands set aside"),
    ):
        with pytest.raises(NotNow, match=what):
            streams.allocated(streams.asked(aside=aside))
    with pytest.raises(NotOnRecord, match="protected stream protecte; the nearest is protected"):
        streams.asked(aside=Aside("protecte", "p1", "revenue"))
    assert kept() == before


def test_no_fund_no_allocation(fund: Path) -> None:
    from commonweal.web.procedures.allocate_stream import allocate_stream

    with pytest.raises(NotOnRecord, match="fund prid; the nearest is pride"):
        allocate_stream("prid", streams.asked(), at=rounds.hour(3), actors=boards.two())


def test_a_proposal_is_given_money_once(fund: Path) -> None:
    first = streams.allocated()
    streams.set_aside("m3", revenue=streams.HELD)
    before = kept()
    with pytest.raises(NotNow) as refused:
        streams.allocated()
    given = [award["project"] for award in first.payload["awards"]]
    assert len(refused.value.faults) == len(given)
    assert all(f"was given money by entry {first.number}" in str(fault) for fault in refused.value.faults)
    assert kept() == before
    asked = streams.asked()
    fresh = streams.renamed(asked, {name: f"n-{name}" for name in given})
    second = streams.allocated(fresh)
    assert second.payload["folder"] == "streams/pride-2"


def test_what_changed_since_it_was_shown_is_not_confirmed(fund: Path) -> None:
    from commonweal.web.procedures.allocate_stream import prepare

    asked = streams.asked()
    shown = replace(asked, seen=prepare("pride", asked).digest)
    streams.set_aside("m3", revenue=1)
    before = kept()
    with pytest.raises(NotNow, match="changed since it was shown"):
        streams.allocated(shown)
    assert kept() == before
    streams.allocated(replace(shown, seen=prepare("pride", asked).digest))


def test_an_allocation_under_an_earlier_constitution_stays_provable(fund: Path) -> None:
    from commonweal.web.reads import downloads

    streams.allocated()
    boards.constituted(hour=5, protected=[{**streams.PROTECTED, "panel": ["nurse", "housing adviser"]}])
    assert check_folder(Folder(downloads.bundle())) == []


def test_capital_is_allocated_apart_and_gives_capital_alone(stored_place: Path) -> None:
    rounds.opened()
    streams.fund_with_money(capital=streams.HELD, revenue=500_00)
    entry = streams.allocated(streams.asked(aside=Aside("protected", "p1", "capital")))
    moves = [one.payload for one in record() if one.payload.get("entry") == entry.number]
    assert sum(one["capital_pence"] for one in moves) == entry.payload["pence"]
    assert {one["revenue_pence"] for one in moves} == {0}


def test_money_that_was_given_can_be_paid_and_the_rest_can_be_carried_over(fund: Path) -> None:
    entry = streams.allocated()
    award = entry.payload["awards"][0]
    body, pence = award["organisation"], award["pence"]
    boards.move(moved("m3", "paid", revenue=pence, round="protected", organisation=body, entry=entry.number))
    with pytest.raises(MovementRefused):
        boards.move(moved("m4", "paid", revenue=pence, round="protected", organisation=body))
    left = streams.HELD - entry.payload["pence"]
    boards.move(moved("m4", "released", revenue=left, round="protected"))
    boards.move(moved("m5", "carried over", revenue=left, to_period="p2"))


def test_the_folder_holds_no_word_of_where_a_sensitive_service_is(fund: Path) -> None:
    from commonweal.web.store import models
    from tests.harms.test_stream_harms import secrets

    entry = streams.allocated()
    files = [bytes(row.data) for row in models.FileRow.objects.all()]
    everything = b"\n".join([*files, json.dumps(entry.public()).encode()])
    for word in secrets(sample_fund(1)):
        assert word.encode() not in everything, word


def test_no_two_people_give_protected_money_away_by_their_word_alone(fund: Path) -> None:
    before = kept()
    for entry in (0, 1):
        with pytest.raises(MovementRefused, match="by need and its panel alone"):
            boards.move(moved("m3", "awarded", revenue=1, round="protected", organisation="o-a", entry=entry))
    assert kept() == before
