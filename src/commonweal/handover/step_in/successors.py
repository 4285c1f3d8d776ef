"""Who could take a service over: the readiness list ordered by a stated rule, each exclusion with its reasons.

The list is for whoever decides and for the bodies themselves; it is no part of what is published, or it would become a
blacklist.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from commonweal.handover.step_in.agreement import StepInAgreement
from commonweal.terms.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body on the readiness list for one service.

    Attributes:
        organisation: its id.
        service: id of the service.
        ready_until: last day on which its readiness check is good, or None where it is not ready.
        willing_since: the day its willingness was recorded, or None where it was not.
        free_units: capacity that it has free, units of the plan in a quarter.
        neighbourhood: name of the neighbourhood it is based in.
    """

    organisation: str
    service: str
    ready_until: date | None
    willing_since: date | None
    free_units: Fraction
    neighbourhood: str


@dataclass(frozen=True, slots=True)
class Successor:
    """A candidate who could take over.

    Attributes:
        candidate: who.
        distance_m: metres from the middle of the case's neighbourhood to that of its own; None where not known.
    """

    candidate: Candidate
    distance_m: int | None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A candidate who cannot take over on the day.

    Attributes:
        candidate: who.
        reasons: each thing that is missing.
    """

    candidate: Candidate
    reasons: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class SuccessorList:
    """The readiness list of a case on one day.

    Attributes:
        day: the day it is made for.
        able: those who could take over, the first by the rule first.
        excluded: those who could not, by name.
    """

    day: date
    able: tuple[Successor, ...]
    excluded: tuple[Exclusion, ...]


def unfit(agreement: StepInAgreement, candidate: Candidate, day: date) -> tuple[Sentence, ...]:
    """Give each reason why a body cannot take a service over on a day; none where it can.

    Args:
        agreement: what was agreed about the service.
        candidate: a body on the readiness list.
        day: when it would take over.
    """
    reasons = []
    if candidate.organisation == agreement.organisation:
        reasons.append(say("it is the organisation that the service would be taken over from"))
    if candidate.ready_until is None:
        reasons.append(say("its readiness check does not say that it is ready"))
    elif candidate.ready_until < day:
        reasons.append(say("its readiness check ran out on {day}", day=candidate.ready_until))
    if candidate.willing_since is None:
        reasons.append(say("it has not recorded that it is willing"))
    elif candidate.willing_since > day:
        reasons.append(say("it is willing only from {day} on", day=candidate.willing_since))
    if candidate.free_units < agreement.load_units:
        reasons.append(
            say(
                "it has {free} units free, and the service needs {load}",
                free=candidate.free_units,
                load=agreement.load_units,
            )
        )
    return tuple(reasons)


def successors(
    agreement: StepInAgreement,
    candidates: Iterable[Candidate],
    day: date,
    distance_m: Mapping[str, int],
    names: Mapping[str, str],
) -> SuccessorList:
    """Order the bodies that could take a service over, and say of every other why it cannot.

    Only who is ready, willing and has room on the day is ordered: first those of the same neighbourhood, then the
    nearest, those at an unknown distance last, and of equal ones the first by name.

    Args:
        agreement: what was agreed about the service.
        candidates: the readiness list; rows of other services are passed over.
        day: when the service would be taken over.
        distance_m: metres from the case's neighbourhood to each other one, by name.
        names: of the organisations, by id.
    """
    among = [one for one in candidates if one.service == agreement.service]
    told = {one.organisation: unfit(agreement, one, day) for one in among}
    able = [_placed(agreement, one, distance_m) for one in among if not told[one.organisation]]
    excluded = [Exclusion(one, told[one.organisation]) for one in among if told[one.organisation]]
    return SuccessorList(
        day,
        tuple(sorted(able, key=lambda one: _rank(agreement, one, names))),
        tuple(sorted(excluded, key=lambda one: _called(one.candidate, names))),
    )


def _placed(agreement: StepInAgreement, candidate: Candidate, distance_m: Mapping[str, int]) -> Successor:
    same = candidate.neighbourhood == agreement.neighbourhood
    return Successor(candidate, 0 if same else distance_m.get(candidate.neighbourhood))


def _rank(
    agreement: StepInAgreement, one: Successor, names: Mapping[str, str]
) -> tuple[bool, bool, int, tuple[str, str]]:
    elsewhere = one.candidate.neighbourhood != agreement.neighbourhood
    return elsewhere, one.distance_m is None, one.distance_m or 0, _called(one.candidate, names)


def _called(candidate: Candidate, names: Mapping[str, str]) -> tuple[str, str]:
    return names.get(candidate.organisation, candidate.organisation), candidate.organisation
