"""Blended funds: devolved money of several funds, each with its own income and with uses that it may be spent on.

Row (11) then holds for each of them. What a use costs in a quarter is paid from those funds that allow it, in parts
that the plan decides and publishes. Where a place has one devolved fund for everything, nothing of this is there.
"""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from commonweal.handover.devolved import USES, Row, pairs
from commonweal.handover.plan import Decisions, Prices
from commonweal.handover.problem import Funds, Problem

ZERO = Fraction(0)


def use_prices(problem: Problem, prices: Prices, use: str) -> Row:
    """Give the price of money for a use, quarter by quarter: the least of those of the funds that allow it."""
    funds = problem.funds.blended
    if not funds:
        return prices.devolved
    allowed = [row for fund, row in zip(funds, prices.blended, strict=True) if use in fund.uses]
    return tuple(a + min(each) for a, each in zip(prices.devolved, zip(*allowed, strict=True), strict=True))


def loan_prices(problem: Problem, prices: Prices) -> Row:
    """Give the price of money in the fund that loans are paid into."""
    for fund, row in zip(problem.funds.blended, prices.blended, strict=True):
        if fund.borrows:
            return tuple(a + b for a, b in zip(prices.devolved, row, strict=True))
    return prices.devolved


def worth(problem: Problem, prices: Prices) -> Fraction:
    """Give what the incomes of all funds are worth at their own prices, less what past payments could have spared."""
    funds, past = problem.funds.blended, problem.adopted
    value = sum(
        (
            price * money
            for fund, row in zip(funds, prices.blended, strict=True)
            for price, money in zip(row, fund.income, strict=True)
        ),
        ZERO,
    )
    if past is None:
        return value
    for f, u in pairs(funds):
        least = use_prices(problem, prices, USES[u])
        for t, paid in enumerate(past.paid[f][u]):
            value -= (prices.devolved[t] + prices.blended[f][t] - least[t]) * paid
    return value


def with_income(funds: Funds, which: int, units: Fraction) -> Funds:
    """Give the funds with more income for one of them in the first quarter."""
    fund = funds.blended[which]
    more = replace(fund, income=(fund.income[0] + units, *fund.income[1:]))
    blended = (*funds.blended[:which], more, *funds.blended[which + 1 :])
    return replace(funds, devolved=(funds.devolved[0] + units, *funds.devolved[1:]), blended=blended)


def spent_by_use(problem: Problem, decisions: Decisions, ready: Iterable[int | None]) -> tuple[Row, ...]:
    """Give what each use costs, quarter by quarter, in the order of :data:`USES`."""
    settings, quarters = problem.parameters, range(problem.quarters)
    opened, legal = [ZERO] * problem.quarters, [ZERO] * problem.quarters
    for quarter in ready:
        # Who was active before the plan began, at 0, is not made ready by it.
        if quarter:
            opened[quarter] += settings.activation_cost
    for c, now in enumerate(problem.running):
        if now and now.since:
            legal[now.since - settings.overlap_quarters] += problem.legal_cost(c)
    for choice in decisions.pathways:
        if choice is not None:
            legal[choice.start] += problem.legal_cost(problem.offers[choice.offer].cell)
    return (
        tuple(settings.building_cost * sum((row[t] for row in decisions.building), ZERO) for t in quarters),
        tuple(settings.action_cost * sum((row[t] for row in decisions.spending), ZERO) for t in quarters),
        tuple(opened),
        tuple(legal),
    )
