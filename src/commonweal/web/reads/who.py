"""Who acts, as pages show it: people with their roles, invitations, and acts that wait for a second person."""

from datetime import datetime

from commonweal.terms.sentences import Sentence, say
from commonweal.web import timetable
from commonweal.web.reads import stored
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table
from commonweal.web.reads.site import site
from commonweal.web.roles import called
from commonweal.web.store import accounts, people
from commonweal.web.store.people import Appointment, Begun, Invitation, Person, Role, Waiting

__all__ = ["Appointment", "Begun", "Invitation", "Person", "Role", "Waiting"]


def person_of(seat: str, at: datetime) -> Person | None:
    """Give the person of a seat with the roles held at a moment."""
    return people.person_of(seat, timetable.local_day(at, stored.place()))


def invitation(token: str) -> Invitation | None:
    """Give the invitation of a token."""
    return people.invitation_by(token)


def has_account(email: str) -> bool:
    """Say whether somebody signs in with this address."""
    return people.person_with(email)


def welcome(found: Invitation) -> Sentence:
    """Say what an invitation is for."""
    place = site()
    return say(
        "{place} asks you to act as {role}. You will sign in with {email}, a password, and a code from your device.",
        place=place.name,
        role=found.to.role,
        email=found.email,
    )


def open_invitations(at: datetime) -> tuple[Invitation, ...]:
    """Give the invitations that can still be taken."""
    return people.open_invitations(at)


def invitation_choices(at: datetime) -> list[tuple[str, Sentence]]:
    """Give the invitations that can still be taken, as choices: their number, and whom they are for."""
    return [
        (str(one.id), say("{name}, {role}", name=one.name, role=called(one.to.role))) for one in open_invitations(at)
    ]


def invited(at: datetime) -> tuple[Section, ...]:
    """Show the invitations that can still be taken."""
    heading = say("Open invitations")
    rows = tuple(
        Row((Cell(one.name), Cell(called(one.to.role)), Cell(one.email), Cell(say("{day}", day=one.expires.date()))))
        for one in open_invitations(at)
    )
    if not rows:
        return (Section("invited", heading, said=(say("No invitation is open."),)),)
    columns = (Column(say("Name")), Column(say("Role")), Column(say("Email")), Column(say("Until")))
    return (Section("invited", heading, tables=(Table(say("Who is invited"), columns, rows),)),)


def waiting(number: int) -> Waiting | None:
    """Give an act that waits or waited for a second person."""
    return people.waiting(number)


def all_waiting(at: datetime) -> tuple[Waiting, ...]:
    """Give every act that waits for a second person."""
    return people.all_waiting(at)


def former_choices(at: datetime) -> list[tuple[str, Sentence]]:
    """Give everybody who has an account and holds no role any more, as choices: their seat, and who they are."""
    place = stored.place()
    today = timetable.local_day(at, place)
    return [
        (one.seat, say("{name}, whose last role ended on {day}", name=one.name, day=one.since))
        for one in accounts.former(lambda moment: timetable.local_day(moment, place), today)
    ]


def role_choices() -> list[tuple[str, Sentence]]:
    """Give every role that is held, as choices: ``SEAT/ROLE`` and who holds it."""
    return [
        (f"{seat}/{role}", say("{name}, {role}", name=name, role=called(role)))
        for seat, name, role in people.every_role()
    ]
