"""Who acts, as pages show it: people with their roles, invitations, and acts that wait for a second person."""

from datetime import datetime

from commonweal.terms.sentences import Sentence, say
from commonweal.web import timetable
from commonweal.web.reads import stored
from commonweal.web.reads.site import site
from commonweal.web.store import people
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


def waiting(number: int) -> Waiting | None:
    """Give an act that waits or waited for a second person."""
    return people.waiting(number)


def all_waiting(at: datetime) -> tuple[Waiting, ...]:
    """Give every act that waits for a second person."""
    return people.all_waiting(at)


def role_choices() -> list[tuple[str, Sentence]]:
    """Give every role that is held, as choices: ``SEAT/ROLE`` and who holds it."""
    return [(f"{seat}/{role}", say("{name}, {role}", name=name, role=role)) for seat, name, role in people.every_role()]
