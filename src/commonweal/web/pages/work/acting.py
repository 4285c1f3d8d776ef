"""What whoever is signed in can do from a public page: nothing for others, nothing on pages written to disk."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest

from commonweal.terms.sentences import say
from commonweal.web import clock
from commonweal.web.pages.context import FROM_DISK
from commonweal.web.pages.people.signed_in import person_of
from commonweal.web.pages.work.desk import acts_of
from commonweal.web.reads.shown import Section

_ON_BOARD = (
    "call_meeting",
    "publish_minutes",
    "draft_meeting",
    "take_decision",
    "declare_interest",
    "end_interest",
    "publish_terms",
)
_OF_FUND = ("move_money", "allocate_stream", "open_award", "state_additionality")


def on_board(request: HttpRequest) -> Section | None:
    """Give what somebody can do from the page of the board."""
    return _acts(request, _ON_BOARD)


def on_funds(request: HttpRequest) -> Section | None:
    """Give what somebody can do from the list of funds."""
    return _acts(request, ("constitute_fund", "switch_floor_off", "switch_floor_on"), subject="")


def on_fund(request: HttpRequest, fund: str) -> Section | None:
    """Give what somebody can do from the page of a fund."""
    return _acts(request, (*_OF_FUND, "constitute_fund"), subject=fund)


def on_award(request: HttpRequest, award: str) -> Section | None:
    """Give what somebody can do from the page of an award."""
    return _acts(request, ("decide_scored_award",), subject=award)


def _acts(request: HttpRequest, procedures: Iterable[str], *, subject: str | None = None) -> Section | None:
    """Give the acts; nothing is looked up for somebody without a session, so that public pages set no cookie."""
    if FROM_DISK in request.META or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    person = person_of(request)
    choices = acts_of(person, procedures, clock.now(), subject=subject) if person else ()
    return Section("acts", say("What you can do here"), choices=choices) if choices else None
