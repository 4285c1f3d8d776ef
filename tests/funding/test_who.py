"""Who gets what: sums that add up, and an area of an unknown tenth that is never dropped."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.formats.prose import prose
from commonweal.funding.ballots import Ballot
from commonweal.funding.who import AreaChange, against_votes, changes, gain_sentences, placed, who_gets, who_sentences
from commonweal.terms.sources import Unknown
from tests.funding.polls import poll_of

POLL = poll_of(
    [60, 50, 30, 20, 10],
    [Ballot((0, 1, 2, 3, 4))],
    200,
    areas=["Harbour", "Hill", "Harbour", "", "Marsh"],
)
TENTHS = {"Harbour": 1, "Hill": 9}
PEOPLE = {"Harbour": 1_500, "Hill": 1_000}


def test_each_area_has_its_money_per_head_and_its_tenth():
    by = {one.area: one for one in who_gets(POLL, [0, 2, 3], TENTHS, PEOPLE).areas}
    harbour = by["Harbour"]
    assert (harbour.tenth, harbour.asked, harbour.spent, harbour.funded) == (1, 90, 90, 2)
    assert harbour.per_head == Fraction(90, 1_500)
    assert (by["Hill"].spent, by["Hill"].per_head) == (0, 0)


def test_what_is_not_known_travels_with_its_reason():
    found = who_gets(POLL, [0, 3, 4], TENTHS, PEOPLE)
    by = {one.area: one for one in found.areas}
    assert by["Marsh"].tenth == Unknown("nobody gave the tenth of this area")
    assert by["Marsh"].per_head == Unknown("nobody gave the population of this area")
    assert by[""].tenth == Unknown("the project is for the whole place")
    unknown = [(one.tenth.reason, one.spent) for one in found.tenths if isinstance(one.tenth, Unknown)]
    assert unknown == [("nobody gave the tenth of this area", 10), ("the project is for the whole place", 20)]
    given_ = who_gets(POLL, [4], {**TENTHS, "Marsh": Unknown("suppressed by the publisher")}, PEOPLE)
    assert {one.tenth for one in given_.areas} >= {Unknown("suppressed by the publisher")}


def test_a_tenth_without_a_population_for_each_of_its_areas_has_none_per_head():
    found = who_gets(POLL, [0, 4], {**TENTHS, "Marsh": 1}, PEOPLE)
    assert found.tenths[0].spent == 70
    assert found.tenths[0].per_head == Unknown("nobody gave the population of this area")
    assert found.tenths[4].per_head == Unknown("no area of this tenth has a project on the ballot")


@given(st.sets(st.integers(0, 4)))
def test_every_way_of_adding_up_gives_all_that_is_spent(funded):
    found = who_gets(POLL, sorted(funded), TENTHS, {})
    cost = sum(POLL.projects[k].cost for k in funded)
    assert (found.spent, sum(one.spent for one in found.tenths)) == (cost, cost)


def test_who_gained_and_who_lost_is_said():
    before, after = (who_gets(POLL, won, TENTHS, PEOPLE) for won in ([1, 4], [0, 2]))
    assert AreaChange("Harbour", Fraction(0), Fraction(90)) in changes(before, after)
    said = [prose().text(sentence) for sentence in gain_sentences(before, after, "GBP")]
    assert said[0] == "Harbour gains most: £90 more than before."
    assert said[1] == "Hill loses most: £50 less than before."
    assert "gets 100% of the money" in said[2]
    assert "before it was 0%" in said[2]
    assert [prose().text(one) for one in gain_sentences(after, after, "GBP")] == [
        "No area gets more or less than before."
    ]


@pytest.mark.parametrize("tenths", [{"Hill": 0}, {"Hill": 11}])
def test_there_are_ten_tenths(tenths):
    with pytest.raises(ValueError, match="from 1 to 10"):
        who_gets(POLL, [], tenths, {})


def test_a_population_is_above_nought():
    with pytest.raises(ValueError, match="above 0"):
        who_gets(POLL, [], {}, {"Hill": 0})


def text(sentences):
    return [prose().text(sentence) for sentence in sentences]


@pytest.mark.parametrize(
    ("votes", "held", "said"),
    [
        ([1], [0, 2], "Against most votes alone, Harbour gains most (£90 more) and Hill loses most (£50 less)."),
        ([1], [0, 1], "Against most votes alone, Harbour gains most (£60 more), and no area loses."),
        ([0, 1], [0], "Against most votes alone, Hill loses most (£50 less), and no area gains."),
        ([0, 3], [0], "Each area would get the same by most votes alone."),
    ],
)
def test_who_gains_and_loses_against_most_votes_alone_is_said(votes, held, said):
    assert text(against_votes(who_gets(POLL, votes, {}, {}), who_gets(POLL, held, {}, {}), "GBP")) == [said]


def test_the_more_deprived_half_is_said_where_tenths_are_known():
    votes, held = (who_gets(POLL, won, TENTHS, PEOPLE) for won in ([1], [0, 1]))
    assert text(against_votes(votes, held, "GBP"))[1] == (
        "Of the money whose area has a known tenth, 54.5% goes to the five most deprived tenths; by most votes alone "
        "it would be 0.0%."
    )


def test_each_area_is_told_with_the_whole_place_last():
    votes, held = (who_gets(POLL, won, {}, {}) for won in ([1], [0, 3]))
    assert text(who_sentences(held, votes, "GBP"))[1:] == [
        "Harbour: £60; by most votes alone £0.",
        "Hill: £0; by most votes alone £50.",
        "Marsh: £0; by most votes alone £0.",
        "The whole place: £20; by most votes alone £0.",
    ]
    assert text(who_sentences(held, None, "GBP"))[-1] == "The whole place: £20."


def test_votes_of_an_area_are_those_of_each_of_its_projects():
    poll = poll_of(
        [60, 50, 30], [Ballot((0, 2), voters=3), Ballot((1,), voters=2)], 100, areas=["Hill", "Quay", "Hill"]
    )
    assert [(one.area, one.votes) for one in who_gets(poll, [], {}, {}).areas] == [("Hill", 6), ("Quay", 2)]


def test_money_that_is_placed_later_is_the_same_as_at_once():
    bare = who_gets(POLL, [0, 3, 4], {}, {})
    assert placed(bare.areas, TENTHS, PEOPLE) == who_gets(POLL, [0, 3, 4], TENTHS, PEOPLE)


def test_the_whole_place_and_an_unknown_population_have_their_own_heads():
    people = {**PEOPLE, "": 5_000, "Marsh": Unknown("nobody lives there")}
    by = {one.area: one for one in who_gets(POLL, [0, 3, 4], TENTHS, people).areas}
    assert by[""].per_head == Fraction(20, 5_000)
    assert by["Marsh"].per_head == Unknown("nobody lives there")
