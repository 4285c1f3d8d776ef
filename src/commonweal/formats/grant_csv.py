"""Tables of grants as CSV, in the spreadsheet form of the 360Giving standard: read row by row, and written.

A table is UTF-8, with or without a byte-order mark, its columns parted by commas. One that is not is refused at each
row that shows it, never read by guesswork.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from commonweal.errors import Fault
from commonweal.formats.grant_cells import GrantCells, columns_of, put_together, take_apart
from commonweal.formats.grant_checks import Came
from commonweal.formats.grant_columns import GrantColumn
from commonweal.formats.grants import Grant
from commonweal.terms.sentences import key

_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
LONGEST = 1 << 24
"""Characters that a cell may hold."""


class CsvStream:
    """One pass over a table.

    Args:
        path: the file.
        faults: what is wrong with the file itself is added here.

    Attributes:
        package: nothing: a table says nothing of itself.
        sha256: of the whole file, once it was gone through.
    """

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        self.path, self.faults = path, faults
        self.package: dict[str, Any] = {}
        self.sha256 = ""

    def __iter__(self) -> Iterator[Came]:
        """Give each row as it came."""
        self.sha256 = _hashed(self.path)
        with self.path.open("rb") as file:
            mark = _MARKS.get(file.read(2))
        if mark:
            self._fault(1, "", key("this is {form}, not UTF-8: save it as CSV in UTF-8"), form=mark)
            return
        before = csv.field_size_limit(LONGEST)
        # A byte that is no UTF-8 is kept apart, so that every row that has one is told.
        with self.path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
            reader = csv.reader(text, strict=True)
            try:
                yield from self._rows(reader)
            except csv.Error as bad:
                self._fault(reader.line_num, "", key("the quoting is broken: {reason}"), reason=str(bad))
            finally:
                csv.field_size_limit(before)

    def _rows(self, reader: Any) -> Iterator[Came]:
        titles: list[str] = next(reader, [])
        columns, faults = columns_of(titles, self.path.name, 1)
        self.faults += faults
        if faults:
            return
        named = {column.path: column.title for column in columns.values()}
        nth, line = 0, int(reader.line_num) + 1
        for cells in reader:
            here, line = line, int(reader.line_num) + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(titles):
                wrong = {"cells": len(cells), "columns": len(titles)}
                self._fault(here, "", key("the row has {cells} cells for {columns} columns"), **wrong)
            members, wrongs = put_together(self._sound(cells, columns, here))
            yield Came(here, nth, members, named, tuple(wrongs))
            nth += 1

    def _sound(
        self, cells: Sequence[str], columns: dict[int, GrantColumn], line: int
    ) -> Iterator[tuple[GrantColumn, str]]:
        for place, cell in enumerate(cells):
            if not cell or not cell.strip():
                continue
            column = columns.get(place)
            title = column.title if column else ""
            if not cell.isascii() and any("\udc80" <= letter <= "\udcff" for letter in cell):
                self._fault(line, title, key("this is not UTF-8 text: save the file as CSV in UTF-8"))
            elif column is None:
                self._fault(line, "", key("the column has no title"))
            else:
                yield column, unquoted(cell)

    def _fault(self, line: int, field: str, what: str, **figures: object) -> None:
        self.faults.append(Fault(what, figures, self.path.name, line, field))


def grants_csv(grants: Sequence[Grant]) -> tuple[bytes, GrantCells]:
    r"""Write grants as a table of UTF-8 with the titles of the standard.

    Lines end in ``\r\n``. Text that a spreadsheet would take for a formula is written with a leading apostrophe, which
    goes when it is read again.
    """
    cells = take_apart(grants, _carries, typed=False)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(cells.columns)
    writer.writerows([_quoted(row.get(title)) for title in cells.columns] for row in cells.rows)
    return out.getvalue().encode("utf-8"), cells


def _carries(value: Any) -> bool:
    return not isinstance(value, str) or ((value.isascii() or _encodes(value)) and "\0" not in value)


def _encodes(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _quoted(value: Any) -> str:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else str(value)


def unquoted(cell: str) -> str:
    """Read a cell without the mark that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[0] == "'" and _FORMULA.match(cell) else cell


def _hashed(path: Path) -> str:
    found = sha256()
    with path.open("rb") as file:
        while data := file.read(1 << 20):
            found.update(data)
    return found.hexdigest()
