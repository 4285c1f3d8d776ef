"""The gap: what people in need lack against a stated standard, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from commonweal.evidence.access import Access, Floats
from commonweal.terms.sources import Unknown

Reason = Literal["no provider", "too far", "not eligible", "provider full", "unknown"]
REASONS: tuple[Reason, ...] = ("no provider", "too far", "not eligible", "provider full", "unknown")
UNKNOWN_AREAS = Unknown("the need of some areas is not known")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number of people with its interval.

    Attributes:
        value: the best figure.
        low: with the least likely need.
        high: with the greatest likely need.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Gap:
    """What people in need lack, as if each lacked the whole standard or nothing.

    Attributes:
        service: id of the service.
        people: how many lack it, with the interval of the need; Unknown where that cannot be said of somebody.
        by_reason: the same by reason. Under "unknown" stand people in need of whom it cannot be said.
        unknown_areas: areas of which even the need is not known.
    """

    service: str
    people: Estimate | Unknown
    by_reason: dict[Reason, Estimate]
    unknown_areas: int


@dataclass(frozen=True, slots=True)
class PartGap:
    """Need and gap of one service in one neighbourhood, or among one group of people; never published as it stands.

    Attributes:
        name: of the neighbourhood or the group.
        need: people in need.
        gap: those who lack the standard, as if each lacked the whole of it or nothing.
    """

    name: str
    need: Estimate | Unknown
    gap: Estimate | Unknown


def shortfalls(people: Floats, access: Access, standard: float) -> Floats:
    """Give the people who lack the standard: ``people * max(0, 1 - access / standard)``, areas x groups.

    Examples:
        Of ten people who each should have 2 units and have 1.5, as many units are missing as for 2.5 people.
    """
    return people * np.maximum(0.0, 1.0 - access.ratios / standard)


def reasons(access: Access, *, providers: bool) -> list[list[Reason]]:
    """Say why people of each area and group may lack a service.

    Args:
        access: as measured.
        providers: whether the place has any site of the service.
    """
    return [
        [_reason(access, k, group, providers=providers) for group in range(access.ratios.shape[1])]
        for k in range(access.ratios.shape[0])
    ]


def split(why: Sequence[Sequence[Reason]], short: Sequence[Floats], people: Sequence[Floats]) -> dict[Reason, Estimate]:
    """Add up shortfalls by reason.

    Args:
        why: reason of each area and group.
        short: people short at the best, least and greatest figure of need, each areas x groups.
        people: people in need, likewise.
    """
    answer: dict[Reason, Estimate] = {}
    for reason in REASONS:
        here = np.array([[one == reason for one in row] for row in why], dtype=bool).reshape(short[0].shape)
        value, low, high = (float((people if reason == "unknown" else short)[k][here].sum()) for k in range(3))
        answer[reason] = Estimate(value, low, high)
    return answer


def total(by_reason: dict[Reason, Estimate], unknown_areas: int) -> Estimate | Unknown:
    """Add the reasons up; Unknown where the gap of somebody, or the need of an area, is not known."""
    if unknown_areas:
        return UNKNOWN_AREAS
    if by_reason["unknown"].high > 0:
        return Unknown("what some of the sites can offer is not known")
    parts = by_reason.values()
    return Estimate(sum(p.value for p in parts), sum(p.low for p in parts), sum(p.high for p in parts))


def _reason(access: Access, area: int, group: int, *, providers: bool) -> Reason:
    if access.unclear[area, group]:
        return "unknown"
    if access.in_reach[area, group]:
        return "provider full"
    if access.near[area, group]:
        return "not eligible"
    return "too far" if providers else "no provider"
