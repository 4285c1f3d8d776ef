"""What allauth asks of us: nobody signs up by themself, and what a second step holds is stored encrypted."""

import base64
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from commonweal.formats.prose import prose
from commonweal.terms.sentences import say
from commonweal.web import environment
from commonweal.web.pages.people.mails import send_new_password
from commonweal.web.reads.site import site


class Accounts(DefaultAccountAdapter):
    """Accounts are made by invitation alone; nothing is said in passing, and no mail tells where somebody was."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: roles are given."""
        del request
        return False

    def add_message(self, *args: Any, **named: Any) -> None:
        """Say nothing in passing: each page says what was done."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send the link to choose a new password, where mail is sent; allauth has no other mail to send for us."""
        if template_prefix == "account/email/password_reset_key":
            send_new_password(email, context["password_reset_url"])

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Begin the link with the place's own address, never with what the browser says that it asked."""
        return f"{environment.address()}/account/new-password/{key}/"

    def send_notification_mail(self, *args: Any, **named: Any) -> None:
        """Send no mail that names somebody's address on the network or browser."""


class SecondStep(DefaultMFAAdapter):
    """The second step of signing in: a code from a device that whoever signs in holds."""

    def get_totp_issuer(self) -> str:
        """Name the place, so that people with several accounts find the right code."""
        name = site().name
        return name if isinstance(name, str) else prose().text(say("commonweal"))

    def encrypt(self, text: str) -> str:
        """Encrypt what the device and we share: a copy of the database gives nobody the second step."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt it."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(b"second step" + settings.SECRET_KEY.encode()).digest()))
