"""The tables of a protected stream as one zip, and what they said as text that waits for a second person."""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import PurePosixPath

from commonweal.errors import Fault, StreamTablesRefused, nearest
from commonweal.formats.fund_settings import FILE as CONSTITUTION
from commonweal.formats.fund_tables import TABLES, read_stream_tables
from commonweal.funding.streams.constitution import Fund
from commonweal.funding.streams.requests import Placing, Requests, StreamNeed, StreamProposal
from commonweal.terms import canon
from commonweal.terms.money import Pence
from commonweal.terms.sentences import key

MOST_BYTES = 1_000_000
"""The most that a table may hold unpacked, and the zip packed: many thousands of rows."""
_MOST_FILES = 20
_UNSOUND = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


def read_stream_upload(data: bytes, fund: Fund) -> Requests:
    """Read the three tables of a stream from a zip. Where anything is, is dropped as they are read.

    The tables may lie in one folder of the zip. What a computer puts into a zip by itself is passed over.

    Args:
        data: the zip.
        fund: the fund as the record constitutes it, with the one stream that the tables are for.

    Raises:
        StreamTablesRefused: with every fault at once: of the zip, of each table, and between them.
    """
    faults: list[Fault] = []
    tables = _unpacked(data, faults)
    read = read_stream_tables(fund, tables, faults)
    [stream] = fund.streams
    if read is None or faults:
        raise StreamTablesRefused(*faults, stream=stream.name)
    return read.requests[stream.id]


def requests_text(requests: Requests) -> str:
    """Write what a stream is allocated from as canonical JSON."""
    return canon.encode(asdict(requests)).decode("utf-8")


def requests_of(text: str) -> Requests:
    """Read what :func:`requests_text` wrote."""
    told = json.loads(text)
    return Requests(
        tuple(StreamNeed(**one) for one in told["needs"]),
        tuple(
            StreamProposal(
                **{
                    **one,
                    "cost": Pence(one["cost"]),
                    "smallest": None if one["smallest"] is None else Pence(one["smallest"]),
                }
            )
            for one in told["proposals"]
        ),
        tuple(Placing(**{**one, "declared": tuple(one["declared"])}) for one in told["panel"]),
    )


def _unpacked(data: bytes, faults: list[Fault]) -> Mapping[str, bytes]:
    """Give the tables of a zip by name, whatever folder they lie in."""
    if len(data) > MOST_BYTES:
        faults.append(Fault("the zip is larger than {most} bytes", {"most": MOST_BYTES}))
        return {}
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [one for one in archive.infolist() if not one.is_dir() and not _by_itself(one.filename)]
            if len(inside) > _MOST_FILES:
                faults.append(Fault("the zip holds more than the three tables: {n} files", {"n": len(inside)}))
                return {}
            for one in inside:
                wrong = _misplaced(one, found)
                if wrong is None:
                    found[_name(one)] = archive.read(one)
                else:
                    faults.append(wrong)
    except _UNSOUND:
        faults.append(Fault("this is not a whole zip that can be read, without a password"))
        return {}
    faults.extend(Fault("the table is missing", {}, name) for name in TABLES if name not in _held(inside))
    return found


def _held(inside: list[zipfile.ZipInfo]) -> set[str]:
    return {_name(one) for one in inside}


def _name(one: zipfile.ZipInfo) -> str:
    return PurePosixPath(one.filename).name


def _by_itself(path: str) -> bool:
    """Say whether a file is one that some computers add to every zip."""
    parts = PurePosixPath(path).parts
    return "__MACOSX" in parts or any(part.startswith(".") for part in parts)


def _misplaced(one: zipfile.ZipInfo, found: Mapping[str, bytes]) -> Fault | None:
    name = _name(one)
    if name == CONSTITUTION:
        what = key("the constitution is taken from the public record, never from a file: leave this out")
        return Fault(what, {}, name)
    if name not in TABLES:
        figures: dict[str, object] = {"tables": ", ".join(TABLES), "nearest": nearest(name, TABLES)}
        return Fault("this is none of the tables {tables}{nearest}", figures, name)
    if name in found:
        return Fault("two files have this name", {}, name)
    if one.file_size > MOST_BYTES:
        return Fault("the table is larger than {most} bytes", {"most": MOST_BYTES}, name)
    return None
