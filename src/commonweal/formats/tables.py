"""Typed reading of CSV tables: every row checked, every fault gathered with its line and column."""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

from commonweal.errors import Fault, FileMissing, TableFaults
from commonweal.terms.money import Pence
from commonweal.terms.sentences import key, say
from commonweal.terms.sources import Source


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a table must or may have.

    Attributes:
        name: its header, exactly.
        read: text to value; raises ValueError where the text is of another form.
        what: English source of what the text should be, to say in a fault ("a whole number").
        needed: whether a blank cell or a missing column is a fault. Otherwise a blank reads as None.
        unique: whether no two rows may hold the same value.
        among: the values allowed, or None for any.
    """

    name: str
    read: Callable[[str], Any] = str
    what: str = key("text")
    needed: bool = True
    unique: bool = False
    among: Collection[Any] | None = None


def whole(text: str) -> int:
    """Read a whole number that is not negative."""
    if not text.isascii() or not text.isdigit():
        raise ValueError
    return int(text)


def exact(text: str) -> Fraction:
    """Read a decimal exactly."""
    if "/" in text or "e" in text.lower() or "_" in text:
        raise ValueError
    return Fraction(text)


def amount(text: str) -> Fraction:
    """Read a decimal exactly, refusing a negative one."""
    value = exact(text)
    if value < 0:
        raise ValueError
    return value


def hundredths(text: str) -> Pence:
    """Read a sum above 0 in main units with at most two decimals.

    Examples:
        >>> hundredths("1250.5")
        125050
    """
    value = hundredths_or_0(text)
    if value == 0:
        raise ValueError
    return value


def hundredths_or_0(text: str) -> Pence:
    """Read a sum of 0 or more in main units with at most two decimals."""
    value = amount(text) * 100
    if value.denominator != 1:
        raise ValueError
    return Pence(value.numerator)


def yes_or_no(text: str) -> bool:
    """Read ``yes`` or ``no``."""
    if text not in {"yes", "no"}:
        raise ValueError
    return text == "yes"


WHOLE, EXACT, AMOUNT, SUM, SUM_OR_0, YES_NO = (
    (whole, key("a whole number, 0 or more")),
    (exact, key("a decimal number")),
    (amount, key("a decimal number, 0 or more")),
    (hundredths, key("a sum above 0 with at most two decimals")),
    (hundredths_or_0, key("a sum of 0 or more with at most two decimals")),
    (yes_or_no, key("yes or no")),
)
"""What a column reads and what to call it, for ``Column(name, *WHOLE)``."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read.

    Attributes:
        rows: one mapping of column name to value for each row.
        lines: the line number of each row in its file.
        source: the file, hashed.
    """

    rows: tuple[Mapping[str, Any], ...]
    lines: tuple[int, ...]
    source: Source


RowCheck = Callable[[Mapping[str, Any]], Iterable[Fault]]
"""Finds what is wrong between the cells of one row, by column; a cell that was at fault reads as None."""


def read_table(path: Path, columns: Sequence[Column], check: RowCheck | None = None) -> Table:
    """Read a CSV file with a header, UTF-8 with or without a byte-order mark.

    Columns that are not named are left unread.

    Args:
        path: the file.
        columns: what must or may be in it.
        check: finds what is wrong between the cells of a row, once each was read.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault of the file at once.
    """
    if not path.is_file():
        raise FileMissing(kind="file", path=path)
    return table_of(path.name, path.read_bytes(), columns, check)


def table_of(name: str, data: bytes, columns: Sequence[Column], check: RowCheck | None = None) -> Table:
    """Read a table that is held as bytes, as :func:`read_table` reads a file.

    Raises:
        TableFaults: with every fault of the table at once.
    """
    faults: list[Fault] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = data[: bad.start].count(b"\n") + 1
        raise TableFaults(Fault("this is not UTF-8 text", {}, name, line), file=name) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Mapping[str, Any]] = []
    lines: list[int] = []
    try:
        header = next(reader, [])
        faults.extend(_header_faults(header, columns, name))
        if not faults:
            for line, cells in _numbered(reader):
                rows.append(_row(header, cells, columns, faults, Fault("", {}, name, line)))
                lines.append(line)
                faults.extend(replace(fault, file=name, line=line) for fault in (check(rows[-1]) if check else ()))
    except csv.Error as bad:
        faults.append(Fault("the quoting is broken: {reason}", {"reason": str(bad)}, name, reader.line_num))
    for column in columns:
        numbered = zip(lines, rows, strict=False)
        faults.extend(repeats(name, (column.name,), numbered) if column.unique else ())
    if faults:
        raise TableFaults(*faults, file=name)
    return Table(tuple(rows), tuple(lines), Source(name, sha256(data).hexdigest()))


def repeats(file: str, columns: Sequence[str], rows: Iterable[tuple[int, Mapping[str, Any]]]) -> Iterable[Fault]:
    """Find the rows whose cells in some columns, taken together, stand in an earlier row already.

    Args:
        file: the table's file.
        columns: names of the columns; a row with a blank in one of them repeats nothing.
        rows: each row with its line.
    """
    first: dict[tuple[Any, ...], int] = {}
    for line, row in rows:
        cells = tuple(row[name] for name in columns)
        if None not in cells and first.setdefault(cells, line) != line:
            wrong = {"text": ", ".join(map(str, cells)), "first": first[cells]}
            yield Fault("{text} stands already at line {first}", wrong, file, line, columns[0])


def column_texts(path: Path, name: str) -> list[str]:
    """Give the texts of one column of a CSV file as they stand, whatever else is wrong with the file.

    It is for judging other files against one that was refused; a file without that column gives none.
    """
    try:
        return texts_of(path.read_bytes(), name)
    except OSError:
        return []


def texts_of(data: bytes, name: str) -> list[str]:
    """Give the texts of one column of a table that is held as bytes, as :func:`column_texts` does of a file."""
    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        return [text.strip() for row in rows if (text := row.get(name))]
    except (UnicodeDecodeError, csv.Error):
        return []


def write_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    r"""Write a CSV table as UTF-8 bytes with ``\n`` line ends; None is blank, a Fraction a decimal or "n/d".

    Text that a spreadsheet would take for a formula is written with a leading apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[cell_text(value) for value in row] for row in rows])
    return out.getvalue().encode("utf-8")


def decimal_text(value: Fraction) -> str:
    """Write a fraction as a decimal where it has a finite one, otherwise as ``n/d``.

    Examples:
        >>> decimal_text(Fraction(5, 4)), decimal_text(Fraction(1, 3))
        ('1.25', '1/3')
    """
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    scaled = abs(value.numerator) * 10**places // value.denominator
    digits = str(scaled).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def cell_text(value: object) -> object:
    """Give a value as a cell holds it: yes or no, a decimal, and text that no spreadsheet takes for a formula."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return decimal_text(value)
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return value


def _numbered(reader: Any) -> Iterable[tuple[int, list[str]]]:
    before = reader.line_num
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield before + 1, cells
        before = reader.line_num


def _header_faults(header: list[str], columns: Sequence[Column], file: str) -> Iterable[Fault]:
    for column in columns:
        if header.count(column.name) > 1:
            yield Fault("the column stands twice", {}, file, 1, column.name)
        elif column.needed and column.name not in header:
            yield Fault("the column is missing", {}, file, 1, column.name)


def _row(
    header: list[str], cells: list[str], columns: Sequence[Column], faults: list[Fault], at: Fault
) -> Mapping[str, Any]:
    if len(cells) != len(header):
        wrong = {"cells": len(cells), "columns": len(header)}
        faults.append(Fault("the row has {cells} cells for {columns} columns", wrong, at.file, at.line))
    texts = dict(zip(header, cells, strict=False))
    return {column.name: _value(column, texts.get(column.name, "").strip(), faults, at) for column in columns}


def _value(column: Column, text: str, faults: list[Fault], at: Fault) -> Any:
    if not text:
        if column.needed:
            faults.append(Fault("the cell is blank", {}, at.file, at.line, column.name))
        return None
    try:
        value = column.read(text)
    except (ValueError, ArithmeticError):
        wrong = {"text": text, "what": say(column.what)}
        faults.append(Fault("{text} is not {what}", wrong, at.file, at.line, column.name))
        return None
    if column.among is not None and value not in column.among:
        faults.append(Fault("{text} is not known", {"text": text}, at.file, at.line, column.name))
    return value
