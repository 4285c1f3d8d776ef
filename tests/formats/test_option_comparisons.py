"""The folder of options: side by side, as ranges, marked, with few people hidden and each source named."""

import csv
import io
import json
from dataclasses import replace

import pytest

from commonweal.delivery.options import compare_options
from commonweal.formats.option_comparisons import MARK, OptionPicture, option_files
from commonweal.terms.canon import encode
from commonweal.terms.sentences import say
from tests.delivery.budgets import UPLIFTS
from tests.delivery.comparisons import CLOSE, HUB, KEEP, figure

PICTURE = OptionPicture("hub", "1-hub", say("It is found."), "<svg/>", ((say("What"),), (say("cost"),)))


@pytest.fixture(scope="module")
def files():
    return option_files([compare_options(HUB, UPLIFTS)], [PICTURE])


@pytest.fixture(scope="module")
def value(files):
    return json.loads(files["options.json"], parse_float=pytest.fail)


def table(files):
    return list(csv.DictReader(io.StringIO(files["options.csv"].decode())))


def test_it_is_canonical_and_lists_its_files(files, value):
    assert encode(value) == files["options.json"]
    assert set(json.loads(files["manifest.json"])["files"]) == {
        *("options.json", "options.csv", "options.txt", "pictures/1-hub.svg", "pictures/1-hub.csv"),
    }
    assert files["pictures/1-hub.csv"] == b"What\ncost\n"


def test_m21_the_marked_option_is_marked_wherever_it_stands(files, value):
    [hub] = value["comparisons"]
    assert [(one["option"], one["mark"], one["dearer_pence"]) for one in hub["marked"]] == [("close", MARK, 680_000)]
    assert {row["mark"] for row in table(files) if row["option"] == "close"} == {MARK}
    assert {row["mark"] for row in table(files) if row["option"] != "close"} == {""}
    text = files["options.txt"].decode()
    assert "Cheapest now, dearer later: Close it" in text
    assert "CHEAPEST NOW," in text


def test_every_money_figure_is_a_range_in_order(files, value):
    for row in table(files):
        if row["unit"] == "pounds":
            low, central, high = (int(row[name].replace(".", "")) for name in ("low", "central", "high"))
            assert low <= central <= high
    [hub] = value["comparisons"]
    assert (hub["discounting"], hub["prices_of"]) == ("none", 2026)


def test_a_transfer_prints_whether_money_is_new_with_its_source(files, value):
    options = {one["id"]: one for one in value["comparisons"][0]["options"]}
    assert options["trust"]["public_money"]["verdict"] == "replaces public money"
    assert options["keep"]["public_money"] is None
    text = files["options.txt"].decode()
    assert "Hand it to the trust: This replaces public money: £10,000 a year" in text
    assert "Source: the accounts." in text


def test_few_people_are_hidden_and_others_rounded_everywhere(files, value):
    [keep, *_] = value["comparisons"][0]["options"]
    old, harbour = (one["people"][0] for one in keep["unmet_need"])
    assert (old["low"], old["central"], old["high"]) == (10, 20, 40)
    assert (harbour["low"], harbour["central"], harbour["high"]) == (None, None, None)
    assert keep["unmet_need"][0]["sources"] == ["the accounts"]
    people = [row for row in table(files) if row["unit"] == "people"]
    assert {row["central"] for row in people if row["area"] == "Harbour"} == {"*"}
    [line] = [line for line in files["options.txt"].decode().splitlines() if line.startswith("Harbour, young people")]
    assert line.split()[-3:] == ["*", "*", "*"]


def test_what_is_not_known_says_so_in_the_table_and_the_text():
    bare = replace(CLOSE, figures=(figure("full cost", 1, 2, 3),))
    made = option_files([compare_options(replace(HUB, options=(KEEP, bare)), UPLIFTS)], [])
    rows = [row for row in table(made) if row["unit"] == "not known"]
    assert {(row["option"], row["what"]) for row in rows} >= {("close", "displaced cost"), ("close", "unmet need")}
    assert all(row["central"] == "" for row in rows)
    assert any(row["what"].endswith("for everybody, at least") for row in table(made))
    text = made["options.txt"].decode()
    assert [line.split()[-2:] for line in text.splitlines() if line.startswith("displaced cost")] == [["not", "known"]]


def test_a_saving_without_a_source_is_shown_and_not_counted(files):
    rows = [row for row in table(files) if row["what"].startswith("saving")]
    assert [row["what"] for row in rows] == ["saving, not counted for want of a source"]
