"""The tables of a place's ``costing/`` folder: budgets, uplifts, rates and options, read whole or refused.

``docs/full-cost.md`` lists the files and columns. Tables of options are in :mod:`commonweal.formats.option_tables`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonweal.delivery.budget import Budget, CostLine, Income, OnCost, Overhead, StaffLine, Uplifts
from commonweal.delivery.full_cost import FullCost, full_cost, wage_of
from commonweal.delivery.options import Comparison
from commonweal.delivery.rates import Rate, areas
from commonweal.errors import CommonwealError, Fault, FileMissing, RateMissing
from commonweal.formats import option_tables
from commonweal.formats.rates_table import FILE, joined, read_rates
from commonweal.formats.table_folder import DAY, NUMBER_OF_YEARS, YEAR, Row, TableFolder, at
from commonweal.formats.tables import AMOUNT, EXACT, SUM, SUM_OR_0, YES_NO, Column
from commonweal.terms.sentences import key

FOLDER = "costing"
LINE_KINDS = ("direct", "volunteer expenses", "one-off")
PAYS = ("price", "grant", "fills the gap")
BUDGET_FILES = ("budget_staff", "budget_on_costs", "budget_lines", "budget_overheads", "budget_income")


@dataclass(frozen=True, slots=True)
class Costing:
    """A place's ``costing/`` folder as values.

    Attributes:
        budgets: in the order of their file.
        uplifts: by how much prices and pay are taken to rise.
        rates: records of wage rates: the packaged ones, and the place's own.
        comparisons: options for services, in the order of their file.
    """

    budgets: tuple[Budget, ...]
    uplifts: Uplifts
    rates: tuple[Rate, ...]
    comparisons: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the tables of a place may name.

    Attributes:
        services: ids.
        organisations: ids.
        neighbourhoods: names.
    """

    services: Collection[str] = ()
    organisations: Collection[str] = ()
    neighbourhoods: Collection[str] = ()


def budget_columns(
    known: Known, budgets: Collection[str], indices: Collection[str], wage_areas: Collection[str]
) -> Mapping[str, tuple[Column, ...]]:
    """Give the columns of each table of budgets, given the names that exist."""
    budget = Column("budget", among=budgets)
    uplift = Column("uplift", needed=False, among=indices)
    year = Column("year", *YEAR, needed=False)
    return {
        "budgets": (
            Column("id", unique=True),
            Column("title"),
            Column("first_day", *DAY),
            Column("years", *NUMBER_OF_YEARS),
            Column("living_wage_area", among=wage_areas),
            Column("living_wage_uplift", needed=False, among=indices),
            Column("organisation", needed=False, among=known.organisations),
            Column("service", needed=False, among=known.services),
        ),
        "budget_staff": (
            budget,
            Column("line"),
            Column("hours_per_week", *AMOUNT),
            Column("weeks_per_year", *AMOUNT),
            Column("pay_pounds_per_hour", *SUM),
            uplift,
        ),
        "budget_on_costs": (
            budget,
            Column("name"),
            Column("share_of_wages", *AMOUNT),
            Column("source"),
            Column("line", needed=False),
        ),
        "budget_lines": (
            budget,
            Column("line"),
            Column("kind", among=LINE_KINDS),
            Column("paid_back", needed=False, among=("actual", "flat")),
            Column("amount_pounds_per_year", *SUM_OR_0),
            year,
            uplift,
            Column("source"),
        ),
        "budget_overheads": (
            budget,
            Column("line"),
            Column("method"),
            Column("share", *AMOUNT, needed=False),
            Column("share_of", needed=False, among=("staff", "direct")),
            Column("amount_pounds_per_year", *SUM_OR_0, needed=False),
            uplift,
        ),
        "budget_income": (
            budget,
            Column("payer"),
            Column("pays", among=PAYS),
            Column("amount_pounds_per_year", *SUM_OR_0),
            Column("agreed", *YES_NO),
            year,
        ),
    }


UPLIFT_COLUMNS = (Column("index"), Column("year", *YEAR), Column("share", *EXACT), Column("source"))
_TOGETHER = {"budget_staff": ("budget", "line"), "budget_on_costs": ("budget", "name", "line")}


def read_costing(folder: Path, known: Known) -> Costing:
    """Read a place's ``costing/`` folder.

    Args:
        folder: the folder that holds the tables; any of them may be absent.
        known: what the tables may name.

    Raises:
        FileMissing: where there is no such folder.
        TableFaults: with every fault of every table, each with its file, line and column.
    """
    if not folder.is_dir():
        raise FileMissing(kind="folder", path=folder)
    reading = TableFolder(folder)
    rates = _rates(reading)
    reading.read("uplifts", UPLIFT_COLUMNS, ("index", "year"))
    budget_ids = reading.names("budgets", "id")
    shapes = budget_columns(known, budget_ids, reading.names("uplifts", "index"), areas(rates))
    for name, columns in shapes.items():
        reading.read(name, columns, _TOGETHER.get(name, ()))
    option_tables.read(reading, known.services, known.neighbourhoods, budget_ids)
    reading.check(_budget_faults(reading))
    uplifts = _uplifts(reading)
    budgets = tuple(_budget(row, reading) for row, _ in reading.rows("budgets")) if not reading.faults else ()
    reading.check(_index_faults(budgets, uplifts, rates))
    reading.check(option_tables.faults(reading, budgets, uplifts))
    reading.refuse()
    costs = {budget.id: full_cost(budget, uplifts, rates) for budget in budgets}
    return Costing(budgets, uplifts, rates, option_tables.comparisons(reading, costs))


def costs_of(costing: Costing) -> tuple[FullCost, ...]:
    """Work out the full cost of every budget of a place."""
    return tuple(full_cost(budget, costing.uplifts, costing.rates) for budget in costing.budgets)


def _rates(reading: TableFolder) -> tuple[Rate, ...]:
    if not (reading.folder / FILE).is_file():
        return joined(())
    try:
        return joined(read_rates(reading.folder / FILE))
    except CommonwealError as refused:
        reading.faults.extend(refused.faults)
        return joined(())


def _budget_faults(reading: TableFolder) -> Iterator[Fault]:
    if not reading.has("budgets"):
        for name in BUDGET_FILES:
            if reading.has(name):
                yield Fault("the file is missing, and {name} belongs to it", {"name": f"{name}.csv"}, "budgets.csv")
        return
    for row, place in reading.rows("budgets"):
        if not 1900 <= row["first_day"].year <= 2900:
            yield at(place, key("{year} is not a year such as 2026"), {"year": str(row["first_day"].year)}, "first_day")
        if (row["first_day"].month, row["first_day"].day) == (2, 29):
            yield at(place, key("no year begins on 29 February: it does not come every year"), {}, "first_day")
    yield from _year_faults(reading)
    yield from _staff_faults(reading)
    yield from _line_faults(reading)
    yield from _overhead_faults(reading)


def _year_faults(reading: TableFolder) -> Iterator[Fault]:
    budgets = {row["id"]: row for row, _ in reading.rows("budgets")}
    for name in ("budget_lines", "budget_income"):
        for row, place in reading.rows(name):
            begins, years = budgets[row["budget"]]["first_day"].year, budgets[row["budget"]]["years"]
            if row["year"] is not None and not begins <= row["year"] < begins + years:
                figures = {"year": str(row["year"]), "first": str(begins), "last": str(begins + years - 1)}
                what = key("{year} is not a year of the budget: they begin in {first} to {last}")
                yield at(place, what, figures, "year")


def _staff_faults(reading: TableFolder) -> Iterator[Fault]:
    lines = {(row["budget"], row["line"]) for row, _ in reading.rows("budget_staff")}
    for row, place in reading.rows("budget_staff"):
        for column, most in (("weeks_per_year", 53), ("hours_per_week", 100_000)):
            if row[column] > most:
                yield at(place, key("this is more than {most}"), {"most": most}, column)
    for row, place in reading.rows("budget_on_costs"):
        if row["line"] is not None and (row["budget"], row["line"]) not in lines:
            yield at(place, key("{line} is no line of budget_staff.csv"), {"line": row["line"]}, "line")


def _line_faults(reading: TableFolder) -> Iterator[Fault]:
    for row, place in reading.rows("budget_lines"):
        if row["kind"] == "volunteer expenses" and row["paid_back"] != "actual":
            what = key(
                "volunteers are paid back what they actually spent, so this must say actual; a flat sum can make them "
                "workers who are owed a wage"
            )
            yield at(place, what, {}, "paid_back")
        elif row["kind"] != "volunteer expenses" and row["paid_back"] is not None:
            yield at(place, key("only volunteers' expenses are paid back"), {}, "paid_back")
        if row["kind"] == "one-off" and row["year"] is None:
            yield at(place, key("a cost that comes once needs the year it comes in"), {}, "year")


def _overhead_faults(reading: TableFolder) -> Iterator[Fault]:
    for row, place in reading.rows("budget_overheads"):
        share, stated = row["share"] is not None, row["amount_pounds_per_year"] is not None
        if share == stated:
            yield at(place, key("an overhead is either a share or a sum: fill in one of the two"), {}, "share")
        elif share and row["share_of"] is None:
            yield at(place, key("say what the share is of: staff or direct"), {}, "share_of")
        if share and row["uplift"] is not None:
            yield at(place, key("a share rises with what it is of; it has no uplift of its own"), {}, "uplift")


def _index_faults(budgets: Collection[Budget], uplifts: Uplifts, rates: Collection[Rate]) -> Iterator[Fault]:
    for (index, year), share in uplifts.shares.items():
        if share <= -1:
            figures = {"index": index, "year": str(year)}
            yield Fault("{index} falls by all there is in {year}", figures, "uplifts.csv", None, "share")
    for budget in budgets:
        lacking = {
            (index, year)
            for index in budget.indices - {budget.wage_uplift}
            for year in budget.calendar_years[1:]
            if (index, year) not in uplifts.shares
        }
        yield from (_lacking(budget, index, year) for index, year in sorted(lacking))
        yield from _wage_faults(budget, uplifts, rates)


def _wage_faults(budget: Budget, uplifts: Uplifts, rates: Collection[Rate]) -> Iterator[Fault]:
    for year in budget.calendar_years:
        try:
            wage_of(budget, uplifts, rates, year)
        except KeyError as lacking:
            yield _lacking(budget, *lacking.args[0])
            return
        except RateMissing:
            figures = {"area": budget.wage_area, "day": budget.last_day(year).isoformat()}
            what = key("no real living wage for {area} is known that was due by {day}: add it to rates.csv")
            yield Fault(what, figures, "budgets.csv", None, "living_wage_area")
            return


def _lacking(budget: Budget, index: str, year: int) -> Fault:
    figures = {"index": index, "year": str(year), "budget": budget.id}
    return Fault("{index} has no row for {year}, which the budget {budget} needs", figures, "uplifts.csv", None, "year")


def _uplifts(reading: TableFolder) -> Uplifts:
    shares, sources = {}, dict[str, dict[str, None]]()
    for row, _ in reading.rows("uplifts"):
        shares[row["index"], row["year"]] = row["share"]
        sources.setdefault(row["index"], {})[row["source"]] = None
    return Uplifts(shares, {index: tuple(told) for index, told in sources.items()})


def _budget(row: Row, reading: TableFolder) -> Budget:
    def own(name: str) -> Iterator[dict[str, Any]]:
        for line, _ in reading.rows(name):
            if line["budget"] == row["id"]:
                yield {column: value for column, value in line.items() if column != "budget"}

    return Budget(
        id=row["id"],
        title=row["title"],
        first_day=row["first_day"],
        years=row["years"],
        wage_area=row["living_wage_area"],
        wage_uplift=row["living_wage_uplift"] or "",
        staff=tuple(StaffLine(*_blank(one).values()) for one in own("budget_staff")),
        on_costs=tuple(OnCost(*_blank(one).values()) for one in own("budget_on_costs")),
        lines=tuple(
            CostLine(
                one["line"],
                one["kind"],
                one["amount_pounds_per_year"],
                one["year"],
                one["uplift"] or "",
                one["source"],
            )
            for one in own("budget_lines")
        ),
        overheads=tuple(
            Overhead(
                one["line"],
                one["method"],
                one["share"],
                one["share_of"] or "direct",
                one["amount_pounds_per_year"],
                one["uplift"] or "",
            )
            for one in own("budget_overheads")
        ),
        income=tuple(Income(*one.values()) for one in own("budget_income")),
        organisation=row["organisation"] or "",
        service=row["service"] or "",
    )


def _blank(row: dict[str, Any]) -> dict[str, Any]:
    """Take a blank name for no name."""
    return {column: "" if value is None else value for column, value in row.items()}
