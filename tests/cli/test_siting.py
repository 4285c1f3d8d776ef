"""``commonweal siting``: an answer that the verifier accepts, and refusals that leave nothing behind."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.cli.sample_folder import sample_files
from commonweal.formats.folders import write_folder
from commonweal.formats.place_folder import read_place
from commonweal.verifier.main import verify


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("siting") / "saltmarsh"
    write_folder(folder, sample_files(1))
    return folder


def siting(*arguments):
    return CliRunner().invoke(app, ["siting", *map(str, arguments)])


def test_it_says_where_how_surely_and_whom_it_leaves_far(place, tmp_path):
    told = siting(place, "--sites", 3, "--reach", 800, "--out", tmp_path / "out")
    assert told.exit_code == 0, told.output
    lines = told.stdout.splitlines()
    assert lines[0].startswith("With 3 sites the people of ")
    assert any("that is proven" in line for line in lines)
    assert verify(tmp_path / "out") == []
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"siting.json", "sites.csv", "deciles.csv", "siting.txt", "siting.svg", "manifest.json"}
    assert "<svg" in (tmp_path / "out" / "siting.svg").read_text("utf-8")
    again = siting(place, "--sites", 3, "--reach", 800, "--out", tmp_path / "again", "--json")
    assert json.loads(again.stdout)["options"] == json.loads((tmp_path / "out" / "siting.json").read_bytes())["options"]


def _services(place):
    return {offer.service.id: offer for offer in read_place(place).evidence.offers}


def test_open_sites_of_a_service_are_kept_where_that_is_asked(place, tmp_path):
    found = read_place(place).evidence
    service, sites = next(
        (name, open_)
        for name, offer in _services(place).items()
        if not offer.service.sensitive
        and (open_ := [one for one in found.sites if one.service == name and one.open_on(found.as_at)])
    )
    told = siting(
        *(place, "--sites", len(sites) + 2, "--service", service, "--keep", "--aim", "coverage"),
        *("--out", tmp_path / "out", "--json"),
    )
    assert told.exit_code == 0, told.output
    for option in json.loads(told.stdout)["options"]:
        assert {one.id for one in sites} <= set(option["sites"])
    fewer = siting(place, "--sites", len(sites) - 1 or 1, "--service", service, "--keep", "--out", tmp_path / "x")
    assert (fewer.exit_code, "CW412" in fewer.output) == (1, True) or len(sites) == 1


def test_a_table_of_candidates_and_room_are_kept_to(place, tmp_path):
    areas, people = read_place(place).areas, sum(area.population for area in read_place(place).areas)
    rows = [
        f"h{k},Hall {k},{area.easting},{area.northing},{people // 2},{'yes' if k == 1 else ''}"
        for k, area in enumerate(areas[:6])
    ]
    table = tmp_path / "halls.csv"
    table.write_text("\n".join(["id,name,easting,northing,people_at_most,kept", *rows, ""]), "utf-8")
    told = siting(place, "--sites", 3, "--candidates", table, "--out", tmp_path / "out", "--json")
    assert told.exit_code == 0, told.output
    value = json.loads(told.stdout)
    assert verify(tmp_path / "out") == []
    for option in value["options"]:
        assert "h1" in option["sites"]
        assert max(option["used"]) <= people // 2
        assert sum(option["used"]) == people
    assert [one["file"] for one in value["sources"]] == ["areas.csv", "halls.csv"]


def test_a_sensitive_service_an_unknown_one_and_too_little_room_are_refused_and_nothing_is_written(place, tmp_path):
    names = {name: offer.service.sensitive for name, offer in _services(place).items()}
    sensitive = [name for name, hidden in names.items() if hidden]
    asked = [(("--service", name), "CW411") for name in sensitive]
    asked += [(("--service", "nothing-such"), "CW001"), (("--room", "1"), "CW412")]
    assert sensitive
    for more, code in asked:
        told = siting(place, "--sites", 3, *more, "--out", tmp_path / "out")
        assert told.exit_code == 1
        assert code in told.output
        assert not (tmp_path / "out").exists()
    assert siting(place, "--sites", 3, "--keep", "--out", tmp_path / "out").exit_code == 2
