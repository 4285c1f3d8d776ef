"""Synthetic places for the question of chronology: one place, under sixteen settings.

The place is made up. The cuts are those that library services went through, as published; what nobody knows, such as
how quickly a neighbourhood's own capacity grows, is set to either end of its range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Literal

from commonweal.handover.problem import Parameters, Problem
from commonweal.samples.regions import Means, Size, sample_region
from commonweal.terms.sentences import Sentence, key, say

Cuts = Literal["gradual", "fast"]
SIZE = Size(services=3, organisations=5, neighbourhoods=24, quarters=12)
"""The place of the experiment: 72 cells, three years."""
YEARS: Mapping[Cuts, tuple[Fraction, ...]] = {
    "gradual": (Fraction(3, 100),) * 4,
    "fast": (Fraction(96, 1000), Fraction(56, 1000)),
}
"""What is lost in each year, as shares of what there was before the first."""
SOURCES: Mapping[Cuts, str] = {
    "gradual": key(
        "spending on public libraries in Britain fell by 12 % in the four years to 2017/18, here spread evenly"
        " (CIPFA, Libraries tell us a tale on the transformation of local government)"
    ),
    "fast": key(
        "spending on public libraries in England fell by 9.6 % in the year after 2009/10 and by 5.6 points more in the"
        " next, in real terms (CIPFA's figures as given by Public Libraries News, March 2013)"
    ),
}
LAGS: Mapping[str, int] = {"quick": 1, "slow": 4}
"""Quarters until what is built, or spent on social action, serves: the ends of the range."""
YIELDS: Mapping[str, tuple[Fraction, Fraction]] = {
    "weak": (Fraction(7, 10), Fraction(0)),
    "strong": (Fraction(1), Fraction(8, 100)),
}
"""Social action for each unit spent, and capacity each quarter for a unit of social action: the ends of the ranges."""
CAPACITIES: Mapping[str, Fraction] = {"low": Fraction(15, 100), "high": Fraction(45, 100)}
"""What all organisations together can carry at the start, as a share of need."""


@dataclass(frozen=True, slots=True)
class ChronologySetting:
    """One setting of the experiment.

    Attributes:
        cuts: which of the two profiles.
        capacity: of the organisations at the start, "low" or "high".
        lag: until building and social action serve, "quick" or "slow".
        action: what social action yields, "weak" or "strong".
    """

    cuts: Cuts
    capacity: str
    lag: str
    action: str


def chronology_settings(most: int | None = None) -> tuple[ChronologySetting, ...]:
    """Give the settings, those of one profile and capacity together.

    Args:
        most: how many of them; all where None.
    """
    every = product(YEARS, CAPACITIES, LAGS, YIELDS)
    return tuple(ChronologySetting(*one) for one in every)[:most]


def sample_chronology(seed: int, setting: ChronologySetting, size: Size = SIZE) -> Problem:
    """Make the synthetic place of a seed under one setting.

    Args:
        seed: the same seed, setting and size give the same problem; another setting leaves everything else as it was.
        setting: what is varied.
        size: of the place.
    """
    made = sample_region(seed, size, Means(capacity=CAPACITIES[setting.capacity]))
    lag, (yields, capacity) = LAGS[setting.lag], YIELDS[setting.action]
    left = cut_path(YEARS[setting.cuts], size.quarters)
    problem = replace(
        made,
        parameters=_set(made.parameters, lag, yields, capacity),
        services=tuple(
            replace(one, level=tuple(one.level[0] * share for share in left), floor=min(one.floor, one.level[0]))
            for one in made.services
        ),
    )
    # What the council has beyond keeping every service stays as it was in each quarter.
    spare = (money - made.kept_money(t) for t, money in enumerate(made.funds.statutory))
    statutory = tuple(problem.kept_money(t) + more for t, more in enumerate(spare))
    return replace(problem, funds=replace(problem.funds, statutory=statutory))


def cut_path(years: Sequence[Fraction], quarters: int) -> tuple[Fraction, ...]:
    """Give what is left of a service, quarter by quarter, each year's loss spread evenly over its quarters.

    Args:
        years: what is lost in each, as shares of what there was at first; nothing is lost after the last.
        quarters: to give, the first of them before any loss.

    Examples:
        >>> [str(share) for share in cut_path([Fraction(1, 10)], 6)]
        ['1', '39/40', '19/20', '37/40', '9/10', '9/10']
    """
    steps = [year / 4 for year in years for _ in range(4)]
    return tuple(1 - sum(steps[:t], Fraction(0)) for t in range(quarters))


def _set(settings: Parameters, lag: int, yields: Fraction, capacity: Fraction) -> Parameters:
    return replace(settings, building_lag=lag, action_lag=lag, action_yield=yields, action_capacity=capacity)


def told_levels(setting: ChronologySetting) -> tuple[Sentence, Sentence, Sentence, Sentence]:
    """Say what a setting sets: the cuts, the capacity at the start, the lag, and what social action yields."""
    cuts = {"gradual": say("gradual cuts"), "fast": say("fast cuts")}
    capacities = {"low": say("little capacity at the start"), "high": say("much capacity at the start")}
    lags = {"quick": say("quick growth"), "slow": say("slow growth")}
    actions = {"weak": say("social action yielding little"), "strong": say("social action yielding much")}
    return cuts[setting.cuts], capacities[setting.capacity], lags[setting.lag], actions[setting.action]
