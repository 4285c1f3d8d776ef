import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.evidence.national_grid import national_grid
from commonweal.formats.place_folder import read_place


@pytest.fixture
def place(tmp_path):
    told = CliRunner().invoke(app, ["init", str(tmp_path / "place"), "--name", "Saltmarsh"])
    assert told.exit_code == 0, told.output
    return tmp_path / "place"


def imported(file, place, *more):
    return CliRunner().invoke(app, ["import", "boundaries", str(file), "--place", str(place), *more])


@pytest.fixture
def metres(place, tmp_path):
    """The place's own shapes, in metres."""
    data = json.loads((place / "boundaries.geojson").read_text())
    for feature in data["features"]:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        turned = [[[list(national_grid(*point)) for point in ring] for ring in polygon] for polygon in polygons]
        shape |= {"type": "MultiPolygon", "coordinates": turned}
    path = tmp_path / "metres.geojson"
    path.write_text(json.dumps(data))
    return path


def test_metres_are_refused_until_they_are_said_and_the_place_stays_as_it_was(place, metres):
    before = (place / "boundaries.geojson").read_bytes()
    told = imported(metres, place)
    assert (told.exit_code, "--grid bng" in told.stderr) == (1, True)
    assert (place / "boundaries.geojson").read_bytes() == before


def test_metres_become_degrees_and_the_place_says_where_they_are_from(place, metres):
    before = read_place(place).boundaries
    told = imported(metres, place, "--grid", "bng", "--json")
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["areas"] == len(before)
    after = read_place(place)
    for code, shape in before.items():
        for (east, north), (longitude, latitude) in zip(shape[0][0], after.boundaries[code][0][0], strict=True):
            assert (longitude, latitude) == pytest.approx((east, north), abs=1e-6)
    assert after.settings.sources["boundaries.geojson"].original == "metres.geojson"


def test_a_place_whose_boundaries_are_at_fault_can_be_mended(place, metres):
    kept = (place / "boundaries.geojson").read_bytes()
    (place / "boundaries.geojson").write_bytes(metres.read_bytes())
    metres.write_bytes(kept)
    assert imported(metres, place).exit_code == 0
    assert read_place(place).boundaries
