"""``commonweal import`` and ``commonweal export``: grants into a place folder and out of it."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.first_folder import first_files
from commonweal.cli.main import app
from commonweal.formats.folders import write_folder
from commonweal.formats.place_folder import read_place
from tests.formats.grant_samples import PLAIN, changed, package, put


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "place"
    write_folder(folder, first_files("Harbour"))
    return folder


def here(place, **members):
    code = read_place(place).areas[0].code
    return changed(beneficiaryLocation=[{"geoCode": code}], **members)


def test_grants_come_in_with_where_they_come_from(place, tmp_path):
    file = put(
        tmp_path, package(here(place, id="a"), changed(id="b", currency="EUR"), changed(id="c", fromOpenCall="Y"))
    )
    told = run("import", "grants", file, "--place", place)
    assert told.exit_code == 0, told.output
    assert "holds 2 grants of £400.02 in all." in told.stdout
    assert "Left: 1, in another currency." in told.stdout
    assert "Y is not Yes or No" in told.stdout
    found = read_place(place)
    assert [one.id for one in found.evidence.grants] == ["a", "c"]
    source = found.evidence.sources["grants.csv"]
    assert (source.file, source.publisher) == ("grants.json", "Lighthouse Keepers' Trust")


def test_grants_that_take_the_place_of_others_are_said_to(place, tmp_path):
    file = put(tmp_path, package(here(place, id="a")))
    first, second = (run("import", "grants", file, "--place", place) for _ in range(2))
    assert "replaced" not in first.output
    assert "The grants.csv that was there before is replaced." in second.output


def test_the_answer_for_machines_counts_what_was_taken_and_left(place, tmp_path):
    files = [put(tmp_path, package(here(place, id="a")), "a.json"), put(tmp_path, package(changed(id="b")), "b.json")]
    machine = json.loads(run("import", "grants", *files, "--place", place, "--json").stdout)
    assert (machine["taken"], machine["pence"], machine["unknown"]) == (2, 40_002, {"delivered": 1, "based": 2})
    assert (machine["left"], machine["notes"]) == ({}, [])
    assert read_place(place).evidence.sources["grants.csv"].file == "a.json, b.json"


def test_a_wider_area_counts_only_where_the_place_is_said_to_lie_in_it(place, tmp_path):
    file = put(tmp_path, package(PLAIN, changed(id="w", beneficiaryLocation=[{"geoCode": "E08000001"}])))
    assert json.loads(run("import", "grants", file, "--place", place, "--json").stdout)["taken"] == 1
    machine = json.loads(run("import", "grants", file, "--place", place, "--within", "E08000001", "--json").stdout)
    assert machine["taken"] == 2


def test_a_file_at_fault_leaves_the_place_as_it_was(place, tmp_path):
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    good, bad = put(tmp_path, package(PLAIN)), put(tmp_path, package(changed(awardDate="05/06/2014")), "bad.json")
    told = run("import", "grants", good, bad, "--place", place)
    assert (told.exit_code, "CW361" in told.output, "bad.json" in told.output) == (1, True, True)
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_what_goes_out_comes_in_again_as_the_same_table(form, place, tmp_path):
    run("import", "grants", put(tmp_path, package(here(place, id="a"), PLAIN)), "--place", place)
    before = read_place(place).evidence.grants
    out = tmp_path / f"out.{form}"
    told = run("export", "grants", place, "--to", out)
    assert (told.exit_code, told.stdout) == (0, f"{out} holds 2 grants.\n")
    run("import", "grants", out, "--place", place)
    after = read_place(place).evidence.grants
    assert [(one.id, one.pence, one.on, one.title) for one in after] == [
        (one.id, one.pence, one.on, one.title) for one in before
    ]
    assert [one.delivered_at for one in after] == [one.delivered_at for one in before]


def test_another_form_and_a_place_without_grants_are_refused(place, tmp_path):
    assert "CW601" in run("export", "grants", place, "--to", tmp_path / "out.json").output
    run("import", "grants", put(tmp_path, package(PLAIN)), "--place", place)
    assert "CW362" in run("export", "grants", place, "--to", tmp_path / "out.ods").output


def test_a_profile_tells_what_funders_gave(place, tmp_path):
    run("import", "grants", put(tmp_path, package(here(place, id="a"), PLAIN)), "--place", place)
    assert run("profile", place, "--out", tmp_path / "out").exit_code == 0
    told = json.loads((tmp_path / "out" / "profile.json").read_text("utf-8"))
    assert told["grants"]["figures"]["grants"]["value"] == 2
    assert told["grants"]["figures"]["unknown_share:based"]["value"] == 1.0
    years = told["grants"]["truths"]["delivered"]["years"]
    assert [(year["year"], year["pounds_unknown"]) for year in years] == [(None, 200.01), (2024, 200.01)]
    assert (tmp_path / "out" / "tables" / "grants_by_decile.csv").is_file()


def test_the_postcodes_of_the_place_say_where_a_recipient_is_based(place, tmp_path):
    code = read_place(place).areas[1].code
    (place / "postcodes.csv").write_text(f"postcode,area,easting,northing\nQQ1 1AA,{code},,\n", "utf-8")
    body = PLAIN["recipientOrganization"][0]
    grants = [
        changed(id=name, recipientOrganization=[{**body, "postalCode": postcode}])
        for name, postcode in (("here", "qq11aa"), ("near", "QQ1 9ZZ"), ("far", "ZZ9 1AA"))
    ]
    machine = json.loads(run("import", "grants", put(tmp_path, package(*grants)), "--place", place, "--json").stdout)
    assert (machine["taken"], sum(machine["left"].values())) == (2, 1)
    assert [str(one.based_at) == code for one in read_place(place).evidence.grants] == [True, False]
