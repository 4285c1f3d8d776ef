"""What an agreement says of step-in, before anything happens: its triggers, its notice, its hours and its money."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from commonweal.terms.money import Pence

Party = Literal["council", "organisation", "board", "people who use it", "infrastructure body"]
"""Who watches, states or acts: a party, never a person."""
Measure = Literal[
    "days_closed",
    "hours_open_share",
    "reserves_months",
    "lead_volunteer_gone",
    "safeguarding_notice",
    "insolvency_notice",
    "organisation_asks",
]
Direction = Literal["at_least", "below", "notice"]
Duty = Literal["care_act", "agreed"]

DIRECTIONS: Mapping[Measure, Direction] = MappingProxyType(
    {
        "days_closed": "at_least",
        "hours_open_share": "below",
        "reserves_months": "below",
        "lead_volunteer_gone": "notice",
        "safeguarding_notice": "notice",
        "insolvency_notice": "notice",
        "organisation_asks": "notice",
    }
)
"""Every measure: whether it fires at a figure or beyond it, below a figure, or by being stated at all."""
UNTOLD: frozenset[Measure] = frozenset({"lead_volunteer_gone", "safeguarding_notice", "insolvency_notice"})
"""The notices of which it is never published which one came."""


@dataclass(frozen=True, slots=True)
class StepInAgreement:
    """What the parties agreed about one service in one neighbourhood.

    Attributes:
        id: reference of the agreement.
        service: id of the service.
        neighbourhood: name of the neighbourhood.
        organisation: id of the body that runs it.
        signed_on: the day the parties signed.
        duty: "care_act" where the council must meet the needs at once, whether or not anybody is contracted; "agreed"
            where it steps in by this agreement alone.
        notice_months: notice that the body gives to hand the service back without fault, whole months.
        hours: agreed opening hours of each weekday, Monday first.
        floor_share: least share of a day's agreed hours that must be open, 0 to 1.
        load_units: load of this service on the body, units of the plan in a quarter.
        cover_cost: what a day of cover costs the council, above 0.
        step_in_days: the longest that a step-in may last.
        review_days: days after the end within which the learning review is held.
        decided_by: role that decides, as published.
        objections_to: where to object, as published.

    Source: Care Act 2014, sections 48 to 52, for the temporary duty of a council when a provider fails.
    """

    id: str
    service: str
    neighbourhood: str
    organisation: str
    signed_on: date
    duty: Duty
    notice_months: int
    hours: tuple[Fraction, ...]
    floor_share: Fraction
    load_units: Fraction
    cover_cost: Pence
    step_in_days: int
    review_days: int
    decided_by: str
    objections_to: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """What the parties agreed beforehand to step in for.

    Attributes:
        id: short name within the agreement.
        agreement: reference of the agreement.
        measure: what is watched.
        threshold: the figure agreed, in days, as a share or in months; None for a notice.
        watched_by: who watches it.
        agreed_on: the day it was agreed.
        source: where it stands, such as a clause.
        days_to_answer: days that the body has to answer.
    """

    id: str
    agreement: str
    measure: Measure
    threshold: Fraction | None
    watched_by: Party
    agreed_on: date
    source: str
    days_to_answer: int

    @property
    def direction(self) -> Direction:
        """How it fires."""
        return DIRECTIONS[self.measure]

    def fires(self, figure: Fraction | None) -> bool:
        """Say whether a figure reaches what was agreed; a notice fires by being stated.

        Examples:
            >>> closed = Trigger("t", "a", "days_closed", Fraction(3), "council", date(2026, 1, 5), "clause 4", 5)
            >>> closed.fires(Fraction(3)), closed.fires(Fraction(2))
            (True, False)
        """
        if self.direction == "notice":
            return True
        if figure is None or self.threshold is None:
            return False
        return figure >= self.threshold if self.direction == "at_least" else figure < self.threshold


@dataclass(frozen=True, slots=True)
class Report:
    """A dated figure of what a trigger watches, or a notice.

    Attributes:
        agreement: reference of the agreement.
        trigger: the trigger's short name.
        day: the day it speaks of.
        figure: days, share or months; None for a notice.
        stated_by: who states it.
        line: of its table, for refusals; 0 where it comes from elsewhere.
    """

    agreement: str
    trigger: str
    day: date
    figure: Fraction | None
    stated_by: Party
    line: int = 0


def began(trigger: Trigger, report: Report) -> date:
    """Give the day on which what a report speaks of began: for days closed in a row the first of them."""
    if trigger.measure == "days_closed" and report.figure is not None:
        return report.day - timedelta(days=max(0, int(report.figure) - 1))
    return report.day


def months_later(day: date, months: int) -> date:
    """Give the corresponding day some months on, or the last of that month where it has no such day.

    Source: the corresponding date rule, Dodds v Walker [1981] 1 WLR 1027 (HL).

    Examples:
        >>> months_later(date(2026, 11, 30), 3)
        datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
