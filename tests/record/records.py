"""Records to test with: a small one told by hand, and any that the kinds allow."""

import json
from hashlib import sha256
from typing import Any

from hypothesis import strategies as st

from commonweal.record.entries import Draft, Entry, Sealed, append, read_entry
from commonweal.record.kinds import ROLES

HASH = "ab" * 32


def salt(seed: object) -> bytes:
    return sha256(repr(seed).encode()).digest()


def moment(number: int) -> str:
    return f"2026-11-{1 + number // 24:02}T{number % 24:02}:00:00Z"


def draft(kind: str, payload: dict[str, Any], at: str, role: str = "board secretary", **personal: Any) -> Draft:
    return Draft(kind, at, role, payload, personal)


SMALL: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    ("place_opened", {"place": "Harbour", "board": "Harbour board", "accountable_body": "Harbour council"}, {}),
    ("rules_published", {"round": "green-2026", "rule": "equal_shares", "version": 1, "spec": {"step": 1}}, {}),
    ("undertaking_given", {"id": "u1", "giver": "o1", "receiver": "board", "promise": "Tea", "due": "2027-01-31"}, {}),
    ("undertaking_answered", {"id": "u1", "state": "late"}, {"reason": "The boiler failed; two of us were ill."}),
    ("reply_given", {"entry": 4, "organisation": "o1"}, {"reply": "We ask for two more weeks."}),
    ("checkpoint_lodged", {"count": 5, "head": HASH, "with": "Harbour library"}, {}),
)


def small() -> tuple[list[Entry], list[Sealed]]:
    """Give a record of six entries and its three personal fields."""
    entries: list[Entry] = []
    parts: list[Sealed] = []
    for number, (kind, payload, personal) in enumerate(SMALL, 1):
        lodged = {"head": entries[-1].hash} if kind == "checkpoint_lodged" else {}
        made = draft(kind, {**payload, **lodged}, moment(number), **personal)
        entry, sealed = append(
            entries[-1] if entries else None, made, {name: salt((number, name)) for name in personal}
        )
        entries.append(entry)
        parts.extend(sealed)
    return entries, parts


def altered(entry: Entry, **members: Any) -> Entry:
    """Give an entry with members changed, as somebody with the database would."""
    return read_entry({**json.loads(json.dumps(entry.public())), **members})


@st.composite
def records(draw: st.DrawFn, at_least: int = 1) -> list[Entry]:
    """Draw a sound record."""
    entries: list[Entry] = []
    for number in range(1, draw(st.integers(at_least, 9)) + 1):
        kind, payload, personal = draw(st.sampled_from(SMALL))
        role = draw(st.sampled_from(ROLES))
        made = draft(kind, payload, moment(number), role, **personal)
        entry, _ = append(entries[-1] if entries else None, made, {name: salt((number, name)) for name in personal})
        entries.append(entry)
    return entries
