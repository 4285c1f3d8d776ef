"""Groups of voters: two bars each, and what is found in the title."""

from tests.charts.examples import TEXT, cells, picture


def test_the_title_says_who_has_nothing_and_who_has_most():
    assert TEXT(picture("groups").title) == (
        "18% of voters have none of their choices funded; 60% of the money went to the 32% with 2 or more."
    )


def test_the_table_has_both_shares_of_each_group():
    assert cells(picture("groups")) == [
        ["none of their choices funded", "18.0%", "0.0%"],
        ["1 of their choices funded", "50.0%", "40.0%"],
        ["2 or more of their choices funded", "32.0%", "60.0%"],
    ]


def test_each_group_has_two_bars():
    for drawing in (picture("groups").wide, picture("groups").narrow):
        assert drawing.count("<title>") == 6
