"""The folder of a fund's protected streams: exact members, no floats, the same bytes for the same input."""

import json

import pytest

from commonweal.formats.fund_settings import read_fund
from commonweal.formats.fund_tables import TABLES, read_fund_folder
from commonweal.formats.streams import constitution_hash, stream_files
from tests.formats.funds import TABLES as TEXTS
from tests.formats.funds import write_fund


def test_the_folder_holds_exactly_what_lets_anyone_allocate_again(tmp_path):
    files = stream_files(read_fund_folder(write_fund(tmp_path / "fund")))
    assert sorted(files) == [
        "allocation.json",
        "certificate.json",
        "constitution.json",
        "explanation.json",
        "explanation.txt",
        "manifest.json",
        "needs.json",
        "panel.json",
        "proposals.json",
    ]
    [told] = json.loads(files["allocation.json"])["streams"]
    assert told == {
        "stream": "protected",
        "set_aside": 20000,
        "allocated": 15000,
        "carried_over": 5000,
        "awards": [
            {"proposal": "s2", "name": "Advocacy", "group": "people with a learning disability", "sum": 15000},
        ],
    }
    assert json.loads(files["constitution.json"])["for_the_vote"] == 80000


def test_the_published_form_of_a_proposal_is_a_name_a_group_and_sums(tmp_path):
    files = stream_files(read_fund_folder(write_fund(tmp_path / "fund")))
    assert json.loads(files["proposals.json"])["proposals"][0] == {
        "stream": "protected",
        "id": "s1",
        "name": "A safe house",
        "group": "people who have fled violence",
        "cost": 9050,
        "smallest": None,
        "sensitive": True,
    }
    [placed, _] = json.loads(files["panel.json"])["order"]
    assert (placed["placed_by"], placed["declared"]) == (["nurse", "person with lived experience"], ["adviser"])


@pytest.mark.parametrize("name", TABLES)
def test_the_order_of_rows_changes_no_byte(tmp_path, name):
    first = stream_files(read_fund_folder(write_fund(tmp_path / "fund")))
    header, *rows = TEXTS[name].splitlines()
    (tmp_path / "fund" / name).write_text("\n".join([header, *rows[::-1]]) + "\n", "utf-8")
    assert stream_files(read_fund_folder(tmp_path / "fund")) == first


def test_where_a_proposal_is_changes_no_byte(tmp_path):
    """Not even a hash moves with an address: it could be guessed and tried."""
    first = stream_files(read_fund_folder(write_fund(tmp_path / "fund")))
    moved = write_fund(tmp_path / "fund", "stream_proposals.csv", "12 Mill Lane", "99 Other Road")
    assert stream_files(read_fund_folder(moved)) == first


def test_the_hash_of_a_constitution_changes_with_what_is_set_aside(tmp_path):
    fund, _ = read_fund(write_fund(tmp_path / "fund"))
    other, _ = read_fund(write_fund(tmp_path / "fund", "fund.toml", '"1/5"', '"1/4"'))
    assert constitution_hash(fund) != constitution_hash(other)
