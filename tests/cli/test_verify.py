"""``commonweal verify``: accepted, or every fault; against what was kept; and the running database."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.errors import FileMissing
from commonweal.formats.archives import zip_bytes
from commonweal.formats.folders import write_folder
from commonweal.record.entries import Entry, read_entry
from tests.verifier.bundles import added, bundle, count, lines, rewritten, told

HEAD = told()[-1].hash


def run(*arguments: object) -> tuple[int, str]:
    told_ = CliRunner().invoke(app, ["verify", *map(str, arguments)])
    return told_.exit_code, told_.stdout


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    write_folder(tmp_path / "kept", bundle())
    return tmp_path / "kept"


@pytest.fixture
def database(place_on_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Write entries into the running database of "place", by hand, in place of what it holds.

    The record is that of a made-up bundle, of which no rows are kept; what is kept beside a record is held against it
    in tests/web/reads/test_beside.py.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("commonweal.web.reads.beside.mismatches", lambda: ())

    def holds(entries: Sequence[Entry]) -> None:
        from django.db import connection, connections

        from commonweal.web import setup
        from commonweal.web.store import keep
        from commonweal.web.store.guards import raise_guards

        setup(place_on_sqlite)
        with connection.cursor() as cursor:
            for act in ("delete", "replace"):
                cursor.execute(f"DROP TRIGGER store_entryrow_no_{act}")
            cursor.execute("DELETE FROM store_entryrow")
            for one in entries:
                texts = [keep.text(one.payload), keep.text(one.commitments)]
                cursor.execute(
                    "INSERT INTO store_entryrow VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                    [one.number, one.kind, one.at, one.role, *texts, one.previous, one.hash],
                )
        raise_guards(connection)
        connections.close_all()

    return holds


def test_a_bundle_its_zip_and_a_count_are_accepted(tmp_path: Path, kept: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zip_bytes(bundle()))
    write_folder(tmp_path / "c", count())
    for path, about in (
        (kept, "a bundle with a record of 10"),
        (tmp_path / "b.zip", "a bundle"),
        (tmp_path / "c", "one count"),
    ):
        status, out = run(path)
        assert status == 0
        assert out.startswith(f"accepted: {path} ({about}")


def test_every_fault_is_named_and_the_status_is_1(kept: Path) -> None:
    (kept / "README.txt").write_text("All is well")
    (kept / "more.txt").write_text("")
    status, out = run(kept)
    assert status == 1
    assert out.splitlines()[0].endswith("has 3 faults")
    assert [line.split()[0] for line in out.splitlines()[1:]] == ["V103", "V104", "V108"]


def test_json_answers_the_same(kept: Path) -> None:
    status, out = run(kept, "--json")
    assert (status, json.loads(out)["accepted"], json.loads(out)["findings"]) == (0, True, [])
    (kept / "README.txt").unlink()
    status, out = run(kept, "--json", "--since", f"11:{HEAD}")
    told_ = json.loads(out)
    assert (status, told_["accepted"], told_["live"]) == (1, False, None)
    assert [finding["code"] for finding in told_["findings"]] == ["V102", "V107", "V122"]


@pytest.mark.parametrize("arguments", [[], ["--since", HEAD], ["{kept}", "--since", "nonsense"], ["{kept}", "x"]])
def test_wrong_usage_is_2(kept: Path, arguments: list[str]) -> None:
    assert run(*(argument.format(kept=kept) for argument in arguments))[0] == 2


def test_a_path_that_is_not_there_is_not_accepted(tmp_path: Path) -> None:
    status, out = run(tmp_path / "none")
    assert status == 1
    assert "there is no such folder or zip" in out


def test_the_running_database_agrees_with_bundles_of_itself(kept: Path, database: Any) -> None:
    database(added(told(), "site_published", {"count": 10, "head": HEAD}))
    for arguments in ([kept, "--live", "place"], ["--live", "place"], ["--live", "place", "--since", f"10:{HEAD}"]):
        status, out = run(*arguments)
        assert status == 0, out
        assert "the running database of place" in out


def test_an_older_copy_restored_is_named_by_an_earlier_bundle(kept: Path, database: Any) -> None:
    database(told()[:8])
    for arguments in (
        [kept, "--live", "place"],
        ["--live", "place", "--since", kept],
        ["--live", "place", "--since", f"10:{HEAD}"],
    ):
        status, out = run(*arguments)
        assert status == 1
        assert "V122 running database, entry 9: entries 9 to 10 are gone" in out
    assert run("--live", "place")[0] == 0


def test_a_database_rewritten_by_hand_is_named(kept: Path, database: Any) -> None:
    changed = lines(bundle())
    changed[3]["role"] = "auditor"
    database([read_entry(entry) for entry in changed])
    assert "V113 running database, entry 4: it was altered" in run("--live", "place")[1]
    database([read_entry(entry) for entry in rewritten(lines(bundle()), 4, role="auditor")])
    assert run("--live", "place")[0] == 0
    status, out = run("--live", "place", "--since", kept)
    assert status == 1
    assert "V121 running database, entry 4" in out
    database([entry for entry in told() if entry.number != 5])
    assert "V112 running database, entry 5: entry 5 is missing" in run("--live", "place")[1]


def test_a_place_without_a_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(place: Path) -> tuple[Entry, ...]:
        raise FileMissing(kind="database", path=place)

    monkeypatch.setattr("commonweal.web.reads.record.public_entries", nothing)
    told_ = CliRunner().invoke(app, ["verify", "--live", "nowhere"])
    assert told_.exit_code == 1
    assert "CW601" in told_.stderr
