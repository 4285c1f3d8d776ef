"""A profile as it was published: its figures with their sources, its maps and its tables by tenth of deprivation."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from commonweal.charts.area_map import area_map
from commonweal.charts.deciles import decile_chart, tenths
from commonweal.charts.picture import Picture
from commonweal.evidence.pictures import AreaMap, AreaValue, DecileRow, DecileTable
from commonweal.evidence.publishing import TOO_FEW
from commonweal.formats.boundaries import FILE as BOUNDARIES
from commonweal.formats.boundaries import Shape
from commonweal.formats.prose import prose
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown
from commonweal.web.reads import stored
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.shown import Figure, Said, plain
from commonweal.web.reads.stored import Stored

AREAS = "tables/areas.csv"
_NOT_KNOWN = say("not known")


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A small area as the published table of areas has it: its neighbourhood, residents, national tenth and name."""

    neighbourhood: str
    population: int
    deprivation_decile: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Profiled:
    """A profile as it was published.

    Attributes:
        folder: the folder as it is kept.
        told: its ``profile.json``.
    """

    folder: Stored
    told: Mapping[str, Any]

    @property
    def services(self) -> list[Mapping[str, Any]]:
        """Its services, in the order of ``services.csv``."""
        return list(self.told["services"])

    def service(self, name: str) -> Mapping[str, Any] | None:
        """Give a service by its id."""
        return next((one for one in self.services if one["id"] == name), None)

    def deciles(self, name: str) -> DecileTable | None:
        """Give a table by tenth of deprivation by its name."""
        found = next((one for one in self.told["deciles"] if one["id"] == name), None)
        return _deciles(found) if found else None

    def small_areas(self) -> tuple[AreaRow, ...]:
        """Give each small area, as far as who lives where is asked."""
        rows = _rows(self.folder.digest, self.folder.files[AREAS])
        return tuple(
            AreaRow(row["neighbourhood"], int(row["population"]), int(row["deprivation_decile"]), row["name"])
            for row in rows
        )

    def known_of(self, column: str) -> tuple[int, int]:
        """Give in how many areas a column of their table is known, and of how many."""
        rows = _rows(self.folder.digest, self.folder.files[AREAS])
        return sum(not isinstance(_value(row.get(column, "")), Unknown) for row in rows), len(rows)

    def least_within_reach(self, column: str) -> list[str]:
        """Give the neighbourhoods by the mean of a column of the areas' table, the least first; those known alone."""
        known: dict[str, list[float]] = {}
        for row in _rows(self.folder.digest, self.folder.files[AREAS]):
            value = _value(row.get(column, ""))
            if not isinstance(value, Unknown):
                known.setdefault(row["neighbourhood"], []).append(value)
        return sorted(known, key=lambda name: (sum(known[name]) / len(known[name]), name))

    def map_of(self, name: str, *, title: Sentence, unit: Sentence, sentence: Sentence, better: bool) -> AreaMap | None:
        """Give the map of a column of the areas' table; None where there is no such column.

        Args:
            name: the column.
            title: what is found.
            unit: of the figures.
            sentence: what is to be seen.
            better: whether a higher figure is a better one.
        """
        rows = _rows(self.folder.digest, self.folder.files[AREAS])
        if not rows or name not in rows[0]:
            return None
        areas = tuple(AreaValue(row["code"], row["name"], row["neighbourhood"], _value(row[name])) for row in rows)
        return AreaMap(name.replace("_", "-"), title, unit, sentence, areas, better, whole=name == "deprivation_decile")


def newest() -> Profiled | None:
    """Give the profile that holds, or None where none was published."""
    folder = stored.profile()
    return Profiled(folder, json.loads(folder.files["profile.json"])) if folder else None


def anchor(*names: str) -> str:
    """Give the anchor of a file or figure on the page of sources.

    Examples:
        >>> anchor("advice", "gap:no provider")
        'advice-gap-no-provider'
    """
    return re.sub(r"[^a-z0-9]+", "-", "-".join(names).lower()).strip("-")


def opens(*names: str) -> str:
    """Give the address at which a figure opens to its source."""
    return f"/sources/#figure-{anchor(*names)}"


def slugs(found: Profiled) -> Mapping[str, str]:
    """Give the end of each neighbourhood's address by its name, in the order of the areas' table.

    A name without a letter of the Latin alphabet, and one that would be written as another, gets a number.
    """
    taken: dict[str, str] = {}
    for name in dict.fromkeys(area.neighbourhood for area in found.small_areas()):
        wanted = anchor(name) or "neighbourhood"
        slug, number = wanted, 2
        while slug in taken.values():
            slug, number = f"{wanted}-{number}", number + 1
        taken[name] = slug
    return taken


def amount(figure: Mapping[str, Any], form: str = "") -> Said:
    """Write a published figure with its interval, or say that it is not known."""
    value, low, high = (figure.get(name) for name in ("value", "low", "high"))
    if value is None:
        return say("not known: {reason}", reason=str(figure.get("unknown_because", ""))) if figure else _NOT_KNOWN
    if low is not None and high is not None and (low, high) != (value, value):
        best, least, most = (in_form(one, form) for one in (value, low, high))
        return say("{value} ({low} to {high})", value=best, low=least, high=most)
    return in_form(value, form)


def in_form(value: Any, form: str) -> Sentence:
    """Write a bare figure: ``form`` as in a message, such as ``:percent1``, or "" for its own."""
    return say(f"{{value{form}}}", value=value)


def shown_figure(figure: Mapping[str, Any], label: Sentence, source: str, form: str = "") -> Figure:
    """Set a published figure among those that matter."""
    value = figure.get("value")
    written = _NOT_KNOWN if value is None else in_form(value, form)
    return Figure(written, label, source)


def map_picture(found: Profiled, shown: AreaMap) -> Picture | None:
    """Draw a map; None where the place has published no boundaries."""
    shapes = area_shapes(found)
    if shapes is None:
        return None
    leads = {name: f"/neighbourhoods/{slug}/" for name, slug in slugs(found).items()}
    return drawn_once(
        found.folder.digest, f"map-{shown.id}", lambda: area_map(shown, shapes, prose().text, leads=leads)
    )


def area_shapes(found: Profiled) -> Mapping[str, Shape] | None:
    """Give the shape of each area by its code; None where the place has published no boundaries."""
    data = found.folder.files.get(BOUNDARIES)
    return _shapes(found.folder.digest, data) if data else None


def area_names(found: Profiled) -> Mapping[str, tuple[str, str]]:
    """Give the name and the neighbourhood of each area by its code."""
    rows = _rows(found.folder.digest, found.folder.files[AREAS])
    return {row["code"]: (row["name"], row["neighbourhood"]) for row in rows}


def decile_picture(found: Profiled, table: DecileTable) -> tuple[Picture, ...]:
    """Draw a table by tenth of deprivation: its sentence is the finding, its ends are told beneath.

    There is nothing to draw where fewer than two tenths are known.
    """
    known = [row for row in table.rows if not isinstance(row.access, Unknown)]
    if len(known) < 2:
        return ()
    shown = tenths(table)
    told = replace(shown, title=table.sentence, sentence=_ends(table, known, shown.form))
    return (drawn_once(found.folder.digest, f"deciles-{table.id}", lambda: decile_chart(told, prose().text)),)


def _ends(table: DecileTable, known: Sequence[DecileRow], form: str) -> Sentence:
    return say(
        "From {first} in tenth {poor} to {last} in tenth {rich} (1 is the most deprived): {unit}.",
        first=in_form(_number(known[0].access), f":{form}"),
        poor=known[0].decile,
        last=in_form(_number(known[-1].access), f":{form}"),
        rich=known[-1].decile,
        unit=table.unit,
    )


def _number(value: float | Unknown) -> float:
    return 0.0 if isinstance(value, Unknown) else value


@lru_cache(maxsize=2)
def _rows(digest: str, data: bytes) -> Sequence[Mapping[str, str]]:
    del digest
    return tuple(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


@lru_cache(maxsize=2)
def _shapes(digest: str, data: bytes) -> Mapping[str, Shape]:
    """Read back the shapes that were published with a profile: MultiPolygons, each with its area's code."""
    del digest
    return {
        feature["properties"]["code"]: tuple(
            tuple(tuple((x, y) for x, y in ring) for ring in polygon) for polygon in feature["geometry"]["coordinates"]
        )
        for feature in json.loads(data)["features"]
    }


def _value(cell: str) -> float | Unknown:
    if cell in {"", "*"}:
        return TOO_FEW if cell else Unknown("not known")
    return float(cell)


def _deciles(table: Mapping[str, Any]) -> DecileTable:
    def known(value: float | None) -> float | Unknown:
        return Unknown("not known") if value is None else value

    rows = tuple(
        DecileRow(row["decile"], row["areas"], row["people"], known(row["access"]), known(row["zero_access"]))
        for row in table["rows"]
    )
    return DecileTable(table["id"], plain(table["title"]), plain(table["unit"]), plain(table["sentence"]), rows)
