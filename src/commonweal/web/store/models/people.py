"""Rows of people who act: their accounts, the roles they hold, invitations, and acts that wait for a second person."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from commonweal.web.store.models.record import EntryRow


class PersonRow(AbstractBaseUser):
    """Somebody who signs in. The seat stands for them in the record; name and address stay here and can be erased."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    seat = models.CharField(max_length=20, unique=True)
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "seat"]

    def __str__(self) -> str:
        """Name the seat, never the person."""
        return self.seat


class RoleRow(models.Model):
    """A role that somebody holds, from the entry that told of it until the one that ended it."""

    person = models.ForeignKey(PersonRow, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=60)
    organisation = models.CharField(max_length=100, blank=True)
    until = models.DateField(null=True)
    began = models.OneToOneField(EntryRow, on_delete=models.PROTECT, related_name="+")
    ended = models.OneToOneField(EntryRow, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        """Name the seat and the role."""
        return f"{self.person} {self.role}"


class InvitationRow(models.Model):
    """An invitation to take a role. Only the hash of its token is kept; it is used once, and not after it expires."""

    token = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=60)
    organisation = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    until = models.DateField(null=True)
    by_role = models.CharField(max_length=60)
    by_seat = models.CharField(max_length=20, blank=True)
    by_second = models.CharField(max_length=60, blank=True, default="")
    expires = models.DateTimeField()
    state = models.CharField(max_length=20, default="open")

    def __str__(self) -> str:
        """Name the role it is for."""
        return f"invitation to be {self.role}"


class WaitingActRow(models.Model):
    """An act that needs two people and has one: it is done when the second confirms, or falls when it expires."""

    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=300, blank=True)
    form = models.TextField()
    role = models.CharField(max_length=60)
    person = models.ForeignKey(PersonRow, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField()
    expires = models.DateTimeField()
    state = models.CharField(max_length=20, default="waiting")
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(PersonRow, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        """Name the act and its state."""
        return f"{self.act} {self.subject} {self.state}"
