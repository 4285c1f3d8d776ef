"""Folders that somebody changed who knows the format: one value is another, and every hash fits."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from commonweal.formats.folders import Kind, with_manifest
from commonweal.terms.canon import encode
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder


def codes(files: Mapping[str, bytes]) -> set[str]:
    return {found.code for found in check_folder(Folder(files))}


def whats(files: Mapping[str, bytes]) -> list[str]:
    return [f"{found.code} {found.where}: {found.what}" for found in check_folder(Folder(files))]


def changed(files: Mapping[str, bytes], name: str, change: Callable[[Any], object]) -> dict[str, bytes]:
    """Change the value of a JSON file, write it in its one form, and mend the manifest."""
    value = json.loads(files[name])
    change(value)
    return mended({**files, name: encode(value)})


def replaced(files: Mapping[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """Change a text in a file, which must be there, and mend the manifest."""
    text = files[name].decode("utf-8")
    assert old in text, text
    return mended({**files, name: text.replace(old, new).encode("utf-8")})


def mended(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give a folder whose manifest fits whatever is in it."""
    told = json.loads(files["manifest.json"])
    kind: Kind = told.pop("kind")
    more = {name: value for name, value in told.items() if name not in {"files", "format"}}
    return with_manifest(kind, {name: data for name, data in files.items() if name != "manifest.json"}, **more)


def without(files: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """Take a file out and mend the manifest."""
    return mended({key: data for key, data in files.items() if key != name})
