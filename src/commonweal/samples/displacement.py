"""Counts for the sample place: patrols against open dealing, which moved some of it to the neighbourhood beside."""

from collections.abc import Sequence
from random import Random

from commonweal.evidence.counted import Counted, Role
from commonweal.samples.places import SamplePlace
from commonweal.terms.places import Area, neighbourhoods

MEASURE = "Patrols against open dealing"
WATCHED = 3
"""Areas of each role."""
LEVELS: dict[Role, tuple[int, float]] = {"target": (90, 0.58), "buffer": (40, 1.45), "control": (70, 1.02)}
"""Cases in an area before, about, and how many times as many after."""


def sample_displacement(seed: int, place: SamplePlace) -> tuple[Counted, ...]:
    """Make counts of open dealing in three areas each of the troubled neighbourhood, of the one beside, and of another.

    Args:
        seed: the same seed gives the same counts.
        place: the sample place.
    """
    lot = Random(f"{seed} displacement")  # noqa: S311 - invented counts, no secret
    others = [one.name for one in neighbourhoods(place.areas) if one.name not in {place.troubled, place.beside}]
    where: tuple[tuple[Role, str], ...] = (
        ("target", place.troubled),
        ("buffer", place.beside),
        ("control", others[0]),
    )
    return tuple(_counted(area, role, lot) for role, name in where for area in _of(place.areas, name)[:WATCHED])


def _of(areas: Sequence[Area], name: str) -> list[Area]:
    return [area for area in areas if area.neighbourhood == name]


def _counted(area: Area, role: Role, lot: Random) -> Counted:
    cases, times = LEVELS[role]
    before = round(cases * lot.uniform(0.8, 1.2))
    return Counted(MEASURE, area.name, role, before, round(before * times * lot.uniform(0.95, 1.05)))
