"""Good choices of sites and good prices, quickly: swaps of one site at a time, and a subgradient search for prices.

Everything here is a proposal in floats. What is published is worked out again in whole numbers.

Sources: Teitz and Bart (1968), "Heuristic methods for estimating the generalized vertex median of a weighted graph",
Operations Research 16(5); Held, Wolfe and Crowder (1974), "Validation of subgradient optimization", Mathematical
Programming 6.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from commonweal.evidence.siting_bound import SCALE
from commonweal.evidence.siting_inputs import Costs, Wholes

Floats = NDArray[np.float64]
Choice = tuple[int, ...]
"""Places of candidates, in order."""

ROUNDS, EVERY, PATIENCE = 360, 30, 12
"""Steps of the search for multipliers, after how many swaps are tried, and after how many without gain it slows."""


@dataclass(slots=True)
class Found:
    """Choices of sites that a search came across, with what each costs where no site is limited.

    Attributes:
        costs: by choice.
    """

    costs: dict[Choice, float] = field(default_factory=dict)

    @property
    def best(self) -> Choice:
        """The best of them; of equal ones the first in order."""
        return min(self.costs, key=lambda choice: (self.costs[choice], choice))


def greedy(weighted: Floats, costs: Costs) -> Choice:
    """Put one site after another where it helps most, beginning with those that stay."""
    chosen, least = list(costs.kept), np.full(len(weighted), np.inf)
    for j in chosen:
        least = np.minimum(least, weighted[:, j])
    while len(chosen) < costs.sites:
        whole = np.minimum(least[:, None], weighted).sum(axis=0)
        whole[chosen] = np.inf
        chosen.append(int(whole.argmin()))
        least = np.minimum(least, weighted[:, chosen[-1]])
    return tuple(sorted(chosen))


def swapped(weighted: Floats, costs: Costs, begin: Iterable[int], found: Found) -> float:
    """Swap one site for a better place as long as that helps, and keep what the last step came across.

    Args:
        weighted: areas x candidates, what it costs that all people of the area use the site.
        costs: the question.
        begin: a choice to begin with.
        found: takes the last choice, and those that lie one swap from it and cost least.

    Returns:
        What the last choice costs.
    """
    chosen, rows = np.array(sorted(begin), np.intp), np.arange(len(weighted))
    fixed = np.isin(chosen, costs.kept)
    while True:
        own = weighted[:, chosen]
        near = own.argmin(axis=1)
        first = own[rows, near]
        own[rows, near] = np.inf
        second = own.min(axis=1) if len(chosen) > 1 else np.full(len(rows), np.inf)
        change = _changes(weighted, first, second, near, len(chosen))
        change[:, chosen] = np.inf
        change[fixed] = np.inf
        here = float(first.sum())
        out, into = np.unravel_index(int(change.argmin()), change.shape)
        # Below what floats can tell apart, a swap is no gain, and would go round in circles.
        if change[out, into] >= -1e-9 * max(1.0, here):
            break
        chosen[out] = into
        order = np.argsort(chosen)
        chosen, fixed = chosen[order], fixed[order]
    found.costs[_choice(chosen)] = here
    for k in np.argsort(change, axis=None)[:64].tolist():
        out, into = divmod(k, change.shape[1])
        if np.isfinite(change[out, into]):
            other = chosen.copy()
            other[out] = into
            found.costs.setdefault(_choice(other), here + float(change[out, into]))
    return here


def _choice(chosen: NDArray[np.intp]) -> Choice:
    return tuple(sorted(chosen.tolist()))


def _changes(weighted: Floats, first: Floats, second: Floats, near: NDArray[np.intp], count: int) -> Floats:
    """Give by how much each swap changes the whole: sites that go x candidates that come."""
    gained = np.minimum(weighted - first[:, None], 0).sum(axis=0)
    ceiling = np.where(np.isfinite(second), second, weighted.max(axis=1))
    lost = np.clip(weighted, first[:, None], np.maximum(ceiling, first)[:, None]) - first[:, None]
    # Added up row by row in one order: a product of matrices may add otherwise on another machine.
    order = np.argsort(near, kind="stable")
    begins = np.searchsorted(near[order], np.arange(count + 1))
    there = np.flatnonzero(np.diff(begins))
    changed = np.repeat(gained[None, :], count, axis=0)
    changed[there] += np.add.reduceat(lost[order], begins[there], axis=0)
    return changed


def priced(weighted: Floats, costs: Costs, found: Found) -> tuple[Floats, float]:
    """Search for multipliers whose bound is high, trying swaps from the choices that it comes across.

    Args:
        weighted: areas x candidates, what it costs that all people of the area use the site.
        costs: the question.
        found: takes the choices.

    Returns:
        A price for all people of each area, and its bound.
    """
    upper = swapped(weighted, costs, greedy(weighted, costs), found)
    prices = np.sort(weighted, axis=1)[:, min(1, weighted.shape[1] - 1)].copy()
    ceiling = np.inf if costs.lost is None else costs.lost * costs.people.astype(np.float64)
    kept = np.array(costs.kept, np.intp)
    best, good, direction, step, since = -np.inf, prices, np.zeros(len(prices)), 1.5, 0
    tried: set[Choice] = set()
    for n in range(ROUNDS):
        own = np.minimum(weighted - prices[:, None], 0).sum(axis=0)
        rank = own.copy()
        rank[kept] = -np.inf
        chosen = np.argpartition(rank, costs.sites - 1)[: costs.sites]
        value = float(prices.sum() + own[chosen].sum())
        if value > best:
            best, good, since = value, prices, n
        elif n - since > PATIENCE:
            step, since, prices = step * 0.6, n, good
        if n % EVERY == EVERY - 1 and (choice := _choice(chosen)) not in tried:
            tried.add(choice)
            upper = min(upper, swapped(weighted, costs, choice, found))
        served = (weighted[:, chosen] < prices[:, None]).sum(axis=1)
        direction = 1 - served + 0.3 * direction
        length = float(direction @ direction)
        if length == 0 or best >= upper:
            break
        prices = np.minimum(prices + step * (1.0005 * upper - value) / length * direction, ceiling)
    return good, best


def rounded(prices: Floats, costs: Costs) -> Wholes:
    """Turn a price for all people of each area into whole thousandths for one person."""
    each = np.divide(prices * SCALE, costs.people, out=np.zeros(len(prices)), where=costs.people > 0)
    return np.rint(each).astype(np.int64)
