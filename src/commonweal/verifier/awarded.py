"""Scored awards: each scheme locked as its entry says, before anybody bid, with money that stood aside for it."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from .awards_data import SCHEME
from .chain import ENTRIES, Entry, read_entries
from .findings import Finding
from .forms import fault, misshapen
from .kinds import KINDS
from .reading import Folder


def check_awarded(folder: Folder) -> list[Finding]:
    """Hold each scored award against its scheme, its fund, and the movements of its money (V508)."""
    entries = read_entries(folder.read(ENTRIES))[0] if ENTRIES in folder else []
    findings: list[Finding] = []
    opened: dict[str, Entry] = {}
    for entry in entries:
        if entry["kind"] != "award_opened":
            continue
        wrong = misshapen(entry, sorted(KINDS["award_opened"].needed))
        findings.extend(wrong)
        if not wrong:
            findings.extend(fault("V508", entry, what) for what in _opened(folder, entries, entry, opened))
            opened.setdefault(entry["payload"]["award"], entry)
    return findings


def _opened(folder: Folder, entries: Sequence[Entry], entry: Entry, before: Mapping[str, Entry]) -> Iterator[str]:
    """Find what an opening states otherwise than its scheme and its fund, and a scheme that was opened before."""
    said = entry["payload"]
    if said["award"] in before:
        yield f"the award {said['award']} was opened by entry {before[said['award']]['number']}; its scheme is locked"
    periods = _periods(entries, entry)
    if periods is None:
        yield f"the fund {said['fund']} was not constituted before it"
    elif said["period"] not in periods:
        yield f"the fund has no period {said['period']}"
    if said["folder"] != f"schemes/{said['award']}":
        yield f"it names {said['folder']}, which is no scheme of {said['award']}"
    inner = folder.inside(said["folder"])
    if SCHEME in inner:  # otherwise the check of the folder, or of its presence, says so
        yield from _locked(inner, entry)
    aside = [*_moved(entries, entry, "set aside")]
    if aside != [(said["fund"], said["period"], said["award"], None, said["pence"], 0)]:
        yield "the money of the award was not set aside for it, to the penny"


def _periods(entries: Sequence[Entry], entry: Entry) -> set[str] | None:
    """Give the periods of a fund as it stood at an entry, or None where it was not constituted."""
    stood = [
        one["payload"]
        for one in entries
        if one["kind"] == "fund_constituted"
        and one["payload"].get("fund") == entry["payload"]["fund"]
        and one["number"] < entry["number"]
    ]
    return {one["period"] for one in stood[-1]["periods"]} if stood else None


def _locked(inner: Folder, entry: Entry) -> Iterator[str]:
    said, scheme = entry["payload"], inner.read_json(SCHEME)
    if sha256(inner.read(SCHEME)).hexdigest() != said["settings"]:
        yield "its scheme is not the one of which it has the hash"
    right = (said["award"], said["title"], said["pence"], entry["at"][:10])
    if tuple(scheme[name] for name in ("id", "title", "budget_pence", "opened")) != right:
        yield "its scheme has another name, title, sum or day"


def _moved(entries: Sequence[Entry], entry: Entry, how: str) -> Iterator[tuple[Any, ...]]:
    """Give the movements that follow from an entry: where, to whom, how much, and how much of the other kind."""
    money = entry["payload"]["money"]
    other = "revenue" if money == "capital" else "capital"
    for one in entries:
        moved = one["payload"]
        if one["kind"] == "money_moved" and (moved.get("entry"), moved.get("how")) == (entry["number"], how):
            where = (moved.get(name) for name in ("fund", "period", "round", "organisation"))
            yield (*where, moved.get(f"{money}_pence", 0), moved.get(f"{other}_pence", 0))
