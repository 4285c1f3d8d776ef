"""Published facts about real places, from real files."""

import csv
import json
from collections.abc import Sequence

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.evidence.inputs import Bands
from commonweal.evidence.libraries import STATIC
from commonweal.evidence.library_access import library_access
from commonweal.formats.boundaries import read_boundaries
from commonweal.formats.libraries import AUTHORITY, read_official_libraries
from commonweal.formats.official_areas import read_official_areas
from commonweal.terms.places import Area

pytestmark = pytest.mark.real_data
LIBRARIES = "libraries/libraries_england_2010_2023.csv"
NEAREST_TENTH = {True: (52, 111), False: (47, 64)}


@pytest.fixture(scope="module")
def every_library(data_folder):
    path = data_folder / LIBRARIES
    with path.open(encoding="utf-8-sig", newline="") as rows:
        authorities = {row[AUTHORITY] for row in csv.DictReader(rows)}
    return read_official_libraries(path, authorities)[0]


@pytest.fixture(scope="module")
def england(data_folder) -> Sequence[Area]:
    """Every small area of England: 2021 census centres and people, 2025 deprivation."""
    import polars as pl

    centres = pl.read_parquet(data_folder / "england" / "lsoa21_centroids.parquet")
    deprived = pl.read_parquet(data_folder / "england" / "imd2025_england_lsoa21.parquet")
    table = centres.join(deprived, on="lsoa21_code").sort("lsoa21_code")
    names = ("lsoa21_code", "lsoa21_name", "pop21", "IMD_rank", "IMD_decile", "IMD_score", "easting", "northing")
    return [
        Area(code, name, "", people, rank, tenth, score, east, north)
        for code, name, people, rank, tenth, score, east, north in table.select(names).iter_rows()
    ]


@pytest.fixture(scope="module")
def liverpool(data_folder, tmp_path_factory):
    """The profile that the command line makes of Liverpool."""
    folder = tmp_path_factory.mktemp("liverpool")
    places = data_folder / "places"
    sources = ["--areas", places / "liverpool_lsoa21.csv", "--boundaries", places / "liverpool_lsoa21.geojson"]
    made = ["init", folder / "L", "--name", "Liverpool", *sources, "--libraries", data_folder / LIBRARIES]
    for command in (made, ["profile", folder / "L", "--out", folder / "P"]):
        told = CliRunner().invoke(app, [str(part) for part in command])
        assert told.exit_code == 0, told.output
    return json.loads((folder / "P" / "profile.json").read_text(encoding="utf-8"))


def test_library_rows_of_england_that_councils_ran_closed_or_handed_over(every_library):
    run = [row for row in every_library if row.type == STATIC and row.operation.get(2016) == "LA"]
    assert len(every_library) == 3539
    assert len(run) == 2319
    assert sum(row.year_closed is not None and row.year_closed >= 2017 for row in run) == 107
    assert sum(row.operation.get(2023) in {"CR", "ICL"} for row in run) == 185


def test_access_to_libraries_in_england_before_and_after(england, every_library):
    static = [row for row in every_library if row.type == STATIC]
    assert len(england) == 33_755
    for year, index, alone in ((2016, 0.0033, 0.104), (2023, 0.0154, 0.108)):
        found = library_access(england, [row for row in static if row.served(year)], Bands())
        assert found.conservation.holds
        assert round(found.concentration, 4) == index
        assert round(found.zero_access, 3) == alone


def test_liverpool_is_counted_as_published(liverpool):
    figures = {name: figure["value"] for name, figure in liverpool["figures"].items()}
    assert figures == {"areas": 302, "people": 486_093, "most_deprived_tenth": 111}
    source = liverpool["figures"]["people"]["sources"][0]
    assert (source["file"], len(source["sha256"])) == ("liverpool_lsoa21.csv", 64)


def test_liverpool_has_23_library_rows_with_their_years_and_who_runs_them(liverpool):
    libraries = liverpool["libraries"]
    years = {year["year"]: year for year in libraries["years"]}
    assert len(libraries["rows"]) == 23
    assert {year: years[year]["open"] for year in (2010, 2011, 2012, 2023)} == {2010: 21, 2011: 22, 2012: 19, 2023: 19}
    assert {year: years[year]["closed"] for year in (2011, 2012, 2023)} == {2011: 0, 2012: 4, 2023: 4}
    assert years[2016]["run_by"] == years[2023]["run_by"] == {"LA": 14, "LAU": 0, "C": 0, "CR": 5, "ICL": 0}


def test_liverpool_s_access_before_and_after_keeps_every_unit(liverpool):
    for one in liverpool["libraries"]["comparisons"]:
        for proof in one["conservation"].values():
            assert proof["holds"]
            assert proof["error"] <= 1e-12
        assert {type(one["concentration_index"][when]) for when in ("before", "after")} == {float}
    since = liverpool["libraries"]["comparisons"][1]
    assert since["id"] == "2010-2023"
    assert since["libraries"] == {"before": 21, "after": 19}
    assert since["residents"]["lost"] > since["residents"]["gained"] > 0


@pytest.mark.parametrize(
    ("place", "count"), [("liverpool", 302), ("blackpool", 94), ("trafford", 139), ("north_norfolk", 62)]
)
def test_real_areas_and_their_boundaries_fit(data_folder, place, count):
    official = read_official_areas(data_folder / "places" / f"{place}_lsoa21.csv")
    codes = [area.code for area in official.areas]
    shapes, _ = read_boundaries(data_folder / "places" / f"{place}_lsoa21.geojson", codes)
    assert len(codes) == len(shapes) == count


@pytest.mark.parametrize("deprived", [True, False])
def test_where_the_council_left_who_took_over_by_deprivation(england, every_library, deprived):
    from scipy.spatial import cKDTree

    tree = cKDTree([(area.easting, area.northing) for area in england])
    left = taken = 0
    for row in every_library:
        if row.type != STATIC or row.operation.get(2016) != "LA":
            continue
        tenth = england[int(tree.query((row.point.easting, row.point.northing))[1])].deprivation_decile
        inside = tenth <= 3 if deprived else tenth >= 8
        community = row.operation.get(2023) in {"CR", "ICL"}
        closed = row.year_closed is not None and row.year_closed >= 2017
        taken += inside and community
        left += inside and (community or closed)
    assert (taken, left) == NEAREST_TENTH[deprived]
