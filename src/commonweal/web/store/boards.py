"""The board: members, interests, meetings and decisions from the entries of the record, and drafts from their rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.record.entries import Entry
from commonweal.web.store import models, read
from commonweal.web.store.keep import text

MEMBER = "board member"


@dataclass(frozen=True, slots=True)
class Seat:
    """A role that somebody holds.

    Attributes:
        seat: the public name of the seat.
        role: the role.
        entry: the entry by which they took it.
        left: the entry by which they left it, or None.
    """

    seat: str
    role: str
    entry: Entry
    left: Entry | None


@dataclass(frozen=True, slots=True)
class Interest:
    """An interest that was declared.

    Attributes:
        id: its name.
        seat: whose it is.
        touches: the organisation or proposal that it is in.
        entry: the entry that declared it.
        ended: the entry that ended it, or None.
    """

    id: str
    seat: str
    touches: str
    entry: Entry
    ended: Entry | None


def seats() -> tuple[Seat, ...]:
    """Give every role that somebody took, in order, with how it ended."""
    found: list[Seat] = []
    for entry in read.entries_of("person_appointed", "person_left"):
        seat, role = entry.payload["seat"], entry.payload["appointed"]
        if entry.kind == "person_appointed":
            found.append(Seat(seat, role, entry, None))
        else:
            found = [
                Seat(one.seat, one.role, one.entry, entry)
                if (one.seat, one.role, one.left) == (seat, role, None)
                else one
                for one in found
            ]
    return tuple(found)


def member_seats() -> frozenset[str]:
    """Give the seats of those who are members of the board now."""
    return frozenset(one.seat for one in seats() if one.role == MEMBER and one.left is None)


def interests() -> tuple[Interest, ...]:
    """Give every interest that was declared, in order, with how it ended."""
    ended = {entry.payload["interest"]: entry for entry in read.entries_of("interest_ended")}
    return tuple(
        Interest(
            entry.payload["interest"],
            entry.payload["seat"],
            entry.payload["in"],
            entry,
            ended.get(entry.payload["interest"]),
        )
        for entry in read.entries_of("interest_declared")
    )


def open_interests() -> dict[str, frozenset[str]]:
    """Give what each person who acts has an open interest in: organisations and proposals, by the person's seat."""
    found: dict[str, frozenset[str]] = {}
    for one in interests():
        if one.ended is None:
            found[one.seat] = found.get(one.seat, frozenset()) | {one.touches}
    return found


def interest(name: str) -> Interest | None:
    """Give an interest by its name, or None where none of this name was declared."""
    return next((one for one in interests() if one.id == name), None)


def has(kind: str, field: str, name: str) -> bool:
    """Say whether an entry of a kind tells of a name."""
    return any(entry.payload[field] == name for entry in read.entries_of(kind))


def keep_draft(meeting: str, draft: Mapping[str, Any]) -> None:
    """Keep what is prepared of a meeting, in place of what was prepared before."""
    models.MeetingDraftRow.objects.update_or_create(meeting=meeting, defaults={"text": text(draft)})


def draft_of(meeting: str) -> Mapping[str, Any] | None:
    """Give what is prepared of a meeting, or None where nothing is."""
    row = models.MeetingDraftRow.objects.filter(meeting=meeting).first()
    return dict(json.loads(row.text)) if row else None


def drop_draft(meeting: str) -> None:
    """Delete what was prepared of a meeting, once it is published or given up."""
    models.MeetingDraftRow.objects.filter(meeting=meeting).delete()


def drafts() -> dict[str, Mapping[str, Any]]:
    """Give what is prepared of meetings, by the name of the meeting, oldest first."""
    return {row.meeting: dict(json.loads(row.text)) for row in models.MeetingDraftRow.objects.order_by("id")}
