"""The files of a place's profile: ``profile.json`` for machines, ``tables/*.csv`` for everybody."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from commonweal.evidence.access import Conservation
from commonweal.evidence.figures import Figure
from commonweal.evidence.libraries import SURVEYS, Library, Operation
from commonweal.evidence.library_access import Comparison, LibraryProfile
from commonweal.evidence.pictures import DecileTable
from commonweal.evidence.profile import Profile
from commonweal.evidence.service_profile import PartFigures, ServiceProfile
from commonweal.formats import profile_disclosure, profile_displacement, profile_inequality
from commonweal.formats.figures import cell, cells, figure_value, plain, source_value, unknown_because
from commonweal.formats.folders import FORMAT, with_manifest
from commonweal.formats.profile_cuts import cuts_tables, cuts_value
from commonweal.formats.profile_grants import grants_section, grants_tables
from commonweal.formats.profile_groups import blind_spots_value, groups_table, groups_value
from commonweal.formats.profile_near import near_section, near_table
from commonweal.formats.profile_not_known import not_known_section, not_known_table
from commonweal.formats.profile_sector import sector_tables, sector_value
from commonweal.formats.profile_spending import spending_section, spending_tables
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.terms.sentences import Sentence
from commonweal.terms.sources import Source


def profile_files(profile: Profile) -> Mapping[str, bytes]:
    """Give the files of a profile, its manifest among them.

    Args:
        profile: what is published; it has passed the gate.

    Returns:
        The bytes of each file by its path: ``profile.json``, ``tables/*.csv``, ``manifest.json``. Equal profiles give
        equal bytes.
    """
    tables = {f"tables/{name}.csv": data for name, data in _tables(profile)}
    machine = _profile(profile, sorted(tables))
    files = {
        "profile.json": json.dumps(machine, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n",
        **profile_disclosure.files(profile),
        **tables,
    }
    return with_manifest("profile", files)


def profile_lines(profile: Profile) -> list[str]:
    """Say a profile in plain words, a line for each thing."""
    return [_text(sentence) for sentence in profile.headlines]


def _profile(profile: Profile, tables: list[str]) -> dict[str, Any]:
    told = profile.sources
    machine = {
        "format": FORMAT,
        "place": profile.place,
        "as_at": profile.as_at.isoformat(),
        "headlines": profile_lines(profile),
        "figures": _figures(profile.figures, told),
        "services": [_service(service, told) for service in profile.services],
        "libraries": _libraries(profile.libraries, told) if profile.libraries else None,
        "deciles": [_decile_table(table) for table in profile.deciles],
        **(
            {"grants": grants_section(profile.grants, _figures(profile.grants.figures, told))} if profile.grants else {}
        ),
        "near": near_section(profile.near),
        "not_known": not_known_section(profile.not_known),
        "sources": {name: source_value(name, source) for name, source in sorted(told.items())},
        "disclosure": profile_disclosure.section(profile),
        "tables": tables,
        **_further(profile),
    }
    if profile.inequality:
        machine["inequality"] = profile_inequality.inequality(
            profile.inequality, lambda figure: figure_value(figure, told)
        )
    if profile.group_sizes:
        machine["group_sizes"] = _figures(profile.group_sizes, told)
    if profile.displacement:
        machine["displacement"] = profile_displacement.displacement(
            profile.displacement, lambda figure: figure_value(figure, told)
        )
    return machine


def _further(profile: Profile) -> dict[str, Any]:
    """Give the sections that only some places have; a place without what they are made from has none of them."""
    sources, found = profile.sources, dict[str, Any]()
    if profile.cuts:
        found["cuts"] = {**cuts_value(profile.cuts), "figures": _figures(profile.cuts.figures, sources)}
    if profile.sector:
        found["sector"] = {**sector_value(profile.sector), "figures": _figures(profile.sector.figures, sources)}
    if profile.spending:
        found["spending"] = spending_section(profile.spending, _figures(profile.spending.figures, sources))
    if profile.groups:
        counts = _figures({one.code: one.bodies for one in profile.groups.voices}, sources)
        found["named_groups"] = groups_value(profile.groups, counts)
    if profile.blind_spots:
        needs = [figure_value(one.need, sources) for one in profile.blind_spots]
        found["blind_spots"] = blind_spots_value(profile.blind_spots, needs)
    return found


def _figures(figures: Mapping[str, Figure], sources: Mapping[str, Source]) -> dict[str, Any]:
    return {name: figure_value(figure, sources) for name, figure in figures.items()}


def _service(service: ServiceProfile, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "id": service.id,
        "name": service.name,
        "unit": service.unit,
        "sensitive": service.sensitive,
        "up_for_transfer": service.up_for_transfer,
        "sentence": _text(service.sentence),
        "figures": _figures(service.figures, sources),
        "conservation": {truth: _conservation(proof) for truth, proof in service.conservation.items()},
        "neighbourhoods": [_part(here, sources) for here in service.local],
        "groups": [_part(one, sources) for one in service.groups],
    }


def _part(part: PartFigures, sources: Mapping[str, Source]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": part.name,
        "need": figure_value(part.need, sources),
        "gap": figure_value(part.gap, sources),
    }
    if part.groups:
        told["groups"] = [_part(one, sources) for one in part.groups]
    return told


def _libraries(libraries: LibraryProfile, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "figures": _figures(libraries.figures, sources),
        "rows": [_library(row) for row in libraries.rows],
        "years": [
            {
                "year": year.year,
                "open": year.open,
                "closed": year.closed,
                "not_yet_open": year.not_yet_open,
                "run_by": dict(year.run_by) if year.run_by is not None else None,
                "not_recorded": year.not_recorded,
            }
            for year in libraries.years
        ],
        "comparisons": [_comparison(one) for one in libraries.comparisons],
    }


def _library(row: Library) -> dict[str, Any]:
    return {
        "name": row.name,
        "type": row.type,
        "year_opened": row.year_opened,
        "year_closed": row.year_closed,
        "run_by": {str(year): row.operation.get(year) for year in SURVEYS},
        "organisation": row.organisation or None,
        "source_row": row.row,
    }


def _comparison(one: Comparison) -> dict[str, Any]:
    return {
        "id": one.id,
        "sentence": _text(one.sentence),
        "libraries": {"before": one.libraries_before, "after": one.libraries_after},
        "concentration_index": {
            "before": plain(one.before.concentration),
            "after": plain(one.after.concentration),
        },
        "residents": {"gained": one.gained, "lost": one.lost, "lost_in_most_deprived_tenth": one.lost_most_deprived},
        "conservation": {
            "before": _conservation(one.before.conservation),
            "after": _conservation(one.after.conservation),
        },
    }


def _conservation(proof: Conservation) -> dict[str, Any]:
    return {"given": proof.given, "received": proof.received, "error": proof.error, "holds": proof.holds}


def _decile_table(table: DecileTable) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": _text(table.title),
        "unit": _text(table.unit),
        "sentence": _text(table.sentence),
        "rows": [
            {
                "decile": row.decile,
                "areas": row.areas,
                "people": row.people,
                "access": plain(row.access),
                "zero_access": plain(row.zero_access),
            }
            for row in table.rows
        ],
    }


def _tables(profile: Profile) -> Iterator[tuple[str, bytes]]:
    yield "areas", _areas_table(profile)
    columns = ("table", "decile", "areas", "people", "access", "zero_access_share")
    yield (
        "deciles",
        write_table(
            columns,
            (
                (table.id, row.decile, row.areas, row.people, cell(row.access), cell(row.zero_access))
                for table in profile.deciles
                for row in table.rows
            ),
        ),
    )
    yield "gaps", write_table(("service", "neighbourhood", *_GAP), _gap_rows(profile))
    yield (
        "services",
        write_table(("service", "figure", "value", "low", "high", "unit", "unknown_because"), _facts(profile)),
    )
    if profile.inequality:
        found = profile.inequality
        yield "inequality", write_table(profile_inequality.COLUMNS, profile_inequality.inequality_rows(found))
        yield "curves", write_table(profile_inequality.CURVE_COLUMNS, profile_inequality.curve_rows(found))
    if profile.displacement:
        rows = profile_displacement.displacement_rows(profile.displacement)
        yield "displacement", write_table(profile_displacement.COLUMNS, rows)
    yield "groups", write_table(("service", "group", *_GAP), _group_rows(profile))
    yield "groups_in_neighbourhoods", write_table(("service", "neighbourhood", "group", *_GAP), _crossed_rows(profile))
    yield "near", near_table(profile.near)
    yield "not_known", not_known_table(profile.not_known)
    if profile.libraries:
        yield from _library_tables(profile.libraries)
    if profile.grants:
        yield from grants_tables(profile.grants)
    yield from _further_tables(profile)


def _further_tables(profile: Profile) -> Iterator[tuple[str, bytes]]:
    """Give the tables that only some places have."""
    if profile.cuts:
        yield from cuts_tables(profile.cuts)
    if profile.sector:
        yield from sector_tables(profile.sector)
    if profile.spending:
        yield from spending_tables(profile.spending)
    if profile.groups:
        yield "named_groups", groups_table(profile.groups)


_GAP = ("need", "need_low", "need_high", "gap", "gap_low", "gap_high", "unknown_because")


def _areas_table(profile: Profile) -> bytes:
    """Write what is within reach of each area; a sensitive service has no column."""
    figures = [figure for figure in profile.maps if figure.id != "deprivation"]
    names = tuple(figure.id.replace("-", "_") for figure in figures)
    return write_table(
        ("code", "name", "neighbourhood", "population", "deprivation_decile", *names),
        (
            (
                area.code,
                area.name,
                area.neighbourhood,
                area.population,
                area.deprivation_decile,
                *(cell(figure.areas[k].value) for figure in figures),
            )
            for k, area in enumerate(profile.areas)
        ),
    )


def _gap_rows(profile: Profile) -> Iterator[tuple[object, ...]]:
    for service in profile.services:
        whole = service.figures["need"], service.figures["gap"]
        yield (service.id, "", *_need_and_gap(*whole))
        for here in service.local:
            yield (service.id, here.name, *_need_and_gap(here.need, here.gap))


def _group_rows(profile: Profile) -> Iterator[tuple[object, ...]]:
    for service in profile.services:
        for one in service.groups:
            yield (service.id, one.name, *_need_and_gap(one.need, one.gap))


def _crossed_rows(profile: Profile) -> Iterator[tuple[object, ...]]:
    for service in profile.services:
        for here in service.local:
            for one in here.groups:
                yield (service.id, here.name, one.name, *_need_and_gap(one.need, one.gap))


def _need_and_gap(need: Figure, gap: Figure) -> tuple[object, ...]:
    return (*cells(need), *cells(gap), unknown_because(need, gap))


def _facts(profile: Profile) -> Iterator[tuple[object, ...]]:
    for service in profile.services:
        for name, figure in service.figures.items():
            yield (service.id, name, *cells(figure), _text(figure.unit), unknown_because(figure))


def _library_tables(libraries: LibraryProfile) -> Iterator[tuple[str, bytes]]:
    codes: tuple[Operation, ...] = ("LA", "LAU", "C", "CR", "ICL")
    yield (
        "libraries_by_year",
        write_table(
            ("year", "open", "closed", "not_yet_open", *codes, "not_recorded"),
            (
                (
                    year.year,
                    year.open,
                    year.closed,
                    year.not_yet_open,
                    *((year.run_by or {}).get(code) for code in codes),
                    year.not_recorded,
                )
                for year in libraries.years
            ),
        ),
    )
    yield (
        "libraries",
        write_table(
            (
                "name",
                "type",
                "year_opened",
                "year_closed",
                *(f"run_by_{year}" for year in SURVEYS),
                "organisation",
                "source_row",
            ),
            (
                (
                    row.name,
                    row.type,
                    row.year_opened,
                    row.year_closed,
                    *(row.operation.get(year) for year in SURVEYS),
                    row.organisation,
                    row.row,
                )
                for row in libraries.rows
            ),
        ),
    )


def _text(sentence: Sentence) -> str:
    return prose(ENGLISH).text(sentence)
