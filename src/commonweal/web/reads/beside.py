"""What is kept beside the record, held against it: whoever changed a row by hand is found out, row by row.

The chain shows that no entry was changed. Pages show more than entries: people's words, frozen rules, constitutions,
results, opened ballots. Each of these stands in a row of its own, and the entry beside it bears its hash, its salted
commitment or all that it says.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, groupby
from typing import Any

from commonweal.errors import NotCanonical
from commonweal.terms import canon
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import beside_people
from commonweal.web.reads.mismatch import DIFFERS, MISSING, STRAY, Mismatch, differing, raw
from commonweal.web.store import beside
from commonweal.web.store.beside import FolderBeside, RowBeside

_Told = Mapping[int, tuple[str, Mapping[str, Any]]]
_Columns = Callable[[RowBeside, Mapping[str, Any]], Iterable[tuple[str, bool]]]
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class _Table:
    """How the rows of a table are held against their entries.

    Attributes:
        name: the table.
        rows: gives its rows.
        kinds: the kinds of entry that it stands beside.
        columns: gives each column with whether it is what the entry says.
        without: a field that an entry has which needs a row; "" where all of these kinds do.
    """

    name: str
    rows: Callable[[], Iterator[RowBeside]]
    kinds: tuple[str, ...]
    columns: _Columns
    without: str = ""


def mismatches() -> tuple[Mismatch, ...]:
    """Find every row beside the record that is not what its entry says, is missing, or belongs to no entry.

    What no entry binds cannot be found: ideas and proposals that are not published, answers, partners' parts,
    accounts, and the seat of a reviewer.
    """
    with beside.one_state():
        return tuple(
            chain(
                beside_people.personal(),
                *(_beside(table) for table in _TABLES),
                _folders(),
                _opened(),
                beside_people.roles(),
            )
        )


def _beside(table: _Table) -> Iterator[Mismatch]:
    told = beside.told(*table.kinds)
    seen = set()
    for row in table.rows():
        if row.entry not in told:
            yield Mismatch(STRAY, table.name, str(row.row), row.entry, _stray())
            continue
        seen.add(row.entry)
        wrong = [column for column, holds in table.columns(row, told[row.entry][1]) if not holds]
        if wrong:
            yield Mismatch(DIFFERS, table.name, str(row.row), row.entry, differing(wrong))
    yield from _missing(table.name, told, seen, table.without)


def _missing(table: str, told: _Told, seen: set[int], without: str = "") -> Iterator[Mismatch]:
    for number, (_, payload) in told.items():
        if number not in seen and (not without or without in payload):
            yield Mismatch(MISSING, table, "", number, _gone())


def _place(row: RowBeside, told: Mapping[str, Any]) -> Iterable[tuple[str, bool]]:
    yield "canonical", _hash(row.text) == told.get("settings")
    yield "digest", row.digest == told.get("settings")


def _poll(row: RowBeside, told: Mapping[str, Any]) -> Iterable[tuple[str, bool]]:
    yield "round", row.name == told.get("round")
    yield "canonical", row.text == _said(told)


def _constitution(row: RowBeside, told: Mapping[str, Any]) -> Iterable[tuple[str, bool]]:
    yield "fund", row.name == told.get("fund")
    yield "canonical", _hash(row.text) == told.get("settings")


def _undertaking(row: RowBeside, told: Mapping[str, Any]) -> Iterable[tuple[str, bool]]:
    yield "name", row.name == told.get("id")
    yield "round", row.digest == told.get("round")
    yield "canonical", row.text == _said({**told, "state": "given"}, besides="round")


def _receipts(row: RowBeside, told: Mapping[str, Any]) -> Iterable[tuple[str, bool]]:
    yield "round", row.name == told.get("round")
    yield "receipts", _hash(row.text) == told.get("sealed")


_TABLES = (
    _Table("store_placerow", beside.places, ("place_opened", "place_changed"), _place),
    _Table("store_pollrow", beside.polls, ("rules_published",), _poll),
    _Table("store_fundrow", beside.constitutions, ("fund_constituted",), _constitution),
    _Table("store_undertakingrow", beside.undertakings, ("undertaking_given",), _undertaking),
    _Table("store_receiptlistrow", beside.receipt_lists, ("round_closed",), _receipts, "sealed"),
)
_FOLDERS = {
    "store_profilerow": ("profile_published", "profile"),
    "store_countrow": ("result_provisional", "count"),
    "store_planrow": ("plan_adopted", "plan"),
}
_BY_NAME = {"stream": "stream_allocated", "scheme": "award_opened", "award": "scored_award_decided"}
"""Folders that no row ties to their entry, which names them: the kind of entry by the kind of folder."""
_LOOSE = tuple(("store_folderrow", kind) for kind in _BY_NAME.values())


def _folders() -> Iterator[Mismatch]:
    told = beside.told(*(kind for kind, _ in _FOLDERS.values()), *_BY_NAME.values())
    named = {str(one[1].get("folder")): at for at, one in told.items() if one[0] in _BY_NAME.values()}
    seen = set()
    for found in beside.folders():
        folder = found if found.table in _FOLDERS else replace(found, entry=named.get(_path(found.kind, found.name), 0))
        kind, of = _FOLDERS.get(folder.table, (_BY_NAME.get(folder.kind, ""), folder.kind))
        entry = told.get(folder.entry)
        if entry is None or entry[0] != kind:
            yield Mismatch(STRAY, folder.table, str(folder.row), folder.entry, _stray())
            continue
        seen.add(folder.entry)
        wrong = [column for column, holds in _folder(folder, of, entry[1]) if not holds]
        if wrong:
            yield Mismatch(DIFFERS, "store_folderrow", str(folder.row), folder.entry, differing(wrong))
        yield from _files(folder, str(entry[1].get("manifest", "")))
    for table, kind in (*((table, kind) for table, (kind, _) in _FOLDERS.items()), *_LOOSE):
        yield from _missing(table, {at: one for at, one in told.items() if one[0] == kind}, seen)


def _path(kind: str, name: str) -> str:
    """Give where a folder stands in a bundle."""
    return "profile" if kind == "profile" else f"{kind}s/{name}"


def _folder(folder: FolderBeside, of: str, told: Mapping[str, Any]) -> Iterable[tuple[str, bool]]:
    yield "kind", folder.kind == of
    yield "name", _path(of, folder.name) == told.get("folder")
    yield "digest", folder.digest == told.get("manifest")
    if of == "count":
        yield "round", folder.round == told.get("round")


def _files(folder: FolderBeside, manifest: str) -> Iterator[Mismatch]:
    hashes, listed = {}, None
    for path, data in beside.files(folder.row):
        hashes[path] = sha256(data).hexdigest()
        if path == MANIFEST and hashes[path] == manifest:
            listed = json.loads(data).get("files", {})
    if listed is None:
        yield _file(folder, MANIFEST, DIFFERS if MANIFEST in hashes else MISSING)
        return
    listed[MANIFEST] = manifest
    for path in sorted({*hashes, *listed}):
        if path not in hashes:
            yield _file(folder, path, MISSING)
        elif path not in listed:
            yield _file(folder, path, STRAY)
        elif hashes[path] != listed[path]:
            yield _file(folder, path, DIFFERS)


def _file(folder: FolderBeside, path: str, code: str) -> Mismatch:
    what = {DIFFERS: differing(["data"]), MISSING: _gone(), STRAY: _stray()}[code]
    return Mismatch(code, "store_filerow", f"{folder.kind}s/{folder.name}/{path}", folder.entry, what)


def _opened() -> Iterator[Mismatch]:
    """Hold opened ballots against the one hash of them all, in the order in which they were kept: that of their list.

    Which of them was changed nobody can tell from a hash of all.
    """
    told = beside.told("ballots_opened")
    seen = set()
    for number, rows in groupby(beside.opened_ballots(), key=lambda row: row[1]):
        payload = told.get(number, ("", {}))[1]
        found, voters, elsewhere = sha256(), 0, []
        for row, _, round_id, canonical, cast in rows:
            found.update(_line(canonical, cast))
            voters += cast if isinstance(cast, int) else 0
            if round_id != payload.get("round"):
                elsewhere.append(str(row))
        if number not in told:
            yield Mismatch(STRAY, "store_openedrow", "", number, _stray())
            continue
        seen.add(number)
        for one in elsewhere:
            yield Mismatch(DIFFERS, "store_openedrow", one, number, differing(["round"]))
        if found.hexdigest() != payload.get("opened"):
            yield Mismatch(DIFFERS, "store_openedrow", "", number, _other_ballots(voters, payload.get("ballots", 0)))
    empty = {at: one for at, one in told.items() if one[1].get("opened") != sha256().hexdigest()}
    yield from _missing("store_openedrow", empty, seen)


def _line(canonical: str, voters: int) -> bytes:
    """Write a ballot as the list of opened ballots has it; what is none stays as it stands, and no hash fits it."""
    chosen = beside.mapping(canonical)
    if set(chosen) != {"chosen", "points"} or _canonical(chosen) != raw(canonical):
        return raw(canonical)
    return _canonical({**chosen, "voters": voters}) + b"\n"


def _canonical(value: Any) -> bytes:
    """Give the one byte form of a value; none where somebody wrote what has no such form."""
    try:
        return canon.encode(value)
    except NotCanonical:
        return b""


def _hash(text: str) -> str:
    return sha256(raw(text)).hexdigest()


def _said(told: Mapping[str, Any], besides: str = "") -> str:
    """Write what an entry says as a row holds it: without its second person."""
    return _canonical({name: value for name, value in told.items() if name not in {"second", besides}}).decode()


def _stray() -> Sentence:
    return say(
        "No entry of the record tells of this row: somebody put it there by hand. Ask who can write to the database, "
        "and restore the newest backup of before."
    )


def _gone() -> Sentence:
    return say(
        "The row that this entry needs is gone: somebody deleted it by hand. Ask who can write to the database, and "
        "restore the newest backup that still has it."
    )


def _other_ballots(found: int, told: int) -> Sentence:
    return say(
        "These are not the ballots that were opened: {found} are here, {told} were opened, and the hash of their list "
        "is another. Hold them against opened.jsonl of an earlier bundle, and restore the newest backup that agrees.",
        found=found,
        told=told,
    )
