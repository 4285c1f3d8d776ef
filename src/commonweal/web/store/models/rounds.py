"""Rows of rounds: their frozen rules, their counts, and the promises that awards became."""

from django.db import models

from commonweal.web.store.models.folders import FolderRow
from commonweal.web.store.models.record import EntryRow


class DraftRow(models.Model):
    """The rules of a round while they are drafted: changed freely, and seen by those alone who act."""

    round = models.CharField(max_length=100, unique=True)
    canonical = models.TextField()

    def __str__(self) -> str:
        """Name the round."""
        return self.round


class PollRow(models.Model):
    """The rules of a round, frozen before anything is counted."""

    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    round = models.CharField(max_length=200, unique=True)
    canonical = models.TextField()

    def __str__(self) -> str:
        """Name the round."""
        return self.round


class CountRow(models.Model):
    """A count of a round, with the folder that lets anyone count again; the newest that was not set aside holds."""

    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    poll = models.ForeignKey(PollRow, on_delete=models.PROTECT, related_name="counts")
    folder = models.OneToOneField(FolderRow, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        """Name the folder it stands in."""
        return str(self.folder)


class UndertakingRow(models.Model):
    """A promise that an award became."""

    entry = models.ForeignKey(EntryRow, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, unique=True)
    round = models.CharField(max_length=200)
    canonical = models.TextField()

    def __str__(self) -> str:
        """Name the undertaking."""
        return self.name
