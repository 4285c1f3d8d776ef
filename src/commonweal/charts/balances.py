"""Fund balances of a plan, against the reserve that stepping in would need."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import cycle

from commonweal.charts.canvas import BRICK, GREEN, OCHRE, Canvas, layered, ticks
from commonweal.charts.drawing import drawn
from commonweal.charts.picture import Column, Picture, PictureTable, Text, figure
from commonweal.charts.quarters import quarter_name
from commonweal.charts.series import Over, Series, over_quarters
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

WIDE = Canvas("wide", 960, 400, left=96, right=170, top=30, bottom=48)
NARROW = Canvas("narrow", 360, 400, left=84, right=92, top=34, bottom=34)
_SHAPES = ("square", "diamond", "triangle-up", "triangle-down")
"""Of the devolved funds, whose lines have one colour."""


@dataclass(frozen=True, slots=True)
class Balances:
    """What is in the funds at the end of each quarter, in pounds.

    Attributes:
        quarters: labels, as ``YYYY-Qn``.
        statutory: the statutory fund.
        devolved: each devolved fund with its name.
        needed: what stepping in for the one body whose failure would cost most needs; the statutory fund holds it.
    """

    quarters: tuple[str, ...]
    statutory: tuple[Fraction, ...]
    devolved: tuple[tuple[Sentence, tuple[Fraction, ...]], ...]
    needed: tuple[Fraction, ...]


def balances(problem: Problem, plan: Plan) -> Balances:
    """Take a plan's balances and the reserve it needs (row 12: enough to step in wherever one body fails)."""
    pounds = problem.unit_gbp
    greatest = [max((loads[t] for loads in plan.load), default=Fraction(0)) for t in range(problem.quarters)]
    return Balances(
        tuple(str(problem.quarter(t)) for t in range(problem.quarters)),
        tuple(pounds * balance for balance in plan.statutory_balance),
        _devolved(problem, plan),
        tuple(pounds * problem.parameters.step_in * load for load in greatest),
    )


def _devolved(problem: Problem, plan: Plan) -> tuple[tuple[Sentence, tuple[Fraction, ...]], ...]:
    """Give each fund that the devolved grant is made of, or the grant itself where there is one for everything."""
    pounds = problem.unit_gbp
    if not plan.fund_balances:
        return ((say("devolved grant"), tuple(pounds * balance for balance in plan.devolved_balance)),)
    return tuple(
        (figure(fund.name), tuple(pounds * balance for balance in row))
        for fund, row in zip(problem.funds.blended, plan.fund_balances, strict=True)
    )


def balances_chart(shown: Balances, text: Text, name: str = "balances") -> Picture:
    """Draw the funds' balances quarter by quarter, and the step-in reserve the statutory fund must hold.

    Args:
        shown: the balances.
        text: writes a sentence in the reader's language.
        name: lower-case letters, digits and hyphens; unique on its page.
    """
    title, description = _finding(shown), _seen(shown)
    said = (text(title), text(description))
    over = _over(shown, text)
    wide = drawn(name, WIDE, layered(WIDE, over_quarters(over, WIDE, text)), said)
    narrow = drawn(name, NARROW, layered(NARROW, over_quarters(over, NARROW, text)), said)
    return Picture(name, title, description, wide, narrow, _table(shown))


def _over(shown: Balances, text: Text) -> Over:
    series = (
        Series(say("needed to step in"), say("needed to step in"), _plain(shown.needed), BRICK, dashed=True),
        *(
            Series(name, name, _plain(sums), OCHRE, shape=shape)
            for (name, sums), shape in zip(shown.devolved, cycle(_SHAPES), strict=False)
        ),
        Series(say("statutory fund"), say("statutory fund"), _plain(shown.statutory), GREEN, shape="circle"),
    )
    values = [value for one in series for value in one.values]
    steps = ticks(min(0, *values), max(values))
    labels = {step: text(figure(_money(Fraction(step)))) for step in steps}
    return Over(shown.quarters, series, None, labels, say("in the fund at the end of the quarter"))


def _plain(amounts: tuple[Fraction, ...]) -> tuple[float, ...]:
    return tuple(float(amount) for amount in amounts)


def _money(pounds: Fraction) -> Amount:
    return Amount(Fraction(round(pounds)))


def _finding(shown: Balances) -> Sentence:
    short = [t for t, needed in enumerate(shown.needed) if shown.statutory[t] < needed]
    if short:
        return say(
            "The reserve is too small to step in in {n} quarter, first in {quarter}.",
            plural="The reserve is too small to step in in {n} quarters, first in {quarter}.",
            by="n",
            n=len(short),
            quarter=quarter_name(shown.quarters[short[0]]),
        )
    spare = min(balance - needed for balance, needed in zip(shown.statutory, shown.needed, strict=True))
    return say("In every quarter there is enough to step in; at the tightest {spare} to spare.", spare=_money(spare))


def _seen(shown: Balances) -> Sentence:
    told: Sentence | None = None
    for name, sums in reversed(shown.devolved):
        one = say("{fund} at {sum}", fund=name, sum=_money(sums[-1]))
        told = one if told is None else say("{first}, {rest}", first=one, rest=told)
    return say(
        "Lines over {quarters} quarters: the statutory fund ends at {statutory}, {devolved}; at most {needed} is "
        "needed to step in.",
        quarters=len(shown.quarters),
        statutory=_money(shown.statutory[-1]),
        devolved=told or say("no devolved fund"),
        needed=_money(max(shown.needed)),
    )


def _table(shown: Balances) -> PictureTable:
    columns = (
        Column(say("Quarter")),
        Column(say("Statutory fund"), number=True),
        *(Column(name, number=True) for name, _ in shown.devolved),
        Column(say("Needed to step in"), number=True),
        Column(say("To spare"), number=True),
    )
    spare = tuple(held - needed for held, needed in zip(shown.statutory, shown.needed, strict=True))
    lines = (shown.statutory, *(sums for _, sums in shown.devolved), shown.needed, spare)
    body = tuple(
        (quarter_name(label), *(figure(_money(line[t])) for line in lines)) for t, label in enumerate(shown.quarters)
    )
    return PictureTable(columns, body)
