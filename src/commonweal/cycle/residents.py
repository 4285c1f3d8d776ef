"""From small areas to the areas of a poll: how many people live in each, and in which tenth by deprivation it lies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from commonweal.terms.sources import Unknown

WHOLE_PLACE = ""
NO_AREA = "the place's profile has no neighbourhood of this name"
NOBODY = "nobody lives there"


class SmallArea(Protocol):
    """A small area, as far as it is needed here: an ``Area`` of evidence, or a row of the published table of areas."""

    @property
    def neighbourhood(self) -> str:
        """The neighbourhood that it lies in."""

    @property
    def population(self) -> int:
        """Its residents."""

    @property
    def deprivation_decile(self) -> int:
        """Its national tenth, 1 the most deprived."""


@dataclass(frozen=True, slots=True)
class Residents:
    """What is known of the people of a poll's areas.

    Attributes:
        people: how many live in each area; of ``""``, in the whole place.
        tenths: each area's tenth by deprivation, 1 the most deprived.
    """

    people: Mapping[str, int | Unknown]
    tenths: Mapping[str, int | Unknown]


def residents(areas: Iterable[SmallArea], names: Iterable[str]) -> Residents:
    """Give the population and tenth of the areas that a poll names, each the neighbourhood of the same name.

    Tenths are ranks and are never averaged. A neighbourhood of several small areas has the tenth of its middle
    resident: the most deprived tenth such that at least half of its people live in that tenth or a more deprived one.

    Args:
        areas: the small areas of the place.
        names: areas as the poll calls them; ``""`` is the whole place, which has a population and no tenth.

    Examples:
        >>> from commonweal.terms.places import Area
        >>> poor = Area("a", "A", "North", 300, 9, 1, 40.0, 0.0, 0.0)
        >>> rich = Area("b", "B", "North", 200, 99, 9, 20.0, 0.0, 0.0)
        >>> found = residents([poor, rich], ["North", "Elsewhere"])
        >>> found.people["North"], found.tenths["North"]
        (500, 1)
        >>> found.tenths["Elsewhere"].reason
        "the place's profile has no neighbourhood of this name"
    """
    members: dict[str, list[SmallArea]] = {}
    for area in areas:
        members.setdefault(area.neighbourhood, []).append(area)
    everyone = [area for among in members.values() for area in among]
    asked = set(names)
    people = {name: _people(everyone if name == WHOLE_PLACE else members.get(name, ())) for name in asked}
    tenths = {name: _middle(members.get(name, ())) for name in asked if name != WHOLE_PLACE}
    return Residents(people, tenths)


def _people(among: Iterable[SmallArea]) -> int | Unknown:
    populations = [area.population for area in among]
    if not populations:
        return Unknown(NO_AREA)
    return sum(populations) or Unknown(NOBODY)


def _middle(among: Iterable[SmallArea]) -> int | Unknown:
    order = sorted(among, key=lambda area: area.deprivation_decile)
    whole = _people(order)
    if isinstance(whole, Unknown):
        return whole
    so_far = 0
    for area in order:
        so_far += area.population
        if 2 * so_far >= whole:
            return area.deprivation_decile
    return Unknown(NOBODY)
