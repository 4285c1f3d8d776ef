"""A backup is one file that holds everything, and any change to it is seen."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commonweal.errors import BackupRefused
from tests.web.procedures import rounds

WHEN = datetime(2026, 11, 21, 12, tzinfo=UTC)


def backup(place: Path) -> Path:
    from commonweal.web.procedures.take_backup import take_backup

    (place / "place.toml").write_text("[place]\n", encoding="utf-8")
    (place / "polls").mkdir(exist_ok=True)
    (place / "polls" / "small.pb").write_bytes(rounds.PB)
    (place / ".hidden").write_text("not taken", encoding="utf-8")
    file = place.parent / "backup.zip"
    take_backup(file, place, at=WHEN)
    return file


def test_a_backup_reads_back_as_it_was_written(stored_place: Path) -> None:
    from commonweal.web.store.archive import read_archive

    rounds.whole_round()
    archive = read_archive(backup(stored_place))
    assert archive.place == {"place.toml": b"[place]\n", "polls/small.pb": rounds.PB}
    assert len(archive.tables["store_entryrow"]) == 8
    assert set(archive.newest) == {"store", "account", "mfa"}
    assert archive.newest["store"] > "0002_guards"
    assert any(row["path"] == "poll.pb" and isinstance(row["data"], bytes) for row in archive.tables["store_filerow"])


def test_a_backup_is_for_its_owner_alone(place_on_sqlite: Path) -> None:
    assert backup(place_on_sqlite).stat().st_mode & 0o077 == 0


def test_a_backup_does_not_overwrite_a_file(place_on_sqlite: Path) -> None:
    backup(place_on_sqlite)
    with pytest.raises(BackupRefused):
        backup(place_on_sqlite)


def rewritten(file: Path, name: str, data: bytes | None) -> Path:
    """Give a backup with one file in it changed, added or (None) left out."""
    with zipfile.ZipFile(file) as archive:
        files = {inside: archive.read(inside) for inside in archive.namelist()}
    files.pop(name, None)
    if data is not None:
        files[name] = data
    changed = file.with_name("changed.zip")
    with zipfile.ZipFile(changed, "w") as archive:
        for inside, content in files.items():
            archive.writestr(inside, content)
    return changed


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rows/store_entryrow.jsonl", b""),
        ("rows/store_entryrow.jsonl", None),
        ("rows/store_other.jsonl", b"{}\n"),
        ("place/place.toml", b"[place]\nname = 'Another'\n"),
        ("place/../../escaped", b"x"),
        ("backup.json", None),
        ("backup.json", b"{}"),
        ("backup.json", b"[]"),
        ("backup.json", b"\xff"),
        (
            "backup.json",
            json.dumps({"format": "commonweal-backup/3", "files": {}, "migrations": {"store": "0002_guards"}}).encode(),
        ),
    ],
)
def test_a_changed_backup_is_refused(place_on_sqlite: Path, name: str, data: bytes | None) -> None:
    from commonweal.web.store.archive import read_archive

    rounds.opened()
    file = backup(place_on_sqlite)
    read_archive(file)
    with pytest.raises(BackupRefused):
        read_archive(rewritten(file, name, data))


def test_a_backup_that_is_a_zip_bomb_is_refused_unread(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web.store import archive

    rounds.opened()
    sound = backup(place_on_sqlite)
    with zipfile.ZipFile(sound) as read:
        files = {name: read.read(name) for name in read.namelist()}
    bomb = sound.with_name("bomb.zip")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in {**files, "place/zeros": bytes(2**26)}.items():
            out.writestr(name, data)
    assert bomb.stat().st_size < 2**20

    def unread(*_: object, **__: object) -> object:
        pytest.fail("some of the bomb was unpacked")

    with monkeypatch.context() as patch:
        patch.setattr(zipfile.ZipFile, "open", unread)
        with pytest.raises(BackupRefused):
            archive.read_archive(bomb)
    # The same beginning with few zeros is damaged, and no bomb: what it lists is what is wrong with it.
    few = rewritten(sound, "place/zeros", bytes(100))
    with pytest.raises(BackupRefused, match="place/zeros"):
        archive.read_archive(few)


def test_a_file_that_unpacks_to_another_size_than_it_states_is_refused(place_on_sqlite: Path) -> None:
    from commonweal.web.store.archive import read_archive

    file = backup(place_on_sqlite)
    data = bytearray(file.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    for size in (5, 2**20):
        data[entry + 24 : entry + 28] = size.to_bytes(4, "little")
        (lying := file.with_name(f"lying-{size}.zip")).write_bytes(bytes(data))
        with pytest.raises(BackupRefused):
            read_archive(lying)


def test_a_backup_cut_short_is_refused(place_on_sqlite: Path) -> None:
    from commonweal.web.store.archive import read_archive

    file = backup(place_on_sqlite)
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(BackupRefused):
        read_archive(file)
