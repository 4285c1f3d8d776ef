import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.first_folder import first_files
from commonweal.cli.main import app
from commonweal.evidence.named_groups import HandTagged
from commonweal.formats.folders import write_folder
from commonweal.formats.place_folder import read_place
from tests.conventions.test_commands import SCHEME, TAGGED


@pytest.fixture
def desk(tmp_path):
    write_folder(tmp_path / "place", first_files("Saltmarsh"))
    (tmp_path / "scheme.csv").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "tagged.csv").write_text(TAGGED, encoding="utf-8")
    return tmp_path


def run(desk, *more):
    command = ["import", "tags", desk / "scheme.csv", "--sample", desk / "tagged.csv", "--place", desk / "place", *more]
    return CliRunner().invoke(app, [str(part) for part in command])


def test_tags_are_added_with_how_well_their_words_do_and_where_they_are_from(desk):
    told = run(desk)
    assert told.exit_code == 0, told.output
    assert "holds 3 tags, each tried on 5 bodies" in told.stdout
    assert "1 were left: its words are not sure to be found in time" in told.stdout
    place = read_place(desk / "place")
    found = {tag.code: tag.sample for tag in place.evidence.tags}
    assert found["G1"] == HandTagged(1, 1, 0, 3)
    assert found["G3"] == HandTagged(1, 0, 0, 4)
    source = place.settings.sources["tags.csv"]
    assert source.original == "scheme.csv, tagged.csv"
    assert len(source.original_sha256) == 130


def test_what_the_place_wrote_of_its_groups_is_kept(desk):
    run(desk)
    path = desk / "place" / "tags.csv"
    group = read_place(desk / "place").evidence.needs[0].group
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] += f'"{group}"'
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run(desk).exit_code == 0
    assert read_place(desk / "place").evidence.tags[0].groups == (group,)


def test_chosen_tags_alone_are_taken_and_told_to_machines(desk):
    told = json.loads(run(desk, "--tag", "G3", "--json").stdout)
    assert [one["code"] for one in told["taken"]] == ["G3"]
    assert told["bodies"] == 5
    assert told["left"] == {}


@pytest.mark.parametrize(("code", "why"), [("G4", "not sure to be found in time"), ("G9", "the nearest is G")])
def test_a_tag_that_cannot_be_used_is_refused_and_the_place_stays_as_it_was(desk, code, why):
    before = {path.name: path.read_bytes() for path in (desk / "place").iterdir() if path.is_file()}
    told = run(desk, "--tag", code)
    assert (told.exit_code, "CW404" in told.stderr, why in told.stderr) == (1, True, True)
    assert {path.name: path.read_bytes() for path in (desk / "place").iterdir() if path.is_file()} == before
