import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import AreasUnmatched
from commonweal.evidence.vintages import IRREGULAR, Succession, Successions, carried_counts, carried_means
from commonweal.terms.sources import Source, Unknown

LOOK_UP = Successions(
    (
        Succession("same", "same", "unchanged"),
        Succession("big", "big-1", "split"),
        Succession("big", "big-2", "split"),
        Succession("left", "both", "merged"),
        Succession("right", "both", "merged"),
        Succession("odd-1", "odd", "irregular"),
        Succession("odd-2", "odd", "irregular"),
    ),
    Source("look-up.csv", "0" * 64),
)
OLDER = {"same": 100, "big": 3000, "left": 100, "right": 300, "odd-1": 50, "odd-2": 60}
NEWER = {"same": 110, "big-1": 1000, "big-2": 3000, "both": 420, "odd": 100}


def test_means_are_kept_where_an_area_is_unchanged_or_split_and_weighed_where_merged():
    values = {"same": 10.0, "big": 20.0, "left": 40.0, "right": 80.0, "odd-1": 1.0, "odd-2": 2.0}
    assert carried_means(values, OLDER, LOOK_UP) == {
        "same": 10.0,
        "big-1": 20.0,
        "big-2": 20.0,
        "both": 70.0,
        "odd": IRREGULAR,
    }


def test_counts_are_shared_where_an_area_was_split_and_added_where_merged():
    counts = {"same": 10, "big": 40, "left": 1, "right": 2, "odd-1": 5, "odd-2": 6}
    assert carried_counts(counts, NEWER, LOOK_UP) == {
        "same": 10.0,
        "big-1": 10.0,
        "big-2": 30.0,
        "both": 3.0,
        "odd": IRREGULAR,
    }


@given(st.integers(0, 10**6), st.integers(0, 5000), st.integers(0, 5000))
def test_nothing_is_lost_or_added_where_an_area_was_split(count, first, second):
    found = carried_counts({"big": count}, {"big-1": first, "big-2": second}, LOOK_UP)
    if first + second:
        assert sum(found.values()) == pytest.approx(count)
    else:
        assert set(found.values()) == {Unknown("nobody lives there")}


def test_a_merged_area_where_nobody_lived_is_unknown_and_not_nought():
    found = carried_means({"left": 1.0, "right": 2.0}, {}, LOOK_UP)
    assert found == {"both": Unknown("nobody lives there")}


def test_half_of_a_merged_area_is_not_taken_for_the_whole():
    assert carried_means({"left": 1.0}, OLDER, LOOK_UP) == {"both": Unknown("a part of it is not in the file")}
    assert carried_counts({"left": 1}, NEWER, LOOK_UP) == {"both": IRREGULAR}


def test_areas_that_the_look_up_does_not_have_are_each_named():
    with pytest.raises(AreasUnmatched) as refused:
        carried_means({"same": 1.0, "E01999998": 2.0, "E01999999": 3.0}, OLDER, LOOK_UP, "imd.csv")
    assert [str(fault) for fault in refused.value.faults] == [
        "imd.csv: E01999998 is not in the look-up",
        "imd.csv: E01999999 is not in the look-up",
    ]
    with pytest.raises(AreasUnmatched):
        carried_counts({"E01999999": 3}, NEWER, LOOK_UP)
