"""The floors that every place keeps, held against what is about to be published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from commonweal.funding.fund.constitution import Constitution
from commonweal.funding.fund.floors_kept import Announced, require_kept
from commonweal.funding.fund.reading import read_constitution
from commonweal.web.procedures.phases import today
from commonweal.web.store import funds


def require_round_floors(rules: Mapping[str, Any], at: datetime) -> None:
    """Let the rules of a round that is held here through where they keep every floor that is not switched off.

    Rules without a day on which voting opens tell of a vote that was held elsewhere: no floor can be kept any more.

    Args:
        rules: as they would be frozen, with ``round``.
        at: when they would be published.

    Raises:
        FloorNotKept: naming every floor that they are below.
    """
    if "opens" not in rules:
        return
    fund = str(rules.get("fund", ""))
    told = funds.constitution(fund) if fund else None
    held = Announced(rules, today(at), read_constitution(told) if told else None)
    off = funds.switched_off(today(at), round_id=str(rules["round"]), fund=fund)
    require_kept(held, str(rules["round"]), switched_off=off)


def require_fund_floors(constitution: Constitution, at: datetime) -> None:
    """Let a constitution through where it keeps every floor that is not switched off.

    Raises:
        FloorNotKept: naming every floor that it is below.
    """
    off = funds.switched_off(today(at), fund=constitution.id)
    require_kept(constitution, constitution.id, switched_off=off)
