"""What ``commonweal check`` sees: one change to a sound place, and the finding that it makes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from commonweal.web import kept_files
from commonweal.web.rights import actors_of
from tests.web.procedures import rounds, voting

AT = rounds.hour(30)
DURABLE = {"sqlite": 2, "postgresql": 3}


def seen(place: Path, at: datetime = AT) -> dict[str, list[str]]:
    """Give the levels of what was seen, by what was looked at; the test's own PostgreSQL is not durable on purpose."""
    from commonweal.web.reads.health import health

    found: dict[str, list[str]] = {}
    for one in health(place, at):
        found.setdefault(one.check, []).append(one.level)
    if connection.vendor == "postgresql":
        assert "fault" in found["durability"]
        found["durability"] = ["good"]
        assert found.pop("log") == ["advice", "advice"]
    return found


def faults(place: Path, at: datetime = AT) -> set[str]:
    return {check for check, levels in seen(place, at).items() if "fault" in levels}


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def lodged() -> None:
    from commonweal.web.procedures.lodge_checkpoint import lodge_checkpoint

    lodge_checkpoint("Harbour library", at=rounds.hour(20), actors=actors_of("lodge_checkpoint"))


def test_a_sound_place_has_no_fault_and_is_told_what_would_be_wise(
    stored_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMMONWEAL_MAIL", raising=False)
    monkeypatch.setattr(kept_files, "sync_seconds", lambda _: 0.002)
    rounds.opened()
    found = seen(stored_place)
    assert {check for check, levels in found.items() if "advice" in levels} == {"mail", "backup", "second home"}
    assert set().union(*map(set, found.values())) == {"good", "advice"}
    assert set(found) == {
        *(
            "tables",
            "chain",
            "rows",
            "guards",
            "durability",
            "disk",
            "clock",
            "time zone",
            "mail",
            "backup",
            "second home",
        ),
        "retention",
    }


def test_a_rewritten_entry_is_a_fault_and_so_are_the_guards_that_were_lifted(stored_place: Path) -> None:
    rounds.opened()
    lodged()
    on = " ON store_entryrow" if connection.vendor == "postgresql" else ""
    execute(f"DROP TRIGGER store_entryrow_no_update{on}")
    assert faults(stored_place) == {"guards"}
    execute("UPDATE store_entryrow SET role = 'steward' WHERE number = 1")
    assert faults(stored_place) == {"guards", "chain"}


def test_a_checkpoint_that_the_record_does_not_hold_is_a_fault(stored_place: Path) -> None:
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import keep

    rounds.opened()
    lodged()
    assert seen(stored_place)["second home"] == ["good"]
    payload = {"count": 1, "head": "f" * 64, "with": "Harbour library"}
    with one_act():
        keep.keep_entry(draft("checkpoint_lodged", rounds.hour(21), actors_of("lodge_checkpoint"), payload))
    assert faults(stored_place) == {"second home"}


def test_a_log_that_may_quote_what_people_wrote_is_said_and_no_fault(place_on_postgres: Path) -> None:
    from commonweal.web.reads.health import health

    rounds.opened()
    told = [one for one in health(place_on_postgres, AT) if one.check == "log"]
    assert [one.said.figures["name"] for one in told] == ["log_min_error_statement", "log_error_verbosity"]
    for setting in ("log_min_error_statement = panic", "log_error_verbosity = terse"):
        execute(f"SET {setting}")
    assert [one.level for one in health(place_on_postgres, AT) if one.check == "log"] == ["good"]
    execute("SET log_min_duration_statement = 0")
    assert [one.level for one in health(place_on_postgres, AT) if one.check == "log"] == ["advice"]


def test_settings_that_lose_what_was_acknowledged_are_faults(place_on_sqlite: Path) -> None:
    rounds.opened()
    execute("PRAGMA synchronous=NORMAL")
    assert faults(place_on_sqlite) == {"durability"}
    execute("PRAGMA synchronous=FULL")
    execute("PRAGMA journal_mode=DELETE")
    assert faults(place_on_sqlite) == {"durability"}


def test_a_clock_before_the_newest_entry_is_a_fault(stored_place: Path) -> None:
    rounds.opened()
    assert faults(stored_place, rounds.hour(-1)) == {"clock"}


@pytest.mark.parametrize(("seconds", "level"), [(0.000_01, "advice"), (0.004, "good")])
def test_a_disk_that_syncs_too_fast_to_be_true_is_said_and_no_fault(
    place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, level: str
) -> None:
    rounds.opened()
    monkeypatch.setattr(kept_files, "sync_seconds", lambda _: seconds)
    assert seen(place_on_sqlite)["disk"] == [level]


def test_the_disk_is_measured_and_nothing_is_left_there(place_on_sqlite: Path) -> None:
    before = sorted(file.name for file in (place_on_sqlite / ".commonweal").iterdir())
    assert kept_files.sync_seconds(place_on_sqlite) > 0
    assert sorted(file.name for file in (place_on_sqlite / ".commonweal").iterdir()) == before


def test_a_time_zone_that_nobody_knows_is_a_fault(stored_place: Path) -> None:
    from commonweal.web.procedures.open_place import open_place

    open_place({**rounds.PLACE, "time_zone": "Europe/Harbour"}, at=rounds.hour(0), actors=actors_of("open_place"))
    assert faults(stored_place) == {"time zone"}


def test_the_newest_backup_is_told_with_its_age(stored_place: Path) -> None:
    from commonweal.web.procedures.take_backup import take_backup

    rounds.opened()
    take_backup(stored_place.parent / "b.zip", stored_place, at=AT)
    assert seen(stored_place, AT + timedelta(days=7))["backup"] == ["good"]
    assert seen(stored_place, AT + timedelta(days=8))["backup"] == ["advice"]
    old = stored_place / ".commonweal" / "backups" / "old.zip"
    old.parent.mkdir()
    old.write_bytes(b"")
    assert "old backups" not in seen(stored_place, datetime.now(UTC))
    assert seen(stored_place, datetime.now(UTC) + timedelta(days=91))["old backups"] == ["advice"]


def test_mail_that_is_set_is_good(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds.opened()
    monkeypatch.setenv("COMMONWEAL_MAIL", "file:")
    assert seen(place_on_sqlite)["mail"] == ["good"]


def test_what_is_kept_too_long_is_a_fault_after_two_days(stored_place: Path) -> None:
    from tests.web.procedures import test_apply_retention as retention

    voting.voting(1)
    retention.ended()
    assert "secrets" not in faults(stored_place, retention.CONFIRMED + timedelta(days=2))
    assert {"secrets", "registers"} <= faults(stored_place, retention.CONFIRMED + timedelta(days=3))
    retention.tidied(retention.CONFIRMED)
    assert not {"secrets", "registers"} & faults(stored_place, retention.CONFIRMED + timedelta(days=3))


def test_an_open_round_needs_its_people(stored_place: Path) -> None:
    from tests.web.pages.signed import person

    voting.voting(1)
    at = voting.OPEN
    assert seen(stored_place, at)["people"] == ["fault"]
    secretary = person("board secretary", at=voting.PLANNED)
    for role in ("returning officer", "count officer"):
        person(role, seat=secretary, at=voting.PLANNED)
    assert seen(stored_place, at)["people"] == ["fault"]
    person("council officer", seat=secretary, at=voting.PLANNED)
    assert seen(stored_place, at)["people"] == ["fault"]
    person("council officer", at=voting.PLANNED)
    assert seen(stored_place, at)["people"] == ["good"]


def test_nothing_that_is_kept_is_changed_by_looking(stored_place: Path) -> None:
    from tests.web.procedures.test_restore_backup import everything

    voting.voting(1)
    before: Callable[[], Any] | dict[str, Any] = everything()
    seen(stored_place)
    assert everything() == before
