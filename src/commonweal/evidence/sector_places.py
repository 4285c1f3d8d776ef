"""Where groups are: based in a neighbourhood, and delivering in one, which is not the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.evidence.inputs import Evidence
from commonweal.evidence.points import Point
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown

GROUPS = ("community group", "charity", "infrastructure body")
"""Kinds of organisations that count as groups; a body of a public register counts as one too."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A group and where it is.

    Attributes:
        id: of the group.
        kind: one of :data:`GROUPS`, or "" for a body of a register, which does not say.
        based: the neighbourhood it is based in, "" where that is none of this place, or Unknown.
        delivers: neighbourhoods in which it has a site of a service that is not sensitive.
    """

    id: str
    kind: str
    based: str | Unknown
    delivers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LocalGroups:
    """The groups of one neighbourhood.

    Attributes:
        neighbourhood: its name.
        people: its residents.
        based: groups known to be based there.
        community: those of them that are community groups.
        delivering: groups with a site there.
        unsaid: groups of the place of which it is not known where they are based: any could be based here too.
    """

    neighbourhood: str
    people: int
    based: int
    community: int
    delivering: int
    unsaid: int

    def rate(self, count: int) -> float | Unknown:
        """Give a count for each thousand residents; Unknown where nobody lives."""
        return count * 1000 / self.people if self.people else Unknown("nobody lives there")


def placed(evidence: Evidence) -> tuple[Placed, ...]:
    """Give every group on file, each once: organisations first, then the bodies of the register that are none of them.

    A body is the same as an organisation where their ids are, or the organisation's number in a register is its id.
    """
    home = {area.code: area.neighbourhood for area in evidence.areas}
    delivers = _delivering(evidence)
    known = {one.id for one in evidence.organisations} | {
        one.registered for one in evidence.organisations if one.registered
    }
    groups = [
        Placed(one.id, one.kind, one.home, delivers.get(one.id, ()))
        for one in evidence.organisations
        if one.kind in GROUPS
    ]
    for body in evidence.bodies or ():
        if body.id not in known:
            based = body.area if isinstance(body.area, Unknown) else home.get(body.area, "")
            groups.append(Placed(body.id, "", based, delivers.get(body.id, ())))
    return tuple(groups)


def local_groups(areas: Sequence[Area], groups: Iterable[Placed]) -> tuple[LocalGroups, ...]:
    """Count groups by neighbourhood, in the order of the areas."""
    every = tuple(groups)
    unsaid = sum(isinstance(group.based, Unknown) for group in every)
    return tuple(
        LocalGroups(
            name,
            sum(area.population for area in areas if area.neighbourhood == name),
            sum(group.based == name for group in every),
            sum(group.based == name and group.kind == GROUPS[0] for group in every),
            sum(name in group.delivers for group in every),
            unsaid,
        )
        for name in dict.fromkeys(area.neighbourhood for area in areas)
    )


def _delivering(evidence: Evidence) -> dict[str, tuple[str, ...]]:
    """Give the neighbourhoods of each organisation's sites: that of the area whose centre is nearest to the site."""
    centres = np.array([(area.easting, area.northing) for area in evidence.areas], dtype=np.float64)
    hidden = {offer.service.id for offer in evidence.offers if offer.service.sensitive}
    found: dict[str, dict[str, None]] = {}
    for site in evidence.sites:
        point = site.delivered_at
        if site.service in hidden or not isinstance(point, Point) or not site.open_on(evidence.as_at):
            continue
        nearest = int(np.hypot(*(centres - (point.easting, point.northing)).T).argmin())
        found.setdefault(site.organisation, {})[evidence.areas[nearest].neighbourhood] = None
    return {organisation: tuple(names) for organisation, names in found.items()}
