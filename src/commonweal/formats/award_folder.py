"""The folder of a scored award as its officers keep it: ``scheme.toml``, bids, promises, interests and scores.

``docs/scored-awards.md`` lists the files, keys and columns.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from commonweal.errors import Fault, FileMissing, SchemeFaults, TableFaults, nearest
from commonweal.formats import table_folder
from commonweal.formats.tables import SUM, SUM_OR_0, Column, Table, repeats, table_of, texts_of, whole
from commonweal.formats.toml_tables import (
    DAY,
    POSITIVE,
    SHORT_NAME,
    WORDS,
    Key,
    Reading,
    one_of,
    positive,
    read_toml,
    short_name,
    toml_of,
)
from commonweal.funding.scored.bids import Bid, FullCost, Promise
from commonweal.funding.scored.scheme import FORMULA, KINDS, TIES, Criterion, Scheme, scheme_faults
from commonweal.funding.scored.scores import INTERESTS, Panel, Score
from commonweal.record.forms import LINE
from commonweal.terms.money import Pence
from commonweal.terms.sentences import key

SCHEME, BIDS, PROMISES, INTERESTS_FILE, SCORES = (
    "scheme.toml",
    "bids.csv",
    "promises.csv",
    "interests.csv",
    "scores.csv",
)
TABLES = (BIDS, PROMISES, INTERESTS_FILE, SCORES)
SEED = re.compile(r"[A-Za-z0-9._-]{1,64}")
"""What a lot is drawn as."""
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class AwardFolder:
    """What the folder holds.

    Attributes:
        scheme: as it stands in the folder.
        locked: the hash that was published at the opening.
        seed: of the lot, or "" where none was drawn.
        bids: every bid.
        panel: what the assessors declared and gave.
    """

    scheme: Scheme
    locked: str
    seed: str
    bids: tuple[Bid, ...]
    panel: Panel


def _levels(value: Any) -> Mapping[int, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) and text.strip() for text in value.values()):
        raise ValueError
    return {whole(points): text for points, text in value.items()}


def _minimum(value: Any) -> int:
    return 0 if value == 0 and type(value) is int else positive(value)


def _ties(value: Any) -> tuple[str, ...]:
    return tuple(one_of(*TIES)(word) for word in value)


def _hash(value: Any) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        raise ValueError
    return str(value)


def _seed(value: Any) -> str:
    if not SEED.fullmatch(value):
        raise ValueError
    return str(value)


_SCHEME = {
    "id": Key(*SHORT_NAME, needed=True),
    "title": Key(*WORDS, needed=True),
    "body": Key(*WORDS, needed=True),
    "budget_pounds": Key(*POSITIVE, needed=True),
    "most_awards": Key(*POSITIVE, needed=True),
    "overflow": Key(one_of("skip", "stop"), "skip or stop", needed=True),
    "weights_total": Key(*POSITIVE, needed=True),
    "ties": Key(_ties, 'a list such as ["quality", "price", "lot"]', needed=True),
}
_CRITERION = {
    "id": Key(*SHORT_NAME, needed=True),
    "title": Key(*WORDS, needed=True),
    "kind": Key(one_of(*KINDS), "quality, social_value or price", needed=True),
    "weight": Key(*POSITIVE, needed=True),
    "levels": Key(_levels, "a table of whole points and what each stands for"),
    "minimum": Key(_minimum, "a whole number, 0 or more"),
    "formula": Key(one_of(FORMULA), f'"{FORMULA}"', default=""),
}
_OPENING = {
    "on": Key(*DAY, needed=True),
    "sha256": Key(_hash, "64 digits from 0 to f, between quotes", default=""),
}
_LOT = {"seed": Key(_seed, "up to 64 letters, digits, dots, hyphens and underscores", default="")}
_WRITTEN = ("scheme", "criteria")
"""The tables of a scheme that people write before it is opened."""
_TABLES = (*_WRITTEN, "opening", "lot")
MOST_BYTES = 100_000
"""The most that a scheme may hold: many criteria, each with every score described."""


def read_award(folder: Path) -> AwardFolder:
    """Read the folder of a scored award.

    Raises:
        FileMissing: where one of its files is not there.
        SchemeFaults: with every fault of ``scheme.toml`` at once; nothing else is read then.
        TableFaults: with every fault of the tables at once.
    """
    scheme, locked, seed = read_scheme(folder)
    faults: list[Fault] = []
    read = read_award_tables(scheme, _tables(folder, needed_tables(scheme)), faults)
    if read is None or faults:
        raise TableFaults(*faults, file=folder.name)
    return AwardFolder(scheme, locked, seed, *read)


def needed_tables(scheme: Scheme) -> tuple[str, ...]:
    """Give the tables that an award needs: promises where social value is scored, and the others always."""
    social = any(criterion.kind == "social_value" for criterion in scheme.criteria)
    return tuple(name for name in TABLES if social or name != PROMISES)


def read_award_tables(
    scheme: Scheme, tables: Mapping[str, bytes], faults: list[Fault]
) -> tuple[tuple[Bid, ...], Panel] | None:
    """Read bids, promises, interests and scores that are held as bytes.

    Args:
        scheme: what is scored.
        tables: the bytes of each table by its name; one that is missing is left to whoever looked for it.
        faults: what is wrong with them is added here.

    Returns:
        The bids and what the assessors declared and gave, or None where a table has a fault or is missing.
    """
    known = texts_of(tables.get(BIDS, b""), "id")
    promises = _gathered(faults, tables, PROMISES, lambda data: _read_promises(data, known))
    bids = _gathered(faults, tables, BIDS, lambda data: _read_bids(data, promises or {}))
    interests = _gathered(faults, tables, INTERESTS_FILE, lambda data: _read_interests(data, known))
    scores = _gathered(faults, tables, SCORES, lambda data: _read_scores(data, known, scheme))
    if faults or bids is None or interests is None or scores is None:
        return None
    return bids, Panel(interests, scores)


def _tables(folder: Path, needed: Collection[str]) -> Mapping[str, bytes]:
    for name in needed:
        if not (folder / name).is_file():
            raise FileMissing(kind="file", path=folder / name)
    return {name: (folder / name).read_bytes() for name in TABLES if (folder / name).is_file()}


def read_scheme(folder: Path) -> tuple[Scheme, str, str]:
    """Read ``scheme.toml``: the scheme, the hash that was locked, and the seed of the lot or "".

    Raises:
        FileMissing: where there is none.
        SchemeFaults: with every fault at once.
    """
    reading, found = read_toml(folder / SCHEME, SchemeFaults)
    _refuse_unknown(reading, found, _TABLES)
    opening = reading.table("opening", found.get("opening", {}), _OPENING)
    drawn = reading.table("lot", found.get("lot", {}), _LOT)
    scheme = _scheme(reading, found, opening["on"])
    if not opening["sha256"]:
        what = {"hash": scheme.sha256()}
        fault = Fault(
            "the scheme is not locked: publish its hash {hash} and write it here", what, field="opening.sha256"
        )
        raise SchemeFaults(_placed(reading, fault, 0), file=SCHEME)
    return scheme, opening["sha256"], drawn["seed"]


def read_opening(data: bytes, on: date) -> Scheme:
    """Read a scheme that is about to be opened: its day and its hash come from the opening, and a lot is far off.

    Args:
        data: what people wrote, as ``scheme.toml`` has it but for ``[opening]`` and ``[lot]``.
        on: the day of the opening.

    Raises:
        SchemeFaults: with every fault at once.
    """
    if len(data) > MOST_BYTES:
        raise SchemeFaults(Fault("this is longer than {most} bytes", {"most": MOST_BYTES}, SCHEME), file=SCHEME)
    reading, found = toml_of(SCHEME, data, SchemeFaults)
    for name in ("opening", "lot"):
        if name in found:
            reading.fault(name, "", key("the day, the hash and a lot come later and from the record: leave this out"))
    _refuse_unknown(reading, {name: value for name, value in found.items() if name not in ("opening", "lot")}, _WRITTEN)
    for name in ("title", "body"):
        said = found.get("scheme", {}).get(name) if isinstance(found.get("scheme"), dict) else None
        if isinstance(said, str) and said.strip() and not LINE.holds(said):
            what = key("the record takes at most 200 characters on one line, without hidden signs")
            reading.fault("scheme", name, what)
    return _scheme(reading, found, on)


def _refuse_unknown(reading: Reading, found: Mapping[str, Any], known: Sequence[str]) -> None:
    for name in sorted(set(found) - set(known)):
        reading.fault(name, "", "there is no table {name}{nearest}", name=name, nearest=nearest(name, known))


def _scheme(reading: Reading, found: Mapping[str, Any], opened: date) -> Scheme:
    """Read all that is hashed of a scheme; refuse it with whatever was noted before, too."""
    told = reading.table("scheme", found.get("scheme", {}), _SCHEME)
    criteria = reading.tables("criteria", found.get("criteria", []), _CRITERION)
    if reading.faults:
        raise SchemeFaults(*reading.faults, file=SCHEME)
    scheme = Scheme(
        id=told["id"],
        title=told["title"],
        body=told["body"],
        opened=opened,
        budget=Pence(told["budget_pounds"] * 100),
        most_awards=told["most_awards"],
        overflow=told["overflow"],
        total=told["weights_total"],
        ties=told["ties"],
        criteria=tuple(Criterion(**{**item, "levels": item["levels"] or {}}) for item in criteria),
    )
    faults = [_placed(reading, fault, nth) for fault, nth in scheme_faults(scheme)]
    if faults:
        raise SchemeFaults(*faults, file=SCHEME)
    return scheme


def _placed(reading: Reading, fault: Fault, nth: int) -> Fault:
    header, _, name = fault.field.partition(".")
    return replace(fault, file=SCHEME, line=reading.line_of(header, name, nth))


def _gathered(
    faults: list[Fault], tables: Mapping[str, bytes], name: str, read: Callable[[bytes], _Read]
) -> _Read | None:
    try:
        return read(tables[name]) if name in tables else None
    except TableFaults as refused:
        faults.extend(refused.faults)
        return None


def _assessor(text: str) -> str:
    """Read a role with a number: a person's name has no place here."""
    if not re.fullmatch(r"[a-z][a-z-]{0,40}-[1-9][0-9]{0,3}", text):
        raise ValueError
    return text


COSTS = ("direct_pounds", "overheads_pounds", "living_wage_pounds", "price_rise_pounds")
_INTEREST = (one_of(*INTERESTS), key("none, employee, trustee, member, family, money, rival or other"))
_WHO = Column("assessor", _assessor, key("a role and a number, such as assessor-1"))


def _read_bids(data: bytes, promises: Mapping[str, Sequence[Promise]]) -> tuple[Bid, ...]:
    table = table_of(
        BIDS,
        data,
        (
            Column("id", short_name, key("a short name of small letters, digits and hyphens"), unique=True),
            Column("bidder"),
            Column("title"),
            Column("price_pounds", *SUM),
            *(Column(name, *SUM_OR_0, needed=False) for name in COSTS),
        ),
    )
    return tuple(
        Bid(
            id=row["id"],
            bidder=row["bidder"],
            title=row["title"],
            price=row["price_pounds"],
            full_cost=FullCost(*(row[name] for name in COSTS)),
            promises=tuple(sorted(promises.get(row["id"], ()), key=lambda one: (one.due, one.text))),
        )
        for row in table.rows
    )


def _read_promises(data: bytes, bids: Collection[str]) -> Mapping[str, Sequence[Promise]]:
    table = table_of(
        PROMISES,
        data,
        (
            Column("bid", among=bids),
            Column("promise"),
            Column("due", *table_folder.DAY),
        ),
    )
    found: dict[str, list[Promise]] = {}
    for row in table.rows:
        found.setdefault(row["bid"], []).append(Promise(row["promise"], row["due"]))
    return found


def _read_interests(data: bytes, bids: Collection[str]) -> dict[tuple[str, str], str]:
    columns = (_WHO, Column("bid", among=bids), Column("interest", *_INTEREST))
    table = table_of(INTERESTS_FILE, data, columns)
    _refuse_repeats(table, ("assessor", "bid"))
    return {(row["assessor"], row["bid"]): row["interest"] for row in table.rows}


def _read_scores(data: bytes, bids: Collection[str], scheme: Scheme) -> dict[tuple[str, str, str], Score]:
    scales = {criterion.id: criterion for criterion in scheme.assessed}

    def on_scale(row: Mapping[str, Any]) -> Iterable[Fault]:
        scale = scales.get(row["criterion"])
        if scale and row["points"] is not None and not scale.lowest <= row["points"] <= scale.highest:
            figures = {"points": row["points"], "lowest": scale.lowest, "highest": scale.highest}
            yield Fault("{points} is not on the scale from {lowest} to {highest}", figures, field="points")

    table = table_of(
        SCORES,
        data,
        (
            _WHO,
            Column("bid", among=bids),
            Column("criterion", among=scales),
            Column("points", whole, key("a whole number, 0 or more")),
            Column("reason"),
        ),
        on_scale,
    )
    _refuse_repeats(table, ("assessor", "bid", "criterion"))
    return {(row["assessor"], row["bid"], row["criterion"]): Score(row["points"], row["reason"]) for row in table.rows}


def _refuse_repeats(table: Table, columns: Sequence[str]) -> None:
    faults = tuple(repeats(table.source.file, columns, zip(table.lines, table.rows, strict=True)))
    if faults:
        raise TableFaults(*faults, file=table.source.file)
