"""Who made each review: kept beside the record, so that somebody else decides the appeal."""

from commonweal.record.entries import Entry
from commonweal.web.store import models, read


def keep_reviewer(entry: Entry, person: str) -> None:
    """Keep the seat of whoever made a review, "" where nobody signed in."""
    models.ReviewerRow.objects.create(entry_id=entry.number, person=person)


def reviewer_of(number: int) -> tuple[str, str]:
    """Give role and seat of whoever made a review; the seat is "" where nobody signed in."""
    row = models.ReviewerRow.objects.filter(entry_id=number).first()
    return read.entry(number).role, row.person if row else ""
