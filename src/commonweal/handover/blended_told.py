"""Which uses of devolved money are short while another fund has money to spare, in sentences."""

from collections.abc import Iterator
from fractions import Fraction

from commonweal.handover.blended import use_prices
from commonweal.handover.devolved import USES
from commonweal.handover.plan import Plan, Prices
from commonweal.handover.problem import Problem
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

_USES = {
    "building": say("building up organisations"),
    "social action": say("social action"),
    "activation": say("opening"),
    "legal work": say("legal and data work"),
}


def blended_told(problem: Problem, plan: Plan, prices: Prices) -> list[Sentence]:
    """Say of each use that is short which funds may pay for it, and which could not although they have money left.

    Args:
        problem: the data.
        plan: the plan.
        prices: of its certificate.
    """
    return [told for use in USES if problem.funds.blended for told in _short(problem, plan, prices, use)]


def _short(problem: Problem, plan: Plan, prices: Prices, use: str) -> Iterator[Sentence]:
    dear = use_prices(problem, prices, use)
    scarce = [t for t, price in enumerate(dear) if price > 0]
    if not scarce:
        return
    t = scarce[-1]
    able = [fund.name for fund in problem.funds.blended if use in fund.uses]
    yield say(
        "Money for {use} is scarce until the quarter from {day}: it comes from {funds} alone.",
        use=_USES[use],
        day=problem.quarter(t).first_day,
        funds=_listed(able),
    )
    for f, fund in enumerate(problem.funds.blended):
        left = Fraction(round(plan.fund_balances[f][t] * problem.unit_gbp))
        if use not in fund.uses and left > 0:
            yield say("{fund} has {left} left then, and may not be spent on that.", fund=fund.name, left=Amount(left))


def _listed(names: list[str]) -> Sentence:
    told = say("{name}", name=names[-1])
    for name in reversed(names[:-1]):
        told = say("{first}, {rest}", first=name, rest=told)
    return told
