"""What auditors are given and others are not: the ballots of rounds in which few people voted."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.errors import NotAllowed
from commonweal.terms.sentences import say
from commonweal.web.pages.people.signed_in import signed_in
from commonweal.web.pages.refusals import refused
from commonweal.web.reads import downloads
from commonweal.web.reads.shown import Choice, Link, Section
from commonweal.web.reads.who import Person
from commonweal.web.roles import all_called

AUDITORS = ("auditor",)
_ADDRESS = "/work/whole-bundle.zip"


def on_desk(person: Person) -> Iterator[Section]:
    """Give what of this stands on somebody's desk."""
    if _may(person):
        said = say(
            "The bundle with the ballots of rounds in which few people voted. Published are only their hashes: keep "
            "the file to yourself, and destroy it when you have checked it."
        )
        choice = Choice(Link(say("Take the whole bundle"), _ADDRESS), said)
        yield Section("audit", say("To be checked"), choices=(choice,))


@never_cache
@signed_in
@require_safe
def whole_bundle(request: HttpRequest, person: Person) -> HttpResponse:
    """Give the bundle with the ballots that are not published, to auditors alone."""
    if not _may(person):
        held = all_called(role.role for role in person.roles) or "-"
        act = say("take the ballots of small rounds away")
        return refused(request, NotAllowed(role=held, act=act, allowed=all_called(AUDITORS)))
    answer = HttpResponse(downloads.whole_zipped(), content_type="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="whole-bundle.zip"'
    return answer


def _may(person: Person) -> bool:
    return any(role.role in AUDITORS for role in person.roles)
