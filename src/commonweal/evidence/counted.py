"""How often a problem was counted in and around a place where something was done about it."""

from dataclasses import dataclass
from typing import Literal

from commonweal.terms.sources import Unknown

Role = Literal["target", "buffer", "control"]
"""What an area stands for: where something was done; near it, where the problem may go; like it, and untouched."""
ROLES: tuple[Role, ...] = ("target", "buffer", "control")
FILE = "displacement.csv"


@dataclass(frozen=True, slots=True)
class Counted:
    """How often a problem was counted in an area, before and after something was done about it.

    Attributes:
        measure: what was done, in the place's own words; the areas of one measure are read together.
        area: name or code of the area; it may lie outside the place.
        role: what it stands for.
        before: cases in the time before.
        after: cases in as long a time after.
    """

    measure: str
    area: str
    role: Role
    before: int | Unknown
    after: int | Unknown
