"""What is kept, as values: the record, the published folders, the rounds. Pages are made from these alone."""

from collections.abc import Mapping
from typing import Any

from commonweal.record.chain import Checkpoint
from commonweal.record.chain import checkpoint as checkpoint_of
from commonweal.record.entries import Entry
from commonweal.web.reads.alone import alone
from commonweal.web.store import read
from commonweal.web.store.awards import StoredAward, award_of, awards
from commonweal.web.store.balloting import form_of, opened_of, payload_of, published_receipts
from commonweal.web.store.boards import Interest, Seat, interests, seats
from commonweal.web.store.funds import StoredFund, constitution, fund_ids, fund_of, movement_of, switches
from commonweal.web.store.read import (
    Stored,
    StoredRound,
    challenge_until,
    challenges,
    counts,
    draft_of,
    frozen,
    head_hash,
    personal,
    round_of,
    rounds,
    rules_of,
    standing,
    titles,
    undertakings,
)
from commonweal.web.store.streams import StoredAllocation, allocations

__all__ = [
    "Checkpoint",
    "Entry",
    "Interest",
    "Seat",
    "Stored",
    "StoredAllocation",
    "StoredAward",
    "StoredFund",
    "StoredRound",
    "allocations",
    "award_of",
    "awards",
    "challenge_until",
    "challenges",
    "checkpoint",
    "constitution",
    "counts",
    "draft_of",
    "entries",
    "entries_of",
    "form_of",
    "frozen",
    "fund_ids",
    "fund_of",
    "head_hash",
    "interests",
    "movement_of",
    "opened_of",
    "payload_of",
    "personal",
    "place",
    "plans",
    "profile",
    "published_receipts",
    "round_of",
    "rounds",
    "rules_of",
    "seats",
    "standing",
    "switches",
    "titles",
    "undertakings",
]


def checkpoint() -> Checkpoint:
    """Give the checkpoint of the record as it stands."""
    return checkpoint_of(entries())


def entries() -> tuple[Entry, ...]:
    """Give the whole record, in order."""
    return () if alone() else read.entries()


def entries_of(*kinds: str) -> tuple[Entry, ...]:
    """Give the entries of some kinds, oldest first."""
    return () if alone() else read.entries_of(*kinds)


def place() -> Mapping[str, Any] | None:
    """Give the place as it was last published, or None before that."""
    shown = alone()
    return shown.place if shown else read.place()


def profile() -> Stored | None:
    """Give the profile that was published last."""
    shown = alone()
    return shown.profile if shown else read.profile()


def plans() -> tuple[Stored, ...]:
    """Give every plan that was adopted, in order."""
    return () if alone() else read.plans()
