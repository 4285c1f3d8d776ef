"""Points on the ground."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the ground.

    Attributes:
        easting: metres, British National Grid.
        northing: metres, British National Grid.
    """

    easting: float
    northing: float
