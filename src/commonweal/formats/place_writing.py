"""Writing a place folder: ``place.toml`` with a line of help above each table, as :mod:`place_settings` reads it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from fractions import Fraction

from commonweal.evidence.disclosure_rules import NHS
from commonweal.formats.place_settings import PlaceSettings, SourceSettings
from commonweal.formats.tables import decimal_text
from commonweal.terms.periods import Quarter

_HELP = {
    "place": "Who decides, who is answerable for the money, and the day the figures speak of.",
    "sources": "Where each file comes from; every figure on a page opens to this.",
    "access": "How far people are taken to go: distance bands in metres and the weight of each.",
    "disclosure": "What may be shown of counts of people: the name of a rule.",
    "rounds": "A round of a fund: the poll, the rule frozen for it, and its days.",
    "handover": "The day the hand-over plan is adopted; handover/*.csv hold what it is made from.",
    "columns": "What the columns of tables that others publish are called.",
    "withdrawals": "Bodies that backed out of the adopted plan; the plan is made again from that quarter on.",
}
_PLACE_KEYS = ("name", "summary", "board", "accountable_body", "as_at", "time_zone", "currency")


def settings_text(settings: PlaceSettings) -> str:
    """Write ``place.toml``; reading it again gives the same settings.

    Args:
        settings: what the place says about itself.
    """
    return "\n".join(_lines(settings)) + "\n"


def _lines(settings: PlaceSettings) -> Iterator[str]:
    yield from _table("place", {key: getattr(settings, key) for key in _PLACE_KEYS}, first=True)
    for nth, (file, source) in enumerate(sorted(settings.sources.items())):
        told = {field.name: getattr(source, field.name) for field in fields(SourceSettings)}
        yield from _table(f"sources.{json.dumps(file)}", told, help_of="" if nth else "sources")
    yield from _table(
        "access", {"bands_m": [int(limit) for limit in settings.access.limits_m], "weights": settings.access.weights}
    )
    if settings.disclosure != NHS:
        yield from _table("disclosure", {"rule": settings.disclosure.name})
    for nth, item in enumerate(settings.rounds):
        told = {field.name: getattr(item, field.name) for field in fields(item)}
        yield from _table("rounds", told, listed=True, help_of="" if nth else "rounds")
    if settings.handover:
        span = settings.handover
        yield from _table("handover", {field.name: getattr(span, field.name) for field in fields(span)})
    for nth, (kind, names) in enumerate(settings.columns.items()):
        yield from _table(f"columns.{kind}", names, help_of="" if nth else "columns")
    for nth, gone in enumerate(settings.withdrawals):
        told = {field.name: getattr(gone, field.name) for field in fields(gone)}
        yield from _table("withdrawals", told, listed=True, help_of="" if nth else "withdrawals")


def _table(
    header: str, values: Mapping[str, object], *, listed: bool = False, first: bool = False, help_of: str | None = None
) -> Iterator[str]:
    told = _HELP.get(header if help_of is None else help_of)
    if not first:
        yield ""
    if told:
        yield f"# {told}"
    yield f"[[{header}]]" if listed else f"[{header}]"
    yield from (
        f"{key} = {_value(value)}" for key, value in values.items() if value not in ("", None) and value is not False
    )


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Quarter):
        return f'"{value}"'
    if isinstance(value, Fraction):
        return f'"{decimal_text(value)}"'
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)
