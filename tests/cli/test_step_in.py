"""``commonweal step-in``: from a place folder to a case on a day, or a refusal that leaves nothing behind."""

import json
import shutil
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.cli.sample_folder import sample_files
from commonweal.formats.folders import write_folder

LIBRARY = ("--service", "library", "--neighbourhood", "Kelpside")
SUPPORT = ("--service", "day-support")


def run(place, day, out, *more):
    arguments = ["step-in", str(place), "--as-at", day, "--out", str(out), *map(str, more)]
    return CliRunner().invoke(app, arguments)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "place"
    write_folder(folder, sample_files(1))
    return folder


@pytest.fixture
def place(sample, tmp_path):
    return shutil.copytree(sample, tmp_path / "place")


def days_of(out):
    header, *rows = (out / "cover.csv").read_text("utf-8").splitlines()
    return [dict(zip(header.split(","), row.split(","), strict=True)) for row in rows]


def test_what_convinces_a_practitioner(place, tmp_path):
    """M24: triggers agreed in advance; a no-fault hand-back that the body begins; a successor; cover day by day."""
    triggers = place / "step_in" / "triggers.csv"
    agreed = triggers.read_text("utf-8")
    triggers.write_text(agreed.replace("2026-04-01", "2027-03-09"), "utf-8")
    late = run(place, "2027-03-24", tmp_path / "late", *LIBRARY)
    assert late.exit_code == 1
    assert "reports.csv, line 3, trigger: the trigger was agreed on 9 March 2027, not before" in late.stderr
    triggers.write_text(agreed, "utf-8")

    told = run(place, "2027-03-24", tmp_path / "case", *LIBRARY, "--private", tmp_path / "mine.txt")
    assert told.exit_code == 0, told.output
    first = date(2027, 3, 10)
    found = days_of(tmp_path / "case")
    assert [row["day"] for row in found] == [(first + timedelta(days=k)).isoformat() for k in range(15)]
    assert all(row["run_by"] and row["told"] in {"yes", "no"} for row in found)
    below = [row["day"][-2:] for row in found if row["floor_kept"] == "no"]
    assert below == ["10", "11", "12", "13", "15"]
    text = (tmp_path / "case" / "case.txt").read_text("utf-8")
    assert all(f"{int(day)} March 2027: open 0" in text or f"{int(day)} March 2027: open 3" in text for day in below)
    assert "1. Gannet Quay Community Association, 3,020 metres away" in (tmp_path / "mine.txt").read_text("utf-8")

    back = run(place, "2027-02-01", tmp_path / "back", *SUPPORT)
    assert "asked to hand the service back" in back.stdout
    assert "it is nobody's fault" in back.stdout
    assert "By 1 May 2027: the notice ends" in back.stdout
    assert "triggered" in back.stdout

    after = run(place, "2027-06-01", tmp_path / "after", *LIBRARY)
    assert "Gannet Quay Community Association has taken it on and runs it" in after.stdout


def test_the_command_prints_the_first_page_and_the_folder_holds_it(sample, tmp_path):
    told = run(sample, "2027-03-24", tmp_path / "case", *LIBRARY)
    page = (tmp_path / "case" / "case.txt").read_text("utf-8")
    heads = [line for line in page.splitlines() if line and line in told.stdout.splitlines()]
    assert heads[:2] == [
        "Libraries, Kelpside, as at 24 March 2027: step-in",
        "What happens to people who use it today",
    ]
    assert "Reading" in told.stderr
    assert (tmp_path / "case" / "cover.svg").read_text("utf-8").startswith("<svg")
    assert "var(--" not in (tmp_path / "case" / "cover.svg").read_text("utf-8")


def test_machines_are_told_the_same(sample, tmp_path):
    told = json.loads(run(sample, "2027-03-24", tmp_path / "case", *LIBRARY, "--json").stdout)
    assert told["state"] == "step-in"
    assert told["due"] == [{"task": "end", "by": "council", "day": "2027-09-11"}]
    assert (told["days"], told["floor_kept"], told["not_known"]) == (15, 9, ["2027-03-20"])
    assert told["below_floor"][0] == "2027-03-10"
    assert told["private"] is None


def test_nothing_that_is_published_names_who_was_not_ready_or_not_willing(sample, tmp_path):
    told = run(sample, "2027-03-24", tmp_path / "case", *LIBRARY, "--private", tmp_path / "mine.txt")
    private = (tmp_path / "mine.txt").read_text("utf-8")
    whole = told.stdout + "".join(path.read_text("utf-8") for path in (tmp_path / "case").iterdir())
    for name in ("Herring Hill Community Association", "Sandglass Green Community Association"):
        assert name in private
        assert name not in whole
    assert "Gannet Quay" not in whole


def test_at_the_watch_there_is_no_picture_and_no_day(sample, tmp_path):
    told = run(sample, "2027-03-09", tmp_path / "case", *LIBRARY)
    assert "Nothing is due." in told.stdout
    assert not (tmp_path / "case" / "cover.svg").exists()
    assert days_of(tmp_path / "case") == []


def test_a_case_is_told_again_into_the_same_folder(sample, tmp_path):
    assert run(sample, "2027-03-24", tmp_path / "case", *LIBRARY).exit_code == 0
    assert run(sample, "2027-03-09", tmp_path / "case", *LIBRARY).exit_code == 0
    assert not (tmp_path / "case" / "cover.svg").exists()


def refused(told, code, tmp_path, made="case"):
    assert told.exit_code == 1, told.output
    assert f"{code}: " in told.stderr
    assert not (tmp_path / made).exists()


def test_one_of_several_cases_has_to_be_named(sample, tmp_path):
    told = run(sample, "2027-03-24", tmp_path / "case")
    refused(told, "CW349", tmp_path)
    assert "day-support in Lantern Row, library in Kelpside" in told.stderr
    refused(run(sample, "2027-03-24", tmp_path / "case", "--service", "pottery"), "CW349", tmp_path)
    refused(run(sample, "2026-03-31", tmp_path / "case", *LIBRARY), "CW349", tmp_path)


def test_a_place_without_the_folder_says_so_and_is_read_as_before(place, tmp_path):
    shutil.rmtree(place / "step_in")
    refused(run(place, "2027-03-24", tmp_path / "case", *LIBRARY), "CW601", tmp_path)


def test_a_private_file_inside_what_is_published_is_refused(sample, tmp_path):
    for name in ("case/mine.txt", "case/deep/mine.txt", "case/../case/mine.txt", "case"):
        told = run(sample, "2027-03-24", tmp_path / "case", *LIBRARY, "--private", tmp_path / name)
        refused(told, "CW350", tmp_path)


def test_a_private_file_that_is_there_is_left_alone_and_nothing_is_written(sample, tmp_path):
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    told = run(sample, "2027-03-24", tmp_path / "case", *LIBRARY, "--private", tmp_path / "mine.txt")
    refused(told, "CW606", tmp_path)
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"


def changed(place, file, old, new):
    path = place / "step_in" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_acts_that_the_case_does_not_allow_are_refused_with_every_row(place, tmp_path):
    changed(place, "acts.csv", "step_in,2027-03-15", "step_in,2027-03-09")
    told = run(place, "2027-06-01", tmp_path / "case", *LIBRARY)
    refused(told, "CW347", tmp_path)
    assert "acts.csv, line 4, act: nothing agreed beforehand has happened by 9 March 2027" in told.stderr
    assert "acts.csv, line 5, act: hand_on comes after the council stepped in" in told.stderr


def test_a_hand_on_to_a_body_that_is_not_willing_is_refused(place, tmp_path):
    changed(place, "successors.csv", "2027-01-15", "")
    told = run(place, "2027-06-01", tmp_path / "case", *LIBRARY)
    refused(told, "CW347", tmp_path)
    assert "acts.csv, line 5, successor: " in told.stderr
    assert "it has not recorded that it is willing" in told.stderr


def test_cover_that_speaks_against_the_acts_is_refused(place, tmp_path):
    changed(place, "cover.csv", "2027-03-11,organisation", "2027-03-11,council")
    told = run(place, "2027-03-24", tmp_path / "case", *LIBRARY)
    refused(told, "CW348", tmp_path)
    assert (
        "cover.csv, line 3, run_by: the council is not who runs the service while the case stands at triggered"
        in told.stderr
    )


def test_a_fault_in_a_table_is_refused_with_those_of_the_other_files(place, tmp_path):
    changed(place, "acts.csv", "hand_on", "give_away")
    areas = place / "areas.csv"
    areas.write_text(areas.read_text("utf-8").replace(",", ",x", 1), "utf-8")
    told = run(place, "2027-03-24", tmp_path / "case", *LIBRARY)
    assert told.exit_code == 1
    assert "step_in/acts.csv, line 5, act: give_away is not known" in told.stderr


def test_of_a_service_whose_address_is_never_shown_neither_place_nor_body_is_published(place, tmp_path):
    services = place / "services.csv"
    header, *rows = services.read_text("utf-8").splitlines()
    names = header.split(",")
    cells = [row.split(",") for row in rows]
    library = next(row for row in cells if row[0] == "library")
    library[names.index("sensitive")], library[names.index("up_for_transfer")] = "yes", "no"
    services.write_text("\n".join([header, *(",".join(row) for row in cells)]) + "\n", "utf-8")
    sites = place / "sites.csv"
    sites.write_text(sites.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    for table in (place / "wanted.csv", *(place / "handover").glob("*.csv")):
        lines = table.read_text("utf-8").splitlines()
        table.write_text("".join(f"{line}\n" for line in lines if "library" not in line.split(",")), "utf-8")
    told = run(place, "2027-06-01", tmp_path / "case", *LIBRARY)
    assert told.exit_code == 0, told.output
    whole = told.stdout + "".join(path.read_text("utf-8") for path in (tmp_path / "case").iterdir())
    assert "Libraries, the whole place, as at 1 June 2027: hand-on" in whole
    assert not [name for name in ("Kelpside", "Gannet Quay") if name in whole]
