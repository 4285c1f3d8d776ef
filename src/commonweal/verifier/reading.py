"""Reading what was published, from a folder or a zip alike."""

import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

MOST_BYTES = 2**30
"""What a folder or zip may hold unpacked: more is taken for an attack on the reader's memory."""
_UNSOUND = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


class Unreadable(Exception):
    """What was named is neither a folder nor a sound zip, or holds a file that cannot be read.

    Args:
        where: the path or file.
        what: what is wrong with it.
    """

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what


class Folder:
    """The published files, by their path with forward slashes.

    Args:
        files: the bytes of each file.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)

    @property
    def names(self) -> tuple[str, ...]:
        """Every file's path, sorted."""
        return tuple(sorted(self._files))

    def __contains__(self, name: str) -> bool:
        """Say whether there is a file of this path."""
        return name in self._files

    def read(self, name: str) -> bytes:
        """Give a file's bytes.

        Raises:
            Unreadable: where there is no such file.
        """
        if name not in self._files:
            raise Unreadable(name, "the file is missing")
        return self._files[name]

    def read_json(self, name: str) -> Any:
        """Give the value of a JSON file; a float in it is refused, since nothing hashed may hold one.

        Raises:
            Unreadable: where it is missing, is not JSON, or holds a float.
        """
        return parse_json(self.read(name), name)

    def inside(self, prefix: str) -> "Folder":
        """Give the files below a folder, by their path in it."""
        start = prefix.rstrip("/") + "/"
        return Folder({name[len(start) :]: data for name, data in self._files.items() if name.startswith(start)})


def parse_json(data: bytes, where: str) -> Any:
    """Give the value of JSON bytes, refusing a float.

    Raises:
        Unreadable: where they are not JSON, or hold a float.
    """
    try:
        return json.loads(data.decode("utf-8"), parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError, MemoryError) as bad:
        raise Unreadable(where, f"this is not JSON as published: {bad}") from None


def open_folder(path: Path) -> Folder:
    """Read every file of a folder or zip.

    Raises:
        Unreadable: where it is neither, the zip is truncated or damaged, or either holds a link, a name twice, or more
            than :data:`MOST_BYTES`.
    """
    try:
        if path.is_dir():
            return Folder(dict(_walked(path)))
        if not path.is_file():
            raise Unreadable(str(path), "there is no such folder or zip")
        with zipfile.ZipFile(path) as archive:
            return Folder(_unzipped(archive))
    except _UNSOUND as bad:
        raise Unreadable(str(path), f"this is not a sound folder or zip: {bad}") from None


def _walked(folder: Path) -> Iterator[tuple[str, bytes]]:
    total = 0
    for parent, folders, files in os.walk(folder, onerror=_raise):
        for name in sorted([*folders, *files]):
            file = Path(parent, name)
            where = file.relative_to(folder).as_posix()
            if file.is_symlink() or not (file.is_file() or file.is_dir()):
                raise Unreadable(where, "this is a link or a device, not a file")
            if file.is_file():
                total += file.stat().st_size
                _bounded(total)
                yield where, file.read_bytes()


def _unzipped(archive: zipfile.ZipFile) -> dict[str, bytes]:
    files = [info for info in archive.infolist() if not info.is_dir()]
    names = [info.filename for info in files]
    if len(set(names)) != len(names):
        raise ValueError("it holds the same name twice")
    if any(info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for info in files):
        raise ValueError("it is packed in a way that not every reader knows")
    _bounded(sum(info.file_size for info in files))
    return {info.filename: _unpacked(archive, info) for info in files}


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Unpack no more than the size that is stated, whatever the packed bytes would come to."""
    with archive.open(info) as file:
        data = file.read(info.file_size)
    if len(data) != info.file_size:
        raise ValueError(f"{info.filename} is shorter than the zip states")
    return data


def _bounded(total: int) -> None:
    if total > MOST_BYTES:
        raise ValueError(f"it unpacks to more than {MOST_BYTES} bytes")


def _raise(error: OSError) -> None:
    raise error


def _no_float(text: str) -> Any:
    message = f"it holds the number {text[:40]}, which is not whole"
    raise ValueError(message)
