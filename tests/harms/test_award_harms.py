"""Harms of a scored award: interests that nobody declared, prices below cost, criteria that punish."""

import json

import pytest

from commonweal.errors import InterestsMissing, SchemeFaults
from commonweal.funding.scored.scheme import Criterion, check_scheme
from commonweal.funding.scored.scores import Panel
from tests.funding.scored.made import SCALE, Made, bid, panel, scheme
from tests.verifier.award_folders import files_of, folder


def test_conflict_of_interest_no_score_counts_before_every_assessor_has_declared():
    told = panel({"a": [[4], [4], [4]]}, scheme())
    silent = Panel(dict(list(told.interests.items())[:2]), told.scores)
    with pytest.raises(InterestsMissing, match="resident-1 has not declared for bid a"):
        Made(scheme(), (bid("a"),), silent).award()


def test_conflict_of_interest_a_declared_one_is_out_and_said_in_public():
    files = folder()
    [out] = json.loads(files["result.json"])["left_out"]
    assert out["interest"] == "trustee"
    assert "resident-1 is a trustee of the bidder and did not count here." in files["explanation.txt"].decode("utf-8")


def test_blacklist_no_criterion_can_take_points_away_for_campaigning_or_anything_else():
    quiet = Criterion("quiet", "Speaks out about cuts", "quality", -10, SCALE)
    with pytest.raises(SchemeFaults, match="no criterion takes points away"):
        check_scheme(scheme(Criterion("quality", "Quality", "quality", 20, SCALE), quiet))


def test_exploitation_a_bid_below_its_full_cost_is_flagged_and_not_thrown_out():
    cheap, whole = bid("cheap", 90, 100), bid("whole", 100, 100)
    files = files_of(Made(scheme(), (cheap, whole), panel({"cheap": [[4]] * 2, "whole": [[2]] * 2}, scheme())))
    result = json.loads(files["result.json"])
    assert result["flags"] == [{"bid": "cheap", "flags": ["below full cost"]}]
    assert [one["bid"] for one in result["awarded"]] == ["cheap", "whole"]
