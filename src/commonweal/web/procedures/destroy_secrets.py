"""Destroying what could still tell who voted, when the result stands or the round was stopped."""

from datetime import datetime

from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting, keep

SHREDDED = (
    "store_roundsecretrow",
    "store_castrow",
    "store_credentialrow",
    "store_registerrow",
    "store_sealedrow",
    "store_paperrow",
)
"""Tables from whose files the destroyed rows are rid."""


def destroy_secrets(round_id: str, *, at: datetime, actors: Actors) -> Entry | None:
    """Destroy the round's secret key, its codes and who used them, its register, and any ballot still sealed.

    What was counted stays, and so does the list of receipts. Doing it again changes nothing.

    Args:
        round_id: the round.
        at: when.
        actors: who.

    Returns:
        The entry ``secrets_destroyed``, or None where there was nothing left to destroy.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the result is not confirmed, and the round was not stopped.
    """
    with one_act():
        balloting.hold_the_box(alone=True)
        check_right("destroy_secrets", actors, phase=phase_of(round_id, at), subject=round_id)
        entry = record_destroyed(round_id, at, actors)
        balloting.destroy_ballots(round_id)
        balloting.destroy_credentials(round_id)
    keep.scrub(*SHREDDED)
    return entry


def record_destroyed(round_id: str, at: datetime, actors: Actors) -> Entry | None:
    """Record that the secrets of a round are destroyed in this act, where there are any. The record must be held."""
    if not balloting.holds_secrets(round_id):
        return None
    return keep.keep_entry(draft("secrets_destroyed", at, actors, {"round": round_id}))
