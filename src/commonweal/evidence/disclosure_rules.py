"""Rules of disclosure control as dated data: which counts of people are hidden, how others are rounded, how well."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from commonweal.errors import UnknownName, nearest

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

UNBOUNDED = 10**9
"""Stands for no upper end of what a hidden count may be: more people than any place has."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be shown of counts of people.

    Attributes:
        name: as ``place.toml`` and the command line name it.
        few: counts from 1 to this are hidden. 0 is shown.
        step: other counts are rounded to the nearest multiple of this; 1 where they are shown as they are.
        hidden_values: how many different values a hidden count must still be able to have, given all that is published.
        rounded_values: the same of a rounded one.
        source: who states the rule, and where.
        date: since when it holds, or when it was read.
    """

    name: str
    few: int
    step: int
    hidden_values: int
    rounded_values: int
    source: str
    date: str

    def hides(self, counts: Ints) -> Bools:
        """Say which counts are too few to show."""
        return (counts > 0) & (counts <= self.few)

    def rounds(self, counts: Ints) -> Ints:
        """Give counts to the nearest step, halves up."""
        return (counts + self.step // 2) // self.step * self.step

    def blurs(self, people: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give counts of people as coarsely as they may be weighed with: nobody, the middle of the few, or to a step.

        What is divided by a count, or weighted by it, tells it to its last figure. A rule that rounds nothing hides few
        here too: its step is as long as what it hides.

        Examples:
            >>> NHS.blurs(np.array([0.0, 0.4, 7.0, 8.0, 14.0, 16.9])).tolist()
            [0.0, 4.0, 4.0, 10.0, 15.0, 15.0]
        """
        step = self.step if self.step > 1 else self.few + 1
        near = np.maximum(self.few + 1.0, np.floor(people / step + 0.5) * step)
        return np.where(people <= 0, 0.0, np.where(people < self.few + 0.5, (1 + self.few) / 2, near))

    def known(self, shown: Ints, hidden: Bools) -> tuple[Ints, Ints]:
        """Give the least and greatest count that everybody may infer from what stands in a cell alone.

        Of a hidden count everybody knows that it is not 0, since zeros are shown, and no more: whether it is few
        itself, or stands beside one, is not said.

        Args:
            shown: what stands in each cell, as rounded; of a hidden one anything.
            hidden: which cells are hidden.

        Examples:
            >>> low, high = NHS.known(np.array([0, 10, 15, 0]), np.array([False, False, False, True]))
            >>> low.tolist(), high.tolist()
            ([0, 8, 13, 1], [0, 12, 17, 1000000000])
        """
        below, above = self.step // 2, self.step - 1 - self.step // 2
        low = np.where(shown == 0, 0, np.maximum(self.few + 1, shown - below))
        high = np.where(shown == 0, 0, shown + above)
        return np.where(hidden, 1, low), np.where(hidden, UNBOUNDED, high)

    def spans(self, shown: Ints, hidden: Bools) -> Ints:
        """Give how far apart the least and greatest value of each cell must lie, given all that is published."""
        rounded = self.rounded_values - 1 if self.step > 1 else 0
        return np.where(hidden, self.hidden_values - 1, np.where(shown == 0, 0, rounded))


NHS = Rule(
    name="nhs-sub-national",
    few=7,
    step=5,
    hidden_values=7,
    rounded_values=2,
    source="NHS Digital, disclosure control methodology for Hospital Episode Statistics and Emergency Care Data Set",
    date="2018-09",
)
"""The rule of the health service in England for counts below the nation; it holds where a place names none."""

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            NHS,
            Rule(
                name="below-10",
                few=9,
                step=1,
                hidden_values=9,
                rounded_values=1,
                source="Office for National Statistics, Longitudinal Study, threshold of 10 for outputs, as CeLSIUS "
                "gives it; UK Longitudinal Linkage Collaboration, user guide, statistical disclosure control",
                date="2025-07-07",
            ),
            Rule(
                name="below-10-to-5",
                few=9,
                step=5,
                hidden_values=9,
                rounded_values=2,
                source="Office for National Statistics, comparison of post-tabular disclosure control methods, the "
                "10-5 rule",
                date="2023",
            ),
        )
    }
)
"""Every rule by its name."""


def rule_named(name: str) -> Rule:
    """Give a rule by its name.

    Raises:
        UnknownName: where there is none of that name.
    """
    if name not in RULES:
        raise UnknownName(kind="rule", name=name, nearest=nearest(name, RULES))
    return RULES[name]
