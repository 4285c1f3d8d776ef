"""Scored awards: each scheme locked before anybody bid; each award, its money and its promises as its folder gives."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from .awards import RESULT
from .awards_data import SCHEME
from .chain import ENTRIES, Entry, read_entries
from .findings import Finding
from .forms import fault, misshapen
from .kinds import KINDS
from .reading import Folder


def check_awarded(folder: Folder) -> list[Finding]:
    """Hold each scored award to its scheme and fund (V508), folder (V509), money (V510) and promises (V511)."""
    entries = read_entries(folder.read(ENTRIES))[0] if ENTRIES in folder else []
    findings: list[Finding] = []
    opened: dict[str, Entry] = {}
    decided: dict[str, Entry] = {}
    for entry in entries:
        if entry["kind"] not in {"award_opened", "scored_award_decided"}:
            continue
        wrong = misshapen(entry, sorted(KINDS[entry["kind"]].needed))
        findings.extend(wrong)
        if wrong:
            continue
        name = entry["payload"]["award"]
        if entry["kind"] == "award_opened":
            findings.extend(fault("V508", entry, what) for what in _opened(folder, entries, entry, opened))
            opened.setdefault(name, entry)
        else:
            findings.extend(fault("V509", entry, what) for what in _decided(folder, entry, opened, decided))
            findings.extend(fault("V510", entry, what) for what in _paid(entries, entry))
            decided.setdefault(name, entry)
    findings.extend(_promised(folder, entries, opened, decided))
    return findings


def _opened(folder: Folder, entries: Sequence[Entry], entry: Entry, before: Mapping[str, Entry]) -> Iterator[str]:
    """Find what an opening states otherwise than its scheme and its fund, and a scheme that was opened before."""
    said = entry["payload"]
    if said["award"] in before:
        yield f"the award {said['award']} was opened by entry {before[said['award']]['number']}; its scheme is locked"
    if any(one["kind"] == "rules_published" and one["payload"].get("round") == said["award"] for one in entries):
        yield f"a round has the name {said['award']}, by which money and promises are told apart"
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


def _decided(folder: Folder, entry: Entry, opened: Mapping[str, Entry], before: Mapping[str, Entry]) -> Iterator[str]:
    """Find what a decision states otherwise than the opening and its folder."""
    said = entry["payload"]
    name = said["award"]
    if name in before:
        yield f"the award {name} was decided by entry {before[name]['number']}"
    if name not in opened:
        yield f"the award {name} was not opened before it"
        return
    told = opened[name]
    if said["entry"] != told["number"]:
        yield f"it names another opening than entry {told['number']}"
    for field in ("fund", "period", "money", "settings"):
        if said[field] != told["payload"][field]:
            yield f"its {field} is not that of entry {told['number']}"
    if said["folder"] != f"awards/{name}":
        yield f"it names {said['folder']}, which is no decision on {name}"
    inner = folder.inside(said["folder"])
    if SCHEME in inner and RESULT in inner:  # otherwise the check of the folder, or of its presence, says so
        yield from _scored(inner, said, told)


def _scored(inner: Folder, said: Mapping[str, Any], told: Entry) -> Iterator[str]:
    if sha256(inner.read(SCHEME)).hexdigest() != told["payload"]["settings"]:
        yield f"{said['folder']} was scored by another scheme than the one that entry {told['number']} locked"
    result = inner.read_json(RESULT)
    right = [
        {"project": one["bid"], "organisation": one["bidder"], "pence": one["price_pence"]} for one in result["awarded"]
    ]
    if said["awards"] != right or said["pence"] != result["spent_pence"]:
        yield f"it awards otherwise than {said['folder']}"


def _paid(entries: Sequence[Entry], entry: Entry) -> Iterator[str]:
    """Find money that was awarded and did not move to whom it was, to the penny."""
    said = entry["payload"]
    right = [
        (said["fund"], said["period"], said["award"], award["organisation"], award["pence"], 0)
        for award in said["awards"]
    ]
    if sorted(_moved(entries, entry, "awarded"), key=str) != sorted(right, key=str):
        yield "the money that it awards did not move, to the penny, to whom it is awarded"


def _promised(
    folder: Folder, entries: Sequence[Entry], opened: Mapping[str, Entry], decided: Mapping[str, Entry]
) -> Iterator[Finding]:
    """Find undertakings that are not the promises of awarded bids, each once, after the award was decided."""
    for name in opened:
        entry = decided.get(name)
        given = [one for one in entries if one["kind"] == "undertaking_given" and one["payload"].get("round") == name]
        if entry is None:
            yield from (fault("V511", one, f"the award {name} was not decided before it") for one in given)
            continue
        yield from (
            fault("V511", one, f"it comes before entry {entry['number']}, which decides the award {name}")
            for one in given
            if one["number"] < entry["number"]
        )
        file = f"{entry['payload']['folder']}/{RESULT}"
        promised = folder.read_json(file)["undertakings"] if file in folder else None
        told = [{**_without(one["payload"], "round", "second"), "state": "given"} for one in given]
        if promised is not None and told != promised:
            what = f"the undertakings that follow it are not what the bids promise that are awarded, by {file}"
            yield fault("V511", entry, what)


def _without(payload: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name not in names}


def _moved(entries: Sequence[Entry], entry: Entry, how: str) -> Iterator[tuple[Any, ...]]:
    """Give the movements that follow from an entry: where, to whom, how much, and how much of the other kind."""
    money = entry["payload"]["money"]
    other = "revenue" if money == "capital" else "capital"
    for one in entries:
        moved = one["payload"]
        if one["kind"] == "money_moved" and (moved.get("entry"), moved.get("how")) == (entry["number"], how):
            where = (moved.get(name) for name in ("fund", "period", "round", "organisation"))
            yield (*where, moved.get(f"{money}_pence", 0), moved.get(f"{other}_pence", 0))
