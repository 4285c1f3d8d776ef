"""What sums say at once about their cells: bounds that each alone implies, again and again until nothing changes."""

from dataclasses import dataclass

import numpy as np

from commonweal.evidence.disclosure_rules import UNBOUNDED, Ints
from commonweal.evidence.sums import Sums

MOST_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Bounds:
    """Least and greatest value of each cell."""

    low: Ints
    high: Ints


def narrowed(sums: Sums, bounds: Bounds, rounds: int = MOST_ROUNDS) -> Bounds | None:
    """Narrow bounds by what each sum implies for each of its cells.

    Args:
        sums: how cells add up.
        bounds: what is known of each cell by itself.
        rounds: how often at most; fewer give wider bounds, which are true as well.

    Returns:
        Bounds that every table has that agrees with these, or None where no table does.

    Examples:
        >>> from commonweal.evidence.sums import listed
        >>> one = listed(3, [(2, [0, 1], False)])
        >>> found = narrowed(one, Bounds(np.array([0, 8, 10]), np.array([9, 12, 11])))
        >>> found.low.tolist(), found.high.tolist()
        ([0, 8, 10], [3, 11, 11])
    """
    low, high = bounds.low.copy(), np.minimum(bounds.high, UNBOUNDED)
    if not sums.rows:
        return None if (low > high).any() else Bounds(low, high)
    columns, signs, begin = sums.columns, sums.signs, sums.starts[:-1]
    lengths = np.diff(sums.starts)
    closed = np.repeat(~sums.open, lengths)
    for _ in range(rounds):
        least = np.where(signs > 0, low[columns], -high[columns])
        most = np.where(signs > 0, high[columns], -low[columns])
        endless = most >= UNBOUNDED
        bottomless = least <= -UNBOUNDED
        # What the others of a row leave to each: the row comes to 0, or to no more than that.
        room = -_others(np.where(bottomless, 0, least), begin, lengths)
        room = np.where(_others(bottomless.astype(np.int64), begin, lengths) > 0, UNBOUNDED, room)
        lack = -_others(np.where(endless, 0, most), begin, lengths)
        lack = np.where((_others(endless.astype(np.int64), begin, lengths) > 0) | ~closed, -UNBOUNDED, lack)
        new_low, new_high = low.copy(), high.copy()
        part = signs > 0
        np.minimum.at(new_high, columns[part], room[part])
        np.maximum.at(new_low, columns[part], lack[part])
        np.maximum.at(new_low, columns[~part], -room[~part])
        np.minimum.at(new_high, columns[~part], -lack[~part])
        if (new_low > new_high).any():
            return None
        if (new_low == low).all() and (new_high == high).all():
            break
        low, high = new_low, new_high
    return Bounds(low, high)


def _others(values: Ints, begin: Ints, lengths: Ints) -> Ints:
    """Give for each entry of a row the sum of the row's other entries."""
    return np.repeat(np.add.reduceat(values, begin), lengths) - values
