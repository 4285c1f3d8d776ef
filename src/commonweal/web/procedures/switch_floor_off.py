"""Switching off a floor that every place keeps, in public and with a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_bytes

from commonweal.errors import Fault, NotOnRecord, nearest
from commonweal.funding.fund.floors_kept import FLOORS
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import today
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep


@dataclass(frozen=True, slots=True)
class Switch:
    """A floor that is switched off: for a round, for a fund, or in the whole place.

    Attributes:
        floor: its name in :data:`commonweal.funding.fund.floors_kept.FLOORS`.
        reason: why, in full.
        round: the round for which alone it is off, or "".
        fund: the fund for which alone it is off, or "".
        until: the last day on which it is off, or None for as long as nobody switches it on.
    """

    floor: str
    reason: str
    round: str = ""
    fund: str = ""
    until: date | None = None


def switch_floor_off(switch: Switch, *, at: datetime, actors: Actors, salts: keep.Salts = token_bytes) -> Entry:
    """Switch a floor off: rules and constitutions below it may be published from then on.

    Args:
        switch: which floor, for what, until when and why.
        at: when.
        actors: who: two people.
        salts: where the salt of the reason comes from.

    Returns:
        The entry ``floor_switched_off``.

    Raises:
        NotAllowed: where the roles may not.
        NotOnRecord: where there is no such floor.
        NotNow: where there is no reason, or its last day has passed.
    """
    check_right("switch_floor_off", actors)
    floor, reason, until = switch.floor, switch.reason, switch.until
    if floor not in FLOORS:
        raise NotOnRecord(thing="floor", name=floor, nearest=nearest(floor, FLOORS))
    if not reason.strip():
        raise not_now("switch_floor_off", floor, Fault("it has no reason"))
    with one_act():
        if until and until < today(at):
            raise not_now("switch_floor_off", floor, Fault("its last day has passed"))
        payload = {
            "floor": floor,
            **({"round": switch.round} if switch.round else {}),
            **({"fund": switch.fund} if switch.fund else {}),
            **({"until": until.isoformat()} if until else {}),
        }
        return keep.keep_entry(draft("floor_switched_off", at, actors, payload, {"reason": reason}), salts)
