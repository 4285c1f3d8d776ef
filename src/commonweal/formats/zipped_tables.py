"""Tables that people send as one zip: read in any folder, bounded, and each under the name that it must have."""

import io
import zipfile
import zlib
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from commonweal.errors import Fault, nearest

MOST_BYTES = 1_000_000
"""The most that a table may hold unpacked, and the zip packed: many thousands of rows."""
_MOST_FILES = 20
_UNSOUND = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


def unpacked(
    data: bytes,
    tables: Collection[str],
    faults: list[Fault],
    elsewhere: Mapping[str, str],
    optional: Collection[str] = (),
) -> Mapping[str, bytes]:
    """Give the tables of a zip by name, whatever folder they lie in.

    What a computer puts into a zip by itself is passed over. A table that says it is small and is not, unpacks no
    further than it says.

    Args:
        data: the zip.
        tables: the names that tables have.
        faults: what is wrong with the zip is added here.
        elsewhere: files that are taken from elsewhere, each with the message that says so.
        optional: the tables among them that may be missing.
    """
    if len(data) > MOST_BYTES:
        faults.append(Fault("the zip is larger than {most} bytes", {"most": MOST_BYTES}))
        return {}
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [one for one in archive.infolist() if not one.is_dir() and not _by_itself(one.filename)]
            if len(inside) > _MOST_FILES:
                faults.append(Fault("the zip holds more than the tables: {n} files", {"n": len(inside)}))
                return {}
            for one in inside:
                wrong = _misplaced(one, tables, found, elsewhere)
                if wrong is None:
                    found[_name(one)] = archive.read(one)
                else:
                    faults.append(wrong)
    except _UNSOUND:
        faults.append(Fault("this is not a whole zip that can be read, without a password"))
        return {}
    held = {_name(one) for one in inside} | {*optional}
    faults.extend(Fault("the table is missing", {}, name) for name in tables if name not in held)
    return found


def _name(one: zipfile.ZipInfo) -> str:
    return PurePosixPath(one.filename).name


def _by_itself(path: str) -> bool:
    """Say whether a file is one that some computers add to every zip."""
    parts = PurePosixPath(path).parts
    return "__MACOSX" in parts or any(part.startswith(".") for part in parts)


def _misplaced(
    one: zipfile.ZipInfo, tables: Collection[str], found: Mapping[str, bytes], elsewhere: Mapping[str, str]
) -> Fault | None:
    name = _name(one)
    if name in elsewhere:
        return Fault(elsewhere[name], {}, name)
    if name not in tables:
        figures: dict[str, object] = {"tables": ", ".join(tables), "nearest": nearest(name, tables)}
        return Fault("this is none of the tables {tables}{nearest}", figures, name)
    if name in found:
        return Fault("two files have this name", {}, name)
    if one.file_size > MOST_BYTES:
        return Fault("the table is larger than {most} bytes", {"most": MOST_BYTES}, name)
    return None
