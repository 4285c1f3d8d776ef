"""What a bidder is told: scores, reasons, who was left out, what to look at, and the comparison."""

from fractions import Fraction

from hypothesis import given

from commonweal.formats.prose import prose
from commonweal.funding.scored.explain import FLAGS, INTERESTS, explain_award
from commonweal.funding.scored.scores import INTERESTS as KINDS
from tests.funding.scored.made import WHO, Made, awards, bid, panel, scheme


def told(made, seed=""):
    found = explain_award(made.scheme, made.bids, made.panel, made.award(seed))
    texts = {one.standing.bid: [prose().text(sentence) for sentence in one.sentences] for one in found.bids}
    return found, texts, [prose().text(sentence) for sentence in found.sentences]


MADE = Made(
    scheme(most_awards=1),
    (bid("a"), bid("b", 90, 100)),
    panel({"a": [[4], [4]], "b": [[1], [4], [0]]}, scheme(), {(WHO[2], "a"): "none", (WHO[2], "b"): "trustee"}),
)
MADE.panel.scores[WHO[2], "a", "quality"] = MADE.panel.scores[WHO[0], "a", "quality"]  # type: ignore[index]


def test_a_bidder_that_is_not_awarded_gets_scores_reasons_and_comparison():
    found, texts, _ = told(MADE)
    assert texts["b"] == [
        "Not awarded: rank 2, with 6.25 of 10 points, for £0.90.",
        "The 1 award had been made when its turn came.",
        "Quality: 6.25 of 10 points. The mean score is 2.50, from 1 to 4, on a scale from 0 to 4.",
        f"{WHO[0]} gave 1: 1 it is",
        f"{WHO[1]} gave 4: 4 it is",
        f"{WHO[2]} is a trustee of the bidder and did not count here.",
        "To look at: it asks for less than its work costs in full. Who pays the rest?",
        "To look at: on a criterion the scores lie more than half of the scale apart. Talk it over.",
        "The lowest bid to be awarded, a, has 10.00 points. By criterion, own points less those:",
        "Quality: -3.75",
    ]
    assert (found.bids[1].against, found.bids[1].difference) == ("a", Fraction(-15, 4))


def test_the_award_as_a_whole_says_what_was_locked_who_was_left_out_and_who_decides():
    _, _, summary = told(MADE)
    assert (
        f"Criteria, weights and scales were locked on 11 January 2027, before anybody bid: {MADE.scheme.sha256()}."
        in (summary)
    )
    assert "1 declared interest took an assessor's scores on a bid out." in summary
    assert summary[-1] == "This is what the scores give. The council decides, and gives its reasons."


def test_there_are_words_for_every_flag_and_every_interest():
    assert set(INTERESTS) == set(KINDS) - {"none"}
    assert len(set(FLAGS.values())) == len(FLAGS) == 4


@given(awards())
def test_every_bid_has_an_account_that_can_be_said(made: Made):
    found, texts, summary = told(made, "drawn")
    assert [one.standing for one in found.bids] == list(made.award("drawn").standings)
    assert all(texts.values())
    assert len(summary) >= 4
    for one in found.bids:
        if one.difference is not None:
            assert one.difference == sum((part for part in one.differences if part is not None), Fraction(0))
