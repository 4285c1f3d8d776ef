"""Kinds of entry: a closed list. A kind is never changed; a changed one gets a new name, and the old one stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from commonweal.errors import Fault, nearest
from commonweal.record.forms import (
    AWARD,
    DATE,
    EXACT,
    FOLDER,
    ID,
    LINE,
    QUARTER,
    SHA256,
    SPEC,
    STAMP,
    WHOLE,
    Form,
    many,
    one_of,
)

ROLES = (
    "auditor",
    "board",
    "board member",
    "board secretary",
    "council officer",
    "count officer",
    "CVS worker",
    "organisation member",
    "proposer",
    "returning officer",
    "steward",
    "voter",
)
"""Who acts: always a role, never a person."""

ROLE = one_of(*ROLES)
EVERY: Mapping[str, Form] = MappingProxyType({"second": ROLE})
"""Fields that an entry of any kind may hold: the role of the second person, where an act needs two."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry.

    Attributes:
        name: as entries bear it.
        what: what happened, in plain words.
        fields: what its payload must hold.
        may: what its payload may hold besides.
        personal: fields of people's own words or names: stored apart, published only as salted commitments.
    """

    name: str
    what: str
    fields: Mapping[str, Form]
    may: Mapping[str, Form] = field(default_factory=dict)
    personal: tuple[str, ...] = ()


_PUBLISHED = {"folder": FOLDER, "manifest": SHA256}
_COUNTED = {"round": ID, **_PUBLISHED}
_SECOND = {"second": one_of(*ROLES)}
"""The other person's role, where an act takes two people."""
_FIGURES = {"selected": many(ID), "spent": EXACT, "budget": EXACT, "voters": WHOLE}

_ALL = (
    Kind(
        "place_opened",
        "A place began its record.",
        {"place": LINE, "board": LINE, "accountable_body": LINE},
        {"settings": SHA256, "areas": WHOLE, "population": WHOLE},
    ),
    Kind("place_changed", "What a place says about itself changed.", {"settings": SHA256}),
    Kind("profile_published", "The evidence of need was published.", _PUBLISHED, {"areas": WHOLE, "population": WHOLE}),
    Kind(
        "rules_published",
        "The rules of a round were frozen and published, before anything was counted.",
        {"round": ID, "rule": ID, "version": WHOLE, "spec": SPEC},
        {**_SECOND, "title": LINE, "poll": SHA256, "closes": DATE},
    ),
    Kind("round_closed", "Voting in a round closed.", {"round": ID}, {**_SECOND, "ballots": WHOLE, "sealed": SHA256}),
    Kind(
        "result_provisional",
        "A count was published; it may be challenged until it is confirmed.",
        _COUNTED,
        {**_SECOND, **_FIGURES, "challenge_until": DATE},
    ),
    Kind("result_confirmed", "The challenge window ended and the result stands.", _COUNTED, {**_SECOND, **_FIGURES}),
    Kind(
        "result_set_aside",
        "A result was set aside; a new count has its own entry.",
        {"round": ID, "entry": WHOLE, "reason": one_of("challenge upheld", "error in the poll", "ordered by a court")},
    ),
    Kind(
        "awards_decided",
        "The board turned a result into awards.",
        {"round": ID, "awards": many(AWARD)},
        {**_SECOND, "entry": WHOLE, "pence": WHOLE},
    ),
    Kind(
        "undertaking_given",
        "A body promised something, to somebody, by a day.",
        {"id": ID, "giver": ID, "receiver": LINE, "promise": LINE, "due": DATE},
        {"award_pence": WHOLE, "round": ID},
    ),
    Kind(
        "undertaking_answered",
        "Where an undertaking stands.",
        {"id": ID, "state": one_of("accepted", "kept", "late", "broken", "released")},
        {"entry": WHOLE},
        ("reason",),
    ),
    Kind(
        "plan_adopted",
        "A hand-over plan was adopted.",
        _PUBLISHED,
        {**_SECOND, "plan": ID, "first_quarter": QUARTER, "quarters": WHOLE, "replaces": FOLDER},
    ),
    Kind(
        "organisation_withdrew",
        "A body withdrew from a hand-over plan, which it may do without blame.",
        {"organisation": ID, "from_quarter": QUARTER},
        {"on": DATE, "plan": FOLDER, "reason": LINE},
        ("statement",),
    ),
    Kind(
        "reply_given",
        "Somebody named by an entry replied to it; the reply stands beside it.",
        {"entry": WHOLE},
        {"organisation": ID},
        ("reply",),
    ),
    Kind(
        "entry_corrected",
        "An earlier entry was wrong; another one puts it right.",
        {"entry": WHOLE, "reason": one_of("wrong figure", "wrong name", "made in error")},
        {"corrected_by": WHOLE},
    ),
    Kind(
        "content_erased",
        "Personal words were removed; the proof that they stood there is kept.",
        {
            "entry": WHOLE,
            "fields": many(ID),
            "reason": one_of("asked by the person", "kept long enough", "harm", "court"),
        },
    ),
    Kind(
        "checkpoint_lodged",
        "A checkpoint was given to another body to keep.",
        {"count": WHOLE, "head": SHA256, "with": LINE},
    ),
    Kind(
        "backup_restored",
        "The database was restored from a backup; what came after it is lost here.",
        {"count": WHOLE, "head": SHA256},
        {"taken": STAMP},
    ),
    Kind("site_published", "The public site and bundle were made.", {"count": WHOLE, "head": SHA256}),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
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
