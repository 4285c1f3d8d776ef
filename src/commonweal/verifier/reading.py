"""Reading what was published, from a folder or a zip alike."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


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
        try:
            return json.loads(self.read(name).decode("utf-8"), parse_float=_no_float, parse_constant=_no_float)
        except (ValueError, RecursionError) as bad:
            raise Unreadable(name, f"this is not JSON as published: {bad}") from None

    def inside(self, prefix: str) -> "Folder":
        """Give the files below a folder, by their path in it."""
        start = prefix.rstrip("/") + "/"
        return Folder({name[len(start) :]: data for name, data in self._files.items() if name.startswith(start)})


def open_folder(path: Path) -> Folder:
    """Read every file of a folder or zip.

    Raises:
        Unreadable: where it is neither, or the zip is truncated or damaged.
    """
    if path.is_dir():
        return Folder({p.relative_to(path).as_posix(): p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()})
    if not path.is_file():
        raise Unreadable(str(path), "there is no such folder or zip")
    try:
        with zipfile.ZipFile(path) as archive:
            return Folder({name: archive.read(name) for name in archive.namelist() if not name.endswith("/")})
    except (zipfile.BadZipFile, OSError, EOFError, ValueError) as bad:
        raise Unreadable(str(path), f"this is not a sound zip: {bad}") from None


def _no_float(text: str) -> Any:
    message = f"it holds the number {text}, which is not whole"
    raise ValueError(message)
