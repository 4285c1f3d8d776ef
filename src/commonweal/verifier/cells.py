"""Tables as they are published: CSV with exact figures, read and written."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from .reading import Folder, Unreadable


def number(value: Any) -> Fraction:
    """Give a figure as canonical JSON holds it: whole, or ``n/d``.

    Raises:
        ValueError: where it is neither.
    """
    if type(value) is int:
        return Fraction(value)
    if isinstance(value, str) and "/" in value:
        return Fraction(value)
    raise ValueError(f"{value!r} is no exact figure")


def exact(value: Any) -> int | str:
    """Give a figure as canonical JSON holds it: a fraction as ``n/d``, whole ones too."""
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else value


def rows(folder: Folder, name: str) -> list[dict[str, str]]:
    """Give the rows of a table by its columns; none where there is no such file.

    Raises:
        Unreadable: where it is no table.
    """
    if name not in folder:
        return []
    try:
        found = list(csv.reader(io.StringIO(folder.read(name).decode("utf-8"), newline=""), strict=True))
        return [dict(zip(found[0], row, strict=True)) for row in found[1:]]
    except (ValueError, LookupError, csv.Error) as bad:
        raise Unreadable(name, f"this is not a table as published: {bad}") from None


def table(columns: Sequence[str], told: Iterable[Sequence[Any]]) -> bytes:
    """Write a table byte for byte as it is published."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[_cell(value) for value in row] for row in told])
    return out.getvalue().encode("utf-8")


def differing(said: bytes, found: bytes) -> Iterator[int]:
    """Give the numbers of the lines in which two tables differ, from 1 on."""
    theirs, ours = said.split(b"\n"), found.split(b"\n")
    for number_ in range(max(len(theirs), len(ours))):
        if theirs[number_ : number_ + 1] != ours[number_ : number_ + 1]:
            yield number_ + 1


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return _decimal(value)
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return value


def _decimal(value: Fraction) -> str:
    """Write a fraction as a decimal where it has a finite one, otherwise as ``n/d``."""
    places, scale = 0, 1
    while places < 200 and scale % value.denominator:
        places, scale = places + 1, scale * 10
    if scale % value.denominator:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * (scale // value.denominator)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
