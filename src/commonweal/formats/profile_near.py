"""What is near each neighbourhood, as a profile's files hold it."""

from collections.abc import Iterator, Sequence
from typing import Any

from commonweal.evidence.near import Near
from commonweal.formats.tables import write_table
from commonweal.terms.sources import Unknown

COLUMNS = (
    "neighbourhood",
    "service",
    "nearest_site",
    "organisation",
    "distance_m",
    "sites_within_reach",
    "sites_unplaced",
    "unknown_because",
)


def near_section(near: Sequence[Near]) -> list[dict[str, Any]]:
    """Give what is near for ``profile.json``."""
    return [
        {
            "neighbourhood": one.neighbourhood,
            "service": one.service,
            "site": None if isinstance(one.site, Unknown) else one.site,
            "organisation": one.organisation or None,
            "distance_m": None if isinstance(one.distance_m, Unknown) else one.distance_m,
            "sites_within_reach": one.within_reach,
            "sites_unplaced": one.unplaced,
            "unknown_because": one.site.reason if isinstance(one.site, Unknown) else None,
        }
        for one in near
    ]


def near_table(near: Sequence[Near]) -> bytes:
    """Write what is near as ``tables/near.csv``."""
    return write_table(COLUMNS, _rows(near))


def _rows(near: Sequence[Near]) -> Iterator[tuple[object, ...]]:
    for one in near_section(near):
        yield tuple(one.values())
