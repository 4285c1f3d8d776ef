"""The National Grid, held against published centroids that have both forms."""

import csv
from math import degrees, hypot, radians

import pytest

from commonweal.evidence.national_grid import _projected, _unprojected, lon_lat, national_grid, on_grid


def test_the_surveys_own_worked_example_of_the_projection():
    """Ordnance Survey, A guide to coordinate systems in Great Britain, section C: Caister water tower."""
    east, north = _projected(radians(1 + 43 / 60 + 4.5177 / 3600), radians(52 + 39 / 60 + 27.2531 / 3600))
    assert (round(east, 3), round(north, 3)) == (651409.903, 313177.270)


def test_the_same_tower_from_satellite_degrees_within_five_metres():
    east, north = national_grid(1 + 42 / 60 + 57.8663 / 3600, 52 + 39 / 60 + 28.8282 / 3600)
    assert hypot(east - 651409.903, north - 313177.270) < 5


def test_the_survey_s_own_worked_example_of_the_way_back():
    """Section C.2: the same tower from its easting and northing."""
    longitude, latitude = _unprojected(651409.903, 313177.270)
    assert degrees(longitude) * 3600 == pytest.approx(1 * 3600 + 43 * 60 + 4.5177, abs=1e-4)
    assert degrees(latitude) * 3600 == pytest.approx(52 * 3600 + 39 * 60 + 27.2531, abs=1e-4)


@pytest.mark.parametrize(
    "point", [(90_000.0, 5_000.0), (338_052.0, 394_054.0), (655_000.0, 293_000.0), (465_000.0, 1_215_000.0)]
)
def test_there_and_back_is_the_same_place(point):
    east, north = national_grid(*lon_lat(*point))
    assert hypot(east - point[0], north - point[1]) < 0.01


def test_the_sheet_has_an_edge():
    assert on_grid(0, 0)
    assert on_grid(700_000, 1_300_000)
    assert not on_grid(-1, 10)
    assert not on_grid(700_001, 10)
    assert not on_grid(10, 1_300_001)


@pytest.mark.real_data
def test_every_area_of_four_places_lies_where_its_publisher_says(data_folder):
    rows = [
        row
        for path in sorted((data_folder / "places").glob("*.csv"))
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    ]
    apart = []
    for row in rows:
        easting, northing = national_grid(float(row["lon"]), float(row["lat"]))
        apart.append(hypot(easting - float(row["easting"]), northing - float(row["northing"])))
    assert len(apart) == 597
    assert max(apart) < 1


@pytest.mark.real_data
def test_degrees_of_every_centre_in_england_are_as_published(data_folder):
    import polars as pl

    table = pl.read_parquet(data_folder / "england" / "lsoa21_centroids.parquet")
    some = table.gather_every(97).select("easting", "northing", "lon", "lat")
    apart = []
    for easting, northing, longitude, latitude in some.iter_rows():
        east, north = national_grid(*lon_lat(easting, northing))
        there = national_grid(longitude, latitude)
        apart.append(hypot(east - there[0], north - there[1]))
    assert len(apart) == 368
    assert max(apart) < 5
