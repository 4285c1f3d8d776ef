"""Public pages kept in memory: each is made once for each state of the record, and then handed out as it is.

A public page is made from what was published, the day and nothing of whoever reads it. What was published changes with
an entry alone, so the newest entry's hash, the hour and the address stand for the page.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import Resolver404, resolve

from commonweal.web import clock
from commonweal.web.pages.context import FROM_DISK
from commonweal.web.pages.languages import without_code
from commonweal.web.reads import stored

PUBLIC = "pages"
"""The namespace of the addresses whose pages depend on nobody who reads."""
_MOST, _LARGEST = 500, 2_000_000


@dataclass(frozen=True, slots=True)
class _Page:
    made_for: tuple[str, str]
    body: bytes
    headers: tuple[tuple[str, str], ...]
    mark: str


class Kept:
    """Middleware that hands out public pages as they were made, while nothing was published since."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._pages: OrderedDict[str, _Page] = OrderedDict()
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from memory, or have the page made and keep it.

        Raises:
            DisallowedHost: where the page is asked of another host than ours; it is not told even from memory.
        """
        request.get_host()
        if request.method not in {"GET", "HEAD"} or request.META.get("QUERY_STRING") or FROM_DISK in request.META:
            return self.get_response(request)
        page = self._pages.get(request.path)
        if page is None and not _is_public(request.path):
            return self.get_response(request)
        state = (stored.head_hash(), f"{clock.now():%Y%m%d%H}")
        if page is None or page.made_for != state:
            answer = self.get_response(request)
            page = _kept(answer, state)
            if page is None:
                return answer
            with self._lock:
                self._pages[request.path] = page
                while len(self._pages) > _MOST:
                    self._pages.popitem(last=False)
        return _answer(request, page)


def _is_public(path: str) -> bool:
    try:
        return resolve(without_code(path)).namespace == PUBLIC
    except Resolver404:
        return False


def _kept(answer: HttpResponse, state: tuple[str, str]) -> _Page | None:
    """Give what is kept of an answer; None where it is not one for everybody."""
    if answer.status_code != 200 or answer.streaming or answer.cookies or len(answer.content) > _LARGEST:
        return None
    return _Page(state, answer.content, tuple(answer.items()), f'"{sha256(answer.content).hexdigest()[:32]}"')


def _answer(request: HttpRequest, page: _Page) -> HttpResponse:
    if request.META.get("HTTP_IF_NONE_MATCH") == page.mark:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = HttpResponse(page.body)
        for name, value in page.headers:
            answer.headers[name] = value
    answer.headers["ETag"] = page.mark
    answer.headers["Cache-Control"] = "no-cache"  # it may be kept, and is asked for again each time
    return answer
