"""The National Grid, held against published centroids that have both forms."""

import csv
from math import hypot, radians

import pytest

from commonweal.charts.grid import _projected, national_grid


def test_the_surveys_own_worked_example_of_the_projection():
    """Ordnance Survey, A guide to coordinate systems in Great Britain, section C: Caister water tower."""
    east, north = _projected(radians(1 + 43 / 60 + 4.5177 / 3600), radians(52 + 39 / 60 + 27.2531 / 3600))
    assert (round(east, 3), round(north, 3)) == (651409.903, 313177.270)


def test_the_same_tower_from_satellite_degrees_within_five_metres():
    east, north = national_grid(1 + 42 / 60 + 57.8663 / 3600, 52 + 39 / 60 + 28.8282 / 3600)
    assert hypot(east - 651409.903, north - 313177.270) < 5


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
