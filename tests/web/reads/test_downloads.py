"""What may be taken away of a round that is voted on here: everything, or everything but its few ballots."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from commonweal.verifier.boxes import FEWEST
from tests.web.procedures import voting


def opened(voters: int) -> Any:
    """Hold a vote up to its opening."""
    codes = voting.voting(voters)
    for code in codes:
        voting.cast(code, "a")
    closed = voting.close()
    return closed, voting.open_up()


def test_the_box_of_a_round_is_in_the_bundle_from_the_close_on(stored_place: Path) -> None:
    from commonweal.web.reads import downloads

    codes = voting.voting(2)
    voting.cast(codes[0], "a")
    assert [name for name in downloads.whole_bundle() if name.startswith("rounds/")] == []
    closed = voting.close()
    found = downloads.bundle()
    assert [name for name in found if name.startswith("rounds/")] == ["rounds/r1/receipts.txt"]
    assert sha256(found["rounds/r1/receipts.txt"]).hexdigest() == closed.payload["sealed"]


def test_few_ballots_are_given_to_auditors_and_not_published(stored_place: Path) -> None:
    from commonweal.web.reads import downloads

    _, entry = opened(2)
    assert entry.payload["ballots"] < FEWEST
    name = "rounds/r1/opened.jsonl"
    assert name not in downloads.bundle()
    whole = downloads.whole_bundle()
    assert whole[name] == b'{"chosen":["a"],"points":[],"voters":2}\n'
    assert sha256(whole[name]).hexdigest() == entry.payload["opened"]
    assert (downloads.is_withheld(name), downloads.is_withheld("rounds/r1/receipts.txt")) == (True, False)
    assert {path for path in downloads.bundle() if path.startswith("record/")} == {
        path for path in whole if path.startswith("record/")
    }


def test_a_place_without_a_record_has_no_bundle(stored_place: Path) -> None:
    from commonweal.web.reads import downloads

    assert downloads.bundle() == downloads.whole_bundle() == {}


def test_the_constitution_of_a_fund_is_in_the_bundle_as_its_entry_names_it(stored_place: Path) -> None:
    from commonweal.web.reads import downloads
    from tests.web.procedures import boards, rounds

    rounds.opened()
    entry = boards.constituted()
    assert sha256(downloads.bundle()["funds/pride.json"]).hexdigest() == entry.payload["settings"]
