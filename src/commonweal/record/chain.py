"""The chain of entries: where it breaks, and what a checkpoint says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from commonweal.errors import Fault, NotCanonical
from commonweal.record.entries import BEGINNING, Entry, entry_hash
from commonweal.record.forms import is_sha256, is_stamp
from commonweal.record.kinds import payload_faults, personal_faults
from commonweal.terms.sentences import Sentence, say

FILE = "record/entries.jsonl"
NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A record at a moment: whoever kept one can tell a rewritten or shortened record from the true one.

    Attributes:
        count: how many entries there were.
        head: hash of the newest, 64 zeros where there was none.
    """

    count: int
    head: str

    def __str__(self) -> str:
        """Write the checkpoint as ``COUNT:HEAD``, as ``commonweal verify --since`` reads it."""
        return f"{self.count}:{self.head}"

    def sentence(self) -> Sentence:
        """Say the checkpoint as every public page bears it."""
        return say(
            "Checkpoint: {count} entry, head {head}.",
            plural="Checkpoint: {count} entries, head {head}.",
            by="count",
            count=self.count,
            head=self.head,
        )


def checkpoint(entries: Sequence[Entry]) -> Checkpoint:
    """Give the checkpoint of a record.

    Examples:
        >>> checkpoint([]).head == BEGINNING
        True
    """
    return Checkpoint(len(entries), entries[-1].hash if entries else BEGINNING)


def faults(entries: Sequence[Entry]) -> tuple[Fault, ...]:
    """Find every break of a record.

    Returns:
        One fault for each: an entry out of its place, altered, not following the one before, before it in time, or of
        an unknown kind or form; each bears the entry's number as its line.
    """
    found: list[Fault] = []
    for place, entry in enumerate(entries, 1):
        if entry.number != place:
            figures = {"number": entry.number, "place": place}
            found.append(_at(place, "entry {number} stands where entry {place} should", figures))
        found.extend(_own(entry, place))
    for place, (before, entry) in enumerate(pairwise(entries), 2):
        if entry.at < before.at:
            found.append(_at(place, "entry {place} is dated before the one it follows", {"place": place}))
        if entry.previous != before.hash:
            found.append(_at(place, "entry {place} does not follow the one before it", {"place": place}))
    if entries and entries[0].previous != BEGINNING:
        found.append(_at(1, "the first entry follows one that is not there"))
    return tuple(sorted(found, key=lambda fault: fault.line or 0))


def disagreements(entries: Sequence[Entry], earlier: Checkpoint) -> tuple[Fault, ...]:
    """Hold a record against a checkpoint that somebody kept.

    Returns:
        Nothing where the record holds that checkpoint; otherwise one fault: the record is shorter, or its history up to
        there was rewritten.
    """
    figures = {"count": earlier.count, "now": len(entries)}
    if len(entries) < earlier.count:
        what = "the checkpoint was made of {count} entries, but only {now} are here: an older copy stands here"
        return (Fault(what, figures, FILE, len(entries) + 1),)
    if checkpoint(entries[: earlier.count]) != earlier:
        what = "entry {count} is not the one of the checkpoint: it, or one before it, was rewritten"
        return (Fault(what, figures, FILE, earlier.count),)
    return ()


def _own(entry: Entry, place: int) -> list[Fault]:
    found = [_at(place, fault.what, fault.figures, fault.field) for fault in _contents(entry)]
    try:
        sound = entry_hash(entry) == entry.hash
    except NotCanonical:
        sound = False
    if not sound:
        found.append(_at(place, "entry {place} was altered: its hash is not that of what it says", {"place": place}))
    return found


def _contents(entry: Entry) -> list[Fault]:
    found = [*payload_faults(entry.kind, entry.role, entry.payload), *personal_faults(entry.kind, entry.commitments)]
    found.extend(
        Fault("this is not a SHA-256 of 64 hexadecimal digits", field=name)
        for name, value in entry.commitments.items()
        if not is_sha256(value)
    )
    if not is_stamp(entry.at):
        found.append(Fault("{at} is not a moment written YYYY-MM-DDThh:mm:ssZ", {"at": entry.at}, field="at"))
    return found


def _at(place: int, what: str, figures: Mapping[str, object] = NOTHING, field: str = "") -> Fault:
    return Fault(what, figures, FILE, place, field)
