"""A second person who signs on the screen of the first, without being signed in there: for what is never stored."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.http import HttpRequest

from commonweal.terms.sentences import say
from commonweal.web.pages.fields import Address, DeviceCode, Secret


class SecondHere(forms.Form):
    """What the second person writes: the same as when they sign in. Tries are counted as they are there.

    Attributes:
        seat: who it is, once the form is valid; "" before.
    """

    email = Address(say("The second person: email address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    password = Secret(say("The second person: password"), widget=forms.PasswordInput(attrs={"autocomplete": "off"}))
    code = DeviceCode(
        say("The second person: code from their device"),
        say("It works once: if something has to be put right, write the next one."),
        longest=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        super().__init__(data, prefix="second")
        self.request, self.seat = request, ""

    def clean(self) -> dict[str, Any]:
        """Hold address and password against the accounts, and then the code against the device."""
        given = super().clean() or {}
        if not self.errors:
            try:
                self._sign(str(given["email"]), str(given["password"]), str(given["code"]))
            except forms.ValidationError as many:
                self.add_error(None, many)
        return given

    def _sign(self, email: str, password: str, code: str) -> None:
        user: Any = get_adapter(self.request).authenticate(self.request, email=email, password=password)
        if user is None or not user.is_active or not is_mfa_enabled(user):
            self.add_error("password", forms.ValidationError("unknown", code="email_password_mismatch"))
            return
        step = AuthenticateForm({"code": code}, user=user)
        if step.is_valid():
            self.seat = user.seat
        else:
            self.add_error("code", step.errors.as_data()["code"])
