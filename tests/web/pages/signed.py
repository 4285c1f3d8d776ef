"""People who are signed in by both steps, with a role each, as Django's test client."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)


def person(role: str, *, seat: str = "", organisation: str = "", at: datetime = NOW) -> str:
    """Give somebody a role by invitation, and the seat they then have."""
    from django.contrib.auth import get_user_model

    from commonweal.web.procedures.accept_invitation import accept_invitation
    from commonweal.web.procedures.invite_officer import invite_officer
    from commonweal.web.procedures.invite_person import OFFICERS, invite_person
    from commonweal.web.reads.who import Appointment
    from commonweal.web.rights import Actors

    known = get_user_model().objects.filter(seat=seat).first() if seat else None
    number = get_user_model().objects.count()
    email = known.email if known else f"person{number}@example.org"
    token = f"token-{role}-{number}-{seat}".replace(" ", "-")
    to = Appointment(role, organisation)
    whom: dict[str, Any] = {"email": email, "name": f"Somebody {number}", "to": to, "token": token, "at": at}
    if role in OFFICERS:
        invite_officer(**whom, actors=Actors("board secretary", "council officer"))
    else:
        invite_person(**whom, actors=Actors("board secretary"))
    taken = accept_invitation(
        token,
        name=f"Somebody {number}",
        password="a long and odd password",
        seat=seat,
        at=at,
        actors=Actors("resident", person=seat),
    )
    return taken[1]


def client(seat: str) -> Client:
    """Sign somebody in, with a second step that is set up."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.contrib.auth import get_user_model

    user: Any = get_user_model().objects.get(seat=seat)
    TOTP.activate(user, generate_totp_secret())
    made = Client(enforce_csrf_checks=False)
    made.force_login(user)
    return made


def sign_in(role: str, *, organisation: str = "", at: datetime = NOW) -> Client:
    """Give somebody a role and sign them in."""
    return client(person(role, organisation=organisation, at=at))
