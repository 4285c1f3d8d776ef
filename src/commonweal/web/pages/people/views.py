"""Taking an invitation, and the ends of the ways of signing in."""

from allauth.account import views as account
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django import forms
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from commonweal.errors import CommonwealError, InvitationRefused
from commonweal.terms.sentences import say
from commonweal.web import clock, mail
from commonweal.web.pages.fields import Secret, Words
from commonweal.web.pages.people.signed_in import person_of
from commonweal.web.pages.refusals import refused
from commonweal.web.pages.shown_forms import shown
from commonweal.web.procedures.accept_invitation import accept_invitation, invitation_fault
from commonweal.web.reads import who
from commonweal.web.rights import Actors
from commonweal.web.roles import called


class Begin(forms.Form):
    """What somebody new writes to take a role."""

    name = Words(
        say("Your name"),
        say("It is shown with your role on the page of the board."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password1 = Secret(
        say("Choose a password"),
        say("Twelve characters or more. Several words that only you would put together are easy to remember."),
    )
    password2 = Secret(say("The same password again"))

    def __init__(self, *args: object, email: str = "", **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.email = email

    def clean(self) -> dict[str, object]:
        """Hold the passwords against each other and against what is easily guessed."""
        given = super().clean() or {}
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", forms.ValidationError("differ", code="password_mismatch"))
        if first:
            try:
                validate_password(first, get_user_model()(email=self.email, name=str(given.get("name", ""))))
            except forms.ValidationError as weak:
                self.add_error("password1", weak)
        return given


class Take(forms.Form):
    """What somebody who is signed in sends to take a further role: nothing more."""


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation, and take it."""
    person, at = person_of(request), clock.now()
    found, fault = who.invitation(token), invitation_fault(token, at)
    if found is None or fault:
        return refused(request, InvitationRefused(*([fault] if fault else [])))
    if person is None and who.has_account(found.email):
        return HttpResponseRedirect(f"{reverse('account_login')}?next={request.path}")
    data = request.POST if request.method == "POST" else None
    form = Take(data) if person else Begin(data, email=found.email, initial={"name": found.name})
    wrong: CommonwealError | None = None
    if data is not None and form.is_valid():
        try:
            return _taken(request, token, person.seat if person else "", form.cleaned_data or {"name": found.name})
        except CommonwealError as bad:
            wrong = bad
    context = {
        "title": say("You are invited to be {role}", role=called(found.to.role)),
        "lead": who.welcome(found),
        "shown": shown(form, wrong),
        "button": say("Take this role"),
        "beside": say("That you took this role becomes an entry of the public record."),
    }
    return render(request, "pages/act.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """Send a link to choose a new password by mail; where no mail is sent, say whom to ask."""
    if mail.is_sent():
        answer: HttpResponse = account.password_reset(request)
        return answer
    return render(request, "account/ask_for_password.html")


def _taken(request: HttpRequest, token: str, seat: str, given: dict[str, str]) -> HttpResponse:
    password = given.get("password1", "")
    found = who.invitation(token)
    accept_invitation(
        token, name=given["name"], password=password, seat=seat, at=clock.now(), actors=Actors("resident", person=seat)
    )
    if found is not None and not seat:
        user = authenticate(request, email=found.email, password=password)
        perform_login(request, Login(user=user))
        # The password was written a moment ago: setting up the second step need not ask for it again.
        record_authentication(request, user, method="password", reauthenticated=True)
    return HttpResponseRedirect(reverse("work:desk"))
