"""Making codes for an event, for nobody in particular: by two people, as nothing ties them to a register."""

from datetime import datetime
from secrets import token_bytes

from commonweal.errors import CodesNotIssued, Fault
from commonweal.funding.box.codes import CODE_BYTES, make_code, nullifier
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting, keep
from commonweal.web.store.balloting import Issued

MOST_AT_AN_EVENT = 5_000
_EVENT = "event"


def issue_event_codes(round_id: str, unnamed: int, *, at: datetime, actors: Actors) -> tuple[Entry, tuple[str, ...]]:
    """Make codes for people who are checked as they come to an event.

    Args:
        round_id: the round.
        unnamed: how many codes.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``codes_issued``, which says how many codes are for nobody in particular, and the codes: they are told
        here and never again.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where the ballot is not being prepared or voted on.
        NoBox: where no key was registered.
        CodesNotIssued: where there are none, or too many.
    """
    with one_act():
        balloting.hold_the_box(alone=True)
        check_right("issue_event_codes", actors, phase=phase_of(round_id, at), subject=round_id)
        if not 1 <= unnamed <= MOST_AT_AN_EVENT:
            raise CodesNotIssued(Fault("{number} codes for an event are too few or too many", {"number": unnamed}))
        round_key = balloting.secret_of(round_id)
        codes = tuple(make_code(token_bytes(CODE_BYTES)) for _ in range(unnamed))
        balloting.keep_codes(
            round_id, (Issued(nullifier(round_key, round_id, code), "", _EVENT, None) for code in codes)
        )
        payload = {"round": round_id, "codes": unnamed, "by": _EVENT, "unnamed": unnamed}
        return keep.keep_entry(draft("codes_issued", at, actors, payload)), codes
