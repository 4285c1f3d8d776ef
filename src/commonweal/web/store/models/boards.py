"""Rows of a board's work in hand. What the board did is told by the record alone."""

from django.db import models


class MeetingDraftRow(models.Model):
    """A meeting while it is prepared or its minutes are written: changed freely, and gone once it is published."""

    meeting = models.CharField(max_length=100, unique=True)
    text = models.TextField()

    def __str__(self) -> str:
        """Name the meeting."""
        return self.meeting
