"""What somebody kept shows a rewritten history and an older copy, which are sound in themselves."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from commonweal.formats.archives import zip_bytes
from commonweal.formats.bundle import bundle_files
from commonweal.formats.folders import write_folder
from commonweal.verifier.main import verify
from commonweal.verifier.since import NotEarlier
from tests.verifier.bundles import (
    ABOUT,
    ENTRIES,
    added,
    bundle,
    count,
    lines,
    published,
    rewritten,
    told,
    with_checkpoint,
    with_lines,
)


def later() -> dict[str, bytes]:
    """Give the bundle with one more entry."""
    entries = added(told(), "site_published", {"count": 10, "head": told()[-1].hash})
    return bundle_files(ABOUT, entries, published())


def history_rewritten() -> dict[str, bytes]:
    """Give a sound bundle whose third entry says something else than it did."""
    entries = lines(bundle())
    payload = {**entries[2]["payload"], "due": "2029-01-31"}
    return with_checkpoint(bundle(), rewritten(entries, 3, payload=payload))


def older() -> dict[str, bytes]:
    """Give the sound bundle of an older copy of the database."""
    return with_checkpoint(
        {name: data for name, data in bundle().items() if not name.startswith("counts/")}, lines(bundle())[:8]
    )


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """An earlier bundle that somebody kept."""
    write_folder(tmp_path / "kept", bundle())
    return tmp_path / "kept"


def restored(count: int = 8) -> dict[str, bytes]:
    """Give the sound bundle of an older copy that was restored by ``commonweal restore``, which says so."""
    entries = told()[:8]
    entries = added(entries, "backup_restored", {"count": count, "head": entries[-1].hash})
    return bundle_files(
        ABOUT, added(entries, "site_published", {"count": 9, "head": entries[-1].hash}), published(counts={})
    )


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    write_folder(folder, files)
    return folder


def named(path: Path, since: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in verify(path, since)]


def test_a_bundle_agrees_with_an_earlier_one_of_itself(tmp_path: Path, kept: Path) -> None:
    now = put(tmp_path / "now", later())
    (tmp_path / "kept.zip").write_bytes(zip_bytes(bundle()))
    head = told()[-1].hash
    for since in (str(kept), str(tmp_path / "kept.zip"), head, f"10:{head}", f" {head.upper()}\n", f"0:{'0' * 64}"):
        assert verify(now, since) == []


def test_a_rewritten_history_is_sound_in_itself_but_named_by_what_was_kept(tmp_path: Path, kept: Path) -> None:
    now = put(tmp_path / "now", history_rewritten())
    head = told()[-1].hash
    assert verify(now) == []
    assert named(now, str(kept)) == [("V121", "entry 3")]
    assert named(now, f"10:{head}") == [("V121", "entry 10")]
    assert named(now, head) == [("V121", ENTRIES)]
    assert verify(now, f"2:{told()[1].hash}") == []


def test_an_older_copy_is_sound_in_itself_but_named_by_what_was_kept(tmp_path: Path, kept: Path) -> None:
    now = put(tmp_path / "now", older())
    head = told()[-1].hash
    assert verify(now) == []
    assert named(now, str(kept)) == [("V122", "entry 9")]
    assert named(now, f"10:{head}") == [("V122", "entry 9")]
    assert named(now, head) == [("V121", ENTRIES)]
    assert "entries 9 to 10 are gone" in verify(now, str(kept))[0].what


def test_an_older_copy_that_says_it_was_restored_is_named_as_one(tmp_path: Path, kept: Path) -> None:
    now = put(tmp_path / "now", restored())
    head = told()[-1].hash
    assert verify(now) == []
    (gone,) = verify(now, str(kept))
    assert (gone.code, gone.where) == ("V122", "entry 9")
    assert "entries 9 to 10 are gone" in gone.what
    assert "an older copy was restored, and entry 9 says so" in gone.what
    for since in (f"10:{head}", head):
        assert "entry 9 says that an older copy was restored" in verify(now, since)[0].what


def test_an_entry_that_tells_of_another_copy_than_the_one_before_it_excuses_nothing(tmp_path: Path, kept: Path) -> None:
    assert ("V121", "entry 9") in named(put(tmp_path / "now", restored(count=3)), str(kept))


def test_an_earlier_bundle_that_is_itself_unsound_proves_nothing(tmp_path: Path, kept: Path) -> None:
    broken = put(tmp_path / "broken", with_lines(bundle(), lines(bundle())[1:]))
    assert {code for code, _ in named(kept, str(broken))} == {"V123"}
    (tmp_path / "no.zip").write_bytes(b"PK")
    assert named(kept, str(tmp_path / "no.zip")) == [("V123", str(tmp_path / "no.zip"))]


def test_a_count_alone_has_no_record_to_hold_against_an_earlier_one(tmp_path: Path, kept: Path) -> None:
    alone = put(tmp_path / "count", dict(count()))
    assert verify(alone) == []
    assert [code for code, _ in named(alone, str(kept))] == ["V123"]


@pytest.mark.parametrize("since", ["", "nowhere", "x" * 5000, "a\0b", "abc123", "12:", f"x:{'0' * 64}", "g" * 64])
def test_what_is_neither_bundle_nor_checkpoint_is_wrong_usage(kept: Path, since: str) -> None:
    with pytest.raises(NotEarlier):
        verify(kept, since)
