"""The optional tables of ``handover/``: absent they change nothing; written, read back; every fault told at once."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.errors import TableFaults
from commonweal.formats.condition_tables import FILES
from commonweal.formats.folders import write_folder
from commonweal.formats.handover_tables import write_handover
from commonweal.formats.prose import prose
from commonweal.handover.condition_inputs import (
    BlackoutRow,
    ConditionRows,
    GainRow,
    LargestShareRow,
    LotRow,
    PriceFloorRow,
)
from commonweal.handover.conditions import Blackout, CapacityGain, Conditions, LargestShare, Lot, PriceFloor
from commonweal.handover.inputs import build_problem
from commonweal.handover.staying import staying
from tests.formats.handover_folder import BODIES, NEED, PLACES, SERVICES, read, tables, written

ROWS = ConditionRows(
    blackouts=(
        BlackoutRow(tables().funds[1].quarter, None, "an election"),
        BlackoutRow(tables().funds[2].quarter, "youth", "exams"),
    ),
    price_floors=(PriceFloorRow("library", Fraction("0.85"), "the wage survey of 2026"),),
    largest_shares=(LargestShareRow("youth", Fraction("0.6"), "no dependence on one"),),
    lots=(LotRow("areas", "hill", "library", "Herring Hill"), LotRow("areas", "clubs", "youth", None)),
    gains=(GainRow("hall", tables().funds[2].quarter, Fraction("12.5"), "a second site"),),
)


def asking():
    return replace(tables(), conditions=ROWS)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "handover"
    write_folder(made, write_handover(asking()))
    return made


def test_without_the_tables_nothing_is_asked_and_none_is_written(tmp_path):
    plain = written(tmp_path)
    assert not any((plain / f"{name}.csv").exists() for name in FILES)
    assert read(plain).conditions == ConditionRows()


def test_what_is_written_is_read_back(folder):
    assert all((folder / f"{name}.csv").exists() for name in FILES)
    assert read(folder).conditions == ROWS
    assert write_handover(read(folder)) == write_handover(asking())


def test_names_become_places_in_the_problem(folder):
    willing = replace(read(folder), providers=tuple(replace(row, willing=True) for row in read(folder).providers))
    problem = build_problem(willing, NEED, SERVICES, BODIES, PLACES)
    clubs = tuple(c for c, cell in enumerate(problem.cells) if cell.service == 1)
    hall = [body.id for body in problem.providers].index("hall")
    assert problem.conditions == Conditions(
        (Blackout(1, None, "an election"), Blackout(2, 1, "exams")),
        (PriceFloor(0, Fraction("0.85"), "the wage survey of 2026"),),
        (LargestShare(1, Fraction("0.6"), "no dependence on one"),),
        (Lot("areas", "hill", (0,)), Lot("areas", "clubs", clubs)),
        (CapacityGain(hall, 2, Fraction("12.5"), "a second site"),),
    )


def test_a_body_that_is_no_part_of_what_is_published_gains_nothing_there(folder):
    found = read(folder)
    without = replace(
        found, providers=tuple(replace(row, willing=row.organisation != "hall") for row in found.providers)
    )
    assert build_problem(without, NEED, SERVICES, BODIES, PLACES).conditions.gains == ()


BAD = {
    "blackouts.csv": (
        "quarter,service,reason\n2044-5,,late\n2025-Q2,libary,x\n2025-Q2,youth,\n",
        [(2, "2044-5 is not a quarter such as 2027-Q1"), (3, "libary is not known"), (4, "the cell is blank")],
    ),
    "price_floors.csv": (
        "service,least_price_per_unit,source\nlibrary,-1,x\nlibrary,0.8,y\n",
        [(2, "-1 is not a decimal number, 0 or more"), (3, "library stands already at line 2")],
    ),
    "largest_shares.csv": ("service,most_share,reason\nyouth,1.2,x\n", [(2, "1.2 is not a share from 0 to 1")]),
    "lots.csv": (
        "group,lot,service,neighbourhood\nareas,a,youth,\nareas,b,youth,Herring Hill\nareas,b,library,Herring Hall\n",
        [(4, "Herring Hall is not known")],
    ),
    "capacity_gains.csv": (
        "organisation,quarter,capacity_units,source\nhell,2025-Q2,1,x\nhall,soon,1,x\n",
        [(2, "hell is not known"), (3, "soon is not a quarter such as 2027-Q1")],
    ),
}


@pytest.mark.parametrize("file", BAD)
def test_a_fault_is_named_with_its_file_and_line(tmp_path, file):
    folder = written(tmp_path)
    text, faults = BAD[file]
    (folder / file).write_text(text)
    with pytest.raises(TableFaults) as refused:
        read(folder)
    said = [(one.file, one.line, str(one)) for one in refused.value.faults]
    for line, what in faults:
        named = [text for name, at, text in said if (name, at) == (f"handover/{file}", line)]
        assert any(what in text for text in named), (line, what, said)


def test_faults_between_tables_are_told(tmp_path):
    folder = written(tmp_path)
    (folder / "blackouts.csv").write_text("quarter,service,reason\n2044-Q1,,late\n")
    (folder / "lots.csv").write_text("group,lot,service,neighbourhood\nareas,a,youth,\nareas,b,youth,Herring Hill\n")
    (folder / "capacity_gains.csv").write_text("organisation,quarter,capacity_units,source\nhall,2025-Q1,1,x\n")
    with pytest.raises(TableFaults) as refused:
        read(folder)
    said = [(one.file, one.line, one.field) for one in refused.value.faults]
    assert said == [
        ("handover/blackouts.csv", 2, "quarter"),
        ("handover/capacity_gains.csv", 2, "quarter"),
        ("handover/lots.csv", 3, "service"),
    ]


def test_a_price_floor_above_every_offer_is_told_with_the_way_out():
    floor = PriceFloorRow("youth", Fraction(9), "a survey")
    willing = replace(
        tables(),
        providers=tuple(replace(row, willing=True) for row in tables().providers),
        conditions=ConditionRows(price_floors=(floor,)),
    )
    told = [prose("en").text(one) for one in staying(willing, SERVICES)]
    assert len(told) == 1
    assert told[0].startswith("Youth clubs stays with the council: a unit of it costs 9.000 of the council's own cost")
