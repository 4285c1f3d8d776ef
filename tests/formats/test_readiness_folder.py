"""What ``commonweal readiness`` writes: private to whoever plans, and to a funder only what was agreed."""

import csv
import io
import json
from fractions import Fraction

import pytest

from commonweal.formats.folders import write_folder
from commonweal.formats.readiness_folder import readiness_files
from commonweal.formats.readiness_tables import read_readiness
from commonweal.handover.condition_inputs import GainRow
from commonweal.terms.periods import Quarter
from tests.formats.test_readiness_tables import BODIES, TABLES
from tests.proposals.checked import AS_AT

NAMES = {"council": "Council", "cvs": "The CVS", "hall": "The Hall", "friends": "Friends"}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("place")
    for name, text in TABLES.items():
        (folder / name).write_text(text)
    return readiness_files(read_readiness(folder, BODIES), ["hall", "friends", "council"], NAMES, AS_AT)


def test_gains_of_capacity_are_a_table_for_the_hand_over_where_there_are_any(files, tmp_path):
    assert "capacity_gains.csv" not in files
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text)
    gain = GainRow("hall", Quarter(2027, 3), Fraction(5, 2), "development plan")
    told = readiness_files(read_readiness(tmp_path, BODIES), ["hall"], NAMES, AS_AT, [gain])
    assert told["capacity_gains.csv"].decode() == (
        "organisation,quarter,capacity_units,source\nhall,2027-Q3,2.5,development plan\n"
    )
    assert "capacity_gains.csv" in json.loads(told["manifest.json"])["files"]


def rows(files, name):
    return list(csv.DictReader(io.StringIO(files[name].decode())))


def test_every_file_is_in_the_manifest(files):
    told = json.loads(files["manifest.json"])
    assert (told["kind"], told["as_at"]) == ("readiness", "2026-11-15")
    assert set(told["files"]) == set(files) - {"manifest.json"}


def test_what_tells_of_every_body_says_that_it_is_not_for_publishing(files):
    for name in ("checks.txt", "development_plan.txt"):
        assert (
            files[name]
            .decode()
            .startswith("For whoever plans, and for the bodies themselves. Nothing of this is published")
        )


def test_the_development_plan_is_a_table_with_dates_and_hours(files):
    (row,) = rows(files, "development_plan.csv")
    told = ("hall-1", "1.5", "4.5", "2027-Q1", "2027-Q1")
    assert (row["action"], row["hours_spent"], row["hours_ahead"], row["due"], row["from"]) == told
    (left,) = rows(files, "support_hours.csv")
    assert (left["quarter"], left["hours_there"], left["hours_planned"]) == ("2027-Q1", "20", "4.5")


def test_each_body_has_its_own_check_to_correct(files):
    assert {name for name in files if name.startswith("bodies/")} == {"bodies/hall.txt", "bodies/friends.txt"}
    hall = files["bodies/hall.txt"].decode()
    assert "It belongs to The Hall." in hall
    assert "Whatever is wrong here can be corrected" in hall
    assert "Now: complete, by budget 2026, looked at on 1 April 2026." in hall
    assert "Its reserves of -£4,500 are -1.5 months" in hall
    assert "Friends" not in hall


def test_a_funder_reads_of_nobody_who_did_not_agree(files):
    report = "".join(files[name].decode() for name in files if name.startswith("funder_"))
    assert "The Hall" not in report
    assert "hall" not in report
    assert [row["organisation"] for row in rows(files, "funder_report.csv")] == ["friends"]
    assert rows(files, "funder_hours.csv") == [{"organisation": "friends", "hours_spent": "0"}]


def test_a_funder_reads_then_and_now_by_area_and_no_sum_of_them(files):
    (row,) = rows(files, "funder_report.csv")
    assert row == {
        "organisation": "friends",
        "area": "Managing money",
        "first_day": "2026-03-01",
        "first_complete": "0",
        "first_in_progress": "0",
        "first_not_started": "1",
        "now_complete": "0",
        "now_in_progress": "0",
        "now_not_started": "1",
    }
    assert "score" not in files["funder_report.txt"].decode().replace("Nothing here is a score", "")


def test_no_id_of_a_body_leads_out_of_the_folder(tmp_path):
    odd = "../../up"
    (tmp_path / "readiness.csv").write_text(TABLES["readiness.csv"].replace("hall", odd))
    tables = read_readiness(tmp_path, (odd, "friends"))
    files = readiness_files(tables, [odd], {odd: "Up"}, AS_AT)
    assert "bodies/..%2F..%2Fup.txt" in files
    write_folder(tmp_path / "out", files)
    assert {path.name for path in tmp_path.iterdir()} == {"readiness.csv", "out"}


def test_a_plan_without_actions_says_so(files, tmp_path):
    (tmp_path / "readiness.csv").write_text(TABLES["readiness.csv"])
    told = readiness_files(read_readiness(tmp_path, BODIES), ["hall"], NAMES, AS_AT)["development_plan.txt"]
    assert told.decode().endswith("No action is waiting.\n")
