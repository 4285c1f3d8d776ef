"""Areas of two censuses: what became of each, and figures carried over from the older to the newer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Literal

from commonweal.errors import AreasUnmatched, Fault
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Source, Unknown

Change = Literal["unchanged", "split", "merged", "irregular"]
IRREGULAR = Unknown("its boundary was redrawn, and nobody has published how many people live in each part")

MEANS: Sentence = say(
    "carried over from the areas of 2011 to those of 2021 by the official look-up: as it was where an area is "
    "unchanged or was split, averaged by people where areas were merged, unknown where they were redrawn"
)
COUNTS: Sentence = say(
    "carried over from the areas of 2011 to those of 2021 by the official look-up: as it was where an area is "
    "unchanged, shared by people where it was split, added up where areas were merged, unknown where they were redrawn"
)


@dataclass(frozen=True, slots=True)
class Succession:
    """An older area, and a newer one on the same ground.

    Attributes:
        older: code of the area of 2011.
        newer: code of the area of 2021.
        change: what happened to it.
    """

    older: str
    newer: str
    change: Change


@dataclass(frozen=True, slots=True, eq=False)
class Successions:
    """The official look-up between the small areas of two censuses.

    Attributes:
        rows: every pair of areas.
        source: its file.
    """

    rows: tuple[Succession, ...]
    source: Source

    def by_newer(self) -> Mapping[str, tuple[Succession, ...]]:
        """Give what each newer area is made of."""
        found: dict[str, list[Succession]] = {}
        for row in self.rows:
            found.setdefault(row.newer, []).append(row)
        return {newer: tuple(rows) for newer, rows in found.items()}

    def require(self, codes: Collection[str], file: str) -> None:
        """See that the look-up has every area of an older file.

        Raises:
            AreasUnmatched: with each area that it does not have.
        """
        known = {row.older for row in self.rows}
        lacking = [code for code in codes if code not in known]
        if lacking:
            faults = [Fault("{code} is not in the look-up", {"code": code}, file) for code in lacking]
            raise AreasUnmatched(*faults, file=file, other=self.source.file)


def carried_means(
    values: Mapping[str, float], people: Mapping[str, int], successions: Successions, file: str = ""
) -> Mapping[str, float | Unknown]:
    """Carry a mean, score or share over to the newer areas, as :data:`MEANS` says.

    Args:
        values: the figure by older area; newer areas of others are left out.
        people: residents by older area, which weigh merged areas.
        successions: the look-up.
        file: the file of the values, to name it in a refusal.

    Returns:
        The figure by newer area; Unknown where an area was redrawn, or nobody lived in what was merged.

    Raises:
        AreasUnmatched: where the look-up does not have an area.
        TenthsNotAveraged: where tenths of merged areas would be averaged.
    """
    successions.require(values, file)
    answer: dict[str, float | Unknown] = {}
    for newer, rows in successions.by_newer().items():
        olders = [row.older for row in rows]
        if not values.keys() & set(olders):
            continue
        if any(row.change == "irregular" for row in rows):
            answer[newer] = IRREGULAR
        elif len(olders) == 1:
            answer[newer] = values[olders[0]]
        else:
            answer[newer] = _weighted(values, people, olders)
    return answer


def carried_counts(
    counts: Mapping[str, float], people: Mapping[str, int], successions: Successions, file: str = ""
) -> Mapping[str, float | Unknown]:
    """Carry a count over to the newer areas, as :data:`COUNTS` says. Nothing is lost: unknown parts are named so.

    Args:
        counts: the count by older area.
        people: residents by newer area, by whom a split area's count is shared.
        successions: the look-up.
        file: the file of the counts, to name it in a refusal.

    Returns:
        The count by newer area; Unknown where an area was redrawn, or nobody lives in what it was split into.

    Raises:
        AreasUnmatched: where the look-up does not have an area.
    """
    successions.require(counts, file)
    parts: dict[str, list[str]] = {}
    for row in successions.rows:
        parts.setdefault(row.older, []).append(row.newer)
    answer: dict[str, float | Unknown] = {}
    for newer, rows in successions.by_newer().items():
        known = [row for row in rows if row.older in counts]
        if not known:
            continue
        if any(row.change == "irregular" for row in rows) or len(known) < len(rows):
            answer[newer] = IRREGULAR
            continue
        shares = [_share(people, newer, parts[row.older]) for row in rows]
        lacking = next((share for share in shares if isinstance(share, Unknown)), None)
        answer[newer] = lacking or fsum(
            counts[row.older] * share for row, share in zip(rows, shares, strict=True) if not isinstance(share, Unknown)
        )
    return answer


def _weighted(values: Mapping[str, float], people: Mapping[str, int], olders: list[str]) -> float | Unknown:
    if not values.keys() >= set(olders):
        return Unknown("a part of it is not in the file")
    whole = sum(people.get(older, 0) for older in olders)
    if not whole:
        return Unknown("nobody lives there")
    return fsum(values[older] * people.get(older, 0) for older in olders) / whole


def _share(people: Mapping[str, int], newer: str, every: list[str]) -> float | Unknown:
    """Give a newer area's share of the older area that it is a part of."""
    if len(every) == 1:
        return 1.0
    whole = sum(people.get(one, 0) for one in every)
    return people.get(newer, 0) / whole if whole else Unknown("nobody lives there")
