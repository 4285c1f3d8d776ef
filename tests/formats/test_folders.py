"""A folder is written whole or not at all, and never over somebody else's files."""

import json
import os
from hashlib import sha256
from importlib.resources import files as resources
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import FolderInTheWay, FolderNotWritten
from commonweal.formats.folders import Kind, folder_hash, manifest, sha256_of, with_manifest, write_folder
from commonweal.verifier.manifests import KINDS, check_manifest
from commonweal.verifier.reading import Folder, open_folder

FILES = {"result.json": b"{}", "inner/poll.pb": b"META\n"}


def count_files(**changed: bytes) -> dict[str, bytes]:
    return with_manifest("count", {**FILES, **changed})


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_manifest_lists_every_file_but_itself_with_its_hash() -> None:
    listed = json.loads(manifest("count", {**FILES, "manifest.json": b"old"}, place="Harbour"))
    assert listed["files"] == {name: sha256(data).hexdigest() for name, data in FILES.items()}
    assert (listed["format"], listed["kind"], listed["place"]) == ("commonweal/1", "count", "Harbour")


def test_folder_hash_is_that_of_the_manifest_which_stands_in_it() -> None:
    files = with_manifest("count", FILES, place="Harbour")
    assert folder_hash("count", files) == sha256_of(files["manifest.json"])
    assert folder_hash("count", FILES) != folder_hash("count", {**FILES, "result.json": b"[]"})


@given(st.dictionaries(st.text("abc/é", min_size=1, max_size=6), st.binary(max_size=20), max_size=6))
def test_check_manifest_accepts_exactly_what_manifest_lists(files: dict[str, bytes]) -> None:
    whole = with_manifest("count", files)
    assert check_manifest(Folder(whole)) == []
    for name, content in files.items():
        changed = check_manifest(Folder({**whole, name: content + b"x"}))
        assert [(f.code, f.where) for f in changed] == [("V104", name)]
        dropped = check_manifest(Folder({key: data for key, data in whole.items() if key != name}))
        assert [(f.code, f.where) for f in dropped] == [("V102", name)]


def test_write_folder_makes_the_folder_and_its_parents(tmp_path: Path) -> None:
    write_folder(tmp_path / "a" / "b", count_files())
    assert tree(tmp_path / "a" / "b") == count_files()
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b"]
    assert check_manifest(open_folder(tmp_path / "a" / "b")) == []


def test_write_folder_replaces_what_it_made_and_drops_old_files(tmp_path: Path) -> None:
    write_folder(tmp_path / "w", count_files(extra=b"1"))
    write_folder(tmp_path / "w", count_files())
    assert tree(tmp_path / "w") == count_files()
    assert [p.name for p in tmp_path.iterdir()] == ["w"]


def test_write_folder_takes_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    write_folder(tmp_path / "w", count_files())
    assert tree(tmp_path / "w") == count_files()


@pytest.mark.parametrize(
    "present",
    [
        {"notes.txt": b"mine"},
        {"manifest.json": b"{}"},
        {"manifest.json": b"not json"},
        {"manifest.json": b'{"manifest_version":3}', "result.json": b"{}"},
        {**with_manifest("count", FILES), "notes.txt": b"mine"},
        {"profile.json": b"[" * 5000},
    ],
)
def test_write_folder_leaves_a_strangers_files_alone(tmp_path: Path, present: dict[str, bytes]) -> None:
    for name, data in present.items():
        (tmp_path / "w" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "w" / name).write_bytes(data)
    with pytest.raises(FolderInTheWay):
        write_folder(tmp_path / "w", count_files())
    assert tree(tmp_path / "w") == present
    assert [p.name for p in tmp_path.iterdir()] == ["w"]


def test_write_folder_refuses_a_file_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "w").write_text("mine")
    with pytest.raises(FolderInTheWay):
        write_folder(tmp_path / "w", count_files())
    assert (tmp_path / "w").read_text() == "mine"


@pytest.mark.parametrize("name", ["../escape", "/escape", "a\\b", "", "a/../../b"])
def test_write_folder_never_leaves_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        write_folder(tmp_path / "w", {name: b""})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("first", [True, False])
def test_a_disk_that_fails_leaves_the_old_folder_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    if not first:
        write_folder(tmp_path / "w", count_files(extra=b"old"))
    calls = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FolderNotWritten, match="No space left on device"):
        write_folder(tmp_path / "w", count_files())
    assert (tree(tmp_path / "w") if not first else {}) == ({} if first else count_files(extra=b"old"))
    assert [p.name for p in tmp_path.iterdir()] == ([] if first else ["w"])


def test_a_rename_that_fails_puts_the_old_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path / "w", count_files(extra=b"old"))
    plain = Path.rename

    def rename(self: Path, to: Path) -> Path:
        if self.suffix == ".new":
            raise PermissionError(13, "Permission denied")
        return plain(self, to)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(FolderNotWritten):
        write_folder(tmp_path / "w", count_files())
    assert tree(tmp_path / "w") == count_files(extra=b"old")
    assert [p.name for p in tmp_path.iterdir()] == ["w"]


def test_the_published_schema_and_the_verifier_know_every_kind_of_folder() -> None:
    schema = json.loads(resources("commonweal.formats").joinpath("schemas/manifest.json").read_bytes())
    assert tuple(schema["properties"]["kind"]["enum"]) == get_args(Kind) == KINDS
