"""Pages in another language: every page's address with the language's code before it, such as ``/cy/decide/``.

The address says the language, so that a page in it can be linked to, kept and found, and nothing is remembered of
whoever reads it. What people vote on is shown in English alone, until a speaker has read the other catalogue.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from commonweal.formats.prose import ENGLISH, LANGUAGES, spoken, spoken_now

_CODES = tuple(code for code, language in LANGUAGES.items() if language.locale != ENGLISH)
_ADDRESS = re.compile(rf"/({'|'.join(_CODES)})(?=/)")
_LINK = re.compile(r'(?<=\s)(?<!data-as-is )(href|action)="(?=/(?:[^"#?]*/)?[#?"])')
"""A link to a page of ours. Files are linked to as they are: there is one of each, in English."""
_BALLOTS = "/vote/"


@dataclass(frozen=True, slots=True)
class Switch:
    """A way to the same page in another language.

    Attributes:
        code: of the language, as HTML names it.
        name: what the language calls itself.
        href: the page's address.
    """

    code: str
    name: str
    href: str


def code_of(path: str) -> str:
    """Give the code that an address begins with; "" for English.

    Examples:
        >>> code_of("/cy/decide/"), code_of("/decide/"), code_of("/cyclists/")
        ('cy', '', '')
    """
    found = _ADDRESS.match(path)
    return found[1] if found else ""


def without_code(path: str) -> str:
    """Give an address as it is in English.

    Examples:
        >>> without_code("/cy/decide/"), without_code("/decide/")
        ('/decide/', '/decide/')
    """
    return _ADDRESS.sub("", path, count=1)


def with_code(html: str, code: str) -> str:
    """Make a page's links to other pages lead to their versions in a language.

    Examples:
        >>> with_code('<a href="/record/#check"><a href="/grants.json"><a href="#top">', "cy")
        '<a href="/cy/record/#check"><a href="/grants.json"><a href="#top">'
    """
    return _LINK.sub(rf'\1="/{code}', html)


def switches(request: HttpRequest) -> Iterator[Switch]:
    """Give the ways to a page in every other language; none on a ballot."""
    path = without_code(request.path)
    if path.startswith(_BALLOTS):
        return
    for code, language in LANGUAGES.items():
        if language != spoken_now():
            yield Switch(code, language.name, path if language.locale == ENGLISH else f"/{code}{path}")


class Languages:
    """Middleware that answers in the language that an address begins with."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in English, or in the language of the address with links to its pages."""
        code = code_of(request.path_info)
        if not code:
            return self.get_response(request)
        request.path_info = without_code(request.path_info)
        if request.path_info.startswith(_BALLOTS) and not LANGUAGES[code].reviewed:
            return HttpResponseRedirect(without_code(request.get_full_path()))
        with spoken(LANGUAGES[code].locale):
            answer = self.get_response(request)
        return _led_on(answer, code)


def _led_on(answer: HttpResponse, code: str) -> HttpResponse:
    """Make the links and the redirect of an answer lead to pages in the same language."""
    leads_to = answer.headers.get("Location", "")
    if leads_to.startswith("/") and not code_of(leads_to):
        answer.headers["Location"] = f"/{code}{leads_to}"
    if not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/html"):
        answer.content = with_code(answer.content.decode("utf-8"), code).encode("utf-8")
        answer.headers["Content-Length"] = str(len(answer.content))
    return answer
