"""``commonweal protect``: an analyst brings a table with small counts and takes home one that may be published."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app

ROWS = {
    ("Quay", "Low", "young"): 3,
    ("Quay", "Low", "old"): 31,
    ("Rope", "Low", "young"): 12,
    ("Rope", "Low", "old"): 44,
    ("Mill", "High", "young"): 0,
    ("Mill", "High", "old"): 26,
    ("Hill", "High", "young"): 19,
    ("Hill", "High", "old"): 8,
}


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "needs.csv"
    rows = "".join(f"{','.join(cell)},{count}\n" for cell, count in ROWS.items())
    path.write_text(f"area,place,age,count\n{rows}")
    return path


def counts(path):
    return {(row["area"], row["age"]): row["count"] for row in csv.DictReader(io.StringIO(path.read_text()))}


@pytest.mark.parametrize("rule", ["nhs-sub-national", "below-10", "below-10-to-5"])
def test_m04_small_counts_are_hidden_others_stand_beside_and_anybody_can_check(table, tmp_path, rule):
    out = tmp_path / "safe"
    told = run("protect", table, "--out", out, "--within", "area:place", "--rule", rule)
    assert told.exit_code == 0, told.output
    found = counts(out / "tables" / "needs.csv")
    assert len(found) == 7 * 3
    assert found["Quay", "young"] == "*"
    assert found["Mill", "young"] == "0"
    assert "All of" in told.stdout
    checked = run("verify", out)
    assert checked.exit_code == 0, checked.output
    assert "tables of counts made safe" in checked.stdout


def test_a_changed_folder_is_not_accepted(table, tmp_path):
    out = tmp_path / "safe"
    run("protect", table, "--out", out, "--within", "area:place")
    (out / "tables" / "needs.csv").write_text((out / "tables" / "needs.csv").read_text().replace("*", "10", 1))
    assert run("verify", out).exit_code == 1


def test_why_each_is_hidden_is_for_the_analyst_alone(table, tmp_path):
    out, why = tmp_path / "safe", tmp_path / "why.csv"
    told = run("protect", table, "--out", out, "--within", "area:place", "--why", why, "--rule", "below-10")
    assert told.exit_code == 0, told.output
    rows = list(csv.DictReader(io.StringIO(why.read_text())))
    assert {row["why"] for row in rows} == {"too few", "beside one that is too few"}
    assert {"table": "needs.csv", "whom": "area Quay; age young", "count": "3", "why": "too few"} in rows
    public = b"".join(path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file())
    assert b"beside one that is too few" not in public
    assert run("protect", table, "--out", tmp_path / "again", "--why", why).exit_code == 1


def test_tables_of_the_same_people_are_made_safe_together_and_with_what_was_published_before(table, tmp_path):
    by_area = tmp_path / "by-area.csv"
    sums = {}
    for (area, place, _), count in ROWS.items():
        sums[area, place] = sums.get((area, place), 0) + count
    by_area.write_text("area,place,count\n" + "".join(f"{','.join(one)},{n}\n" for one, n in sums.items()))
    options = ("--within", "area:place", "--rule", "below-10")
    assert run("protect", by_area, "--out", tmp_path / "first", *options).exit_code == 0
    told = run("protect", table, "--out", tmp_path / "second", *options, "--since", tmp_path / "first")
    assert told.exit_code == 0, told.output
    assert "1 earlier release" in told.stdout
    assert run("verify", tmp_path / "second").exit_code == 0
    second = counts(tmp_path / "second/tables/needs.csv")
    assert second["Quay", "young"] == second["Quay", "old"] == "*"
    both = run("protect", table, by_area, "--out", tmp_path / "both", *options, "--json")
    assert both.exit_code == 0, both.output
    assert json.loads(both.stdout)["counts"] == 21 + 7


def test_what_was_given_away_before_is_said_and_not_hidden_again(tmp_path):
    """By the looser rule 8 is shown as 10; a rule that hides it cannot take that back."""
    path = tmp_path / "t.csv"
    path.write_text("area,count\na,8\nb,40\n")
    assert run("protect", path, "--out", tmp_path / "first").exit_code == 0
    told = run("protect", path, "--out", tmp_path / "second", "--rule", "below-10", "--since", tmp_path / "first")
    assert (told.exit_code, "CW397" in told.output) == (1, True)
    assert not (tmp_path / "second").exists()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--rule", "nhs"), 1, "CW001"),
        (("--within", "area"), 2, "PART:WHOLE"),
        (("--within", "ward:place"), 1, "ward"),
        (("--within", "area:place", "--since", "nowhere"), 1, "CW601"),
    ],
)
def test_what_it_cannot_take_is_refused_and_nothing_is_written(table, tmp_path, arguments, status, said):
    told = run("protect", table, "--out", tmp_path / "safe", *arguments)
    assert told.exit_code == status, told.output
    assert said in told.output
    assert not (tmp_path / "safe").exists()
