"""How many people need a service in each neighbourhood, as everybody may know it: a published plan is made of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from commonweal.evidence.earlier import EarlierRelease
from commonweal.evidence.inputs import Evidence, Need
from commonweal.evidence.measures import measure
from commonweal.evidence.publishing import TOO_FEW, Shown
from commonweal.evidence.service_counts import ServiceCounts, service_counts


def shown_needs(evidence: Evidence) -> Mapping[tuple[str, str], Fraction]:
    """Give the need of each service that may be handed over, by neighbourhood, as it came through the gate.

    A neighbourhood without a row for each of its areas has no count in the profile, and one here: so the counts go
    through the gate beside those of the profile. Where a count is hidden, what is left of the whole place's is shared
    evenly among the neighbourhoods that hide theirs, or the middle of what the rule hides stands for each, where the
    whole is hidden too.

    Args:
        evidence: of the place; of every area the need is known that a row states, and where there is none nobody is in
            need.

    Returns:
        People by (service id, neighbourhood name); a neighbourhood in which nobody is in need is left out.
    """
    offers = tuple(offer for offer in evidence.offers if offer.up_for_transfer)
    nobody = tuple(_nobody(evidence))
    handed = replace(evidence, offers=offers, needs=(*evidence.needs, *nobody))
    silent = {need.service for need in nobody}
    profiled = replace(evidence, offers=tuple(offer for offer in offers if offer.service.id in silent))
    beside = replace(evidence, earlier=(*evidence.earlier, _published(profiled)))
    found: dict[tuple[str, str], Fraction] = {}
    for measured in measure(handed):
        counts = service_counts(measured, beside)
        here = {local.name: counts.counts[f"need@{local.name}"] for local in measured.local}
        hidden = [name for name, count in here.items() if count == TOO_FEW]
        each = _each(counts, sum(count for count in here.values() if isinstance(count, Shown)), len(hidden), evidence)
        for name, count in here.items():
            people = Fraction(int(count)) if isinstance(count, Shown) else each
            if people and (name in hidden or isinstance(count, Shown)):
                found[measured.offer.service.id, name] = people
    return found


def _published(evidence: Evidence) -> EarlierRelease:
    """Give what the profile shows of the services of some evidence, as what is published beside it must take it."""
    told = {one.offer.service.id: service_counts(one, evidence).counts for one in measure(evidence)}
    services = {
        service: {
            name: int(count) if isinstance(count, Shown) else None
            for name, count in counts.items()
            if isinstance(count, Shown) or count == TOO_FEW
        }
        for service, counts in told.items()
    }
    made_from = {name: source.sha256 for name, source in evidence.sources.items()}
    return EarlierRelease(evidence.disclosure, made_from, services)


def _nobody(evidence: Evidence) -> Iterator[Need]:
    """Say of each area, service and group without a row that nobody there is in need."""
    said = {(need.service, need.group, need.area) for need in evidence.needs}
    for service, group in dict.fromkeys((need.service, need.group) for need in evidence.needs):
        for area in evidence.areas:
            if (service, group, area.code) not in said:
                yield Need(area.code, service, group, 0, 0, 0)


def _each(counts: ServiceCounts, shown: int, hidden: int, evidence: Evidence) -> Fraction:
    """Give how many stand for each hidden count: at least one, since nobody is hidden where nobody is."""
    whole = counts.counts["need"]
    if not hidden:
        return Fraction(0)
    if not isinstance(whole, Shown):
        return Fraction(1 + evidence.disclosure.few, 2)
    return max(Fraction(1), Fraction(int(whole) - shown, hidden))
