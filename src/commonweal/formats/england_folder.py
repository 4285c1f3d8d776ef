"""The folder of a country: a profile for each district, and one table and page of all, written as they come."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from commonweal.evidence.districts import YEARS, Country, District, district_figures
from commonweal.evidence.figures import Figure
from commonweal.evidence.profile import profile
from commonweal.formats.england_page import CountryPage, CountryRow, country_page
from commonweal.formats.figures import cell, cells, figure_value, source_value, unknown_because
from commonweal.formats.folders import FORMAT
from commonweal.formats.profiles import profile_files
from commonweal.formats.tables import write_table
from commonweal.terms.sources import Source

TABLE = "districts.csv"
COLUMNS = (
    *("code", "name", "areas", "people", "most_deprived_tenth"),
    *("share_most_deprived", "share_most_deprived_low", "share_most_deprived_high"),
    *(f"libraries_{year}" for year in YEARS),
    *(f"without_library_{year}" for year in YEARS),
    "unknown_because",
)
_OPENS = ("index.html", "profile.json")
"""What a district's name opens: the first of these that its folder has."""


def district_files(_shared: None, district: District) -> dict[str, bytes]:
    """Make the profile of one district: a pure function, so that it may be done on any machine.

    Returns:
        The files of its profile, by path; none where nobody lives in it.
    """
    lived_in = any(area.population for area in district.evidence.areas)
    return dict(profile_files(profile(district.evidence))) if lived_in else {}


def country_files(
    name: str, whole: Country, made: Iterable[Mapping[str, bytes]], told: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[str, bytes]]:
    """Give the files of a country one after another, holding no more than one district and a row of each.

    Args:
        name: the country's name.
        whole: its districts.
        made: what :func:`district_files` gives of each, in the same order.
        told: is called with how many districts are done.

    Yields:
        Path and bytes: ``districts/CODE/...`` of each district as ``commonweal profile`` writes it, then
        ``districts.csv``, ``districts.json`` and ``index.html``. Equal countries give equal bytes.
    """
    rows: list[CountryRow] = []
    for district, files in zip(whole.districts, made, strict=True):
        for file, data in files.items():
            yield f"districts/{district.code}/{file}", data
        opens = next((f"districts/{district.code}/{name}" for name in _OPENS if name in files), "")
        rows.append(CountryRow(district.code, district.name, district_figures(district), opens))
        told(len(rows))
    yield TABLE, write_table(COLUMNS, map(_row, rows))
    machine = _machine(name, whole, rows)
    yield "districts.json", json.dumps(machine, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"
    yield "index.html", country_page(CountryPage(name, tuple(rows), whole.sources, len(whole.unplaced))).encode()


def _row(row: CountryRow) -> tuple[object, ...]:
    figures = row.figures
    part = figures["share_most_deprived"]
    reach = [figures.get(f"{what}:{year}") for what in ("libraries", "without_library") for year in YEARS]
    return (
        row.code,
        row.name,
        *(cell(figures[what].value) for what in ("areas", "people", "most_deprived_tenth")),
        *cells(part),
        *(cell(one.value) if one else None for one in reach),
        unknown_because(*figures.values()),
    )


def _machine(name: str, whole: Country, rows: Iterable[CountryRow]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kind": "districts",
        "place": name,
        "districts": [
            {
                "code": row.code,
                "name": row.name,
                "figures": {what: _figure(figure, whole.sources) for what, figure in row.figures.items()},
            }
            for row in rows
        ],
        "libraries_without_district": [{"name": row.name, "source_row": row.row} for row in whole.unplaced],
        "sources": {table: source_value(table, source) for table, source in sorted(whole.sources.items())},
    }


def _figure(figure: Figure, sources: Mapping[str, Source]) -> dict[str, Any]:
    """Give a figure as a profile does, its sources by the names of their tables, since all districts share them."""
    told = figure_value(figure, sources)
    return {**told, "sources": [source["table"] for source in told["sources"]]}
