"""What could come otherwise than planned: ranges with units and sources, and the draws from them, scenario by scenario.

Ranges of the model's own parameters are those of :data:`commonweal.handover.inputs.DEFAULTS`, widened to hold the value
that the plan was made with. Everything else stands here, in one frozen :class:`Futures` value.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from commonweal.handover.inputs import DEFAULTS
from commonweal.handover.problem import Problem

FIFTHS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure that nobody knows, drawn evenly between two ends.

    Attributes:
        name: what it is.
        least: its lower end.
        most: its upper end.
        unit: in what it is counted.
        source: where the range comes from, or "a guess".
    """

    name: str
    least: Fraction
    most: Fraction
    unit: str
    source: str


def _drawn(name: str, least: str, most: str, unit: str, source: str = "a guess") -> Drawn:
    return Drawn(name, Fraction(least), Fraction(most), unit, source)


FURTHER: Mapping[str, Drawn] = MappingProxyType(
    {
        drawn.name: drawn
        for drawn in (
            _drawn("cut_depth", "1", "1.5", "times the planned fall of a level below the first quarter's"),
            _drawn("cut_early_quarters", "0", "2", "quarters that every cut comes before its time"),
            _drawn("surge", "0", "0.2", "more need for a service from some quarter on, as a share of it"),
            _drawn("volunteers", "0.5", "1.5", "volunteers who come, as a share of those the plan reckons with"),
            _drawn("late_chance", "0.1", "0.4", "chance that what a body takes over is handed to it late"),
            _drawn("late_quarters", "1", "3", "quarters that a late hand-over slips"),
            _drawn("funder_chance", "0", "0.3", "chance that a funder of the devolved grant goes, in all quarters"),
            _drawn("funder_kept", "0", "0.5", "share of the grant that stays when a funder goes"),
            _drawn(
                "step_in_delay_quarters", "0", "2", "quarters from a body's end until the council runs its services"
            ),
        )
    }
)
"""What is drawn beyond the model's own parameters."""

OWN: Mapping[str, str] = MappingProxyType(
    {
        "natural_loss": "natural_loss",
        "building_yield": "building_yield",
        "building_lag_quarters": "building_lag",
        "action_capacity": "action_capacity",
        "overload_loss": "overload_loss",
        "cut_loss": "cut_loss",
        "action_loss": "action_loss",
        "action_yield": "action_yield",
        "action_lag_quarters": "action_lag",
        "volunteers_per_action": "volunteers_per_action",
        "step_in": "step_in",
    }
)
"""Parameters of the model that are drawn: their name among the defaults to their name in a problem."""
BROUGHT = "delivery_action"
"""What delivery adds to social action, by either name.

It is drawn only where a plan reckons with it: a guess that only helps must not make a plan look safer that does not.
"""

Kind = Literal["ending", "volunteers", "cuts", "need", "growth", "late", "funder"]
KINDS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        "ending": ("step_in", "step_in_delay_quarters"),
        "volunteers": ("volunteers", "volunteers_per_action"),
        "cuts": ("cut_depth", "cut_early_quarters", "cut_loss"),
        "need": ("surge",),
        "growth": (
            *("natural_loss", "building_yield", "building_lag_quarters", "action_capacity", "overload_loss"),
            *("action_loss", "action_yield", "action_lag_quarters", BROUGHT),
        ),
        "late": ("late_chance", "late_quarters"),
        "funder": ("funder_chance", "funder_kept"),
    }
)
"""Kinds of things that come otherwise than planned, each with its ranges; that bodies end has chances of its own."""

_UNITS = {
    "natural_loss": "share of capacity lost in a quarter",
    "building_yield": "capacity for each unit built",
    "building_lag_quarters": "quarters until what is built serves",
    "action_capacity": "capacity each quarter for a unit of social action at home",
    "overload_loss": "capacity lost for each unit of overload",
    "cut_loss": "capacity lost for a unit of cut, times grant dependence",
    "action_loss": "share of social action lost in a quarter",
    "action_yield": "social action for each unit spent",
    "action_lag_quarters": "quarters until that spending shows",
    "volunteers_per_action": "load that volunteers carry for a unit of social action",
    "step_in": "money to step in, for each unit of load taken over",
    BROUGHT: "social action for each unit of load handed over, in a quarter",
}


@dataclass(frozen=True, slots=True)
class Futures:
    """The ranges that scenarios are drawn from.

    Attributes:
        ranges: by name, of :data:`OWN` and :data:`FURTHER`.
        lost_per_year: chance that a body that runs a service is lost in a year, least and most, by the fifth of
            deprivation of its home (1 the most deprived); a body from elsewhere has the mean of the five.
    """

    ranges: Mapping[str, Drawn]
    lost_per_year: Mapping[int, tuple[Fraction, Fraction]]

    def fixed(self, **values: Fraction | int) -> "Futures":
        """Give the same futures with some figures no longer drawn but known.

        Args:
            values: the value of each, by the name of its range.

        Raises:
            KeyError: where there is no range of that name.
        """
        ranges = dict(self.ranges)
        for name, value in values.items():
            ranges[name] = replace(ranges[name], least=Fraction(value), most=Fraction(value))
        return replace(self, ranges=ranges)


def _own(problem: Problem) -> Mapping[str, str]:
    """Give the parameters that are drawn for a problem."""
    return {**OWN, BROUGHT: BROUGHT} if problem.parameters.delivery_action else OWN


def futures(problem: Problem, lost_per_year: Mapping[int, tuple[Fraction, Fraction]]) -> Futures:
    """Give the futures that a plan of this problem is tried against.

    Args:
        problem: the data of the plan.
        lost_per_year: as in :class:`Futures`; all five fifths. What is known of English libraries is given by
            ``commonweal.formats.library_survival.yearly_failure_ranges``.
    """
    own = {}
    for name, inner in _own(problem).items():
        default, value = DEFAULTS[name], Fraction(getattr(problem.parameters, inner))
        least, most = min(default.least, value), max(default.most, value)
        own[name] = Drawn(name, least, most, _UNITS[name], default.source)
    return Futures({**own, **FURTHER}, dict(lost_per_year))


def calm(problem: Problem) -> Futures:
    """Give the futures in which everything goes as planned: every scenario is the plan itself."""
    quiet = {"cut_depth": 1, "volunteers": 1, "late_quarters": 1, "step_in_delay_quarters": 1}
    own = {name: Fraction(getattr(problem.parameters, inner)) for name, inner in _own(problem).items()}
    further = {name: Fraction(quiet.get(name, 0)) for name in FURTHER}
    nobody = dict.fromkeys(FIFTHS, (Fraction(0), Fraction(0)))
    return futures(problem, nobody).fixed(**own, **further)


def alone(problem: Problem, futures: Futures, kind: Kind) -> Futures:
    """Give the futures in which one kind of thing comes otherwise than planned, and everything else as planned."""
    quiet = calm(problem)
    ranges = dict(quiet.ranges) | {name: futures.ranges[name] for name in KINDS[kind] if name in futures.ranges}
    return Futures(ranges, futures.lost_per_year if kind == "ending" else quiet.lost_per_year)
