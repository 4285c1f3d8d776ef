"""The folder of full costs: canonical, without floats, and the same in its table, its text and its JSON."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from commonweal.delivery.budget import Income
from commonweal.formats.costing_tables import costs_of
from commonweal.formats.folders import sha256_of
from commonweal.formats.full_costs import cost_files, side_by_side
from commonweal.terms.canon import encode
from commonweal.terms.money import Pence
from tests.formats.costing import COSTING

ON = date(2026, 11, 26)


@pytest.fixture(scope="module")
def files():
    return cost_files(costs_of(COSTING), COSTING, ON)


def test_it_is_canonical_and_holds_no_float(files):
    value = json.loads(files["cost.json"], parse_float=pytest.fail)
    assert encode(value) == files["cost.json"]
    assert (value["kind"], value["said_on"]) == ("full costs", "2026-11-26")
    listed = json.loads(files["manifest.json"])
    assert listed["kind"] == "costs"
    assert listed["files"] == {name: sha256_of(data) for name, data in files.items() if name != "manifest.json"}


def test_the_json_says_each_year_in_pence_with_its_gap_and_who_fills_it(files):
    [budget] = json.loads(files["cost.json"])["budgets"]
    first, second = budget["years"]
    assert sum(line["pence"] for line in first["lines"]) == first["full_cost_pence"] == 5_928_960
    assert (first["paid_pence"], first["gap_pence"], first["unfilled_pence"]) == (4_000_000, 1_928_960, 1_428_960)
    assert [one["payer"] for one in first["income"]] == ["the council", "the club's reserves"]
    assert [one["line"] for one in first["below_living_wage"]] == ["helpers"]
    assert second["label"] == "2027/28"
    assert not second["living_wage_known"]
    assert [(one["method"], one["share"]) for one in budget["input"]["overheads"]] == [("by hours worked", "1/5")]


def test_every_rate_and_uplift_is_there_with_its_source(files):
    value = json.loads(files["cost.json"])
    assert all(rate["source"] and rate["last_checked"] for rate in value["rates"])
    assert {(one["index"], one["year"]): one["share"] for one in value["uplifts"]}["pay", 2027] == "1/25"
    assert all(one["sources"] for one in value["uplifts"])


def test_the_table_comes_to_the_full_cost_to_the_penny(files):
    sums, full = Counter(), {}
    for row in csv.DictReader(io.StringIO(files["cost.csv"].decode())):
        pence = int(row["pounds"].replace(".", ""))
        if row["row"] == "full cost":
            full[row["year"]] = pence
        elif row["year"] not in full:
            sums[row["year"]] += pence
    assert dict(sums) == full
    assert full["2026/27"] == 5_928_960


def test_the_text_says_it_in_words_and_as_columns(files):
    text = files["cost.txt"].decode()
    assert "Nobody fills £14,289.60 of it." in text
    assert "Take care: the newest real living wage" in text
    assert [line.split() for line in text.splitlines() if line.startswith("nobody fills")] == [
        ["nobody", "fills", "14289.60", "17789.70"]
    ]


def test_less_than_nothing_is_a_number_to_a_spreadsheet():
    rich = replace(COSTING.budgets[0], income=(Income("the council", "grant", Pence(9_000_000), agreed=True),))
    costing = replace(COSTING, budgets=(rich,))
    rows = csv.DictReader(io.StringIO(cost_files(costs_of(costing), costing, ON)["cost.csv"].decode()))
    assert next(row["pounds"] for row in rows if row["row"] == "cost gap") == "-30710.40"


def test_the_day_changes_the_warning_and_nothing_else():
    early = cost_files(costs_of(COSTING), COSTING, date(2026, 6, 1))["cost.txt"].decode()
    assert "Take care: the newest" not in early


def test_columns_stand_under_one_another():
    assert list(side_by_side([["", "a", "bb"], ["xx", "100", ""]])) == ["      a  bb", "xx  100"]
