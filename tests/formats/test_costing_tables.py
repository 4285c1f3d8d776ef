"""The tables of ``costing/``: written, read back as they were, and refused with every fault at once."""

import re
from pathlib import Path

import pytest

from commonweal.errors import FileMissing, TableFaults
from commonweal.formats import option_tables, rates_table
from commonweal.formats.costing_tables import UPLIFT_COLUMNS, Known, budget_columns, costs_of
from commonweal.formats.costing_writing import write_costing
from tests.formats.costing import COSTING, read, written

PAGE = Path(__file__).parents[2] / "docs" / "full-cost.md"


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path)


def test_what_is_written_is_read_back(folder):
    assert read(folder) == COSTING


def test_writing_again_gives_the_same_bytes(folder):
    assert write_costing(read(folder)) == write_costing(COSTING)


def test_the_cost_of_every_budget_is_worked_out(folder):
    assert [found.budget.id for found in costs_of(read(folder))] == ["club"]


def test_any_table_may_be_absent(folder):
    for name in ("comparisons", "options", "option_figures"):
        (folder / f"{name}.csv").unlink()
    assert (read(folder).budgets, read(folder).comparisons) == (COSTING.budgets, ())
    for path in folder.iterdir():
        path.unlink()
    assert read(folder).budgets == ()


def test_no_folder_is_no_costing(tmp_path):
    with pytest.raises(FileMissing, match="no folder at"):
        read(tmp_path / "gone")


def test_a_places_own_rates_stand_beside_the_packaged_ones(folder):
    head = rates_table.PACKAGED.read_text().splitlines()[0]
    row = "real living wage,Wales,13.00,2025-10-22,2026-05-01,12,the board,2026-01-01"
    (folder / "rates.csv").write_text(f"{head}\n{row}\n")
    path = folder / "budgets.csv"
    path.write_text(path.read_text().replace(",UK,", ",Wales,"))
    found = read(folder)
    assert len(found.rates) == len(COSTING.rates) + 1
    assert costs_of(found)[0].years[0].wage.amount == 1300


BAD = [
    ("budgets.csv", r"2026-04-01", "April", 2, "first_day", "April is not a date"),
    ("budgets.csv", r"2026-04-01", "2028-02-29", 2, "first_day", "no year begins on 29 February"),
    ("budgets.csv", r"2026-04-01,2", "2026-04-01,0", 2, "years", "0 is not a number of years from 1 to 60"),
    ("budgets.csv", r"2026-04-01", "9999-04-01", 2, "first_day", "9999 is not a year such as 2026"),
    ("budgets.csv", r",UK,", ",Mars,", 2, "living_wage_area", "Mars is not known"),
    ("budgets.csv", r",pay,", ",wages,", 2, "living_wage_uplift", "wages is not known"),
    ("budget_staff.csv", r"^club,leader", "clab,leader", 2, "budget", "clab is not known"),
    ("budget_staff.csv", r"^club,helpers", "club,leader", 3, "budget", "club, leader stands already at line 2"),
    ("budget_staff.csv", r",52,", ",54,", 2, "weeks_per_year", "more than 53"),
    ("budget_staff.csv", r",12.5,", ",-12,", 3, "pay_pounds_per_hour", "not a sum above 0"),
    ("budget_on_costs.csv", r"payroll,", "payroll,driver", 2, "line", "driver is no line of budget_staff.csv"),
    ("budget_lines.csv", r",actual,", ",flat,", 3, "paid_back", "volunteers are paid back what they actually spent"),
    ("budget_lines.csv", r",actual,", ",,", 3, "paid_back", "volunteers are paid back what they actually spent"),
    ("budget_lines.csv", r"rent,direct,", "rent,direct,actual", 2, "paid_back", "only volunteers' expenses"),
    ("budget_lines.csv", r",2026,", ",,", 4, "year", "needs the year it comes in"),
    (
        "budget_lines.csv",
        r",2026,",
        ",2031,",
        4,
        "year",
        "2031 is not a year of the budget: they begin in 2026 to 2027",
    ),
    ("budget_lines.csv", r",one-off,", ",once,", 4, "kind", "once is not known"),
    ("budget_overheads.csv", r",0.2,direct,,", ",0.2,direct,100,", 2, "share", "either a share or a sum"),
    ("budget_overheads.csv", r",0.2,direct,,", ",,,,", 2, "share", "either a share or a sum"),
    ("budget_overheads.csv", r",0.2,direct,,", ",0.2,,,", 2, "share_of", "what the share is of"),
    ("budget_overheads.csv", r",0.2,direct,,", ",0.2,direct,,pay", 2, "uplift", "no uplift of its own"),
    ("budget_income.csv", r",yes,", ",perhaps,", 2, "agreed", "perhaps is not yes or no"),
    ("budget_income.csv", r",2026$", ",2030", 3, "year", "2030 is not a year of the budget"),
    ("uplifts.csv", r"^pay,2027.*\n", "", None, "year", "pay has no row for 2027, which the budget club needs"),
    ("uplifts.csv", r"^prices,2027.*\n", "", None, "year", "prices has no row for 2027, which the budget club needs"),
    ("uplifts.csv", r"^pay,2028", "pay,2027", 3, "index", "pay, 2027 stands already at line 2"),
    ("uplifts.csv", r"^pay,2028,0.04", "pay,2028,-1", None, "share", "pay falls by all there is in 2028"),
]


@pytest.mark.parametrize("bad", BAD, ids=[f"{bad[0]} {bad[4]}: {bad[5]}" for bad in BAD])
def test_a_fault_is_named_with_its_file_line_and_column(folder, bad):
    file, find, put, line, field, what = bad
    spoil(folder / file, find, put)
    with pytest.raises(TableFaults) as refused:
        read(folder)
    said = [fault for fault in refused.value.faults if what in str(fault)]
    assert said, str(refused.value)
    assert said[0].file == f"costing/{file}"
    assert (said[0].line, said[0].field) == (line, field)


def spoil(path, find, put):
    text, count = re.subn(find, put, path.read_text(), count=1, flags=re.MULTILINE)
    assert count == 1, path.read_text()
    path.write_text(text)


def test_a_budget_from_before_the_first_rate_is_refused(folder):
    for name in ("budget_lines", "budget_income", "comparisons", "options", "option_figures"):
        (folder / f"{name}.csv").unlink()
    spoil(folder / "budgets.csv", "2026-04-01", "2020-04-01")
    with pytest.raises(TableFaults, match=r"for UK is known that was due by 2021-03-31: add it to rates"):
        read(folder)


def test_rows_of_a_budget_without_budgets_are_refused(folder):
    (folder / "budgets.csv").unlink()
    with pytest.raises(TableFaults) as refused:
        read(folder)
    assert {fault.file for fault in refused.value.faults} >= {"costing/budget_staff.csv"}
    for path in folder.glob("*.csv"):
        if path.stem != "budget_income":
            path.unlink()
    (folder / "budget_income.csv").write_text("budget,payer,pays,amount_pounds_per_year,agreed,year\n")
    with pytest.raises(TableFaults, match="the file is missing, and budget_income"):
        read(folder)


def test_all_faults_of_all_tables_are_told_at_once(folder):
    spoil(folder / "budget_staff.csv", ",52,", ",many,")
    spoil(folder / "budget_lines.csv", ",direct,", ",other,")
    spoil(folder / "uplifts.csv", "0.02", "much")
    (folder / "rates.csv").write_text("kind\n")
    (folder / "options.csv").write_text("service\n")
    with pytest.raises(TableFaults) as refused:
        read(folder)
    files = {fault.file for fault in refused.value.faults}
    assert files == {f"costing/{name}.csv" for name in ("budget_staff", "budget_lines", "uplifts", "rates", "options")}


def test_every_table_and_column_is_on_the_page():
    text = PAGE.read_text("utf-8")
    shapes = {
        "rates": rates_table.COLUMNS,
        "uplifts": UPLIFT_COLUMNS,
        **budget_columns(Known(), (), (), ()),
        **option_tables.columns((), (), (), ()),
    }
    for name, columns in shapes.items():
        [row] = re.findall(rf"^\| `{name}\.csv` \|(.*)$", text, re.MULTILINE)
        assert {column.name for column in columns} - set(re.findall(r"`([a-z_]+)`", row)) == set(), name
