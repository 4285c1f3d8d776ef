"""From scores to awards: what each rule gives, what is refused, and what may never happen."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import SchemeChanged, SchemeFaults, TieOpen
from commonweal.funding.scored.award import award
from commonweal.funding.scored.scheme import FORMULA, Criterion
from commonweal.funding.scored.scores import Panel, Score
from tests.funding.scored.made import SCALE, WHO, Made, awards, bid, panel, scheme

PRICE = Criterion("price", "Price", "price", 10, {}, formula=FORMULA)
QUALITY = Criterion("quality", "Quality", "quality", 30, SCALE)
SOCIAL = Criterion("social", "Social value", "social_value", 10, SCALE)


def scored(made_scheme, bids, points, interests=None, seed=""):
    return Made(made_scheme, tuple(bids), panel(points, made_scheme, interests)).award(seed)


def order(found):
    return [one.bid for one in found.standings if one.rank]


def test_points_are_the_exact_mean_by_weight_and_the_price_by_its_formula():
    found = scored(scheme(QUALITY, PRICE), [bid("a", 300), bid("b", 200)], {"a": [[4], [2], [2]], "b": [[1], [1], [2]]})
    first, second = found.standings
    assert [mark.points for mark in first.marks] == [Fraction(8, 3) * 30 / 4, Fraction(10 * 2, 3)]
    assert (first.bid, first.total) == ("a", Fraction(20) + Fraction(20, 3))
    assert [mark.points for mark in second.marks] == [Fraction(10), Fraction(10)]


def test_the_lowest_price_is_that_of_the_bids_that_are_ranked():
    """A sham bid at a penny cannot make every other price look dear if the scheme asks for a minimum."""
    strict = scheme(replace(QUALITY, minimum=2), PRICE)
    found = scored(strict, [bid("a", 300), bid("sham", 1)], {"a": [[4], [4]], "sham": [[0], [1]]})
    assert found.standings[0].marks[1].points == 10
    sham = found.standings[1]
    assert (sham.bid, sham.rank, sham.total, sham.why) == ("sham", None, None, "minimum")
    assert sham.marks[1].points is None


def test_a_declared_interest_takes_the_scores_out_and_is_told():
    given_ = {"a": [[4], [4], [0]], "b": [[2], [2], [2]]}
    found = scored(scheme(QUALITY), [bid("a"), bid("b")], given_, {(WHO[2], "a"): "rival"})
    assert found.standings[0].marks[0].mean == 4
    assert found.left_out == ((WHO[2], "a", "rival"),)


@pytest.mark.parametrize(("overflow", "awarded", "why"), [("skip", ("a", "c"), "money"), ("stop", ("a",), "money")])
def test_awards_are_made_in_order_while_the_money_lasts(overflow, awarded, why):
    bids = [bid("a", 600), bid("b", 500), bid("c", 300)]
    found = scored(scheme(QUALITY, overflow=overflow), bids, {"a": [[4]] * 2, "b": [[3]] * 2, "c": [[2]] * 2})
    assert found.awarded == awarded
    assert found.spent == sum(one.price for one in bids if one.id in awarded)
    assert (found.standings[1].why, found.standings[1].left) == (why, 400)
    assert found.standings[2].why == ("awarded" if overflow == "skip" else "ended")


def test_a_bid_that_takes_all_that_is_left_is_awarded():
    found = scored(scheme(QUALITY), [bid("a", 600), bid("b", 400)], {"a": [[4]] * 2, "b": [[3]] * 2})
    assert (found.awarded, found.spent) == (("a", "b"), 1000)


def test_a_scale_that_begins_at_one_gives_nothing_for_one():
    low = scheme(replace(QUALITY, levels={1: "little", 4: "all"}))
    found = scored(low, [bid("a"), bid("b")], {"a": [[1], [1]], "b": [[4], [3]]})
    assert [one.total for one in found.standings] == [25, 0]


def test_the_number_of_awards_is_kept():
    found = scored(scheme(QUALITY, most_awards=1), [bid("a"), bid("b")], {"a": [[4]] * 2, "b": [[3]] * 2})
    assert found.awarded == ("a",)
    assert found.standings[1].why == "number"


def test_ties_go_by_the_stated_order_and_an_open_one_is_refused_until_a_seed_is_drawn():
    both = {"a": [[2, 3], [2, 3]], "b": [[3, 0], [3, 0]]}
    assert order(scored(scheme(QUALITY, SOCIAL), [bid("a"), bid("b")], both)) == ["b", "a"]
    even = {"a": [[3]] * 2, "b": [[3]] * 2}
    assert order(scored(scheme(QUALITY), [bid("a", 200), bid("b", 100)], even)) == ["b", "a"]
    with pytest.raises(TieOpen, match="bids a, b"):
        scored(scheme(QUALITY), [bid("a"), bid("b")], even)
    drawn = {tuple(order(scored(scheme(QUALITY), [bid("a"), bid("b")], even, seed=f"s{k}"))) for k in range(20)}
    assert drawn == {("a", "b"), ("b", "a")}
    assert scored(scheme(QUALITY), [bid("a"), bid("b")], even, seed="s1").seed == "s1"
    assert scored(scheme(QUALITY), [bid("a")], {"a": [[3]] * 2}, seed="s1").seed is None


def test_what_to_look_at_is_flagged_and_changes_nothing():
    plain = [bid("a", 100, 100, "a promise"), bid("b", 100, 100, "a promise")]
    flagged = [bid("a", 100, 101), bid("b", 100, None, "a promise")]
    points = {"a": [[4, 4], [1, 4]], "b": [[2, 0], [2, 0]]}
    first, second = (scored(scheme(QUALITY, SOCIAL), bids, points) for bids in (plain, flagged))
    assert [one.flags for one in first.standings] == [("scores far apart",), ()]
    assert [one.flags for one in second.standings] == [
        ("below full cost", "social value without a promise", "scores far apart"),
        ("full cost not known",),
    ]
    assert [(one.bid, one.total, one.why) for one in first.standings] == [
        (one.bid, one.total, one.why) for one in second.standings
    ]


@pytest.mark.parametrize(("points", "apart"), [([2, 4], False), ([1, 4], True)])
def test_scores_are_far_apart_beyond_half_of_the_scale(points, apart):
    found = scored(scheme(QUALITY), [bid("a")], {"a": [[one] for one in points]})
    assert found.standings[0].marks[0].apart is apart


def test_a_scheme_that_was_changed_after_its_opening_is_refused():
    opened = scheme(QUALITY, SOCIAL)
    changed = scheme(replace(QUALITY, weight=31), replace(SOCIAL, weight=9))
    with pytest.raises(SchemeChanged, match=opened.sha256()):
        award(changed, opened.sha256(), [bid("a")], panel({"a": [[1, 1]] * 2}, changed))


def test_a_scheme_that_does_not_add_up_is_refused_here_too():
    wrong = replace(scheme(QUALITY), total=31)
    with pytest.raises(SchemeFaults, match="the weights add up to 30, not to 31"):
        award(wrong, wrong.sha256(), [], Panel({}, {}))


@given(awards(), st.randoms(use_true_random=False))
def test_the_order_of_bids_and_of_assessors_changes_nothing(made: Made, drawn: Random):
    bids = drawn.sample(made.bids, len(made.bids))
    interests = drawn.sample(sorted(made.panel.interests.items()), len(made.panel.interests))
    scores = drawn.sample(sorted(made.panel.scores.items(), key=lambda item: item[0]), len(made.panel.scores))
    again = award(made.scheme, made.scheme.sha256(), bids, Panel(dict(interests), dict(scores)), "drawn")
    assert again == made.award()


@given(awards(), st.permutations(WHO))
def test_which_assessor_is_which_changes_no_standing(made: Made, names):
    other = dict(zip(WHO, names, strict=True))
    interests = {(other[who], one): kind for (who, one), kind in made.panel.interests.items()}
    scores = {(other[who], *rest): score for (who, *rest), score in made.panel.scores.items()}
    again = award(made.scheme, made.scheme.sha256(), made.bids, Panel(interests, scores), "drawn")
    assert again.standings == made.award().standings


@given(awards(), st.data())
def test_a_higher_score_never_lowers_a_rank(made: Made, data):
    raisable = [key for key, one in made.panel.scores.items() if one.points < 4]
    if not raisable:
        return
    key = data.draw(st.sampled_from(raisable))
    scores = {**made.panel.scores, key: Score(made.panel.scores[key].points + 1, "better")}
    ranks = [
        {one.bid: one.rank or 99 for one in found.standings}[key[1]]
        for found in (made.award(), replace(made, panel=Panel(made.panel.interests, scores)).award())
    ]
    assert ranks[1] <= ranks[0]


@given(awards(), st.integers(2, 7))
def test_weights_in_another_unit_give_the_same_awards(made: Made, times: int):
    criteria = tuple(replace(one, weight=one.weight * times) for one in made.scheme.criteria)
    again = replace(made, scheme=replace(made.scheme, criteria=criteria, total=made.scheme.total * times)).award()
    first = made.award()
    assert [(one.bid, one.rank, one.why, one.flags) for one in again.standings] == [
        (one.bid, one.rank, one.why, one.flags) for one in first.standings
    ]
    assert [one.total and one.total / times for one in again.standings] == [one.total for one in first.standings]


@given(awards())
def test_no_more_is_awarded_than_there_is_and_every_bid_is_told_of(made: Made):
    found = made.award()
    assert found.spent <= made.scheme.budget
    assert len(found.awarded) <= made.scheme.most_awards
    assert sorted(one.bid for one in found.standings) == sorted(one.id for one in made.bids)
    assert found.spent == sum(one.price for one in made.bids if one.id in found.awarded)
    assert all(one.total is None or 0 <= one.total <= made.scheme.total for one in found.standings)
