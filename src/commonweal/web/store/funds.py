"""Funds: constitutions from their rows, and everything that moved or was stated from the entries of the record."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.funding.fund.additionality import Additionality
from commonweal.funding.fund.constitution import Constitution
from commonweal.funding.fund.ledger import Ledger, Movement
from commonweal.funding.fund.reading import read_constitution
from commonweal.record.entries import Entry
from commonweal.terms.money import Pence
from commonweal.web.store import models, read
from commonweal.web.store.keep import text

_SWITCHES = ("floor_switched_off", "floor_switched_on")


@dataclass(frozen=True, slots=True)
class StoredFund:
    """A fund as it is kept.

    Attributes:
        entry: number of the entry that constituted it as it now is.
        constitution: what it is constituted as.
        ledger: every movement of its money.
        moved: number of the entry of each movement, by the movement's name.
        stated: what was stated of its additionality last, or None.
        stated_by: number of the entry that states it, or None.
    """

    entry: int
    constitution: Constitution
    ledger: Ledger
    moved: Mapping[str, int]
    stated: Additionality | None
    stated_by: int | None


def keep_constitution(entry: Entry, fund: str, canonical: Mapping[str, Any]) -> None:
    """Keep a constitution as an entry published it."""
    models.FundRow.objects.create(entry_id=entry.number, fund=fund, canonical=text(canonical))


def fund_ids() -> tuple[str, ...]:
    """Give the short names of all funds, in the order in which they were first constituted."""
    return tuple(dict.fromkeys(models.FundRow.objects.order_by("id").values_list("fund", flat=True)))


def constitution(fund: str) -> Mapping[str, Any] | None:
    """Give the constitution of a fund that holds, as canonical JSON holds it, or None where there is no such fund."""
    row = models.FundRow.objects.filter(fund=fund).order_by("-id").first()
    return dict(json.loads(row.canonical)) if row else None


def fund_of(fund: str) -> StoredFund | None:
    """Give a fund with all that moved, or None where there is no such fund."""
    row = models.FundRow.objects.filter(fund=fund).order_by("-id").first()
    if row is None:
        return None
    made = read_constitution(json.loads(row.canonical))
    told = [entry for entry in read.entries_of("money_moved") if entry.payload["fund"] == fund]
    movements = tuple(movement_of(entry.payload) for entry in told)
    stated = [entry for entry in read.entries_of("additionality_stated") if entry.payload["fund"] == fund]
    newest = stated[-1] if stated else None
    return StoredFund(
        row.entry_id,
        made,
        Ledger(made, movements),
        {movement.id: entry.number for movement, entry in zip(movements, told, strict=True)},
        additionality_of(newest.payload) if newest else None,
        newest.number if newest else None,
    )


def movement_of(payload: Mapping[str, Any]) -> Movement:
    """Give the movement that an entry tells of."""
    return Movement(
        payload["movement"],
        payload["how"],
        payload["period"],
        Pence(payload["capital_pence"]),
        Pence(payload.get("revenue_pence", 0)),
        payload.get("to_period", ""),
        payload.get("round", ""),
        payload.get("organisation", ""),
        payload.get("entry", 0),
    )


def additionality_of(payload: Mapping[str, Any]) -> Additionality:
    """Give the statement that an entry tells of."""
    return Additionality(Pence(payload["before_pence"]), Pence(payload["now_pence"]), Pence(payload["new_pence"]))


def switched_off(today: date, *, round_id: str = "", fund: str = "") -> frozenset[str]:
    """Give the floors that are switched off on a day: everywhere, or for a round or a fund.

    Args:
        today: the day; a floor that is switched off until a day holds again after it.
        round_id: the round that is asked about, or "".
        fund: the fund that is asked about, or "".
    """
    return frozenset(
        entry.payload["floor"]
        for entry in _standing_switches()
        if _covers(entry.payload, round_id, fund) and entry.payload.get("until", "9999-12-31") >= today.isoformat()
    )


def switches() -> tuple[Entry, ...]:
    """Give the entries that switched a floor off and were not undone, oldest first."""
    return tuple(_standing_switches())


def _standing_switches() -> Iterator[Entry]:
    standing: list[Entry] = []
    for entry in read.entries_of(*_SWITCHES):
        if entry.kind == "floor_switched_off":
            standing.append(entry)
        else:
            only = entry.payload.get("entry")
            standing = [
                one
                for one in standing
                if one.payload["floor"] != entry.payload["floor"] or (only is not None and one.number != only)
            ]
    yield from standing


def _covers(payload: Mapping[str, Any], round_id: str, fund: str) -> bool:
    """Say whether a switch is for the place, or for exactly the round or fund that is asked about."""
    return bool(payload.get("round", round_id) == round_id and payload.get("fund", fund) == fund)
