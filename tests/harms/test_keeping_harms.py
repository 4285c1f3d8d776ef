"""Harms of what is stored: residents watched, a place locked in, decisions made by whoever runs the machine."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import CommonwealError, NotAllowed, NotNow
from commonweal.record.chain import faults
from commonweal.web.rights import RIGHTS, Actors, actors_of
from tests.web.procedures import rounds
from tests.web.procedures.test_erase_content import WORDS, erase, with_words

READ = ("/", "/needs/", "/decide/", "/decide/r1/", "/record/", "/record/1/", "/hand-over/", "/glossary/", "/no-such/")
WHO: dict[str, Any] = {
    "REMOTE_ADDR": "203.0.113.77",
    "HTTP_X_FORWARDED_FOR": "203.0.113.78",
    "HTTP_USER_AGENT": "Somebody's own browser",
    "HTTP_COOKIE": "known=somebody",
    "HTTP_REFERER": "https://somewhere.example/page",
}


def test_surveillance_reading_leaves_no_trace_and_sets_no_cookie(stored_place: Path) -> None:
    """Everybody reads as nobody: not a row, not a file and not a cookie is different afterwards."""
    from django.test import Client

    from tests.web.procedures.test_restore_backup import everything

    rounds.whole_round()
    before = everything()
    client = Client(raise_request_exception=False)
    answers = [client.get(address, **WHO) for address in READ]
    assert answers[0].status_code == 200
    assert [dict(answer.cookies) for answer in answers] == [{}] * len(READ)
    assert everything() == before
    kept = b"".join(path.read_bytes() for path in stored_place.rglob("*") if path.is_file())
    assert not [trace for trace in WHO.values() if trace.encode() in kept]


OF_THOSE_WHO_ACT = ("auth_", "account_", "mfa_", "django_", "store_personrow", "store_invitationrow")
"""Tables of the accounts of those who act for the board; nobody who reads or votes has one."""


def test_surveillance_no_column_could_hold_who_read_or_voted(stored_place: Path) -> None:
    from django.db import connection

    suspicious = ("ip", "addr", "agent", "browser", "cookie", "session", "user", "email", "voter", "device", "phone")
    columns = [
        f"{table}.{column.name}"
        for table in connection.introspection.table_names()
        if not table.startswith(OF_THOSE_WHO_ACT)
        for column in connection.introspection.get_table_description(connection.cursor(), table)
    ]
    assert columns
    assert [name for name in columns for word in suspicious if word in name.split(".")[1].split("_")] == []


def test_surveillance_what_a_voter_is_never_reaches_the_database(stored_place: Path) -> None:
    """Ages and sexes in a poll's file are dropped on the way in, and so is the order of the ballots."""
    from commonweal.formats import pabulib
    from commonweal.web.procedures.close_round import close_round
    from commonweal.web.reads import stored

    told = rounds.PB.replace(b"voter_id;vote\n", b"voter_id;vote;age;sex\n")
    for name, vote in ((b"1", b"a"), (b"2", b"a,c"), (b"3", b"b,c"), (b"4", b"c")):
        told = told.replace(b"\n" + name + b";" + vote + b"\n", b"\nperson-" + name + b";" + vote + b";67;F\n")
    rounds.opened()
    rounds.with_rules()
    until = datetime(2026, 11, 9, tzinfo=UTC).date()
    close_round("r1", pabulib.read(told), challenge_until=until, at=rounds.hour(2), actors=actors_of("close_round"))
    one = stored.round_of("r1")
    assert one is not None
    assert one.count is not None
    assert b"person-3;b,c;67;F" in told
    assert not [path for path, data in one.count.files.items() if b"person-" in data or b";67" in data]


def test_blame_machine_erased_words_are_gone_from_the_database_and_the_record_still_holds(stored_place: Path) -> None:
    from commonweal.web.reads import stored
    from tests.web.procedures.test_restore_backup import everything

    number = with_words()
    erase(number, "reason")
    assert WORDS not in repr(everything())
    assert faults(stored.entries()) == ()


def test_lock_in_everything_stored_leaves_in_one_file_and_stands_again_elsewhere(
    stored_place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From whichever database it was, on to another machine with nothing but the file."""
    from commonweal.web.opening import open_as_it_is
    from commonweal.web.procedures.restore_backup import restore_backup
    from commonweal.web.procedures.take_backup import take_backup
    from commonweal.web.reads import stored

    rounds.whole_round()
    before, file = stored.entries(), tmp_path / "all.zip"
    counts = [one.count for one in stored.rounds()]
    take_backup(file, stored_place, at=rounds.hour(20))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    open_as_it_is(tmp_path / "elsewhere")
    restore_backup(file, tmp_path / "elsewhere", replace=False, at=rounds.hour(21), actors=actors_of("restore_backup"))
    assert stored.entries()[:-1] == before
    assert [one.count for one in stored.rounds()] == counts


def test_capture_whoever_runs_the_machine_decides_nothing(stored_place: Path) -> None:
    """The steward may lodge a checkpoint and restore a backup, both seen in the record, and nothing else."""
    from commonweal.web.procedures.confirm_result import confirm_result
    from commonweal.web.procedures.decide_awards import decide_awards
    from commonweal.web.reads import stored

    rounds.opened()
    rounds.with_rules()
    rounds.counted()
    before = stored.entries()
    due = datetime(2027, 6, 30, tzinfo=UTC).date()
    for actors in (Actors("steward"), Actors("steward", "council officer"), Actors("returning officer", "steward")):
        with pytest.raises(NotAllowed):
            confirm_result("r1", at=rounds.hour(3), actors=actors)
        with pytest.raises(NotAllowed):
            decide_awards("r1", rounds.PROPOSALS, receiver="B", due=due, at=rounds.hour(3), actors=actors)
    assert stored.entries() == before
    assert {name for name, right in RIGHTS.items() if "steward" in (*right.roles, *right.seconds)} == {
        "apply_retention",
        "invite_person",
        "lodge_checkpoint",
        "raise_urgent",
        "restore_backup",
        "withdraw_invitation",
    }


def test_gaming_no_result_stands_while_it_may_still_be_challenged(stored_place: Path) -> None:
    from commonweal.web.procedures.confirm_result import confirm_result
    from commonweal.web.reads import stored

    rounds.opened()
    rounds.with_rules()
    rounds.counted(challenge_until=date(2026, 11, 9))
    before = stored.entries()
    for day in (1, 8):
        with pytest.raises(NotNow, match="its day is 2026-11-09"):
            confirm_result("r1", at=datetime(2026, 11, day, 23, tzinfo=UTC), actors=actors_of("confirm_result"))
    assert stored.entries() == before
    confirm_result("r1", at=datetime(2026, 11, 9, tzinfo=UTC), actors=actors_of("confirm_result"))
    assert stored.entries()[-1].kind == "result_confirmed"


def test_fig_leaf_no_count_is_published_under_rules_chosen_after_the_ballots(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    rounds.opened()
    with pytest.raises(CommonwealError):
        rounds.counted()
    rounds.with_rules()
    rounds.counted()
    kinds = [entry.kind for entry in stored.entries()]
    assert kinds.index("rules_published") < kinds.index("result_provisional")
    with pytest.raises(CommonwealError):
        rounds.with_rules()
