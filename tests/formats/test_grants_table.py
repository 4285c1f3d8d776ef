"""``grants.csv`` of a place folder."""

import pytest

from commonweal.errors import TableFaults
from commonweal.formats.grants_table import COLUMNS, FILE, read_given_grants, write_given_grants
from commonweal.samples.grants import sample_grants
from commonweal.samples.places import sample_place
from commonweal.terms.sources import Unknown


def test_what_is_written_is_read_again(tmp_path):
    place = sample_place(3)
    grants = sample_grants(3, place.areas, place.organisations)
    (tmp_path / FILE).write_bytes(write_given_grants(grants))
    found, source = read_given_grants(tmp_path)
    assert found == grants
    assert source.file == FILE


ROW = "g1,=Title,,f,Funder,r,Body,1250.50,2024-03-01,E01000001,,,,x.json,7"


def read(tmp_path, *rows):
    (tmp_path / FILE).write_text("\n".join([",".join(COLUMNS), *rows]), "utf-8")
    return read_given_grants(tmp_path)[0]


def test_a_blank_area_is_unknown(tmp_path):
    [grant] = read(tmp_path, ROW)
    assert (grant.pence, grant.delivered_at, grant.file, grant.row) == (125050, "E01000001", "x.json", 7)
    assert grant.based_at == Unknown("grants.csv does not say")


def test_every_fault_is_told(tmp_path):
    bad = [ROW, ROW, ",t,,f,F,r,B,1.005,01/03/2024,E01000001,why,,,,x"]
    with pytest.raises(TableFaults) as found:
        read(tmp_path, *bad)
    assert [(fault.line, fault.field) for fault in found.value.faults] == [
        (4, "id"),
        (4, "amount_pounds"),
        (4, "date"),
        (4, "source_row"),
        (4, "delivered_unknown_because"),
        (3, "id"),
    ]
