"""From evidence to a plan's demand: what the standard asks for, met or in the gap, by service and neighbourhood."""

from collections.abc import Mapping
from fractions import Fraction

from commonweal.errors import DemandUnknown, Fault
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.needs_shown import shown_needs
from commonweal.terms.sources import Unknown


def demand(evidence: Evidence) -> Mapping[tuple[str, str], Fraction]:
    """Give the need of each service that may be handed over, in the service's units, neighbourhood by neighbourhood.

    A cell's demand is what is met there and the gap together, so that a plan can be judged by how much of the gap it
    closes: people in need times the stated standard. No distance or other statistic enters it. A plan's demand is
    published, so people are counted as the publishing gate shows them.

    Args:
        evidence: of the place.

    Returns:
        Units by (service id, neighbourhood name); a pair in which nobody is in need is left out.

    Raises:
        DemandUnknown: where the standard of such a service, or the need of an area for it, is not known; each is named.
    """
    wanted = {offer.service.id: offer.standard for offer in evidence.offers if offer.up_for_transfer}
    faults = [
        Fault("the standard of {service} is not known", {"service": service}, "services.csv", None, "standard")
        for service, standard in wanted.items()
        if isinstance(standard, Unknown)
    ]
    for need in evidence.needs:
        if isinstance(need.people, Unknown) and need.service in wanted:
            who = {"area": need.area, "service": need.service, "group": need.group}
            faults.append(
                Fault("how many {group} in {area} need {service} is not known", who, "needs.csv", None, "people")
            )
    if faults:
        raise DemandUnknown(*faults)
    standards = {service: standard for service, standard in wanted.items() if isinstance(standard, Fraction)}
    return {cell: standards[cell[0]] * people for cell, people in shown_needs(evidence).items()}
