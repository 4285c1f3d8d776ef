"""``commonweal backup`` and ``restore``, and what an older copy of the database shows to who kept a checkpoint."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.formats.place_folder import read_place
from commonweal.web.rights import actors_of
from tests.web.places import small_place

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def run(*arguments: object) -> tuple[int, str]:
    told = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return told.exit_code, told.output


@pytest.fixture
def place(place_on_sqlite: Path) -> Path:
    """A place that was served once."""
    from commonweal.web.procedures.take_in import take_in

    folder = small_place(place_on_sqlite.parent / "files")
    settings = (folder / "place.toml").read_text("utf-8")
    start, end = settings.index("[handover]"), settings.index("[[rounds]]")
    (folder / "place.toml").write_text(settings[:start] + settings[end:], "utf-8")
    shutil.copytree(folder, place_on_sqlite, dirs_exist_ok=True)
    take_in(read_place(place_on_sqlite), at=NOW)
    closed()
    return place_on_sqlite


def closed() -> None:
    from django.db import connections

    connections.close_all()


def lodged(place: Path) -> None:
    """Do one more thing, as the running server would."""
    from commonweal.web import setup

    setup(place)
    from commonweal.web.procedures.lodge_checkpoint import lodge_checkpoint

    lodge_checkpoint("Harbour library", at=NOW, actors=actors_of("lodge_checkpoint"))
    closed()


def bundle(place: Path, out: Path) -> Path:
    """Write a bundle of the place, as it is published."""
    from commonweal.formats.folders import write_folder
    from commonweal.web import setup

    setup(place, read_only=True)
    from commonweal.web.reads.downloads import bundle as bundle_files

    write_folder(out, bundle_files())
    closed()
    return out


def test_a_backup_is_made_and_says_what_it_holds(place: Path, tmp_path: Path) -> None:
    status, out = run("backup", place, "--out", tmp_path / "b.zip", "--json")
    told = json.loads(out)
    assert status == 0
    assert (tmp_path / "b.zip").is_file()
    assert told["count"] == 9
    assert len(told["sha256"]) == len(told["head"]) == 64


def test_a_backup_restores_into_a_new_place(place: Path, tmp_path: Path) -> None:
    run("backup", place, "--out", tmp_path / "b.zip")
    status, out = run("restore", tmp_path / "b.zip", tmp_path / "new", "--json")
    assert status == 0
    assert json.loads(out)["entry"] == 10
    assert (tmp_path / "new" / "place.toml").read_bytes() == (place / "place.toml").read_bytes()
    closed()
    assert run("verify", "--live", tmp_path / "new")[0] == 0


def test_a_place_that_was_never_served_is_backed_up_too(place_on_sqlite: Path, tmp_path: Path) -> None:
    folder = small_place(tmp_path / "never", rounds=False)
    assert run("backup", folder, "--out", tmp_path / "b.zip")[0] == 0
    assert run("restore", tmp_path / "b.zip", tmp_path / "new")[0] == 0
    assert (tmp_path / "new" / "areas.csv").read_bytes() == (folder / "areas.csv").read_bytes()


def test_what_cannot_be_done_is_refused_and_leaves_nothing(place: Path, tmp_path: Path) -> None:
    assert "CW601" in run("backup", tmp_path / "nowhere", "--out", tmp_path / "x.zip")[1]
    run("backup", place, "--out", tmp_path / "b.zip")
    assert "CW706" in run("backup", place, "--out", tmp_path / "b.zip")[1]
    assert "CW706" in run("restore", tmp_path / "b.zip", place)[1]
    (tmp_path / "cut.zip").write_bytes((tmp_path / "b.zip").read_bytes()[:-300])
    status, out = run("restore", tmp_path / "cut.zip", tmp_path / "other")
    assert (status, "CW706" in out) == (1, True)
    assert not (tmp_path / "other").exists()
    assert not (tmp_path / "nowhere").exists()
    assert not (tmp_path / "x.zip").exists()


def older_copy_by_hand(place: Path, do: Any) -> None:
    """Copy the database, do something, then put the copy back, as somebody with the machine could."""
    closed()
    file = place / ".commonweal" / "place.sqlite3"
    for part in place.glob(".commonweal/place.sqlite3-*"):
        part.unlink()
    copy = place.parent / "copy.sqlite3"
    shutil.copy(file, copy)
    do()
    closed()
    for part in place.glob(".commonweal/place.sqlite3*"):
        part.unlink()
    shutil.copy(copy, file)


def test_an_older_copy_of_the_database_is_named_by_whoever_kept_a_bundle(place: Path, tmp_path: Path) -> None:
    """The older copy is sound in itself: only what was kept outside shows that something is gone."""

    def more() -> None:
        lodged(place)
        bundle(place, tmp_path / "kept")

    older_copy_by_hand(place, more)
    assert run("verify", "--live", place)[0] == 0
    status, out = run("verify", "--live", place, "--since", tmp_path / "kept")
    assert status == 1
    assert "older copy" in out
    assert run("verify", tmp_path / "kept")[0] == 0


def test_a_restored_backup_is_named_by_whoever_kept_a_later_bundle(place: Path, tmp_path: Path) -> None:
    run("backup", place, "--out", tmp_path / "b.zip")
    closed()
    bundle(place, tmp_path / "before")
    lodged(place)
    bundle(place, tmp_path / "after")
    assert run("restore", tmp_path / "b.zip", place, "--replace")[0] == 0
    closed()
    assert run("verify", "--live", place, "--since", tmp_path / "before")[0] == 0
    assert run("verify", "--live", place, "--since", tmp_path / "after")[0] == 1


def test_a_rewritten_entry_of_the_running_database_is_named(place: Path, tmp_path: Path) -> None:
    """Whoever owns the database can lift its guards; the chain still says which entry was rewritten."""
    import sqlite3

    bundle(place, tmp_path / "kept")
    with sqlite3.connect(place / ".commonweal" / "place.sqlite3") as database:
        database.execute("DROP TRIGGER store_entryrow_no_update")
        database.execute("UPDATE store_entryrow SET role = 'steward' WHERE number = 3")
    database.close()
    status, out = run("verify", "--live", place, "--since", tmp_path / "kept")
    assert status == 1
    assert "entry 3" in out
