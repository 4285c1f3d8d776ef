"""Destroying what has been kept long enough: every clock of the one table, in one run."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.destroy_secrets import record_destroyed
from commonweal.web.procedures.phases import today
from commonweal.web.retention import last_day
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting, keep, retained


def apply_retention(*, at: datetime, actors: Actors) -> Mapping[str, int]:
    """Destroy all that a clock of :data:`commonweal.web.retention.CLOCKS` has run out for. Again changes nothing.

    No total moves and no hash: what was counted, the lists of receipts and every entry stay as they are. That the
    secrets of a round were destroyed is a new entry.

    Args:
        at: when.
        actors: who; the daily run is the steward's.

    Returns:
        How much was destroyed by each clock: rounds for what belongs to rounds, and otherwise rows.

    Raises:
        NotAllowed: where the role may not.
    """
    with one_act():
        balloting.hold_the_box(alone=True)
        check_right("apply_retention", actors)
        now = today(at)
        due = [thing for thing in retained.held(today, now) if last_day(thing.clock, thing.since) <= now]
        for thing in due:
            if thing.clock == "secrets":
                record_destroyed(thing.subject, at, actors)
        retained.destroy(due)
    if due:
        keep.scrub(*retained.SHREDDED)
    return dict(sorted(Counter(thing.clock for thing in due).items()))
