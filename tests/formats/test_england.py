import polars as pl
import pytest

from commonweal.errors import AreasUnmatched, FileMissing, TableFaults, VintagesMixed
from commonweal.formats.england import joined, read_england
from commonweal.terms.sources import Source
from tests.formats.small_england import england


def imd(folder):
    return folder / "england" / "imd2025_england_lsoa21.parquet"


def test_areas_of_other_countries_are_left_out_and_sources_are_named(tmp_path):
    whole = read_england(england(tmp_path / "data"))
    assert sum(len(one.evidence.areas) for one in whole.districts) == 9
    assert set(whole.sources) == {"areas.csv", "deprivation", "centres", "districts", "libraries.csv"}
    assert whole.sources["areas.csv"].file.count(", ") == 2
    assert all(source.publisher and source.licence and source.date for source in whole.sources.values())


def test_the_indices_may_be_the_csv_that_is_published(tmp_path):
    folder = england(tmp_path / "data")
    expected = [one.evidence.areas for one in read_england(folder).districts]
    pl.read_parquet(imd(folder)).write_csv(imd(folder).with_suffix(".csv"))
    imd(folder).unlink()
    whole = read_england(folder)
    assert [one.evidence.areas for one in whole.districts] == expected
    assert whole.sources["deprivation"].file.endswith(".csv")


def test_without_a_register_there_are_no_libraries_and_none_are_made_up(tmp_path):
    whole = read_england(england(tmp_path / "data", libraries=False))
    assert {one.evidence.libraries for one in whole.districts} == {None}
    assert {one.reach for one in whole.districts} == {()}


@pytest.mark.parametrize("name", ["imd2025_england_lsoa21", "lsoa21_centroids", "lookup_lsoa21_ward24_ltla24"])
def test_a_missing_file_is_named(tmp_path, name):
    folder = england(tmp_path / "data")
    (folder / "england" / f"{name}.parquet").unlink()
    with pytest.raises(FileMissing, match=name):
        read_england(folder)


def test_areas_that_one_file_lacks_are_each_named(tmp_path):
    with pytest.raises(AreasUnmatched) as refused:
        read_england(england(tmp_path / "data", drop=("E01000003", "E01000007")))
    assert [str(fault) for fault in refused.value.faults] == [
        "imd2025_england_lsoa21.parquet, line 3: E01000003 is not in lsoa21_centroids.parquet",
        "imd2025_england_lsoa21.parquet, line 7: E01000007 is not in lsoa21_centroids.parquet",
    ]


def test_an_area_that_the_indices_do_not_have_is_named(tmp_path):
    folder = england(tmp_path / "data")
    pl.read_parquet(imd(folder)).slice(1).write_parquet(imd(folder))
    with pytest.raises(AreasUnmatched, match="E01000001"):
        read_england(folder)


def test_indices_of_another_census_are_refused_with_their_rows(tmp_path):
    folder = england(tmp_path / "data")
    pl.read_parquet(imd(folder)).rename({"lsoa21_code": "lsoa11_code"}).write_parquet(imd(folder))
    with pytest.raises(VintagesMixed) as refused:
        read_england(folder)
    assert len(refused.value.faults) == 9
    assert "look-up" in refused.value.remedy


def test_scores_are_needed_here(tmp_path):
    folder = england(tmp_path / "data")
    pl.read_parquet(imd(folder)).drop("IMD_score").write_parquet(imd(folder))
    with pytest.raises(TableFaults) as refused:
        read_england(folder)
    assert [fault.field for fault in refused.value.faults] == ["IMD_score"]


def test_a_table_of_several_files_names_them_with_their_hashes():
    one, other = (Source(name, name * 64, "P", "L", "2021") for name in "ab")
    assert joined((one, other)) == Source("a, b", f"{'a' * 64}, {'b' * 64}", "P", "L", "2021")
