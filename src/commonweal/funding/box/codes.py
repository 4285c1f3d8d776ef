"""Codes that come by post: ten letters and one that checks them, and what is stored in a code's place."""

from commonweal.errors import CodeMistyped, Fault
from commonweal.funding.box.letters import check, spread, squeezed, values, written
from commonweal.funding.box.marks import keyed

CODE_BYTES = 7
"""How many random bytes a code is made from; ten letters carry 50 of their 56 bits."""

_DRAWN = 10
_GROUP = 4


def make_code(random: bytes) -> str:
    """Make a code from random bytes, as it is printed: letters in groups of four.

    Args:
        random: seven bytes that nobody can foresee.

    Raises:
        ValueError: where they are not seven.

    Examples:
        >>> make_code(bytes(7))
        '0000-0000-000'
    """
    if len(random) != CODE_BYTES:
        message = f"a code is made from {CODE_BYTES} bytes"
        raise ValueError(message)
    drawn = spread(random + bytes(3))[:_DRAWN]
    return _grouped(written([*drawn, check(drawn)]))


def read_code(typed: str) -> str:
    """Give a code as it was printed from what was typed.

    Spaces, hyphens and small letters do not matter; O is read as 0, and I and L as 1.

    Raises:
        CodeMistyped: where it has another length, a letter that no code has, or a slip in it.

    Examples:
        >>> read_code(" oooo 0000 00o ")
        '0000-0000-000'
    """
    letters = squeezed(typed)
    if len(letters) != _DRAWN + 1:
        found = {"found": len(letters), "wanted": _DRAWN + 1}
        raise CodeMistyped(Fault("it has {found} letters, and a code has {wanted}", found))
    found_values = values(letters)
    strange = sorted({letter for letter, value in zip(letters, found_values, strict=True) if value is None})
    if strange:
        raise CodeMistyped(Fault("no code has the letter {letter}", {"letter": letters_shown(strange)}))
    numbers = [value for value in found_values if value is not None]
    if check(numbers[:-1]) != numbers[-1]:
        raise CodeMistyped(Fault("one of its letters is not as it was printed, or two changed places"))
    return _grouped(written(numbers))


def letters_shown(letters: list[str]) -> str:
    """Give letters to name in a fault: those that print, the others by their number."""
    return ", ".join(letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in letters)


def nullifier(round_key: bytes, round_id: str, code: str) -> str:
    """Give what is stored in a code's place: it says that a code was used, and gives no code back.

    Args:
        round_key: the round's secret key, 32 bytes; when it is destroyed nobody can tell which code was whose.
        round_id: the round; a code of another round never matches.
        code: as :func:`read_code` gives it.

    Returns:
        HMAC-SHA256 as 64 hexadecimal digits.
    """
    return keyed(round_key, b"code", round_id.encode(), squeezed(code).encode()).hex()


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))
