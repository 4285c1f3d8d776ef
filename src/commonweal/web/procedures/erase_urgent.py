"""Erasing urgent concerns that were closed long enough ago."""

from datetime import datetime, timedelta

from commonweal.proposals.urgent import KEPT_DAYS
from commonweal.record.forms import stamp
from commonweal.web.procedures.acting import one_act
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, urgent


def erase_urgent(*, at: datetime, actors: Actors) -> int:
    """Destroy every urgent concern that was closed more than 90 days ago, words and all.

    Args:
        at: when.
        actors: who.

    Returns:
        How many were destroyed.

    Raises:
        NotAllowed: where the role may not.
    """
    check_right("erase_urgent", actors)
    with one_act():
        gone = urgent.erase_ended(stamp(at - timedelta(days=KEPT_DAYS)))
    keep.scrub(urgent.TABLE)
    return gone
