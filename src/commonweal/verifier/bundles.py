"""A whole bundle: its record, and every folder that the record names, present and unaltered, and no other."""

import re
from collections.abc import Iterable
from fractions import Fraction
from hashlib import sha256
from typing import Any

from .boxes import may_be_withheld
from .chain import CHECKPOINT, ENTRIES, Entry, check_record, read_entries
from .departed import RESULTS
from .findings import Finding
from .guard import guarded
from .held import held_rounds
from .layout import layout
from .manifests import MANIFEST, kind_of
from .poll import FILE as POLL
from .proofs import check_proofs
from .published import check_published
from .reading import Folder, Unreadable
from .stated import check_stated
from .withheld import check_withheld

NEEDED = ("README.txt", CHECKPOINT, ENTRIES, "verifier.pyz")
_PLACES = re.compile(
    r"(counts|plans|streams|schemes|awards)/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}/[^/]+|rounds/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}/(receipts\.txt|opened\.jsonl)"
    r"|funds/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\.json|profile/(tables/)?NAME|tables/NAME\.csv|schemas/NAME\.json"
    r"|record/(entries\.jsonl|checkpoint\.json)|README\.txt|verifier\.pyz|manifest\.json".replace(
        "NAME", "[a-z0-9_][a-z0-9._-]{0,99}"
    )
)
_KINDS = {
    "counts": "count",
    "plans": "plan",
    "streams": "stream",
    "schemes": "scheme",
    "awards": "award",
    "profile": "profile",
}


def check_bundle(folder: Folder) -> list[Finding]:
    """Check a bundle's layout, record, and every count, plan, stream, award and profile in it.

    The manifest itself is checked by :func:`commonweal.verifier.manifests.check_manifest`.
    """
    parts = (_layout, check_record, _inside, _named, _stated, check_stated, check_proofs)
    return [finding for part in parts for finding in guarded(part, folder)]


def _layout(folder: Folder) -> list[Finding]:
    findings = layout(folder, NEEDED, _PLACES.fullmatch)
    listed = folder.read_json(MANIFEST)
    if isinstance(listed, dict) and set(listed) - {"format", "kind", "files"}:
        findings.append(Finding("V101", MANIFEST, "it says more than a bundle's manifest may"))
    return findings


def _inside(folder: Folder) -> list[Finding]:
    """Check each count, plan, stream, award and profile as if it stood alone."""
    findings = []
    small = _small(folder)
    for name in _folders(folder):
        inner = folder.inside(name)
        bare = name in small and POLL not in inner
        findings.extend(guarded(check_withheld, inner, name) if bare else check_published(inner, name))
        if kind_of(inner) not in {"", _KINDS[name.split("/")[0]]}:
            findings.append(Finding("V132", name, f"a {kind_of(inner)} does not belong here"))
    return findings


def _small(folder: Folder) -> set[str]:
    """Give the counts of rounds with so few ballots that those need not be published."""
    rounds = [one for one in held_rounds(folder)[0] if may_be_withheld(one)]
    return {entry["payload"]["folder"] for one in rounds for entry in one.of("result_provisional")}


def _folders(folder: Folder) -> list[str]:
    found = set()
    for name in folder.names:
        parts = name.split("/")
        if parts[0] in _KINDS and len(parts) > 2 and parts[0] != "profile":
            found.add("/".join(parts[:2]))
        elif parts[0] == "profile" and len(parts) > 1:
            found.add("profile")
    return sorted(found)


def _entries(folder: Folder) -> list[Entry]:
    return read_entries(folder.read(ENTRIES))[0] if ENTRIES in folder else []


def _named(folder: Folder) -> list[Finding]:
    """Hold the folders that entries name against those that are here."""
    findings = []
    newest: dict[str, tuple[str, Entry]] = {}
    for entry in _entries(folder):
        name, stated = entry["payload"].get("folder"), entry["payload"].get("manifest")
        if (name is None and stated is None) or entry["kind"] == "challenge_answered":
            continue  # an answer names the count that was challenged by its hash alone
        if not isinstance(name, str) or not isinstance(stated, str):
            findings.append(
                Finding("V132", _at(entry), "it names a folder without its hash, or a hash without its folder")
            )
            continue
        before = newest.get(name, (stated, entry))
        if before[0] != stated and name != "profile":
            what = f"it names another {name} than {_at(before[1])} did; a new count or plan has a new name"
            findings.append(Finding("V132", _at(entry), what))
        newest[name] = (stated, entry)
    present = _folders(folder)
    for name, (stated, entry) in newest.items():
        if name in present:
            findings.extend(_same(folder, name, stated, entry))
        else:
            findings.append(Finding("V131", name, f"{_at(entry)} names this folder, but it is missing"))
    findings.extend(
        Finding("V133", name, "no entry of the record names this folder") for name in present if name not in newest
    )
    return findings


def _same(folder: Folder, name: str, stated: str, entry: Entry) -> Iterable[Finding]:
    file = f"{name}/{MANIFEST}"
    if file in folder and sha256(folder.read(file)).hexdigest() != stated:
        yield Finding("V132", name, f"this is not the folder that {_at(entry)} names: its manifest has another hash")


def _stated(folder: Folder) -> list[Finding]:
    """Hold what entries say of results against the results, and those against the rules frozen before them."""
    findings: list[Finding] = []
    frozen: dict[str, Entry] = {}
    for entry in _entries(folder):
        round_ = str(entry["payload"].get("round"))
        if entry["kind"] == "rules_published":
            frozen[round_] = entry["payload"]
        elif entry["kind"] == "lot_drawn" and round_ in frozen:
            frozen[round_] = _drawn(frozen[round_], entry["payload"].get("seed"))
        elif entry["kind"] in RESULTS:
            findings.extend(_result(folder, entry, frozen.get(round_)))
    return findings


def _result(folder: Folder, entry: Entry, frozen: dict[str, Any] | None) -> Iterable[Finding]:
    payload = entry["payload"]
    name = payload.get("folder")
    try:
        result = folder.read_json(f"{name}/result.json")
    except Unreadable:
        return  # the check of the count, or of its presence, says so
    if not isinstance(result, dict):
        return
    for figure in ("selected", "spent", "budget", "voters"):
        if figure in payload and _plain(payload[figure]) != _plain(result.get(figure)):
            yield Finding("V134", _at(entry), f"it states another {figure} than {name}/result.json")
    rule = result.get("rule")
    if frozen is None:
        yield Finding("V134", _at(entry), "the rules of this round were not published before it was counted")
    elif not isinstance(rule, dict) or _rule(frozen, "rule") != _rule(rule, "name"):
        yield Finding("V134", _at(entry), f"{name} was counted by another rule than the one published for the round")


def _drawn(frozen: dict[str, Any], seed: Any) -> dict[str, Any]:
    """Give the rules of a round whose votes came in here with the lot that was drawn after the close."""
    spec = frozen.get("spec")
    return {**frozen, "spec": {**spec, "seed": seed}} if "opens" in frozen and isinstance(spec, dict) else frozen


def _rule(stated: dict[str, Any], name: str) -> tuple[Any, Any, Any]:
    return stated.get(name), stated.get("version"), stated.get("spec")


def _plain(value: Any) -> Any:
    """Give a figure in a form in which equal figures are equal, whether written ``2`` or ``"2/1"``."""
    if isinstance(value, str) and "/" in value:
        above, _, below = value.partition("/")
        if above.lstrip("-").isdecimal() and below.isdecimal() and int(below):
            return Fraction(int(above), int(below))
    return value


def _at(entry: Entry) -> str:
    return f"entry {entry['number']}"
