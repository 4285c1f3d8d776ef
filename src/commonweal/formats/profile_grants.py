"""What funders gave in a place, as ``profile.json`` and its tables hold it."""

from collections.abc import Iterator, Mapping
from typing import Any

from commonweal.evidence.grant_shares import GrantProfile, GrantSum, GrantYear, PlacedByTruth
from commonweal.formats.figures import plain
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table


def grants_section(grants: GrantProfile, figures: Mapping[str, Any]) -> dict[str, Any]:
    """Give the section of ``profile.json``.

    Args:
        grants: what funders gave.
        figures: its figures, as every section of ``profile.json`` holds figures.
    """
    voice = prose(ENGLISH)
    return {
        "sentences": [voice.text(sentence) for sentence in grants.sentences],
        "figures": figures,
        "truths": {one.truth: _truth(one) for one in grants.truths},
    }


def grants_tables(grants: GrantProfile) -> Iterator[tuple[str, bytes]]:
    """Give the tables of a profile about grants, each by its name."""
    columns = ("truth", "year", "decile", "residents", "grants", "pounds", "pounds_per_head", "at_most")
    yield (
        "grants_by_decile",
        write_table(
            columns, ((one.truth, *_sum(row).values()) for one in grants.truths for row in one.sums if row.decile)
        ),
    )
    yield (
        "grants_by_year",
        write_table(
            ("truth", *_YEAR), ((one.truth, *_year(year).values()) for one in grants.truths for year in one.years)
        ),
    )


_YEAR = ("year", "pounds", "pounds_here", "pounds_elsewhere", "pounds_unknown", "unknown_share")


def _truth(one: PlacedByTruth) -> dict[str, Any]:
    return {
        "years": [_year(year) for year in one.years],
        "sums": [_sum(row) for row in one.sums],
        "sentence": prose(ENGLISH).text(one.deciles.sentence),
        "without": {str(row.decile): plain(row.zero_access) for row in one.deciles.rows},
    }


def _year(year: GrantYear) -> dict[str, Any]:
    sums = (pence / 100 for pence in (year.pence, year.here, year.elsewhere, year.unknown))
    return dict(zip(_YEAR, (year.year, *sums, plain(year.unknown_share)), strict=True))


def _sum(row: GrantSum) -> dict[str, Any]:
    return {
        "year": row.year,
        "decile": row.decile,
        "residents": row.people,
        "grants": row.grants,
        "pounds": row.pence / 100,
        "pounds_per_head": plain(row.pounds_per_head),
        "at_most": plain(row.at_most),
    }
