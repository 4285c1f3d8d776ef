"""A bound that no choice of sites goes below, from any multipliers at all, in whole numbers.

That every person uses one site is not required but priced: a multiplier is what a person of an area would give for
being served. At these prices each site alone says what it would gain, and the so many best gains are a bound whatever
the prices are. Nobody has to trust how they were found.

Source: Cornuéjols, Fisher and Nemhauser (1977), "Location of bank accounts to optimize float", Management Science
23(8); with capacities, each site's gain is a knapsack filled from the best on.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from commonweal.evidence.siting_inputs import Costs, Wholes

SCALE = 1000
"""Multipliers are whole thousandths of the unit that costs are in."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A question that every choice of sites answers: is there a site here?

    Attributes:
        candidate: where.
        yes: number of the branch or leaf to go on with; leaves are numbered -1, -2 and so on.
        no: the same for the other answer.
    """

    candidate: int
    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class Sieve:
    """Candidates that can be left out, since any choice with one of them has a bound that is no better than the best.

    Attributes:
        candidates: those left out; those of sieves before count as left out too.
        prices: multipliers that show it, a whole number for each area.
    """

    candidates: tuple[int, ...]
    prices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that no choice of sites is better than a bound.

    Attributes:
        sieves: candidates that are left out before anything else, one sieve after another.
        branches: questions that split all choices into parts, from the first on; none where there is one part.
        leaves: multipliers of each part, a whole number for each area.
        bound: the least of the sieves' and the parts' bounds, in the unit of costs.
    """

    sieves: tuple[Sieve, ...]
    branches: tuple[Branch, ...]
    leaves: tuple[tuple[int, ...], ...]
    bound: int


def gains(costs: Costs, multipliers: Wholes) -> Wholes:
    """Give what each site alone would gain at these prices, 0 or less, by candidate, in thousandths.

    Args:
        costs: the question.
        multipliers: a price for each area, in thousandths.
    """
    over = costs.each * SCALE - multipliers[:, None]
    if not costs.limited:
        found: Wholes = (np.minimum(over, 0) * costs.people[:, None]).sum(axis=0)
        return found
    order = np.argsort(over, axis=0, kind="stable")
    people = costs.people[order]
    before = np.cumsum(people, axis=0) - people
    served = np.clip(costs.most[None, :] - before, 0, people)
    filled: Wholes = (np.minimum(np.take_along_axis(over, order, axis=0), 0) * served).sum(axis=0)
    return filled


def bound(costs: Costs, multipliers: Wholes, inside: Collection[int] = (), outside: Collection[int] = ()) -> int | None:
    """Give a bound on every choice that has some sites and has not others, in thousandths; None where there is none.

    Args:
        costs: the question.
        multipliers: a price for each area, in thousandths.
        inside: candidates where there is a site; those that stay belong to them in any case.
        outside: candidates where there is none.

    Examples:
        One site for two areas 10 mm apart, three people each:

        >>> two = Costs(np.array([[0, 10], [10, 0]]), np.array([3, 3]), np.array([6, 6]), None, 1, (), limited=False)
        >>> bound(two, np.array([5000, 5000]))
        15000
        >>> bound(two, np.array([5000, 15000]), inside=[0], outside=[1])
        30000
    """
    own = gains(costs, multipliers)
    fixed = {*inside, *costs.kept}
    free = np.setdiff1d(np.arange(len(own)), [*fixed, *outside])
    rest = costs.sites - len(fixed)
    if rest < 0 or rest > len(free) or not fixed.isdisjoint(outside):
        return None
    best = np.partition(own[free], rest - 1)[:rest] if rest else own[:0]
    prices = multipliers if costs.lost is None else np.minimum(multipliers, costs.lost * SCALE)
    return int((prices * costs.people).sum()) + int(own[sorted(fixed)].sum()) + int(best.sum())


def bounds_with(costs: Costs, multipliers: Wholes, outside: Collection[int] = ()) -> dict[int, int]:
    """Give for each candidate that is neither kept nor left out a bound on every choice with a site there.

    Args:
        costs: the question.
        multipliers: a price for each area, in thousandths.
        outside: candidates that are left out.

    Returns:
        What :func:`bound` gives for each, in thousandths; nothing where there is room for no further site.
    """
    least, rest = bound(costs, multipliers, outside=outside), costs.sites - len(costs.kept)
    if least is None or not rest:
        return {}
    own = gains(costs, multipliers)
    free = np.setdiff1d(np.arange(len(own)), [*costs.kept, *outside])
    last = int(np.partition(own[free], rest - 1)[rest - 1])
    return {int(j): least - last + max(last, int(own[j])) for j in free}


def whole(thousandths: int) -> int:
    """Round a bound up to whole units: every choice of sites costs a whole number."""
    return -(-thousandths // SCALE)


def nearest(costs: Costs, sites: Collection[int]) -> tuple[Wholes, int]:
    """Give the site that each area's people use, as a place among the candidates, and what that costs."""
    chosen = np.array(sorted(sites), np.intp)
    own = costs.each[:, chosen]
    at = own.argmin(axis=1)
    best = own[np.arange(len(own)), at]
    return chosen[at], int((best * costs.people).sum())
