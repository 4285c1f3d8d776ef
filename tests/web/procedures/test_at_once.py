"""Many people act at once: the record stays one chain, and nobody's act is lost."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.record.chain import faults
from commonweal.web.rights import actors_of
from tests.web.procedures import rounds

AT_ONCE = 8


def together(act: Callable[[int], object]) -> list[Exception]:
    """Do an act in so many threads at the same moment; give what failed."""
    from django.db import connections

    ready, failed = threading.Barrier(AT_ONCE), []

    def one(number: int) -> None:
        ready.wait()
        try:
            act(number)
        except Exception as bad:  # noqa: BLE001 - whatever fails is what the test asks about
            failed.append(bad)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def lodge(number: int) -> None:
    from commonweal.web.procedures.lodge_checkpoint import lodge_checkpoint

    for turn in range(3):
        lodge_checkpoint(f"Library {number}.{turn}", at=rounds.hour(1), actors=actors_of("lodge_checkpoint"))


def test_acts_at_once_make_one_chain(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    rounds.opened()
    assert together(lodge) == []
    entries = stored.entries()
    assert len(entries) == 1 + 3 * AT_ONCE
    assert faults(entries) == ()


@pytest.mark.parametrize("database", [pytest.param("place_on_postgres", marks=pytest.mark.postgres)])
def test_without_the_lock_acts_at_once_fail(
    database: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above shows something: without the lock it fails, and even then the chain does not fork."""
    from commonweal.web.reads import stored
    from commonweal.web.store import keep

    request.getfixturevalue(database)
    rounds.opened()
    monkeypatch.setattr(keep, "hold_the_record", lambda: None)
    assert together(lodge) != []
    assert faults(stored.entries()) == ()


def test_of_many_who_count_a_round_one_does(stored_place: Path) -> None:
    from commonweal.errors import NotNow
    from commonweal.web.reads import stored

    rounds.opened()
    rounds.with_rules()
    failed = together(lambda _: rounds.counted())
    assert [type(bad) for bad in failed] == [NotNow] * (AT_ONCE - 1)
    assert [entry.kind for entry in stored.entries()].count("result_provisional") == 1
