"""Rows of the public record, and of the personal words that stand apart from it."""

from django.db import models


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
