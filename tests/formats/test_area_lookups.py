import pytest

from commonweal.errors import TableFaults
from commonweal.formats.area_lookups import read_successions, read_wards_2017, read_wards_2024


def written(folder, *lines):
    path = folder / "look-up.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_what_became_of_each_area_is_read(tmp_path):
    found = read_successions(
        written(
            tmp_path,
            "lsoa11_name,lsoa11_code,change_code,lsoa21_code",
            "A,E01000001,U,E01000001",
            "B,E01000002,S,E01030001",
            "B,E01000002,S,E01030002",
            "C,E01000003,M,E01030003",
            "D,E01000004,X,E01030004",
        )
    )
    assert [(row.older, row.newer, row.change) for row in found.rows] == [
        ("E01000001", "E01000001", "unchanged"),
        ("E01000002", "E01030001", "split"),
        ("E01000002", "E01030002", "split"),
        ("E01000003", "E01030003", "merged"),
        ("E01000004", "E01030004", "irregular"),
    ]
    assert found.source.publisher == "Office for National Statistics"


def test_an_unknown_change_and_a_pair_that_stands_twice_are_named(tmp_path):
    path = written(tmp_path, "lsoa11_code,change_code,lsoa21_code", "E1,Q,E2", "E3,U,E3", "E3,U,E3")
    with pytest.raises(TableFaults) as refused:
        read_successions(path)
    assert [(fault.line, fault.field) for fault in refused.value.faults] == [(2, "change_code"), (4, "lsoa11_code")]


def test_each_area_has_one_ward_of_2017(tmp_path):
    found, source = read_wards_2017(written(tmp_path, "lsoa11_code,ward17_code", "E1,W1", "E2,W1"))
    assert found == {"E1": "W1", "E2": "W1"}
    assert source.date == "2017"
    with pytest.raises(TableFaults) as refused:
        read_wards_2017(written(tmp_path, "lsoa11_code,ward17_code", "E1,W1", "E1,W2", "E2,"))
    assert [(fault.line, fault.field) for fault in refused.value.faults] == [(4, "ward17_code"), (3, "lsoa11_code")]


def test_each_area_has_one_ward_and_district_of_2024(tmp_path):
    header = "lsoa21_code,ward24_name,ward24_code,ltla24_name,ltla24_code"
    found, _ = read_wards_2024(written(tmp_path, header, "E1,Quay,W1,Saltmarsh,E06"))
    assert (found["E1"].ward_name, found["E1"].district, found["E1"].district_name) == ("Quay", "E06", "Saltmarsh")
    with pytest.raises(TableFaults) as refused:
        read_wards_2024(written(tmp_path, header, "E1,Quay,W1,,E06"))
    assert [(fault.line, fault.field) for fault in refused.value.faults] == [(2, "ltla24_name")]
