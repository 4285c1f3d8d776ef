"""Moving money of a fund: one person proposes it, another approves it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from commonweal.errors import Fault, MovementRefused, NotOnRecord, nearest
from commonweal.funding.fund.constitution import Constitution
from commonweal.funding.fund.ledger import Ledger, Movement
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.interests import check_interests
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import awards, funds, keep, read
from commonweal.web.store.funds import StoredFund


def move_money(fund: str, movement: Movement, *, at: datetime, actors: Actors) -> Entry:
    """Record a movement that its pots can pay for.

    Args:
        fund: the fund.
        movement: what moves, in whole pence.
        at: when.
        actors: who: two people, of whom neither has an interest in the organisation.

    Returns:
        The entry ``money_moved``.

    Raises:
        NotAllowed: where the roles may not, or one person would both propose and approve.
        InterestDeclared: where either has an interest in the organisation.
        NotOnRecord: where there is no such fund, or no such entry that it follows from.
        MovementRefused: where a pot would be overdrawn, capital and revenue mixed, the constitution broken, or
            protected money or money of a scored award awarded, which allocating and deciding do.
    """
    check_right("move_money", actors)
    with one_act():
        check_interests("move_money", actors, [movement.organisation, movement.round])
        standing = standing_fund(fund)
        newest = read.head()
        if movement.entry and (newest is None or movement.entry > newest.number):
            raise NotOnRecord(thing="entry", name=str(movement.entry), nearest="")
        _require_panel(standing.constitution, movement)
        _require_scores(fund, movement)
        standing.ledger.with_movement(movement)
        payload = {"fund": fund, **movement_fields(movement)}
        return keep.keep_entry(draft("money_moved", at, actors, payload))


def standing_fund(fund: str) -> StoredFund:
    """Give a fund as it stands.

    Raises:
        NotOnRecord: where there is no such fund.
    """
    standing = funds.fund_of(fund)
    if standing is None:
        raise NotOnRecord(thing="fund", name=fund, nearest=nearest(fund, funds.fund_ids()))
    return standing


def record_movements(ledger: Ledger, movements: Iterable[Movement], *, at: datetime, actors: Actors) -> None:
    """Record movements that follow from what was just decided, an entry for each; the record must be held.

    Raises:
        MovementRefused: where the money cannot move so.
    """
    for movement in movements:
        ledger = ledger.with_movement(movement)
        payload = {"fund": ledger.constitution.id, **movement_fields(movement)}
        keep.keep_entry(draft("money_moved", at, actors, payload))


def _require_panel(constitution: Constitution, movement: Movement) -> None:
    """Refuse to give protected money away by the word of two people: need and the panel decide on it."""
    if movement.how == "awarded" and movement.round in {one.id for one in constitution.protected}:
        fault = Fault("protected money is awarded by need and its panel alone: allocate it instead", field="round")
        raise MovementRefused(fault, movement=movement.id, fund=constitution.id)


def _require_scores(fund: str, movement: Movement) -> None:
    """Refuse to give money of a scored award away by the word of two people: its scores decide on it."""
    if movement.how == "awarded" and movement.round in awards.names():
        fault = Fault("money of this award is awarded by its scores alone: decide the award instead", field="round")
        raise MovementRefused(fault, movement=movement.id, fund=fund)


def movement_fields(movement: Movement) -> dict[str, Any]:
    """Give what an entry tells of a movement, besides its fund."""
    return dict(_fields(movement))


def _fields(movement: Movement) -> Iterator[tuple[str, Any]]:
    yield from (("movement", movement.id), ("how", movement.how), ("period", movement.period))
    yield from (("capital_pence", int(movement.capital)), ("revenue_pence", int(movement.revenue)))
    for name in ("to_period", "round", "organisation", "entry"):
        if getattr(movement, name):
            yield name, getattr(movement, name)
