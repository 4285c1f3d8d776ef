"""What entries say of plans, awards and checkpoints, held against what is published beside them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .chain import BEGINNING, ENTRIES, Entry, read_entries
from .departed import RESULTS, check_awards
from .findings import Finding
from .plans_equality import ASSESSMENT, overridden
from .reading import Folder

CHECKPOINTS = ("checkpoint_lodged", "backup_restored", "site_published")


def check_stated(folder: Folder) -> list[Finding]:
    """Hold what entries say against the folders that they name and the entries before them.

    Returns:
        V134 where an entry states another figure than its folder, or a rule that was changed once voting had closed;
        V135 where a plan made again has another past than the plan it replaces; V136 where an entry names a checkpoint
        that the record never had.
    """
    entries = read_entries(folder.read(ENTRIES))[0] if ENTRIES in folder else []
    findings = [*_rules(entries), *check_awards(entries)]
    for entry in entries:
        if entry["kind"] == "plan_adopted":
            findings.extend(_plan(folder, entry))
        elif entry["kind"] in CHECKPOINTS:
            findings.extend(_checkpoint(entries, entry))
    return findings


def _rules(entries: Sequence[Entry]) -> Iterable[Finding]:
    closed = set()
    for entry in entries:
        round_ = str(entry["payload"].get("round"))
        if entry["kind"] in {"round_closed", *RESULTS}:
            closed.add(round_)
        elif entry["kind"] == "rules_published" and round_ in closed:
            yield _fault("V134", entry, "it publishes rules of a round after voting in it had closed")


def _checkpoint(entries: Sequence[Entry], entry: Entry) -> Iterable[Finding]:
    count, head = entry["payload"].get("count"), entry["payload"].get("head")
    before = [BEGINNING, *(other["hash"] for other in entries if other["number"] < entry["number"])]
    if type(count) is not int or not 0 <= count < len(before) or before[count] != head:
        yield _fault("V136", entry, "it names a checkpoint that the record before it never had")


def _plan(folder: Folder, entry: Entry) -> Iterable[Finding]:
    said = entry["payload"]
    name, replaced = said.get("folder"), said.get("replaces")
    if f"{name}/input.json" not in folder:
        return  # the check of the plan, or of its presence, says so
    given = folder.read_json(f"{name}/input.json")
    for figure in ("first_quarter", "quarters"):
        if figure in said and said[figure] != given[figure]:
            yield _fault("V134", entry, f"it states another {figure} than {name}/input.json")
    if said.get("overridden", []) != overridden(folder, f"{name}/{ASSESSMENT}"):
        yield _fault(
            "V134", entry, f"it states another floor of no detriment that was set aside than {name}/{ASSESSMENT}"
        )
    if not given["adopted"]:
        return
    if f"{replaced}/input.json" not in folder or f"{replaced}/plan.json" not in folder:
        yield _fault("V135", entry, f"{name} stands on a plan before it, but none is here that the entry replaces")
        return
    before, decided = folder.read_json(f"{replaced}/input.json"), folder.read_json(f"{replaced}/plan.json")["decisions"]
    for what in _other_past(before, decided, given):
        yield _fault("V135", entry, f"{name} has another past than {replaced}: {what}")


def _other_past(before: Any, decided: Any, given: Any) -> Iterable[str]:
    """Name each part of a plan's past that is not what the plan before it decided for those quarters."""
    past, until = given["adopted"], given["adopted"]["until"]
    ways = [(way["offer"], way["start"]) if way and way["start"] < until else None for way in decided["pathways"]]
    if _begun(before, ways) != _begun(given, past["starts"]):
        yield "other hand-overs had begun"
    for what, key, list_ in (("building", "id", "providers"), ("spending", "name", "neighbourhoods")):
        if _rows(before[list_], key, decided[what], until) != _rows(given[list_], key, past[what], until):
            yield f"other {what} was decided"
    if decided["loans"][:until] != past["loans"][:until]:
        yield "other loans were drawn"


def _begun(given: Any, ways: Sequence[Any]) -> dict[tuple[str, str], tuple[str, int]]:
    """Give who began in which cell when, by names, which stay when lists are put in another order."""
    found = {}
    for cell, way in zip(given["cells"], ways, strict=True):
        if way is not None:
            where = (given["services"][cell["service"]]["id"], given["neighbourhoods"][cell["neighbourhood"]]["name"])
            found[where] = (given["providers"][given["offers"][way[0]]["provider"]]["id"], way[1])
    return found


def _rows(named: Sequence[Mapping[str, str]], key: str, rows: Sequence[Any], until: int) -> dict[str, Any]:
    return {item[key]: row[:until] for item, row in zip(named, rows, strict=True) if set(row[:until]) != {"0/1"}}


def _fault(code: str, entry: Entry, what: str) -> Finding:
    return Finding(code, f"entry {entry['number']}", what)
