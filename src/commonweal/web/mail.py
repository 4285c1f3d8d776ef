"""Sending mail: plain text, to one person, with nothing in it that tells whether it was read."""

import os
from collections.abc import Sequence
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection

from commonweal.formats.prose import prose
from commonweal.terms.sentences import Sentence
from commonweal.web import environment
from commonweal.web.logs import tell


def is_sent() -> bool:
    """Say whether mail is sent from this place at all.

    Raises:
        BadMailUrl: where COMMONWEAL_MAIL is not understood.
    """
    return environment.mail(environment.place_folder(os.environ)) is not None


def send(to: str, subject: Sentence, paragraphs: Sequence[Sentence | str]) -> bool:
    """Send a mail now, and say whether it was handed on. A failure is told by its class, never with the address.

    It is sent at once and not by the worker: what waits for the worker lies in the database, and the links in our mails
    must not.

    Args:
        to: the address.
        subject: on one line.
        paragraphs: what it says.

    Raises:
        BadMailUrl: where COMMONWEAL_MAIL is not understood.
    """
    post = environment.mail(environment.place_folder(os.environ))
    if post is None:
        return False
    said = [part if isinstance(part, str) else prose().text(part) for part in paragraphs]
    line = " ".join(prose().text(subject).split())
    headers = {"Auto-Submitted": "auto-generated"}
    try:
        connection = get_connection(post.backend, **post.options)
        mail = EmailMessage(line, "\n\n".join(said) + "\n", post.sender, [to], headers=headers, connection=connection)
        return bool(mail.send())
    except (SMTPException, OSError, ValueError) as bad:
        tell("mail failed", code=type(bad).__qualname__)
        return False
