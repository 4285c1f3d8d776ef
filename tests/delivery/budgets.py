"""Rates, budgets and Hypothesis strategies that the tests of costing share."""

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from commonweal.delivery.budget import Budget, CostLine, Income, OnCost, Overhead, StaffLine, Uplifts
from commonweal.delivery.rates import LIVING_WAGE, Rate
from commonweal.terms.money import Pence

TOLD = {2025: date(2024, 10, 23), 2026: date(2025, 10, 22)}
RATES = tuple(
    Rate(LIVING_WAGE, area, Pence(pence), TOLD[year], date(year, 5, 1), 12, "who sets it", date(2026, 1, 5))
    for year, area, pence in [(2025, "UK", 1260), (2025, "London", 1385), (2026, "UK", 1345), (2026, "London", 1480)]
)
UPLIFTS = Uplifts(
    {("pay", year): Fraction("0.04") for year in (2027, 2028)}
    | {("prices", year): Fraction("0.02") for year in (2027, 2028)},
    {"pay": ("the pay forecast",), "prices": ("the price forecast",)},
)
CLUB = Budget(
    id="club",
    title="The youth club",
    first_day=date(2026, 4, 1),
    years=2,
    wage_area="UK",
    wage_uplift="pay",
    staff=(
        StaffLine("leader", Fraction(30), Fraction(52), Pence(1700), "pay"),
        StaffLine("helpers", Fraction(20), Fraction(40), Pence(1250), "pay"),
    ),
    on_costs=(OnCost("pension", Fraction("0.1"), "the payroll"),),
    lines=(
        CostLine("rent", "direct", Pence(500_000), None, "prices", "the lease"),
        CostLine("volunteers' fares", "volunteer expenses", Pence(40_000), None, "prices", "last year's receipts"),
        CostLine("ovens", "one-off", Pence(300_000), 2026, "", "a quote"),
    ),
    overheads=(Overhead("office", "by hours worked", Fraction("0.2"), "direct"),),
    income=(
        Income("the council", "grant", Pence(4_000_000), agreed=True),
        Income("the club's reserves", "fills the gap", Pence(500_000), agreed=True, year=2026),
        Income("a lottery bid", "fills the gap", Pence(900_000), agreed=False),
    ),
)

shares = st.fractions(0, 1, max_denominator=1000)
rises = st.fractions(Fraction(-1, 10), Fraction(1, 5), max_denominator=1000)
sums = st.integers(0, 10**7).map(Pence)
hours = st.fractions(0, 2000, max_denominator=4)


@st.composite
def budgets(draw):
    """Any budget of one to three years whose indices have a row for each of them, and its uplifts."""
    uplifts = Uplifts({(index, year): draw(rises) for index in ("pay", "prices") for year in (2027, 2028)})
    uplift = st.sampled_from(["", "pay", "prices"])
    staff = [
        StaffLine(f"staff {k}", draw(hours), draw(st.fractions(0, 53, max_denominator=4)), Pence(pay), draw(uplift))
        for k, pay in enumerate(draw(st.lists(st.integers(1, 4000), max_size=3)))
    ]
    lines = [
        CostLine(f"line {k}", kind, draw(sums), 2026 if kind == "one-off" else None, draw(uplift))
        for k, kind in enumerate(
            draw(st.lists(st.sampled_from(["direct", "volunteer expenses", "one-off"]), max_size=4))
        )
    ]
    base = st.sampled_from(["staff", "direct"])
    overheads = [
        Overhead("by share", "a share", draw(shares), draw(base)),
        Overhead("by sum", "a sum", None, "direct", draw(sums), draw(uplift)),
    ]
    payers = st.builds(
        Income,
        st.sampled_from(["council", "trust"]),
        st.sampled_from(["price", "grant", "fills the gap"]),
        sums,
        st.booleans(),
        st.sampled_from([None, 2026]),
    )
    budget = Budget(
        "b",
        "A budget",
        date(2026, 4, 1),
        draw(st.integers(1, 3)),
        draw(st.sampled_from(["UK", "London"])),
        draw(uplift),
        tuple(staff),
        tuple(
            OnCost(f"on {k}", share, "payroll", draw(st.sampled_from(["", "staff 0"])))
            for k, share in enumerate(draw(st.lists(shares, max_size=2)))
        ),
        tuple(lines),
        tuple(overheads),
        tuple(draw(st.lists(payers, max_size=4))),
    )
    return budget, uplifts
