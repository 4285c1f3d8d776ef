"""The mails that people who act get: an invitation, and a link to choose a new password."""

from django.db import transaction

from commonweal.terms.sentences import say
from commonweal.web import environment, mail
from commonweal.web.procedures.invite_person import DAYS
from commonweal.web.reads.site import site
from commonweal.web.roles import called


def invitation_link(token: str) -> str:
    """Give the whole link of an invitation, as it is reached from outside."""
    return f"{environment.address()}/invitation/{token}/"


def send_invitation(email: str, name: str, role: str, token: str) -> bool:
    """Send somebody the link to take a role; say whether it was handed on."""
    place = site().name
    return mail.send(
        email,
        say("{place} asks you to act as {role}", place=place, role=called(role)),
        (
            say("Dear {name},", name=name),
            say("{place} asks you to act as {role}. Open this link to take the role:", place=place, role=called(role)),
            invitation_link(token),
            say("It works once, for {days} days. Give it to nobody else: whoever opens it takes the role.", days=DAYS),
            say("If you do not know what this is about, throw this mail away. Nothing happens then."),
        ),
    )


def send_invitation_once_kept(email: str, name: str, role: str, token: str) -> None:
    """Send it when what is done now is kept for good: never where it is only rehearsed, or is refused in the end."""
    transaction.on_commit(lambda: send_invitation(email, name, role, token))


def send_new_password(email: str, link: str) -> bool:
    """Send somebody the link to choose a new password; say whether it was handed on."""
    place = site().name
    return mail.send(
        email,
        say("A new password for {place}", place=place),
        (
            say(
                "Somebody asked for a new password for your account at {place}. Open this link to choose one:",
                place=place,
            ),
            link,
            say("You will still need the code from your device to sign in."),
            say("If it was not you, throw this mail away. Your password stays as it is."),
        ),
    )
