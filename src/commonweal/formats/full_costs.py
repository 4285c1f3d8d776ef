"""The folder of a place's full costs: every line in pence, the same as a table, and as text."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from commonweal.delivery.budget import Budget
from commonweal.delivery.cost_told import cost_sentences
from commonweal.delivery.full_cost import PARTS, FullCost, YearCost
from commonweal.formats.costing_tables import Costing
from commonweal.formats.counts import sentence_value
from commonweal.formats.folders import FORMAT, with_manifest
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.rates_table import pounds, pounds_text, rate_value
from commonweal.formats.tables import write_table
from commonweal.terms.canon import encode

_COLUMNS = ("budget", "year", "row", "what", "pounds")


def cost_files(costs: Collection[FullCost], costing: Costing, on: date) -> Mapping[str, bytes]:
    """Give the folder of full costs.

    Args:
        costs: one for each budget.
        costing: what they were worked out from.
        on: the day on which it is said, by which rates are judged to be old.

    Returns:
        The bytes of ``cost.json``, ``cost.csv``, ``cost.txt`` and ``manifest.json``.
    """
    files = {
        "cost.json": encode(cost_value(costs, costing, on)),
        "cost.csv": write_table(_COLUMNS, (row for found in costs for row in _rows(found))),
        "cost.txt": cost_text(costs, costing, on).encode("utf-8"),
    }
    return with_manifest("costs", files)


def cost_value(costs: Iterable[FullCost], costing: Costing, on: date) -> dict[str, Any]:
    """Give full costs as the value that is published; money in whole pence, shares as ``"n/d"``."""
    return {
        "format": FORMAT,
        "kind": "full costs",
        "said_on": on.isoformat(),
        "rounding": "pay an hour and each line, once in each year, to whole pence, half a penny up",
        "rates": [rate_value(rate) for rate in costing.rates],
        "uplifts": [
            {"index": index, "year": year, "share": share, "sources": list(costing.uplifts.sources[index])}
            for (index, year), share in costing.uplifts.shares.items()
        ],
        "budgets": [_budget_value(found, costing, on) for found in costs],
    }


def cost_text(costs: Collection[FullCost], costing: Costing, on: date) -> str:
    """Write full costs for people, as plain text."""
    voice, lines = prose(ENGLISH), ["Full cost"]
    for found in costs:
        title = found.budget.title
        told = cost_sentences(found, costing.uplifts, costing.rates, on)
        lines += ["", title, "-" * len(title), *(voice.text(sentence) for sentence in told), "", *_table(found)]
    return "\n".join(lines) + "\n"


def side_by_side(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write rows of text as columns: the first to the left, the others to the right.

    Examples:
        >>> list(side_by_side([["", "2026"], ["wages", "£5"]]))
        ['       2026', 'wages    £5']
    """
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    for row in rows:
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join((row[0].ljust(widths[0]), *rest)).rstrip()


def _table(found: FullCost) -> Iterator[str]:
    years = found.years
    rows = [["pounds", *(year.label for year in years)]]
    rows += [
        [part, *(pounds_text(year.part(part)) for year in years)]
        for part in PARTS
        if any(line.part == part for year in years for line in year.lines)
    ]
    totals = {
        "full cost": [year.full_cost for year in years],
        "paid by price and grants": [year.paid for year in years],
        "cost gap": [year.gap for year in years],
        "filled by named others": [year.filled for year in years],
        "nobody fills": [year.unfilled for year in years],
    }
    rows += [[name, *map(pounds_text, sums)] for name, sums in totals.items()]
    return side_by_side(rows)


def _rows(found: FullCost) -> Iterator[tuple[object, ...]]:
    for year in found.years:
        for row, what, pence in _year_rows(year):
            yield (found.budget.id, year.label, row, what, pounds(pence))


def _year_rows(year: YearCost) -> Iterator[tuple[str, str, int]]:
    yield from ((line.part, line.line, line.cost) for line in year.lines)
    yield "full cost", "", year.full_cost
    yield from ((one.pays, one.payer, one.amount) for one in year.income if one.pays != "fills the gap")
    yield "cost gap", "", year.gap
    yield from ((one.pays, one.payer, one.amount) for one in year.income if one.pays == "fills the gap")
    yield "nobody fills", "", year.unfilled
    yield from (("hoped for, not counted", one.payer, one.amount) for one in year.hoped)
    yield from (("below the real living wage: lifting it", one.line, one.lifting) for one in year.below)


def _budget_value(found: FullCost, costing: Costing, on: date) -> dict[str, Any]:
    budget = found.budget
    told = cost_sentences(found, costing.uplifts, costing.rates, on)
    return {
        "id": budget.id,
        "title": budget.title,
        "organisation": budget.organisation,
        "service": budget.service,
        "total_pence": found.total,
        "input": _input(budget),
        "summary": [sentence_value(sentence) for sentence in told],
        "years": [_year_value(year) for year in found.years],
    }


def _input(budget: Budget) -> dict[str, Any]:
    """Give all that a full cost is worked out from, so that anybody can work it out again."""
    return {
        "first_day": budget.first_day.isoformat(),
        "years": budget.years,
        "living_wage_area": budget.wage_area,
        "living_wage_uplift": budget.wage_uplift,
        "staff": [
            {
                "line": one.line,
                "hours_per_week": one.hours_per_week,
                "weeks_per_year": one.weeks,
                "pay_pence_per_hour": one.pay,
                "uplift": one.uplift,
            }
            for one in budget.staff
        ],
        "on_costs": [
            {"name": one.name, "share_of_wages": one.share, "source": one.source, "line": one.line}
            for one in budget.on_costs
        ],
        "lines": [
            {
                "line": one.line,
                "kind": one.kind,
                "pence": one.amount,
                "year": one.year,
                "uplift": one.uplift,
                "source": one.source,
            }
            for one in budget.lines
        ],
        "overheads": [
            {
                "line": one.line,
                "method": one.method,
                "share": one.share,
                "share_of": one.base,
                "pence": one.amount,
                "uplift": one.uplift,
            }
            for one in budget.overheads
        ],
        "income": [
            {"payer": one.payer, "pays": one.pays, "pence": one.amount, "agreed": one.agreed, "year": one.year}
            for one in budget.income
        ],
    }


def _year_value(year: YearCost) -> dict[str, Any]:
    return {
        "year": year.year,
        "label": year.label,
        "living_wage_pence_per_hour": year.wage.amount,
        "living_wage_known": year.wage.known,
        "lines": [{"part": line.part, "line": line.line, "pence": line.cost} for line in year.lines],
        "full_cost_pence": year.full_cost,
        "paid_pence": year.paid,
        "gap_pence": year.gap,
        "filled_pence": year.filled,
        "unfilled_pence": year.unfilled,
        "income": [{"payer": one.payer, "pays": one.pays, "pence": one.amount} for one in year.income],
        "hoped_for": [{"payer": one.payer, "pays": one.pays, "pence": one.amount} for one in year.hoped],
        "below_living_wage": [
            {
                "line": one.line,
                "pay_pence_per_hour": one.pay,
                "living_wage_pence_per_hour": one.wage,
                "lifting_pence": one.lifting,
            }
            for one in year.below
        ],
        "lifting_pence": year.lifting,
    }
