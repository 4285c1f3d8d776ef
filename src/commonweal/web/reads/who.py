"""Who acts, as pages show it: people with their roles, invitations, and acts that wait for a second person."""

from datetime import datetime

from commonweal.terms.sentences import Sentence, say
from commonweal.web import timetable
from commonweal.web.reads import stored
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
        role=called(found.to.role),
        email=found.email,
    )


def open_invitations(at: datetime) -> tuple[Invitation, ...]:
    """Give the invitations that can still be taken."""
    return people.open_invitations(at)


def invitation_choices(at: datetime, *, named: bool) -> list[tuple[str, Sentence]]:
    """Give the invitations that can still be taken, as choices: their number, and what they are.

    Args:
        at: when.
        named: whether to say whom they are for; the steward is told no name and no address.
    """
    return [(str(one.id), _invited(one, named=named)) for one in open_invitations(at)]


def _invited(one: Invitation, *, named: bool) -> Sentence:
    role, day = called(one.to.role), one.expires.date()
    if not named:
        return say("an invitation as {role}, open until {day}", role=role, day=day)
    return say("{name}, {email}: {role}, until {day}", name=one.name, email=one.email, role=role, day=day)


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
