"""Published figures of who took over England's libraries and which closed, and the facts made from the real file."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.evidence.libraries import STATIC
from commonweal.evidence.survival import COMMUNITY, COUNCIL, cohort, handed_over, may_have_moved, whole, years_after
from commonweal.formats.libraries import read_placed_libraries
from commonweal.formats.library_survival import library_survival, write_survival
from commonweal.terms.sources import Unknown

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def every(data_folder):
    return read_placed_libraries(data_folder / "libraries" / "libraries_england_2010_2023.csv")


def test_the_table_of_facts_is_what_the_real_file_gives(every, repository):
    libraries, source = every
    kept = repository / "src" / "commonweal" / "formats" / "facts" / "library_survival.csv"
    assert write_survival(libraries, source, library_survival().read_on) == kept.read_bytes()


def test_of_346_that_the_community_ran_in_2016_32_have_closed(every):
    found = cohort(every[0], COMMUNITY)
    assert (found.whole.libraries, found.whole.closed, found.whole.lost_from_sight) == (346, 32, 3)
    assert (found.gone_before, found.unplaced.libraries) == (0, 0)
    assert found.run_by_last == {"C": 1, "CR": 251, "ICL": 43, "LA": 15, "LAU": 1}
    assert {fifth: (counted.closed, counted.libraries) for fifth, counted in found.by_fifth.items()} == {
        1: (7, 61),
        2: (11, 56),
        3: (7, 59),
        4: (4, 93),
        5: (3, 77),
    }
    assert [one.closed for one in found.years] == [6, 7, 5, 6, 0, 3, 5]
    assert round(float(found.years[-1].still_open), 3) == 0.907


def test_of_2319_that_councils_ran_185_passed_to_communities_and_107_closed(every):
    """12 of the 2,319 had closed by the end of 2016 already, and 5 of the 107 closed in 2024."""
    found = cohort(every[0], COUNCIL)
    assert (found.whole.libraries, found.gone_before) == (2307, 12)
    assert found.run_by_last["CR"] + found.run_by_last["ICL"] == 185
    later = [one for one in every[0] if one.library.type == STATIC and one.library.operation.get(2016) in COUNCIL]
    assert sum((one.library.year_closed or 0) > 2023 for one in later) == 107 - found.whole.closed == 5
    assert found.whole.closed == 102


def test_those_newly_handed_over_close_at_much_the_same_rate(every):
    new = whole(*handed_over(every[0]))
    old = cohort(every[0], COMMUNITY).whole
    assert (new.libraries, new.closed, new.library_years) == (235, 11, 845)
    assert new.yearly.low < old.yearly.value < new.yearly.high
    assert years_after(every[0]) == {(1, 4): 3, (2, 4): 1, (2, 5): 2, (3, 6): 5}


def test_libraries_that_councils_left_unstaffed_closed_nearly_all(every):
    found = cohort(every[0], ("LAU",))
    assert (found.whole.closed, found.whole.libraries, found.gone_before) == (20, 22, 2)


def test_what_was_not_seen_before_2016_is_counted(every):
    silent = [one.library for one in every[0] if one.library.type == STATIC and 2016 not in one.library.operation]
    assert sum((one.year_closed or 9999) <= 2016 for one in silent) == 158


def test_every_static_library_stands_in_an_area_of_the_indices_of_2019(every, data_folder):
    """Ranks and tenths are those of 2019 but for one at the edge of a tenth; only mobile libraries have none."""
    import polars as pl

    table = pl.read_parquet(data_folder / "england" / "imd2019_england_lsoa11.parquet")
    official = set(table.select("IMD_rank", "IMD_decile").iter_rows())
    file = pl.read_csv(data_folder / "libraries" / "libraries_england_2010_2023.csv", infer_schema_length=0)
    columns = ("Index of multiple deprivation rank", "Index of multiple deprivation decile")
    given = {(int(rank), int(tenth)) for rank, tenth in file.select(columns).drop_nulls().iter_rows()}
    assert given - official == {(29_559, 10)}  # of 32,844 areas the ninth tenth ends with that rank: the same fifth
    unplaced = [one.library.type for one in every[0] if isinstance(one.tenth, Unknown)]
    assert (len(unplaced), set(unplaced)) == (15, {"Mobile Library"})


def test_the_indices_of_2025_say_much_the_same(every, data_folder):
    """By the nearest centre of a 2021 area; by both editions 25 of 32 closed in the more deprived three fifths."""
    import polars as pl
    from scipy.spatial import cKDTree

    centres = pl.read_parquet(data_folder / "england" / "lsoa21_centroids.parquet")
    deprived = pl.read_parquet(data_folder / "england" / "imd2025_england_lsoa21.parquet")
    areas = centres.join(deprived, on="lsoa21_code").sort("lsoa21_code")
    tree = cKDTree(areas.select("easting", "northing").to_numpy())
    ran = [one.library for one in every[0] if one.library.operation.get(2016) in COMMUNITY]
    _, nearest = tree.query([(one.point.easting, one.point.northing) for one in ran])
    fifths = [(int(areas["IMD_decile"][int(k)]) + 1) // 2 for k in nearest]
    closed = [fifth for fifth, one in zip(fifths, ran, strict=True) if one.year_closed]
    assert [closed.count(fifth) for fifth in range(1, 6)] == [6, 9, 10, 6, 1]
    assert [fifths.count(fifth) for fifth in range(1, 6)] == [64, 63, 78, 82, 59]


@pytest.mark.parametrize(("run_by", "replaced"), [(COMMUNITY, 3), (COUNCIL, 11)])
def test_a_few_closures_may_be_removals(every, run_by, replaced):
    """Another static library of the same authority opened within a kilometre and within a year of the closure."""
    closed = [
        one
        for one in every[0]
        if one.library.operation.get(2016) in run_by and 2017 <= (one.library.year_closed or 0) <= 2023
    ]
    assert sum(may_have_moved(one, every[0]) for one in closed) == replaced


@pytest.fixture(scope="module")
def liverpool(data_folder, tmp_path_factory):
    """The folder that the command writes of Liverpool, as it is told to machines."""
    folder = tmp_path_factory.mktemp("liverpool") / "out"
    file = data_folder / "libraries" / "libraries_england_2010_2023.csv"
    told = CliRunner().invoke(app, ["libraries", str(file), "--place", "Liverpool", "--out", str(folder)])
    assert told.exit_code == 0, told.output
    return json.loads((folder / "libraries.json").read_text("utf-8"))


def test_liverpool_s_23_libraries_and_what_each_came_to(liverpool):
    ends = [one["end"] for one in liverpool["libraries"]]
    assert {end: ends.count(end) for end in set(ends)} == {"community": 5, "closed": 4, "council": 14}
    assert {one["year_closed"] for one in liverpool["libraries"] if one["end"] == "closed"} == {2012}
    community = [one for one in liverpool["libraries"] if one["end"] == "community"]
    assert {one["run_by_the_community_when_first_asked"] for one in community} == {2016}
    assert [one["fifth"] for one in community] == [1] * 5


def test_liverpool_s_page_says_so_in_words(liverpool):
    said = [one["text"] for answer in liverpool["answers"] for one in answer["said"]]
    assert "In 2023 the council ran 14 of them and the community 5; 4 had closed." in said
    assert "Closed in 2012: Edge Hill, Great Homer Street, Larkhill, Woolton." in said
    assert "Opened in 2011: Childwall." in said
    assert "Opened in 2012: West Derby." in said
    assert any("stand 8 of the 9" in one and "12 of the other 14" in one for one in said)
    assert any("in 54% of cases, or anything from 28% to 74%" in one for one in said)
