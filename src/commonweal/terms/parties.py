"""Parties: the bodies that offer, decide, deliver and promise."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["council", "charity", "community group", "infrastructure body", "business", "public body"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that can hold a service, an award or an undertaking.

    Attributes:
        id: short stable identifier within the place.
        name: as the body calls itself.
        kind: what sort of body it is.
        home: name of the neighbourhood it is based in, or "" where it has none in this place.
        registered: its number in a public register with the register before it, as org-id.guide writes them
            (``GB-CHC-1234567``); "" where it has none, or nobody has said.
    """

    id: str
    name: str
    kind: Kind
    home: str = ""
    registered: str = ""
