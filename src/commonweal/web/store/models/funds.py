"""Rows of funds: each constitution whole. What moved is told by the record alone."""

from django.db import models

from commonweal.web.store.models.record import EntryRow


class FundRow(models.Model):
    """A constitution as it was published; the newest row of a fund holds."""

    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    fund = models.CharField(max_length=100)
    canonical = models.TextField()

    def __str__(self) -> str:
        """Name the fund."""
        return self.fund
