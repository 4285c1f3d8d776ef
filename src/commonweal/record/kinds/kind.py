"""What a kind of entry is, and who may act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from commonweal.record.forms import FOLDER, ID, SHA256, Form, one_of

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
    "resident",
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


PUBLISHED: Mapping[str, Form] = MappingProxyType({"folder": FOLDER, "manifest": SHA256})
"""A published folder and the hash of its manifest."""
OF_ROUND: Mapping[str, Form] = MappingProxyType({"round": ID})
