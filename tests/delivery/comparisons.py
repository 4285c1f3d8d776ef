"""Comparisons of options and Hypothesis strategies that several tests use."""

from fractions import Fraction

from hypothesis import strategies as st

from commonweal.delivery.full_cost import full_cost
from commonweal.delivery.options import FIGURE_KINDS, KINDS, Comparison, Option, OptionFigure, PublicMoney, Range
from commonweal.terms.money import Pence
from tests.delivery.budgets import CLUB, RATES, UPLIFTS


def figure(what, low, central, high, **more):
    return OptionFigure(what, Range(low, central, high), more.pop("source", "the accounts"), **more)


def harms(failure, moved):
    return (
        figure("failure demand", failure // 2, failure, failure * 2, source="a guess", falls_on="the hospital"),
        figure("displaced cost", moved // 2, moved, moved * 2, falls_on="families"),
        figure("unmet need", 10, 20, 40, area="Old Town", group="young people"),
        figure("unmet need", 1, 3, 9, area="Harbour", group="young people"),
        figure("volunteer hours", 100, 200, 300),
    )


KEEP = Option("keep", "keep", "Keep it", (figure("full cost", 900_000, 1_000_000, 1_200_000), *harms(10_000, 10_000)))
TRANSFER = Option(
    "trust",
    "transfer",
    "Hand it to the trust",
    (figure("double running", 50_000, 80_000, 100_000, year=2026), *harms(20_000, 20_000)),
    full_cost(CLUB, UPLIFTS, RATES),
    (Fraction("0.9"), Fraction("1.2")),
    "earlier budgets",
    PublicMoney(Pence(1_000_000), Pence(600_000), Pence(300_000), "the accounts"),
)
CLOSE = Option(
    "close",
    "close",
    "Close it",
    (
        figure("full cost", 50_000, 60_000, 90_000),
        figure("saving", 300_000, 400_000, 500_000, year=2026, source=""),
        *harms(700_000, 600_000),
    ),
)
HUB = Comparison("hub", "What becomes of the hub", 2026, 2, (KEEP, TRANSFER, CLOSE))

small = st.integers(0, 1000)
ranges = st.lists(small, min_size=3, max_size=3).map(lambda three: Range(*sorted(three)))
figures = st.builds(
    OptionFigure,
    st.sampled_from(FIGURE_KINDS),
    ranges,
    st.sampled_from(["the accounts", "a guess", ""]),
    st.sampled_from([None, 2026, 2027]),
    st.just(""),
    st.just(""),
    st.sampled_from(["", "families"]),
)


@st.composite
def comparisons(draw):
    """Any comparison of two to five options over two years, each with a full cost."""
    options = []
    for kind in draw(st.lists(st.sampled_from(KINDS), min_size=2, max_size=5, unique=True)):
        cost = OptionFigure("full cost", draw(ranges), "the accounts")
        options.append(Option(kind, kind, kind, (cost, *draw(st.lists(figures, max_size=5)))))
    return Comparison("s", "S", 2026, 2, tuple(options))
