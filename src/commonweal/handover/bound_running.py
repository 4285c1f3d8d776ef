"""What the ways of a cell that a body runs already cost at exact prices: how it goes until then, and its hand-back."""

from collections.abc import Sequence
from itertools import accumulate

from commonweal.handover.pathways import active_before, fixed_start, is_back, staying_level
from commonweal.handover.problem import Problem
from commonweal.handover.scaled import Before, Scaled
from commonweal.handover.whole import whole_part


def before_of(scaled: Scaled, c: int, needs: Sequence[int], weights: Sequence[int]) -> Before:
    """Give how a cell goes until something else begins.

    Args:
        scaled: what is priced, as whole numbers.
        c: the cell.
        needs: of it, by quarter.
        weights: of it.
    """
    problem, now = scaled.problem, scaled.problem.runs(c)
    kept = scaled.kept_cost(c, needs, weights)
    if now is None:
        return Before(scaled.kept[scaled.problem.cells[c].service], [0, *accumulate(kept)], [0] * problem.quarters)
    start = now.since - problem.parameters.overlap_quarters
    level = [whole_part(staying_level(problem, c, t), scaled.share) for t in range(problem.quarters)]
    unmet = [d * w * (scaled.share - k) * scaled.times[0] for d, w, k in zip(needs, weights, level, strict=True)]
    each, saved = scaled.carried(problem.offers[now.offer]), scaled.saved(c)
    carried = [
        0 if t < start else d * x if t < now.since else 2 * d * (x - b)
        for t, (d, x, b) in enumerate(zip(needs, each, saved, strict=True))
    ]
    carried[-1] += scaled.part_of(problem.offers[now.offer]) * needs[-1]
    legal = [scaled.legal[t] * needs[0] * scaled.times[5] * (t == start) for t in range(problem.quarters)]
    cost = accumulate(sum(row) for row in zip(unmet, carried, legal, strict=True))
    return Before(level, [0, *cost], carried)


def handed_back(
    scaled: Scaled, c: int, needs: Sequence[int], weights: Sequence[int], before: Before
) -> tuple[list[int], list[int]]:
    """Give what a hand-back costs while both run the cell, and once the council does, as running sums by quarter.

    Args:
        scaled: what is priced, as whole numbers.
        c: the cell.
        needs: of it, by quarter.
        weights: of it.
        before: how it goes until then.
    """
    full, rows = scaled.share, list(zip(needs, weights, scaled.kept[scaled.problem.cells[c].service], strict=True))
    both = [
        d * (w * (full - min(full, was + k // 2)) * scaled.times[0] + b) + still
        for (d, w, k), was, b, still in zip(rows, before.level, scaled.saved(c), before.carried, strict=True)
    ]
    return [0, *accumulate(both)], [0, *accumulate(scaled.kept_cost(c, needs, weights))]


def begun_in(problem: Problem) -> Sequence[int | None]:
    """Give the quarter in which each provider was already active: 0 before the plan, later when planning again."""
    found = list(active_before(problem))
    for c in range(len(problem.cells)):
        fixed = fixed_start(problem, c)
        if fixed is not None and not is_back(problem, fixed):
            p = problem.offers[fixed.offer].provider
            before = found[p]
            found[p] = fixed.start if before is None else min(before, fixed.start)
    return found
