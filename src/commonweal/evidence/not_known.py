"""What nobody knows: each thing that is missing from a place's files, why, what hangs on it, and what would end it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from commonweal.evidence.inputs import Evidence, Need, Offer, Site
from commonweal.evidence.library_access import LibraryProfile
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown


@dataclass(frozen=True, slots=True)
class NotKnown:
    """One thing that nobody knows.

    Attributes:
        about: id of the service it is about, "libraries", or "" for the whole place.
        what: what is not known.
        why: why not, in the words of whoever says so; several reasons one after another.
        without: what cannot be said without it.
        ends: what would end it, and whom to ask.
        file: file of the place folder in which it would be written.
    """

    about: str
    what: Sentence
    why: tuple[str, ...]
    without: Sentence
    ends: Sentence
    file: str


_NO_SERVICES = NotKnown(
    "",
    say("What people need here, and what is on offer"),
    ("no services are on file",),
    say("who goes without what, and where"),
    say("Begin with one service: a row in services.csv, its people in need in needs.csv, and its sites in sites.csv."),
    "services.csv",
)


def not_known(evidence: Evidence, libraries: LibraryProfile | None = None) -> tuple[NotKnown, ...]:
    """Gather what nobody knows, in the order of the services.

    A sensitive service names no body and no site: who runs it could tell where it is.
    """
    return (
        *(() if evidence.offers else (_NO_SERVICES,)),
        *(one for offer in evidence.offers for one in _of_service(offer, evidence)),
        *_of_libraries(libraries),
    )


def _of_service(offer: Offer, evidence: Evidence) -> Iterator[NotKnown]:
    service = offer.service
    sites = [site for site in evidence.sites if site.service == service.id and site.open_on(evidence.as_at)]
    needs = [need for need in evidence.needs if need.service == service.id]
    yield from _standard(offer)
    yield from _need(offer, needs, evidence)
    yield from _capacity(offer, sites)
    if not service.sensitive:
        yield from _places(offer, sites)


def _standard(offer: Offer) -> Iterator[NotKnown]:
    if isinstance(offer.standard, Unknown):
        name = offer.service.name
        yield NotKnown(
            offer.service.id,
            say("{service}: how much one person in need should have", service=name),
            (offer.standard.reason,),
            say("how many people lack it"),
            say("The board states a standard, as standard_per_person_in_need."),
            "services.csv",
        )


def _need(offer: Offer, needs: Sequence[Need], evidence: Evidence) -> Iterator[NotKnown]:
    name, size = offer.service.name, len(evidence.areas)
    without = say("how many people need it, how many lack it, and what is within their reach")
    if not needs:
        yield NotKnown(
            offer.service.id,
            say("{service}: who needs it", service=name),
            ("nobody has said who needs it",),
            without,
            say("Count people in need by area and group, or estimate them, with low and high for what is not sure."),
            "needs.csv",
        )
        return
    groups = {need.group for need in needs}
    told = {(need.area, need.group) for need in needs if not isinstance(need.people, Unknown)}
    silent = [area.code for area in evidence.areas if any((area.code, group) not in told for group in groups)]
    if silent:
        missing = () if len(needs) == size * len(groups) else ("there is no row for it",)
        said = [need.people.reason for need in needs if isinstance(need.people, Unknown)]
        yield NotKnown(
            offer.service.id,
            say("{service}: how many people need it in {n} of {areas} areas", service=name, n=len(silent), areas=size),
            tuple(dict.fromkeys((*said, *missing))),
            without,
            say("Count or estimate them there, as people, low and high."),
            "needs.csv",
        )


def _capacity(offer: Offer, sites: Sequence[Site]) -> Iterator[NotKnown]:
    blank = [site for site in sites if isinstance(site.capacity, Unknown)]
    if blank:
        name, n = offer.service.name, len(blank)
        yield NotKnown(
            offer.service.id,
            say("{service}: what {n} of {sites} sites can offer", service=name, n=n, sites=len(sites)),
            _reasons(site.capacity for site in blank),
            say("how many people lack it, and what is within reach of those near these sites"),
            _ask(offer, blank, say("what they can offer, and write it as capacity")),
            "sites.csv",
        )


def _places(offer: Offer, sites: Sequence[Site]) -> Iterator[NotKnown]:
    name, size = offer.service.name, len(sites)
    given = [site for site in sites if isinstance(site.delivered_at, Unknown)]
    if given:
        yield NotKnown(
            offer.service.id,
            say("{service}: where {n} of {sites} sites are", service=name, n=len(given), sites=size),
            _reasons(site.delivered_at for site in given),
            say("how many people lack it, and what is within their reach"),
            _ask(offer, given, say("where it is given, and write it as easting and northing")),
            "sites.csv",
        )
    based = [site for site in sites if isinstance(site.based_at, Unknown)]
    if based:
        yield NotKnown(
            offer.service.id,
            say(
                "{service}: where those who run {n} of {sites} sites are based", service=name, n=len(based), sites=size
            ),
            _reasons(site.based_at for site in based),
            say("how far a register of registered addresses would mislead"),
            _ask(offer, based, say("where they are based, and write it as based_easting and based_northing")),
            "sites.csv",
        )
    nobody = [site for site in sites if not site.organisation]
    if nobody:
        yield NotKnown(
            offer.service.id,
            say("{service}: who runs {n} of {sites} sites", service=name, n=len(nobody), sites=size),
            ("no organisation is named",),
            say("whom to ask, and who could hand it over"),
            say("Write the id of the body as organisation: {sites}.", sites=_listed([one.name for one in nobody])),
            "sites.csv",
        )


def _ask(offer: Offer, sites: Sequence[Site], what: Sentence) -> Sentence:
    """Say whom to ask: the sites by name, unless the service is sensitive."""
    if offer.service.sensitive:
        return say("Ask those who run it {what}.", what=what)
    return say("Ask {sites} {what}.", sites=_listed([site.name for site in sites]), what=what)


def _listed(names: Sequence[str], most: int = 3) -> Sentence:
    """List names, of many the first few and how many more."""
    known = list(dict.fromkeys(names))
    shown = say("{names}", names=", ".join(known[:most]))
    more = len(known) - most
    return say("{names} and {n} more", names=shown, n=more) if more > 0 else shown


def _reasons(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.reason for value in values if isinstance(value, Unknown)))


def _of_libraries(libraries: LibraryProfile | None) -> Iterator[NotKnown]:
    last = libraries.years[-1] if libraries and libraries.years else None
    if last is not None and last.not_recorded:
        yield NotKnown(
            "libraries",
            say("Libraries: who ran {n} of them in {year}", n=last.not_recorded, year=str(last.year)),
            ("the register has no answer for that year",),
            say("how many libraries the community runs"),
            say("Ask the library service, and correct the register with its publisher."),
            "libraries.csv",
        )
