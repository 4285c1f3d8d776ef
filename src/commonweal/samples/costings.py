"""What a synthetic place writes down about the cost of its after-school clubs, the same for the same seed.

The council means to close the clubs, parents offer to run them, and closing looks cheap in the first year.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from random import Random

from commonweal.delivery.budget import Budget, CostLine, Income, OnCost, Overhead, StaffLine, Uplifts
from commonweal.delivery.full_cost import full_cost
from commonweal.delivery.options import (
    GUESS,
    PRICES,
    Comparison,
    Kind,
    Option,
    OptionFigure,
    PublicMoney,
    Range,
    What,
)
from commonweal.delivery.rates import Rate
from commonweal.terms.money import Pence

SERVICE = "after-school"
FIRST, YEARS = 2025, 4
ACCOUNTS = "the sample place's accounts, invented"
_PAY = "pay"
NEW_MONEY = Pence(2_000_000)
_PARENTS = "fathom-rise-parents-club"


@dataclass(frozen=True, slots=True)
class SampleCosting:
    """Budgets, uplifts and options of a synthetic place.

    Attributes:
        budgets: of the clubs as they are, and as the parents would run them.
        uplifts: for pay and prices.
        comparison: the five ways to go on.
    """

    budgets: tuple[Budget, ...]
    uplifts: Uplifts
    comparison: Comparison


def sample_costing(seed: int, rates: Collection[Rate], neighbourhoods: Sequence[str]) -> SampleCosting:
    """Make what a synthetic place writes down about its after-school clubs.

    Args:
        seed: the same seed gives the same values.
        rates: records of wage rates; a real living wage for the UK is among them.
        neighbourhoods: names, of which the first few are where children would go without.
    """
    lot = Random(f"costing {seed}")  # noqa: S311 - a seeded sample, no secret
    later = range(FIRST + 1, FIRST + YEARS)
    rises = {_PAY: Fraction("0.03"), PRICES: Fraction("0.02")}
    uplifts = Uplifts(
        {(index, year): share for index, share in rises.items() for year in later},
        dict.fromkeys(rises, ("the sample place's forecast, invented",)),
    )
    keep = _budget(lot, "after-school-council", "After-school clubs run by the Council", "council")
    parents = _budget(lot, "after-school-parents", "After-school clubs run by the parents' club", _PARENTS)
    costs = {one.id: full_cost(one, uplifts, rates) for one in (keep, parents)}
    going = {area: lot.randrange(60, 121) for area in neighbourhoods[:3]}
    spread = (Fraction("0.95"), Fraction("1.1"))
    options = tuple(
        Option(
            id=kind.replace(" ", "-"),
            kind=kind,
            title=title,
            figures=_figures(lot, kind, going),
            budget=costs[budget] if budget else None,
            spread=spread if budget else (Fraction(1), Fraction(1)),
            spread_source="earlier budgets of the sample place against what was spent, invented" if budget else "",
            money=_money(costs[keep.id].years[0].full_cost) if kind == "transfer" else None,
        )
        for kind, title, budget in _WAYS
    )
    comparison = Comparison(SERVICE, "What becomes of the after-school clubs", FIRST, YEARS, options)
    return SampleCosting((keep, parents), uplifts, comparison)


_WAYS: tuple[tuple[Kind, str, str], ...] = (
    ("keep", "Keep the clubs", "after-school-council"),
    ("reshape", "Three days instead of five", ""),
    ("transfer", "Hand over to the parents", "after-school-parents"),
    ("close", "Close the clubs", ""),
    ("do nothing", "Let them run down", ""),
)


def _budget(lot: Random, id_: str, title: str, organisation: str) -> Budget:
    own = organisation == _PARENTS
    hours = Fraction(lot.randrange(340, 361, 5) - (60 if own else 0))
    lines = [
        CostLine("rent of rooms", "direct", _hundreds(lot, 88, 96), None, PRICES, ACCOUNTS),
        CostLine("food and materials", "direct", _hundreds(lot, 70, 80), None, PRICES, ACCOUNTS),
    ]
    if own:
        lines += [
            CostLine("volunteers' fares", "volunteer expenses", _hundreds(lot, 8, 12), None, PRICES, GUESS),
            CostLine("registration and training", "one-off", _hundreds(lot, 50, 60), FIRST, "", GUESS),
        ]
    return Budget(
        id=id_,
        title=title,
        first_day=date(FIRST, 4, 1),
        years=YEARS,
        wage_area="UK",
        wage_uplift=_PAY,
        staff=(
            StaffLine("club leaders", Fraction(75), Fraction(44), Pence(1790), _PAY),
            StaffLine("play workers", hours, Fraction(44), Pence(1235 if own else 1310), _PAY),
        ),
        on_costs=(
            OnCost("employer's National Insurance", Fraction("0.06"), "the sample place's payroll, invented"),
            OnCost("pension", Fraction("0.05"), "the sample place's payroll, invented"),
        ),
        lines=tuple(lines),
        overheads=(
            Overhead("management, premises and insurance", "its share of all hours worked", Fraction("0.12"), "direct"),
        ),
        income=(
            Income("parents' fees", "price", _hundreds(lot, 900, 940), agreed=True),
            Income("Council", "grant", _hundreds(lot, *((1500, 1600) if own else (2000, 2100))), agreed=True),
            Income(
                "the parents' own reserves" if own else "Council reserves", "fills the gap", Pence(600_000), agreed=True
            ),
            *((Income("a trust", "fills the gap", NEW_MONEY, agreed=False),) if own else ()),
        ),
        organisation=organisation,
        service=SERVICE,
    )


def _figures(lot: Random, kind: Kind, going: Mapping[str, int]) -> tuple[OptionFigure, ...]:
    spend = {"reshape": (1900, 2050, 2300), "close": (60, 80, 120), "do nothing": (2300, 2600, 3000)}
    made = [_row(lot, "full cost", spend[kind], ACCOUNTS)] if kind in spend else []
    if kind in {"reshape", "transfer"}:
        made.append(_row(lot, "double running", (100, 160, 260), GUESS, FIRST))
    harm = {"keep": 40, "reshape": 260, "transfer": 90, "close": 1500, "do nothing": 700}[kind]
    made.append(_row(lot, "failure demand", (harm // 2, harm, harm * 2), GUESS, falls_on="schools and social work"))
    moved = {"keep": 20, "reshape": 300, "transfer": 60, "close": 1700, "do nothing": 500}[kind]
    made.append(_row(lot, "displaced cost", (moved // 2, moved, moved * 2), GUESS, falls_on="parents who work less"))
    made += [_unmet(children, kind, area) for area, children in going.items()]
    hours = {"keep": 200, "reshape": 200, "transfer": 2400, "close": 0, "do nothing": 100}[kind]
    made.append(OptionFigure("volunteer hours", Range(hours // 2, hours, hours * 3 // 2), GUESS))
    if kind == "close":
        made.append(OptionFigure("saving", Range(2_000_000, 4_000_000, 6_000_000), "", FIRST))
    return tuple(made)


def _unmet(going: int, kind: Kind, area: str) -> OptionFigure:
    share = {"keep": 30, "reshape": 60, "transfer": 30, "close": 100, "do nothing": 80}[kind]
    children = going * share // 100
    return OptionFigure(
        "unmet need", Range(children * 3 // 4, children, children * 5 // 4), GUESS, None, area, "children of 5 to 11"
    )


def _row(
    lot: Random, what: What, hundreds: tuple[int, int, int], source: str, year: int | None = None, *, falls_on: str = ""
) -> OptionFigure:
    extra = lot.randrange(0, 10)
    low, central, high = (10_000 * (value + extra) for value in hundreds)
    return OptionFigure(what, Range(low, central, high), source, year, falls_on=falls_on)


def _money(before: Pence) -> PublicMoney:
    return PublicMoney(before, Pence(before // 2), NEW_MONEY, ACCOUNTS)


def _hundreds(lot: Random, least: int, most: int) -> Pence:
    return Pence(10_000 * lot.randrange(least, most))
