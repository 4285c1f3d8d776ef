"""How many people each group is: the largest first, and how many groups nobody can give a size of."""

from commonweal.web.reads.group_sizes_part import group_sizes
from tests.web.reads.shown_parts import bars, cells, holding, words

SIZES = {
    "refugees": {"value": None, "unknown_because": "too few people to show", "unit": "people in need"},
    "parents": {"value": 100, "low": 80, "high": 120, "unit": "people in need"},
    "carers": {"value": 1200, "unit": "people in need"},
}


def test_the_largest_group_comes_first_and_those_without_a_size_are_counted():
    (section,) = group_sizes(holding("b", group_sizes=SIZES))
    said = [words(one) for one in section.said]
    assert said[:2] == [
        "The largest group in need is: carers, about 1,200 people.",
        "Of 3 groups, the size of 1 is not known or cannot be shown.",
    ]
    assert bars(section.pictures[0]) == [["carers", "1,200"], ["parents", "100"]]


def test_each_group_stands_with_its_interval_and_its_source():
    (section,) = group_sizes(holding("b", group_sizes=SIZES))
    assert cells(section.folded[0])[1:] == [
        ["parents", "100 (80 to 120)"],
        ["refugees", "not known: too few people to show"],
    ]
    assert section.folded[0].rows[0].cells[1].href == "/sources/#figure-group-sizes-carers"


def test_one_group_alone_is_not_drawn_and_none_is_no_section():
    (section,) = group_sizes(holding("c", group_sizes={"refugees": SIZES["refugees"]}))
    assert (section.pictures, len(section.said)) == ((), 2)
    assert group_sizes(holding("d")) == ()
