from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.publishing import TOO_FEW
from commonweal.evidence.who_gets_what import (
    Part,
    hours_sentences,
    mean_gain,
    met_sentences,
    money_sentences,
    together,
    who_gained,
)
from commonweal.formats.prose import prose
from commonweal.terms.sources import Unknown

WHY = Unknown("not said")
sums = st.integers(0, 500).map(Fraction)
parts = st.lists(st.tuples(st.integers(1, 900), sums, sums), min_size=1, max_size=10).map(
    lambda rows: [Part(str(k + 1), *row) for k, row in enumerate(rows)]
)
TENTHS = [
    Part("1", 400, Fraction(2), Fraction(7)),
    Part("2", 100, Fraction(0), Fraction(4)),
    Part("5", 300, Fraction(1), Fraction(1)),
    Part("10", 200, Fraction(3), Fraction(4)),
]


def words(said):
    return [prose().text(sentence) for sentence in said]


@given(parts)
def test_what_everybody_gains_on_average_is_what_is_gained_in_all(table):
    whole = sum(part.people for part in table)
    assert mean_gain(table) * whole == sum(part.gained * part.people for part in table)


@given(parts)
def test_some_gain_more_than_the_mean_only_where_others_gain_less(table):
    gains = who_gained(table, mean_gain(table))
    assert bool(gains.more) == bool(gains.less)
    assert len(gains.more) + len(gains.less) <= len(table)


@given(parts)
def test_parts_together_are_counted_by_their_people(table):
    whole = together(table, [part.name for part in table])
    assert whole.gained == mean_gain(table)
    assert whole.people == sum(part.people for part in table)


def test_a_round_is_said_in_money_for_each_person_with_how_many_gain():
    assert words(money_sentences(TENTHS, "GBP")) == [
        (
            "This round gave £2.60 for each person. More than that went to tenths of deprivation with 500 people, and "
            "less to tenths with 500 people."
        ),
        (
            "In the most deprived fifth of the country’s areas there was £1.60 for each person here before, and now "
            "there is £6.40."
        ),
        (
            "In the least deprived fifth of the country’s areas there was £3 for each person here before, and now "
            "there is £4."
        ),
    ]


def test_counts_of_people_pass_the_gate():
    few = [Part("1", 5, Fraction(0), Fraction(9)), Part("9", 103, Fraction(0), Fraction(1))]
    gains = who_gained(few, mean_gain(few))
    assert (gains.people_more, gains.people_less) == (TOO_FEW, 105)
    assert "too few people to show" in words(money_sentences(few, "GBP"))[0]


def test_what_is_not_known_of_some_is_said_of_them_and_of_nobody_else():
    some = [*TENTHS[:2], Part("", 50, WHY, WHY)]
    gains = who_gained(some, mean_gain(some))
    assert gains.people_unknown == 50
    assert words(money_sentences(some, "GBP"))[-1] == "Not known for 50 people: not said."
    assert who_gained([Part("1", WHY, Fraction(0), Fraction(1))]).people_more == WHY


def test_where_nothing_is_known_that_alone_is_said():
    nothing = [Part("", 50, WHY, WHY)]
    (money,), (met,) = words(money_sentences(nothing, "GBP")), words(met_sentences(nothing, nothing))
    assert "not known" in money
    assert "not known" in met
    assert together(nothing, ["1"]) is None


def test_a_fifth_without_areas_here_is_said_to_have_none():
    assert words(money_sentences(TENTHS[:3], "GBP"))[-1] == (
        "No area here lies in the least deprived fifth of the country."
    )


def test_a_plan_is_said_by_how_many_gain_and_lose():
    through = [Part("1", 400, Fraction(1, 2), Fraction(3, 4)), Part("9", 600, Fraction(3, 4), Fraction(1, 2))]
    against = [Part("1", 400, Fraction(1, 4), Fraction(3, 4)), Part("9", 600, Fraction(1, 4), Fraction(1, 2))]
    assert words(met_sentences(through, against)) == [
        (
            "From the first quarter of the plan to its last, more of what people need comes to be met in tenths of "
            "deprivation with 400 people, and less in tenths with 600 people."
        ),
        (
            "At its end, against keeping everything as it is paid for, more is met in tenths with 1,000 people, and "
            "less in tenths with nobody."
        ),
    ]


def test_support_hours_are_said_for_each_thousand_people():
    hours = [Part("1", 400, Fraction(0), Fraction(1, 10)), Part("9", 600, Fraction(0), Fraction(1, 100))]
    hidden = Part("10", 50, Fraction(0), WHY)
    assert words(hours_sentences([*hours, hidden])) == [
        (
            "Support so far: 46.0 hours for each 1,000 people of the tenths of deprivation where that is known. More "
            "than that went to bodies based in tenths with 400 people, and less to those in tenths with 600 people."
        ),
        "Not known for 50 people: not said.",
    ]
    assert words(hours_sentences([hidden])) == ["How support hours were shared out by deprivation is not known."]


@pytest.mark.parametrize("which", ["people", "before", "after"])
def test_parts_together_know_no_more_than_each(which):
    known = {"people": 5, "before": Fraction(1), "after": Fraction(2), which: WHY}
    whole = together([Part("1", **known), TENTHS[1]], ["1", "2"])
    assert whole.gained == WHY
