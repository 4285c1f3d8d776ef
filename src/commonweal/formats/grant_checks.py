"""What is wrong with a grant by the 360Giving standard, and whether it can be read all the same.

A grant is refused where what everything else stands on is missing or wrong: its identifier, who gave it and who got it,
how much, in which currency, and when. Whatever else the standard does not take is noted, and kept as it came.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from commonweal.formats.code_lists import COUNTRIES, CURRENCIES
from commonweal.formats.grant_members import FUNDER, GRANT, NOT_EMPTY, PERSON_FUNDED, RECIPIENT, Form, Member
from commonweal.terms.sentences import Sentence, key, say

Path = tuple[str | int, ...]
"""Where something stands in a grant: names of members and places in lists, from 0."""

_BODIES = (RECIPIENT, PERSON_FUNDED, FUNDER)
_STANDING: frozenset[Path] = frozenset(
    {
        *(("id",), ("currency",), ("amountAwarded",), ("awardDate",)),
        *((name,) for name in _BODIES),
        *((name, inner) for name in _BODIES for inner in ("id", "name")),
    }
)
"""What must be right for a grant to be read at all; places in lists are left out."""
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[012])-(?:0[1-9]|[12]\d|3[01])", re.ASCII)
_MONTH = re.compile(r"\d{4}(?:-(?:0[1-9]|1[012]))?", re.ASCII)
_TIME = re.compile(r"[Tt](\d\d:\d\d:\d\d)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)", re.ASCII)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.ASCII)
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b.*", re.ASCII | re.DOTALL)
_VERSION = re.compile(r"\d+\.\d+", re.ASCII)


class GrantFlaw(NamedTuple):
    """Something in a grant that the standard does not take.

    Attributes:
        path: where it stands.
        what: English source of what is wrong.
        figures: the value of each name in it.
    """

    path: Path
    what: str
    figures: Mapping[str, str | Sentence] = MappingProxyType({})

    @property
    def refused(self) -> bool:
        """Whether the grant cannot be read for it."""
        return tuple(part for part in self.path if isinstance(part, str)) in _STANDING


@dataclass(frozen=True, slots=True)
class Came:
    """One grant as it came, before anything is known about it.

    Attributes:
        line: where it begins in the file, or its row.
        nth: how many came before it.
        members: what came.
        columns: the title of the column that each member was read from; none in JSON.
        wrongs: what the form itself got wrong (a number that is none).
    """

    line: int
    nth: int
    members: Any
    columns: Mapping[Path, str] = field(default_factory=dict)
    wrongs: tuple[GrantFlaw, ...] = ()

    @property
    def row(self) -> int:
        """Its row in a table, or its number in a package, from 1."""
        return self.line if self.columns else self.nth + 1

    def field(self, at: Path) -> str:
        """Name the place of something in the grant, as whoever mends the file finds it."""
        for length in range(len(at), 0, -1):
            if at[:length] in self.columns:
                return self.columns[at[:length]]
        names = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in at)
        return names.removeprefix(".") if self.columns else f"grants[{self.nth}]{names}"


def wrongs(grant: Any) -> Iterator[GrantFlaw]:
    """Find everything in a grant that the standard does not take.

    Args:
        grant: what came: an object of the standard's members, numbers whole or decimal.
    """
    if not isinstance(grant, Mapping):
        yield GrantFlaw(("id",), key("this is no grant: it must be an object"))
        return
    yield from _inside(grant, GRANT, ())
    bodies = [name for name in (RECIPIENT, PERSON_FUNDED) if name in grant]
    if not bodies:
        yield GrantFlaw((RECIPIENT,), key("nobody is named who got it"))
    elif len(bodies) == 2:
        yield GrantFlaw((RECIPIENT,), key("it cannot go to an organisation and to a person"))


def package_wrongs(package: Mapping[str, Any], members: Sequence[Member]) -> Iterator[GrantFlaw]:
    """Find what the standard does not take in what a file says of itself."""
    return _inside(package, members, ())


def _inside(value: Mapping[str, Any], members: Sequence[Member], at: Path) -> Iterator[GrantFlaw]:
    for member in members:
        if member.name in value:
            yield from _wrong(value[member.name], member, (*at, member.name))
        elif member.needed:
            yield GrantFlaw((*at, member.name), key("it is missing"))


def _wrong(value: Any, member: Member, at: Path) -> Iterator[GrantFlaw]:
    if value is None and member.null:
        return
    if member.form == "object":
        if isinstance(value, Mapping):
            yield from _inside(value, member.inside, at)
        else:
            yield GrantFlaw(at, key("this must be an object"))
    elif member.form in {"objects", "texts"}:
        yield from _list(value, member, at)
    else:
        wanted, is_right = _SIMPLE[member.form]
        if not is_right(value):
            yield GrantFlaw(at, key("{text} is not {what}"), {"text": told(value), "what": say(wanted)})
        elif isinstance(value, str) and not value.strip() and member.needed:
            yield GrantFlaw(at, key("it is blank"))


def _list(value: Any, member: Member, at: Path) -> Iterator[GrantFlaw]:
    if not isinstance(value, list):
        yield GrantFlaw(at, key("this must be a list"))
        return
    if not value and member.name in NOT_EMPTY:
        yield GrantFlaw(at, key("nobody is named in the list"))
    for nth, item in enumerate(value):
        here = (*at, nth)
        if member.form == "texts":
            if not isinstance(item, str):
                yield GrantFlaw(here, key("{text} is not {what}"), {"text": told(item), "what": say(_TEXT)})
        elif isinstance(item, Mapping):
            yield from _inside(item, member.inside, here)
        else:
            yield GrantFlaw(here, key("this must be an object"))


def told(value: Any) -> str | Sentence:
    """Give a value as it is shown in a fault: short, and on one line.

    Examples:
        >>> told("05/06/2014"), told(None), str(told(["a"]))
        ('05/06/2014', 'null', 'a list')
    """
    if isinstance(value, str):
        line = " ".join(value.split())
        return line if len(line) <= 60 else f"{line[:59]}…"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, Mapping | list):
        return say("an object") if isinstance(value, Mapping) else say("a list")
    return str(value)[:60]


def day_first(text: Any) -> bool:
    """Say whether a text is a date with its day first, as British spreadsheets write them.

    Examples:
        >>> day_first("05/06/2014"), day_first("2014-06-05")
        (True, False)
    """
    return isinstance(text, str) and _DAY_FIRST.fullmatch(text) is not None


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _is_length(value: Any) -> bool:
    return _is_number(value) and bool(value >= 0)


def _real(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_moment(value: Any) -> bool:
    """Say whether a value is a date with its time and what it is from Greenwich's (RFC 3339)."""
    if not isinstance(value, str) or not _DAY.fullmatch(value[:10]) or not _real(value[:10]):
        return False
    found = _TIME.fullmatch(value[10:])
    if found is None:
        return False
    try:
        time.fromisoformat(found[1])
    except ValueError:
        return found[1] == "23:59:60"
    return True


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and ((_DAY.fullmatch(value) is not None and _real(value)) or is_moment(value))


def _is_month(value: Any) -> bool:
    return isinstance(value, str) and (_MONTH.fullmatch(value) is not None or _is_day(value))


def is_address(value: Any) -> bool:
    """Say whether a value is the whole address of a page."""
    return isinstance(value, str) and _ADDRESS.fullmatch(value) is not None


_TEXT, _DATE = key("text"), key("a date such as 2027-03-31, with or without a time such as T12:00:00Z")
_SIMPLE: Mapping[Form, tuple[str, Callable[[Any], bool]]] = {
    "text": (_TEXT, _is_text),
    "number": (key("a number"), _is_number),
    "length": (key("a number of 0 or more"), _is_length),
    "moment": (key("a date and time such as 2027-03-31T12:00:00Z"), is_moment),
    "day": (_DATE, _is_day),
    "month": (key("a date such as 2027-03-31, a month or a year"), _is_month),
    "address": (key("the whole address of a page, such as https://example.org"), is_address),
    "yes_no": (key("Yes or No"), lambda value: value in ("Yes", "No")),
    "currency": (
        key("the code of a currency, such as GBP"),
        lambda value: isinstance(value, str) and value in CURRENCIES,
    ),
    "country": (key("the code of a country, such as GB"), lambda value: isinstance(value, str) and value in COUNTRIES),
    "version": (key("a version such as 1.4"), lambda value: isinstance(value, str) and bool(_VERSION.fullmatch(value))),
}
"""What each simple value is, to say in a fault, and what tells it."""
