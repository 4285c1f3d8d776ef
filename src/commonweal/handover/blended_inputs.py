"""What a place writes down of several devolved funds, and how it becomes a part of a problem."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.handover.devolved import LOANS, USES, DevolvedFund
from commonweal.terms.periods import Quarter


@dataclass(frozen=True, slots=True)
class UseRow:
    """What a devolved fund may be spent on: a row of ``handover/devolved_funds.csv``.

    Attributes:
        fund: its name.
        use: one of :data:`commonweal.handover.blended.USES`, or "loans" for the fund that loans are paid into.
    """

    fund: str
    use: str


@dataclass(frozen=True, slots=True)
class IncomeRow:
    """Money that a devolved fund is paid: a row of ``handover/devolved_income.csv``.

    Attributes:
        fund: its name.
        quarter: calendar quarter.
        gbp: pounds.
    """

    fund: str
    quarter: Quarter
    gbp: Fraction


@dataclass(frozen=True, slots=True)
class BlendedRows:
    """Both tables of devolved funds.

    Attributes:
        uses: what each fund may be spent on; empty where there is one for everything.
        income: what each of them is paid.
    """

    uses: tuple[UseRow, ...] = ()
    income: tuple[IncomeRow, ...] = ()


def blended_funds(rows: BlendedRows, quarters: Sequence[Quarter], unit: Fraction) -> tuple[DevolvedFund, ...]:
    """Give the devolved funds in the order in which they are first named.

    Args:
        rows: both tables.
        quarters: of the plan.
        unit: pounds that one unit is.
    """
    paid = {(row.fund, row.quarter): row.gbp / unit for row in rows.income}
    allowed: dict[str, list[str]] = {}
    for row in rows.uses:
        allowed.setdefault(row.fund, []).append(row.use)
    return tuple(
        DevolvedFund(
            name,
            tuple(use for use in USES if use in uses),
            LOANS in uses,
            tuple(paid.get((name, quarter), Fraction(0)) for quarter in quarters),
        )
        for name, uses in allowed.items()
    )
