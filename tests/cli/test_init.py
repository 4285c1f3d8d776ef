import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.first_folder import KEPT, first_files
from commonweal.cli.main import app
from commonweal.cycle.demand import demand
from commonweal.evidence.profile import profile
from commonweal.formats.folders import with_manifest, write_folder
from commonweal.formats.place_folder import read_place
from tests.formats.small_england import england

HEADER = (
    "lsoa21_name,lsoa21_code,ward24_name,ltla24_name,ltla24_code,easting,northing,pop21,IMD_decile,IMD_rank,IMD_score"
)


def init(*arguments):
    return CliRunner().invoke(app, ["init", *map(str, arguments)])


def official(folder, row="Saltmarsh 1A,E01,Hill,Saltmarsh,E06,1000,2000,1466,1,3001,46.7"):
    path = folder / "areas.csv"
    path.write_text(f"{HEADER}\n{row}\n")
    return path


def test_the_first_folder_can_be_read_profiled_and_planned(tmp_path):
    told = init(tmp_path / "place", "--name", "Saltmarsh")
    assert told.exit_code == 0, told.output
    place = read_place(tmp_path / "place")
    assert place.settings.name == "Saltmarsh"
    assert {offer.service.id for offer in place.evidence.offers} == set(KEPT)
    assert len(place.boundaries) == len(place.areas) == 8
    assert len(profile(place.evidence).services) == 4
    assert place.handover is not None
    assert {service for service, _ in demand(place.evidence)} == {"library", "after-school"}


def test_the_first_folder_is_small_and_explains_itself():
    files = first_files("Saltmarsh")
    assert files == first_files("Saltmarsh")
    tables = [name for name in files if name.endswith(".csv") and "/" not in name]
    assert all(len(files[name].splitlines()) <= 40 for name in tables)
    assert all(name in files["README.txt"].decode() for name in tables)
    assert files["place.toml"].decode().count("\n# ") >= 3


def test_official_files_make_a_place_and_the_answer_is_for_machines_too(tmp_path):
    told = init(tmp_path / "place", "--name", "Saltmarsh", "--areas", official(tmp_path), "--json")
    assert json.loads(told.stdout) == {"folder": str(tmp_path / "place"), "files": ["areas.csv", "place.toml"]}
    assert read_place(tmp_path / "place").evidence.sources["areas.csv"].publisher


@pytest.mark.parametrize("name", ["", "  ", "Salt\nmarsh", "Salt\x1b[2Jmarsh"])
def test_a_name_that_nobody_could_read_is_wrong_usage(tmp_path, name):
    assert init(tmp_path / "place", "--name", name).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    told = init(tmp_path, "--name", "Saltmarsh")
    assert (told.exit_code, "CW603" in told.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_another_command_made_is_no_place_to_begin_in(tmp_path):
    write_folder(tmp_path / "out", with_manifest("profile", {"place.toml": b"mine"}))
    assert init(tmp_path / "out", "--name", "Saltmarsh").exit_code == 1
    assert (tmp_path / "out" / "place.toml").read_bytes() == b"mine"


def test_an_empty_folder_is_taken(tmp_path):
    assert init(tmp_path, "--name", "Saltmarsh").exit_code == 0
    assert (tmp_path / "place.toml").is_file()


def test_faults_of_a_source_are_told_and_nothing_is_written(tmp_path):
    areas = official(tmp_path, "Saltmarsh 1A,E01,Hill,Saltmarsh,E06,1000,2000,many,1,3001,46.7")
    told = init(tmp_path / "place", "--name", "Saltmarsh", "--areas", areas)
    assert told.exit_code == 1
    assert "areas.csv, line 2, pop21: many is not a whole number" in told.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["areas.csv"]


@pytest.mark.parametrize("option", ["--boundaries", "--libraries"])
def test_boundaries_or_libraries_without_areas_are_wrong_usage(tmp_path, option):
    told = init(tmp_path / "place", "--name", "Saltmarsh", option, official(tmp_path))
    assert told.exit_code == 2
    assert not (tmp_path / "place").exists()


def test_boundaries_in_metres_are_said_to_be_so_and_taken_when_told(tmp_path):
    ring = [[338000, 394000], [339000, 394000], [339000, 395000], [338000, 394000]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    shapes = tmp_path / "shapes.geojson"
    feature = {"type": "Feature", "properties": {"code": "E01"}, "geometry": shape}
    shapes.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    sources = ("--name", "Saltmarsh", "--areas", official(tmp_path), "--boundaries", shapes)
    told = init(tmp_path / "place", *sources)
    assert (told.exit_code, "--grid bng" in told.stderr) == (1, True)
    assert init(tmp_path / "place", *sources, "--grid", "bng").exit_code == 0
    corner = read_place(tmp_path / "place").boundaries["E01"][0][0][0]
    assert corner == pytest.approx((-2.93465, 53.43892), abs=5e-4)


def test_a_grid_without_boundaries_is_wrong_usage(tmp_path):
    assert init(tmp_path / "place", "--name", "S", "--areas", official(tmp_path), "--grid", "bng").exit_code == 2


def test_a_district_of_england_becomes_a_place(tmp_path):
    data = england(tmp_path / "data")
    told = init(tmp_path / "place", "--name", "Anmere", "--data", data, "--district", "Anmere")
    assert told.exit_code == 0, told.output
    assert len(read_place(tmp_path / "place").areas) == 3
    told = init(tmp_path / "other", "--name", "Anmere", "--data", data, "--district", "Anmore")
    assert (told.exit_code, "the nearest is Anmere" in told.stderr) == (1, True)
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        ("--data", "data"),
        ("--district", "Anmere"),
        ("--data", "data", "--district", "Anmere", "--libraries", "register.csv"),
        ("--data", "data", "--district", "Anmere", "--areas", "areas.csv"),
    ],
)
def test_a_district_needs_the_data_of_england_and_nothing_else(tmp_path, wrong):
    assert init(tmp_path / "place", "--name", "S", *wrong).exit_code == 2
