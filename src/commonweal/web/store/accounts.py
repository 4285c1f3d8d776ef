"""Accounts of people who hold no role any more: since when, and what is left of them once they are erased."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db.models import QuerySet

from commonweal.web.store import models

SHREDDED = ("store_personrow", "store_invitationrow", "account_emailaddress", "mfa_authenticator")
"""Tables from whose files the destroyed rows are rid."""


@dataclass(frozen=True, slots=True)
class Former:
    """An account of somebody who holds no role any more.

    Attributes:
        id: the number of its row.
        seat: what stands for them in the record.
        name: what they are called.
        since: the last day on which they held a role.
    """

    id: int
    seat: str
    name: str
    since: date


def former(local_day: Callable[[datetime], date], today: date) -> Iterator[Former]:
    """Give the accounts of people who hold no role on a day, those that were erased left out.

    Args:
        local_day: gives the day that a moment falls on in this place.
        today: the day that is asked about.
    """
    rows = models.PersonRow.objects.exclude(name="").order_by("id").prefetch_related("roles__ended")
    for row in rows:
        roles = tuple(row.roles.all())
        if roles and all(role.ended or (role.until and role.until < today) for role in roles):
            last = [day for role in roles if (day := _last_day(role, local_day))]
            yield Former(row.pk, row.seat, row.name, max(last))


def erase(key: int) -> None:
    """Destroy what an account says of a person: name, address, password, second step, and invitations to the address.

    The seat stays, with the roles that the record tells of: nothing of it names anybody.
    """
    row = models.PersonRow.objects.get(pk=key)
    models.InvitationRow.objects.filter(email__iexact=row.email).delete()
    for app, model in (("account", "EmailAddress"), ("mfa", "Authenticator")):
        found: QuerySet[models.PersonRow] = apps.get_model(app, model)._default_manager.filter(user=row)  # noqa: SLF001
        found.delete()
    row.email, row.name, row.is_active, row.last_login = f"{row.seat}@erased.invalid", "", False, None
    row.set_unusable_password()
    row.save()


def _last_day(role: models.RoleRow, local_day: Callable[[datetime], date]) -> date | None:
    """Give the last day of a role, or None where it has none yet: where it ended early, the day on which it did."""
    ended = local_day(datetime.fromisoformat(role.ended.at)) if role.ended else None
    return min(filter(None, (ended, role.until)), default=None)
