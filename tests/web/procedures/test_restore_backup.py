"""A backup is restored whole, on either database, and the record says that it was."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from commonweal.errors import BackupRefused, NotAllowed, RecordBroken
from commonweal.record.chain import disagreements, faults
from commonweal.web.rights import Actors, actors_of
from tests.web.procedures import rounds
from tests.web.procedures.test_erase_content import WORDS, erase, with_words
from tests.web.store.test_archive import rewritten

WHEN = datetime(2026, 11, 21, 12, tzinfo=UTC)


def taken(place: Path, name: str = "backup.zip") -> Path:
    from commonweal.web.procedures.take_backup import take_backup

    (place / "place.toml").write_text("[place]\n", encoding="utf-8")
    file = place.parent / name
    take_backup(file, place, at=WHEN)
    return file


def restore(file: Path, place: Path, *, replace: bool = True, role: str = "steward", at: datetime = WHEN) -> Any:
    from commonweal.web.procedures.restore_backup import restore_backup

    return restore_backup(file, place, replace=replace, at=at, actors=Actors(role))


def everything() -> dict[str, list[tuple[Any, ...]]]:
    from django.apps import apps

    tables = {model.__name__: model for model in apps.get_app_config("store").get_models()}
    rows = {name: model._default_manager.values_list() for name, model in tables.items()}
    return {name: [tuple(map(plain, row)) for row in of_table] for name, of_table in rows.items()}


def plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def test_a_restored_place_is_the_one_that_was_backed_up(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    with_words()
    before = everything()
    file = taken(stored_place)
    rounds_after(stored_place)
    entry = restore(file, stored_place)
    after = everything()
    assert after["EntryRow"][:-1] == before["EntryRow"]
    assert {**after, "EntryRow": []} == {**before, "EntryRow": []}
    assert (entry.kind, entry.payload["count"]) == ("backup_restored", len(before["EntryRow"]))
    assert entry.payload["taken"] == "2026-11-21T12:00:00Z"
    assert faults(stored.entries()) == ()


def rounds_after(place: Path) -> None:
    """Do something more, that the backup does not know of."""
    from commonweal.web.procedures.lodge_checkpoint import lodge_checkpoint

    lodge_checkpoint("Harbour library", at=rounds.hour(40), actors=actors_of("lodge_checkpoint"))


def test_work_goes_on_after_a_restore(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    rounds.opened()
    restore(taken(stored_place), stored_place)
    with pytest.raises(Exception, match="only added to"), connection.cursor() as cursor:
        cursor.execute("UPDATE store_entryrow SET kind = 'x'")
    from commonweal.funding.rounds import RoundRules
    from commonweal.funding.spec import read_spec
    from commonweal.web.procedures.publish_rules import publish_rules

    rules = RoundRules("r1", "A", read_spec("greedy"), WHEN.date())
    publish_rules(rules, at=WHEN, actors=actors_of("publish_rules"))
    assert [entry.kind for entry in stored.entries()] == ["place_opened", "backup_restored", "rules_published"]


def test_whoever_kept_a_later_checkpoint_sees_what_was_lost(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    rounds.opened()
    file = taken(stored_place)
    rounds_after(stored_place)
    kept = stored.checkpoint()
    restore(file, stored_place)
    assert len(stored.entries()) == kept.count
    assert disagreements(stored.entries(), kept)


def test_erased_words_do_not_come_back_with_an_older_backup(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    number = with_words()
    file = taken(stored_place)
    erase(number, "reason")
    restore(file, stored_place)
    assert stored.personal(number) == ()
    assert WORDS not in repr(everything())


def test_a_withdrawn_invitation_is_not_open_again_after_a_restore(stored_place: Path) -> None:
    from commonweal.errors import InvitationRefused
    from commonweal.web.procedures.accept_invitation import accept_invitation
    from commonweal.web.procedures.invite_person import invite_person
    from commonweal.web.procedures.restore_backup import restore_backup
    from commonweal.web.procedures.withdraw_invitation import withdraw_invitation
    from commonweal.web.store import people
    from tests.web.pages.signed import person

    rounds.opened()
    person("auditor", at=rounds.hour(1))
    steward = Actors("steward")
    to, at = people.Appointment("board member"), rounds.hour(2)
    numbers = [
        invite_person(f"{name}@example.org", name, to, token=name * 32, at=at, actors=steward) for name in ("a", "b")
    ]
    file = taken(stored_place)
    withdraw_invitation(numbers[0], at=at, actors=steward)
    said: list[Any] = []
    restore_backup(file, stored_place, replace=True, at=WHEN, actors=steward, told=said.append)
    assert [one.figures["invitations"] for one in said] == [2]
    assert people.open_invitations(at) == ()
    assert sorted(row[-1] for row in everything()["InvitationRow"]) == ["taken", "withdrawn", "withdrawn"]
    with pytest.raises(InvitationRefused):
        accept_invitation("a" * 32, name="A", password="p" * 20, seat="", at=at, actors=Actors("resident"))


def test_a_restore_without_open_invitations_says_nothing_of_them(place_on_sqlite: Path) -> None:
    from commonweal.web.procedures.restore_backup import restore_backup

    rounds.opened()
    said: list[Any] = []
    restore_backup(
        taken(place_on_sqlite), place_on_sqlite, replace=True, at=WHEN, actors=Actors("steward"), told=said.append
    )
    assert said == []


def test_what_stands_is_backed_up_before_it_goes(stored_place: Path) -> None:
    from commonweal.web.store.archive import read_archive

    rounds.opened()
    file = taken(stored_place)
    rounds_after(stored_place)
    restore(file, stored_place)
    (kept,) = (stored_place / ".commonweal" / "backups").glob("before-restore-*.zip")
    assert len(read_archive(kept).tables["store_entryrow"]) == 2


def test_what_stands_is_not_replaced_unasked(stored_place: Path) -> None:
    rounds.opened()
    file = taken(stored_place)
    before = everything()
    with pytest.raises(BackupRefused):
        restore(file, stored_place, replace=False)
    assert everything() == before


def altered_entry(file: Path) -> Path:
    from commonweal.terms import canon
    from commonweal.web.store.archive import read_archive

    rows = [dict(row) for row in read_archive(file).tables["store_entryrow"]]
    rows[0]["payload"] = rows[0]["payload"].replace("Harbour board", "Another board")
    return forged(file, {"rows/store_entryrow.jsonl": b"".join(canon.encode(row) + b"\n" for row in rows)})


def of_the_future(file: Path) -> Path:
    return forged(file, {}, migrations={"store": "9999_later"})


def leaving_the_folder(file: Path) -> Path:
    return forged(file, {"place/../../escaped": b"x"})


def forged(file: Path, files: dict[str, bytes], **members: object) -> Path:
    """Give a backup changed by somebody who mends its hashes too."""
    import json
    import zipfile
    from hashlib import sha256

    from commonweal.terms import canon

    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("backup.json"))
    for name, data in files.items():
        file = rewritten(file, name, data)
        manifest["files"][name] = sha256(data).hexdigest()
    return rewritten(file, "backup.json", canon.encode({**manifest, **members}))


@pytest.mark.parametrize(
    ("change", "refusal"),
    [(altered_entry, RecordBroken), (of_the_future, BackupRefused), (leaving_the_folder, BackupRefused)],
)
def test_a_backup_that_does_not_hold_together_changes_nothing(
    stored_place: Path, change: Callable[[Path], Path], refusal: type[Exception]
) -> None:
    rounds.opened()
    file = taken(stored_place)
    rounds_after(stored_place)
    before = everything()
    with pytest.raises(refusal):
        restore(change(file), stored_place)
    assert everything() == before
    assert not list(stored_place.glob(".commonweal/backups/*"))


def test_a_visitor_may_not_restore(place_on_sqlite: Path) -> None:
    rounds.opened()
    with pytest.raises(NotAllowed):
        restore(taken(place_on_sqlite), place_on_sqlite, role="visitor")


@pytest.mark.parametrize("step", ["keep_entry", "erase"])
def test_a_restore_that_fails_halfway_leaves_what_stood(
    stored_place: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    from commonweal.web import setup
    from commonweal.web.store import keep

    def strike(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    rounds.opened()
    file = taken(stored_place)
    rounds_after(stored_place)
    before = everything()
    with monkeypatch.context() as patch:
        patch.setattr(keep, step, strike)
        with pytest.raises(OSError, match="No space left"):
            restore(file, stored_place)
    setup(stored_place)
    assert everything() == before
    restore(file, stored_place, at=WHEN + timedelta(seconds=1))
    assert len(everything()["EntryRow"]) == 2


@pytest.mark.parametrize("database", [pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_backup_of_postgresql_is_restored_on_sqlite(
    database: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web import setup

    place = request.getfixturevalue(f"place_on_{database}")
    with_words()
    before = everything()
    file = taken(place)
    monkeypatch.delenv("DATABASE_URL")
    setup(tmp_path / "moved")
    restore(file, tmp_path / "moved")
    after = everything()
    assert after["EntryRow"][:-1] == before["EntryRow"]
    assert {**after, "EntryRow": []} == {**before, "EntryRow": []}


def test_a_folder_that_was_never_served_is_backed_up_before_it_goes(place_on_sqlite: Path, tmp_path: Path) -> None:
    from commonweal.web.opening import open_as_it_is
    from commonweal.web.store.archive import read_archive

    rounds.opened()
    file = taken(place_on_sqlite)
    other = tmp_path / "other"
    other.mkdir()
    (other / "place.toml").write_text("# mine\n", encoding="utf-8")
    open_as_it_is(other)
    with pytest.raises(BackupRefused):
        restore(file, other, replace=False)
    assert list(other.iterdir()) == [other / "place.toml"]
    restore(file, other)
    (kept,) = (other / ".commonweal" / "backups").iterdir()
    archive = read_archive(kept)
    assert archive.place == {"place.toml": b"# mine\n"}
    assert restore(kept, other, at=WHEN + timedelta(seconds=1)).payload["count"] == 0
    assert (other / "place.toml").read_text("utf-8") == "# mine\n"


def test_a_restored_empty_place_can_still_begin_its_record(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    restore(taken(stored_place), stored_place)
    from commonweal.web.procedures.open_place import open_place

    open_place(rounds.PLACE, at=WHEN + timedelta(hours=1), actors=actors_of("open_place"))
    assert [entry.kind for entry in stored.entries()] == ["backup_restored", "place_opened"]


@pytest.mark.parametrize("end", ["ballots_opened", "result_confirmed", "round_stopped"])
def test_a_backup_of_voting_days_brings_nothing_back_that_was_destroyed_since(stored_place: Path, end: str) -> None:
    from commonweal.web.reads import stored
    from tests.web.procedures import test_apply_retention as retention
    from tests.web.procedures import voting

    codes = voting.voting(3)
    voting.cast(codes[0], "a")
    voting.check_in(codes[1])
    file = taken(stored_place)
    if end != "round_stopped":
        voting.close()
        voting.enter("p-8", "a")
        voting.enter("p-9", "a")
        voting.open_up()
    if end != "ballots_opened":
        retention.ended(end)
    restore(file, stored_place, at=voting.CLOSED)
    kept = everything()
    over = end != "ballots_opened"
    assert not kept["SealedRow"]
    assert not kept["PaperRow"]
    for table in ("RoundSecretRow", "CastRow", "CredentialRow", "RegisterRow", "PaperBatchRow"):
        assert bool(kept[table]) is not over, table
    assert faults(stored.entries()) == ()


def test_a_backup_taken_before_the_secrets_were_destroyed_does_not_bring_them_back(stored_place: Path) -> None:
    from tests.web.procedures import test_apply_retention as retention
    from tests.web.procedures import voting

    voting.voting(2)
    retention.ended()
    file = taken(stored_place)
    restore(file, stored_place, at=retention.CONFIRMED)
    assert not any(everything()[table] for table in ("RoundSecretRow", "CredentialRow", "RegisterRow"))


def test_a_round_of_another_place_tells_nothing_of_the_one_that_is_restored(stored_place: Path) -> None:
    from tests.web.procedures import test_apply_retention as retention
    from tests.web.procedures import voting

    voting.voting(2)
    file = taken(stored_place)
    before = everything()["CredentialRow"]
    from django.core.management import call_command

    from commonweal.web.opening import migrate_to

    call_command("migrate", "store", "zero", verbosity=0)
    migrate_to(None)
    rounds.opened()
    voting.with_key(title="Another round")
    retention.ended()
    restore(file, stored_place, at=retention.CONFIRMED)
    assert everything()["CredentialRow"] == before
