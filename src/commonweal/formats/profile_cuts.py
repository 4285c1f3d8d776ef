"""The cuts log in ``profile.json``, exactly in pence, and read back for the pages that show it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from commonweal.evidence.cuts import Cut, MoneyStanding, NewMoney, ServiceMoney
from commonweal.evidence.cuts_log import CutsLog
from commonweal.formats.cuts_table import CUT_COLUMNS, NEW_COLUMNS, pounds
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.terms.money import Pence
from commonweal.terms.sources import Unknown


def cuts_value(log: CutsLog) -> dict[str, Any]:
    """Give the cuts log as ``profile.json`` holds it, without its figures."""
    text = prose(ENGLISH).text
    return {
        "sentence": text(log.sentence),
        "caveat": text(log.caveat),
        "whole": _standing(log.whole),
        "services": [
            {
                "id": one.service,
                "name": one.name,
                "up_for_transfer": one.transfer,
                "sentence": text(one.sentence()),
                "now": _standing(one.now),
                "ahead": _standing(one.ahead) if one.ahead else None,
                "neighbourhoods": [{"name": name, **_standing(standing)} for name, standing in one.local],
            }
            for one in log.services
        ],
        "cuts": [_cut(cut) for cut in log.cuts],
        "new_money": [_new(one) for one in log.new],
    }


def cuts_tables(log: CutsLog) -> Iterator[tuple[str, bytes]]:
    """Give the log's own tables, as ``tables/cuts.csv`` and ``tables/new_money.csv`` of a profile."""
    if log.cuts:
        yield "cuts", write_table(CUT_COLUMNS, (tuple(_cut(cut).values()) for cut in log.cuts))
    if log.new:
        yield "new_money", write_table(NEW_COLUMNS, (tuple(_new(one).values()) for one in log.new))


def read_money(told: Mapping[str, Any]) -> tuple[ServiceMoney, ...]:
    """Read back the money of each service.

    Args:
        told: the member ``cuts`` of a profile.
    """
    return tuple(
        ServiceMoney(
            one["id"],
            one["name"],
            one["up_for_transfer"],
            read_standing(one["now"]),
            read_standing(one["ahead"]) if one["ahead"] else None,
            tuple((here["name"], read_standing(here)) for here in one["neighbourhoods"]),
        )
        for one in told["services"]
    )


def read_standing(told: Mapping[str, Any]) -> MoneyStanding:
    """Read back a year's money before the cuts and on a day."""
    before = told["before_pence"]
    return MoneyStanding(
        date.fromisoformat(told["day"]),
        Unknown(told["unknown_because"]) if before is None else Pence(before),
        Pence(told["cut_pence"]),
        Pence(told["new_pence"]),
        told["transfer"],
    )


def _standing(one: MoneyStanding) -> dict[str, Any]:
    told: dict[str, Any] = {
        "day": one.day.isoformat(),
        "before_pence": None if isinstance(one.before, Unknown) else int(one.before),
        "cut_pence": int(one.cut),
        "new_pence": int(one.new),
        "after_pence": None if isinstance(one.after, Unknown) else int(one.after),
        "transfer": one.transfer,
        "verdict": one.verdict,
    }
    if isinstance(one.before, Unknown):
        told["unknown_because"] = one.before.reason
    return told


def _cut(cut: Cut) -> dict[str, Any]:
    before = None if isinstance(cut.before, Unknown) else pounds(cut.before)
    cells = (cut.starts.isoformat(), cut.service, cut.neighbourhood, pounds(cut.pence), before)
    return dict(zip(CUT_COLUMNS, (*cells, cut.decided_by, cut.source), strict=True))


def _new(one: NewMoney) -> dict[str, Any]:
    ends = one.ends.isoformat() if one.ends else None
    cells = (one.starts.isoformat(), ends, one.service, one.neighbourhood, pounds(one.pence), one.giver, one.source)
    return dict(zip(NEW_COLUMNS, cells, strict=True))
