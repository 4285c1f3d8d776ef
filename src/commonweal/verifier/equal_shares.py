"""The Method of Equal Shares, followed again round by round, in whole numbers only.

This is written apart from the rule that it checks, and works in another way: every group of identical ballots has a
purse of its own, and all purses are counted in parts so small that nothing is ever rounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from .greedy import tie_order
from .poll import Poll

Round = tuple[int, Fraction]
"""A funded project's position and its price: what a supporter pays for each unit of what it is worth."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A poll prepared for any number of runs.

    Attributes:
        poll: the ballots.
        unit: how many whole units make one of the currency.
        costs: each project's cost in these units.
        worth: what one point is worth, for each project, in these units.
        sizes: voters of each group.
        backers: for each project, its groups and the points each gives.
        order: each project's place among equals.
    """

    poll: Poll
    unit: int
    costs: list[int]
    worth: list[int]
    sizes: list[int]
    backers: list[list[tuple[int, int]]]
    order: list[int]


def setting(poll: Poll, options: Mapping[str, str]) -> Setting:
    """Prepare a poll for the runs."""
    unit = lcm(*(cost.denominator for cost in poll.costs))
    costs = [int(cost * unit) for cost in poll.costs]
    backers: list[list[tuple[int, int]]] = [[] for _ in poll.ids]
    for group, choices in enumerate(poll.ballots):
        for k, points in choices:
            if points:
                backers[k].append((group, points))
    ties = tie_order(poll, options)
    order = [0] * len(ties)
    for place, k in enumerate(sorted(range(len(ties)), key=lambda k: ties[k])):
        order[k] = place
    worth = costs if options["utility"] == "cost" else [unit] * len(costs)
    return Setting(poll, unit, costs, worth, list(poll.ballots.values()), backers, order)


def run(given: Setting, share: Fraction) -> Iterator[Round]:
    """Give what one run funds, in order, when each voter has a share."""
    units = share * given.unit
    parts, purses = units.denominator, [units.numerator] * len(given.sizes)
    known = {k: Fraction(0) for k, backers in enumerate(given.backers) if backers}
    while known:
        best: tuple[Fraction, int, int, int, int] | None = None
        for k in sorted(known, key=lambda k: (known[k], given.order[k])):
            # A project never gets cheaper for its supporters, so the price it had before is a lower bound.
            if best is not None and (known[k], given.order[k]) > best[:2]:
                break
            each = _each(given, k, parts, purses)
            if each is None:
                del known[k]
                continue
            known[k] = Fraction(each[0], each[1] * parts * given.worth[k])
            if best is None or (known[k], given.order[k]) < best[:2]:
                best = (known[k], given.order[k], k, *each)
        if best is None:
            return
        price, _, k, top, bottom = best
        common = gcd(top, bottom)
        top, bottom = top // common, bottom // common
        parts *= bottom
        purses = [purse * bottom for purse in purses]
        for group, points in given.backers[k]:
            purses[group] = max(purses[group] - top * points, 0)
        del known[k]
        yield k, price


def _each(given: Setting, k: int, parts: int, purses: Sequence[int]) -> tuple[int, int] | None:
    """Give what each point of support must pay for a project, in parts as a numerator and a denominator, if it can."""
    due = given.costs[k] * parts
    purse = [(purses[group], points, given.sizes[group]) for group, points in given.backers[k] if purses[group]]
    if sum(money * voters for money, _, voters in purse) < due:
        return None
    weight = sum(points * voters for _, points, voters in purse)
    if all(money * weight >= due * points for money, points, _ in purse):
        return due, weight
    if all(points == 1 for _, points, _ in purse):
        purse.sort()
    else:
        purse.sort(key=lambda held: Fraction(held[0], held[1]))
    for money, points, voters in purse:
        if money * weight >= due * points:
            break
        due -= money * voters
        weight -= points * voters
    return due, weight
