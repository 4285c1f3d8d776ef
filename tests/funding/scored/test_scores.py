"""Who counts: a declaration from everybody for each bid, a score for each criterion, two assessors at least."""

import pytest

from commonweal.errors import InterestsMissing, ScoreFaults, TooFewAssessors
from commonweal.funding.scored.scores import INTERESTS, Panel, Score, check_panel
from tests.funding.scored.made import WHO, bid, panel, scheme

BIDS = (bid("a"), bid("b"))
SCHEME = scheme()
SOUND = panel({"a": [[1], [2], [3]], "b": [[1], [2], [3]]}, SCHEME)


def without(part, *keys):
    return {key: value for key, value in part.items() if key not in keys}


def test_a_missing_declaration_blocks_the_scores_and_every_missing_one_is_named():
    gone = Panel(without(SOUND.interests, (WHO[0], "a"), (WHO[2], "b")), SOUND.scores)
    with pytest.raises(InterestsMissing) as refused:
        check_panel(SCHEME, BIDS, gone)
    assert [str(fault) for fault in refused.value.faults] == [
        f"{WHO[0]} has not declared for bid a",
        f"{WHO[2]} has not declared for bid b",
    ]


def test_who_scored_without_declaring_anything_is_named_for_each_bid():
    silent = Panel({key: "none" for key in SOUND.interests if key[0] != WHO[1]}, SOUND.scores)
    with pytest.raises(InterestsMissing) as refused:
        check_panel(SCHEME, BIDS, silent)
    assert len(refused.value.faults) == 2


@pytest.mark.parametrize("kind", INTERESTS[1:])
def test_an_interest_of_any_kind_takes_an_assessor_out_of_that_bid_alone(kind):
    told = Panel({**SOUND.interests, (WHO[0], "a"): kind}, SOUND.scores)
    assert (told.heard("a"), told.heard("b")) == (WHO[1:3], WHO[:3])


def test_a_score_that_is_missing_or_fits_no_scale_is_named():
    scores = without(SOUND.scores, (WHO[0], "a", "quality"))
    scores[WHO[1], "b", "quality"] = Score(5, "more than all")
    scores[WHO[1], "b", "style"] = Score(1, "no such criterion")
    with pytest.raises(ScoreFaults) as refused:
        check_panel(SCHEME, BIDS, Panel(SOUND.interests, scores))
    assert [str(fault) for fault in refused.value.faults] == [
        f"{WHO[0]} has not scored bid a on quality",
        f"5 points of {WHO[1]} for bid b on quality fit no scale",
        f"1 points of {WHO[1]} for bid b on style fit no scale",
    ]


def test_who_has_an_interest_need_not_score():
    told = Panel({**SOUND.interests, (WHO[0], "a"): "family"}, without(SOUND.scores, (WHO[0], "a", "quality")))
    check_panel(SCHEME, BIDS, told)


def test_a_bid_with_fewer_than_two_assessors_is_refused():
    told = Panel({**SOUND.interests, (WHO[0], "a"): "money", (WHO[2], "a"): "rival"}, SOUND.scores)
    with pytest.raises(TooFewAssessors, match="bid a has 1"):
        check_panel(SCHEME, BIDS, told)
    with pytest.raises(TooFewAssessors, match="bid a has 0"):
        check_panel(SCHEME, BIDS, Panel({}, {}))
