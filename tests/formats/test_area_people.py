import pytest

from commonweal.errors import TableFaults
from commonweal.formats.area_people import read_census_counts, read_centres, read_populations, read_rural_urban


def written(folder, *lines):
    path = folder / "people.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def faults(reader, path):
    with pytest.raises(TableFaults) as refused:
        reader(path)
    return [(fault.line, fault.field) for fault in refused.value.faults]


CENTRES = "lsoa21_code,lsoa21_name,lon,lat,easting,northing,pop21"


def test_centres_are_read_as_points_of_the_grid(tmp_path):
    found, source = read_centres(written(tmp_path, CENTRES, "E01000001,Quay 1A,-2.9,53.4,338052.5,394054,1466"))
    centre = found["E01000001"]
    assert (centre.name, centre.point.easting, centre.point.northing, centre.people) == (
        "Quay 1A",
        338052.5,
        394054.0,
        1466,
    )
    assert source.date == "2021"


def test_a_bad_centre_is_refused(tmp_path):
    rows = ("E1,Quay,,,1,2,many", "E1,Quay,,,x,2,3", "E2,Quay,,,1,,3")
    assert sorted(faults(read_centres, written(tmp_path, CENTRES, *rows))) == [
        (2, "pop21"),
        (3, "easting"),
        (3, "lsoa21_code"),
        (4, "northing"),
    ]


def test_populations_may_be_one_number_for_each_area(tmp_path):
    assert read_populations(written(tmp_path, "lsoa11_code,total_population", "E1,1500", "E2,0"))[0] == {
        "E1": 1500,
        "E2": 0,
    }


AGES = "period,area_code,area_name,geography,sex,all_ages,aged_0_to_15,0,1,2"


def test_sexes_are_added_up_and_ages_are_never_read(tmp_path):
    rows = ("2022-06-30,E1,Quay,LSOA,Females,857,zzz,,,", "2022-06-30,E1,Quay,LSOA,Males,803,,,,")
    found, source = read_populations(written(tmp_path, AGES, *rows))
    assert found == {"E1": 1660}
    assert source.date == "2022-06-30"


def test_a_row_of_everybody_is_not_added_to_its_parts(tmp_path):
    rows = [
        f"2022-06-30,E1,Quay,LSOA,{sex},{people},,,," for sex, people in (("Females", 5), ("Males", 7), ("Persons", 12))
    ]
    assert read_populations(written(tmp_path, AGES, *rows))[0] == {"E1": 12}


def test_an_area_that_stands_twice_is_named(tmp_path):
    assert faults(read_populations, written(tmp_path, "lsoa11_code,total_population", "E1,1", "E1,2")) == [
        (3, "lsoa11_code")
    ]
    rows = ("d,E1,Quay,LSOA,Males,8,,,,", "d,E1,Quay,LSOA,Males,9,,,,")
    assert faults(read_populations, written(tmp_path, AGES, *rows)) == [(3, "area_code")]


def test_a_blank_population_is_a_fault_and_not_nought(tmp_path):
    assert faults(read_populations, written(tmp_path, "lsoa11_code,total_population", "E1,")) == [
        (2, "total_population")
    ]


def test_rural_and_urban_areas_are_told_apart(tmp_path):
    assert read_rural_urban(written(tmp_path, "lsoa21_code,ruc", "E1,Rural", "E2,Urban"))[0] == {
        "E1": "rural",
        "E2": "urban",
    }
    assert faults(read_rural_urban, written(tmp_path, "lsoa21_code,ruc", "E1,Seaside")) == [(2, "ruc")]


def test_census_counts_are_read_by_area_and_answer(tmp_path):
    rows = ("E1,Disabled,150,1000", "E1,Not disabled,850,1000", "E2,Disabled,0,0")
    found = read_census_counts(written(tmp_path, "lsoa21_code,disability,n,total_residents", *rows))
    assert found.question == "disability"
    assert found.answers == ("Disabled", "Not disabled")
    assert found.counts["E1"] == {"Disabled": 150, "Not disabled": 850}
    assert found.totals == {"E1": 1000, "E2": 0}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("E1,White,5,10", "E1,White,6,10"), [(3, "lsoa21_code")]),
        (("E1,White,50,10",), [(2, "n")]),
        (("E1,White,5,10", "E1,Other,5,11"), [(3, "n")]),
        (("E1,White,,10",), [(2, "n")]),
    ],
)
def test_counts_that_cannot_be_are_refused(tmp_path, rows, expected):
    path = written(tmp_path, "lsoa21_code,ethnic_group,n,total_residents", *rows)
    assert faults(read_census_counts, path) == expected


def test_a_table_of_no_question_is_refused(tmp_path):
    with pytest.raises(TableFaults, match="one column of answers"):
        read_census_counts(written(tmp_path, "lsoa21_code,n,total_residents", "E1,1,2"))
