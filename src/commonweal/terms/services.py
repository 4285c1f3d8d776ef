"""Public services: what people need and bodies deliver. "Service" always means a public service."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Service:
    """A public service of a place.

    Attributes:
        id: short stable identifier within the place.
        name: as residents know it.
        unit: what one unit of it is ("hours a week", "places").
        criticality: weight of an unmet unit against other services', above 0.
        floor: least share of need that must be met at all times, 0 to 1 (the continuity floor).
        statutory: whether the law requires it.
        sensitive: whether its address may never be shown (refuge, needle exchange).
    """

    id: str
    name: str
    unit: str
    criticality: Fraction
    floor: Fraction
    statutory: bool = False
    sensitive: bool = False
