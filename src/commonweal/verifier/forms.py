"""The forms of what entries say, as the record's documentation gives them: what is of another form is not read on."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from .chain import Entry
from .findings import Finding

BALLOTS = ("approval", "choose-1", "cumulative", "ordinal", "knapsack")
MOST = 10**15
"""The largest whole number that is read: far more than all the money there is, in pence."""
MEASURES = ("days_closed", "hours_open_share", "reserves_months", "organisation_asks", "notice")
"""What stepping in can be agreed for; of a notice it is never told which."""
PARTIES = ("council", "organisation", "board", "people who use it", "infrastructure body")
GROUPS = ("neighbourhood", "category", "group")
"""What says of a project on a ballot where it is, of what kind and for whom; none of them is said by older records."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")
Holds = Callable[[Any], bool]


def is_day(value: Any) -> bool:
    """Say whether a value is a date written YYYY-MM-DD."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_whole(value: Any) -> bool:
    """Say whether a value is a whole number, 0 or more."""
    return type(value) is int and 0 <= value < MOST


def is_text(value: Any) -> bool:
    """Say whether a value is a text with something in it."""
    return isinstance(value, str) and bool(value)


def is_hash(value: Any) -> bool:
    """Say whether a value is 64 hexadecimal digits."""
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def is_texts(value: Any) -> bool:
    """Say whether a value is a list of texts."""
    return isinstance(value, list) and all(map(is_text, value))


def rows_of(may: Iterable[str] = (), /, **columns: Holds) -> Holds:
    """Give the form of a list of which each member has these fields, and besides at most the texts that it may have."""
    known = {**dict.fromkeys(may, is_text), **columns}

    def holds(value: Any) -> bool:
        return isinstance(value, list) and all(
            isinstance(one, dict)
            and set(columns) <= set(one) <= set(known)
            and all(known[name](said) for name, said in one.items())
            for one in value
        )

    return holds


def one_of(*words: str) -> Holds:
    """Give the form of one of a closed list."""
    return lambda value: isinstance(value, str) and value in words


def _are_watched(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and {"measure"} <= set(one) <= {"measure", "threshold"} and one["measure"] in MEASURES
        for one in value
    )


def _are_parties(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one in PARTIES for one in value)


def _is_spec(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(option, str) for option in value.values())


_TEXTS = (
    "round rule currency fund period to_period movement organisation how title proposal idea check finding code "
    "decision challenge answer reason statement of seat appointed interest in because folder seed floor stream award "
    "agreement service neighbourhood successor"
)
_WHOLES = (
    "version budget_pence fewest most points appeal_days challenge_days pence entry shares needed codes instead "
    "ballots paper issued spoilt left_empty adjudicated unnamed voters capital_pence revenue_pence protected_pence "
    "notice_months set_aside_pence"
)
_DAYS = "closes ideas_from ideas_until opens due appeal_until challenge_until until on began"
_HASHES = "manifest key sealed opened settings"
_FORMS: Mapping[str, Holds] = {
    **dict.fromkeys(_TEXTS.split(), is_text),
    **dict.fromkeys(_WHOLES.split(), is_whole),
    **dict.fromkeys(_DAYS.split(), is_day),
    **dict.fromkeys(_HASHES.split(), is_hash),
    "ballot": one_of(*BALLOTS),
    "duty": one_of("care_act", "agreed"),
    "measure": one_of(*MEASURES),
    "overridden": is_texts,
    "watched": _are_watched,
    "end": one_of("recover", "hand-on", "hand-back"),
    "parties": _are_parties,
    "money": one_of("capital", "revenue"),
    "spec": _is_spec,
    "selected": is_texts,
    "projects": rows_of(GROUPS, project=is_text, title=is_text, pence=is_whole),
    "adjudicated_by": rows_of(reason=is_text, papers=is_whole),
    "awards": rows_of(project=is_text, organisation=is_text, pence=is_whole),
    "departures": rows_of(project=is_text, board=one_of("awarded", "left out"), reason=is_text),
    "periods": rows_of(
        **{"period": is_text, "from": is_day, "until": is_day, "capital_pence": is_whole, "revenue_pence": is_whole}
    ),
}
"""The form of each field that a check reads; fields of one name have one form in every kind that is read."""


def misshapen(entry: Entry, needed: Iterable[str] = ()) -> list[Finding]:
    """Find the fields of an entry that are missing or of another form, so that nothing more can be said of it.

    Args:
        entry: the entry.
        needed: fields that it must hold for the check, besides those of its kind.
    """
    payload = entry["payload"]
    wrong = [name for name in needed if name not in payload]
    wrong += [name for name, value in payload.items() if name in _FORMS and not _FORMS[name](value)]
    return [fault("V600", entry, f"its field {name} is missing, or not of the form that it has") for name in wrong]


def fault(code: str, entry: Entry, what: str) -> Finding:
    """Give what is wrong with an entry."""
    return Finding(code, f"entry {entry['number']}", what)
