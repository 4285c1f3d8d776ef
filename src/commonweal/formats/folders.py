"""Folders of files written whole or not at all, each with a manifest of what is in it."""

import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from commonweal.errors import FileInTheWay, FolderInTheWay, FolderNotWritten
from commonweal.terms import canon

FORMAT = "commonweal/1"
MANIFEST = "manifest.json"
Kind = Literal[
    "count",
    "stream",
    "scheme",
    "award",
    "plan",
    "profile",
    "bundle",
    "site",
    "comparison",
    "places",
    "step-in",
    "costs",
    "options",
    "stress",
    "readiness",
    "experiment",
    "siting",
    "safe-tables",
]
"""What a folder may be: the schema and the verifier know each of them. One about readiness is never published."""


def sha256_of(data: bytes) -> str:
    """Give the SHA-256 of bytes, as 64 hexadecimal digits."""
    return sha256(data).hexdigest()


def manifest(kind: Kind, files: Mapping[str, bytes], **extra: Any) -> bytes:
    """List a folder's files with their hashes, as canonical JSON.

    Args:
        kind: what the folder is.
        files: the bytes of each file by its path in the folder; a ``manifest.json`` among them is left out.
        extra: further members, such as the place's name; never a float.

    Raises:
        NotCanonical: where an extra member has no canonical form.

    Examples:
        >>> manifest("count", {"a.txt": b""})[:60]
        b'{"files":{"a.txt":"e3b0c44298fc1c149afbf4c8996fb92427ae41e46'
    """
    listed = {name: sha256_of(data) for name, data in files.items() if name != MANIFEST}
    return canon.encode({**extra, "format": FORMAT, "kind": kind, "files": listed})


def with_manifest(kind: Kind, files: Mapping[str, bytes], **extra: Any) -> dict[str, bytes]:
    """Give a folder's files together with their manifest; one that is already there is kept."""
    return {MANIFEST: manifest(kind, files, **extra), **files}


def folder_hash(kind: Kind, files: Mapping[str, bytes]) -> str:
    """Give the one hash that stands for a folder: that of its manifest.

    This is what an entry of the record names as ``manifest`` beside ``folder``.
    """
    return sha256_of(with_manifest(kind, files)[MANIFEST])


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder whole or not at all.

    The files go to a temporary sibling, are synced to disk, and the sibling takes the folder's name. A folder that this
    command made earlier is replaced; one that holds anything else is left alone.

    Args:
        path: the folder to make; its parents are made where they are missing.
        files: the bytes of each file by its path in the folder, with forward slashes.

    Raises:
        FolderInTheWay: where the folder holds a file that this command did not make.
        FolderNotWritten: where the disk refuses.
        ValueError: where a file's path leaves the folder.
    """
    for name in files:
        _require_inside(name)
    target = path.resolve()
    if target.exists() and not _is_ours(target, files):
        raise FolderInTheWay(path=path)
    _write_whole(path, files.items())


def write_stream(path: Path, kind: Kind, files: Iterable[tuple[str, bytes]]) -> None:
    """Write a folder whole or not at all, its files as they come, so that they need not all be held at once.

    Args:
        path: the folder to make, as :func:`write_folder` takes it.
        kind: what the folder is; its manifest is written last.
        files: path in the folder and bytes of each file but the manifest.

    Raises:
        FolderInTheWay: where the folder holds a file that no earlier run made.
        FolderNotWritten: where the disk refuses.
        ValueError: where a file's path leaves the folder.
    """
    require_room(path)
    _write_whole(path, _and_manifest(kind, files))


def _and_manifest(kind: Kind, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    listed: dict[str, str] = {}
    for name, data in files:
        _require_inside(name)
        listed[name] = sha256_of(data)
        yield name, data
    yield MANIFEST, canon.encode({"format": FORMAT, "kind": kind, "files": listed})


def _require_inside(name: str) -> None:
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name or not name:
        raise ValueError(name)


def _write_whole(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    target = path.resolve()
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(fresh, files)
        _take_name(fresh, target)
    except OSError as bad:
        raise FolderNotWritten(path=path, reason=bad.strerror or str(bad)) from bad
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def require_room(path: Path) -> None:
    """See that a folder may be written there, before long work is done for it.

    Args:
        path: the folder to make later.

    Raises:
        FolderInTheWay: where something stands there that no earlier run of the command made.
    """
    if path.exists() and not _is_ours(path.resolve(), {}):
        raise FolderInTheWay(path=path)


def write_new(path: Path, data: bytes) -> None:
    """Write one new file; what has its name already is left alone.

    Args:
        path: the file to make; its folder is made where it is missing.
        data: its bytes.

    Raises:
        FileInTheWay: where there is something of that name.
        FolderNotWritten: where the disk refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as out:
            out.write(data)
    except FileExistsError:
        raise FileInTheWay(path=path) from None
    except OSError as bad:
        raise FolderNotWritten(path=path.parent, reason=bad.strerror or str(bad)) from bad


def write_over(path: Path, data: bytes) -> None:
    """Write one file whole or not at all, in the place of one that has its name.

    Args:
        path: the file; its folder is made where it is missing.
        data: its bytes.

    Raises:
        FolderNotWritten: where the disk refuses.
    """
    fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
        _sync(path.parent)
    except OSError as bad:
        raise FolderNotWritten(path=path.parent, reason=bad.strerror or str(bad)) from bad
    finally:
        fresh.unlink(missing_ok=True)


def _is_ours(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Say whether a folder is empty, or holds only what an earlier run of the command wrote."""
    if not folder.is_dir():
        return False
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}
    if not present:
        return True
    known: set[str] = {MANIFEST}
    made = False
    for name in (MANIFEST, "profile.json"):
        value = _json(folder / name) if name in present else None
        if isinstance(value, dict) and value.get("format") == FORMAT:
            made = True
            listed = value.get("files")
            known.update(listed if isinstance(listed, dict) else ())
    return made and present <= known | set(files)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    folder.mkdir()
    for name, data in files:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
    for inner in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
        _sync(inner)


def _take_name(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
    else:
        old = fresh.with_suffix(".old")
        target.rename(old)
        try:
            fresh.rename(target)
        except OSError:
            old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)
    _sync(target.parent)


def _sync(folder: Path) -> None:
    if os.name != "posix":  # Windows cannot open a folder to sync it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
