"""The folder of one scored award: exact members, no floats, no names of assessors, the same bytes each time."""

import csv
import io
import json

import pytest

from commonweal.samples.awards import sample_award
from tests.funding.scored.made import Made
from tests.verifier.award_folders import files_of, folder


def test_a_folder_holds_exactly_what_lets_anyone_score_again():
    assert sorted(folder()) == [
        "certificate.json",
        "explanation.json",
        "explanation.txt",
        "input.json",
        "manifest.json",
        "result.json",
        "scheme.json",
        "scores.csv",
    ]


@pytest.mark.parametrize("seed", range(5))
def test_the_same_award_gives_the_same_bytes_in_any_order_and_no_float(seed):
    scheme, bids, panel = sample_award(seed)
    again = files_of(Made(scheme, bids[::-1], panel))
    assert again == folder(seed)
    for name, data in again.items():
        if name.endswith(".json"):
            json.loads(data, parse_float=pytest.fail)


def test_the_result_says_who_is_awarded_what_was_left_out_and_what_is_promised():
    result = json.loads(folder()["result.json"])
    assert result["kind"] == "award result"
    assert [one["bid"] for one in result["awarded"]] == ["reading-boats", "harbour-kitchen", "ferry-friends"]
    assert result["left_out"] == [{"assessor": "resident-1", "bid": "harbour-kitchen", "interest": "trustee"}]
    assert result["flags"] == [{"bid": "quay-menders", "flags": ["below full cost"]}]
    assert {one["giver"] for one in result["undertakings"]} == {"Reading Boats", "Harbour Kitchen", "Ferry Friends"}
    assert result["undertakings"][0]["id"] == "ferry-2027-reading-boats-1"


def test_the_table_of_scores_names_roles_and_says_what_counts():
    rows = list(csv.DictReader(io.StringIO(folder()["scores.csv"].decode("utf-8"))))
    assert {row["assessor"] for row in rows} == {"assessor-1", "assessor-2", "resident-1"}
    assert {row["counts"] for row in rows} == {"yes"}
    assert len(rows) == 14 * 3


def test_how_a_body_reckons_its_cost_is_not_published():
    text = b"".join(folder().values())
    assert b"full_cost_pence" in text
    assert b"overheads" not in text


def test_the_text_for_people_names_every_bid_once():
    text = folder()["explanation.txt"].decode("utf-8")
    assert all(text.count(f"\n{bid.id}. ") == 1 for bid in sample_award(1)[1])


def test_a_bid_that_is_not_awarded_gets_every_score_reason_and_comparison_without_asking():
    told = json.loads(folder()["explanation.json"])["bids"]
    for account in (one for one in told if one["why"] != "awarded"):
        assert len(account["reasons"]) >= 6
        assert account["against"]
        assert account["difference"]
