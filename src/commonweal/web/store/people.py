"""People who act, as values: from rows, and to rows."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import connection

from commonweal.record.entries import Entry
from commonweal.web.rights import Actors
from commonweal.web.store import models

_WITH_ROLES = (
    "SELECT p.name, EXISTS (SELECT 1 FROM mfa_authenticator a WHERE a.user_id = p.id), "
    "r.role, r.organisation, r.until, r.began_id FROM store_personrow p "
    "LEFT JOIN store_rolerow r ON r.person_id = p.id AND r.ended_id IS NULL WHERE p.seat = %s ORDER BY r.id"
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role that somebody holds.

    Attributes:
        role: one of :data:`commonweal.record.kinds.ROLES`.
        organisation: the body that they act for, or "".
        until: the last day of it, or None where it has no end.
        entry: number of the entry that told of it.
    """

    role: str
    organisation: str
    until: date | None
    entry: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in.

    Attributes:
        seat: what stands for them in the record.
        name: what they are called.
        roles: what they hold now, in order of appointment.
        second_step: whether a device of theirs is asked when they sign in.
    """

    seat: str
    name: str
    roles: tuple[Role, ...]
    second_step: bool = False


@dataclass(frozen=True, slots=True)
class Appointment:
    """A role that somebody is invited to take.

    Attributes:
        role: one of :data:`commonweal.record.kinds.ROLES`.
        organisation: the body that they would act for, or "".
        kind: how they come to the board (resident, elected, organisation or officer), or "".
        until: the last day of it, or None where it has no end.
    """

    role: str
    organisation: str = ""
    kind: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """An act as it was begun by the first of two people.

    Attributes:
        act: name of the act, as its page has it.
        subject: what it is about: identifiers with ``/`` between them, or "".
        form: what was filled in, as JSON: each field's name to its values.
        role: the role of whoever began it.
        person: their seat.
    """

    act: str
    subject: str
    form: str
    role: str
    person: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation to take a role.

    Attributes:
        id: its number.
        email: where it was sent.
        name: whom it is for.
        to: the role it is for.
        by_role: who invites.
        by_second: the second person's role, where two people invite, or "".
        expires: the moment after which it is refused.
        state: "open", "taken" or "withdrawn".
    """

    id: int
    email: str
    name: str
    to: Appointment
    by_role: str
    by_second: str
    expires: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An act that waits for a second person.

    Attributes:
        id: its number.
        begun: what was begun, and by whom.
        name: what whoever began it is called.
        made: when it was begun.
        expires: when it falls.
        state: "waiting", "done" or "declined".
        reason: why it was declined, or "".
    """

    id: int
    begun: Begun
    name: str
    made: datetime
    expires: datetime
    state: str
    reason: str


def person_of(seat: str, today: date) -> Person | None:
    """Give the person of a seat with the roles held on a day; None where there is no such seat."""
    with connection.cursor() as cursor:  # asked for every page of whoever is signed in
        cursor.execute(_WITH_ROLES, [seat])
        found = cursor.fetchall()
    if not found:
        return None
    held = (Role(role, body, _day(until), began) for *_, role, body, until, began in found if began is not None)
    now = tuple(role for role in held if role.until is None or role.until >= today)
    return Person(seat, found[0][0], now, second_step=bool(found[0][1]))


def person_with(email: str) -> bool:
    """Say whether somebody signs in with this address."""
    return models.PersonRow.objects.filter(email__iexact=email).exists()


def is_at(seat: str, email: str) -> bool:
    """Say whether the person of a seat signs in with this address."""
    return models.PersonRow.objects.filter(seat=seat, email__iexact=email).exists()


def holders(role: str, today: date) -> tuple[str, ...]:
    """Give the seats of everybody who holds a role on a day."""
    rows = models.RoleRow.objects.select_related("person").filter(role=role, ended=None, person__is_active=True)
    return tuple(row.person.seat for row in rows.order_by("id") if not row.until or row.until >= today)


def every_role() -> tuple[tuple[str, str, str], ...]:
    """Give seat, name and role of everybody who holds one, in order of appointment."""
    rows = models.RoleRow.objects.select_related("person").filter(ended=None).order_by("id")
    return tuple((row.person.seat, row.person.name, row.role) for row in rows)


def role_of(seat: str, role: str) -> tuple[int, str] | None:
    """Give the number of the row of a role that somebody holds and the body they hold it for, or None."""
    row = models.RoleRow.objects.filter(person__seat=seat, role=role, ended=None).order_by("id").first()
    return (row.pk, row.organisation) if row else None


def add_person(email: str, name: str, seat: str, password: str) -> None:
    """Make an account whose address is taken as true: the invitation was sent there."""
    row = models.PersonRow(email=email.lower(), name=name, seat=seat)
    row.set_password(password)
    row.save()


def add_role(seat: str, to: Appointment, entry: Entry) -> None:
    """Give somebody a role, from an entry on."""
    person = models.PersonRow.objects.get(seat=seat)
    models.RoleRow.objects.create(
        person=person, role=to.role, organisation=to.organisation, until=to.until, began_id=entry.number
    )


def end_role(row: int, entry: Entry) -> None:
    """End a role by an entry."""
    models.RoleRow.objects.filter(pk=row).update(ended_id=entry.number)


def add_invitation(token: str, email: str, name: str, to: Appointment, by: Actors, expires: datetime) -> int:
    """Keep an invitation by the hash of its token; give its number."""
    row = models.InvitationRow.objects.create(
        token=hashed(token),
        email=email.lower(),
        name=name,
        role=to.role,
        organisation=to.organisation,
        kind=to.kind,
        until=to.until,
        by_role=by.role,
        by_seat=by.person,
        by_second=by.second,
        expires=expires,
    )
    return row.pk


def invitation_by(token: str, *, hold: bool = False) -> Invitation | None:
    """Give the invitation of a token, holding it against others who take it at the same moment where asked."""
    rows = models.InvitationRow.objects.select_for_update() if hold else models.InvitationRow.objects
    row = rows.filter(token=hashed(token)).first()
    return _invitation(row) if row else None


def open_invitations(now: datetime) -> tuple[Invitation, ...]:
    """Give the invitations that can still be taken, oldest first."""
    rows = models.InvitationRow.objects.filter(state="open", expires__gt=now).order_by("id")
    return tuple(_invitation(row) for row in rows)


def set_invitation(number: int, state: str) -> int:
    """Move an open invitation to a state; give how many were moved, 0 or 1."""
    return models.InvitationRow.objects.filter(pk=number, state="open").update(state=state)


def close_invitations() -> int:
    """Withdraw every invitation that is open; give how many there were."""
    return models.InvitationRow.objects.filter(state="open").update(state="withdrawn")


def add_waiting(begun: Begun, made: datetime, expires: datetime) -> int:
    """Keep an act that waits for a second person; give its number."""
    person = models.PersonRow.objects.get(seat=begun.person)
    row = models.WaitingActRow.objects.create(
        act=begun.act,
        subject=begun.subject,
        form=begun.form,
        role=begun.role,
        person=person,
        made=made,
        expires=expires,
    )
    return row.pk


def waiting(number: int) -> Waiting | None:
    """Give an act that waits or waited for a second person."""
    row = models.WaitingActRow.objects.select_related("person").filter(pk=number).first()
    return _waiting(row) if row else None


def all_waiting(now: datetime) -> tuple[Waiting, ...]:
    """Give every act that waits for a second person, oldest first."""
    rows = models.WaitingActRow.objects.select_related("person").filter(state="waiting", expires__gt=now)
    return tuple(_waiting(row) for row in rows.order_by("id"))


def organisations_of(seat: str) -> frozenset[str]:
    """Give the organisations that somebody is a member of."""
    held = models.RoleRow.objects.filter(person__seat=seat, role="organisation member", ended=None)
    return frozenset(held.values_list("organisation", flat=True))


def decide_waiting(number: int, state: str, seat: str, reason: str = "") -> int:
    """Move a waiting act to a state; give how many were moved, 0 or 1."""
    person = models.PersonRow.objects.get(seat=seat)
    rows = models.WaitingActRow.objects.filter(pk=number, state="waiting")
    return rows.update(state=state, decided_by=person, reason=reason)


def hashed(token: str) -> str:
    """Give what is kept of a token: its SHA-256."""
    return sha256(token.encode()).hexdigest()


def _day(kept: date | str | None) -> date | None:
    """Give a day as PostgreSQL tells it, or as SQLite does: in writing."""
    return date.fromisoformat(kept) if isinstance(kept, str) else kept


def _invitation(row: models.InvitationRow) -> Invitation:
    to = Appointment(row.role, row.organisation, row.kind, row.until)
    return Invitation(row.pk, row.email, row.name, to, row.by_role, row.by_second, row.expires, row.state)


def _waiting(row: models.WaitingActRow) -> Waiting:
    begun = Begun(row.act, row.subject, row.form, row.role, row.person.seat)
    return Waiting(row.pk, begun, row.person.name, row.made, row.expires, row.state, row.reason)
