"""A place's ``costing/`` folder written: the bytes of each table by its name."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from commonweal.delivery.budget import Budget, Uplifts
from commonweal.delivery.options import Comparison, Option, OptionFigure
from commonweal.formats.costing_tables import UPLIFT_COLUMNS, Costing, Known, budget_columns
from commonweal.formats.option_tables import COUNTS, columns
from commonweal.formats.tables import write_table

Rows = list[tuple[object, ...]]


def write_costing(costing: Costing) -> Mapping[str, bytes]:
    """Write budgets, uplifts and options; the rates are the package's, and a place writes only its own.

    Args:
        costing: what to write; an uplift has the first of its index's sources.
    """
    rows: dict[str, Rows] = {
        "uplifts": _uplifts(costing.uplifts),
        **_budgets(costing.budgets),
        **_comparisons(costing.comparisons),
    }
    shapes = {"uplifts": UPLIFT_COLUMNS, **budget_columns(Known(), (), (), ()), **columns((), (), (), ())}
    return {
        f"{name}.csv": write_table([column.name for column in shapes[name]], body)
        for name, body in rows.items()
        if body
    }


def _uplifts(uplifts: Uplifts) -> Rows:
    return [(index, year, share, uplifts.sources[index][0]) for (index, year), share in uplifts.shares.items()]


def _budgets(budgets: Iterable[Budget]) -> dict[str, Rows]:
    rows: dict[str, Rows] = {name: [] for name in budget_columns(Known(), (), (), ())}
    for one in budgets:
        rows["budgets"].append(
            (
                *(one.id, one.title, one.first_day.isoformat(), one.years, one.wage_area),
                *(one.wage_uplift, one.organisation, one.service),
            )
        )
        for staff in one.staff:
            pay = _pounds(staff.pay)
            rows["budget_staff"].append((one.id, staff.line, staff.hours_per_week, staff.weeks, pay, staff.uplift))
        rows["budget_on_costs"] += [(one.id, on.name, on.share, on.source, on.line) for on in one.on_costs]
        for line in one.lines:
            paid_back = "actual" if line.kind == "volunteer expenses" else None
            rows["budget_lines"].append(
                (one.id, line.line, line.kind, paid_back, _pounds(line.amount), line.year, line.uplift, line.source)
            )
        for over in one.overheads:
            base = over.base if over.share is not None else None
            rows["budget_overheads"].append(
                (one.id, over.line, over.method, over.share, base, _pounds(over.amount), over.uplift)
            )
        rows["budget_income"] += [
            (one.id, paid.payer, paid.pays, _pounds(paid.amount), paid.agreed, paid.year) for paid in one.income
        ]
    return rows


def _comparisons(comparisons: Iterable[Comparison]) -> dict[str, Rows]:
    rows: dict[str, Rows] = {"comparisons": [], "options": [], "option_figures": []}
    for one in comparisons:
        rows["comparisons"].append((one.service, one.title, one.first_year, one.years))
        for option in one.options:
            rows["options"].append((one.service, *_option(option)))
            rows["option_figures"] += [(one.service, option.id, *_figure(figure)) for figure in option.figures]
    return rows


def _option(option: Option) -> tuple[object, ...]:
    spread: tuple[object, ...] = (None, None, None, None)
    if option.budget is not None:
        spread = (option.budget.budget.id, *option.spread, option.spread_source)
    money: tuple[object, ...] = (None, None, None, None)
    if option.money is not None:
        sums = (option.money.before, option.money.after, option.money.new)
        money = (*(_pounds(one) for one in sums), option.money.source)
    return (option.id, option.kind, option.title, *spread, *money)


def _figure(figure: OptionFigure) -> tuple[object, ...]:
    unit = 1 if figure.what in COUNTS else 100
    low, central, high = (
        Fraction(value, unit) for value in (figure.range.low, figure.range.central, figure.range.high)
    )
    where = (figure.what, figure.year, figure.area, figure.group, figure.falls_on)
    return (*where, low, central, high, figure.source)


def _pounds(pence: int | None) -> Fraction | None:
    return None if pence is None else Fraction(pence, 100)
