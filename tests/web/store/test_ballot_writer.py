"""Many wait and one writes: never more than may stand in one transaction, and nobody waits for ever."""

from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import BallotNotKept
from tests.web.procedures import voting
from tests.web.procedures.test_cast_ballot import AT_ONCE, at_once, rows


def event_codes() -> list[str]:
    """Open voting and issue a code for each thread."""
    from commonweal.web.procedures.issue_event_codes import issue_event_codes

    voting.voting(1)
    actors = voting.pair("issue_event_codes")
    return [*issue_event_codes(voting.ROUND, AT_ONCE, at=voting.OPEN, actors=actors)[1]]


def watched(monkeypatch: pytest.MonkeyPatch, break_off: int = 0) -> list[int]:
    """Note how many ballots each transaction holds; break the thread off that writes the so-many-th."""
    from commonweal.web.store import ballot_writer

    real, sizes = ballot_writer._commit, []

    def commit(casts: Any, doors: Any) -> Any:
        sizes.append(len(casts))
        if len(sizes) == break_off:
            raise KeyboardInterrupt
        return real(casts, doors)

    monkeypatch.setattr(ballot_writer, "_commit", commit)
    return sizes


def test_a_transaction_holds_no_more_than_its_most_and_every_ballot_is_kept(
    stored_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web.store import ballot_writer

    codes = event_codes()
    monkeypatch.setattr(ballot_writer, "MOST", 3)
    sizes = watched(monkeypatch)
    answers = at_once(lambda number: voting.cast(codes[number], "a"))
    assert {type(answer) for answer in answers} == {str}
    assert rows() == (AT_ONCE, AT_ONCE)
    assert sum(sizes) == AT_ONCE
    assert max(sizes) <= 3


def test_ballots_that_wait_are_written_together(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = event_codes()
    sizes = watched(monkeypatch)
    at_once(lambda number: voting.cast(codes[number], "a"))
    assert sum(sizes) == AT_ONCE
    assert len(sizes) < AT_ONCE


def test_when_the_thread_that_writes_is_broken_off_the_others_are_told_and_the_next_ballot_is_kept(
    place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web.store.ballot_writer import WRITER, Cast, _Waiting

    codes = event_codes()
    other = _Waiting(Cast("r1", "", "", b"", "online", "", voting.OPEN, voting.VOTER), lambda _: [])
    WRITER._waiting.append(other)
    watched(monkeypatch, break_off=1)
    with pytest.raises(KeyboardInterrupt):
        voting.cast(codes[0], "a")
    assert other.done
    assert isinstance(other.answer, BallotNotKept)
    assert rows() == (0, 0)
    voting.cast(codes[0], "a")
    assert rows() == (1, 1)
