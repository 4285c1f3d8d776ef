"""Pages made without a request: of a profile by itself, or of places side by side."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.template.loader import render_to_string

from commonweal.formats.prose import spoken_now
from commonweal.web.pages.context import language
from commonweal.web.reads.site import Site


def rendered(template: str, address: str, ours: Site, shown: Mapping[str, Any]) -> str:
    """Render a page for disk, with what every page bears.

    Args:
        template: the template's name.
        address: the page's address, from which the place bar tells where one is.
        ours: what every page bears.
        shown: what this page shows.
    """
    bears = {"ours": ours, "lang": language(), "live": False, "switches": (), "unread": not spoken_now().reviewed}
    return render_to_string(template, {**bears, **shown, "request": SimpleNamespace(path_info=address)})
