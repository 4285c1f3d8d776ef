"""What every page bears: the place bar, the language, and the checkpoint it was made from."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from commonweal.formats.prose import prose, spoken_now
from commonweal.web import clock, timetable
from commonweal.web.pages.languages import switches
from commonweal.web.reads import stored
from commonweal.web.reads.site import site

FROM_DISK = "commonweal.from_disk"
"""Set in a request whose page is written to disk: such pages lead to nothing that needs a server."""


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """Give what every template may use; the database is asked only where a template does."""
    live = is_live(request)
    return {
        "ours": SimpleLazyObject(site),
        "lang": language(),
        "live": live,
        "switches": tuple(switches(request)) if live else (),
        "unread": not spoken_now().reviewed,
    }


def is_live(request: HttpRequest) -> bool:
    """Say whether a page is served, and not written to disk."""
    return FROM_DISK not in request.META


def as_of(request: HttpRequest) -> date:
    """Give the day that a page is shown for: today, or where it is written to disk the day of the newest entry.

    What is written to disk is the same whenever it is written from the same record.
    """
    entries = [] if is_live(request) else stored.entries()
    at = datetime.fromisoformat(entries[-1].at) if entries else clock.now()
    return timetable.local_day(at, stored.place())


def language() -> str:
    """Give the language of the words, as HTML names it.

    Examples:
        >>> language()
        'en-GB'
    """
    return str(prose().locale).replace("_", "-")
