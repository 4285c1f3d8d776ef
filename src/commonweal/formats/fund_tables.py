"""A fund's folder: its constitution, and what its protected streams are allocated from.

Where a sensitive proposal is stands in them only to be kept out of what is published: it is dropped as they are read.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from commonweal.errors import Fault, FileMissing, FundFaults, TableFaults, nearest
from commonweal.evidence.publishing import shown
from commonweal.formats.fund_settings import read_fund
from commonweal.formats.tables import SUM, WHOLE, YES_NO, Column, Table, repeats, table_of
from commonweal.formats.toml_tables import Reading
from commonweal.funding.panels import FEWEST
from commonweal.funding.streams.constitution import Fund, Stream
from commonweal.funding.streams.requests import FEW, Few, Placing, Requests, StreamNeed, StreamProposal
from commonweal.funding.streams.whereabouts import COLUMNS, gives_away, hidden, points_somewhere
from commonweal.terms.sentences import key
from commonweal.terms.sources import Source, Unknown

PROPOSALS, NEEDS, PANEL = "stream_proposals.csv", "stream_needs.csv", "panel.csv"


def _short(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}", text):
        raise ValueError
    return text


def _body(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", text):
        raise ValueError
    return text


def _roles(text: str) -> tuple[str, ...]:
    return tuple(role.strip() for role in text.split(";"))


TABLES: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        PROPOSALS: (
            Column("stream"),
            Column("id", _short, key("up to 32 letters, digits and hyphens"), unique=True),
            Column("public_name"),
            Column("group"),
            Column("cost", *SUM),
            Column("smallest", *SUM, needed=False),
            Column("sensitive", *YES_NO),
            Column("organisation", _body, key("the short name of a body: letters, digits and hyphens"), needed=False),
            *(Column(name, needed=False) for name in COLUMNS),
        ),
        NEEDS: (
            Column("stream"),
            Column("group"),
            Column("low", *WHOLE),
            Column("high", *WHOLE),
            Column("source"),
            Column("date"),
        ),
        PANEL: (
            Column("stream"),
            Column("place", *WHOLE),
            Column("proposal"),
            Column("reason"),
            Column("declared", _roles, needed=False),
        ),
    }
)
"""The columns of each table of a fund's folder."""


@dataclass(frozen=True, slots=True)
class FundFolder:
    """A fund's folder as read. Nothing in it says where anything is.

    Attributes:
        fund: its constitution.
        requests: what each stream is allocated from, by the stream's id.
    """

    fund: Fund
    requests: Mapping[str, Requests]


def read_fund_folder(folder: Path) -> FundFolder:
    """Read a fund's folder; counts of people pass the gate of published figures as they are read.

    Raises:
        FileMissing: where the folder or a file of it is not there.
        FundFaults: with every fault at once: of the constitution first, then of all tables, then between them.
    """
    if not folder.is_dir():
        raise FileMissing(kind="fund folder", path=folder)
    fund, reading = read_fund(folder)
    for name in TABLES:
        if not (folder / name).is_file():
            raise FileMissing(kind="file", path=folder / name)
    faults: list[Fault] = []
    held = {name: (folder / name).read_bytes() for name in TABLES}
    read = _read(fund, held, faults, tuple(_constituted(fund, reading)))
    if read is None:
        raise FundFaults(*faults, file=folder.name)
    return read


def read_stream_tables(fund: Fund, tables: Mapping[str, bytes], faults: list[Fault]) -> FundFolder | None:
    """Read the tables of a fund that the record constitutes; whoever asks is named there, but for sensitive services.

    Args:
        fund: the fund, as the record constitutes it.
        tables: the bytes of each table by its name; one that is missing is left to whoever looked for it.
        faults: what is wrong with them is added here.

    Returns:
        The fund with what its streams are allocated from, or None where a table has a fault or is missing.
    """
    return _read(fund, tables, faults, tuple(_constituted(fund)), named=True)


def _read(
    fund: Fund, held: Mapping[str, bytes], faults: list[Fault], said: "Sequence[_Text]", *, named: bool = False
) -> FundFolder | None:
    tables = {name: _table(name, held[name], columns, faults) for name, columns in TABLES.items() if name in held}
    if not faults and set(tables) == set(TABLES):
        faults.extend(_faults(fund, tables))
        faults.extend(_bodies(tables, named=named))
        faults.extend(_told(said, tables))
    if faults or set(tables) != set(TABLES):
        return None
    return FundFolder(fund, MappingProxyType({stream.id: _requests(stream, tables) for stream in fund.streams}))


def _table(file: str, data: bytes, columns: Sequence[Column], faults: list[Fault]) -> Table:
    """Read one table; a column nobody knows is refused, since nobody could say whether it tells where something is."""
    try:
        table = table_of(file, data, columns)
    except TableFaults as bad:
        faults.extend(bad.faults)
        return Table((), (), Source(file, ""))
    known = [column.name for column in columns]
    for name in next(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")), []):
        if name not in known:
            figures: dict[str, object] = {"name": name, "nearest": nearest(name, known)}
            faults.append(Fault("there is no column {name}{nearest}", figures, file, 1, name))
    return table


def _rows(tables: Mapping[str, Table], name: str, stream: Stream | None = None) -> list[tuple[int, Mapping[str, Any]]]:
    table = tables[name]
    rows = zip(table.lines, table.rows, strict=True)
    return [(line, row) for line, row in rows if stream is None or row["stream"] == stream.id]


def _faults(fund: Fund, tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Find what is wrong between rows and between tables."""
    known = [stream.id for stream in fund.streams]
    for name in TABLES:
        for line, row in _rows(tables, name):
            if row["stream"] not in known:
                text: dict[str, object] = {"text": row["stream"], "nearest": nearest(row["stream"], known)}
                yield Fault("there is no stream {text}{nearest}", text, name, line, "stream")
    for stream in fund.streams:
        yield from _need_faults(stream, tables)
        yield from _proposal_faults(stream, tables)
        yield from _panel_faults(stream, tables)


def _need_faults(stream: Stream, tables: Mapping[str, Table]) -> Iterator[Fault]:
    rows = _rows(tables, NEEDS, stream)
    for line, row in rows:
        if row["low"] > row["high"]:
            yield Fault("the low figure is above the high one", {}, NEEDS, line, "low")
    yield from repeats(NEEDS, ("group",), rows)
    if not any(row["low"] if stream.figure == "low" else row["high"] for _, row in rows):
        yield Fault("nobody is in need in the stream {stream}", {"stream": stream.id}, NEEDS, None, "high")


def _proposal_faults(stream: Stream, tables: Mapping[str, Table]) -> Iterator[Fault]:
    groups = {row["group"] for _, row in _rows(tables, NEEDS, stream)}
    for line, row in _rows(tables, PROPOSALS, stream):
        if row["group"] not in groups:
            what = "the need of {group} is not stated; unknown is not 0: give a range, however wide"
            yield Fault(what, {"group": row["group"]}, PROPOSALS, line, "group")
        if row["smallest"] is not None and row["smallest"] > row["cost"]:
            yield Fault("the smallest useful sum is above the cost", {}, PROPOSALS, line, "smallest")


def _bodies(tables: Mapping[str, Table], *, named: bool) -> Iterator[Fault]:
    """Find bodies that may not be named, and those that have to be: the record says who is given money."""
    ids = {row["id"] for _, row in _rows(tables, PROPOSALS)}
    for line, row in _rows(tables, PROPOSALS):
        body = row["organisation"]
        if row["sensitive"] and body:
            what = key("a sensitive service goes without the name of its body: leave this blank")
            yield Fault(what, {}, PROPOSALS, line, "organisation")
        elif body in ids:
            yield Fault("this is the short name of a proposal, not of a body", {}, PROPOSALS, line, "organisation")
        elif named and not body and not row["sensitive"]:
            what = key("name the body that asks by its short name; only a sensitive service goes without")
            yield Fault(what, {}, PROPOSALS, line, "organisation")


def _panel_faults(stream: Stream, tables: Mapping[str, Table]) -> Iterator[Fault]:
    proposals = [row["id"] for _, row in _rows(tables, PROPOSALS, stream)]
    rows = _rows(tables, PANEL, stream)
    for line, row in rows:
        if row["proposal"] not in proposals:
            text: dict[str, object] = {"text": row["proposal"], "nearest": nearest(row["proposal"], proposals)}
            yield Fault("there is no proposal {text} in this stream{nearest}", text, PANEL, line, "proposal")
        if not 1 <= row["place"] <= len(rows):
            yield Fault("places go from 1 to {last}", {"last": len(rows)}, PANEL, line, "place")
        yield from _declared_faults(stream, line, set(row["declared"] or ()))
    # Two proposals on one place are a tie that only the panel can settle.
    yield from repeats(PANEL, ("place",), rows)
    yield from repeats(PANEL, ("proposal",), rows)
    placed = {row["proposal"] for _, row in rows}
    for line, row in _rows(tables, PROPOSALS, stream):
        if row["id"] not in placed:
            yield Fault("the panel has given this proposal no place", {}, PROPOSALS, line, "id")


def _declared_faults(stream: Stream, line: int, declared: Collection[str]) -> Iterator[Fault]:
    for role in sorted(set(declared) - set(stream.panel)):
        figures: dict[str, object] = {"role": role, "nearest": nearest(role, stream.panel)}
        yield Fault("{role} is no member of the panel{nearest}", figures, PANEL, line, "declared")
    if len(set(stream.panel) - set(declared)) < FEWEST:
        what = "fewer than {fewest} members without an interest are left to place this proposal"
        yield Fault(what, {"fewest": FEWEST}, PANEL, line, "declared")


def _told(said: "Sequence[_Text]", tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Find every text that would be published and say where a sensitive service is; the fault does not repeat it."""
    secrets = {
        row["id"]: hidden({name: row[name] for name in COLUMNS if row[name]})
        for _, row in _rows(tables, PROPOSALS)
        if row["sensitive"]
    }
    nearby = {id_: secret.nearby for id_, secret in secrets.items()}
    by_group = {
        row["group"]: [
            phrase
            for _, other in _rows(tables, PROPOSALS)
            if other["group"] == row["group"]
            for phrase in nearby.get(other["id"], ())
        ]
        for _, row in _rows(tables, PROPOSALS)
    }
    anywhere = sorted({phrase for secret in secrets.values() for phrase in secret.anywhere})
    for file, line, field, text, whose in (*said, *_texts(tables)):
        own = by_group.get(whose, ()) if file == NEEDS else nearby.get(whose, ())
        if gives_away(text, [*anywhere, *own]):
            yield Fault("this would be published, and says where a sensitive service is", {}, file, line, field)
        elif points_somewhere(text):
            yield Fault("this would be published, and looks like a postcode or coordinates", {}, file, line, field)


_Text = tuple[str, int | None, str, str, str]
"""A published text: its file, line and field, the text, and the proposal or group that it speaks of."""


def _constituted(fund: Fund, reading: Reading | None = None) -> Iterator[_Text]:
    file = reading.file if reading else ""
    for field in ("name", "accountable_body"):
        yield file, reading.line_of("fund", field) if reading else None, field, getattr(fund, field), ""
    for nth, stream in enumerate(fund.streams):
        said = {"name": stream.name, "for_whom": stream.for_whom, "panel": "; ".join(stream.panel)}
        for field, text in said.items():
            yield file, reading.line_of("streams", field, nth) if reading else None, field, text, ""


def _texts(tables: Mapping[str, Table]) -> Iterator[_Text]:
    for number, row in _rows(tables, PROPOSALS):
        for field in ("id", "public_name", "group", "organisation"):
            yield PROPOSALS, number, field, row[field] or "", row["id"]
    for number, row in _rows(tables, NEEDS):
        for field in ("group", "source", "date"):
            yield NEEDS, number, field, row[field], row["group"]
    for number, row in _rows(tables, PANEL):
        yield PANEL, number, "reason", row["reason"], row["proposal"]


def _requests(stream: Stream, tables: Mapping[str, Table]) -> Requests:
    """Make what a stream is allocated from, in an order that says nothing of the rows' order."""
    needs = (
        StreamNeed(row["group"], _people(row["low"]), _people(row["high"]), row["source"], row["date"])
        for _, row in _rows(tables, NEEDS, stream)
    )
    proposals = (
        StreamProposal(
            row["id"],
            row["public_name"],
            row["group"],
            row["cost"],
            row["smallest"],
            sensitive=row["sensitive"],
            organisation=row["organisation"] or "",
        )
        for _, row in _rows(tables, PROPOSALS, stream)
    )
    panel = (
        Placing(row["place"], row["proposal"], row["reason"], tuple(sorted(set(row["declared"] or ()))))
        for _, row in _rows(tables, PANEL, stream)
    )
    return Requests(
        tuple(sorted(needs, key=lambda need: need.group)),
        tuple(sorted(proposals, key=lambda proposal: proposal.id)),
        tuple(sorted(panel, key=lambda placing: placing.place)),
    )


def _people(count: int) -> int | Few:
    figure = shown(count)
    return FEW if isinstance(figure, Unknown) else figure
