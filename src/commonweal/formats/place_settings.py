"""``place.toml``: what a place says about itself, where its figures come from, and which rules it chose."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from commonweal.errors import BadPeriod, Fault, FileMissing, PlaceFaults, nearest
from commonweal.evidence.inputs import Bands
from commonweal.terms.periods import Quarter
from commonweal.terms.sources import Source

FILE = "place.toml"


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """A round of a fund: what is voted on, and the rule frozen for it.

    Attributes:
        id: short identifier, the name of its folder in a bundle.
        title: as residents know it.
        file: the poll, below the place folder.
        rule: name of the allocation rule.
        spec: the rule's options, as text.
        rules_published: the day the rules were frozen and published.
        closed: the day voting closed.
        confirmed: the day the challenge window ended.
        due: the day by which funded work is to be done.
    """

    id: str
    title: str
    file: str
    rule: str
    spec: Mapping[str, str]
    rules_published: date
    closed: date
    confirmed: date
    due: date


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A body that backs out of an adopted hand-over plan.

    Attributes:
        organisation: its identifier.
        from_quarter: the first quarter in which it starts nothing more.
        on: the day it said so.
        reason: why, as a code or short phrase that it agreed to publish.
    """

    organisation: str
    from_quarter: Quarter
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class HandoverSettings:
    """The hand-over plan; its quarters are those of ``handover/funds.csv``.

    Attributes:
        adopted: the day the plan is adopted.
    """

    adopted: date


@dataclass(frozen=True, slots=True)
class PlaceSettings:
    """All of ``place.toml``.

    Attributes:
        name: the place's name.
        summary: one or two sentences about it.
        board: the body that decides.
        accountable_body: the organisation legally answerable for the money.
        as_at: the day the figures speak of, unless a source says otherwise; acts without their own date bear it.
        time_zone: IANA name, for closing times.
        currency: ISO 4217 code.
        sources: what is known about each file of the folder, by file name.
        access: distance bands and weights.
        rounds: the rounds of its funds.
        handover: its hand-over plan, or None where there is none.
        withdrawals: bodies that backed out of it, in order of time.
    """

    name: str
    summary: str
    board: str
    accountable_body: str
    as_at: date
    time_zone: str
    currency: str
    sources: Mapping[str, "SourceSettings"]
    access: Bands
    rounds: tuple[RoundSettings, ...]
    handover: HandoverSettings | None
    withdrawals: tuple[Withdrawal, ...]


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """Where a file of the place folder comes from.

    Attributes:
        publisher: who published the original.
        licence: its licence.
        date: what date or period it speaks of.
        original: file name of the original, where the file was made from another.
        original_sha256: hash of the original.
    """

    publisher: str = ""
    licence: str = ""
    date: str = ""
    original: str = ""
    original_sha256: str = ""

    def of(self, source: Source) -> Source:
        """Say of a file as read what is known about it: the original's name and hash where there is one."""
        return Source(
            self.original or source.file,
            self.original_sha256 or source.sha256,
            self.publisher,
            self.licence,
            self.date,
        )


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of a table: how its value is read, what to call it, and whether it is needed."""

    read: Callable[[Any], Any]
    what: str
    default: Any = None
    needed: bool = False


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def _name(value: Any) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", _text(value)):
        raise ValueError
    return str(value)


def _inside(value: Any) -> str:
    path = _text(value)
    if path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/"):
        raise ValueError
    return path


def _day(value: Any) -> date:
    if type(value) is not date:
        raise ValueError
    return value


def _zone(value: Any) -> str:
    return ZoneInfo(_text(value)).key


def _count(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise ValueError
    return value


def _quarter(value: Any) -> Quarter:
    return Quarter.read(_text(value))


def _bands(value: Any) -> tuple[float, ...]:
    bands = tuple(float(_count(band)) for band in value)
    if not bands or list(bands) != sorted(set(bands)):
        raise ValueError
    return bands


def _weights(value: Any) -> tuple[Fraction, ...]:
    weights = tuple(Fraction(_text(weight)) for weight in value)
    if not weights or min(weights) <= 0 or max(weights) > 1:
        raise ValueError
    return weights


def _options(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str | int) for item in value.values()):
        raise ValueError
    return MappingProxyType({key: str(item) for key, item in value.items()})


_DAY = (_day, "a date written YYYY-MM-DD, without quotes")
_WORDS = (_text, "text between quotes")
_SOURCE = {key: _Key(*_WORDS, default="") for key in ("publisher", "licence", "date", "original", "original_sha256")}
_PLACE = {
    "name": _Key(*_WORDS, needed=True),
    "summary": _Key(*_WORDS, default=""),
    "board": _Key(*_WORDS, needed=True),
    "accountable_body": _Key(*_WORDS, needed=True),
    "as_at": _Key(*_DAY, needed=True),
    "time_zone": _Key(_zone, "the name of a time zone, such as Europe/London", default="Europe/London"),
    "currency": _Key(_text, "a currency code such as GBP", default="GBP"),
}
_ACCESS = {
    "bands_m": _Key(_bands, "a rising list of distances in whole metres", default=Bands().limits_m),
    "weights": _Key(
        _weights,
        'a list such as ["1", "0.68"], each above 0 and at most 1',
        default=Bands().weights,
    ),
}
_ROUND = {
    "id": _Key(_name, "a short name of small letters, digits and hyphens", needed=True),
    "title": _Key(*_WORDS, needed=True),
    "file": _Key(_inside, "the path of a file below the place folder", needed=True),
    "rule": _Key(*_WORDS, needed=True),
    "spec": _Key(_options, "a table of options", default=MappingProxyType({})),
    "rules_published": _Key(*_DAY, needed=True),
    "closed": _Key(*_DAY, needed=True),
    "confirmed": _Key(*_DAY, needed=True),
    "due": _Key(*_DAY, needed=True),
}
_HANDOVER = {
    "adopted": _Key(*_DAY, needed=True),
}
_WITHDRAWAL = {
    "organisation": _Key(*_WORDS, needed=True),
    "from_quarter": _Key(_quarter, "a quarter such as 2027-Q1", needed=True),
    "on": _Key(*_DAY, needed=True),
    "reason": _Key(*_WORDS, needed=True),
}
KEYS: Mapping[str, Mapping[str, _Key]] = MappingProxyType(
    {
        "place": _PLACE,
        "sources": _SOURCE,
        "access": _ACCESS,
        "rounds": _ROUND,
        "handover": _HANDOVER,
        "withdrawals": _WITHDRAWAL,
    }
)
"""The closed list: every table of place.toml and its keys."""


class _Reading:
    """Reads one place.toml, gathering every fault with its line."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.faults: list[Fault] = []

    def line_of(self, header: str, key: str = "", nth: int = 0) -> int | None:
        """Find the line of a table's header (its nth), or of a key below it."""
        heads = [
            k
            for k, line in enumerate(self.lines)
            if line.strip().strip("[]").replace('"', "") == header and line.strip().startswith("[")
        ]
        if len(heads) <= nth:
            return None
        if not key:
            return heads[nth] + 1
        for k in range(heads[nth] + 1, len(self.lines)):
            if self.lines[k].lstrip().startswith("["):
                break
            if re.match(rf'\s*"?{re.escape(key)}"?\s*=', self.lines[k]):
                return k + 1
        return heads[nth] + 1

    def fault(self, header: str, key: str, what: str, nth: int = 0, /, **figures: object) -> None:
        """Note a fault at a key of a table."""
        self.faults.append(
            Fault(what, figures, FILE, self.line_of(header, key, nth), f"{header}.{key}" if key else header)
        )

    def table(self, header: str, found: Any, keys: Mapping[str, _Key], nth: int = 0) -> dict[str, Any]:
        """Read a table against its closed list of keys; a value that is at fault reads as its default."""
        if not isinstance(found, dict):
            self.fault(header, "", "this must be a table", nth)
            found = {}
        for key in sorted(set(found) - set(keys)):
            self.fault(header, key, "there is no key {key}{nearest}", nth, key=key, nearest=nearest(key, keys))
        return {key: self._value(header, key, rule, found, nth) for key, rule in keys.items()}

    def tables(self, header: str, found: Any, keys: Mapping[str, _Key]) -> list[dict[str, Any]]:
        """Read a list of tables."""
        if not isinstance(found, list):
            self.fault(header, "", "this must be a list: write [[{header}]]", header=header)
            return []
        return [self.table(header, item, keys, nth) for nth, item in enumerate(found)]

    def _value(self, header: str, key: str, rule: _Key, found: Mapping[str, Any], nth: int) -> Any:
        if key not in found:
            if rule.needed:
                self.fault(header, "", "the key {key} is missing", nth, key=key)
            return rule.default
        try:
            return rule.read(found[key])
        except (ValueError, TypeError, KeyError, OSError, BadPeriod):
            self.fault(header, key, "this must be {what}", nth, what=rule.what)
            return rule.default


def read_settings(folder: Path) -> PlaceSettings:
    """Read ``place.toml`` of a place folder.

    Raises:
        FileMissing: where there is none.
        PlaceFaults: with every fault at once: no TOML, an unknown key (with the nearest), a missing key, a wrong value.
    """
    path = folder / FILE
    if not path.is_file():
        raise FileMissing(kind="place.toml", path=path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as bad:
        at = re.search(r"at line (\d+)", str(bad))
        fault = Fault("this is not TOML: {reason}", {"reason": str(bad)}, FILE, int(at[1]) if at else None)
        raise PlaceFaults(fault, file=FILE) from None
    reading = _Reading(text)
    settings = _settings(reading, found)
    if reading.faults:
        raise PlaceFaults(*reading.faults, file=FILE)
    return settings


def _settings(reading: _Reading, found: Mapping[str, Any]) -> PlaceSettings:
    for name in sorted(set(found) - set(KEYS)):
        reading.fault(name, "", "there is no table {name}{nearest}", name=name, nearest=nearest(name, KEYS))
    place = reading.table("place", found.get("place", {}), _PLACE)
    sources = found.get("sources", {})
    rounds = reading.tables("rounds", found.get("rounds", []), _ROUND)
    _check_rounds(reading, rounds)
    access = reading.table("access", found.get("access", {}), _ACCESS)
    if len(access["bands_m"]) != len(access["weights"]):
        reading.fault("access", "weights", "there must be one weight for each band")
    handover = reading.table("handover", found["handover"], _HANDOVER) if "handover" in found else None
    withdrawals = reading.tables("withdrawals", found.get("withdrawals", []), _WITHDRAWAL)
    if reading.faults:
        raise PlaceFaults(*reading.faults, file=FILE)
    return PlaceSettings(
        **place,
        sources={
            file: SourceSettings(**reading.table(f"sources.{file}", table, _SOURCE)) for file, table in sources.items()
        },
        access=Bands(access["bands_m"], access["weights"]),
        rounds=tuple(RoundSettings(**item) for item in rounds),
        handover=HandoverSettings(**handover) if handover else None,
        withdrawals=tuple(Withdrawal(**item) for item in withdrawals),
    )


def _check_rounds(reading: _Reading, rounds: Sequence[Mapping[str, Any]]) -> None:
    seen: set[str] = set()
    for nth, item in enumerate(rounds):
        if item["id"] in seen:
            reading.fault("rounds", "id", "{id} is the name of an earlier round", nth, id=item["id"])
        seen.add(item["id"])
        days = [item[key] for key in ("rules_published", "closed", "confirmed", "due")]
        if None not in days and days != sorted(days):
            reading.fault(
                "rounds", "confirmed", "the rules come first, then the close, the confirmation and the due date", nth
            )
