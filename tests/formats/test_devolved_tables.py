"""The tables of several devolved funds: absent they change nothing; written, read back; every fault told at once."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.errors import TableFaults
from commonweal.formats.devolved_tables import FILES
from commonweal.formats.folders import write_folder
from commonweal.formats.handover_tables import write_handover
from commonweal.handover.blended_inputs import BlendedRows, IncomeRow, UseRow
from commonweal.handover.devolved import USES
from commonweal.handover.inputs import build_problem
from tests.formats.handover_folder import BODIES, NEED, PLACES, SERVICES, read, tables, written

QUARTERS = [row.quarter for row in tables().funds]
ROWS = BlendedRows(
    uses=(
        *(UseRow("Legal aid", use) for use in ("activation", "legal work", "loans")),
        *(UseRow("Bricks", use) for use in ("building", "social action")),
    ),
    income=(
        *(IncomeRow("Legal aid", quarter, Fraction(2500)) for quarter in QUARTERS),
        IncomeRow("Bricks", QUARTERS[1], Fraction(90000)),
    ),
)


def blended():
    plain = tables()
    settings = tuple(
        replace(one, value=Fraction(0)) if one.name == "devolved_reserve_gbp" else one for one in plain.settings
    )
    funds = tuple(replace(row, devolved_grant_gbp=Fraction(0)) for row in plain.funds)
    return replace(plain, settings=settings, funds=funds, blended=ROWS)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "handover"
    write_folder(made, write_handover(blended()))
    return made


def test_without_the_tables_there_is_one_fund_and_none_is_written(tmp_path):
    plain = written(tmp_path)
    assert not any((plain / f"{name}.csv").exists() for name in FILES)
    assert read(plain).blended == BlendedRows()


def test_what_is_written_is_read_back(folder):
    assert read(folder).blended == ROWS
    assert write_handover(read(folder)) == write_handover(blended())


def test_a_problem_holds_each_fund_and_their_sum():
    problem = build_problem(blended(), NEED, SERVICES, BODIES, PLACES)
    legal, bricks = problem.funds.blended
    assert (legal.name, legal.uses, legal.borrows) == ("Legal aid", ("activation", "legal work"), True)
    assert (bricks.uses, bricks.borrows) == (("building", "social action"), False)
    assert bricks.income == (0, 90, *(0,) * (problem.quarters - 2))
    assert problem.funds.devolved == tuple(a + b for a, b in zip(legal.income, bricks.income, strict=True))
    assert {use for fund in problem.funds.blended for use in fund.uses} == set(USES)


LATE = "2099-Q1"
BAD = [
    ("devolved_funds", "Bricks,building", "Bricks,bulding", "bulding is no use of devolved money"),
    ("devolved_funds", "Bricks,building\n", "", "no fund may be spent on building: add a row for one that may"),
    ("devolved_funds", "Bricks,social action", "Bricks,building", "Bricks has this use already at line 5"),
    ("devolved_funds", "Bricks,building\n", "Bricks,building\nBricks,loans\n", "loans are paid into Legal aid already"),
    ("devolved_funds", "Legal aid,loans\n", "", "no fund takes in what is borrowed: add a row with the use loans"),
    ("devolved_funds", "Legal aid,loans\n", "Legal aid,loans\nTea,building\n", "Tea has no income: add its rows"),
    ("devolved_income", f"Bricks,{QUARTERS[1]}", f"Bricks,{LATE}", f"{LATE} is not a quarter of funds.csv"),
    ("devolved_income", f"Bricks,{QUARTERS[1]}", f"Brick,{QUARTERS[1]}", "Brick has no row in devolved_funds.csv"),
    (
        "devolved_income",
        f"Bricks,{QUARTERS[1]}",
        f"Legal aid,{QUARTERS[1]}",
        f"Legal aid has an income for {QUARTERS[1]} already",
    ),
    ("funds", ",0\n", ",5\n", "write 0 here: the devolved money of every fund stands in devolved_income.csv"),
    ("parameters", "devolved_reserve_gbp,0,", "devolved_reserve_gbp,7,", "write 0 here: what a fund has in hand"),
]


@pytest.mark.parametrize(("name", "before", "after", "said"), BAD, ids=[bad[-1] for bad in BAD])
def test_a_fault_is_named_with_its_file_and_its_remedy(folder, name, before, after, said):
    path = folder / f"{name}.csv"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(TableFaults) as refused:
        read(folder)
    faults = [(one.file, str(one)) for one in refused.value.faults]
    assert any(file.endswith(".csv") and said in text for file, text in faults), faults


def test_one_table_alone_is_refused(folder):
    (folder / "devolved_income.csv").unlink()
    with pytest.raises(TableFaults, match=r"it needs devolved_income\.csv beside it"):
        read(folder)
