"""What is kept, as values: the record, the published folders, the rounds. Pages are made from these alone."""

from commonweal.record.chain import Checkpoint
from commonweal.record.chain import checkpoint as checkpoint_of
from commonweal.record.entries import Entry
from commonweal.web.store.read import (
    Stored,
    StoredRound,
    challenges,
    counts,
    draft_of,
    entries,
    personal,
    place,
    plans,
    profile,
    round_of,
    rounds,
    standing,
    titles,
    undertakings,
)

__all__ = [
    "Checkpoint",
    "Entry",
    "Stored",
    "StoredRound",
    "challenges",
    "checkpoint",
    "counts",
    "draft_of",
    "entries",
    "personal",
    "place",
    "plans",
    "profile",
    "round_of",
    "rounds",
    "standing",
    "titles",
    "undertakings",
]


def checkpoint() -> Checkpoint:
    """Give the checkpoint of the record as it stands."""
    return checkpoint_of(entries())
