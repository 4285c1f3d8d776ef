"""``commonweal readiness``, and the gate before ``commonweal plan``: what would convince a practitioner of each."""

import csv
import io
import json
import re
import shutil
from datetime import date
from fractions import Fraction

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.formats.place_folder import read_place
from commonweal.proposals.criteria import CHECK_AREAS
from tests.cli.thin_place import thin_place


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return thin_place(tmp_path_factory.mktemp("sample") / "place")


@pytest.fixture
def place(sample, tmp_path):
    return shutil.copytree(sample, tmp_path / "place")


@pytest.fixture(scope="module")
def shown(sample):
    out = sample.parent / "readiness"
    return run("readiness", sample, "--out", out), out


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text())))


def test_m13_a_development_worker_sees_then_and_now_what_is_missing_and_the_hours_and_hands_a_funder_its_report(
    shown, place, tmp_path
):
    """Three states, eleven areas, baseline beside now, expiry, willingness, figures, hours, and a session."""
    told, out = shown
    assert told.exit_code == 0, told.output
    charity = (out / "bodies" / "harbour-light-recovery.txt").read_text()
    assert [title for title in CHECK_AREAS.values() if f"\n{title}\n" not in charity] == []
    assert re.search(r"At first, on \d+ \w+ 2024: in progress\. Now: complete, by .*, looked at on", charity)
    assert "What was checked holds until 10 October 2025." in charity
    assert "months of what it spends" in charity
    assert "In the words of whoever looked" in charity
    assert ": expired." in told.stdout
    assert "its recorded willingness" in told.stdout
    plan = rows(out / "development_plan.csv")
    assert {row["support_from"] for row in plan} == {"haven-voluntary-action"}
    assert all(row["criterion"] and row["from"] and row["to"] for row in plan)
    report = rows(out / "funder_report.csv")
    agreed = {row["organisation"] for row in rows(place / "willingness.csv") if row["share_with_funder"] == "yes"}
    assert {row["organisation"] for row in report} == agreed
    # A session is one row of four cells.
    with (place / "development_sessions.csv").open("a") as log:
        log.write("2024-11-14,safe-mooring,safe-mooring-1,1.5\n")
    again = tmp_path / "again"
    assert run("readiness", place, "--out", again).exit_code == 0
    (before,) = (row for row in plan if row["organisation"] == "safe-mooring")
    (after,) = (row for row in rows(again / "development_plan.csv") if row["organisation"] == "safe-mooring")
    assert (before["hours_spent"], after["hours_spent"]) == ("0", "1.5")


HEADER = "organisation,service,neighbourhood,quarter\n"
YOUTH, WAITING = "saltpan-youth-project,library,Saltpan End", "fathom-rise-community-association,library,Fathom Rise"


def test_m14_a_transfer_before_readiness_and_consent_is_refused_by_name_and_with_the_earliest_date(place, tmp_path):
    (place / "wanted.csv").write_text(f"{HEADER}{YOUTH},2025-Q2\n{WAITING},2025-Q2\n")
    refused = run("plan", place, "--out", tmp_path / "plan")
    assert refused.exit_code == 1
    assert (
        "Saltpan Youth Project cannot take over library in Saltpan End on 1 April 2025: still missing: a safeguarding"
        " lead. The earliest feasible date is 1 October 2025"
    ) in refused.stderr
    assert (
        "Fathom Rise Community Association cannot take over library in Fathom Rise on 1 April 2025: still missing:"
        " public liability insurance; its recorded willingness. The earliest feasible date is 1 July 2026, once it has"
        " said that it is willing"
    ) in refused.stderr
    assert not (tmp_path / "plan").exists()
    assert "the gate lets" not in run("readiness", place).stdout
    (place / "wanted.csv").write_text(f"{HEADER}{YOUTH},2025-Q4\n")
    assert (
        "On 15 November 2024, when the plan is adopted, the gate lets the hand-over tables through."
        in run("readiness", place).stdout
    )


def test_a_transfer_on_its_earliest_date_is_planned_and_what_is_missing_told_in_the_words_of_the_check(place, tmp_path):
    (place / "wanted.csv").write_text(f"{HEADER}{YOUTH},2025-Q4\n")
    path = place / "handover" / "providers.csv"
    path.write_text(path.read_text().replace("a safeguarding lead", "old words"))
    told = run("plan", place, "--out", tmp_path / "plan")
    assert told.exit_code == 0, told.output
    assert "Saltpan Youth Project is not ready yet; still missing: a safeguarding lead." in told.stdout
    assert "old words" not in told.stdout


def test_a_providers_table_that_says_more_than_a_check_is_refused_before_planning(place, tmp_path):
    path = place / "handover" / "providers.csv"
    path.write_text(re.sub(r"^(safe-mooring,[\d.]+),2025-Q4", r"\1,2025-Q2", path.read_text(), flags=re.MULTILINE))
    refused = run("plan", place, "--out", tmp_path / "plan", "--json")
    answer = json.loads(refused.stdout)["refused"]
    assert answer["code"] == "CW330"
    assert "allows nothing before 2025-Q4; still missing: a second person who can sign" in answer["faults"][0]["what"]
    shown = run("readiness", place)
    assert shown.exit_code == 0, "whoever plans can look before mending"
    assert "allows nothing before 2025-Q4; still missing: a second person who can sign" in shown.stdout


def test_it_says_first_that_it_is_private_and_writes_nothing_unasked(shown, place):
    told, _ = shown
    assert told.stdout.startswith("For whoever plans, and for the bodies themselves. Nothing of this is published")
    before = {path: path.read_bytes() for path in place.parent.rglob("*") if path.is_file()}
    assert run("readiness", place).exit_code == 0
    assert {path: path.read_bytes() for path in place.parent.rglob("*") if path.is_file()} == before


def test_machines_are_told_of_states_and_of_no_number(place):
    told = json.loads(run("readiness", place, "--json").stdout)
    assert (told["as_at"], told["private"], told["folder"]) == ("2024-11-15", True, None)
    assert told["organisations"]["safe-mooring"] == {
        "state": "not yet",
        "willing": True,
        "missing": ["a second person who can sign"],
        "ready_from": "2025-Q4",
        "expires": "2025-10-10",
    }
    values = [value for body in told["organisations"].values() for value in body.values()]
    assert not [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]


def test_what_bodies_gain_later_is_written_dated_and_counts_once_it_is_copied(place, tmp_path):
    out = tmp_path / "readiness"
    told = run("readiness", place, "--out", out)
    assert told.exit_code == 0, told.output
    assert "capacity_gains.csv. Copied to the handover folder it is counted from its quarter on" in told.stdout
    gains = rows(out / "capacity_gains.csv")
    assert {row["source"] for row in gains} == {"development plan"}
    assert "fathom-rise-parents-club" in {row["organisation"] for row in gains}
    shutil.copy(out / "capacity_gains.csv", place / "handover")
    planned = run("plan", place, "--out", tmp_path / "plan", "--json")
    assert planned.exit_code == 0, planned.output
    data = json.loads((tmp_path / "plan" / "input.json").read_text())
    counted = {data["providers"][row["provider"]]["id"]: Fraction(row["units"]) for row in data["conditions"]["gains"]}
    assert counted == {row["organisation"]: Fraction(row["capacity_units"]) for row in gains}


def test_another_day_tells_of_another_day(place):
    later = run("readiness", place, "--as-at", "2026-01-01")
    assert "Harbour Light Recovery: expired." in later.stdout
    assert "a new check, since the last one expired on 10 October 2025" in later.stdout
    assert "On 15 November 2024, when the plan is adopted, the gate lets" in later.stdout
    early = run("readiness", place, "--as-at", "2024-06-01")
    assert re.search(r"\d+ rows speak of a later day and are not counted; --as-at names another day\.", early.stdout)
    assert run("readiness", place, "--as-at", "tomorrow").exit_code == 2


def test_without_a_hand_over_the_day_is_that_of_the_figures(place):
    shutil.rmtree(place / "handover")
    text = (place / "place.toml").read_text()
    start = text.index("[handover]")
    (place / "place.toml").write_text(text[:start] + text[text.index("[[", start) :])
    told = run("readiness", place, "--json")
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["as_at"] == read_place(place).settings.as_at.isoformat() == str(date(2023, 12, 31))


def test_a_place_without_checks_says_so(place):
    for path in place.glob("*.csv"):
        if path.name in {"readiness.csv", "willingness.csv", "sustainability.csv"} or "devel" in path.name:
            path.unlink()
    (place / "infrastructure_hours.csv").unlink()
    refused = run("readiness", place)
    assert refused.exit_code == 1
    assert "CW601: There is no table of readiness at" in refused.stderr
