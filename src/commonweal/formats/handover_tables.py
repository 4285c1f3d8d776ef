"""The CSV tables of a place's ``handover/`` folder, read and written; every column says its unit.

``docs/handover.md`` lists the files and columns.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from commonweal.errors import Fault, FileMissing, TableFaults, nearest
from commonweal.formats import devolved_tables
from commonweal.formats.condition_tables import condition_rows, read_conditions, write_conditions
from commonweal.formats.consortia_table import consortia_faults
from commonweal.formats.running_table import read_running, running_faults, running_rows, write_running
from commonweal.formats.table_folder import QUARTER, SHARE, numbered, read_gathering
from commonweal.formats.tables import AMOUNT, YES_NO, Column, Table, write_table
from commonweal.handover.inputs import (
    DEFAULTS,
    FundRow,
    HandoverTables,
    LocalityRow,
    OfferRow,
    ProviderRow,
    Setting,
    TransferRow,
)
from commonweal.terms.sentences import key

FILES = ("services", "levels", "providers", "offers", "neighbourhoods", "funds", "parameters")
"""The tables, in the order they are read; ``parameters`` may be absent."""
OPTIONAL = ("parameters", *devolved_tables.FILES)

_LISTS = (("providers", "organisation"), ("services", "service"))


def columns(services: Iterable[str], organisations: Iterable[str], neighbourhoods: Iterable[str]) -> dict[str, Any]:
    """Give each table's columns, given the ids and names that exist in the place."""
    known = {"service": set(services), "organisation": set(organisations), "neighbourhood": set(neighbourhoods)}

    def named(name: str, *, unique: bool = False) -> Column:
        return Column(name, unique=unique, among=known[name])

    return {
        "services": (
            named("service", unique=True),
            Column("protected", *YES_NO),
            Column("unit_cost_gbp_per_quarter", *AMOUNT),
        ),
        "levels": (named("service"), Column("quarter", *QUARTER), Column("level_share", *SHARE)),
        "providers": (
            named("organisation", unique=True),
            Column("capacity_units", *AMOUNT),
            Column("ready_from_quarter", *QUARTER),
            Column("willing", *YES_NO),
            Column("grant_dependence_share", *SHARE),
            Column("missing_for_readiness", needed=False),
        ),
        "offers": (
            named("organisation"),
            named("service"),
            named("neighbourhood"),
            Column("quality_share", *SHARE),
            Column("price_per_unit", *AMOUNT),
            Column("volunteer_share", *SHARE),
        ),
        "neighbourhoods": (
            named("neighbourhood", unique=True),
            Column("deprivation_weight", *AMOUNT),
            Column("social_action_units", *AMOUNT),
            Column("spend_base_units", *AMOUNT),
            Column("volunteer_hours_per_quarter", *AMOUNT),
        ),
        "funds": (
            Column("quarter", *QUARTER, unique=True),
            Column("statutory_budget_gbp", *AMOUNT),
            Column("devolved_grant_gbp", *AMOUNT),
        ),
        "parameters": (
            Column("name", unique=True),
            Column("value", *AMOUNT),
            Column("least", *AMOUNT),
            Column("most", *AMOUNT),
            Column("source"),
        ),
        **devolved_tables.COLUMNS,
    }


def read_handover(
    folder: Path,
    services: Collection[str],
    organisations: Collection[str],
    neighbourhoods: Collection[str],
) -> HandoverTables:
    """Read a place's ``handover/`` folder.

    Args:
        folder: the folder that holds the tables.
        services: ids of those that may be handed over.
        organisations: ids of the place's bodies.
        neighbourhoods: names of the place's.

    Raises:
        FileMissing: where there is no such folder.
        TableFaults: with every fault of every table, each with its file, line and column.
    """
    if not folder.is_dir():
        raise FileMissing(kind="folder", path=folder)
    shapes = columns(services, organisations, neighbourhoods)
    faults: list[Fault] = []
    tables = {
        name: read_gathering(folder / f"{name}.csv", shapes[name], faults, needed=name not in OPTIONAL)
        for name in (*FILES, *devolved_tables.FILES)
    }
    known = {"service": services, "organisation": organisations, "neighbourhood": neighbourhoods}
    running = read_running(folder, known, faults)
    if not faults:
        faults.extend(_joint_faults(tables, neighbourhoods))
    quarters = [row["quarter"] for row, _ in numbered(tables, "funds")]
    optional = read_conditions(folder, neighbourhoods, quarters, faults)
    offered = [(row["organisation"], row["service"], row["neighbourhood"]) for row, _ in numbered(tables, "offers")]
    if not faults:
        bodies, transfers = ({row[name] for row, _ in numbered(tables, file)} for file, name in _LISTS)
        faults.extend(running_faults(running, bodies, transfers, offered))
    faults.extend(consortia_faults(folder, organisations, offered))
    if faults:
        # A place has a services.csv beside handover/services.csv.
        raise TableFaults(*(replace(one, file=f"{folder.name}/{one.file}") for one in faults), file=folder.name)
    return replace(_tables(tables), conditions=condition_rows(optional), running=running_rows(running))


def _joint_faults(tables: Mapping[str, Table | None], neighbourhoods: Collection[str]) -> Iterator[Fault]:
    yield from _fund_faults(tables)
    yield from _level_faults(tables)
    yield from _offer_faults(tables)
    yield from _parameter_faults(tables)
    yield from devolved_tables.devolved_faults(tables)
    described = {row["neighbourhood"] for row, _ in numbered(tables, "neighbourhoods")}
    for name in sorted(set(neighbourhoods) - described):
        yield Fault("{name} has no row", {"name": name}, "neighbourhoods.csv", None, "neighbourhood")


def _fund_faults(tables: Mapping[str, Table | None]) -> Iterator[Fault]:
    before = None
    for row, at in numbered(tables, "funds"):
        if before is not None and row["quarter"] - before != 1:
            figures = {"quarter": str(row["quarter"]), "before": str(before)}
            yield Fault("{quarter} does not follow {before}", figures, at.file, at.line, "quarter")
        before = row["quarter"]
    if before is None:
        yield Fault("the table has no rows", {}, "funds.csv")


def _level_faults(tables: Mapping[str, Table | None]) -> Iterator[Fault]:
    quarters = [row["quarter"] for row, _ in numbered(tables, "funds")]
    transfers = [row["service"] for row, _ in numbered(tables, "services")]
    seen = set()
    for row, at in numbered(tables, "levels"):
        pair = (row["service"], row["quarter"])
        figures = {"service": row["service"], "quarter": str(row["quarter"])}
        if pair in seen:
            yield Fault("{service} has a level for {quarter} already", figures, at.file, at.line, "quarter")
        elif row["quarter"] not in quarters:
            yield Fault("{quarter} is not a quarter of funds.csv", figures, at.file, at.line, "quarter")
        elif row["service"] not in transfers:
            yield Fault("{service} is not in the services up for transfer", figures, at.file, at.line, "service")
        seen.add(pair)
    for service in transfers:
        for quarter in quarters:
            if (service, quarter) not in seen:
                figures = {"service": service, "quarter": str(quarter)}
                yield Fault("{service} has no level for {quarter}", figures, "levels.csv", None, "quarter")


def _offer_faults(tables: Mapping[str, Table | None]) -> Iterator[Fault]:
    providers = {row["organisation"] for row, _ in numbered(tables, "providers")}
    transfers = {row["service"] for row, _ in numbered(tables, "services")}
    first: dict[tuple[str, str, str], int | None] = {}
    for row, at in numbered(tables, "offers"):
        offer = (row["organisation"], row["service"], row["neighbourhood"])
        if first.setdefault(offer, at.line) != at.line:
            yield Fault("this offer stands already at line {first}", {"first": first[offer]}, at.file, at.line)
        if row["organisation"] not in providers:
            what = key("{name} has no row in providers.csv")
            yield Fault(what, {"name": row["organisation"]}, at.file, at.line, "organisation")
        if row["service"] not in transfers:
            what = key("{name} is not in the services up for transfer")
            yield Fault(what, {"name": row["service"]}, at.file, at.line, "service")


def _parameter_faults(tables: Mapping[str, Table | None]) -> Iterator[Fault]:
    for row, at in numbered(tables, "parameters"):
        if row["name"] not in DEFAULTS:
            figures = {"name": row["name"], "nearest": nearest(row["name"], DEFAULTS)}
            yield Fault("there is no parameter called {name}{nearest}", figures, at.file, at.line, "name")
        elif row["name"].endswith("quarters") and row["value"].denominator != 1:
            figures = {"text": str(row["value"])}
            yield Fault("{text} is not a whole number of quarters", figures, at.file, at.line, "value")
        if not row["least"] <= row["value"] <= row["most"]:
            yield Fault("the value is not between least and most", {}, at.file, at.line, "value")


def _tables(tables: Mapping[str, Table | None]) -> HandoverTables:
    levels = {(row["service"], row["quarter"]): row["level_share"] for row, _ in numbered(tables, "levels")}
    funds = tuple(
        FundRow(row["quarter"], row["statutory_budget_gbp"], row["devolved_grant_gbp"])
        for row, _ in numbered(tables, "funds")
    )
    return HandoverTables(
        transfers=tuple(
            TransferRow(
                row["service"],
                row["protected"],
                row["unit_cost_gbp_per_quarter"],
                tuple(levels[row["service"], fund.quarter] for fund in funds),
            )
            for row, _ in numbered(tables, "services")
        ),
        providers=tuple(
            ProviderRow(
                row["organisation"],
                row["capacity_units"],
                row["ready_from_quarter"],
                row["willing"],
                row["grant_dependence_share"],
                row["missing_for_readiness"] or "",
            )
            for row, _ in numbered(tables, "providers")
        ),
        offers=tuple(OfferRow(*row.values()) for row, _ in numbered(tables, "offers")),
        localities=tuple(LocalityRow(*row.values()) for row, _ in numbered(tables, "neighbourhoods")),
        funds=funds,
        settings=tuple(Setting(*row.values()) for row, _ in numbered(tables, "parameters")),
        blended=devolved_tables.devolved_values(tables),
    )


def write_handover(tables: HandoverTables) -> Mapping[str, bytes]:
    """Write a place's ``handover/`` folder: the bytes of each file by its name.

    Parameters that the tables do not name are written with their defaults, for whoever opens the file to see.
    """
    shapes = columns((), (), ())
    given = {setting.name: setting for setting in tables.settings}
    settings = [given.get(name, default) for name, default in DEFAULTS.items()]
    rows: dict[str, list[tuple[object, ...]]] = {
        "services": [(row.service, row.protected, row.unit_cost_gbp) for row in tables.transfers],
        "levels": [
            (row.service, str(fund.quarter), level)
            for row in tables.transfers
            for fund, level in zip(tables.funds, row.levels, strict=True)
        ],
        "providers": [
            (
                row.organisation,
                row.capacity_units,
                str(row.ready_from),
                row.willing,
                row.grant_dependence,
                row.missing or None,
            )
            for row in tables.providers
        ],
        "offers": [
            (row.organisation, row.service, row.neighbourhood, row.quality, row.price, row.volunteer_share)
            for row in tables.offers
        ],
        "neighbourhoods": [
            (
                row.neighbourhood,
                row.deprivation_weight,
                row.social_action_units,
                row.spend_base_units,
                row.volunteer_hours,
            )
            for row in tables.localities
        ],
        "funds": [(str(row.quarter), row.statutory_budget_gbp, row.devolved_grant_gbp) for row in tables.funds],
        "parameters": [(row.name, row.value, row.least, row.most, row.source) for row in settings],
    }
    rows |= devolved_tables.devolved_rows(tables.blended)
    files = {f"{name}.csv": write_table([column.name for column in shapes[name]], rows[name]) for name in rows}
    return {**files, **write_conditions(tables.conditions), **write_running(tables.running)}
