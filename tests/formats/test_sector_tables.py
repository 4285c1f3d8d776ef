from datetime import date

import pytest

from commonweal.errors import TableFaults
from commonweal.evidence.infrastructure import Support
from commonweal.formats.sector_tables import (
    NOT_STATED,
    read_incomes,
    read_infrastructure,
    write_incomes,
    write_infrastructure,
)
from commonweal.samples.places import sample_place
from commonweal.samples.sector import sample_incomes, sample_infrastructure
from commonweal.terms.sources import Unknown

PLACE = sample_place(1)
IDS = {body.id for body in PLACE.organisations}


def test_what_is_written_is_read_again(tmp_path):
    (tmp_path / "infrastructure.csv").write_bytes(write_infrastructure(sample_infrastructure(PLACE)))
    (tmp_path / "income.csv").write_bytes(write_incomes(sample_incomes(PLACE)))
    assert read_infrastructure(tmp_path, IDS)[0] == sample_infrastructure(PLACE)
    assert read_incomes(tmp_path, IDS)[0] == sample_incomes(PLACE)


def test_a_blank_organisation_is_nobody_and_a_blank_sum_is_unknown(tmp_path):
    (tmp_path / "infrastructure.csv").write_text("function,organisation\nAdvice,\n", encoding="utf-8")
    assert read_infrastructure(tmp_path, IDS)[0] == (Support("Advice", "", "", None),)
    (tmp_path / "income.csv").write_text("organisation,funder,year,pounds\ncouncil,x,2025,\n", encoding="utf-8")
    assert read_incomes(tmp_path, IDS)[0][0].pence == Unknown(NOT_STATED)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",council,,", "line 2, function: the cell is blank"),
        ("Advice,nobody-here,,", "line 2, organisation: nobody-here is not known"),
        ("Advice,council,,31/03/2027", "line 2, until: 31/03/2027 is not a date"),
    ],
)
def test_bad_infrastructure_is_refused_by_line_and_column(tmp_path, row, fault):
    (tmp_path / "infrastructure.csv").write_text(f"function,organisation,rests_on,until\n{row}\n", encoding="utf-8")
    with pytest.raises(TableFaults) as refused:
        read_infrastructure(tmp_path, IDS)
    assert fault in str(refused.value)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("nobody-here,x,2025,1", "line 2, organisation: nobody-here is not known"),
        ("council,,2025,1", "line 2, funder: the cell is blank"),
        ("council,x,25,1", "line 2, year: 25 is not a year"),
        ("council,x,2025,-1", "line 2, pounds: -1 is not a sum"),
        ("council,x,2025,1\ncouncil,x,2025,2", "line 3, funder: x, council, 2025 stands already at line 2"),
    ],
)
def test_bad_income_is_refused_by_line_and_column(tmp_path, row, fault):
    (tmp_path / "income.csv").write_text(f"organisation,funder,year,pounds\n{row}\n", encoding="utf-8")
    with pytest.raises(TableFaults) as refused:
        read_incomes(tmp_path, IDS)
    assert fault in str(refused.value)


def test_where_no_organisations_are_on_file_any_may_be_named(tmp_path):
    (tmp_path / "infrastructure.csv").write_text("function,organisation\nAdvice,x\n", encoding="utf-8")
    assert read_infrastructure(tmp_path, None)[0][0].until is None
    assert sample_infrastructure(PLACE)[0].until == date(2025, 3, 31)
