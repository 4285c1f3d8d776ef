"""Rows added to a table that somebody keeps: what stands in it stays, every cell and every column of theirs."""

import csv
import io
from collections.abc import Mapping, Sequence

from commonweal.formats.tables import cell_text

Row = Mapping[str, object]


def appended(data: bytes, columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    r"""Give a table with rows added at its end.

    Where the table lacks a column in which a new row says something, the column is added at the right, blank in the
    rows that stand. Otherwise not a byte of what stands is changed.

    Args:
        data: the table as it stands, sound CSV in UTF-8; empty where there is none yet.
        columns: the columns of a new table.
        rows: what each new row says, by column; columns it does not name are blank.

    Examples:
        >>> appended(b"id,mine\na,1\n", ("id",), [{"id": "b"}])
        b'id,mine\na,1\nb,\n'
    """
    text = data.decode("utf-8-sig")
    header, *old = list(csv.reader(io.StringIO(text, newline=""))) or [list(columns)]
    said = {name for row in rows for name, value in row.items() if value not in (None, "")}
    more = [name for name in dict.fromkeys(name for row in rows for name in row) if name in said - set(header)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    if more or not text:
        header = [*header, *more]
        writer.writerow(header)
        writer.writerows([*cells, *[""] * (len(header) - len(cells))] for cells in old if cells)
        start = b""
    else:
        start = data if data.endswith(b"\n") else data + b"\n"
    writer.writerows([cell_text(row.get(name)) for name in header] for row in rows)
    return start + out.getvalue().encode("utf-8")


def rows_of(data: bytes) -> list[Row]:
    """Give the rows of a table that was just written, each cell as text under its column."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
