"""Urgent concerns: kept apart from ideas and proposals, never joined to them, and erased when they are old."""

from dataclasses import dataclass

from commonweal.errors import UnknownName
from commonweal.web.store import models

TABLE = "store_urgentrow"


@dataclass(frozen=True, slots=True)
class StoredConcern:
    """An urgent concern, for those who triage it.

    Attributes:
        id: its identifier.
        at: when it was raised.
        words: what was said.
        place: where, "" where nobody said.
        contact: how to reach whoever raised it, "" where they did not say.
        state: where it stands.
        taken_by: the role of whoever took it up, "" before that.
        ended: when it was closed, "" before that.
    """

    id: str
    at: str
    words: str
    place: str
    contact: str
    state: str
    taken_by: str
    ended: str


def concerns() -> tuple[StoredConcern, ...]:
    """Give every urgent concern that is kept, the oldest first."""
    return tuple(_concern(row) for row in models.UrgentRow.objects.order_by("id"))


def concern(name: str) -> StoredConcern:
    """Give an urgent concern.

    Raises:
        UnknownName: where none of that name is kept.
    """
    row = models.UrgentRow.objects.filter(name=name).first()
    if row is None:
        raise UnknownName(kind="urgent concern", name=name, nearest="")
    return _concern(row)


def keep_concern(told: StoredConcern) -> None:
    """Keep an urgent concern."""
    models.UrgentRow.objects.create(
        name=told.id,
        at=told.at,
        words=told.words,
        place=told.place,
        contact=told.contact,
        state=told.state,
        taken_by=told.taken_by,
        ended=told.ended,
    )


def move_concern(name: str, state: str, taken_by: str, ended: str) -> None:
    """Keep where an urgent concern now stands, who took it up, and when it ended."""
    models.UrgentRow.objects.filter(name=name).update(state=state, taken_by=taken_by, ended=ended)


def erase_ended(before: str) -> int:
    """Destroy the concerns that were closed before a moment (``YYYY-MM-DDThh:mm:ssZ``); give how many."""
    rows = models.UrgentRow.objects.exclude(ended="").filter(ended__lt=before)
    return rows.delete()[0]


def _concern(row: models.UrgentRow) -> StoredConcern:
    return StoredConcern(row.name, row.at, row.words, row.place, row.contact, row.state, row.taken_by, row.ended)
