"""``commonweal cost`` and ``commonweal options``: from a place folder to tables, words and a picture, or a refusal."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.cli.sample_folder import sample_files
from commonweal.formats.costing_tables import Known, read_costing
from commonweal.formats.costing_writing import write_costing
from commonweal.formats.folders import write_folder


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "place"
    write_folder(folder, sample_files(1))
    return folder


@pytest.fixture(scope="module")
def costed(place):
    out = place.parent / "cost"
    return run("cost", place, "--out", out, "--on", "2026-11-26"), out


@pytest.fixture(scope="module")
def compared(place):
    out = place.parent / "options"
    return run("options", place, "--out", out), out


def test_a_cost_is_told_with_its_gap_and_who_fills_it(costed):
    told, out = costed
    assert told.exit_code == 0, told.output
    for text in ("The cost gap of 2025/26 is £", "towards it comes from Council reserves", "Nobody fills £"):
        assert text in told.stdout
    assert "play workers: £12.35 an hour in 2025/26 is below the real living wage of £12.60" in told.stdout
    assert "Take care: the newest real living wage (UK)" in told.stdout
    assert f"The verifier accepts each figure. Every line of every year is in {out / 'cost.csv'}." in told.stdout
    assert "Working out the full cost of 2 budgets." in told.stderr
    assert {path.name for path in out.iterdir()} == {"cost.csv", "cost.json", "cost.txt", "manifest.json"}


def test_the_same_day_gives_the_same_bytes_and_machines_get_the_json(place, costed, tmp_path):
    _, out = costed
    told = run("cost", place, "--out", tmp_path / "again", "--on", "2026-11-26", "--json")
    machine = json.loads(told.stdout)
    assert machine.pop("folder") == str(tmp_path / "again")
    assert machine == json.loads((out / "cost.json").read_text())
    for path in out.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


def test_without_a_day_it_is_said_today(place, tmp_path):
    from datetime import datetime

    before = datetime.now().astimezone().date()
    machine = json.loads(run("cost", place, "--out", tmp_path / "out", "--json").stdout)
    assert before.isoformat() <= machine["said_on"] <= datetime.now().astimezone().date().isoformat()


def test_the_options_are_told_and_the_false_economy_is_marked(compared):
    told, out = compared
    assert told.exit_code == 0, told.output
    assert "Cheapest now, dearer later: Close the clubs saves £" in told.stdout
    assert "is not counted, because no source is stated for it" in told.stdout
    assert "Hand over to the parents: This replaces public money" in told.stdout
    assert "falls on parents who work less" in told.stdout
    text = (out / "options.txt").read_text()
    for word in (
        "keep",
        "reshape",
        "transfer",
        "close",
        "do nothing",
        "double running",
        "failure demand",
        "unmet need",
    ):
        assert word in text


def test_the_picture_stands_alone_with_its_table_and_a_finding(compared):
    _, out = compared
    svg = (out / "pictures" / "1-after-school.svg").read_text()
    assert "<title" in svg
    assert "Cheapest now, dearer later: Close the clubs." in svg
    assert "var(--" not in svg
    rows = (out / "pictures" / "1-after-school.csv").read_text().splitlines()
    assert len(rows) == 11


def test_a_services_id_is_no_path():
    from commonweal.cli.option_pictures import option_picture
    from commonweal.delivery.options import compare_options
    from tests.delivery.budgets import UPLIFTS
    from tests.delivery.comparisons import HUB

    drawn = option_picture(compare_options(replace(HUB, service="../../Etc &"), UPLIFTS), 3)
    assert drawn.name == "3-etc"
    assert option_picture(compare_options(replace(HUB, service="é"), UPLIFTS), 3).name == "3"


def test_machines_get_the_options_as_json(place, compared, tmp_path):
    machine = json.loads(run("options", place, "--out", tmp_path / "out", "--json").stdout)
    assert machine.pop("folder") == str(tmp_path / "out")
    assert machine == json.loads((compared[1] / "options.json").read_text())


@pytest.mark.parametrize("command", ["cost", "options"])
def test_a_place_without_the_tables_is_refused_and_everything_else_works(place, command, tmp_path):
    folder = Path(shutil.copytree(place, tmp_path / "copy"))
    shutil.rmtree(folder / "costing")
    told = run(command, folder, "--out", tmp_path / "out")
    assert (told.exit_code, "CW341" in told.stderr) == (1, True)
    assert not (tmp_path / "out").exists()
    assert run("profile", folder, "--out", tmp_path / "profile").exit_code == 0


@pytest.mark.parametrize("command", ["cost", "options"])
def test_a_fault_is_refused_with_its_place_and_nothing_is_written(place, command, tmp_path):
    folder = Path(shutil.copytree(place, tmp_path / "copy"))
    path = folder / "costing" / "budget_staff.csv"
    path.write_text(path.read_text().replace(",44,", ",many,", 1))
    told = run(command, folder, "--out", tmp_path / "out")
    assert told.exit_code == 1
    assert "costing/budget_staff.csv, line 2, weeks_per_year: many is not a decimal number, 0 or more" in told.stderr
    assert not (tmp_path / "out").exists()


def test_the_samples_tables_are_read_back_as_they_were_written(place):
    from commonweal.formats.place_folder import read_place

    found = read_place(place)
    known = Known(
        [offer.service.id for offer in found.evidence.offers],
        [body.id for body in found.organisations],
        [one.name for one in found.neighbourhoods],
    )
    written = write_costing(read_costing(place / "costing", known))
    assert written == {path.name: path.read_bytes() for path in (place / "costing").iterdir()}


@pytest.mark.parametrize("command", ["cost", "options"])
def test_what_the_verifier_does_not_accept_is_not_written(place, command, tmp_path, monkeypatch):
    from commonweal.verifier.findings import Finding

    monkeypatch.setattr(
        "commonweal.verifier.main.check_folder", lambda _: [Finding("V702", "x.json", "it was doubted")]
    )
    told = run(command, place, "--out", tmp_path / "out")
    assert (told.exit_code, "CW342" in told.stderr, "it was doubted" in told.stderr) == (1, True, True)
    assert not (tmp_path / "out").exists()


def test_the_verifier_accepts_both_folders(costed, compared):
    for _, out in (costed, compared):
        told = run("verify", out)
        assert told.exit_code == 0, told.output
