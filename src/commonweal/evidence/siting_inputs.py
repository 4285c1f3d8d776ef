"""Where to put sites: who lives where, where a site could be, and how far it is between them, in whole numbers.

Everything is counted in whole people and whole millimetres, so that whoever re-checks an answer comes to the same last
digit on any machine.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Aim = Literal["distance", "coverage"]
"""What is sought: the least way to the nearest site, or the most people within a stated distance of one."""

AIMS: tuple[Aim, ...] = ("distance", "coverage")
Wholes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spot:
    """A point, in whole millimetres of the British National Grid.

    Attributes:
        easting_mm: to the east.
        northing_mm: to the north.
    """

    easting_mm: int
    northing_mm: int


@dataclass(frozen=True, slots=True)
class Residents:
    """People of one area, who go from its centre.

    Attributes:
        area: code of the area.
        people: how many live there.
        decile: national tenth of deprivation, 1 the most deprived.
        rank: national rank, 1 the most deprived.
        at: the area's centre.
    """

    area: str
    people: int
    decile: int
    rank: int
    at: Spot


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a site could be, or is.

    Attributes:
        id: short stable identifier.
        name: as people know it.
        at: where.
        most: how many people it can serve; None where nothing limits it.
        kept: whether there is a site that stays.
    """

    id: str
    name: str
    at: Spot
    most: int | None = None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Siting:
    """The question of where so many sites should be.

    Attributes:
        place: name of the place.
        residents: the people of each area.
        candidates: where a site could be.
        sites: how many there shall be, those that stay included.
        reach_mm: the stated distance; whoever has further is told of, and for coverage counts as left out.
        aim: what is sought.
    """

    place: str
    residents: tuple[Residents, ...]
    candidates: tuple[Candidate, ...]
    sites: int
    reach_mm: int
    aim: Aim = "distance"

    @property
    def kept(self) -> tuple[int, ...]:
        """The places of candidates that stay."""
        return tuple(j for j, one in enumerate(self.candidates) if one.kept)

    @property
    def limited(self) -> bool:
        """Whether any site can serve only so many people."""
        return any(one.most is not None for one in self.candidates)


@dataclass(frozen=True, slots=True)
class Costs:
    """A question in whole numbers. Arrays are read-only.

    Attributes:
        each: areas x candidates, what it costs that one person of the area uses the site: millimetres, or for coverage
            1 where the site is beyond the stated distance.
        people: by area.
        most: people that a site can serve, by candidate; all people where nothing limits it.
        lost: what it costs that a person uses none, where that is allowed.
        sites: how many there shall be.
        kept: places of candidates that stay.
        limited: whether any site can serve only so many.
    """

    each: Wholes
    people: Wholes
    most: Wholes
    lost: int | None
    sites: int
    kept: tuple[int, ...]
    limited: bool


def distances_mm(residents: tuple[Residents, ...], candidates: tuple[Candidate, ...]) -> Wholes:
    """Give the straight-line distance from each area to each candidate, to the nearest millimetre, areas x candidates.

    Examples:
        >>> home = Residents("a", 1, 1, 1, Spot(0, 0))
        >>> distances_mm((home,), (Candidate("x", "X", Spot(3000, 4000)),)).tolist()
        [[5000]]
    """
    here, there = (_grid([one.at for one in rows]) for rows in (residents, candidates))
    squares = ((here[:, None, :] - there[None, :, :]) ** 2).sum(axis=2)
    root: Wholes = np.sqrt(squares.astype(np.float64)).astype(np.int64)
    # Squares of distances beyond 95 km are not all exact as floats: the root may be one off.
    root -= root * root > squares
    root += (root + 1) * (root + 1) <= squares
    root += squares - root * root > root
    return root


def costs(siting: Siting) -> Costs:
    """Put a question into whole numbers."""
    each = distances_mm(siting.residents, siting.candidates)
    people = np.array([one.people for one in siting.residents], np.int64)
    whole = int(people.sum())
    most = np.array([whole if one.most is None else one.most for one in siting.candidates], np.int64)
    lost = None
    if siting.aim == "coverage":
        each, lost = (each > siting.reach_mm).astype(np.int64), 1
    for array in (each, people, most):
        array.setflags(write=False)
    return Costs(each, people, most, lost, siting.sites, siting.kept, siting.limited)


def _grid(spots: list[Spot]) -> Wholes:
    return np.array([(one.easting_mm, one.northing_mm) for one in spots], np.int64).reshape(len(spots), 2)
