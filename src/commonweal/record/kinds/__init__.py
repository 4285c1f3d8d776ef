"""Kinds of entry: a closed list. A kind is never changed; a changed one gets a new name, and the old one stays.

What an entry of a kind may hold besides may grow: every entry that was ever made stays valid, and means the same.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from commonweal.errors import Fault, nearest
from commonweal.record.kinds import ballots, boards, delivered, funds, keeping, places, proposed, rounds, stepped
from commonweal.record.kinds.kind import EVERY, ROLE, ROLES, Kind

__all__ = ["EVERY", "KINDS", "ROLE", "ROLES", "Kind", "payload_faults", "personal_faults"]

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for part in (places, boards, funds, rounds, proposed, ballots, delivered, stepped, keeping)
        for kind in part.KINDS
    }
)
"""Every kind of entry, by name."""


def payload_faults(kind: str, role: str, payload: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Hold an entry's kind, role and payload against the closed list.

    Returns:
        One fault for each thing wrong: an unknown kind or role, and each field that is missing, unknown or malformed.
    """
    faults = []
    if role not in ROLES:
        faults.append(
            Fault("there is no role {role}{nearest}", {"role": role, "nearest": nearest(role, ROLES)}, field="role")
        )
    known = KINDS.get(kind)
    if known is None:
        figures = {"kind": kind, "nearest": nearest(kind, KINDS)}
        return (*faults, Fault("there is no kind of entry {kind}{nearest}", figures, field="kind"))
    forms = {**known.fields, **known.may, **EVERY}
    faults.extend(Fault("the field is missing", field=name) for name in known.fields if name not in payload)
    for name, value in payload.items():
        if name not in forms:
            faults.append(
                Fault(
                    "a {kind} entry has no such field{nearest}",
                    {"kind": kind, "nearest": nearest(name, forms)},
                    field=name,
                )
            )
        elif not forms[name].holds(value):
            faults.append(Fault("this is not {what}", {"what": forms[name].what}, field=name))
    return tuple(faults)


def personal_faults(kind: str, fields: Iterable[str]) -> tuple[Fault, ...]:
    """Hold the names of an entry's personal fields against the closed list.

    Args:
        kind: the entry's kind; an unknown one is left to :func:`payload_faults`.
        fields: their names.
    """
    known = KINDS.get(kind)
    if known is None:
        return ()
    return tuple(
        Fault("a {kind} entry has no such personal field", {"kind": kind}, field=name)
        for name in fields
        if name not in known.personal
    )
