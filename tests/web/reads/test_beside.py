"""A row that somebody changes by hand, behind the guards, is named: by ``verify --live`` and by ``check``.

Each change is made as whoever owns the database would make it: the triggers dropped, the row changed, the triggers put
back, so that nothing but the row itself tells.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction
from typer.testing import CliRunner

from commonweal.web.rights import Actors, actors_of
from tests.web.procedures import boards, rounds, scored, streams, voting

_SALT = "00" * 32


def told() -> None:
    """Do something of every sort: a place, people, a fund, awards, folders, a round that is voted on and counted."""
    from commonweal.formats.folders import with_manifest
    from commonweal.funding.spec import read_spec
    from commonweal.web.procedures.acting import draft, one_act, published
    from commonweal.web.procedures.counting import counted, publish_count
    from commonweal.web.store import keep
    from tests.web.pages.signed import person

    rounds.opened()
    person("board member", at=rounds.hour(0))
    boards.constituted(hour=1)
    rounds.with_rules("r2")
    rounds.counted("r2")
    rounds.confirmed("r2")
    rounds.awarded("r2")
    with one_act():
        for kind, name in (("profile", "profile"), ("plan", "plans/p1")):
            files = with_manifest(kind, {"a.txt": b"a", "b.txt": b"b"})  # type: ignore[arg-type]
            payload = {**published(name, files), **({"plan": "p1"} if kind == "plan" else {})}
            act = "publish_profile" if kind == "profile" else "adopt_plan"
            told = draft(
                f"{kind}_{'published' if kind == 'profile' else 'adopted'}", rounds.hour(5), actors_of(act), payload
            )
            entry = keep.keep_entry(told)
            keep.keep_profile(entry, files) if kind == "profile" else keep.keep_plan(entry, "p1", files)
    voting.with_ballot()
    for code, chosen in zip(voting.codes(3), ("a", "b", "b"), strict=True):
        voting.cast(code, chosen, nonce=code.encode().ljust(32, b"0")[:32])
    voting.close()
    voting.open_up()
    count = counted(voting.ROUND, rounds.small_poll(), read_spec("greedy"))
    with one_act():
        publish_count(count, challenge_until=date(2027, 3, 29), at=voting.CLOSED, actors=actors_of("count_round"))


def by_hand(*statements: str) -> None:
    """Do statements as whoever owns the database does: without its guards, which stand again afterwards."""
    from commonweal.web.store import condition
    from commonweal.web.store.guards import names, raise_guards

    with connection.cursor() as cursor:
        for name in sorted(names(connection.vendor)):
            table = name.rpartition("_no_")[0]
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
        for statement in statements:
            cursor.execute(statement)
            assert cursor.rowcount > 0, statement
    raise_guards(connection)
    assert condition.missing_guards() == ()


def found() -> list[tuple[str, str, str]]:
    from commonweal.web.reads.beside import mismatches

    return [(one.code, one.table, one.row) for one in mismatches()]


def value(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def changed(table: str, column: str, where: str = "1 = 1") -> str:
    """Give the statement that adds a letter to a column of the first row of a table."""
    row = f"(SELECT MIN(id) FROM {table} WHERE {where})"
    return f"UPDATE {table} SET {column} = {column} || 'x' WHERE id = {row}"


def test_a_place_that_nobody_touched_agrees_with_its_record(stored_place: Path) -> None:
    told()
    assert found() == []


TOO = {
    "store_pollrow": {"store_folderrow"},
    "store_countrow": {"store_folderrow"},
    "store_folderrow": {"store_filerow"},
}
"""Tables whose rows differ too where a row of one is changed: the folder of a count names the round of its rules."""
CHANGES = [
    (changed("store_placerow", "canonical"), "V141", "store_placerow"),
    (changed("store_placerow", "digest").replace("digest || 'x'", "'" + "a" * 64 + "'"), "V141", "store_placerow"),
    (changed("store_pollrow", "canonical"), "V141", "store_pollrow"),
    (changed("store_pollrow", "round"), "V141", "store_pollrow"),
    (changed("store_fundrow", "canonical"), "V141", "store_fundrow"),
    (changed("store_fundrow", "fund"), "V141", "store_fundrow"),
    (changed("store_undertakingrow", "canonical"), "V141", "store_undertakingrow"),
    (changed("store_undertakingrow", "name"), "V141", "store_undertakingrow"),
    (changed("store_undertakingrow", "round"), "V141", "store_undertakingrow"),
    (changed("store_receiptlistrow", "receipts"), "V141", "store_receiptlistrow"),
    (changed("store_receiptlistrow", "round"), "V141", "store_receiptlistrow"),
    (changed("store_openedrow", "canonical"), "V141", "store_openedrow"),
    (changed("store_openedrow", "round"), "V141", "store_openedrow"),
    ("UPDATE store_openedrow SET voters = voters + 1", "V141", "store_openedrow"),
    (changed("store_folderrow", "name"), "V141", "store_folderrow"),
    (changed("store_folderrow", "kind"), "V141", "store_folderrow"),
    ("UPDATE store_folderrow SET digest = 'x' WHERE kind = 'plan'", "V141", "store_folderrow"),
    ("UPDATE store_filerow SET data = 'x' WHERE path = 'a.txt'", "V141", "store_filerow"),
    ("UPDATE store_filerow SET data = 'x' WHERE path = 'manifest.json'", "V141", "store_filerow"),
    ("UPDATE store_filerow SET path = 'c.txt' WHERE path = 'a.txt'", "V142", "store_filerow"),
    ("UPDATE store_filerow SET path = 'c.txt' WHERE path = 'a.txt'", "V143", "store_filerow"),
    ("""UPDATE store_personalrow SET text = '"Another"'""", "V144", "store_personalrow"),
    (f"UPDATE store_personalrow SET salt = '{_SALT}'", "V144", "store_personalrow"),
    ("UPDATE store_personalrow SET salt = 'no'", "V144", "store_personalrow"),
    ("UPDATE store_personalrow SET field = 'other'", "V144", "store_personalrow"),
    ("DELETE FROM store_personalrow", "V144", "store_personalrow"),
    ("DELETE FROM store_undertakingrow", "V142", "store_undertakingrow"),
    ("DELETE FROM store_fundrow", "V142", "store_fundrow"),
    ("DELETE FROM store_openedrow", "V142", "store_openedrow"),
    ("DELETE FROM store_receiptlistrow", "V142", "store_receiptlistrow"),
    ("DELETE FROM store_countrow WHERE id = 1", "V142", "store_countrow"),
    ("UPDATE store_fundrow SET entry_id = 1", "V143", "store_fundrow"),
    ("UPDATE store_planrow SET entry_id = 1", "V143", "store_planrow"),
    ("UPDATE store_profilerow SET entry_id = 1", "V143", "store_profilerow"),
    ("UPDATE store_openedrow SET entry_id = 1", "V143", "store_openedrow"),
    (changed("store_rolerow", "role"), "V141", "store_rolerow"),
    ("UPDATE store_rolerow SET organisation = 'o-a'", "V141", "store_rolerow"),
    ("UPDATE store_rolerow SET until = '2030-01-01'", "V141", "store_rolerow"),
    ("UPDATE store_rolerow SET ended_id = 1", "V141", "store_rolerow"),
    ("UPDATE store_rolerow SET began_id = 1", "V143", "store_rolerow"),
]


def test_a_row_that_is_changed_by_hand_is_named_whichever_table_it_stands_in(stored_place: Path) -> None:
    told()
    missed = {}
    for given, *expected in CHANGES:
        statement = given
        if connection.vendor == "postgresql":
            statement = given.replace("data = 'x'", "data = decode('78', 'hex')")
        with transaction.atomic():
            by_hand(statement)
            seen = {(code, table) for code, table, _ in found()}
            transaction.set_rollback(True)
        if tuple(expected) not in seen or not {table for _, table in seen} <= {expected[1], *TOO.get(expected[1], ())}:
            missed[statement] = seen
    assert missed == {}
    assert found() == []


def named_by_their_entries() -> None:
    """Publish the folders that no row ties to their entry."""
    rounds.opened()
    streams.fund_with_money()
    streams.allocated()
    scored.opened(scored.opening(budget=scored.pence(90_000_00)))
    scored.decided()


def files_gone(kind: str) -> str:
    return f"DELETE FROM store_filerow WHERE folder_id IN (SELECT id FROM store_folderrow WHERE kind = '{kind}')"


def test_a_folder_that_an_entry_names_by_itself_is_held_to_it(stored_place: Path) -> None:
    named_by_their_entries()
    assert found() == []
    for kind in ("stream", "scheme", "award"):
        for statements, seen in (
            ([f"UPDATE store_folderrow SET digest = 'x' WHERE kind = '{kind}'"], {"V141"}),
            ([f"UPDATE store_folderrow SET name = 'x' WHERE kind = '{kind}'"], {"V142", "V143"}),
            ([f"UPDATE store_folderrow SET kind = 'x' WHERE kind = '{kind}'"], {"V142", "V143"}),
            ([files_gone(kind), f"DELETE FROM store_folderrow WHERE kind = '{kind}'"], {"V142"}),
        ):
            with transaction.atomic():
                by_hand(*statements)
                told = found()
                transaction.set_rollback(True)
            assert {(code, table) for code, table, _ in told} == {(code, "store_folderrow") for code in seen}, kind
    assert found() == []


def test_every_table_that_is_guarded_and_bound_by_an_entry_has_a_change_here() -> None:
    from commonweal.web.store.guards import GUARDED

    unbound = {"store_reviewerrow"}
    below = {"store_entryrow"}
    assert set(GUARDED) - unbound - below <= {table for *_, table in CHANGES}


def test_words_and_rules_that_were_changed_by_hand_are_told_by_verify_and_check(stored_place: Path) -> None:
    told()
    entry = value("SELECT entry_id FROM store_personalrow ORDER BY id LIMIT 1")
    poll, frozen = value("SELECT id FROM store_pollrow LIMIT 1"), value("SELECT entry_id FROM store_pollrow LIMIT 1")
    by_hand(
        f"""UPDATE store_personalrow SET text = '"words that nobody wrote"' WHERE entry_id = {entry}""",
        f"UPDATE store_pollrow SET canonical = '{{}}' WHERE id = {poll}",
    )
    connections.close_all()
    status, out = run("verify", "--live", stored_place)
    assert status == 1
    assert f"running database, entry {entry}, store_personalrow" in out
    assert f"running database, entry {frozen}, store_pollrow {poll}: This row was changed by hand: canonical" in out
    connections.close_all()
    machine = json.loads(run("verify", "--live", stored_place, "--json")[1])
    assert sorted(one["code"] for one in machine["findings"]) == ["V141", "V144"]
    connections.close_all()
    checked = json.loads(run("check", stored_place, "--json")[1])["findings"]
    wrong = [one["says"] for one in checked if (one["check"], one["level"]) == ("rows", "fault")]
    assert len(wrong) == 2
    assert "store_personalrow" in wrong[0]


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("UPDATE store_entryrow SET role = 'auditor' WHERE number = 2", {"V113"}),
        ("UPDATE store_entryrow SET payload = '{}' WHERE number = 2", {"V113", "V116"}),
        ("DELETE FROM store_entryrow WHERE kind = 'lot_drawn' OR kind = 'codes_issued'", {"V112"}),
    ],
)
def test_an_entry_that_is_changed_by_hand_is_told_by_verify(
    stored_place: Path, statement: str, codes: set[str]
) -> None:
    told()
    by_hand(statement)
    connections.close_all()
    status, out = run("verify", "--live", stored_place, "--json")
    assert status == 1
    assert codes <= {one["code"] for one in json.loads(out)["findings"]}


def run(*arguments: object) -> tuple[int, str]:
    from commonweal.cli.main import app

    answered = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return answered.exit_code, answered.stdout


def test_erased_words_are_no_fault_and_words_that_come_back_are(stored_place: Path) -> None:
    from commonweal.web.procedures.erase_content import erase_content

    told()
    entry, field, salt, text = row_of_words()
    secretary = Actors("board secretary")
    erase_content(entry, [field], reason="harm", at=voting.CLOSED, actors=secretary)
    assert found() == []
    by_hand(
        f"INSERT INTO store_personalrow (entry_id, field, salt, text) VALUES ({entry}, '{field}', '{salt}', '{text}')"
    )
    assert found() == [("V144", "store_personalrow", field)]


def row_of_words() -> tuple[int, str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT entry_id, field, salt, text FROM store_personalrow ORDER BY id")
        row: tuple[int, str, str, str] = cursor.fetchone()
    return row


def test_words_whose_erasure_was_lost_with_a_restore_are_no_fault(stored_place: Path) -> None:
    from tests.web.procedures.test_erase_content import erase, with_words
    from tests.web.procedures.test_restore_backup import restore, taken

    number = with_words()
    file = taken(stored_place)
    erase(number, "reason")
    restore(file, stored_place)
    assert found() == []


def test_a_role_that_ended_and_is_held_again_by_hand_is_named(stored_place: Path) -> None:
    from commonweal.web.procedures.end_role import end_role

    told()
    seat = value("SELECT seat FROM store_personrow")
    end_role(seat, "board member", reason="resigned", at=voting.CLOSED, actors=Actors("board member", person=seat))
    assert found() == []
    by_hand("UPDATE store_rolerow SET ended_id = NULL")
    assert found() == [("V141", "store_rolerow", "")]


def test_many_rows_are_counted_by_check_and_not_all_said(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web.reads import health

    told()
    by_hand("UPDATE store_filerow SET path = path || '.x'")
    monkeypatch.setattr(health, "MOST_ROWS", 3)
    rows = [one for one in health.health(stored_place, voting.CLOSED) if one.check == "rows"]
    assert len(rows) == 4
    assert rows[-1].said.figures["more"] == len(found()) - 3
