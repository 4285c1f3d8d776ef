"""A table of counts of people as an analyst has it, a row for each combination; made whole with every margin."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.errors import CountsRefused, Fault, FileMissing, TableFaults
from commonweal.evidence.disclosure_rules import Ints
from commonweal.evidence.linked import Table
from commonweal.evidence.sums import Axis
from commonweal.formats.tables import WHOLE, Column, table_of
from commonweal.terms.sentences import key

COUNT = "count"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table of counts is to be read.

    Attributes:
        count: name of the column of counts; every other column says which groups are counted.
        total: what stands in a column where it is summed over.
        within: columns whose groups are parts of the groups of another column, by its name.
        absent_is_none: whether a combination without a row counts nobody.
    """

    count: str = COUNT
    total: str = "all"
    within: Mapping[str, str] = field(default_factory=dict)
    absent_is_none: bool = False


def read_counts(path: Path, reading: Reading) -> Table:
    """Read a table of counts and add every margin to it.

    Args:
        path: a CSV file; its totals, where it has any, are held against the sums of their parts.
        reading: how it is to be read.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: where it is no table, or a cell is of another form.
        CountsRefused: with every combination that is missing or repeated, and every total that does not add up.
    """
    if not path.is_file():
        raise FileMissing(kind="file", path=path)
    return counts_of(path.name, path.read_bytes(), reading)


def counts_of(name: str, data: bytes, reading: Reading) -> Table:
    """Read a table of counts that is held as bytes, as :func:`read_counts` reads a file.

    Raises:
        TableFaults: where it is no table, or a cell is of another form.
        CountsRefused: with every combination that is missing or repeated, and every total that does not add up.
    """
    header = [column for column in _header(name, data, reading) if column != reading.count]
    above = set(reading.within.values())
    unknown = sorted({*reading.within, *above} - set(header))
    if unknown or not header:
        raise TableFaults(
            *(Fault("the column is missing", {}, name, 1, column) for column in unknown or [key("a column of groups")]),
            file=name,
        )
    columns = [*(Column(column) for column in header), Column(reading.count, *WHOLE)]
    table = table_of(name, data, columns)
    faults: list[Fault] = []
    axes = tuple(
        _axis(column, table.rows, table.lines, name, reading, faults) for column in header if column not in above
    )
    cells: dict[tuple[str, ...], tuple[int, int]] = {}
    for line, row in zip(table.lines, table.rows, strict=True):
        cell = tuple(row[axis.name] for axis in axes)
        if cell in cells:
            wrong = {"cell": ", ".join(cell), "first": cells[cell][1]}
            faults.append(Fault("{cell} stands already at line {first}", wrong, name, line))
        cells.setdefault(cell, (row[reading.count], line))
    if faults:
        raise CountsRefused(*faults, file=name)
    found = _whole(axes, cells, name, reading, faults)
    if faults:
        raise CountsRefused(*faults, file=name)
    return Table(name, axes, found)


def _header(name: str, data: bytes, reading: Reading) -> list[str]:
    """Give the names of the columns; a file that is no table, or has no counts, is refused."""
    table_of(name, data, [Column(reading.count, *WHOLE)])
    return next(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _axis(
    column: str,
    rows: Sequence[Mapping[str, Any]],
    lines: Sequence[int],
    file: str,
    reading: Reading,
    faults: list[Fault],
) -> Axis:
    """Make an axis of a column: its groups in their order, the larger groups that they are parts of, and the total."""
    parts: dict[str, str] = {}
    larger = reading.within.get(column)
    for line, row in zip(lines, rows, strict=True):
        label = row[column]
        if label == reading.total:
            continue
        inside = row[larger] if larger else reading.total
        if parts.setdefault(label, inside) != inside:
            wrong = {"label": label, "one": parts[label], "other": inside}
            faults.append(Fault("{label} is a part of {one}, and of {other} too", wrong, file, line, column))
    groups = [group for group in dict.fromkeys(parts.values()) if group != reading.total]
    faults.extend(
        Fault("{label} is a group and a part of one too", {"label": group}, file, None, column)
        for group in groups
        if group in parts
    )
    labels = (*parts, *groups, reading.total)
    number = {label: k for k, label in enumerate(labels)}
    return Axis(column, labels, (*(number[one] for one in parts.values()), *(len(labels) - 1 for _ in groups), -1))


def _whole(
    axes: Sequence[Axis],
    cells: Mapping[tuple[str, ...], tuple[int, int]],
    file: str,
    reading: Reading,
    faults: list[Fault],
) -> Ints:
    counts = np.zeros(tuple(len(axis.labels) for axis in axes), dtype=np.int64)
    wholes = [{whole for whole in axis.whole if whole >= 0} for axis in axes]
    leaves = [[k for k in range(len(axis.labels)) if k not in whole] for axis, whole in zip(axes, wholes, strict=True)]
    for at in product(*leaves):
        cell = tuple(axis.labels[k] for axis, k in zip(axes, at, strict=True))
        if cell in cells:
            counts[at] = cells[cell][0]
        elif not reading.absent_is_none:
            faults.append(Fault("there is no row for {cell}", {"cell": ", ".join(cell)}, file))
    for nth, axis in enumerate(axes):
        along = np.moveaxis(counts, nth, 0)
        for whole in sorted(wholes[nth]):  # the larger groups come before the total of all
            along[whole] = sum(along[part] for part, above in enumerate(axis.whole) if above == whole)
    number = [{label: k for k, label in enumerate(axis.labels)} for axis in axes]
    for cell, (said, line) in cells.items():
        found = int(counts[tuple(numbers[label] for numbers, label in zip(number, cell, strict=True))])
        if found != said:
            wrong = {"cell": ", ".join(cell), "said": said, "found": found}
            faults.append(Fault("{cell} is said to be {said}, and its parts come to {found}", wrong, file, line))
    return counts.ravel()


def combinations(axes: Iterable[Axis]) -> Iterable[tuple[str, ...]]:
    """Give every group of each axis crossed, the last axis running fastest."""
    return product(*(axis.labels for axis in axes))
