"""A place's ``step_in/`` folder as values, and the case that is asked for."""

from dataclasses import dataclass
from datetime import date

from commonweal.errors import NoSuchAgreement
from commonweal.handover.step_in.agreement import Report, StepInAgreement, Trigger
from commonweal.handover.step_in.case import Act, StepInCase
from commonweal.handover.step_in.cover import CoverRow
from commonweal.handover.step_in.successors import Candidate


@dataclass(frozen=True, slots=True)
class StepInTables:
    """All that a place wrote down of step-in.

    Attributes:
        agreements: what was agreed about each service in each neighbourhood.
        triggers: what was agreed to step in for.
        reports: what those who watch stated.
        acts: what the parties did.
        cover: what was open, day by day.
        candidates: the readiness list.
    """

    agreements: tuple[StepInAgreement, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    reports: tuple[Report, ...] = ()
    acts: tuple[Act, ...] = ()
    cover: tuple[CoverRow, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    def case(self, agreement: StepInAgreement) -> StepInCase:
        """Give the case of an agreement: its triggers, and the readiness list for its service."""
        return StepInCase(
            agreement,
            tuple(one for one in self.triggers if one.agreement == agreement.id),
            tuple(one for one in self.candidates if one.service == agreement.service),
        )

    def told(self, agreement: StepInAgreement) -> tuple[tuple[Report, ...], tuple[Act, ...], tuple[CoverRow, ...]]:
        """Give the reports, acts and cover of an agreement."""
        return (
            tuple(one for one in self.reports if one.agreement == agreement.id),
            tuple(one for one in self.acts if one.agreement == agreement.id),
            tuple(one for one in self.cover if one.agreement == agreement.id),
        )


def chosen(tables: StepInTables, place: str, day: date, service: str = "", neighbourhood: str = "") -> StepInAgreement:
    """Give the one agreement that is asked for: of a service in a neighbourhood the last one signed by a day.

    Args:
        tables: the place's folder.
        place: its name, for a refusal.
        day: the day the case is told as at.
        service: id of a service, or "" for any.
        neighbourhood: name of a neighbourhood, or "" for any.

    Raises:
        NoSuchAgreement: where none fits, or several do.
    """
    signed = sorted((one for one in tables.agreements if one.signed_on <= day), key=lambda one: (one.signed_on, one.id))
    last = {(one.service, one.neighbourhood): one for one in signed}
    fitting = [
        one for one in last.values() if service in {"", one.service} and neighbourhood in {"", one.neighbourhood}
    ]
    if len(fitting) != 1:
        known = ", ".join(sorted(f"{one.service} in {one.neighbourhood}" for one in last.values())) or "-"
        raise NoSuchAgreement(found=len(fitting), place=place, known=known)
    return fitting[0]
