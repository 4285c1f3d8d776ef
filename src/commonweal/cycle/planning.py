"""From a place's evidence and tables to the data of its hand-over plan."""

from collections.abc import Sequence

from commonweal.cycle.demand import demand
from commonweal.evidence.inputs import Evidence
from commonweal.handover.inputs import HandoverTables, build_problem
from commonweal.handover.problem import Problem
from commonweal.terms.parties import Organisation
from commonweal.terms.places import neighbourhoods


def problem(evidence: Evidence, tables: HandoverTables, organisations: Sequence[Organisation]) -> Problem:
    """Join the need that evidence states with what the place wrote down for its plan.

    Args:
        evidence: of the place.
        tables: its ``handover/`` folder.
        organisations: its bodies.

    Raises:
        DemandUnknown: where the need of a service up for transfer is not known.
        HandoverFaults: where the data make no sound problem.
    """
    services = [offer.service for offer in evidence.offers]
    return build_problem(tables, demand(evidence), services, organisations, neighbourhoods(evidence.areas))
