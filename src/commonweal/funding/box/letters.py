"""Letters that people can type: Crockford's base 32, forgiving in reading, with a check letter that sees slips."""

from collections.abc import Iterable

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty-two letters without I, L, O and U, which are taken for others or make words."""

_ALIKE = {"O": "0", "I": "1", "L": "1"}
_VALUES = {letter: value for value, letter in enumerate(LETTERS)} | {
    alike: LETTERS.index(meant) for alike, meant in _ALIKE.items()
}
_BITS = 5
_FIELD = 0b100101


def squeezed(text: str) -> str:
    """Give what was typed in capitals, without spaces and hyphens of any kind.

    Examples:
        >>> squeezed(" abcd–efgh 1 ")
        'ABCDEFGH1'
    """
    return "".join(letter for letter in text.upper() if not letter.isspace() and letter not in "-‐‑‒–—−")


def values(text: str) -> list[int | None]:
    """Give the value of each letter, 0 to 31, or None for what is no letter of the alphabet.

    Examples:
        >>> values("0OIL1ZU")
        [0, 0, 1, 1, 1, 31, None]
    """
    return [_VALUES.get(letter) for letter in text]


def written(numbers: Iterable[int]) -> str:
    """Write values, 0 to 31, as letters."""
    return "".join(LETTERS[number] for number in numbers)


def spread(data: bytes) -> list[int]:
    """Give bytes as values of five bits each; the bits must come out even."""
    whole, count = int.from_bytes(data, "big"), len(data) * 8 // _BITS
    return [whole >> (_BITS * (count - 1 - place)) & 31 for place in range(count)]


def gathered(numbers: Iterable[int], length: int) -> bytes:
    """Give so many bytes back from values of five bits each."""
    whole = 0
    for number in numbers:
        whole = whole << _BITS | number
    return whole.to_bytes(length, "big")


def check(numbers: Iterable[int]) -> int:
    """Give the check value of up to 30 values.

    Each is weighed by another power of a primitive element of the field of 32 elements, and the check by 1: one wrong
    letter, and any two letters that changed places, never go unseen.

    Source: a Reed-Solomon code with one check symbol over GF(32), polynomial x^5 + x^2 + 1.

    Examples:
        >>> check([1, 2, 3]) == check([2, 1, 3])
        False
    """
    sum_ = 0
    for number in numbers:
        sum_ = (sum_ ^ number) << 1
        sum_ ^= _FIELD if sum_ & 32 else 0
    return sum_
