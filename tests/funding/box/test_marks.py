"""Marks under a round's secret: no two lists of parts are alike, and a form is good for its round and its hour."""

import hmac
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import FormRunOut
from commonweal.funding.box.marks import keyed, make_nonce, read_nonce
from tests.funding.box.boxes import ROUND, ROUND_KEY

SHOWN = datetime(2027, 3, 2, 12, tzinfo=UTC)
RANDOM = bytes(range(32))
parts = st.lists(st.binary(max_size=3), max_size=4)


@given(parts, parts)
def test_two_lists_of_parts_have_one_mark_only_where_they_are_the_same(one, other):
    assert (keyed(ROUND_KEY, *one) == keyed(ROUND_KEY, *other)) is (one == other)


def test_known_mark_and_nonce():
    assert keyed(b"k", b"a", b"bc") == hmac.new(b"k", b"\0\0\0\1a\0\0\0\2bc", sha256).digest()
    seconds = int(SHOWN.timestamp()).to_bytes(8, "big")
    mark = keyed(ROUND_KEY, b"form", b"r1", RANDOM, seconds)[:16]
    assert make_nonce(RANDOM, ROUND_KEY, ROUND, SHOWN) == (RANDOM + seconds + mark).hex()


@given(st.integers(-400, 4000))
def test_a_form_is_good_from_five_minutes_before_to_an_hour_after_it_was_shown(seconds):
    text = make_nonce(RANDOM, ROUND_KEY, ROUND, SHOWN)
    at = SHOWN + timedelta(seconds=seconds)
    if -300 <= seconds <= 3600:
        assert read_nonce(text, ROUND_KEY, ROUND, at) == RANDOM
    else:
        with pytest.raises(FormRunOut, match="60 minutes"):
            read_nonce(text, ROUND_KEY, ROUND, at)


@given(st.integers(0, 55), st.integers(1, 255))
def test_one_changed_byte_is_refused(at, change):
    whole = bytearray.fromhex(make_nonce(RANDOM, ROUND_KEY, ROUND, SHOWN))
    whole[at] ^= change
    with pytest.raises(FormRunOut, match="not shown for this round"):
        read_nonce(whole.hex(), ROUND_KEY, ROUND, SHOWN)


def test_a_form_of_another_round_or_secret_or_length_is_refused():
    text = make_nonce(RANDOM, ROUND_KEY, ROUND, SHOWN)
    for given_text, key, name in [(text, ROUND_KEY, "r2"), (text, bytes(32), ROUND), ("", ROUND_KEY, ROUND)]:
        with pytest.raises(FormRunOut):
            read_nonce(given_text, key, name, SHOWN)
    with pytest.raises(ValueError, match="32 bytes"):
        make_nonce(RANDOM[:-1], ROUND_KEY, ROUND, SHOWN)
