"""A scored award is decided by two people: published whole, its money moved to the penny, its promises undertakings."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import (
    InterestDeclared,
    InterestsMissing,
    MovementRefused,
    NotAllowed,
    NotNow,
    NotOnRecord,
    ScoreFaults,
    TieOpen,
    TooFewAssessors,
)
from commonweal.funding.fund.ledger import Pot
from commonweal.funding.scored.bids import Bid
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from commonweal.web.rights import Actors
from tests.funding.fund.funds import moved
from tests.web.procedures import boards, rounds, scored
from tests.web.procedures.boards import kept, record


@pytest.fixture
def award(stored_place: Path) -> Path:
    """A place with a board, and an award that was opened."""
    boards.board()
    scored.fund_with_money()
    scored.opened()
    return stored_place


def bids_of(entry: Any) -> list[str]:
    return [one["project"] for one in entry.payload["awards"]]


def test_it_is_published_and_moved_to_the_penny_and_promises_become_undertakings(award: Path) -> None:
    from commonweal.web.reads import downloads, stored
    from commonweal.web.store.funds import fund_of

    entry = scored.decided()
    said = entry.payload
    [one] = stored.awards("pride")
    assert (one.decided, said["entry"], said["folder"]) == (entry, one.opened.number, "awards/ferry-2027")
    assert one.folder is not None
    assert one.folder.digest == said["manifest"]
    assert one.folder.files["scheme.json"] == one.scheme.files["scheme.json"]
    assert said["settings"] == one.opened.payload["settings"] == sha256(one.folder.files["scheme.json"]).hexdigest()
    result = json.loads(one.folder.files["result.json"])
    assert bids_of(entry) == [each["bid"] for each in result["awarded"]]
    assert said["pence"] == result["spent_pence"] == sum(each["pence"] for each in said["awards"]) > 0
    after = record()[entry.number :]
    kinds = [each.kind for each in after]
    moves = [each.payload for each in after if each.kind == "money_moved"]
    given = [each.payload for each in after if each.kind == "undertaking_given"]
    assert kinds == ["money_moved"] * (len(said["awards"]) + 1) + ["undertaking_given"] * len(given)
    assert {each["entry"] for each in moves} == {entry.number}
    assert [(each["organisation"], each["revenue_pence"], each["capital_pence"]) for each in moves[:-1]] == [
        (each["organisation"], each["pence"], 0) for each in said["awards"]
    ]
    assert (moves[-1]["how"], moves[-1]["revenue_pence"]) == ("released", scored.BUDGET - said["pence"])
    standing = fund_of("pride")
    assert standing is not None
    held = standing.ledger.balances()
    assert held[Pot("set aside", "p1", "revenue", "ferry-2027")] == 0
    assert held[Pot("left", "p1", "revenue")] == 300_000_001 - said["pence"]
    assert sum(sum_ for pot, sum_ in held.items() if pot.where == "awarded") == said["pence"]
    promised = [(bid.bidder, each.text) for bid in in_order(entry) for each in bid.promises]
    assert [(each["giver"], each["promise"]) for each in given] == promised
    assert {each["round"] for each in given} == {"ferry-2027"}
    assert list(stored.undertakings("ferry-2027")) == result["undertakings"]
    bundle = downloads.bundle()
    assert bundle["awards/ferry-2027/manifest.json"] == one.folder.files["manifest.json"]
    assert check_folder(Folder(bundle)) == []


def in_order(entry: Any) -> list[Bid]:
    by_id = {bid.id: bid for bid in scored.named().bids}
    return [by_id[name] for name in bids_of(entry)]


def test_an_award_is_decided_once_and_only_where_it_was_opened(award: Path) -> None:
    entry = scored.decided()
    before = kept()
    with pytest.raises(NotNow, match=f"it was decided by entry {entry.number}"):
        scored.decided()
    with pytest.raises(NotOnRecord, match="award ferry-2028; the nearest is ferry-2027"):
        scored.decided(name="ferry-2028")
    assert kept() == before


def test_it_takes_a_secretary_and_somebody_of_the_council_whoever_begins(award: Path) -> None:
    before = kept()
    for actors in boards.not_two_who_may(
        Actors("board member", "council officer", "p-9", "p-8"),
    ):
        with pytest.raises(NotAllowed):
            scored.decided(actors=actors)
    assert kept() == before
    scored.decided(actors=Actors("council officer", "board secretary", "p-8", "p-9"))


@pytest.mark.parametrize("touches", ["body-quay-menders", "quay-menders", "ferry-2027"])
@pytest.mark.parametrize("seat", ["p-9", "p-8"])
def test_an_interest_in_a_bidder_a_bid_or_the_award_blocks_either_person(award: Path, touches: str, seat: str) -> None:
    boards.declared(seat, touches, actors=boards.SECRETARY)
    before = kept()
    with pytest.raises(InterestDeclared):
        scored.decided()
    assert kept() == before
    scored.decided(actors=boards.two("p-6", "p-7"))


def test_what_cannot_be_counted_is_refused_and_nothing_moves(award: Path) -> None:
    held = scored.named()
    one = next(pair for pair, kind in held.panel.interests.items() if kind == "none")
    silent = {pair: kind for pair, kind in held.panel.interests.items() if pair != one}
    unscored = {names: each for names, each in held.panel.scores.items() if names[:2] != one}
    rivals = {pair: "rival" if pair[1] == one[1] else kind for pair, kind in held.panel.interests.items()}
    before = kept()
    for panel, refused in (
        (replace(held.panel, interests=silent), InterestsMissing),
        (replace(held.panel, scores=unscored), ScoreFaults),
        (replace(held.panel, interests=rivals), TooFewAssessors),
    ):
        with pytest.raises(refused):
            scored.decided(scored.scores(replace(held, panel=panel)))
    assert kept() == before


def test_a_tie_waits_for_a_lot_and_the_seed_is_published(award: Path) -> None:
    from commonweal.web.reads import stored

    before = kept()
    with pytest.raises(TieOpen, match="are equal in all that decides"):
        scored.decided(scored.scores(scored.tied()))
    assert kept() == before
    scored.decided(scored.scores(scored.tied(), seed="2027-03-01-4711"))
    [one] = stored.awards()
    assert one.folder is not None
    assert json.loads(one.folder.files["input.json"])["seed"] == "2027-03-01-4711"


def test_what_changed_since_it_was_shown_is_not_confirmed(award: Path) -> None:
    from commonweal.web.procedures.decide_scored_award import prepare

    shown = prepare("ferry-2027", scored.scores()).digest
    other = scored.named()
    dearer = (replace(other.bids[0], title="Another offer"), *other.bids[1:])
    before = kept()
    with pytest.raises(NotNow, match="changed since it was shown"):
        scored.decided(scored.scores(replace(other, bids=dearer), seen=shown))
    assert kept() == before
    scored.decided(scored.scores(seen=shown))


def test_money_that_was_released_meanwhile_cannot_be_awarded(award: Path) -> None:
    boards.move(moved("m9", "released", revenue=scored.BUDGET, round="ferry-2027"))
    before = kept()
    with pytest.raises(MovementRefused, match="of revenue there is £0"):
        scored.decided()
    assert kept() == before


def test_no_two_people_give_its_money_away_by_their_word_alone(award: Path) -> None:
    before = kept()
    for entry in (0, 1):
        with pytest.raises(MovementRefused, match="is awarded by its scores alone"):
            boards.move(moved("m3", "awarded", revenue=1, round="ferry-2027", organisation="o-a", entry=entry))
    assert kept() == before


def test_an_award_that_was_decided_can_be_paid(award: Path) -> None:
    from commonweal.web.procedures.move_money import move_money

    entry = scored.decided()
    one = entry.payload["awards"][0]
    paid = moved("m3", "paid", revenue=one["pence"], round="ferry-2027", organisation=one["organisation"])
    move_money("pride", paid, at=rounds.hour(5), actors=boards.two())


def test_where_no_bid_reaches_what_must_be_reached_all_the_money_goes_back(award: Path) -> None:
    from commonweal.web.reads import downloads

    held = scored.named()
    low = {names: replace(each, points=0) for names, each in held.panel.scores.items()}
    entry = scored.decided(scored.scores(replace(held, panel=replace(held.panel, scores=low))))
    assert (entry.payload["awards"], entry.payload["pence"]) == ([], 0)
    [back] = record()[entry.number :]
    assert (back.payload["how"], back.payload["revenue_pence"]) == ("released", scored.BUDGET)
    assert check_folder(Folder(downloads.bundle())) == []


def test_the_folder_tells_of_what_a_bid_costs_only_the_total(award: Path) -> None:
    from commonweal.web.store import models

    scored.decided()
    held = scored.named().bids[0].full_cost
    everything = b"\n".join(bytes(row.data) for row in models.FileRow.objects.all())
    assert str(held.total).encode() in everything
    assert str(held.overheads).encode() not in everything


def test_an_undertaking_whose_name_is_taken_is_refused(award: Path) -> None:
    from commonweal.web.procedures.acting import one_act
    from commonweal.web.procedures.decide_awards import give
    from commonweal.web.procedures.decide_scored_award import prepare

    first = prepare("ferry-2027", scored.scores()).promises[0]
    with one_act():
        give("ferry", first, rounds.hour(3), Actors("board secretary"))
    before = kept()
    with pytest.raises(NotNow, match=f"an undertaking {first.id} was given before"):
        scored.decided()
    assert kept() == before
