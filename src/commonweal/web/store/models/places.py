"""Rows of a place, what it needs, and what moves in it."""

from django.db import models

from commonweal.web.store.models.folders import FolderRow
from commonweal.web.store.models.record import EntryRow


class PlaceRow(models.Model):
    """A place as it was published: settings, areas, sites, services and organisations; the newest row holds."""

    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    canonical = models.TextField()

    def __str__(self) -> str:
        """Name the place by the start of its hash."""
        return f"place {self.digest[:12]}"


class ProfileRow(models.Model):
    """A profile that was published; the newest row holds."""

    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    folder = models.OneToOneField(FolderRow, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        """Name the folder it stands in."""
        return str(self.folder)


class PlanRow(models.Model):
    """A hand-over plan that was adopted; the newest row holds."""

    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    folder = models.OneToOneField(FolderRow, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        """Name the folder it stands in."""
        return str(self.folder)
