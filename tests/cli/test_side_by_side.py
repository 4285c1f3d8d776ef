import json
import re
import shutil
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from commonweal.cli.first_folder import first_files
from commonweal.cli.main import app
from commonweal.formats.folders import write_folder


@pytest.fixture(scope="module")
def east(tmp_path_factory):
    folder = tmp_path_factory.mktemp("east") / "place"
    write_folder(folder, first_files("East Marsh"))
    return folder


@pytest.fixture(scope="module")
def west(tmp_path_factory, east):
    folder = tmp_path_factory.mktemp("west") / "place"
    shutil.copytree(east, folder)
    toml = folder / "place.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("East Marsh", "West Marsh"), encoding="utf-8")
    return folder


def run(*arguments):
    return CliRunner().invoke(app, ["side-by-side", *map(str, arguments)])


def test_the_same_place_under_two_names_cannot_be_told_apart(west, east, tmp_path):
    told = run(west, east, "--out", tmp_path / "out")
    assert told.exit_code == 0, told.output
    assert "East Marsh and West Marsh cannot be told apart; their intervals overlap." in told.stdout
    told = json.loads((tmp_path / "out" / "side-by-side.json").read_text(encoding="utf-8"))
    assert [one["place"] for one in told["places"]] == ["East Marsh", "West Marsh"]


def test_the_page_opens_from_disk_and_each_figure_opens_to_its_place(west, east, tmp_path):
    out = tmp_path / "out"
    run(west, east, "--out", out)
    html = (out / "index.html").read_text(encoding="utf-8")
    assert "Nobody is ranked." in html
    links = {unquote(link) for link in re.findall(r'(?:href|src)="([^"#]+)', html)}
    assert {"places/east-marsh/profile.json", "places/west-marsh/profile.json"} <= links
    assert [link for link in links if not (out / link).is_file()] == []


def test_a_profile_that_was_written_stands_for_its_place(west, east, tmp_path):
    CliRunner().invoke(app, ["profile", str(east), "--out", str(tmp_path / "profile"), "--no-pages"])
    assert run(tmp_path / "profile", west, "--out", tmp_path / "by-profile").exit_code == 0
    assert run(east, west, "--out", tmp_path / "by-place").exit_code == 0
    for name in ("side-by-side.json", "index.html"):
        assert (tmp_path / "by-profile" / name).read_bytes() == (tmp_path / "by-place" / name).read_bytes()


def test_the_verifier_takes_the_folder(west, east, tmp_path):
    run(west, east, "--out", tmp_path / "out")
    assert CliRunner().invoke(app, ["verify", str(tmp_path / "out")]).exit_code == 0


@pytest.mark.parametrize(
    ("second", "code"),
    [("nothing", "CW417"), ("torn", "CW417"), ("other", "CW417"), ("east", "CW418"), (None, "CW419")],
)
def test_what_cannot_be_set_beside_is_refused_and_nothing_is_written(east, tmp_path, second, code):
    for name, text in (("torn", "{"), ("other", '{"format": "commonweal/1"}')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "profile.json").write_text(text, encoding="utf-8")
    places = [east] if second is None else [east, east if second == "east" else tmp_path / second]
    told = run(*places, "--out", tmp_path / "out")
    assert (told.exit_code, code in told.stderr) == (1, True)
    assert not (tmp_path / "out").exists()
