"""One byte form for every value that is hashed: RFC 8785 JSON without floats."""

import json
from collections.abc import Mapping
from fractions import Fraction
from hashlib import sha256
from typing import Any

from commonweal.errors import NotCanonical

LARGEST = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly; a larger one travels as a fraction ``"n/d"``."""


def encode(value: Any) -> bytes:
    r"""Give the canonical bytes of a value.

    Keys are sorted by UTF-16 code units, nothing is padded, text is UTF-8 and a fraction is the text ``"n/d"``.

    Args:
        value: None, bool, int, str, Fraction, or lists, tuples and mappings (text keys) of these.

    Raises:
        NotCanonical: for a float, an integer beyond 2**53 - 1, a key that is not text, text that is
            not Unicode, or any other type.

    Source: RFC 8785, JSON Canonicalization Scheme.

    Examples:
        >>> encode({"b": 1, "a": [Fraction(1, 3), None, "é"]})
        b'{"a":["1/3",null,"\xc3\xa9"],"b":1}'
    """
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise NotCanonical(reason="it holds half a character, which is not Unicode text") from None


def digest(value: Any) -> str:
    """Give the SHA-256 of a value's canonical bytes, as 64 hexadecimal digits.

    Raises:
        NotCanonical: as for :func:`encode`.
    """
    return sha256(encode(value)).hexdigest()


def fraction_text(value: Fraction | int) -> str:
    """Write an exact number as ``"n/d"``, whole ones too.

    Examples:
        >>> fraction_text(3)
        '3/1'
    """
    exact = Fraction(value)
    return f"{exact.numerator}/{exact.denominator}"


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical(reason=f"the integer {value} is beyond {LARGEST}")
        return value
    if isinstance(value, Fraction):
        return fraction_text(value)
    if isinstance(value, Mapping):
        return _plain_mapping(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise NotCanonical(reason=f"{type(value).__name__} has no canonical form")


def _plain_mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    for key in value:
        if not isinstance(key, str):
            raise NotCanonical(reason=f"the key {key!r} is not text")
    return {
        key: _plain(value[key]) for key in sorted(value, key=lambda text: text.encode("utf-16-be", "surrogatepass"))
    }
