"""The tables of blended devolved funds: what each may be spent on, and what it is paid; both or neither."""

from collections.abc import Iterator, Mapping

from commonweal.errors import Fault, nearest
from commonweal.formats.table_folder import QUARTER, numbered
from commonweal.formats.tables import AMOUNT, Column, Table
from commonweal.handover.blended_inputs import BlendedRows, IncomeRow, UseRow
from commonweal.handover.devolved import LOANS, USES
from commonweal.terms.sentences import key

FILES = ("devolved_funds", "devolved_income")


COLUMNS = {
    "devolved_funds": (Column("fund"), Column("use")),
    "devolved_income": (Column("fund"), Column("quarter", *QUARTER), Column("gbp", *AMOUNT)),
}
"""Each table's columns."""


def devolved_faults(tables: Mapping[str, Table | None]) -> Iterator[Fault]:
    """Find what is wrong between the tables of devolved funds, and between them and the others."""
    present = [name for name in FILES if tables.get(name) is not None]
    if len(present) == 1:
        other = next(name for name in FILES if name not in present)
        what = key("it needs {other}.csv beside it: one says what a fund is for, the other what it is paid")
        yield Fault(what, {"other": other}, f"{present[0]}.csv")
    elif present:
        yield from _use_faults(tables)
        yield from _income_faults(tables)
        yield from _one_fund_faults(tables)


def _use_faults(tables: Mapping[str, Table | None]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], int | None] = {}
    borrows = None
    for row, at in numbered(tables, "devolved_funds"):
        fund, use = row["fund"], row["use"]
        if use not in (*USES, LOANS):
            figures = {"use": use, "nearest": nearest(use, (*USES, LOANS))}
            what = key(
                "{use} is no use of devolved money{nearest}: write building, social action, activation, legal work or"
                " loans"
            )
            yield Fault(what, figures, at.file, at.line, "use")
        elif (fund, use) in seen:
            what = key("{fund} has this use already at line {first}")
            yield Fault(what, {"fund": fund, "first": seen[fund, use]}, at.file, at.line, "use")
        elif use == LOANS and borrows is not None:
            what = key("loans are paid into {fund} already: take this row out")
            yield Fault(what, {"fund": borrows}, at.file, at.line, "use")
        seen.setdefault((fund, use), at.line)
        borrows = fund if use == LOANS and borrows is None else borrows
    for use in USES:
        if not any(allowed == use for _, allowed in seen):
            what = key("no fund may be spent on {use}: add a row for one that may")
            yield Fault(what, {"use": use}, "devolved_funds.csv", None, "use")
    lent = [row["value"] for row, _ in numbered(tables, "parameters") if row["name"] == "loan_limit_share"]
    if borrows is None and (not lent or lent[0]):
        what = key(
            "no fund takes in what is borrowed: add a row with the use loans, or set loan_limit_share to 0 in"
            " parameters.csv"
        )
        yield Fault(what, {}, "devolved_funds.csv", None, "use")


def _income_faults(tables: Mapping[str, Table | None]) -> Iterator[Fault]:
    quarters = {row["quarter"] for row, _ in numbered(tables, "funds")}
    funds = dict.fromkeys(row["fund"] for row, _ in numbered(tables, "devolved_funds"))
    seen = set()
    for row, at in numbered(tables, "devolved_income"):
        if row["fund"] not in funds:
            figures = {"fund": row["fund"], "nearest": nearest(row["fund"], funds)}
            what = key("{fund} has no row in devolved_funds.csv{nearest}: say there what it may be spent on")
            yield Fault(what, figures, at.file, at.line, "fund")
        if row["quarter"] not in quarters:
            what = key("{quarter} is not a quarter of funds.csv: write one that is, or add its row there")
            yield Fault(what, {"quarter": str(row["quarter"])}, at.file, at.line, "quarter")
        if (row["fund"], row["quarter"]) in seen:
            figures = {"fund": row["fund"], "quarter": str(row["quarter"])}
            what = key("{fund} has an income for {quarter} already: put both in one row")
            yield Fault(what, figures, at.file, at.line, "quarter")
        seen.add((row["fund"], row["quarter"]))
    for fund in funds:
        if not any(fund == name for name, _ in seen):
            what = key("{fund} has no income: add its rows to devolved_income.csv, or take the fund out")
            yield Fault(what, {"fund": fund}, "devolved_income.csv", None, "fund")


def _one_fund_faults(tables: Mapping[str, Table | None]) -> Iterator[Fault]:
    """Find devolved money that stands where it stood before there were several funds."""
    for row, at in numbered(tables, "funds"):
        if row["devolved_grant_gbp"]:
            what = key("write 0 here: the devolved money of every fund stands in devolved_income.csv")
            yield Fault(what, {}, at.file, at.line, "devolved_grant_gbp")
    for row, at in numbered(tables, "parameters"):
        if row["name"] == "devolved_reserve_gbp" and row["value"]:
            what = key("write 0 here: what a fund has in hand is part of its first income in devolved_income.csv")
            yield Fault(what, {}, at.file, at.line, "value")


def devolved_values(tables: Mapping[str, Table | None]) -> BlendedRows:
    """Give both tables as values."""
    uses = tuple(UseRow(*row.values()) for row, _ in numbered(tables, "devolved_funds"))
    return BlendedRows(uses, tuple(IncomeRow(*row.values()) for row, _ in numbered(tables, "devolved_income")))


def devolved_rows(tables: BlendedRows) -> dict[str, list[tuple[object, ...]]]:
    """Give the rows to write, of a place that has several devolved funds."""
    if not tables.uses:
        return {}
    return {
        "devolved_funds": [(row.fund, row.use) for row in tables.uses],
        "devolved_income": [(row.fund, str(row.quarter), row.gbp) for row in tables.income],
    }
