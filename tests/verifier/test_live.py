"""The record of a running database, checked in itself and against what was kept."""

from pathlib import Path

import pytest

from commonweal.formats.bundle import entries_bytes
from commonweal.formats.folders import write_folder
from commonweal.verifier.live import check_live
from commonweal.verifier.since import NotEarlier
from tests.verifier.bundles import bundle, told

HEAD = told()[-1].hash


def test_a_sound_record_agrees_with_all_that_was_kept_of_it(tmp_path: Path) -> None:
    write_folder(tmp_path / "kept", bundle())
    assert check_live(entries_bytes(told()), [str(tmp_path / "kept"), HEAD, f"3:{told()[2].hash}"]) == []


def test_what_is_wrong_is_said_of_the_database_once() -> None:
    findings = check_live(entries_bytes(told()[:8]), [f"10:{HEAD}", f"10:{HEAD}"])
    assert [(f.code, f.where) for f in findings] == [("V122", "running database, entry 9")]


def test_a_line_that_is_no_entry_is_named() -> None:
    findings = check_live(entries_bytes(told()) + b"{}\n", [])
    assert [(f.code, f.where) for f in findings] == [("V111", "running database, entry 11")]


def test_what_was_not_kept_is_wrong_usage() -> None:
    with pytest.raises(NotEarlier):
        check_live(entries_bytes(told()), ["nothing"])
