"""People of small areas: where their middle is, how many they are, and what the census counted of them.

Ages, sexes and other columns about persons are never read in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from commonweal.errors import Fault, TableFaults
from commonweal.evidence.points import Point
from commonweal.formats.typed_columns import Wanted, read_columns, repeated
from commonweal.terms.sources import Source

PUBLISHER, LICENCE = "Office for National Statistics", "Open Government Licence v3.0"
Question = Literal["disability", "ethnicity", "household deprivation"]
_QUESTIONS: Mapping[str, Question] = {
    "disability": "disability",
    "ethnic_group": "ethnicity",
    "deprivation_dimensions": "household deprivation",
}
Setting = Literal["rural", "urban"]
_RURAL_URBAN: Mapping[str, Setting] = {"Rural": "rural", "rural": "rural", "Urban": "urban", "urban": "urban"}
EVERYBODY = {"Persons", "All", "All people"}
"""How a table by sex calls everybody together."""


@dataclass(frozen=True, slots=True)
class AreaCentre:
    """The middle of a small area of 2021, weighted by its people.

    Attributes:
        name: the area's name.
        point: where it is.
        people: residents at the census of 2021.
    """

    name: str
    point: Point
    people: int


@dataclass(frozen=True, slots=True, eq=False)
class CensusCounts:
    """What the census of 2021 counted by small area.

    Attributes:
        question: what was asked.
        answers: the answers, in the order in which the file first has them.
        counts: people (or households) by area and answer.
        totals: people (or households) by area.
        source: the file.
    """

    question: Question
    answers: tuple[str, ...]
    counts: Mapping[str, Mapping[str, int]]
    totals: Mapping[str, int]
    source: Source


def read_centres(path: Path) -> tuple[Mapping[str, AreaCentre], Source]:
    """Read the centres of small areas of 2021 (``lsoa21_code``, ``lsoa21_name``, ``easting``, ``northing``, ``pop21``).

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    table = read_columns(
        path,
        (
            Wanted("code", ("lsoa21_code", "LSOA21CD"), "code", unique=True),
            Wanted("name", ("lsoa21_name", "LSOA21NM"), "text"),
            Wanted("easting", ("easting", "x", "X"), "number"),
            Wanted("northing", ("northing", "y", "Y"), "number"),
            Wanted("people", ("pop21",), "count"),
        ),
    )
    names = ("code", "name", "easting", "northing", "people")
    rows = zip(*(table.cells[name] for name in names), strict=True)
    return {code: AreaCentre(name, Point(east, north), people) for code, name, east, north, people in rows}, _source(
        table.source, "2021"
    )


def read_populations(path: Path) -> tuple[Mapping[str, int], Source]:
    """Read residents by small area.

    Two forms are taken: ``lsoa11_code`` (or ``lsoa21_code``) with ``total_population``; and the mid-year estimates by
    sex, with ``area_code``, ``sex`` and ``all_ages``, whose sexes are added up and whose columns of ages are left
    unread.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once; an area that stands twice (with the same sex) is one.
    """
    table = read_columns(
        path,
        (
            Wanted("code", ("lsoa11_code", "lsoa21_code", "area_code", "LSOA21CD", "LSOA11CD"), "code"),
            Wanted("people", ("total_population", "all_ages", "Total"), "count"),
            Wanted("sex", ("sex", "Sex"), "text", needed=False),
            Wanted("date", ("period", "date"), "text", needed=False),
        ),
    )
    cells = table.cells
    sexes = cells.get("sex", ("",) * len(table.rows))
    faults = list(repeated(table, "code", "sex"))
    if faults:
        raise TableFaults(*faults, file=path.name)
    together = EVERYBODY & set(sexes)
    found: dict[str, int] = {}
    for code, sex, people in zip(cells["code"], sexes, cells["people"], strict=True):
        if not together or sex in together:
            found[code] = found.get(code, 0) + people
    dates = sorted(set(cells.get("date", ())))
    return found, _source(table.source, ", ".join(dates))


def read_rural_urban(path: Path) -> tuple[Mapping[str, Setting], Source]:
    """Read whether each small area of 2021 is rural or urban (``lsoa21_code``, ``ruc``).

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    table = read_columns(
        path,
        (
            Wanted("code", ("lsoa21_code", "LSOA21CD"), "code", unique=True),
            Wanted("kind", ("ruc", "Urban_rural_flag"), "text"),
        ),
    )
    faults: list[Fault] = []
    found: dict[str, Setting] = {}
    for row, code, kind in zip(table.rows, table.cells["code"], table.cells["kind"], strict=True):
        if kind in _RURAL_URBAN:
            found[code] = _RURAL_URBAN[kind]
        else:
            faults.append(
                Fault("{text} is neither Rural nor Urban", {"text": kind}, path.name, row, table.headers["kind"])
            )
    if faults:
        raise TableFaults(*faults, file=path.name)
    return found, _source(table.source, "2021")


def read_census_counts(path: Path) -> CensusCounts:
    """Read disability, ethnicity or household deprivation by small area of 2021: a row for each area and answer.

    Its columns are ``lsoa21_code``, ``n``, ``total_residents`` (or ``total_households``), and ``disability``,
    ``ethnic_group`` or ``deprivation_dimensions``.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once; an area with the same answer twice, or more people than its total, is
            one.
    """
    questions = tuple(Wanted(name, (name,), "text", needed=False) for name in _QUESTIONS)
    table = read_columns(
        path,
        (
            Wanted("code", ("lsoa21_code",), "code"),
            Wanted("people", ("n",), "count"),
            Wanted("total", ("total_residents", "total_households"), "count"),
            *questions,
        ),
    )
    asked = [name for name in _QUESTIONS if name in table.cells]
    if len(asked) != 1:
        what = Fault("it must have one column of answers: {columns}", {"columns": ", ".join(_QUESTIONS)}, path.name)
        raise TableFaults(what, file=path.name)
    cells = table.cells
    faults = list(repeated(table, "code", asked[0]))
    counts: dict[str, dict[str, int]] = {}
    totals: dict[str, int] = {}
    rows = zip(table.rows, cells["code"], cells[asked[0]], cells["people"], cells["total"], strict=True)
    for row, code, answer, people, total in rows:
        counts.setdefault(code, {})[answer] = people
        if totals.setdefault(code, total) != total:
            faults.append(Fault("{code} has another total before", {"code": code}, path.name, row, "n"))
        if people > total:
            faults.append(Fault("more people than the area has: {people}", {"people": people}, path.name, row, "n"))
    if faults:
        raise TableFaults(*faults, file=path.name)
    answers = tuple(dict.fromkeys(cells[asked[0]]))
    return CensusCounts(_QUESTIONS[asked[0]], answers, counts, totals, _source(table.source, "2021"))


def _source(source: Source, date: str) -> Source:
    return Source(source.file, source.sha256, PUBLISHER, LICENCE, date)
