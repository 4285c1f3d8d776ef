"""Columns of official tables, from CSV or from parquet: typed, every row checked, every fault with its row and column.

A file may name its columns in more than one way, as editions differ. In a CSV file a row is told by its line, the
header being line 1; in a parquet file by its place, the first row being 1.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from commonweal.errors import Fault, FileMissing, TableFaults
from commonweal.formats.tables import Column, repeats, table_of, whole
from commonweal.terms.sentences import key, say
from commonweal.terms.sources import Source

if TYPE_CHECKING:
    import polars as pl

Kind = Literal["text", "code", "count", "rank", "number", "tenth", "yes or no"]
_CODES = {
    "E01": key("the code of a small area of England (LSOA), such as E01006603"),
    "E05": key("the code of a ward of England, such as E05000886"),
}
_WHATS: Mapping[Kind, str] = {
    "text": key("text"),
    "code": key("an official code"),
    "count": key("a whole number, 0 or more"),
    "rank": key("a whole number, 1 or more"),
    "number": key("a decimal number"),
    "tenth": key("a whole number from 1 to 10"),
    "yes or no": key("yes or no"),
}
_PARQUET = b"PAR1"
_HASHED_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column that an official table must or may have.

    Attributes:
        name: our name for it.
        headers: its header, in each form that editions of the file have used.
        kind: what its cells are: a "count" is a whole number of 0 or more, a "rank" one of 1 or more.
        needed: whether a file without the column is at fault. No cell of a column that is there may be blank.
        unique: whether no two rows may hold the same value.
        begins: what a code begins with, such as "E01"; "" for anything.
    """

    name: str
    headers: tuple[str, ...]
    kind: Kind
    needed: bool = True
    unique: bool = False
    begins: str = ""

    @property
    def what(self) -> str:
        """Say what a cell should be, as an English source."""
        return _CODES.get(self.begins, _WHATS[self.kind]) if self.begins else _WHATS[self.kind]


@dataclass(frozen=True, slots=True, eq=False)
class TypedColumns:
    """An official table as read.

    Attributes:
        cells: the cells of each column that the file has, by our name for it.
        headers: how the file calls each of them.
        rows: the line of each row in a CSV file, or its place in a parquet file.
        source: the file, hashed.
    """

    cells: Mapping[str, tuple[Any, ...]]
    headers: Mapping[str, str]
    rows: Sequence[int]
    source: Source


def read_columns(path: Path, wanted: Sequence[Wanted]) -> TypedColumns:
    """Read some columns of an official table, CSV or parquet; others are left unread.

    Args:
        path: the file.
        wanted: its columns.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    if not path.is_file():
        raise FileMissing(kind="file", path=path)
    with path.open("rb") as data:
        parquet = data.read(len(_PARQUET)) == _PARQUET
    return _of_parquet(path, wanted) if parquet else _of_csv(path, wanted)


def repeated(table: TypedColumns, *names: str) -> Iterable[Fault]:
    """Find the rows whose cells in some columns, taken together, stand in an earlier row already.

    Args:
        table: the table.
        names: our names for the columns; one that the file does not have is passed over.
    """
    headers = [table.headers[name] for name in names if name in table.headers]
    cells = zip(*(table.cells[name] for name in names if name in table.headers), strict=True)
    rows = ((row, dict(zip(headers, some, strict=True))) for row, some in zip(table.rows, cells, strict=True))
    yield from repeats(table.source.file, headers, rows)


def hashed(path: Path) -> str:
    """Give the SHA-256 of a file, read in pieces."""
    found = sha256()
    with path.open("rb") as data:
        while piece := data.read(_HASHED_AT_ONCE):
            found.update(piece)
    return found.hexdigest()


def _of_csv(path: Path, wanted: Sequence[Wanted]) -> TypedColumns:
    data = path.read_bytes()
    header = set(_first_cells(data))
    found = {one.name: next((name for name in one.headers if name in header), None) for one in wanted}
    columns = [
        Column(found[one.name] or one.headers[0], _reader(one), one.what, unique=one.unique)
        for one in wanted
        if found[one.name] or one.needed
    ]
    table = table_of(path.name, data, columns)
    names = {name: header for name, header in found.items() if header}
    cells = {name: tuple(row[header] for row in table.rows) for name, header in names.items()}
    return TypedColumns(cells, names, table.lines, table.source)


def _first_cells(data: bytes) -> list[str]:
    import csv
    import io

    first = data.split(b"\n", 1)[0].decode("utf-8-sig", errors="replace")
    try:
        return next(csv.reader(io.StringIO(first)), [])
    except csv.Error:
        return []


def _of_parquet(path: Path, wanted: Sequence[Wanted]) -> TypedColumns:
    import polars as pl

    try:
        schema = pl.read_parquet_schema(path)
        found = {one.name: next((name for name in one.headers if name in schema), None) for one in wanted}
        names = {name: header for name, header in found.items() if header}
        table = pl.read_parquet(path, columns=list(dict.fromkeys(names.values())))
    except (pl.exceptions.PolarsError, OSError) as bad:
        reason = str(bad).splitlines()[0] if str(bad) else type(bad).__name__
        fault = Fault("this is not a parquet file that can be read: {reason}", {"reason": reason}, path.name)
        raise TableFaults(fault, file=path.name) from None
    faults = [
        Fault("the column is missing", {}, path.name, None, one.headers[0])
        for one in wanted
        if one.needed and one.name not in names
    ]
    for one in wanted:
        if one.name in names:
            faults += _faults(one, table[names[one.name]], path.name)
    if faults:
        raise TableFaults(*faults, file=path.name)
    cells = {name: tuple(table[header].to_list()) for name, header in names.items()}
    return TypedColumns(cells, names, range(1, table.height + 1), Source(path.name, hashed(path)))


def _faults(one: Wanted, column: "pl.Series", file: str) -> Iterable[Fault]:
    """Find what is wrong with a column; a column of another type is at fault in its first row."""
    for row in column.is_null().arg_true().to_list():
        yield Fault("the cell is blank", {}, file, row + 1, column.name)
    if not _fits(one.kind, column.dtype):
        wrong = {"text": str(column[0]) if len(column) else "", "what": say(one.what)}
        yield Fault("{text} is not {what}", wrong, file, 1, column.name)
        return
    for row in _wrong(one, column).fill_null(value=False).arg_true().to_list():
        wrong = {"text": str(column[row]), "what": say(one.what)}
        yield Fault("{text} is not {what}", wrong, file, row + 1, column.name)
    if one.unique:
        yield from _repeats(column, file)


def _fits(kind: Kind, dtype: "pl.DataType") -> bool:
    """Say whether a column of a type of parquet can hold cells of a kind."""
    import polars as pl

    if kind in {"text", "code"}:
        return dtype == pl.String
    if kind == "yes or no":
        return dtype == pl.Boolean
    return dtype.is_numeric() if kind == "number" else dtype.is_integer()


def _wrong(one: Wanted, column: "pl.Series") -> "pl.Series":
    """Say of each cell whether it is of another form than its kind."""
    import polars as pl

    if one.kind == "code":
        return ~column.str.starts_with(one.begins)
    if one.kind == "text":
        return column.str.strip_chars() == ""
    if one.kind == "number":
        return ~column.cast(pl.Float64).is_finite()
    if one.kind == "yes or no":
        return pl.zeros(len(column), dtype=pl.Boolean, eager=True)
    least = {"count": 0, "rank": 1, "tenth": 1}[one.kind]
    return (column < least) | (column > 10) if one.kind == "tenth" else column < least


def _repeats(column: "pl.Series", file: str) -> Iterable[Fault]:
    first: dict[Any, int] = {}
    for row in (column.is_duplicated() & column.is_not_null()).arg_true().to_list():
        if first.setdefault(column[row], row) != row:
            wrong = {"text": str(column[row]), "first": first[column[row]] + 1}
            yield Fault("{text} stands already at row {first}", wrong, file, row + 1, column.name)


def _reader(one: Wanted) -> Callable[[str], Any]:
    """Give what reads a cell of a CSV file; it raises ValueError where the text is of another form."""
    if one.kind == "code":
        return lambda text: _code(text, one.begins)
    readers: Mapping[Kind, Callable[[str], Any]] = {
        "text": str,
        "count": whole,
        "rank": lambda text: _within(whole(text), 1, None),
        "number": _number,
        "tenth": lambda text: _within(whole(text), 1, 10),
        "yes or no": _yes_or_no,
    }
    return readers[one.kind]


def _code(text: str, begins: str) -> str:
    if not text.startswith(begins):
        raise ValueError
    return text


def _within(value: int, least: int, most: int | None) -> int:
    if value < least or (most is not None and value > most):
        raise ValueError
    return value


def _number(text: str) -> float:
    from math import isfinite

    if "_" in text or not isfinite(value := float(text)):
        raise ValueError
    return value


def _yes_or_no(text: str) -> bool:
    if (low := text.lower()) not in {"true", "false", "yes", "no"}:
        raise ValueError
    return low in {"true", "yes"}
