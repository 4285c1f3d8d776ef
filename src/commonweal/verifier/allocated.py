"""Allocations of protected money: each entry as its folder, the fund's constitution and the fund's pots give it."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from .chain import ENTRIES, Entry, read_entries
from .findings import Finding
from .forms import fault, misshapen
from .kinds import KINDS
from .manifests import is_canonical
from .reading import Folder
from .streams import ALLOCATION, CONSTITUTION, PROPOSALS

CONSTITUTED = "fund.json"
"""The whole constitution of the fund, beside what was allocated under it."""
_OF_STREAM = ("name", "for_whom", "figure", "panel")
_WHERE = ("fund", "period", "round", "organisation")
_TAKES = {"set aside": 1, "awarded": -1}


def check_constituted(folder: Folder) -> list[Finding]:
    """Hold the streams of a folder against the whole constitution that lies beside them, where one does (V409)."""
    if CONSTITUTED not in folder:
        return []
    made, stated = folder.read_json(CONSTITUTED), folder.read_json(CONSTITUTION)
    if not is_canonical(made, folder.read(CONSTITUTED)):
        return [Finding("V401", CONSTITUTED, "it is not written in the one canonical form")]
    protected = {one["id"]: one for one in made["protected"]}
    right = [(made["title"], made["accountable_body"], "GBP")]
    said = [(stated["name"], stated["accountable_body"], stated["currency"])]
    for stream in stated["streams"]:
        known = protected.get(stream["id"], {})
        said.append(tuple(stream[name] for name in _OF_STREAM))
        right.append(tuple(known.get(name) for name in _OF_STREAM))
    return [
        Finding("V409", CONSTITUTION, f"it says {one}, but {CONSTITUTED} says {other}")
        for one, other in zip(said, right, strict=True)
        if one != other
    ]


def check_allocated(folder: Folder) -> list[Finding]:
    """Hold each allocation of protected money against its folder, its fund, and the movements of its money (V614)."""
    entries = read_entries(folder.read(ENTRIES))[0] if ENTRIES in folder else []
    told = [entry for entry in entries if entry["kind"] == "stream_allocated"]
    findings: list[Finding] = []
    sound: list[Entry] = []
    for entry in told:
        wrong = misshapen(entry, sorted(KINDS["stream_allocated"].needed))
        findings.extend(wrong)
        sound.extend([] if wrong else [entry])
    for entry in sound:
        parts = (_once(sound, entry), _published(folder, entries, entry), _pot(entries, entry), _moved(entries, entry))
        findings.extend(fault("V614", entry, what) for part in parts for what in part)
    return findings


def _once(told: Sequence[Entry], entry: Entry) -> Iterator[str]:
    """Find proposals that are given money a second time."""
    said = entry["payload"]
    before = {
        award["project"]: other["number"]
        for other in told
        if other["number"] < entry["number"] and other["payload"]["fund"] == said["fund"]
        for award in other["payload"]["awards"]
    }
    for award in said["awards"]:
        if award["project"] in before:
            yield f"it gives money to {award['project']}, as entry {before[award['project']]} did"


def _published(folder: Folder, entries: Sequence[Entry], entry: Entry) -> Iterator[str]:
    """Find what an entry states otherwise than its folder, and a folder that was made under another constitution."""
    said, number = entry["payload"], entry["number"]
    stood = [
        one
        for one in entries
        if one["kind"] == "fund_constituted" and one["payload"].get("fund") == said["fund"] and one["number"] < number
    ]
    if not stood:
        yield f"the fund {said['fund']} was not constituted before it"
        return
    if stood[-1]["payload"].get("settings") != said["settings"]:
        yield f"it names another constitution than that of entry {stood[-1]['number']}, which stood then"
    inner = folder.inside(said["folder"])
    if CONSTITUTION not in inner or ALLOCATION not in inner or PROPOSALS not in inner:
        return  # the check of the folder, or of its presence, says so
    if CONSTITUTED not in inner or sha256(inner.read(CONSTITUTED)).hexdigest() != said["settings"]:
        yield f"{said['folder']} does not hold the constitution of the fund that it names"
    yield from _stated(inner, said, stood[-1])
    yield from _awards(inner, said)


def _stated(inner: Folder, said: Mapping[str, Any], stood: Entry) -> Iterator[str]:
    stated, name = inner.read_json(CONSTITUTION), said["folder"]
    streams = stated["streams"]
    if [one["id"] for one in streams] != [said["stream"]] or stated["round"] != name.rpartition("/")[2]:
        yield f"{name} is of another stream, or of another allocation"
        return
    if (streams[0]["entry"], streams[0]["constituted"]) != (stood["number"], stood["at"][:10]):
        yield f"{name} says that the money was set aside by another entry than {stood['number']}"
    if stated["total"] != streams[0]["set_aside"] or stated["voting_opens"] is not None:
        yield f"{name} holds other money than that of the stream"
    if streams[0]["set_aside"] != said["set_aside_pence"]:
        yield f"it states that other money was set aside than {name}"


def _awards(inner: Folder, said: Mapping[str, Any]) -> Iterator[str]:
    [allocated] = inner.read_json(ALLOCATION)["streams"]
    sensitive = {one["id"] for one in inner.read_json(PROPOSALS)["proposals"] if one["sensitive"]}
    given = [(award["project"], award["pence"]) for award in said["awards"]]
    if said["pence"] != allocated["allocated"] or given != [
        (one["proposal"], one["sum"]) for one in allocated["awards"]
    ]:
        yield f"it gives other sums than {said['folder']}"
    for award in said["awards"]:
        if award["project"] in sensitive and award["organisation"] != award["project"]:
            yield f"it names the body of {award['project']}, whose address may never be shown"


def _pot(entries: Sequence[Entry], entry: Entry) -> Iterator[str]:
    """Find a sum that did not stand set aside for the stream when it was allocated."""
    said, stood = entry["payload"], 0
    for one in entries:
        moved = one["payload"]
        if one["kind"] != "money_moved" or one["number"] > entry["number"]:
            continue
        if (moved.get("fund"), moved.get("period"), moved.get("round")) == (
            said["fund"],
            said["period"],
            said["stream"],
        ):
            sign = _TAKES.get(moved["how"], 0)
            if moved["how"] == "released":
                sign = 1 if "organisation" in moved else -1
            stood += sign * moved.get(f"{said['money']}_pence", 0)
    if stood != said["set_aside_pence"]:
        yield f"{stood} pence stood set aside for the stream, and not {said['set_aside_pence']}"


def _moved(entries: Sequence[Entry], entry: Entry) -> Iterator[str]:
    """Find money that was given by the entry and did not move to whom it was given, to the penny."""
    said = entry["payload"]
    other = "revenue" if said["money"] == "capital" else "capital"
    moved = [
        (*map(one.get, _WHERE), one.get(f"{said['money']}_pence", 0), one.get(f"{other}_pence", 0))
        for one in (one["payload"] for one in entries if one["kind"] == "money_moved")
        if (one.get("entry"), one.get("how")) == (entry["number"], "awarded")
    ]
    given = [
        (said["fund"], said["period"], said["stream"], award["organisation"], award["pence"], 0)
        for award in said["awards"]
    ]
    if sorted(moved, key=str) != sorted(given, key=str):
        yield "the money that it gives did not move, to the penny, to whom it gives it"
