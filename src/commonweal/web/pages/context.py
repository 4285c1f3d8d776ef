"""What every page bears: the place bar, the language, and the checkpoint it was made from."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from commonweal.formats.prose import prose
from commonweal.web.reads.site import site

FROM_DISK = "commonweal.from_disk"
"""Set in a request whose page is written to disk: such pages lead to nothing that needs a server."""


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """Give what every template may use; the database is asked only where a template does."""
    return {"ours": SimpleLazyObject(site), "lang": language(), "live": FROM_DISK not in request.META}


def language() -> str:
    """Give the language of the words, as HTML names it.

    Examples:
        >>> language()
        'en-GB'
    """
    return str(prose().locale).replace("_", "-")
