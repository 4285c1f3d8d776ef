"""The tables of a protected stream as one zip, and what they said as text that waits for a second person."""

import json
from dataclasses import asdict

from commonweal.errors import Fault, StreamTablesRefused
from commonweal.formats.fund_settings import FILE as CONSTITUTION
from commonweal.formats.fund_tables import TABLES, read_stream_tables
from commonweal.formats.zipped_tables import unpacked
from commonweal.funding.streams.constitution import Fund
from commonweal.funding.streams.requests import Placing, Requests, StreamNeed, StreamProposal
from commonweal.terms import canon
from commonweal.terms.money import Pence
from commonweal.terms.sentences import key

_ELSEWHERE = key("the constitution is taken from the public record, never from a file: leave this out")


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
    tables = unpacked(data, TABLES, faults, {CONSTITUTION: _ELSEWHERE})
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
