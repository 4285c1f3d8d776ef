"""The pages of one profile as files that open from disk: those that the web shows, without a server or a database."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from commonweal.errors import PageFailed
from commonweal.formats.folders import folder_hash
from commonweal.web.pages.words import GLOSSARY, used
from commonweal.web.reads import needs_page, neighbourhood_page, sources_page
from commonweal.web.reads.alone import Alone, showing
from commonweal.web.reads.shown import Page
from commonweal.web.reads.site import site
from commonweal.web.reads.stored import Stored
from commonweal.web.rendered import rendered
from commonweal.web.static_site import addresses_in, asset, file_of, from_disk

_DATA = "/bundle/profile/"
_OF_A_RECORD = frozenset({"checkpoint", "entry", "record"})
"""Words of what a profile by itself does not stand in."""
_HOME = ("/", "/needs/")
_PAGES: tuple[tuple[re.Pattern[str], Callable[..., Page | None]], ...] = (
    (re.compile(r"/needs/"), needs_page.needs),
    (re.compile(r"/needs/([^/]+)/"), needs_page.service),
    (re.compile(r"/neighbourhoods/"), neighbourhood_page.listed),
    (re.compile(r"/neighbourhoods/([^/]+)/"), neighbourhood_page.one),
    (re.compile(r"/sources/"), sources_page.sources),
)


def profile_site(place: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the pages of a profile, and all that they link to: each a file with links that work from disk.

    Args:
        place: the place, as it would be published.
        files: the profile's own files, with the shapes of the areas where there are any; the pages link to them.

    Returns:
        The bytes of each page and of what it fetches, by its path beside the profile's files; ``index.html`` is where
        to begin. The same profile gives the same bytes.

    Raises:
        PageFailed: where a link leads nowhere.
    """
    shown = Alone(place, Stored("profile", folder_hash("profile", files), files, 0))
    waiting, made = ["/needs/", "/glossary/"], dict[str, bytes]()
    with showing(shown):
        while waiting:
            address = waiting.pop()
            path = _file(address)
            if path in made or path in files:
                continue
            if address.startswith("/static/"):
                made[path] = asset(address)
                continue
            html = _page(address)
            waiting.extend(addresses_in(html))
            made[path] = from_disk(html, path, _file).encode("utf-8")
    return dict(sorted(made.items()))


def _file(address: str) -> str:
    """Give the path of the file that holds an address: the needs stand first, the profile's own files at its top."""
    if address in _HOME:
        return "index.html"
    return unquote(address.removeprefix(_DATA)) if address.startswith(_DATA) else file_of(address)


def _page(address: str) -> str:
    bare = unquote(address)
    if bare == "/glossary/":
        return rendered("pages/glossary.html", bare, site(), {"glossary": GLOSSARY})
    for pattern, read in _PAGES:
        found = pattern.fullmatch(bare)
        page = read(*found.groups()) if found else None
        if page is not None:
            shown = {"page": page, "here": page.here, "used": used(page.words - _OF_A_RECORD)}
            return rendered("pages/page.html", bare, site(), shown)
    raise PageFailed(address=address, status=404)
