"""Refusals and missing pages, told in the same look as every other page: what is wrong, and what you can do."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from commonweal.errors import CommonwealError, NotAllowed
from commonweal.formats.prose import prose
from commonweal.terms.sentences import Sentence, say
from commonweal.web.logs import pattern_of, tell
from commonweal.web.pages.fields import Upload
from commonweal.web.reads.shown import Said

_STATUS = {"CW7": 409}
_WRONG_INPUT = 400
LARGEST = Upload.LARGEST + 2_500_000
"""How many bytes a request may bring: the largest file, and the words around it."""


class Refusals:
    """Middleware that turns a refusal raised by a view into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, where it can be asked of a database and is no larger than a form may be.

        Nothing of what is sent was read before: whoever sends too much, signed in or not, fills no disk.

        Raises:
            Http404: at an address with a NUL in it, of which no database can be asked.
        """
        if "\0" in request.path_info:
            raise Http404
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length[:20]) > LARGEST:
            return too_large(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Tell a refusal; leave every other failure to Django."""
        return refused(request, error) if isinstance(error, CommonwealError) else None


def refused(request: HttpRequest, error: CommonwealError) -> HttpResponse:
    """Tell a refusal on a page of its own."""
    tell("refused", code=error.code, path=pattern_of(request))
    what, remedy = prose().refusal(error)
    faults = [prose().placed_fault(fault) for fault in error.faults]
    status = 403 if isinstance(error, NotAllowed) else _STATUS.get(error.code[:3], _WRONG_INPUT)
    return _told(request, status, say("This was refused"), what, remedy, {"faults": faults, "code": error.code})


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, and where to go."""
    del exception
    return _told(
        request,
        404,
        say("There is no such page"),
        say("Nothing has been published at this address, or the address has a slip in it."),
        say("Go to our place and follow the links from there. If a link on these pages brought you here, tell us."),
        {},
    )


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form did not come from our own page, or that its page had grown old."""
    del reason
    return _told(
        request,
        403,
        say("This form could not be taken"),
        say("It did not come from these pages, or your browser keeps no cookies, or the page had been open too long."),
        say("Go back, load the page again, and send it once more. What you typed is still in your browser."),
        {},
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """Say that more was sent than any form takes; nothing of it was read."""
    return _told(
        request,
        413,
        say("This form could not be taken"),
        say("This file is larger than 20 MB. Choose a smaller one."),
        say("Go back, load the page again, and send it once more. What you typed is still in your browser."),
        {},
    )


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, without asking the database anything."""
    return render(
        request,
        "pages/failed.html",
        {"lang": "en-GB"},
        status=500,
    )


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request was not one we can answer."""
    del exception
    return _told(
        request,
        400,
        say("We could not read that request"),
        say("Your browser asked for something in a form that these pages do not use."),
        say("Go to our place and follow the links from there."),
        {},
    )


def _told(
    request: HttpRequest, status: int, heading: Sentence, what: Said, remedy: Said, more: dict[str, object]
) -> HttpResponse:
    context = {"heading": heading, "what": what, "remedy": remedy} | more
    return render(request, "pages/refused.html", context, status=status)
