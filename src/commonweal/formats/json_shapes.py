"""JSON records as a standard describes them: which members, of which form, which are needed; each fault with its path.

A standard's shapes are facts: they are written down once, beside its reader, and say of any record all that is wrong
with it and all that the standard does not name.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from sys import float_info
from typing import Any
from uuid import UUID

from commonweal.errors import Fault
from commonweal.terms.sentences import key, say


@dataclass(frozen=True, slots=True)
class Form:
    """What a single value must be.

    Attributes:
        what: English source of what it should be ("text").
        fits: says whether a value is that.
    """

    what: str
    fits: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Many:
    """A list.

    Attributes:
        of: what each item must be.
        least: how many there must be.
        once: whether no two may be equal.
        or_none: whether null may stand for it.
    """

    of: "Form | Shape"
    least: int = 0
    once: bool = False
    or_none: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """An object.

    Attributes:
        members: what each member must be, by its name.
        needed: members that must be there.
        named_like: what members must be whose names match a pattern, such as translations.
        or_none: whether null may stand for it.
    """

    members: Mapping[str, "Form | Many | Shape"]
    needed: tuple[str, ...] = ()
    named_like: tuple[tuple[re.Pattern[str], Form], ...] = ()
    or_none: bool = False


Wanted = Form | Many | Shape


@dataclass(slots=True)
class Findings:
    """What was found in a record.

    Attributes:
        faults: all that is wrong, each with the path of the member.
        unnamed: paths of members that the standard does not name, without the numbers of items.
    """

    faults: list[Fault] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)


def look(value: Any, wanted: Wanted, path: str = "") -> Findings:
    """Find all that is wrong with a record, and what its standard does not name.

    Args:
        value: the record, as JSON gives it.
        wanted: what it should be.
        path: of the record.
    """
    found = Findings()
    _look(value, wanted, path, found)
    return found


def _look(value: Any, wanted: Wanted, path: str, found: Findings) -> None:
    if isinstance(wanted, Form):
        if not wanted.fits(value):
            found.faults.append(
                Fault("{text} is not {what}", {"text": _short(value), "what": say(wanted.what)}, field=path)
            )
    elif value is None and wanted.or_none:
        return
    elif isinstance(wanted, Many):
        _look_at_list(value, wanted, path, found)
    elif isinstance(value, dict):
        _look_at_object(value, wanted, path, found)
    else:
        found.faults.append(Fault("this must be an object", field=path))


def _look_at_list(value: Any, wanted: Many, path: str, found: Findings) -> None:
    if not isinstance(value, list):
        found.faults.append(Fault("this must be a list", field=path))
        return
    if len(value) < wanted.least:
        found.faults.append(Fault("the list holds nothing", field=path))
    for nth, item in enumerate(value, 1):
        _look(item, wanted.of, f"{path}[{nth}]", found)
    if wanted.once and len({_mark(item) for item in value}) < len(value):
        found.faults.append(Fault("the list holds the same item twice", field=path))


def _look_at_object(value: Mapping[str, Any], wanted: Shape, path: str, found: Findings) -> None:
    found.faults.extend(
        Fault("{name} is missing", {"name": name}, field=path) for name in wanted.needed if name not in value
    )
    for name, member in value.items():
        inside = f"{path}.{name}" if path else name
        form = wanted.members.get(name)
        likes = [like for pattern, like in wanted.named_like if pattern.match(name)]
        for one in ([form] if form is not None else []) + likes:
            _look(member, one, inside, found)
        if form is None and not likes:
            found.unnamed.append(re.sub(r"\[\d+\]", "", inside))


def _mark(value: Any) -> Any:
    """Give what stands for a JSON value in a set: equal for equal values; true is not 1."""
    if isinstance(value, bool):
        return ("yes or no", value)
    if isinstance(value, list):
        return ("list", tuple(_mark(item) for item in value))
    if isinstance(value, dict):
        return ("object", frozenset((name, _mark(item)) for name, item in value.items()))
    return ("text" if isinstance(value, str) else "one", value)


def _short(value: Any) -> str:
    text = str(value) if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


# --- forms that several standards share ---


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _number(value: Any) -> bool:
    """Say whether a value is a number that a float can hold: JSON may write greater ones."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= float_info.max


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _uuid(value: Any) -> bool:
    if not isinstance(value, str) or not all(value[at : at + 1] == "-" for at in (8, 13, 18, 23)):
        return False
    try:
        UUID(value)
    except ValueError:
        return False
    return True


_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:)([0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)", re.ASCII
)


def _moment(value: Any) -> bool:
    """Say whether a text is a moment with its zone, as RFC 3339 writes it; a leap second is one."""
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return False
    try:
        datetime.fromisoformat(f"{found[1]}T{found[2]}00")
    except ValueError:
        return False
    return True


_URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:"
    r"(?://(?P<authority>(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}|\[[0-9A-Fa-f:.]+\])*)(?=[/?#]|$))?"
    r"(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*"
    r"(?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:\#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?",
    re.ASCII,
)


def _uri(value: Any) -> bool:
    """Say whether a text is a URI as RFC 3986 writes it: it begins with a scheme and holds no space."""
    return isinstance(value, str) and _URI.fullmatch(value) is not None


def _mail(value: Any) -> bool:
    return isinstance(value, str) and "@" in value


TEXT = Form(key("text"), _text)
NUMBER = Form(key("a number"), _number)
WHOLE = Form(key("a whole number"), _whole)
YES_NO = Form(key("true or false"), lambda value: isinstance(value, bool))
SOME_TEXT = Form(key("text that is not blank"), lambda value: isinstance(value, str) and value != "")
UUID4 = Form(key("an identifier such as 3a19ff88-4620-4d17-9830-ac1d859eb5d5"), _uuid)
MOMENT = Form(key("a moment such as 2025-01-23T22:10:19Z"), _moment)
URI = Form(key("an address on the web or another URI, without spaces"), _uri)
MAIL = Form(key("an e-mail address"), _mail)


def or_none(form: Form) -> Form:
    """Give the form of a value that may also be null."""
    return Form(form.what, lambda value: value is None or form.fits(value))


def one_of(*words: str) -> Form:
    """Give the form of a value that is one of some words."""
    return Form("|".join(words), lambda value: isinstance(value, str) and value in words)
