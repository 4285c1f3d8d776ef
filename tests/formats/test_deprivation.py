import polars as pl
import pytest

from commonweal.errors import TableFaults
from commonweal.evidence.deprivation import DOMAINS
from commonweal.evidence.tenths import Tenth
from commonweal.formats.deprivation import read_deprivation

DOMAIN_NAMES = (
    *("Index of Multiple Deprivation (IMD)", "Income", "Employment", "Education, Skills and Training"),
    *("Health Deprivation and Disability", "Crime", "Barriers to Housing and Services", "Living Environment"),
)
RATES = {"Income", "Employment"}


def official(year):
    """Give the header of File 7 as published, and two rows of our own."""
    code = f"LSOA code ({2011 if year == 2019 else 2021})"
    header = [code, code.replace("code", "name"), "Local Authority District code (2024)"]
    rows = [["E01000001", "Quay 1A", "E06000101"], ["E01000002", "Hill 1B", "E06000101"]]
    for nth, name in enumerate(DOMAIN_NAMES):
        header += [
            f"{name} Score (rate)" if name in RATES else f"{name} Score",
            f"{name} Rank (where 1 is most deprived)",
            f"{name} Decile (where 1 is most deprived 10% of LSOAs)",
        ]
        rows[0] += [str(40.5 - nth), "1", "1"]
        rows[1] += [str(20.5 - nth), "2", "6"]
    header.append("Total population: mid 2015 (excluding prisoners)" if year == 2019 else "Total population: mid 2022")
    rows[0].append("1500")
    rows[1].append("1700")
    return header, rows


def written(folder, header, rows):
    path = folder / "File_7.csv"
    pl.DataFrame(rows, schema=header, orient="row").write_csv(path)
    return path


@pytest.mark.parametrize(("year", "vintage"), [(2019, "lsoa11"), (2025, "lsoa21")])
def test_file_7_is_read_with_its_edition(tmp_path, year, vintage):
    found = read_deprivation(written(tmp_path, *official(year)))
    assert (found.edition, found.vintage) == (year, vintage)
    assert found.codes == ("E01000001", "E01000002")
    assert list(found.rows) == [2, 3]
    assert set(found.ranks) == set(found.tenths) == set(found.scores) == set(DOMAINS)
    assert found.scores["imd"].tolist() == [40.5, 20.5]
    assert found.scores["education"].tolist() == [37.5, 17.5]
    assert found.ranks["environment"].tolist() == [1, 2]
    assert found.tenths["imd"] == (Tenth(1), Tenth(6))
    assert found.people.tolist() == [1500, 1700]
    assert "Housing" in found.source.publisher
    with pytest.raises(ValueError, match="read-only"):
        found.ranks["imd"][0] = 5


def test_scores_and_people_may_be_missing_but_not_ranks_or_tenths(tmp_path):
    header, rows = official(2019)
    kept = [k for k, name in enumerate(header) if "Score" not in name and "population" not in name]
    found = read_deprivation(written(tmp_path, [header[k] for k in kept], [[row[k] for k in kept] for row in rows]))
    assert found.scores == {}
    assert found.people is None
    fewer = [k for k in kept if "Crime" not in header[k]]
    with pytest.raises(TableFaults) as refused:
        read_deprivation(written(tmp_path, [header[k] for k in fewer], [[row[k] for k in fewer] for row in rows]))
    assert [fault.field for fault in refused.value.faults] == ["Crime_rank", "Crime_decile"]


@pytest.mark.parametrize(
    ("column", "row", "cell", "field"),
    [
        (0, 1, "E01000001", "LSOA code (2021)"),
        (0, 1, "E02000001", "LSOA code (2021)"),
        (4, 0, "0", "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"),
        (5, 1, "12", "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"),
        (3, 0, "high", "Index of Multiple Deprivation (IMD) Score"),
        (3, 0, "", "Index of Multiple Deprivation (IMD) Score"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(tmp_path, column, row, cell, field):
    header, rows = official(2025)
    rows[row][column] = cell
    with pytest.raises(TableFaults) as refused:
        read_deprivation(written(tmp_path, header, rows))
    assert {(fault.line, fault.field) for fault in refused.value.faults} == {(row + 2, field)}


def test_a_file_of_no_census_or_of_two_is_refused(tmp_path):
    header, rows = official(2025)
    for wrong in (["code", *header[1:]], [header[0], "LSOA code (2011)", *header[2:]]):
        lines = [[row[0], row[0], *row[2:]] for row in rows]
        with pytest.raises(TableFaults, match="one column of area codes"):
            read_deprivation(written(tmp_path, wrong, lines))
