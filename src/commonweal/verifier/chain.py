"""The chain of the record: every entry in its place, unaltered, following the one before, up to the checkpoint."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any

from .findings import Finding
from .kinds import EVERY, KINDS, LONGEST_LINE, LONGEST_OPTION, ROLES
from .manifests import FORMAT, canonical, is_canonical
from .reading import Folder, Unreadable, parse_json

ENTRIES = "record/entries.jsonl"
CHECKPOINT = "record/checkpoint.json"
BEGINNING = "0" * 64
RESTORED = "backup_restored"
MEMBERS = frozenset({"format", "number", "kind", "at", "role", "payload", "commitments", "previous", "hash"})
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What somebody kept of the record as it once was.

    Attributes:
        head: hash of the newest entry then.
        count: how many entries there were, or None where only the hash was kept.
        entries: the entries themselves, where a whole bundle was kept.
    """

    head: str
    count: int | None = None
    entries: tuple[Entry, ...] = ()


def check_record(folder: Folder) -> list[Finding]:
    """Check the record of a bundle and its checkpoint.

    Raises:
        Unreadable: where either file is missing.
    """
    entries, findings = read_entries(folder.read(ENTRIES))
    findings.extend(check_chain(entries))
    stated = folder.read_json(CHECKPOINT)
    if not _is_checkpoint(stated) or not is_canonical(stated, folder.read(CHECKPOINT)):
        return [
            *findings,
            Finding("V117", CHECKPOINT, "this is not a checkpoint: a count and the hash of the newest entry"),
        ]
    count, head = stated["count"], entries[-1]["hash"] if entries else BEGINNING
    if count > len(entries):
        missing = _span(len(entries) + 1, count)
        findings.append(Finding("V117", CHECKPOINT, f"it was made of {count} entries, but {missing} not here"))
    elif count < len(entries):
        findings.append(Finding("V117", CHECKPOINT, f"it was made of {count} entries, but {len(entries)} are here"))
    elif head != stated["head"]:
        findings.append(Finding("V117", CHECKPOINT, f"its hash is not that of entry {count}: an entry was rewritten"))
    return findings


def read_entries(data: bytes) -> tuple[list[Entry], list[Finding]]:
    """Read entries, one canonical JSON object a line.

    Returns:
        The entries that can be read, in order, and a finding for each line that cannot.
    """
    entries, findings = [], []
    lines = data.split(b"\n")
    if lines.pop():
        findings.append(Finding("V111", ENTRIES, "the file breaks off in the middle of a line"))
    for line, text in enumerate(lines, 1):
        try:
            entry = parse_json(text, f"line {line}")
        except Unreadable as bad:
            findings.append(Finding("V111", f"entry {line}", bad.what))
            continue
        if not _is_entry(entry):
            findings.append(Finding("V111", f"entry {line}", "this line is not an entry"))
        elif not is_canonical(entry, text):
            findings.append(Finding("V111", f"entry {line}", "it is not written in the one canonical form"))
        else:
            entries.append(entry)
    return entries, findings


def check_chain(entries: Sequence[Entry]) -> list[Finding]:
    """Find every break of a chain: each entry that is missing, misplaced, altered, early or unlinked.

    Args:
        entries: as :func:`read_entries` gives them, or the running database's.
    """
    findings = [*_gaps(entries)]
    for entry in entries:
        where = f"entry {entry['number']}"
        findings.extend(Finding("V116", where, what) for what in _strange(entry))
        bare = {name: value for name, value in entry.items() if name != "hash"}
        if sha256(canonical(bare)).hexdigest() != entry["hash"]:
            findings.append(Finding("V113", where, "it was altered: its hash is not that of what it says"))
    if entries and entries[0]["number"] == 1 and entries[0]["previous"] != BEGINNING:
        findings.append(Finding("V114", "entry 1", "the first entry follows one that is not here"))
    for before, entry in pairwise(entries):
        where = f"entry {entry['number']}"
        if entry["number"] == before["number"] + 1 and entry["previous"] != before["hash"]:
            findings.append(Finding("V114", where, f"it does not follow entry {before['number']}: one was rewritten"))
        if entry["at"] < before["at"]:
            findings.append(Finding("V115", where, f"it is dated before entry {before['number']}, which it follows"))
    return findings


def agrees(entries: Sequence[Entry], earlier: Earlier) -> list[Finding]:
    """Hold a record against what somebody kept of it.

    Args:
        entries: the record now, of a bundle or of the running database.
        earlier: an earlier bundle's entries, or a checkpoint.

    Returns:
        Nothing where the record is the earlier one with nothing but entries added at its end. Otherwise where it was
        rewritten, and which entries are gone.
    """
    for number, (now, then) in enumerate(zip(entries, earlier.entries, strict=False), 1):
        if now != then and now["kind"] == RESTORED and now["payload"].get("count") == number - 1:
            gone = _span(number, len(earlier.entries))
            older = f"an older copy was restored, and entry {number} says so"
            return [Finding("V122", f"entry {number}", f"{gone} gone since the earlier bundle: {older}")]
        if now != then:
            return [Finding("V121", f"entry {number}", "it is not what the earlier bundle says: history was rewritten")]
    count = len(earlier.entries) or earlier.count
    if count is None:
        return _holds(entries, earlier.head)
    if len(entries) < count:
        gone = _span(len(entries) + 1, count)
        older = "an older copy was restored, or entries were cut off"
        return [Finding("V122", f"entry {len(entries) + 1}", f"{gone} gone since the earlier checkpoint: {older}")]
    head = entries[count - 1]["hash"] if count else BEGINNING
    if head != earlier.head:
        what = "it is not the one that the earlier checkpoint names: it, or one before it, was rewritten"
        return [Finding("V121", f"entry {count}", what + _restored(entries[:count]))]
    return []


def _holds(entries: Sequence[Entry], head: str) -> list[Finding]:
    if head == BEGINNING or any(entry["hash"] == head for entry in entries):
        return []
    what = f"no entry has the hash {head}: history was rewritten before it, or an older copy was restored"
    return [Finding("V121", ENTRIES, what + _restored(entries))]


def _restored(entries: Sequence[Entry]) -> str:
    """Name the newest entry that tells of a restored copy, which may be all that was done."""
    told = [entry["number"] for entry in entries if entry["kind"] == RESTORED]
    return f" (entry {told[-1]} says that an older copy was restored)" if told else ""


def _gaps(entries: Sequence[Entry]) -> Iterable[Finding]:
    numbers = sorted({0, *(entry["number"] for entry in entries)})
    for before, number in pairwise(numbers):
        if number > before + 1:
            missing = _span(before + 1, number - 1)
            yield Finding("V112", f"entry {before + 1}", f"{missing} missing from the record")
    for before, entry in pairwise(entries):
        if entry["number"] == before["number"]:
            yield Finding("V112", f"entry {entry['number']}", "it stands here twice")
        elif entry["number"] < before["number"]:
            yield Finding("V112", f"entry {entry['number']}", f"it stands after entry {before['number']}")


def _span(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first} to {last} are"


def _strange(entry: Entry) -> Iterable[str]:
    if not _MOMENT.fullmatch(entry["at"]):
        yield "its time is not written YYYY-MM-DDThh:mm:ssZ"
    roles = (entry["role"], entry["payload"].get("second", entry["role"]))
    if not all(isinstance(role, str) and role in ROLES for role in roles):
        yield "its role is none of the closed list"
    known = KINDS.get(entry["kind"])
    if known is None:
        yield "its kind is none of the closed list"
        return
    fields, personal = set(entry["payload"]), set(entry["commitments"])
    for name in sorted(known.needed - fields):
        yield f"its field {name} is missing"
    for name in sorted((fields - known.needed - known.may - EVERY) | (personal - known.personal)):
        yield f"a {entry['kind']} entry has no field {name}"
    if not all(_short(value, _longest(entry["kind"], name)) for name, value in entry["payload"].items()):
        yield "it holds free text, which is never published in the record"


def _longest(kind: str, field: str) -> int:
    """Give how long a text of a field may be: a rule's constraints name many projects."""
    return LONGEST_OPTION if (kind, field) == ("rules_published", "spec") else LONGEST_LINE


def _short(value: Any, longest: int) -> bool:
    if isinstance(value, str):
        return len(value) <= longest and value.isprintable()
    if isinstance(value, dict):
        return all(_short(name, longest) and _short(item, longest) for name, item in value.items())
    return all(_short(item, longest) for item in value) if isinstance(value, list) else True


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_checkpoint(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != {"format", "count", "head"} or value["format"] != FORMAT:
        return False
    return _is_count(value["count"]) and _is_hash(value["head"])


def _is_entry(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != MEMBERS or value["format"] != FORMAT:
        return False
    texts = all(isinstance(value[name], str) for name in ("kind", "at", "role"))
    hashes = _is_hash(value["previous"]) and _is_hash(value["hash"])
    mappings = isinstance(value["payload"], dict) and isinstance(value["commitments"], dict)
    return (
        texts
        and hashes
        and mappings
        and _is_count(value["number"])
        and value["number"] > 0
        and all(map(_is_hash, value["commitments"].values()))
    )
