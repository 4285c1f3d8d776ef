"""How many people are in each group of people in need, in the whole place: the largest of what is published of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from commonweal.evidence.figures import Figure
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.publishing import TOO_FEW
from commonweal.evidence.service_profile import ServiceProfile
from commonweal.terms.sentences import say
from commonweal.terms.sources import Unknown

KEPT_SAFE = Unknown("the service that they need is sensitive: how many need it is given for everybody together")


def group_sizes(services: Sequence[ServiceProfile], evidence: Evidence) -> Mapping[str, Figure] | None:
    """Give the people of each group that ``needs.csv`` names, in the order in which it first names them.

    A group may need several services, and one person may need them all: its size is that of the service which most of
    it needs. Only counts that went through the gate with all that they add up to are compared, so that the size tells
    nothing that they do not. It is Unknown where the need of an area is.

    Args:
        services: every service, as it is published.
        evidence: what the place wrote down.

    Returns:
        The size of each group by its name; None where no need is on file.
    """
    rows: dict[str, dict[str, int]] = {}
    for need in evidence.needs:
        by_service = rows.setdefault(need.group, {})
        by_service[need.service] = by_service.get(need.service, 0) + 1
    alone = {id_ for id_ in {need.service for need in evidence.needs} if sum(id_ in one for one in rows.values()) == 1}
    published = {service.id: service for service in services}
    return {
        group: _size([_needed(published[id_], group, alone=id_ in alone) for id_ in counted], sum(counted.values()))
        for group, counted in rows.items()
    } or None


def _needed(service: ServiceProfile, group: str, *, alone: bool) -> Figure:
    """Give how many of a group need a service, as it is published: of one group alone it is the service's own need."""
    whole = service.figures["need"]
    if alone:
        return whole
    hidden = replace(whole, value=KEPT_SAFE, low=KEPT_SAFE, high=KEPT_SAFE)
    return next((one.need for one in service.groups if one.name == group), hidden)


def _size(needed: Sequence[Figure], rows: int) -> Figure:
    silent = [one for one in needed if isinstance(one.value, Unknown)]
    unasked = [one for one in silent if one.value not in {TOO_FEW, KEPT_SAFE}]
    known = [one for one in needed if one not in silent]
    chosen = unasked[0] if unasked else max(known, key=_people) if known else silent[0]
    how = say("by the service that most of them need, of the counts that are shown; {shown}", shown=chosen.method or "")
    return replace(chosen, rows=rows, method=how)


def _people(figure: Figure) -> float:
    return 0.0 if isinstance(figure.value, Unknown) else figure.value
