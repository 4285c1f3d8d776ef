"""The table of areas: what is blank is not known, and every fault is named."""

import pytest

from commonweal.errors import FileMissing, TableFaults
from commonweal.formats.area_tenths import read_area_tenths
from commonweal.terms.sources import Unknown


def table(tmp_path, text):
    path = tmp_path / "areas.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_blank_is_not_known_and_other_columns_are_left_unread(tmp_path):
    path = table(tmp_path, "area,tenth,population,mayor\nHarbour,1,1500,x\nHill,,900,y\nMarsh,9,,z\n")
    tenths, people = read_area_tenths(path)
    assert tenths == {"Harbour": 1, "Hill": Unknown("the table of areas states no tenth"), "Marsh": 9}
    assert people == {"Harbour": 1500, "Hill": 900}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("tenth,population\n1,5\n", {1}),
        ("area,tenth,population\nHarbour,0,5\nHill,11,x\n", {2, 3}),
        ("area,tenth,population\nHarbour,1,0\nHarbour,2,7\n", {2, 3}),
        ("area,tenth,population\n,one,-4\n", {2}),
    ],
)
def test_bad_tables_are_refused_with_every_line(tmp_path, text, lines):
    with pytest.raises(TableFaults) as refused:
        read_area_tenths(table(tmp_path, text))
    assert {fault.line for fault in refused.value.faults} == lines
    assert {fault.file for fault in refused.value.faults} == {"areas.csv"}


def test_a_missing_table_is_refused(tmp_path):
    with pytest.raises(FileMissing):
        read_area_tenths(tmp_path / "none.csv")
