"""The greedy rule, followed again."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from .items import Items, Standing


def greedy(items: Items, options: Mapping[str, str], standing: Standing, least: int = 0) -> list[int]:
    """Give the items that greedy funds, in order, beside what is funded already.

    Args:
        items: what can be funded.
        options: of the spec; those that a rule does not have are greedy's usual ones.
        standing: what is funded already; what greedy funds is added to it.
        least: the lowest score that can be funded.

    Raises:
        OpenTie: where it comes to an item that nothing tells from a later one.
    """
    per_cost = options.get("order") == "votes_per_cost"

    def order(k: int) -> tuple[Fraction, int]:
        points = items.scores[k] * len(items.members[k]) / items.costs[k] if per_cost else items.scores[k]
        return -points, items.ranks[k]

    waiting = sorted((order(k), k) for k in range(len(items)) if items.scores[k] >= least)
    before = len(standing.funded)
    for _, equals in groupby(waiting, itemgetter(0)):
        # While one of several equals is looked at, none of the others has been passed: two of them are an open tie.
        left = [k for _, k in equals if k not in standing.gone]
        if len(left) > 1:
            raise items.tied(*left[:2])
        for k in left:
            if items.costs[k] <= standing.money:
                standing.fund(k)
            elif options.get("overflow") == "stop":
                return standing.funded[before:]
    return standing.funded[before:]
