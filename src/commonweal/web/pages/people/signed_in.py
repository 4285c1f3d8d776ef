"""Who is signed in, as a value; and the door that only they pass."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from commonweal.web import clock
from commonweal.web.reads import who
from commonweal.web.reads.who import Person

View = Callable[..., HttpResponse]


def person_of(request: HttpRequest) -> Person | None:
    """Give whoever is signed in, with the roles that they hold today."""
    seat = getattr(request.user, "seat", "")
    return who.person_of(seat, clock.now()) if seat else None


def signed_in(view: View) -> View:
    """Let through whoever is signed in by both steps; send everybody else to the step they lack.

    The view is given the person after the request.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        person = person_of(request)
        if person is None:
            return HttpResponseRedirect(f"{reverse('account_login')}?next={quote(request.get_full_path())}")
        if not person.second_step:
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return view(request, person, *args, **named)

    return guarded
