"""Folders and zips are read alike; what is neither is named."""

import os
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.formats.archives import zip_bytes
from commonweal.formats.folders import write_folder
from commonweal.verifier import reading
from commonweal.verifier.main import verify
from commonweal.verifier.reading import Folder, Unreadable, open_folder, parse_json
from tests.verifier.bundles import bundle


def contents(folder: Folder) -> dict[str, bytes]:
    return {name: folder.read(name) for name in folder.names}


def test_a_folder_and_its_zip_read_alike(tmp_path: Path) -> None:
    write_folder(tmp_path / "b", bundle())
    (tmp_path / "b.zip").write_bytes(zip_bytes(bundle()))
    assert contents(open_folder(tmp_path / "b")) == contents(open_folder(tmp_path / "b.zip")) == bundle()
    assert verify(tmp_path / "b") == verify(tmp_path / "b.zip") == []


def test_a_truncated_zip_is_named_wherever_it_breaks_off(tmp_path: Path) -> None:
    whole = zip_bytes(bundle())
    path = tmp_path / "b.zip"
    for cut in (0, 1, 10, len(whole) // 2, len(whole) - 30, len(whole) - 1):
        path.write_bytes(whole[:cut])
        (finding,) = verify(path)
        assert (finding.code, finding.where) == ("V100", str(path))
        assert "not a sound folder or zip" in finding.what


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_a_flipped_byte_in_a_zip_is_named_or_changes_no_file(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(zip_bytes(bundle()))
    place = data.draw(st.integers(0, len(whole) - 1) | st.integers(len(whole) - 2000, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "b.zip"
    path.write_bytes(whole)
    if not verify(path):
        assert contents(open_folder(path)) == bundle()


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a", b"2")
    with pytest.raises(Unreadable, match="same name twice"):
        open_folder(path)


def test_a_zip_that_would_fill_the_memory_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(zip_bytes({"a": b"0" * 10_000}))
    monkeypatch.setattr(reading, "MOST_BYTES", 9_999)
    with pytest.raises(Unreadable, match="unpacks to more"):
        open_folder(path)
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "a").write_bytes(b"0" * 10_000)
    with pytest.raises(Unreadable, match="unpacks to more"):
        open_folder(tmp_path / "f")


def test_a_zip_that_understates_its_size_is_refused(tmp_path: Path) -> None:
    whole = zip_bytes({"a": b"0" * 10_000})
    real = struct.pack("<I", 10_000)
    (tmp_path / "b.zip").write_bytes(whole.replace(real, struct.pack("<I", 10)))
    with pytest.raises(Unreadable):
        open_folder(tmp_path / "b.zip")


def test_a_zip_that_states_too_small_a_size_is_unpacked_no_further(tmp_path: Path) -> None:
    """One that asked for the whole would be given all of it, however small the size that the zip states."""
    whole = zip_bytes({"a": b"0" * 30_000_000})
    (tmp_path / "b.zip").write_bytes(whole.replace(struct.pack("<I", 30_000_000), struct.pack("<I", 10)))
    tracemalloc.start()
    with pytest.raises(Unreadable):
        open_folder(tmp_path / "b.zip")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 3_000_000


def test_odd_packing_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a", b"1")
    with pytest.raises(Unreadable, match="not every reader"):
        open_folder(tmp_path / "b.zip")


@pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")
@pytest.mark.parametrize("make", [lambda p: p.symlink_to("/etc/passwd"), lambda p: p.symlink_to("/"), os.mkfifo])
def test_a_link_or_pipe_is_refused_and_never_followed(tmp_path: Path, make: object) -> None:
    write_folder(tmp_path / "b", bundle())
    make(tmp_path / "b" / "tables" / "x.csv")  # type: ignore[operator]
    (finding,) = verify(tmp_path / "b")
    assert (finding.code, finding.where) == ("V100", "tables/x.csv")


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    (finding,) = verify(tmp_path / "none")
    assert (finding.code, finding.what) == ("V100", "there is no such folder or zip")


@given(st.text())
def test_a_float_is_never_read(text: str) -> None:
    for value in ("1.0", "1e3", "NaN", "-Infinity", '{"a":[0.5]}'):
        with pytest.raises(Unreadable):
            parse_json(value.encode(), text)


def test_inside_gives_a_folder_of_its_own() -> None:
    folder = Folder({"a/b/c": b"1", "a/d": b"2", "ab": b"3"}).inside("a")
    assert contents(folder) == {"b/c": b"1", "d": b"2"}
    with pytest.raises(Unreadable, match="missing"):
        folder.read("ab")
