"""JSON whose numbers stay exact: a decimal is read as one and written with its digits, and never becomes a float."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NoReturn


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object; a member that stands twice in it would hide the other.

    Raises:
        ValueError: where one does.
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        message = f"{next(name for name in names if names.count(name) > 1)} stands twice in one object"
        raise ValueError(message)
    return found


def no_number(text: str) -> NoReturn:
    """Refuse what Python reads as a number and JSON has not: NaN, Infinity.

    Raises:
        ValueError: always.
    """
    raise ValueError(text)


DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=no_number, object_pairs_hook=once_each)
"""Reads numbers as ``int`` or ``Decimal``; raises ValueError where a member stands twice, or a number is none."""


def exact_lines(value: Any, line: str = "\n") -> Iterator[str]:
    """Write a value over several lines, in pieces.

    Args:
        value: of mappings, lists, texts, numbers, True, False and None; no floats.
        line: what begins a new line, with its indent.
    """
    inner = line + "  "
    if isinstance(value, Mapping) and value:
        for nth, (name, item) in enumerate(value.items()):
            yield f"{',' if nth else '{'}{inner}{json.dumps(name, ensure_ascii=False)}: "
            yield from exact_lines(item, inner)
        yield line + "}"
    elif isinstance(value, list) and value:
        for nth, item in enumerate(value):
            yield f"{',' if nth else '['}{inner}"
            yield from exact_lines(item, inner)
        yield line + "]"
    else:
        yield _simple(value, plain=False)


def exact_text(value: Any) -> str:
    """Write a value on one line, of ASCII alone.

    Examples:
        >>> exact_text({"a": [Decimal("1.50"), True]})
        '{"a": [1.50, true]}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(name)}: {exact_text(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(exact_text, value)) + "]"
    return _simple(value, plain=True)


def _simple(value: Any, *, plain: bool) -> str:
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=plain)
