"""Rows of published folders, whole: exactly as the verifier accepted them."""

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
