"""Entries: each one names the hash of the one before, so that no earlier one can change unseen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from commonweal.errors import EntryRefused, Fault, NotCanonical
from commonweal.record.forms import is_sha256, is_stamp
from commonweal.record.kinds import payload_faults, personal_faults
from commonweal.terms import canon

FORMAT = "commonweal/1"
BEGINNING = "0" * 64
"""What the first entry names as the hash before it."""
SALT_BYTES = 32
_MEMBERS = frozenset({"format", "number", "kind", "at", "role", "payload", "commitments", "previous", "hash"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened.

    Attributes:
        number: 1 for the first.
        kind: a name in :data:`commonweal.record.kinds.KINDS`.
        at: the moment, UTC, ``YYYY-MM-DDThh:mm:ssZ``.
        role: who acted, as a role, never a person.
        payload: what is public about it, as canonical JSON holds it.
        commitments: for each personal field, the SHA-256 of its salt and canonical value.
        previous: hash of the entry before, 64 zeros for the first.
        hash: SHA-256 of the canonical bytes of all the above.
    """

    number: int
    kind: str
    at: str
    role: str
    payload: Mapping[str, Any]
    commitments: Mapping[str, str]
    previous: str
    hash: str

    def public(self) -> dict[str, Any]:
        """Give the entry as one canonical JSON object, as ``record/entries.jsonl`` and the database hold it."""
        return {**_hashed(self), "hash": self.hash}


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be recorded.

    Attributes:
        kind: a name in :data:`commonweal.record.kinds.KINDS`.
        at: the moment, UTC, ``YYYY-MM-DDThh:mm:ssZ`` (:func:`commonweal.record.forms.stamp` writes it).
        role: who acts, one of :data:`commonweal.record.kinds.ROLES`.
        payload: its public fields; whole numbers, text, Fractions, lists and mappings of these.
        personal: its personal fields: people's own words or names.
    """

    kind: str
    at: str
    role: str
    payload: Mapping[str, Any]
    personal: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A personal field, stored apart from its entry; erasing it destroys value and salt together.

    Attributes:
        entry: number of the entry it belongs to.
        field: name of the field.
        value: the words, or another canonical value.
        salt: 32 random bytes of its own, so that nobody can guess the value from its commitment.
    """

    entry: int
    field: str
    value: Any
    salt: bytes


def entry_hash(entry: Entry) -> str:
    """Give the hash that an entry's contents should bear.

    Raises:
        NotCanonical: where the contents have no canonical form.
    """
    return canon.digest(_hashed(entry))


def commitment(value: Any, salt: bytes) -> str:
    """Give the SHA-256 of a salt followed by a value's canonical bytes.

    Raises:
        NotCanonical: where the value has no canonical form.
    """
    return sha256(salt + canon.encode(value)).hexdigest()


def append(head: Entry | None, draft: Draft, salts: Mapping[str, bytes]) -> tuple[Entry, tuple[Sealed, ...]]:
    """Make the next entry of a record.

    Args:
        head: the newest entry, or None for the first.
        draft: what happened.
        salts: for each personal field, 32 random bytes used nowhere else.

    Returns:
        The entry, and its personal fields, to be stored apart.

    Raises:
        EntryRefused: with every fault: an unknown kind, role or field, a field of another form, a value that has no
            canonical form, a salt that is missing, short or used twice, a time before that of the newest entry.
    """
    payload, faults = _plain(draft.payload)
    faults.extend(payload_faults(draft.kind, draft.role, payload))
    faults.extend(personal_faults(draft.kind, draft.personal))
    faults.extend(_time_faults(head, draft.at))
    faults.extend(_salt_faults(draft.personal, salts))
    faults.extend(_value_faults(draft.personal))
    if faults:
        raise EntryRefused(*faults, kind=draft.kind)
    number = head.number + 1 if head else 1
    sealed = tuple(Sealed(number, name, draft.personal[name], salts[name]) for name in sorted(draft.personal))
    bare = Entry(
        number=number,
        kind=draft.kind,
        at=draft.at,
        role=draft.role,
        payload=MappingProxyType(payload),
        commitments=MappingProxyType({part.field: commitment(part.value, part.salt) for part in sealed}),
        previous=head.hash if head else BEGINNING,
        hash="",
    )
    return replace(bare, hash=entry_hash(bare)), sealed


def read_entry(public: object) -> Entry:
    """Read an entry from its JSON object, its hash unchecked (:func:`commonweal.record.chain.faults` checks it).

    Raises:
        EntryRefused: where the object has other members or members of another type.
    """
    if not isinstance(public, Mapping) or set(public) != _MEMBERS or public["format"] != FORMAT:
        raise EntryRefused(Fault("this is not an entry of the form {form}", {"form": FORMAT}), kind="")
    faults = [
        Fault("this is not of the right type", field=name) for name in sorted(_MEMBERS) if not _typed(name, public)
    ]
    if faults:
        raise EntryRefused(*faults, kind=str(public["kind"]))
    members = {name: public[name] for name in _MEMBERS - {"format"}}
    return Entry(**members)


def _typed(name: str, public: Mapping[str, Any]) -> bool:
    value = public[name]
    if name == "number":
        return isinstance(value, int) and not isinstance(value, bool) and value > 0
    if name == "payload":
        return isinstance(value, Mapping)
    if name == "commitments":
        return isinstance(value, Mapping) and all(is_sha256(item) for item in value.values())
    if name in {"previous", "hash"}:
        return is_sha256(value)
    return isinstance(value, str)


def _hashed(entry: Entry) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "number": entry.number,
        "kind": entry.kind,
        "at": entry.at,
        "role": entry.role,
        "payload": dict(entry.payload),
        "commitments": dict(entry.commitments),
        "previous": entry.previous,
    }


def _time_faults(head: Entry | None, at: str) -> list[Fault]:
    if not is_stamp(at):
        return [Fault("{at} is not a moment written YYYY-MM-DDThh:mm:ssZ", {"at": at}, field="at")]
    if head and at < head.at:
        return [
            Fault("{at} is before {newest}, when the newest entry was made", {"at": at, "newest": head.at}, field="at")
        ]
    return []


def _salt_faults(personal: Mapping[str, Any], salts: Mapping[str, bytes]) -> list[Fault]:
    faults = [
        Fault("the salt is not {bytes} random bytes of its own", {"bytes": SALT_BYTES}, field=name)
        for name in sorted(personal)
        if len(salts.get(name, b"")) != SALT_BYTES or list(salts.values()).count(salts[name]) > 1
    ]
    faults.extend(
        Fault("a salt for a field that is not there", field=name) for name in sorted(set(salts) - set(personal))
    )
    return faults


def _plain(payload: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """Give a payload as its canonical JSON reads, so that what is kept is what was hashed."""
    try:
        read = json.loads(canon.encode(payload))
    except NotCanonical as bad:
        return {}, [Fault("{reason}", dict(bad.figures), field="payload")]
    return read if isinstance(read, dict) else {}, []


def _value_faults(personal: Mapping[str, Any]) -> list[Fault]:
    faults = []
    for name, value in personal.items():
        try:
            canon.encode(value)
        except NotCanonical as bad:
            faults.append(Fault("{reason}", dict(bad.figures), field=name))
    return faults
