"""A person's words can be destroyed for good, while every hash stays valid and no result moves."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import EntryRefused, NotAllowed
from commonweal.record.chain import faults
from commonweal.record.entries import Draft
from commonweal.web.rights import Actors, actors_of
from tests.web.procedures import rounds

WORDS = "We are too few since the spring, and two of us are ill."


def with_words() -> int:
    """Record an answer in a person's own words; give the number of its entry."""
    from commonweal.web.procedures.acting import one_act
    from commonweal.web.store import keep

    rounds.whole_round()
    payload = {"id": "r1-a", "state": "late"}
    with one_act():
        entry = keep.keep_entry(
            Draft("undertaking_answered", "2026-11-02T09:00:00Z", "organisation member", payload, {"reason": WORDS})
        )
    return entry.number


def erase(number: int, *fields: str, role: str = "council officer") -> Any:
    from commonweal.web.procedures.erase_content import erase_content

    return erase_content(number, fields, reason="asked by the person", at=rounds.hour(30), actors=Actors(role))


def test_words_are_kept_apart_and_erased_for_good(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    number = with_words()
    assert [part.value for part in stored.personal(number)] == [WORDS]
    before = stored.entries()
    erase(number, "reason")
    assert stored.personal(number) == ()
    assert stored.entries()[:-1] == before
    assert faults(stored.entries()) == ()
    assert stored.entries()[-1].kind == "content_erased"


def test_nothing_of_the_words_is_left_in_the_files_of_sqlite(place_on_sqlite: Path) -> None:
    from django.db import connections

    def left() -> bool:
        files = (place_on_sqlite / ".commonweal").glob("place.sqlite3*")
        return any(WORDS.encode() in file.read_bytes() for file in files)

    number = with_words()
    connections.close_all()  # so that the words lie in the file itself, and no longer in its write-ahead log alone
    assert left()
    erase(number, "reason")
    assert not left()
    connections.close_all()
    assert not left()


def test_erasing_a_person_moves_no_result(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    number = with_words()
    before = [(one.id, one.count, one.confirmed, one.awarded) for one in stored.rounds()]
    erase(number, "reason")
    assert [(one.id, one.count, one.confirmed, one.awarded) for one in stored.rounds()] == before


def test_erasing_what_is_not_there_is_refused(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    number = with_words()
    for wrong in ((number, "name"), (number + 5, "reason"), (1, "reason")):
        with pytest.raises(EntryRefused):
            erase(*wrong)
    assert len(stored.personal(number)) == 1


def test_the_steward_may_not_erase(place_on_sqlite: Path) -> None:
    number = with_words()
    with pytest.raises(NotAllowed):
        erase(number, "reason", role="steward")


def test_a_lodged_checkpoint_is_that_of_the_record_before_it(stored_place: Path) -> None:
    from commonweal.web.procedures.lodge_checkpoint import lodge_checkpoint
    from commonweal.web.reads import stored

    rounds.opened()
    before = stored.checkpoint()
    entry = lodge_checkpoint("Harbour library", at=rounds.hour(1), actors=actors_of("lodge_checkpoint"))
    assert (entry.payload["count"], entry.payload["head"]) == (before.count, before.head)


def test_a_withdrawal_needs_a_plan(stored_place: Path) -> None:
    from commonweal.errors import NotNow
    from commonweal.formats.place_settings import Withdrawal
    from commonweal.terms.periods import Quarter
    from commonweal.web.procedures.withdraw_organisation import withdraw_organisation

    rounds.opened()
    gone = Withdrawal("o1", Quarter(2028, 1), date(2027, 12, 1), "too few volunteers")
    with pytest.raises(NotNow):
        withdraw_organisation(gone, at=rounds.hour(1), actors=actors_of("withdraw_organisation"))
