"""Forms of the fields that an entry may hold. There is no form for free text: that is personal and stays apart."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from commonweal.errors import BadPeriod
from commonweal.terms.canon import LARGEST
from commonweal.terms.periods import Quarter

_SHA256 = re.compile(r"[0-9a-f]{64}")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_FOLDER = re.compile(r"(counts|plans|streams|schemes|awards)/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}|profile")
_EXACT = re.compile(r"(0|-?[1-9]\d{0,99})/([1-9]\d{0,99})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Form:
    """What a field may hold.

    Attributes:
        name: short name, as the documentation and the schema give it.
        what: what it is, to say in a fault ("a date written YYYY-MM-DD").
        holds: whether a value is of the form.
        codes: the values of a closed list.
        item: the form of each item of a list.
        fields: the form of each field of a mapping.
        may: the form of each field that a mapping can hold besides.
    """

    name: str
    what: str
    holds: Callable[[Any], bool]
    codes: tuple[str, ...] = ()
    item: "Form | None" = None
    fields: "Mapping[str, Form]" = field(default_factory=dict, hash=False)
    may: "Mapping[str, Form]" = field(default_factory=dict, hash=False)


def stamp(when: datetime) -> str:
    """Write a moment as entries bear it: UTC, whole seconds.

    Examples:
        >>> stamp(datetime(2026, 11, 21, 22, 15, 59, 999, tzinfo=UTC))
        '2026-11-21T22:15:59Z'
    """
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_stamp(text: object) -> bool:
    """Say whether a text is a moment as entries bear it."""
    if not isinstance(text, str) or not _STAMP.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_sha256(text: object) -> bool:
    """Say whether a text is 64 hexadecimal digits."""
    return isinstance(text, str) and _SHA256.fullmatch(text) is not None


def _line(text: object, longest: int) -> bool:
    if not isinstance(text, str) or not 0 < len(text) <= longest or text != text.strip():
        return False
    return not any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for letter in text)


def _is_id(text: object) -> bool:
    return _line(text, 100)


def _is_whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= LARGEST


def _is_date(text: object) -> bool:
    try:
        return isinstance(text, str) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_quarter(text: object) -> bool:
    try:
        return isinstance(text, str) and str(Quarter.read(text)) == text
    except BadPeriod:
        return False


def _is_exact(value: object) -> bool:
    if isinstance(value, int) and not isinstance(value, bool):
        return abs(value) <= LARGEST
    found = _EXACT.fullmatch(value) if isinstance(value, str) else None
    return found is not None and Fraction(int(found[1]), int(found[2])).denominator == int(found[2])


def _is_spec(value: object) -> bool:
    if not isinstance(value, Mapping):
        return False
    return all(_is_id(key) and _is_option(option) for key, option in value.items())


def _is_option(value: object) -> bool:
    items = value if isinstance(value, list | tuple) else [value]
    return all(item is None or isinstance(item, bool) or _is_exact(item) or _is_set(item) for item in items)


def _is_set(text: object) -> bool:
    """Say whether a text can be what an option is set to: nothing, or a line, long enough for a cap on every area."""
    return text == "" or _line(text, 10_000)


def many(form: Form) -> Form:
    """Give the form of a list whose every item is of a form."""
    return Form(
        f"list of {form.name}",
        f"a list, each item {form.what}",
        lambda value: isinstance(value, list | tuple) and all(form.holds(item) for item in value),
        item=form,
    )


def all_of(called: str, what: str, may: Mapping[str, Form] | None = None, /, **fields: Form) -> Form:
    """Give the form of a mapping with exactly these fields, each of its form, and with some that it may hold."""
    optional = may or {}

    def holds(value: Any) -> bool:
        if not isinstance(value, Mapping) or not set(fields) <= set(value) <= {*fields, *optional}:
            return False
        return all({**optional, **fields}[name].holds(said) for name, said in value.items())

    return Form(called, what, holds, fields=fields, may=optional)


def one_of(*codes: str) -> Form:
    """Give the form of one of a closed list of codes."""
    return Form("code", f"one of {', '.join(codes)}", lambda value: isinstance(value, str) and value in codes, codes)


ID = Form("id", "an identifier of at most 100 characters on one line", _is_id)
LINE = Form("line", "reviewed public words of at most 200 characters on one line", lambda text: _line(text, 200))
WHOLE = Form("whole", "a whole number, 0 or more", _is_whole)
EXACT = Form("exact", 'a whole number, or a fraction in lowest terms written "n/d"', _is_exact)
DATE = Form("date", "a date written YYYY-MM-DD", _is_date)
QUARTER = Form("quarter", "a quarter written YYYY-Qn", _is_quarter)
SHA256 = Form("sha256", "a SHA-256 of 64 hexadecimal digits", is_sha256)
STAMP = Form("moment", "a moment written YYYY-MM-DDThh:mm:ssZ", is_stamp)
FOLDER = Form(
    "folder",
    "counts/ID, plans/ID, streams/ID, schemes/ID, awards/ID or profile",
    lambda text: isinstance(text, str) and _FOLDER.fullmatch(text) is not None,
)
SPEC = Form("spec", "options of a rule: names with whole numbers, fractions, yes or no, or text on one line", _is_spec)
KEY = Form("key", "a public key of 64 hexadecimal digits", is_sha256)
AWARD = all_of("award", "a project, an organisation and pence", project=ID, organisation=ID, pence=WHOLE)
DEPARTURE = all_of(
    "departure",
    "a project of which the board does the other thing than an advisory result, and why",
    project=ID,
    board=one_of("awarded", "left out"),
    reason=LINE,
)
PERIOD = all_of(
    "period",
    "a period of a fund: its name, its days, and its pence of capital and of revenue",
    **{"period": ID, "from": DATE, "until": DATE, "capital_pence": WHOLE, "revenue_pence": WHOLE},
)
ON_BALLOT = all_of(
    "project",
    "a project as it stands on a ballot: its name, title and pence, and where, of what kind and for whom it is",
    {"neighbourhood": ID, "category": ID, "group": LINE},
    project=ID,
    title=LINE,
    pence=WHOLE,
)
FIGURE = Form(
    "figure",
    'a count of people as it may be published: a whole number, or "too few" or "beside" where it is not shown',
    lambda value: _is_whole(value) or value in ("too few", "beside"),
)
TURNOUT = all_of(
    "turnout",
    "a group of voters, and how many of its codes were issued, used and not used",
    group=Form(
        "group", "a name on one line, or nothing where none is known", lambda text: not text or _line(text, 200)
    ),
    issued=FIGURE,
    used=FIGURE,
    unused=FIGURE,
)
ADJUDICATED = all_of(
    "adjudicated",
    "why papers that two people read in two ways were decided so, and how many",
    reason=one_of(
        *("the first entry is right", "the second entry is right", "both entries were wrong"),
        *("blank", "too many", "too few", "unclear", "identifies the voter"),
    ),
    papers=WHOLE,
)
WATCHED = all_of(
    "watched",
    "what stepping in was agreed for, with the figure agreed; a notice has none, and it is not told which notice it is",
    {"threshold": EXACT},
    measure=one_of("days_closed", "hours_open_share", "reserves_months", "organisation_asks", "notice"),
)
QUESTION = all_of(
    "question", "a question of a form, with the risk that it is asked for", question=ID, asks=LINE, risk=LINE
)
