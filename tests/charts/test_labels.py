"""Labels stand on nothing, least of all on one another."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commonweal.charts.labels import clear_height, free_place, shortened, spread, text_width, wrapped

PLACES = st.lists(st.floats(0, 400), min_size=1, max_size=8)


@given(PLACES)
def test_spread_labels_keep_apart_and_keep_their_order(wanted):
    places = spread(wanted, 20, 0, 400)
    order = sorted(range(len(wanted)), key=lambda k: (wanted[k], k))
    ranked = [places[k] for k in order]
    assert all(after - before >= 20 - 1e-6 for before, after in pairwise(ranked))


@given(PLACES)
def test_spread_labels_stay_inside_where_there_is_room(wanted):
    assert all(-1e-6 <= place <= 400 + 1e-6 for place in spread(wanted, 20, 0, 400))


def test_labels_far_apart_stay_where_they_are():
    assert spread([10, 50, 90], 20, 0, 100) == [10, 50, 90]


def test_labels_that_meet_part_around_their_middle():
    assert spread([50, 50, 50], 20, 0, 100) == [30, 50, 70]


def test_a_group_pushed_in_from_the_edge_does_not_stand_on_the_next():
    assert spread([0, 1, 32], 20, 0, 100) == [0, 20, 40]


@given(st.text(st.sampled_from("ab c"), max_size=60), st.integers(60, 300))
def test_wrapping_loses_no_word_and_overfills_only_with_a_single_word(text, room):
    lines = wrapped(text, room).split("\n")
    assert " ".join(lines).split() == text.split()
    assert all(text_width(line) <= room or " " not in line for line in lines)


def test_a_text_that_fits_is_not_shortened():
    assert shortened("Harbour", 200) == "Harbour"


def test_a_text_cut_short_fits_and_says_so():
    short = shortened("Northgate Parents' Co-operative", 120)
    assert short.endswith("…")
    assert text_width(short) <= 120


def test_bold_text_is_taken_to_be_wider():
    assert text_width("Harbour", bold=True) > text_width("Harbour")


def test_a_label_stands_right_of_its_spot_where_nothing_is():
    assert free_place((50, 50), (40, 20), [], (0, 0, 200, 100)) == (64, 40, 104, 60)


def test_a_label_with_no_free_place_is_left_out():
    assert free_place((50, 50), (40, 20), [(0, 0, 200, 100)], (0, 0, 200, 100)) is None


def test_a_label_never_leaves_its_room():
    assert free_place((5, 50), (300, 20), [], (0, 0, 200, 100)) is None


def test_a_name_that_cannot_be_clear_stays_where_it_was():
    assert clear_height(50, (0, 40), 15, [(0, 0, 40, 100)]) == 50
