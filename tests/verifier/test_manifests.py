"""Manifests: of one form, in canonical bytes, listing every file and nothing else."""

import json
from typing import Any

import pytest
from hypothesis import given

from commonweal.formats.folders import FORMAT, with_manifest
from commonweal.verifier import manifests
from commonweal.verifier.manifests import canonical, check_manifest, is_canonical, kind_of
from commonweal.verifier.reading import Folder
from tests.strategies import canonical_values

SOUND = with_manifest("count", {"a.txt": b"1"})
LISTED = json.loads(SOUND["manifest.json"])


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in check_manifest(Folder({**SOUND, "manifest.json": data}))]


def test_a_sound_manifest_is_accepted_and_tells_its_kind() -> None:
    assert check_manifest(Folder(SOUND)) == []
    assert kind_of(Folder(SOUND)) == "count"
    assert manifests.FORMAT == FORMAT


@pytest.mark.parametrize(
    "change",
    [
        {"format": "commonweal/2"},
        {"format": None},
        {"kind": "palace"},
        {"kind": ["count"]},
        {"files": []},
        {"files": {"a.txt": 7}},
        {"files": {**LISTED["files"], "manifest.json": "ab" * 32}},
    ],
)
def test_a_manifest_of_another_form_is_named(change: dict[str, Any]) -> None:
    assert codes(canonical({**LISTED, **change})) == ["V101"]


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"{", b"\xff", b'{"kind":"count"}'])
def test_what_is_no_manifest_is_named(data: bytes) -> None:
    assert codes(data) == ["V101"]


def test_other_bytes_of_the_same_manifest_are_named() -> None:
    assert codes(json.dumps(LISTED, indent=1).encode()) == ["V101"]
    twice = SOUND["manifest.json"].replace(b'"kind":"count"', b'"kind":"count","kind":"count"')
    assert codes(twice) == ["V101"]


def test_a_path_that_leaves_the_folder_is_simply_missing() -> None:
    files = {**LISTED["files"], "../../etc/passwd": "ab" * 32}
    assert codes(canonical({**LISTED, "files": files})) == ["V102"]


@pytest.mark.parametrize("data", [b"", b"[]", b'{"kind":{}}', b'{"kind":"palace"}', b'{"kind":7}'])
def test_no_kind_is_none_at_all(data: bytes) -> None:
    assert kind_of(Folder({"manifest.json": data})) == ""
    assert kind_of(Folder({})) == ""


@given(canonical_values)
def test_only_the_one_form_is_canonical(value: Any) -> None:
    plain = json.loads(canonical(json.loads(json.dumps(value, default=str))))
    assert is_canonical(plain, canonical(plain))
    assert not is_canonical(plain, canonical(plain) + b" ")


def test_what_cannot_be_written_is_not_canonical() -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    assert not is_canonical(nested, b"")
    assert not is_canonical("\ud800", b"")
