"""One byte form: the same value always gives the same bytes, and different values different ones."""

import json
from fractions import Fraction
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import NotCanonical
from commonweal.terms import canon
from commonweal.verifier.manifests import canonical
from tests.strategies import canonical_values, exact_numbers


def test_the_published_example_of_key_order() -> None:
    """RFC 8785, section 3.2.3: keys sort by UTF-16 code units, so an emoji stands before U+FB33."""
    value = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\x80": 6, "ö": 7}
    assert list(json.loads(canon.encode(value))) == ["\r", "1", "\x80", "ö", "€", "😀", "\ufb33"]


def test_text_is_escaped_as_the_standard_says() -> None:
    assert canon.encode('\x00\b\t\n\f\r"\\/€\u2028\x7f') == '"\\u0000\\b\\t\\n\\f\\r\\"\\\\/€\u2028\x7f"'.encode()


@given(canonical_values)
def test_the_bytes_read_back_to_the_same_bytes(value: Any) -> None:
    data = canon.encode(value)
    assert canon.encode(json.loads(data)) == data
    assert canon.digest(value) == sha256(data).hexdigest()
    assert b" " not in canon.encode([None, True, {}, []])


@given(canonical_values)
def test_the_verifier_writes_the_same_bytes(value: Any) -> None:
    data = canon.encode(value)
    assert canonical(json.loads(data)) == data


@given(st.dictionaries(st.text(), st.integers(-10, 10)))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert canon.encode(dict(reversed(value.items()))) == canon.encode(value)


@given(exact_numbers, exact_numbers)
def test_fractions_differ_exactly_where_their_texts_do(a: Fraction, b: Fraction) -> None:
    assert (canon.fraction_text(a) == canon.fraction_text(b)) == (a == b)
    assert Fraction(canon.fraction_text(a)) == a


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (1.0, "float"),
        ([0.5], "float"),
        ({"a": float("nan")}, "float"),
        (2**53, "beyond"),
        (-(2**53), "beyond"),
        ({1: 2}, "not text"),
        ({None: 2}, "not text"),
        ({"a", "b"}, "set"),
        (b"bytes", "bytes"),
        ("\ud800", "Unicode"),
        ({"\udfff": 1}, "Unicode"),
    ],
)
def test_what_has_no_one_form_is_refused(value: Any, says: str) -> None:
    with pytest.raises(NotCanonical, match=says):
        canon.encode(value)


def test_the_largest_whole_number_is_kept() -> None:
    assert canon.encode([canon.LARGEST, -canon.LARGEST]) == b"[9007199254740991,-9007199254740991]"
