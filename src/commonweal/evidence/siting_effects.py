"""Whom a choice of sites serves: how far people have to go, by tenth of deprivation, and how many too far; exactly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.evidence.siting_inputs import Siting, Wholes, distances_mm
from commonweal.evidence.siting_tree import Option

DECILES = range(1, 11)


@dataclass(frozen=True, slots=True)
class Way:
    """How some people go.

    Attributes:
        mean_mm: millimetres in a straight line, the mean over people; None where there are none.
        beyond: of them, how many have further than the stated distance or are left out.
        people: how many.
    """

    mean_mm: Fraction | None
    beyond: int
    people: int

    @property
    def share_beyond(self) -> Fraction | None:
        """Give the share of them beyond the stated distance; None where there are none."""
        return Fraction(self.beyond, self.people) if self.people else None


@dataclass(frozen=True, slots=True)
class Effect:
    """Whom a choice of sites serves.

    Attributes:
        everybody: all people of the place.
        deciles: those of each national tenth of deprivation, the most deprived first.
        concentration: concentration index of the way that people have, the most deprived first: below 0 they have
            further than others, above 0 less far; None where nobody has any way.
        used: people who use each site, in the order of the option's sites.
        by_area: how people of each area go.
    """

    everybody: Way
    deciles: tuple[Way, ...]
    concentration: Fraction | None
    used: tuple[int, ...]
    by_area: tuple[Way, ...]


def effect(siting: Siting, option: Option) -> Effect:
    """Work out whom a choice of sites serves.

    People go where the option sends them. Who is left out is counted as beyond the stated distance, and as going to the
    nearest site all the same.

    Args:
        siting: the question.
        option: the choice.
    """
    distances = distances_mm(siting.residents, siting.candidates)
    by_area = [_way(siting, option, k, distances) for k in range(len(siting.residents))]
    used = dict.fromkeys(option.sites, 0)
    for served in option.served:
        for j, people in served:
            used[j] += people
    return Effect(
        _together(by_area),
        tuple(
            _together(way for way, one in zip(by_area, siting.residents, strict=True) if one.decile == decile)
            for decile in DECILES
        ),
        _concentration(siting, by_area),
        tuple(used.values()),
        tuple(by_area),
    )


def _way(siting: Siting, option: Option, area: int, distances: Wholes) -> Way:
    people, parts = siting.residents[area].people, list(option.served[area])
    left = people - sum(count for _, count in parts)
    near = min(int(distances[area, j]) for j in option.sites)
    total = sum(int(distances[area, j]) * count for j, count in parts) + near * left
    beyond = left + sum(count for j, count in parts if int(distances[area, j]) > siting.reach_mm)
    return Way(Fraction(total, people) if people else None, beyond, people)


def _together(ways: Iterable[Way]) -> Way:
    among = list(ways)
    people = sum(way.people for way in among)
    total = sum((way.mean_mm * way.people for way in among if way.mean_mm is not None), Fraction(0))
    return Way(total / people if people else None, sum(way.beyond for way in among), people)


def _concentration(siting: Siting, ways: Sequence[Way]) -> Fraction | None:
    """Work out the concentration index exactly; areas of one rank share one place in the order.

    Source: Kakwani, Wagstaff and van Doorslaer (1997), Journal of Econometrics 77.
    """
    people = sum(way.people for way in ways)
    total = sum((way.mean_mm * way.people for way in ways if way.mean_mm is not None), Fraction(0))
    if not total:
        return None
    tied: dict[int, list[Way]] = {}
    for one, way in zip(siting.residents, ways, strict=True):
        tied.setdefault(one.rank, []).append(way)
    below, ranked = 0, Fraction(0)
    for rank in sorted(tied):
        here = _together(tied[rank])
        if here.mean_mm is not None:
            ranked += (below + Fraction(here.people, 2)) / people * here.mean_mm * here.people
            below += here.people
    return 2 * ranked / total - 1
