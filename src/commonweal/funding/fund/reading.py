"""Constitutions from canonical JSON: the one way in, with every fault at once."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from commonweal.errors import ConstitutionFaults, Fault, nearest
from commonweal.funding.fund.constitution import Constitution, EquityFloor, Period, Protected, checked
from commonweal.funding.streams.constitution import FIGURES
from commonweal.terms.canon import LARGEST
from commonweal.terms.money import Pence

_MISSING = object()
Read = Callable[[Any], Any]
"""Reads one value of JSON, or raises a ValueError or a TypeError."""


def read_constitution(value: Mapping[str, Any]) -> Constitution:
    """Read a constitution and hold it to everything that a constitution must hold to.

    Args:
        value: as :meth:`Constitution.canonical` gives it. ``protected``, ``equity_floors`` and ``carry_over`` may be
            left out: nothing is protected then, no group has a floor, and nothing may be carried over.

    Raises:
        ConstitutionFaults: with every fault at once.
    """
    faults: list[Fault] = []
    whole = {"protected": [], "equity_floors": [], "carry_over": "0/1", **value}
    found = _fields(whole, _CONSTITUTION, "", faults)
    periods = [_fields(one, _PERIOD, f"periods {nth}", faults) for nth, one in enumerate(found["periods"] or (), 1)]
    protected = [
        _fields({"share": None, "pence": None, **one}, _PROTECTED, f"protected {nth}", faults)
        for nth, one in enumerate(found["protected"] or (), 1)
    ]
    floors = [
        _fields(one, _FLOOR, f"equity_floors {nth}", faults) for nth, one in enumerate(found["equity_floors"] or (), 1)
    ]
    if faults:
        raise ConstitutionFaults(*faults, fund=str(value.get("fund", "-")))
    return checked(
        Constitution(
            found["fund"],
            found["title"],
            found["accountable_body"],
            found["from"],
            found["until"],
            tuple(
                Period(one["period"], one["from"], one["until"], one["capital_pence"], one["revenue_pence"])
                for one in periods
            ),
            tuple(Protected(**one) for one in protected),
            tuple(EquityFloor(**one) for one in floors),
            found["carry_over"],
            found["notice_months"],
            found["uplift"],
        )
    )


def _fields(
    value: Mapping[str, Any], fields: Mapping[str, tuple[Read, str]], where: str, faults: list[Fault]
) -> dict[str, Any]:
    """Read the fields of a mapping; each that is missing, unknown or of another form is a fault at its place."""

    def at(name: str) -> str:
        return f"{where}, {name}" if where else name

    found = dict.fromkeys(fields)
    faults.extend(
        Fault("there is no such field{nearest}", {"nearest": nearest(name, fields)}, field=at(name))
        for name in sorted(set(value) - set(fields))
    )
    for name, (read, what) in fields.items():
        given = value.get(name, _MISSING)
        if given is _MISSING:
            faults.append(Fault("the field is missing", field=at(name)))
            continue
        try:
            found[name] = read(given)
        except (ValueError, TypeError, ArithmeticError):
            faults.append(Fault("this is not {what}", {"what": what}, field=at(name)))
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _day(value: Any) -> date:
    return date.fromisoformat(_text(value))


def _pence(value: Any) -> Pence:
    return Pence(_whole(value))


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST:
        raise TypeError
    return value


def _share(value: Any) -> Fraction:
    above, slash, below = _text(value).partition("/")
    if not slash or not (above.isascii() and above.isdigit() and below.isascii() and below.isdigit()):
        raise ValueError
    return Fraction(int(above), int(below))


def _perhaps(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


def _among(*codes: str) -> Read:
    def read(value: Any) -> str:
        if value not in codes:
            raise ValueError
        return str(value)

    return read


def _roles(value: Any) -> tuple[str, ...]:
    return tuple(_text(role) for role in _list(value))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return list(value)


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    found = _list(value)
    if not all(isinstance(one, Mapping) for one in found):
        raise TypeError
    return found


_TEXT = (_text, "text")
_DAY = (_day, "a date written YYYY-MM-DD")
_PENCE = (_pence, "a whole number of pence")
_PART = 'a fraction written "n/d"'
_CONSTITUTION: Mapping[str, tuple[Read, str]] = {
    "fund": _TEXT,
    "title": _TEXT,
    "accountable_body": _TEXT,
    "from": _DAY,
    "until": _DAY,
    "periods": (_mappings, "a list of periods"),
    "protected": (_mappings, "a list of protected streams"),
    "equity_floors": (_mappings, "a list of floors of groups"),
    "carry_over": (_share, _PART),
    "notice_months": (_whole, "a whole number of months"),
    "uplift": _TEXT,
}
_PERIOD: Mapping[str, tuple[Read, str]] = {
    "period": _TEXT,
    "from": _DAY,
    "until": _DAY,
    "capital_pence": _PENCE,
    "revenue_pence": _PENCE,
}
_PROTECTED: Mapping[str, tuple[Read, str]] = {
    "id": _TEXT,
    "name": _TEXT,
    "for_whom": _TEXT,
    "share": (_perhaps(_share), _PART),
    "pence": (_perhaps(_pence), "a whole number of pence"),
    "figure": (_among(*FIGURES), "low, middle or high"),
    "panel": (_roles, "a list of roles"),
}
_FLOOR: Mapping[str, tuple[Read, str]] = {
    "kind": (_among("area", "category"), "area or category"),
    "name": _TEXT,
    "share": (_share, _PART),
}
