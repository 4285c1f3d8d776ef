"""What gives away where a sensitive service is, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.funding.streams.whereabouts import COLUMNS, gives_away, hidden, points_somewhere

CELLS = {
    "address": "12 Mill Lane, Saltmarsh",
    "postcode": "ZZ1 2AB",
    "neighbourhood": "Quayside",
    "provider": "Harbour Support",
    "easting": "431234.5",
    "northing": "565432",
    "latitude": "54.9783",
    "longitude": "-1.6178",
    "never_shown": "the old chandlery; Tide House",
}
SECRET = hidden(CELLS)


@pytest.mark.parametrize(
    "text",
    [
        "Beds at 12 Mill Lane",
        "Beds at 12, MILL-LANE!",
        "Beds in Mill Lane",
        "Beds in MillLane",
        "Beds in M i l l L a n e",
        "Beds in Mi\u200bll La\u00adne",
        "Ｍｉｌｌ Ｌａｎｅ",
        "near zz1 2ab",
        "near ZZ12AB",
        "run by harbour support",
        "at 431234",
        "at 565432",
        "54.9783 north",
        "in the Old Chandlery",
        "Tide-House",
    ],
)
def test_a_text_that_tells_is_seen(text):
    assert gives_away(text, SECRET.anywhere)


@pytest.mark.parametrize("text", ["Quayside beds", "Saltmarsh beds", "Beds in ZZ1"])
def test_a_neighbourhood_tells_only_beside_the_service_itself(text):
    assert not gives_away(text, SECRET.anywhere)
    assert gives_away(text, SECRET.nearby)


@pytest.mark.parametrize(
    "text", ["", "A safe house for families", "12 places", "Miller's lanes", "Support in harbours"]
)
def test_a_text_that_tells_nothing_is_let_through(text):
    assert not gives_away(text, [*SECRET.anywhere, *SECRET.nearby])


def test_a_number_and_a_street_parted_by_a_comma_belong_together():
    assert gives_away("Mill Lane", hidden({"address": "12, Mill Lane, Saltmarsh"}).anywhere)
    assert gives_away("Mill Lane", hidden({"address": "Flat 2, 12a Mill Lane, Saltmarsh"}).anywhere)


def test_what_is_hidden_does_not_show_itself():
    assert "Mill" not in repr(SECRET)


def test_nothing_is_hidden_where_nothing_is_known():
    assert hidden({}).anywhere == hidden({}).nearby == ()


@given(st.sampled_from([c for c in COLUMNS if c not in {"neighbourhood", "never_shown"}]), st.text(max_size=20))
def test_every_cell_is_seen_in_any_text_around_it(column, around):
    assert gives_away(f"{around} {CELLS[column]} {around}", hidden({column: CELLS[column]}).anywhere)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("SW1A 1AA", True),
        ("m1 1ae", True),
        ("by EH991SP now", True),
        ("54.97831", True),
        ("431234, 565432", True),
        ("NZ 2512 6412", True),
        ("3 mornings a week from 9.30", False),
        ("£1,250.50 in 2026", False),
        ("A1 and B2", False),
    ],
)
def test_what_looks_like_a_postcode_or_a_point_is_seen(text, seen):
    assert points_somewhere(text) is seen
