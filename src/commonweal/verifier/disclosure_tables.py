"""Counts of people wherever a profile says them again, in its tables and of its groups: never what it hides."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .cells import rows as table_rows
from .disclosure import HIDDEN
from .reading import Folder

SERVICES, GAPS, GROUPS = "tables/services.csv", "tables/gaps.csv", "tables/groups.csv"
CROSSED = "tables/groups_in_neighbourhoods.csv"
COUNTS = ("need", "gap")
COLUMNS = {"": "value", "_low": "low", "_high": "high"}


def wrong_tables(folder: Folder, told: Any) -> Iterator[tuple[str, str]]:
    """Find counts that a table, or a group, states otherwise than the figures of the services; each with its file.

    Args:
        folder: the profile.
        told: its ``profile.json``.
    """
    for service in told["services"]:
        whole = {"name": "", **{name: service["figures"][name] for name in COUNTS}}
        yield from _parts(folder, GAPS, "neighbourhood", service, [whole, *service["neighbourhoods"]])
        yield from _parts(folder, GROUPS, "group", service, service["groups"])
        crossed = [one for here in service["neighbourhoods"] for one in here.get("groups", ())]
        yield from _parts(folder, CROSSED, "group in a neighbourhood", service, crossed)
        yield from _figures(folder, service)
    needed = [service["figures"]["need"] for service in told["services"]]
    needed += [one["need"] for service in told["services"] for one in service["groups"]]
    shown = {figure["value"] for figure in needed} | {None}
    for name, figure in told.get("group_sizes", {}).items():
        if figure["value"] not in shown:
            yield "profile.json", f"the size of {name} is no count that a service shows"
    for spot in told.get("blind_spots", ()):
        if spot["need"]["value"] not in shown:
            yield "profile.json", f"the blind spot of {spot['group']} is no count that its service shows"


def _parts(
    folder: Folder, file: str, column: str, service: Any, parts: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    if file not in folder:
        return
    found = [row for row in table_rows(folder, file) if row["service"] == service["id"]]
    if len(found) != len(parts):
        yield file, f"it does not have a row for each {column} of {service['name']}"
        return
    for row, part in zip(found, parts, strict=True):
        for name in COUNTS:
            for end, key in COLUMNS.items():
                if not _same(row[f"{name}{end}"], part[name].get(key)):
                    yield file, f"{name}{end} of {service['name']}, {part['name'] or 'the whole place'}, is another"


def _figures(folder: Folder, service: Any) -> Iterator[tuple[str, str]]:
    for row in table_rows(folder, SERVICES):
        if row["service"] == service["id"]:
            figure = service["figures"][row["figure"]]
            if not all(_same(row[key], figure.get(key)) for key in COLUMNS.values()):
                yield SERVICES, f"{row['figure']} of {service['name']} is another"


def _same(cell: str, value: float | None) -> bool:
    """Say whether a cell states a figure: one that is hidden or not known has a mark or nothing, never a number."""
    if value is None or cell in {"", HIDDEN}:
        return value is None and cell in {"", HIDDEN}
    return float(cell) == value
