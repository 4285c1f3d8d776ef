"""The tables of options in a place's ``costing/`` folder: what is compared, the options, and their figures."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

from commonweal.delivery.budget import Budget, Uplifts
from commonweal.delivery.full_cost import FullCost
from commonweal.delivery.options import (
    FIGURE_KINDS,
    GUESS,
    KINDS,
    PASSING,
    PRICES,
    Comparison,
    Option,
    OptionFigure,
    PublicMoney,
    Range,
)
from commonweal.errors import Fault
from commonweal.formats.table_folder import NUMBER_OF_YEARS, YEAR, Row, TableFolder, at
from commonweal.formats.tables import AMOUNT, SUM_OR_0, Column
from commonweal.terms.sentences import key

COUNTS = ("unmet need", "volunteer hours")
"""What is counted in people or hours; everything else is money."""
NEVER_A_POINT = ("failure demand", "displaced cost")
MONEY = (
    "public_money_before_pounds_per_year",
    "public_money_after_pounds_per_year",
    "new_money_pounds_per_year",
    "public_money_source",
)
SPREAD = ("budget_low_share", "budget_high_share", "budget_range_source")
_SAME = ("option", "what", "area", "group", "falls_on")


def columns(
    services: Collection[str], neighbourhoods: Collection[str], compared: Collection[str], budgets: Collection[str]
) -> Mapping[str, tuple[Column, ...]]:
    """Give the columns of each table of options, given the names that exist."""
    money = tuple(Column(name, *SUM_OR_0, needed=False) for name in MONEY[:3])
    return {
        "comparisons": (
            Column("service", unique=True, among=services),
            Column("title"),
            Column("first_year", *YEAR),
            Column("years", *NUMBER_OF_YEARS),
        ),
        "options": (
            Column("service", among=compared),
            Column("option"),
            Column("kind", among=KINDS),
            Column("title"),
            Column("budget", needed=False, among=budgets),
            *(Column(name, *AMOUNT, needed=False) for name in SPREAD[:2]),
            Column(SPREAD[2], needed=False),
            *money,
            Column(MONEY[3], needed=False),
        ),
        "option_figures": (
            Column("service", among=compared),
            Column("option"),
            Column("what", among=FIGURE_KINDS),
            Column("year", *YEAR, needed=False),
            Column("area", needed=False, among=neighbourhoods),
            Column("group", needed=False),
            Column("falls_on", needed=False),
            Column("low", *AMOUNT),
            Column("central", *AMOUNT),
            Column("high", *AMOUNT),
            Column("source", needed=False),
        ),
    }


def read(
    reading: TableFolder, services: Collection[str], neighbourhoods: Collection[str], budgets: Collection[str]
) -> None:
    """Read the three tables, as far as they are there."""
    shapes = columns(services, neighbourhoods, reading.names("comparisons", "service"), budgets)
    for name, together in (("comparisons", ()), ("options", ("service", "option")), ("option_figures", ())):
        reading.read(name, shapes[name], together)


def faults(reading: TableFolder, budgets: Collection[Budget], uplifts: Uplifts) -> Iterator[Fault]:
    """Find what is wrong between the rows and tables of options, each of which was read without a fault."""
    if not reading.has("comparisons"):
        for name in ("options", "option_figures"):
            if reading.has(name):
                figures = {"name": f"{name}.csv"}
                yield Fault("the file is missing, and {name} belongs to it", figures, "comparisons.csv")
        return
    asked = {row["service"]: row for row, _ in reading.rows("comparisons")}
    by_id = {budget.id: budget for budget in budgets}
    for row, place in reading.rows("comparisons"):
        yield from _kept(reading, row, place)
    for row, place in reading.rows("options"):
        yield from _money_faults(row, place)
        yield from _budget_faults(row, place, asked[row["service"]], by_id)
    yield from _price_faults(reading, asked, uplifts)
    for row, place in reading.rows("option_figures"):
        yield from _figure_faults(row, place, asked[row["service"]])
    yield from _run_faults(reading, asked)


def comparisons(reading: TableFolder, costs: Mapping[str, FullCost]) -> tuple[Comparison, ...]:
    """Give what is compared, from tables without a fault.

    Args:
        reading: the tables.
        costs: the full cost of each budget, by its id.
    """
    figures: dict[tuple[str, str], list[OptionFigure]] = {}
    for row, _ in reading.rows("option_figures"):
        figures.setdefault((row["service"], row["option"]), []).append(_figure(row))
    return tuple(
        Comparison(
            row["service"],
            row["title"],
            row["first_year"],
            row["years"],
            tuple(
                _option(one, tuple(figures.get((one["service"], one["option"]), ())), costs)
                for one, _ in reading.rows("options")
                if one["service"] == row["service"]
            ),
        )
        for row, _ in reading.rows("comparisons")
    )


def _years(row: Row) -> range:
    return range(row["first_year"], row["first_year"] + row["years"])


def _kept(reading: TableFolder, row: Row, place: Fault) -> Iterator[Fault]:
    kinds = [one["kind"] for one, _ in reading.rows("options") if one["service"] == row["service"]]
    if "keep" not in kinds:
        yield at(place, key("keeping the service is always an option: give it a row in options.csv"), {}, "service")
    elif len(kinds) < 2:
        yield at(place, key("there is nothing to compare with keeping the service"), {}, "service")


def _money_faults(row: Row, place: Fault) -> Iterator[Fault]:
    given = [name for name in MONEY if row[name] is not None]
    if given or row["kind"] == "transfer":
        for name in MONEY:
            if row[name] is None:
                what = key("a transfer says what public money there is before and after, what is new, and the source")
                yield at(place, what, {}, name)


def _budget_faults(row: Row, place: Fault, asked: Row, budgets: Mapping[str, Budget]) -> Iterator[Fault]:
    given = [name for name in SPREAD if row[name] is not None]
    if row["budget"] is None:
        if given:
            yield at(place, key("without a budget there is nothing that this is a share of"), {}, given[0])
        return
    for name in SPREAD:
        if row[name] is None:
            yield at(place, key("a budget says how far it may be out, and who says so"), {}, name)
    if len(given) == len(SPREAD) and not row[SPREAD[0]] <= 1 <= row[SPREAD[1]]:
        yield at(place, key("the shares are at most 1 and at least 1"), {}, SPREAD[0])
    for year in _years(asked):
        if year not in budgets[row["budget"]].calendar_years:
            figures = {"budget": row["budget"], "year": str(year)}
            yield at(place, key("the budget {budget} has no year {year}, which is compared"), figures, "budget")


def _price_faults(reading: TableFolder, asked: Mapping[str, Row], uplifts: Uplifts) -> Iterator[Fault]:
    """Find the years whose budgets cannot be put in the prices of the first year."""
    with_budgets = {row["service"] for row, _ in reading.rows("options") if row["budget"] is not None}
    for year in sorted({year for service in with_budgets for year in _years(asked[service])[1:]}):
        if (PRICES, year) not in uplifts.shares:
            what = key(
                "{index} has no row for {year}, without which a budget cannot be put in the prices of the first year"
            )
            yield Fault(what, {"index": PRICES, "year": str(year)}, "uplifts.csv", None, "year")


def _figure_faults(row: Row, place: Fault, asked: Row) -> Iterator[Fault]:
    if not row["low"] <= row["central"] <= row["high"]:
        yield at(place, key("the figures are not in order: low, central, high"), {}, "low")
    yield from _unit_faults(row, place)
    yield from _point_faults(row, place)
    if row["source"] is None and row["what"] != "saving":
        yield at(place, key("name the source, or write: a guess"), {}, "source")
    if row["what"] == "displaced cost" and row["falls_on"] is None:
        yield at(place, key("say on whom the cost falls"), {}, "falls_on")
    for column in ("area", "group"):
        if row[column] is not None and row["what"] != "unmet need":
            yield at(place, key("only unmet need is told by area and group"), {}, column)
    if row["year"] is not None and row["year"] not in _years(asked):
        last = str(_years(asked)[-1])
        figures = {"year": str(row["year"]), "first": str(asked["first_year"]), "last": last}
        yield at(place, key("{year} is not a year of the comparison: they begin in {first} to {last}"), figures, "year")


def _unit_faults(row: Row, place: Fault) -> Iterator[Fault]:
    counted = row["what"] in COUNTS
    for column in ("low", "central", "high"):
        if (row[column] * (1 if counted else 100)).denominator != 1:
            if counted:
                yield at(place, key("people and hours are whole numbers"), {}, column)
            else:
                yield at(place, key("money has at most two decimals"), {}, column)


def _point_faults(row: Row, place: Fault) -> Iterator[Fault]:
    if row["what"] not in NEVER_A_POINT or row["low"] != row["high"]:
        return
    if row["high"] != 0:
        yield at(place, key("this is never known to the pound: give low and high apart"), {}, "low")
    elif row["source"] in {None, GUESS}:
        yield at(place, key("that there is none needs a source, not a guess"), {}, "source")


def _run_faults(reading: TableFolder, asked: Mapping[str, Row]) -> Iterator[Fault]:
    """Find figures of no option, figures told twice, and figures that run through some years only."""
    options = {(row["service"], row["option"]): row for row, _ in reading.rows("options")}
    runs: dict[tuple[str | None, ...], dict[int, Fault]] = {}
    for row, place in reading.rows("option_figures"):
        if (row["service"], row["option"]) not in options:
            figures = {"option": row["option"], "service": row["service"]}
            yield at(place, key("{option} is no option for {service} in options.csv"), figures, "option")
            continue
        run = runs.setdefault((row["service"], *(row[name] for name in _SAME)), {})
        for year in _years(asked[row["service"]]) if row["year"] is None else (row["year"],):
            if run.setdefault(year, place) is not place:
                figures = {"first": run[year].line, "year": str(year)}
                yield at(place, key("line {first} has this figure for {year} already"), figures, "year")
                break
    yield from _lapses(runs, asked)
    yield from _cost_faults(options, runs)
    yield from _mixed(runs)


def _lapses(runs: Mapping[tuple[str | None, ...], Mapping[int, Fault]], asked: Mapping[str, Row]) -> Iterator[Fault]:
    for (service, _, what, *_), run in runs.items():
        lacking = [year for year in _years(asked[str(service)]) if year not in run]
        if what not in PASSING and lacking:
            told = {"what": what, "year": str(lacking[0])}
            message = key("{what} runs through every year, and there is no row for {year}")
            yield at(next(iter(run.values())), message, told, "year")


def _cost_faults(
    options: Mapping[tuple[str, str], Row], runs: Mapping[tuple[str | None, ...], Mapping[int, Fault]]
) -> Iterator[Fault]:
    for (service, option), row in options.items():
        stated = [
            run
            for (where, which, what, *_), run in runs.items()
            if (where, which, what) == (service, option, "full cost")
        ]
        told = {"option": option, "service": service}
        if not stated and row["budget"] is None:
            what = key("{option} for {service} has neither a budget nor rows of full cost")
            yield Fault(what, told, "options.csv", None, "budget")
        elif stated and row["budget"] is not None:
            what = key("{option} for {service} has a budget, so its full cost stands there already")
            yield at(next(iter(stated[0].values())), what, told, "what")


def _mixed(runs: Mapping[tuple[str | None, ...], Mapping[int, Fault]]) -> Iterator[Fault]:
    """Find unmet need told for all and for some at once, which would be counted twice."""
    for column, what in (
        (3, key("unmet need is told for the whole place or by area, not both")),
        (4, key("unmet need is told for everyone or by group, not both")),
    ):
        blank: dict[tuple[str | None, ...], set[bool]] = {}
        for run, places in runs.items():
            if run[2] == "unmet need":
                seen = blank.setdefault(run[:2] if column == 3 else run[:4], set())
                seen.add(run[column] is None)
                if len(seen) == 2:
                    yield at(next(iter(places.values())), what, {}, "area" if column == 3 else "group")
                    seen.clear()


def _figure(row: Row) -> OptionFigure:
    unit = 1 if row["what"] in COUNTS else 100
    low, central, high = (int(row[name] * unit) for name in ("low", "central", "high"))
    return OptionFigure(
        row["what"],
        Range(low, central, high),
        row["source"] or "",
        row["year"],
        row["area"] or "",
        row["group"] or "",
        row["falls_on"] or "",
    )


def _option(row: Row, figures: tuple[OptionFigure, ...], costs: Mapping[str, FullCost]) -> Option:
    money = None if row[MONEY[0]] is None else PublicMoney(*(row[name] for name in MONEY))
    spread = (row[SPREAD[0]], row[SPREAD[1]]) if row["budget"] is not None else (Fraction(1), Fraction(1))
    return Option(
        row["option"],
        row["kind"],
        row["title"],
        figures,
        None if row["budget"] is None else costs[row["budget"]],
        spread,
        row[SPREAD[2]] or "",
        money,
    )
