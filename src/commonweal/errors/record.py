"""What the public record refuses: codes CW5."""

from commonweal.errors.base import CommonwealError


class EntryRefused(CommonwealError):
    """An entry that the record does not take: an unknown kind, a wrong field, a time that runs backwards."""

    code = "CW501"
    what = "The record does not take this {kind} entry: {faults} fault(s)."
    remedy = "Mend each field named below; the documentation lists every kind of entry with its fields."


class RecordBroken(CommonwealError):
    """A record whose chain does not hold together."""

    code = "CW502"
    what = "The record is broken in {faults} place(s); nothing was added to it or published from it."
    remedy = "Restore the newest backup that verifies, and ask whoever keeps a checkpoint to compare."
