"""Deprivation of small areas, as the English Indices give it: scores, ranks and tenths by domain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, fsum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from commonweal.evidence.tenths import Tenth
from commonweal.terms.sources import Source, Unknown

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Edition = Literal[2019, 2025]
Vintage = Literal["lsoa11", "lsoa21"]
Domain = Literal["imd", "income", "employment", "education", "health", "crime", "housing", "environment"]

DOMAINS: tuple[Domain, ...] = (
    *("imd", "income", "employment", "education", "health", "crime", "housing", "environment"),
)
"""The index as a whole (``imd``) and the seven domains that it is made of."""
VINTAGE: Mapping[Edition, Vintage] = {2019: "lsoa11", 2025: "lsoa21"}
"""Whose small areas each edition speaks of: those of the census of 2011 or of 2021."""
WEIGHTS: Mapping[Domain, float] = {
    "income": 0.225,
    "employment": 0.225,
    "education": 0.135,
    "health": 0.135,
    "crime": 0.093,
    "housing": 0.093,
    "environment": 0.093,
}
"""What each domain counts for in the index."""
_SPREAD = 23.0


@dataclass(frozen=True, slots=True, eq=False)
class Deprivation:
    """One edition of the English Indices of Deprivation. Arrays are read-only and in the order of ``codes``.

    Attributes:
        edition: the year it is called by.
        codes: codes of the areas.
        rows: the row of each in its file.
        ranks: national rank by domain, 1 the most deprived.
        tenths: national tenth by domain.
        scores: score by domain, higher is more deprived; none where the file has none.
        people: residents as the Indices count them, or None where the file does not say.
        source: the file.
    """

    edition: Edition
    codes: tuple[str, ...]
    rows: Sequence[int]
    ranks: Mapping[Domain, Whole]
    tenths: Mapping[Domain, tuple[Tenth, ...]]
    scores: Mapping[Domain, Floats]
    people: Whole | None
    source: Source

    @property
    def vintage(self) -> Vintage:
        """Whose small areas they are."""
        return VINTAGE[self.edition]


def rebuilt_scores(deprivation: Deprivation) -> Floats:
    """Make the score of the whole index again from the ranks of its domains, where a file gives no scores.

    Each domain's rank is scaled to 1 for the most deprived area and 1/n for the least, spread out by
    ``-23 ln(1 - R (1 - exp(-100 / 23)))`` to between 0 and 100, and the domains are added by their weights. The method
    is the Indices' own, so that only the rounding of tied ranks is lost: the order of the areas stays within two places
    of the published ranks.

    Args:
        deprivation: with the rank of each domain.

    Source: Ministry of Housing, Communities and Local Government, The English Indices of Deprivation 2019: Technical
        report, chapter 3 and appendix E.
    """
    size = len(deprivation.codes)
    score = np.zeros(size)
    for domain, weight in WEIGHTS.items():
        scaled = (size - deprivation.ranks[domain] + 1) / size
        score += weight * -_SPREAD * np.log(1 - scaled * (1 - exp(-100 / _SPREAD)))
    score.setflags(write=False)
    return score


def mean_by(
    groups: Sequence[str], values: Sequence[float] | Floats, people: Sequence[int] | Whole
) -> Mapping[str, float | Unknown]:
    """Average a figure over the areas of each group, weighted by people.

    Args:
        groups: the group (ward, district) of each area.
        values: the figure of each area; never tenths, which refuse to be averaged.
        people: residents of each area.

    Returns:
        The mean by group, in the order in which groups first stand; Unknown where nobody lives in a group.

    Raises:
        TenthsNotAveraged: where the values are tenths.

    Examples:
        >>> mean_by(["a", "a", "b"], [10.0, 40.0, 5.0], [200, 100, 0])
        {'a': 20.0, 'b': Unknown(reason='nobody lives there')}
    """
    weighted: dict[str, list[float]] = {}
    counted: dict[str, int] = {}
    for group, value, count in zip(groups, values, people, strict=True):
        weighted.setdefault(group, []).append(value * int(count))
        counted[group] = counted.get(group, 0) + int(count)
    return {
        group: fsum(parts) / counted[group] if counted[group] else Unknown("nobody lives there")
        for group, parts in weighted.items()
    }
