"""Constituting a fund: what it is for its whole term, signed off by the accountable body."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from math import floor
from secrets import token_bytes
from typing import Any

from commonweal.errors import Fault, NotNow
from commonweal.funding.fund.constitution import Constitution
from commonweal.funding.fund.ledger import Ledger
from commonweal.funding.fund.reading import read_constitution
from commonweal.record.entries import Entry
from commonweal.terms import canon
from commonweal.web import rights
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.floors import require_fund_floors
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import awards, funds, keep, read

_AT_REST = (rights.DELIVERING, rights.STOPPED)
"""Where a round stands when it is over for the fund: nothing more is decided in it."""


def constitute_fund(
    constitution: Mapping[str, Any],
    purpose: str = "",
    *,
    at: datetime,
    actors: Actors,
    salts: keep.Salts = token_bytes,
) -> Entry:
    """Constitute a fund, or change the constitution of one between its rounds.

    Args:
        constitution: as :func:`commonweal.funding.fund.reading.read_constitution` reads it.
        purpose: what the fund is for, or "".
        at: when.
        actors: who: two people, the second for the accountable body.
        salts: where the salt of the purpose comes from.

    Returns:
        The entry ``fund_constituted``.

    Raises:
        NotAllowed: where the roles may not.
        ConstitutionFaults: with everything that is wrong with it.
        FloorNotKept: where it is below a floor that is not switched off.
        NotNow: where nothing changed, a scored award has the name of a protected stream, a round of the fund is under
            way, or what was moved before could not have been moved under it.
    """
    check_right("constitute_fund", actors)
    made = read_constitution(constitution)
    canonical = made.canonical()
    with one_act():
        require_fund_floors(made, at)
        faults = tuple(_in_the_way(made, canonical, at))
        if faults:
            raise NotNow(*faults, act=rights.RIGHTS["constitute_fund"].act, subject=made.id)
        entry = keep.keep_entry(
            draft("fund_constituted", at, actors, _payload(made, canonical), {"purpose": purpose} if purpose else {}),
            salts,
        )
        funds.keep_constitution(entry, made.id, canonical)
        return entry


def _payload(made: Constitution, canonical: Mapping[str, Any]) -> dict[str, Any]:
    """Write what the record says of it; what is protected is told in whole pence, and never more than there is."""
    return {
        **{key: canonical[key] for key in ("fund", "title", "accountable_body", "from", "until", "periods")},
        "settings": canon.digest(canonical),
        "protected_pence": floor(made.protected_pence),
        "notice_months": made.notice_months,
        "uplift": made.uplift,
    }


def _in_the_way(made: Constitution, canonical: Mapping[str, Any], at: datetime) -> Iterator[Fault]:
    named = awards.names()
    for stream in made.protected:
        if stream.id in named:
            yield Fault("an award by scores has the name of the stream {stream}", {"stream": stream.id})
    standing = funds.fund_of(made.id)
    if standing is None:
        return
    if standing.constitution.canonical() == canonical:
        yield Fault("nothing changed")
    for one in read.rounds():
        if one.rules.get("fund") == made.id and phase_of(one.id, at) not in _AT_REST:
            yield Fault("its round {round} is under way; a constitution changes between rounds", {"round": one.id})
    for fault in Ledger(made, standing.ledger.movements).findings():
        yield Fault("what was moved before would not be allowed: {fault}", {"fault": str(fault)})
