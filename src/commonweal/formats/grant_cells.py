"""Grants as rows of cells: taking a grant apart into the columns of a table, and putting one together again.

A grant is put into titled columns only where the same comes out again; every other member goes into a column of its own
as JSON. So a table loses nothing, and says what others will not read of it.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from commonweal.errors import Fault
from commonweal.formats.exact_json import DECODER, exact_text
from commonweal.formats.grant_checks import GrantFlaw, Path
from commonweal.formats.grant_columns import AS_JSON, GrantColumn, column_of, in_lists, rank, title_of
from commonweal.formats.grant_members import FUNDER, PERSON_FUNDED, RECIPIENT
from commonweal.formats.grants import Grant
from commonweal.terms.sentences import key

NEEDED: tuple[tuple[Path, ...], ...] = (
    *((((name,),)) for name in ("id", "currency", "amountAwarded", "awardDate")),
    *((((FUNDER, 0, name),)) for name in ("id", "name")),
    *(((RECIPIENT, 0, name), (PERSON_FUNDED, name)) for name in ("id", "name")),
)
"""Columns without which no grant can be read: of each choice one."""
Carries = Callable[[Any], bool]
NUMBERS = frozenset({"number", "length"})
_WHOLE = re.compile(r"-?\d{1,300}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,300}(?:\.\d{1,300})?(?:[eE][+-]?\d{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class GrantCells:
    """Grants as a table.

    Attributes:
        columns: the columns, in the order of the standard, then what it does not know.
        rows: the cells of each grant by the title of their column; what is not there is blank.
        as_json: how many grants have a member in a column of JSON, by that column's title.
    """

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    as_json: Mapping[str, int]


def columns_of(titles: Sequence[str | None], file: str, line: int) -> tuple[dict[int, GrantColumn], list[Fault]]:
    """Tell what the columns of a table hold, by their place in it.

    Args:
        titles: the titles, in their order; one without a title is left unread.
        file: the file, for what is wrong with its titles.
        line: the line of the titles.

    Returns:
        The columns that have a title, and the faults of the titles: one that stands twice, one that no grant can be
        read without.
    """
    found = {place: column_of(title) for place, title in enumerate(titles) if title and title.strip()}
    faults: list[Fault] = []
    seen: dict[Path, str] = {}
    for column in found.values():
        # A column of JSON may stand beside another: each row has it in one of the two.
        held = (*column.path, AS_JSON) if column.form == "json" else column.path
        if held in seen:
            wrong = {"title": seen[held]}
            faults.append(Fault("the column {title} holds the same already", wrong, file, line, column.title))
        seen.setdefault(held, column.title)
    for choice in NEEDED:
        if not any(path in seen or (path[0], AS_JSON) in seen for path in choice):
            titled = str(title_of(choice[0], ()))
            faults.append(Fault("the column is missing", {}, file, line, titled))
    return found, faults


def put_together(cells: Iterable[tuple[GrantColumn, Any]]) -> tuple[dict[str, Any], list[GrantFlaw]]:
    """Make a grant of the cells of a row that are not blank.

    Args:
        cells: each cell with its column: text, or in a workbook also a number, True or False.

    Returns:
        The grant's members, and what is wrong with cells that cannot be a part of it.
    """
    members: dict[str | int, Any] = {}
    wrong: list[GrantFlaw] = []
    for column, cell in cells:
        try:
            value = _value(column, cell)
        except ValueError:
            wrong.append(GrantFlaw(column.path, key("this is not JSON")))
            continue
        if not _put(members, column.path, value):
            wrong.append(GrantFlaw(column.path, key("another column gives this member too")))
    return {str(name): _listed(value) for name, value in members.items()}, wrong


def take_apart(grants: Sequence[Grant], carries: Carries, *, typed: bool) -> GrantCells:
    """Put grants into a table.

    Args:
        grants: the grants.
        carries: says whether a cell of the table holds a value so that it comes out the same.
        typed: whether the table tells a number from a text, and knows True and False.
    """
    parts = [_parts(grant, carries, typed=typed) for grant in grants]
    numbered = {names for one in parts for path, _ in one for names in in_lists(path)}
    titles: dict[tuple[Path, bool], str] = {}
    rows: list[Mapping[str, Any]] = []
    counted: Counter[str] = Counter()
    for one in parts:
        row: dict[str, Any] = {}
        for path, value in one:
            as_json = isinstance(value, _Json)
            if (path, as_json) not in titles:
                titles[path, as_json] = _title(path, numbered, as_json=as_json)
            title = titles[path, as_json]
            row[title] = value.text if isinstance(value, _Json) else value
            counted.update([title] if as_json else ())
        rows.append(row)
    order = sorted(titles, key=lambda at: (at[1], rank(at[0])))
    return GrantCells(tuple(titles[at] for at in order), tuple(rows), counted)


class _Json(NamedTuple):
    """A member that goes into a cell as JSON."""

    text: str


def _title(path: Path, numbered: Collection[Path], *, as_json: bool) -> str:
    name = str(path[0])
    return f"{name}{AS_JSON}" if as_json else title_of(path, numbered) or name


@lru_cache(maxsize=4096)
def _column(path: Path) -> GrantColumn:
    """Give the column into which a member goes, as it is read from the table again."""
    return column_of(_title(path, (), as_json=False))


def _parts(grant: Grant, carries: Carries, *, typed: bool) -> list[tuple[Path, Any]]:
    found: list[tuple[Path, Any]] = []
    for name, value in grant.members.items():
        cells = list(_flat((name,), value))
        whole = cells and all(_fits(path, cell, carries, typed=typed) for path, cell in cells)
        # Whether the number of a list's first thing stands in a title is told by other grants: either reads the same.
        back, wrong = put_together([(_column(path), cell) for path, cell in cells])
        fine = whole and not wrong and same(back.get(name), value)
        found += cells if fine else [((name,), _Json(exact_text(value)))]
    return found


def _fits(path: Path, cell: Any, carries: Carries, *, typed: bool) -> bool:
    """Say whether a column of the table can hold a part of a grant."""
    column = _column(path)
    if column.path != path or not carries(cell):
        return False
    if isinstance(cell, str):
        return bool(cell.strip())
    return isinstance(cell, int | Decimal) and (typed or (column.form in NUMBERS and not isinstance(cell, bool)))


def _flat(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    """Give the parts of a member that may go into cells of their own."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _flat((*path, name), item)
    elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        yield path, ";".join(value)
    elif isinstance(value, list):
        for nth, item in enumerate(value):
            yield from _flat((*path, nth), item)
    else:
        yield path, value


def _value(column: GrantColumn, cell: Any) -> Any:
    """Read a cell as the member that its column holds; what is of another form stays as it is."""
    if column.form == "json":
        return _json(str(cell))
    if column.form == "texts":
        return str(cell).split(";")
    if column.form == "other":
        return cell
    if column.form in NUMBERS:
        return number(cell) if isinstance(cell, str) else cell
    if isinstance(cell, str):
        return cell if column.form == "text" else cell.strip()
    return {True: "true", False: "false"}[cell] if isinstance(cell, bool) else str(cell)


def number(text: str) -> Any:
    """Read a number exactly, or give the text where it is none.

    Examples:
        >>> number("3239.34"), number("15,000")
        (Decimal('3239.34'), '15,000')
    """
    plain = text.strip()
    if _WHOLE.fullmatch(plain):
        return int(plain)
    return Decimal(plain) if _DECIMAL.fullmatch(plain) else text


def _json(text: str) -> Any:
    try:
        value, end = DECODER.raw_decode(text.strip())
    except RecursionError:
        raise ValueError from None
    if end < len(text.strip()):
        raise ValueError
    return value


def _put(members: dict[str | int, Any], path: Path, value: Any) -> bool:
    """Put a value where its path leads, and say whether the place was free."""
    here = members
    for part in path[:-1]:
        here = here.setdefault(part, _Parts())
        if not isinstance(here, _Parts):
            return False
    if path[-1] in here:
        return False
    here[path[-1]] = value
    return True


class _Parts(dict[str | int, Any]):
    """An object, or a list by its numbers, as far as its cells were read."""


def _listed(value: Any) -> Any:
    if not isinstance(value, _Parts):
        return value
    if all(isinstance(name, int) for name in value):
        return [_listed(value[name]) for name in sorted(value)]
    return {str(name): _listed(item) for name, item in value.items()}


def same(one: Any, other: Any) -> bool:
    """Say whether two values of JSON are the same: True is not 1, and 1.0 is 1.

    Examples:
        >>> same({"a": [1]}, {"a": [Decimal("1.0")]}), same(True, 1)
        (True, False)
    """
    if isinstance(one, Mapping):
        return isinstance(other, Mapping) and one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)
