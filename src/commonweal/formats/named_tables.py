"""Rows of other people's tables, one after another, each cell under our name for its column."""

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonweal.errors import Fault, FileMissing, TableFaults
from commonweal.formats.column_names import DATE_FORMS, Named, TableKind, names_for
from commonweal.terms.sentences import Sentence, key, say
from commonweal.terms.sources import Source

_MARK = b"\xef\xbb\xbf"
_LONGEST_CELL = 10_000_000


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row of a table.

    Attributes:
        line: of the file, the header being line 1.
        texts: what stands in each column that is named; "" for a blank.
        file: the file's name.
        columns: what the file calls each column.
        faults: where faults go.
    """

    line: int
    texts: Mapping[str, str]
    file: str
    columns: Named
    faults: list[Fault]

    def read(self, name: str, form: tuple[Callable[[str], Any], str], *, needed: bool = False) -> Any:
        """Read one cell, or note what is wrong with it.

        Args:
            name: our name of its column.
            form: what reads it, and the English source of what it should be.
            needed: whether a blank is a fault.

        Returns:
            The value; None for a blank, and for a cell at fault.
        """
        text = self.texts.get(name, "")
        if not text:
            if needed:
                self.fault(name, key("the cell is blank"))
            return None
        try:
            return form[0](text)
        except (ValueError, ArithmeticError):
            self.fault(name, key("{text} is not {what}"), text=text, what=say(form[1]))
            return None

    def fault(self, name: str, what: str, /, **figures: str | Sentence) -> None:
        """Note a fault of the row, at one of its columns."""
        self.faults.append(Fault(what, figures, self.file, self.line, self.columns.get(name, name)))

    def day(self) -> tuple[Callable[[str], Any], str]:
        """Give what reads a day in this table, in the form that is named for it."""
        form = self.columns.get("date_form", "yyyy-mm-dd")
        return DATE_FORMS[form], _DAY_WORDS[form]


_DAY_WORDS: Mapping[str, str] = {
    "yyyy-mm-dd": key("a date such as 2027-03-31; where the table writes dates otherwise, name its date_form"),
    "dd/mm/yyyy": key("a date such as 31/03/2027"),
    "dd/mm/yy": key("a date such as 31/03/27"),
    "dd-mm-yyyy": key("a date such as 31-03-2027"),
    "dd.mm.yyyy": key("a date such as 31.03.2027"),
    "mm/dd/yyyy": key("a date such as 03/31/2027"),
    "yyyymmdd": key("a date such as 20270331"),
}


def named_rows(path: Path, kind: TableKind, named: Named, faults: list[Fault]) -> Iterator[NamedRow]:
    """Read a CSV table row by row: UTF-8 with or without a byte-order mark, unless another encoding is named.

    Args:
        path: the file.
        kind: of the table.
        named: what ``place.toml`` calls its columns; empty where a known layout is to be found.
        faults: where faults of rows go.

    Raises:
        FileMissing: where there is no such file.
        ColumnsUnnamed: where it is not known what its columns hold.
        TableFaults: where it is no such text, or a column that was named is missing.
    """
    if not path.is_file():
        raise FileMissing(kind="file", path=path)
    encoding = named.get("encoding", "utf-8")
    with path.open("rb") as start:
        skip = len(_MARK) if start.read(len(_MARK)) == _MARK else 0
    csv.field_size_limit(_LONGEST_CELL)
    with path.open("r", encoding=encoding, newline="") as file:
        if skip:
            file.seek(skip)
        reader = csv.reader(file, strict=True)
        try:
            header = [name.strip() for name in next(reader, [])]
            columns = names_for(kind, header, named, path.name)
            yield from _rows(reader, header, columns, path.name, faults)
        except UnicodeDecodeError:
            raise TableFaults(_not_text(path, encoding, kind, skip), file=path.name) from None
        except csv.Error as bad:
            fault = Fault("the quoting is broken: {reason}", {"reason": str(bad)}, path.name, reader.line_num)
            raise TableFaults(fault, file=path.name) from None


def source_of_file(path: Path) -> Source:
    """Hash a file of any length."""
    with path.open("rb") as file:
        return Source(path.name, hashlib.file_digest(file, "sha256").hexdigest())


def _rows(reader: Any, header: list[str], columns: Named, file: str, faults: list[Fault]) -> Iterator[NamedRow]:
    places = {ours: header.index(theirs) for ours, theirs in columns.items() if theirs in header}
    blank, before = columns.get("blank", ""), reader.line_num
    for cells in reader:
        line, before = before + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            wrong = {"cells": len(cells), "columns": len(header)}
            faults.append(Fault("the row has {cells} cells for {columns} columns", wrong, file, line))
            continue
        texts = {ours: cells[at].strip() for ours, at in places.items()}
        yield NamedRow(
            line, {ours: "" if text == blank else text for ours, text in texts.items()}, file, columns, faults
        )


def _not_text(path: Path, encoding: str, kind: TableKind, skip: int) -> Fault:
    """Say on which line a file stops being text, and what to do; the file is read once more for it."""
    figures = {"encoding": encoding, "example": '"cp1252"', "kind": kind.name}
    what = key(
        "this is not {encoding} text; where it was saved by Excel in Windows, write encoding = {example} below "
        "[columns.{kind}] in place.toml"
    )
    with path.open("rb") as file:
        file.seek(skip)
        for line, data in enumerate(file, 1):
            try:
                data.decode(encoding)
            except UnicodeDecodeError:
                return Fault(what, figures, path.name, line)
    return Fault(what, figures, path.name)
