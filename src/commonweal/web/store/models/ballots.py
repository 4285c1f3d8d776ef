"""Rows of ballots. Who may vote and what was chosen stand in tables that nothing joins.

No row of a ballot holds a number that counts up or a time finer than the day, and no table holds a total.
"""

from django.db import models

from commonweal.web.store.models.record import EntryRow


class KeyRow(models.Model):
    """The public key to which the ballots of a round are sealed."""

    round = models.CharField(max_length=200, unique=True)
    public = models.CharField(max_length=64)

    def __str__(self) -> str:
        """Name the round and the start of its key."""
        return f"{self.round} {self.public[:12]}"


class RoundSecretRow(models.Model):
    """The key that turns codes into what is stored of them; destroyed when the result stands."""

    round = models.CharField(max_length=200, unique=True)
    round_key = models.BinaryField()

    def __str__(self) -> str:
        """Name the round, never its key."""
        return self.round


class RegisterRow(models.Model):
    """A person who may vote; erased by deleting, which leaves their code and their ballot as they are."""

    round = models.CharField(max_length=200)
    number = models.IntegerField()
    name = models.TextField()
    address = models.TextField()
    area = models.CharField(max_length=100)

    class Meta:
        """A number stands once in a round's register."""

        constraints = (models.UniqueConstraint(fields=["round", "number"], name="one_person_a_number"),)

    def __str__(self) -> str:
        """Name the round and the number, never the person."""
        return f"{self.round} {self.number}"


class CredentialRow(models.Model):
    """A code that was issued, as what gives no code back; ``voided`` is the day it was replaced, or ""."""

    round = models.CharField(max_length=200)
    nullifier = models.CharField(max_length=64)
    area = models.CharField(max_length=100)
    channel = models.CharField(max_length=20)
    voided = models.CharField(max_length=10, default="")
    register = models.ForeignKey(RegisterRow, on_delete=models.SET_NULL, null=True, related_name="codes")

    class Meta:
        """A code stands once in a round."""

        constraints = (models.UniqueConstraint(fields=["round", "nullifier"], name="one_code_a_round"),)

    def __str__(self) -> str:
        """Name the round and the start of what stands for the code."""
        return f"{self.round} {self.nullifier[:12]}"


class CastRow(models.Model):
    """That a code was used, and how its ballot came in; never what was chosen. Its key is drawn, and tells no order."""

    id = models.CharField(max_length=32, primary_key=True)
    round = models.CharField(max_length=200)
    nullifier = models.CharField(max_length=64)
    channel = models.CharField(max_length=20)
    helper = models.CharField(max_length=60)
    batch = models.CharField(max_length=100)
    day = models.CharField(max_length=10)

    class Meta:
        """One person, one ballot."""

        constraints = (models.UniqueConstraint(fields=["round", "nullifier"], name="one_ballot_a_code"),)

    def __str__(self) -> str:
        """Name the round and the start of what stands for the code."""
        return f"{self.round} {self.nullifier[:12]}"


class SealedRow(models.Model):
    """A sealed ballot by its receipt; destroyed when the ballots are opened."""

    hash = models.CharField(max_length=64, primary_key=True)
    round = models.CharField(max_length=200, db_index=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        """Name the round and the start of the receipt."""
        return f"{self.round} {self.hash[:12]}"


class ReceiptListRow(models.Model):
    """The sorted receipts of a round, one a line, as they were published at the close."""

    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    round = models.CharField(max_length=200, unique=True)
    receipts = models.TextField()

    def __str__(self) -> str:
        """Name the round."""
        return self.round


class OpenedRow(models.Model):
    """A distinct ballot that was opened, and how many voters cast it."""

    entry = models.ForeignKey(EntryRow, on_delete=models.PROTECT, related_name="+")
    round = models.CharField(max_length=200)
    canonical = models.TextField()
    voters = models.IntegerField()

    class Meta:
        """Equal ballots stand once."""

        constraints = (models.UniqueConstraint(fields=["round", "canonical"], name="equal_ballots_once"),)

    def __str__(self) -> str:
        """Name the round."""
        return self.round


class PaperBatchRow(models.Model):
    """Paper ballots that are taken from their envelopes together."""

    round = models.CharField(max_length=200)
    name = models.CharField(max_length=100)

    class Meta:
        """A name stands once in a round."""

        constraints = (models.UniqueConstraint(fields=["round", "name"], name="one_batch_a_name"),)

    def __str__(self) -> str:
        """Name the round and the batch."""
        return f"{self.round} {self.name}"


class PaperRow(models.Model):
    """A paper ballot as two people read it, and what was decided where they differ; destroyed at the opening."""

    batch = models.ForeignKey(PaperBatchRow, on_delete=models.PROTECT, related_name="papers")
    number = models.IntegerField()
    first = models.TextField()
    first_by = models.CharField(max_length=60)
    second = models.TextField(default="")
    second_by = models.CharField(max_length=60, default="")
    decided = models.TextField(default="")
    reason = models.CharField(max_length=60, default="")

    class Meta:
        """A number stands once in a batch."""

        constraints = (models.UniqueConstraint(fields=["batch", "number"], name="one_paper_a_number"),)

    def __str__(self) -> str:
        """Name the batch and the number."""
        return f"{self.batch} {self.number}"
