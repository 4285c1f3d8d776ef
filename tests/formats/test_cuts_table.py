from datetime import date

import pytest

from commonweal.errors import TableFaults
from commonweal.evidence.cuts import NOT_WRITTEN
from commonweal.formats.cuts_table import pounds, read_cuts, read_new_money, write_cuts, write_new_money
from commonweal.samples.cuts import sample_cuts, sample_new_money
from commonweal.samples.places import sample_place
from commonweal.terms.money import Pence

PLACE = sample_place(1)
NEIGHBOURHOODS = {area.neighbourhood for area in PLACE.areas}
CUTS = "starts,service,neighbourhood,pounds_a_year,before_pounds_a_year,decided_by,source\n"
NEW = "starts,ends,service,neighbourhood,pounds_a_year,giver,source\n"


def cuts_of(folder, text, *, header=CUTS):
    (folder / "cuts.csv").write_text(header + text, encoding="utf-8")
    return read_cuts(folder, PLACE.offers, NEIGHBOURHOODS)


def new_of(folder, text):
    (folder / "new_money.csv").write_text(NEW + text, encoding="utf-8")
    return read_new_money(folder, PLACE.offers, NEIGHBOURHOODS)


def test_what_is_written_is_read_again(tmp_path):
    cuts, new = sample_cuts(PLACE), sample_new_money(PLACE)
    (tmp_path / "cuts.csv").write_bytes(write_cuts(cuts))
    (tmp_path / "new_money.csv").write_bytes(write_new_money(new))
    assert read_cuts(tmp_path, PLACE.offers, NEIGHBOURHOODS)[0] == cuts
    assert read_new_money(tmp_path, PLACE.offers, NEIGHBOURHOODS)[0] == new
    assert len(cuts) == 4
    assert len(new) == 2


def test_a_row_is_whole_pence_and_a_blank_before_is_unknown(tmp_path):
    (one,), source = cuts_of(tmp_path, "2026-04-01,library,,300000.05,,the council,Budget\n")
    assert (one.starts, one.pence, one.neighbourhood, one.before) == (date(2026, 4, 1), 30_000_005, "", NOT_WRITTEN)
    assert (source.file, len(source.sha256)) == ("cuts.csv", 64)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("01/04/2026,library,,1,,c,s", "line 2, starts: 01/04/2026 is not a date such as 2027-03-31"),
        ("2026-04-01,libary,,1,,c,s", "line 2, service: libary is not known"),
        ("2026-04-01,library,Nowhere,1,,c,s", "line 2, neighbourhood: Nowhere is not known"),
        ("2026-04-01,library,,,,c,s", "line 2, pounds_a_year: the cell is blank"),
        ("2026-04-01,library,,0,,c,s", "line 2, pounds_a_year: 0 is not a sum above 0"),
        ("2026-04-01,library,,-5,,c,s", "line 2, pounds_a_year: -5 is not a sum above 0"),
        ("2026-04-01,library,,1.005,,c,s", "line 2, pounds_a_year: 1.005 is not a sum"),
        ("2026-04-01,library,,£5,,c,s", "line 2, pounds_a_year: £5 is not a sum"),
        ("2026-04-01,library,,10,9.99,c,s", "line 2, pounds_a_year: more is cut than was spent before"),
        ("2026-04-01,library,,1,,,s", "line 2, decided_by: the cell is blank"),
        ("2026-04-01,library,,1,,c,", "line 2, source: the cell is blank"),
        ("2026-04-01,refuge,Herring Hill,1,,c,s", "line 2, neighbourhood: the service is sensitive"),
        ("2026-04-01,library,,1", "line 2: the row has 4 cells for 7 columns"),
    ],
)
def test_a_bad_row_is_refused_by_line_and_column(tmp_path, row, fault):
    with pytest.raises(TableFaults) as refused:
        cuts_of(tmp_path, row + "\n")
    assert fault in str(refused.value)


def test_every_fault_is_told_at_once(tmp_path):
    with pytest.raises(TableFaults) as refused:
        cuts_of(tmp_path, "x,y,,z,,c,s\n2026-04-01,library,,0,,,\n")
    assert len(refused.value.faults) == 6


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(TableFaults, match="decided_by: the column is missing"):
        cuts_of(tmp_path, "", header=CUTS.replace("decided_by", "decider"))


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("2026-04-01,2026-03-31,library,,1,g,s", "line 2, ends: it ends before it begins"),
        ("2026-04-01,,refuge,Herring Hill,1,g,s", "line 2, neighbourhood: the service is sensitive"),
        ("2026-04-01,soon,library,,1,g,s", "line 2, ends: soon is not a date"),
        ("2026-04-01,,library,,1,,s", "line 2, giver: the cell is blank"),
    ],
)
def test_bad_new_money_is_refused_by_line_and_column(tmp_path, row, fault):
    with pytest.raises(TableFaults) as refused:
        new_of(tmp_path, row + "\n")
    assert fault in str(refused.value)


def test_pence_are_written_exactly():
    assert [pounds(Pence(one)) for one in (1, 100, 101, 30_000_000)] == ["0.01", "1", "1.01", "300000"]
