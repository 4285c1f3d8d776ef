"""Rows of ideas and proposals while they are worked on. What was decided about them stands in the record alone."""

from django.db import models

from commonweal.web.store.models.record import EntryRow


class IdeaRow(models.Model):
    """An idea as it came in. Once it is published, its words are in the record's care and leave this row."""

    name = models.CharField(max_length=100, unique=True)
    round = models.CharField(max_length=200, db_index=True)
    title = models.CharField(max_length=200)
    words = models.TextField()
    channel = models.CharField(max_length=40)
    led_by = models.CharField(max_length=40)
    helper = models.CharField(max_length=60)
    neighbourhood = models.CharField(max_length=100)
    contact = models.TextField()
    token = models.CharField(max_length=64)
    at = models.CharField(max_length=40)
    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+", null=True)

    def __str__(self) -> str:
        """Name the idea, never what it says."""
        return self.name


class ProposalRow(models.Model):
    """What of a proposal is its proposer's own: how to reach them, and the hash of their private link."""

    name = models.CharField(max_length=100, unique=True)
    round = models.CharField(max_length=200, db_index=True)
    contact = models.TextField()
    token = models.CharField(max_length=64)

    def __str__(self) -> str:
        """Name the proposal."""
        return self.name


class WaitingProposalRow(models.Model):
    """A proposal as it was put forward or changed, until somebody has read it. Nothing of it is in the record."""

    proposal = models.OneToOneField(ProposalRow, on_delete=models.CASCADE, related_name="waiting")
    canonical = models.TextField()
    role = models.CharField(max_length=60)
    at = models.CharField(max_length=40)
    times = models.IntegerField()
    declined = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+", null=True)

    def __str__(self) -> str:
        """Name the row by its number, never by what it says."""
        return f"waiting {self.pk}"


class AnswerRow(models.Model):
    """An answer to a question of the form, which its body may use again."""

    proposal = models.ForeignKey(ProposalRow, on_delete=models.CASCADE, related_name="answers")
    organisation = models.CharField(max_length=100, db_index=True)
    question = models.CharField(max_length=100)
    text = models.TextField()

    class Meta:
        """A question has one answer in a proposal."""

        constraints = (models.UniqueConstraint(fields=["proposal", "question"], name="one_answer_a_question"),)

    def __str__(self) -> str:
        """Name the question, never the answer."""
        return f"{self.proposal_id} {self.question}"


class ShareRow(models.Model):
    """A partner's part in a proposal."""

    proposal = models.ForeignKey(ProposalRow, on_delete=models.CASCADE, related_name="shares")
    organisation = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    does = models.CharField(max_length=200)
    pence = models.BigIntegerField()

    class Meta:
        """A partner stands once in a proposal."""

        constraints = (models.UniqueConstraint(fields=["proposal", "organisation"], name="one_share_a_partner"),)

    def __str__(self) -> str:
        """Name the partner."""
        return self.organisation


class ReviewerRow(models.Model):
    """The seat of whoever made a review, so that somebody else decides an appeal against it. Never changed."""

    entry = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=100)

    def __str__(self) -> str:
        """Name the review by its entry."""
        return f"entry {self.entry_id}"


class UrgentRow(models.Model):
    """An urgent concern about somebody's safety. No row of an idea or proposal points here, and this points to none."""

    name = models.CharField(max_length=100, unique=True)
    at = models.CharField(max_length=40)
    words = models.TextField()
    place = models.CharField(max_length=200)
    contact = models.TextField()
    state = models.CharField(max_length=40)
    taken_by = models.CharField(max_length=60)
    ended = models.CharField(max_length=40)

    def __str__(self) -> str:
        """Name the concern, never what it says."""
        return self.name
