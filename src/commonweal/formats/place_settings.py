"""``place.toml``: what a place says about itself, where its figures come from, and which rules it chose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from commonweal.errors import PlaceFaults, nearest
from commonweal.evidence.disclosure_rules import NHS, RULES, Rule
from commonweal.evidence.inputs import Bands
from commonweal.formats.column_names import COLUMN_KEYS, Named, read_columns
from commonweal.formats.toml_tables import (
    DAY,
    SHORT_NAME,
    WORDS,
    YES_OR_NO,
    Key,
    Reading,
    one_of,
    positive,
    read_toml,
    text,
    toml_of,
)
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
        hands_on: whether what it has begun may be handed on to another body, or back to the council; else it keeps it.
        runs_until: the last quarter in which it runs what it has begun, where that ends and may be handed on.
    """

    organisation: str
    from_quarter: Quarter
    on: date
    reason: str
    hands_on: bool = False
    runs_until: Quarter | None = None


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
        columns: what the columns of others' tables are called, by the kind of table.
        disclosure: what may be shown of counts of people.
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
    columns: Mapping[str, Named] = field(default_factory=dict)
    disclosure: Rule = NHS


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


def _inside(value: Any) -> str:
    path = text(value)
    if path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/"):
        raise ValueError
    return path


def _zone(value: Any) -> str:
    return ZoneInfo(text(value)).key


def _quarter(value: Any) -> Quarter:
    return Quarter.read(text(value))


def _bands(value: Any) -> tuple[float, ...]:
    bands = tuple(float(positive(band)) for band in value)
    if not bands or list(bands) != sorted(set(bands)):
        raise ValueError
    return bands


def _weights(value: Any) -> tuple[Fraction, ...]:
    weights = tuple(Fraction(text(weight)) for weight in value)
    if not weights or min(weights) <= 0 or max(weights) > 1:
        raise ValueError
    return weights


def _options(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str | int) for item in value.values()):
        raise ValueError
    return MappingProxyType({key: str(item) for key, item in value.items()})


_SOURCE = {key: Key(*WORDS, default="") for key in ("publisher", "licence", "date", "original", "original_sha256")}
_PLACE = {
    "name": Key(*WORDS, needed=True),
    "summary": Key(*WORDS, default=""),
    "board": Key(*WORDS, needed=True),
    "accountable_body": Key(*WORDS, needed=True),
    "as_at": Key(*DAY, needed=True),
    "time_zone": Key(_zone, "the name of a time zone, such as Europe/London", default="Europe/London"),
    "currency": Key(text, "a currency code such as GBP", default="GBP"),
}
_ACCESS = {
    "bands_m": Key(_bands, "a rising list of distances in whole metres", default=Bands().limits_m),
    "weights": Key(
        _weights,
        'a list such as ["1", "0.68"], each above 0 and at most 1',
        default=Bands().weights,
    ),
}
_DISCLOSURE = {"rule": Key(one_of(*RULES), "nhs-sub-national, below-10 or below-10-to-5", default=NHS.name)}
_ROUND = {
    "id": Key(*SHORT_NAME, needed=True),
    "title": Key(*WORDS, needed=True),
    "file": Key(_inside, "the path of a file below the place folder", needed=True),
    "rule": Key(*WORDS, needed=True),
    "spec": Key(_options, "a table of options", default=MappingProxyType({})),
    "rules_published": Key(*DAY, needed=True),
    "closed": Key(*DAY, needed=True),
    "confirmed": Key(*DAY, needed=True),
    "due": Key(*DAY, needed=True),
}
_HANDOVER = {
    "adopted": Key(*DAY, needed=True),
}
_WITHDRAWAL = {
    "organisation": Key(*WORDS, needed=True),
    "from_quarter": Key(_quarter, "a quarter such as 2027-Q1", needed=True),
    "on": Key(*DAY, needed=True),
    "reason": Key(*WORDS, needed=True),
    "hands_on": Key(*YES_OR_NO, default=False),
    "runs_until": Key(_quarter, "a quarter such as 2027-Q1"),
}
KEYS: Mapping[str, Mapping[str, Key]] = MappingProxyType(
    {
        "place": _PLACE,
        "sources": _SOURCE,
        "access": _ACCESS,
        "disclosure": _DISCLOSURE,
        "rounds": _ROUND,
        "handover": _HANDOVER,
        "withdrawals": _WITHDRAWAL,
        "columns": COLUMN_KEYS,
    }
)
"""The closed list: every table of place.toml and its keys."""


def read_settings(folder: Path) -> PlaceSettings:
    """Read ``place.toml`` of a place folder.

    Raises:
        FileMissing: where there is none.
        PlaceFaults: with every fault at once: no TOML, an unknown key (with the nearest), a missing key, a wrong value.
    """
    return _sound(*read_toml(folder / FILE, PlaceFaults))


def settings_of(written: str) -> PlaceSettings:
    """Read the text of a ``place.toml``, as :func:`read_settings` reads the file.

    Raises:
        PlaceFaults: with every fault at once.
    """
    return _sound(*toml_of(FILE, written.encode("utf-8"), PlaceFaults))


def _sound(reading: Reading, found: Mapping[str, Any]) -> PlaceSettings:
    settings = _settings(reading, found)
    if reading.faults:
        raise PlaceFaults(*reading.faults, file=FILE)
    return settings


def _settings(reading: Reading, found: Mapping[str, Any]) -> PlaceSettings:
    for name in sorted(set(found) - set(KEYS)):
        reading.fault(name, "", "there is no table {name}{nearest}", name=name, nearest=nearest(name, KEYS))
    place = reading.table("place", found.get("place", {}), _PLACE)
    sources = found.get("sources", {})
    rounds = reading.tables("rounds", found.get("rounds", []), _ROUND)
    _check_rounds(reading, rounds)
    access = reading.table("access", found.get("access", {}), _ACCESS)
    if len(access["bands_m"]) != len(access["weights"]):
        reading.fault("access", "weights", "there must be one weight for each band")
    disclosure = reading.table("disclosure", found.get("disclosure", {}), _DISCLOSURE)
    handover = reading.table("handover", found["handover"], _HANDOVER) if "handover" in found else None
    withdrawals = reading.tables("withdrawals", found.get("withdrawals", []), _WITHDRAWAL)
    for nth, item in enumerate(withdrawals):
        if item["runs_until"] and not item["hands_on"]:
            what = "a body keeps what it has begun unless hands_on = true stands beside this"
            reading.fault("withdrawals", "runs_until", what, nth)
    columns = read_columns(reading, found.get("columns", {}))
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
        columns=columns,
        disclosure=RULES[disclosure["rule"]],
    )


def _check_rounds(reading: Reading, rounds: Sequence[Mapping[str, Any]]) -> None:
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
