"""Giving a checkpoint to another body to keep."""

from datetime import datetime

from commonweal.record.chain import checkpoint
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, read


def lodge_checkpoint(keeper: str, *, at: datetime, actors: Actors) -> Entry:
    """Record that a checkpoint was given to another body, which can then say whether the record was rewritten.

    Args:
        keeper: the body that keeps it.
        at: when.
        actors: who.

    Returns:
        The entry ``checkpoint_lodged``; its ``count`` and ``head`` are what the body keeps.

    Raises:
        NotAllowed: where the role may not.
    """
    check_right("lodge_checkpoint", actors)
    with one_act():
        now = checkpoint(read.entries())
        payload = {"count": now.count, "head": now.head, "with": keeper}
        return keep.keep_entry(draft("checkpoint_lodged", at, actors, payload))
