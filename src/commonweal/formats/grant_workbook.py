"""Tables of grants as XLSX workbooks, in the spreadsheet form of the 360Giving standard: read row by row, and written.

A date of a workbook has no zone; as in the standard's own converter it is one of Greenwich's. Merged cells are refused:
what of them belongs to which grant is anybody's guess.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from commonweal.errors import Fault, GrantTooLong
from commonweal.formats.grant_cells import GrantCells, columns_of, put_together, take_apart
from commonweal.formats.grant_checks import Came, GrantFlaw
from commonweal.formats.grant_columns import GrantColumn
from commonweal.formats.grants import Grant
from commonweal.terms.sentences import key

LONGEST = 32_767
"""Characters that a cell of a workbook may hold."""
MOST_UNPACKED = 1 << 30
"""Bytes that a workbook may unpack to."""
_SHEET = "grants"
_MERGED = re.compile(rb'<mergeCell\s[^>]*?ref="([A-Z]+(\d+)[:A-Z0-9]*)"')
_NOT_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What a cell cannot hold as it is. The format's own way to write it (_x000D_) most programs read as it stands."""
_UNSOUND = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, TypeError, IndexError, SyntaxError)
"""What a broken workbook makes its parts say."""


class WorkbookStream:
    """One pass over the sheet of a workbook that holds grants.

    Args:
        path: the file.
        faults: what is wrong with the file itself is added here.

    Attributes:
        package: nothing: a table says nothing of itself.
        sha256: of the whole file.
    """

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        self.path, self.faults = path, faults
        self.package: dict[str, Any] = {}
        self.sha256 = sha256(path.read_bytes()).hexdigest()

    def __iter__(self) -> Iterator[Came]:
        """Give each row as it came."""
        import openpyxl

        try:
            if not self._is_bounded():
                self._fault(None, "", key("it unpacks to far more than a workbook of grants does"))
                return
            with warnings.catch_warnings():
                # What it warns of is decoration that it leaves out: lists to choose from, themes, headers for printing.
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(self.path, read_only=True, data_only=True)
            try:
                yield from self._sheet(book)
            finally:
                book.close()
        except _UNSOUND:
            self._fault(None, "", key("this is no workbook that can be read"))

    def _is_bounded(self) -> bool:
        with zipfile.ZipFile(self.path) as archive:
            return sum(one.file_size for one in archive.infolist()) <= MOST_UNPACKED

    def _sheet(self, book: Any) -> Iterator[Came]:
        """Read the one sheet that holds grants: that of this name, or the one with identifiers, or the only one."""
        sheets = book.worksheets
        named = [sheet for sheet in sheets if sheet.title.strip().casefold() == _SHEET]
        chosen = named or [sheet for sheet in sheets if _has_identifiers(sheet)] or sheets[:1]
        if len(chosen) > 1:
            titles = ", ".join(sheet.title for sheet in chosen)
            self._fault(None, "", key("several sheets hold grants: {titles}; leave one"), titles=titles)
            return
        for sheet in chosen:
            merged = list(self._merged(sheet))
            for line, cells in merged:
                self._fault(line, cells, key("the cells are merged: part them, and write what belongs into each"))
            if not merged:
                yield from self._rows(sheet)

    def _merged(self, sheet: Any) -> Iterator[tuple[int, str]]:
        """Give the merged cells of a sheet, which stand after all its rows."""
        with zipfile.ZipFile(self.path) as archive, archive.open(sheet._worksheet_path) as file:  # noqa: SLF001 - see below
            # openpyxl tells merged cells only of a workbook that it holds whole in memory.
            rest = b""
            while data := file.read(1 << 20):
                text = rest + data
                ends = 0
                for found in _MERGED.finditer(text):
                    yield int(found[2]), found[1].decode()
                    ends = found.end()
                rest = text[max(ends, len(text) - 200) :]

    def _rows(self, sheet: Any) -> Iterator[Came]:
        rows = sheet.iter_rows()
        first = next(rows, ())
        titles = [None if cell.value is None else str(cell.value) for cell in first]
        columns, faults = columns_of(titles, self.path.name, 1)
        self.faults += faults
        if faults:
            return
        named = {column.path: column.title for column in columns.values()}
        nth = 0
        for line, cells in enumerate(rows, start=2):
            wrongs: list[GrantFlaw] = []
            members, unjoined = put_together(self._sound(cells, columns, line, wrongs))
            if members or wrongs:
                yield Came(line, nth, members, named, (*wrongs, *unjoined))
                nth += 1

    def _sound(
        self, cells: Sequence[Any], columns: dict[int, GrantColumn], line: int, wrongs: list[GrantFlaw]
    ) -> Iterator[tuple[GrantColumn, Any]]:
        for place, cell in enumerate(cells):
            value = _plain(cell.value)
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            column = columns.get(place)
            if column is None:
                self._fault(line, str(cell.coordinate), key("the column has no title"))
                continue
            if cell.data_type == "e":
                wrongs.append(GrantFlaw(column.path, key("the cell holds an error: {text}"), {"text": value}))
            yield column, value

    def _fault(self, line: int | None, field: str, what: str, **figures: object) -> None:
        self.faults.append(Fault(what, figures, self.path.name, line, field))


def grants_xlsx(grants: Sequence[Grant]) -> tuple[bytes, GrantCells]:
    """Write grants as a workbook with one sheet, of the standard's titles; the same grants give the same bytes.

    Raises:
        GrantTooLong: where a grant has a text, or a member as JSON, that is longer than a cell may be.
    """
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    cells = take_apart(grants, _carries, typed=True)
    _require_short(grants, cells)
    book = openpyxl.Workbook(write_only=True)
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001 - as the format has it
    sheet = book.create_sheet(_SHEET)

    def written(value: Any) -> Any:
        if isinstance(value, bool):
            return WriteOnlyCell(sheet, value)
        number = isinstance(value, Decimal | int)
        # As text it keeps all its digits: openpyxl writes sixteen, and a number may have seventeen.
        cell = WriteOnlyCell(sheet, repr(float(value)) if number else value)
        cell.data_type = "n" if number else "s"  # never a formula, whatever a text begins with
        return cell

    sheet.append([written(title) for title in cells.columns])
    for row in cells.rows:
        sheet.append([written(row[title]) if title in row else None for title in cells.columns])
    out = io.BytesIO()
    book.save(out)
    return _undated(out.getvalue()), cells


def _require_short(grants: Sequence[Grant], cells: GrantCells) -> None:
    long = [
        Fault("the cell would hold {n} characters", {"n": len(cell)}, grant.id, None, title)
        for grant, row in zip(grants, cells.rows, strict=True)
        for title, cell in row.items()
        if isinstance(cell, str) and len(cell) > LONGEST
    ]
    if long:
        raise GrantTooLong(*long, most=LONGEST)


def _undated(data: bytes) -> bytes:
    """Pack a workbook anew without the time at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            new.writestr(zipfile.ZipInfo(one.filename), _WRITTEN.sub(rb"\g<1>2000-01-01T00:00:00Z", old.read(one)), 8)
    return out.getvalue()


_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def _has_identifiers(sheet: Any) -> bool:
    first = next(sheet.iter_rows(max_row=1), ())
    return any(isinstance(cell.value, str) and cell.value.strip().casefold() == "identifier" for cell in first)


def _plain(value: Any) -> Any:
    """Give a cell's value as JSON has it: a date as text, a number exactly as the workbook shows it."""
    if isinstance(value, datetime):
        return value.isoformat() + ("+00:00" if value.tzinfo is None else "")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(repr(value))
    return value if value is None or isinstance(value, str | int) else str(value)


def _carries(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST and not _NOT_XML.search(value)
    if isinstance(value, bool) or value is None:
        return True
    return abs(Decimal(value)) < 10**15 and Decimal(repr(float(value))) == value
