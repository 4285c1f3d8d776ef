"""The rows of one place. What is decided stands whole, as its canonical JSON or its files, and is never edited.

Every table but :class:`PersonalRow` refuses UPDATE and DELETE in the database itself (:mod:`.guards`); personal rows
refuse UPDATE and may be deleted, which is how a person's words are erased.
"""

from django.db import models


class FolderRow(models.Model):
    """A published folder, whole: a profile, a count or a plan, exactly as the verifier accepted it."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        """Name the folder by its kind, its name and the start of its hash."""
        return f"{self.kind} {self.name} {self.digest[:12]}"


class FileRow(models.Model):
    """One file of a published folder."""

    folder = models.ForeignKey(FolderRow, on_delete=models.PROTECT, related_name="files")
    path = models.CharField(max_length=300)
    data = models.BinaryField()

    class Meta:
        """A path stands once in a folder."""

        constraints = (models.UniqueConstraint(fields=["folder", "path"], name="one_file_a_path"),)

    def __str__(self) -> str:
        """Name the file by its path."""
        return self.path


class EntryRow(models.Model):
    """One entry of the public record; payload and commitments are their canonical JSON text."""

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=60)
    at = models.CharField(max_length=40)
    role = models.CharField(max_length=60)
    payload = models.TextField()
    commitments = models.TextField()
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        """Name the entry by its number and kind."""
        return f"{self.number} {self.kind}"


class PersonalRow(models.Model):
    """A person's words or name, kept apart from the entry that holds their salted commitment. Erased by deleting."""

    entry = models.ForeignKey(EntryRow, on_delete=models.PROTECT, related_name="personal")
    field = models.CharField(max_length=60)
    salt = models.CharField(max_length=64)
    text = models.TextField()

    class Meta:
        """A field stands once in an entry."""

        constraints = (models.UniqueConstraint(fields=["entry", "field"], name="one_text_a_field"),)

    def __str__(self) -> str:
        """Name where it belongs, never what it says."""
        return f"entry {self.entry_id}, {self.field}"


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


class PollRow(models.Model):
    """The rules of a round, frozen before anything is counted."""

    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    round = models.CharField(max_length=200, unique=True)
    canonical = models.TextField()

    def __str__(self) -> str:
        """Name the round."""
        return self.round


class CountRow(models.Model):
    """The count of a round, with the folder that lets anyone count again."""

    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    poll = models.OneToOneField(PollRow, on_delete=models.PROTECT, related_name="count")
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


class PlanRow(models.Model):
    """A hand-over plan that was adopted; the newest row holds."""

    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    folder = models.OneToOneField(FolderRow, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        """Name the folder it stands in."""
        return str(self.folder)
