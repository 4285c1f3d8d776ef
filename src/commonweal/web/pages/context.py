"""What every page bears: the place bar, the language, and the checkpoint it was made from."""

from typing import Any

from commonweal.formats.prose import prose
from commonweal.web.reads.site import site


def common() -> dict[str, Any]:
    """Give what every template may use."""
    return {"site": site(), "lang": language()}


def language() -> str:
    """Give the language of the words, as HTML names it.

    Examples:
        >>> language()
        'en-GB'
    """
    return str(prose().locale).replace("_", "-")
