"""The sector map in ``profile.json`` and its tables: exact fractions as ``n/d``."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from commonweal.evidence.incomes import Reliance
from commonweal.evidence.sector import SectorMap
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.terms.canon import fraction_text
from commonweal.terms.sources import Unknown


def sector_value(sector: SectorMap) -> dict[str, Any]:
    """Give the sector map as ``profile.json`` holds it, without its figures."""
    text = prose(ENGLISH).text
    return {
        "sentence": text(sector.sentence),
        "warnings": [text(one) for one in sector.warnings],
        "neighbourhoods": [
            {
                "name": one.neighbourhood,
                "people": one.people,
                "based": one.based,
                "community_groups_based": one.community,
                "delivering": one.delivering,
                "not_known_where_based": one.unsaid,
            }
            for one in sector.local
        ],
        "functions": [
            {
                "function": one.function,
                "bodies": list(one.bodies),
                "ending": [{"organisation": body, "until": end.isoformat()} for body, end in one.ending],
                "sure_of_one_at_most_after": one.falls_on.isoformat() if one.falls_on else None,
            }
            for one in sector.functions
        ],
        "if_closed": [
            {
                "organisation": one.organisation,
                "to_nobody": list(one.to_nobody),
                "to_one": list(one.to_one),
                "sentence": text(told),
            }
            for one, told in zip(sector.closures, sector.closing, strict=True)
        ],
        "reliance": [_reliance(one) for one in sector.reliances],
        "largest_funder_gives": dict(sector.bands),
        "names": dict(sector.names),
    }


def sector_tables(sector: SectorMap) -> Iterator[tuple[str, bytes]]:
    """Give the tables of a sector map: groups by neighbourhood, and the functions of support."""
    yield (
        "groups_by_neighbourhood",
        write_table(
            ("neighbourhood", "people", "based", "community_groups_based", "delivering", "not_known_where_based"),
            (
                (one.neighbourhood, one.people, one.based, one.community, one.delivering, one.unsaid)
                for one in sector.local
            ),
        ),
    )
    if sector.functions:
        yield (
            "infrastructure",
            write_table(
                ("function", "organisation", "until"),
                (
                    (one.function, body, dict(one.ending).get(body))
                    for one in sector.functions
                    for body in one.bodies or ("",)
                ),
            ),
        )


def _reliance(one: Reliance) -> dict[str, Any]:
    told: dict[str, Any] = {
        "organisation": one.organisation,
        "year": one.year,
        "total_pence": None if isinstance(one.total, Unknown) else int(one.total),
        "largest_funder": None if isinstance(one.largest, Unknown) else one.largest,
        "share": _exact(one.share),
        "herfindahl_low": None if isinstance(one.herfindahl, Unknown) else _exact(one.herfindahl[0]),
        "herfindahl_high": None if isinstance(one.herfindahl, Unknown) else _exact(one.herfindahl[1]),
    }
    if isinstance(one.share, Unknown):
        told["unknown_because"] = one.share.reason
    return told


def _exact(value: Fraction | Unknown) -> str | None:
    return None if isinstance(value, Unknown) else fraction_text(value)
