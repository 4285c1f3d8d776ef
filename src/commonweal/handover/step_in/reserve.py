"""The money held to step in, beside what a day of cover costs: how many days it lasts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from commonweal.handover.inputs import Setting
from commonweal.handover.step_in.agreement import StepInAgreement
from commonweal.handover.step_in.cover import CoverDay


@dataclass(frozen=True, slots=True)
class StepInReserve:
    """What is held to step in for one service.

    Attributes:
        held_gbp: pounds held: row (12) of the plan, money for each unit of load times the load.
        cost_gbp: pounds that a day of cover costs.
        days: whole days of cover that it pays for.
        least_days: the same at the lower end of the range of what is held for each unit.
        most_days: the same at the upper end.
        used_days: days that the council has covered so far, alone or beside the body.
        paid_until: the last day that is paid for if the council covers every day from tomorrow on; None where all of
            it is used.
        each: the plan's parameter: what is held for each unit of load, with its range.
        unit_gbp: pounds in a unit.
    """

    held_gbp: Fraction
    cost_gbp: Fraction
    days: int
    least_days: int
    most_days: int
    used_days: int
    paid_until: date | None
    each: Setting
    unit_gbp: Fraction

    @property
    def left_days(self) -> int:
        """Whole days that are left; negative where cover has cost more than was held."""
        return self.days - self.used_days


def reserve(
    agreement: StepInAgreement, each: Setting, unit_gbp: Fraction, days: Iterable[CoverDay], today: date
) -> StepInReserve:
    """Hold the money to step in against the daily cost of cover.

    Args:
        agreement: load and daily cost.
        each: the plan's parameter ``step_in``: money held for each unit of load, with its range.
        unit_gbp: pounds in a unit.
        days: the accounts of the case so far.
        today: the day from which cover would go on.

    Examples:
        >>> from commonweal.terms.money import Pence
        >>> hours = (Fraction(8),) * 7
        >>> agreement = StepInAgreement(
        ...     "A1", "library", "Hill", "hall", date(2025, 4, 1), "agreed", 3, hours, Fraction(1, 2), Fraction(20),
        ...     Pence(20000), 180, 56, "the director", "the town hall",
        ... )
        >>> each = Setting("step_in", Fraction("0.25"), Fraction("0.1"), Fraction("0.6"), "a guess")
        >>> found = reserve(agreement, each, Fraction(1000), [], date(2026, 3, 7))
        >>> int(found.held_gbp), found.least_days, found.days, found.most_days, str(found.paid_until)
        (5000, 10, 25, 60, '2026-04-01')
    """
    cost = Fraction(agreement.cover_cost, 100)
    held = [share * agreement.load_units * unit_gbp for share in (each.least, each.value, each.most)]
    least, lasts, most = (int(sum_gbp / cost) for sum_gbp in held)
    used = sum(1 for one in days if one.covered_by_council)
    left = lasts - used
    until = today + timedelta(days=left) if left > 0 else None
    return StepInReserve(held[1], cost, lasts, least, most, used, until, each, unit_gbp)
