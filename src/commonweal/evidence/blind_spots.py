"""Blind spots: people who need a service that nobody offers and for which no money is set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from commonweal.evidence.figures import Figure
from commonweal.evidence.inputs import Evidence, Need, Offer, Site
from commonweal.evidence.service_profile import ServiceProfile
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

NOT_APART = Figure(
    Unknown("the service is sensitive: its groups are not told apart"), say("people in need"), ("needs.csv",), 1
)
Kind = Literal["blind spot", "perhaps a blind spot", "nobody offers it"]


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """A group of people who need a service that nobody offers them.

    Attributes:
        service: id of the service.
        name: its name.
        group: who they are.
        kind: a blind spot where no budget line is set against the service either; "perhaps" where no budget is on file;
            otherwise money is set aside, and still nobody offers it.
        need: how many need it, through the gate.
        sentence: how it stands.
    """

    service: str
    name: str
    group: str
    kind: Kind
    need: Figure
    sentence: Sentence


def blind_spots(evidence: Evidence, services: Sequence[ServiceProfile]) -> tuple[BlindSpot, ...]:
    """Find every group that needs a service which no open site offers it, in the order of the services.

    Need is above zero where any area's is, or might be since its upper end is. A site whose capacity is not known is a
    site: what it can offer is unknown, not nothing. A site with a capacity of 0 offers nothing. How many they are is
    what the service's own profile shows of them, so that nothing is shown here that is hidden there.

    Args:
        evidence: of the place.
        services: what is published of each of its services, in their order.
    """
    found = []
    for offer, shown in zip(evidence.offers, services, strict=True):
        needs = [need for need in evidence.needs if need.service == offer.service.id]
        sites = [site for site in evidence.sites if site.service == offer.service.id and _offers(site, evidence)]
        groups = dict.fromkeys(need.group for need in needs)
        for group in groups:
            ours = [need for need in needs if need.group == group]
            if any(_above_zero(need) for need in ours) and not any(_may_use(site, group) for site in sites):
                found.append(_spot(offer, group, _shown(shown, group, len(groups)), evidence))
    return tuple(found)


def _offers(site: Site, evidence: Evidence) -> bool:
    return site.open_on(evidence.as_at) and (isinstance(site.capacity, Unknown) or site.capacity > 0)


def _above_zero(need: Need) -> bool:
    return not isinstance(need.high, Unknown) and need.high > 0


def _may_use(site: Site, group: str) -> bool:
    return not site.groups or group in site.groups


def _shown(service: ServiceProfile, group: str, groups: int) -> Figure:
    """Give how many of a group need a service, as its profile shows it."""
    if groups == 1:
        return service.figures["need"]
    return next((one.need for one in service.groups if one.name == group), NOT_APART)


def _spot(offer: Offer, group: str, need: Figure, evidence: Evidence) -> BlindSpot:
    service = offer.service
    kind: Kind = "perhaps a blind spot" if evidence.budgeted is None else "blind spot"
    if evidence.budgeted is not None and service.id in evidence.budgeted:
        kind = "nobody offers it"
    return BlindSpot(service.id, service.name, group, kind, need, _told(service.name, group, kind, need.value))


def _told(service: str, group: str, kind: Kind, value: float | Unknown) -> Sentence:
    people = (
        say("how many they are cannot be shown")
        if isinstance(value, Unknown)
        else say("about {people} people", people=int(value))
    )
    if kind == "blind spot":
        return say(
            "{service}: a blind spot. Nobody offers it to {group} ({people}), and no budget has a line for it.",
            service=service,
            group=group,
            people=people,
        )
    if kind == "nobody offers it":
        return say(
            "{service}: nobody offers it to {group} ({people}), though there is a budget line for it.",
            service=service,
            group=group,
            people=people,
        )
    return say(
        "{service}: nobody offers it to {group} ({people}). Whether any money is set aside for it is not on file.",
        service=service,
        group=group,
        people=people,
    )
