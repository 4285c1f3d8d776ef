"""The public record as it was published: read from a folder of ``commonweal publish``, a bundle, or its zip."""

import json
import zipfile
from pathlib import Path
from types import MappingProxyType

from commonweal.errors import Fault, FileMissing, RecordBroken
from commonweal.record.chain import FILE, faults
from commonweal.record.entries import Entry

_MEMBERS = ("number", "kind", "at", "role", "payload", "commitments", "previous", "hash")


def read_record(path: Path) -> tuple[Entry, ...]:
    """Read a published record, and see that its chain holds.

    Args:
        path: the folder that was published, the bundle in it, or ``bundle.zip``.

    Raises:
        FileMissing: where there is no record.
        RecordBroken: where a line is no entry, or the chain does not hold.
    """
    found: list[Entry] = []
    wrong: list[Fault] = []
    for line, text in enumerate(_bytes(path).decode("utf-8").splitlines(), 1):
        try:
            told = json.loads(text)
            members = {name: told[name] for name in _MEMBERS}
        except (ValueError, KeyError, TypeError):
            wrong.append(Fault("this is no entry of a record", {}, FILE, line))
            continue
        payload, commitments = (MappingProxyType(members[name]) for name in ("payload", "commitments"))
        found.append(Entry(**{**members, "payload": payload, "commitments": commitments}))
    wrong.extend(() if wrong else faults(found))
    if wrong:
        raise RecordBroken(*wrong)
    return tuple(found)


def _bytes(path: Path) -> bytes:
    if path.is_file() and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            inside = [name for name in archive.namelist() if name in {FILE, f"bundle/{FILE}"}]
            if inside:
                return archive.read(inside[0])
    for one in (path / FILE, path / "bundle" / FILE):
        if one.is_file():
            return one.read_bytes()
    raise FileMissing(kind="public record", path=path)
