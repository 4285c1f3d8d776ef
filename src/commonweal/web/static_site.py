"""The static site: the same pages as files that open from disk, with the bundle beside them.

Every address that a page links to is rendered too, so that no page is forgotten and no link leads nowhere.
"""

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from posixpath import dirname, relpath
from urllib.parse import quote, unquote

from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from commonweal.errors import Fault, NotAccepted, PageFailed
from commonweal.formats.folders import with_manifest
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from commonweal.web.pages.context import FROM_DISK

_LINK = re.compile(r'(?<=\s)(href|src)="(/[^"#]*)(#[^"]*)?"')
BEGINNINGS = (
    "/",
    "/needs/",
    "/decide/",
    "/hand-over/",
    "/board/",
    "/funds/",
    "/record/",
    "/sources/",
    "/how-it-works/",
    "/glossary/",
)
"""Where rendering begins; these stand even where nothing links to them."""


def whole_site() -> dict[str, bytes]:
    """Give the static site of the open place: its pages, the bundle beside them, and a manifest of it all.

    The verifier checks the bundle before anything is handed out.

    Raises:
        NotAccepted: where the verifier finds a fault in the bundle; no page is made then.
        PageFailed: where a page cannot be made or a link leads nowhere.
    """
    from commonweal.web.reads import downloads

    bundle = downloads.bundle()
    findings = check_folder(Folder(bundle))
    if findings:
        faults = [Fault("{code} {what}", {"code": seen.code, "what": seen.what}, seen.where) for seen in findings]
        raise NotAccepted(*faults, subject="the bundle")
    files = {f"bundle/{path}": data for path, data in bundle.items()} | site_files()
    return with_manifest("site", dict(sorted(files.items())))


def site_files(beginnings: Sequence[str] = BEGINNINGS) -> dict[str, bytes]:
    """Render every page of the open place, and all that they link to, with links that work from disk.

    Args:
        beginnings: the addresses to begin with.

    Returns:
        The bytes of each file by its path in the site's folder; the same place gives the same bytes.

    Raises:
        PageFailed: where a page cannot be made or a link leads nowhere.
    """
    handler = WSGIHandler()
    waiting, files = list(beginnings), dict[str, bytes]()
    while waiting:
        address = waiting.pop()
        path = file_of(address)
        if path in files:
            continue
        data = _fetched(handler, address)
        if path.endswith(".html"):
            html = data.decode("utf-8")
            waiting.extend(addresses_in(html))
            data = from_disk(html, path).encode("utf-8")
        files[path] = data
    return dict(sorted(files.items()))


def file_of(address: str) -> str:
    """Give the path of the file that holds an address's page.

    Examples:
        >>> file_of("/needs/advice/"), file_of("/bundle.zip")
        ('needs/advice/index.html', 'bundle.zip')
    """
    path = unquote(address).removeprefix("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def addresses_in(html: str) -> list[str]:
    """Give every address of the site that a page links to or fetches, in order."""
    return [found[2] for found in _LINK.finditer(html)]


def from_disk(html: str, path: str, place_of: Callable[[str], str] = file_of) -> str:
    """Make every link of a page relative to the page's own file, so that it opens from disk.

    Args:
        html: the page as it is served.
        path: the page's file in the site's folder.
        place_of: gives the path of the file that holds an address.

    Examples:
        >>> from_disk('<a href="/record/#check">', "needs/index.html")
        '<a href="../record/index.html#check">'
    """
    here = dirname(path) or "."

    def relative(found: re.Match[str]) -> str:
        return f'{found[1]}="{quote(relpath(place_of(found[2]), here))}{found[3] or ""}"'

    return _LINK.sub(relative, html)


def _fetched(handler: WSGIHandler, address: str) -> bytes:
    if address.startswith("/static/"):
        return asset(address)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(address).encode("utf-8").decode("latin-1"),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
            FROM_DISK: "yes",
            "wsgi.input": BytesIO(),
        }
    )
    answer = handler.get_response(request)
    if answer.status_code != 200:
        raise PageFailed(address=address, status=answer.status_code)
    return answer.getvalue()


def asset(address: str) -> bytes:
    """Give a file that pages fetch, such as the stylesheet, by its address.

    Raises:
        PageFailed: where there is none.
    """
    found = finders.find(unquote(address.removeprefix("/static/")))
    if not isinstance(found, str):
        raise PageFailed(address=address, status=404)
    with open(found, "rb") as file:  # noqa: PTH123 - finders give text
        return file.read()
