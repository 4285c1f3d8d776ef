"""Phragmén's rule, followed again: all earn at the same pace, and buy an item as soon as they have its cost."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from .items import Items, Standing


class Bought(NamedTuple):
    """One purchase: what, and at what time (what each voter had earned until then, in the currency's main unit)."""

    item: int
    time: Fraction


class Supporters:
    """Who supports which item, and when each last spent what they had.

    Args:
        items: what can be funded.
    """

    def __init__(self, items: Items) -> None:
        self._items = items
        self.of = [
            sorted({ballot for m in each for ballots in items.poll.backers[m].values() for ballot in ballots})
            for each in items.members
        ]
        """The distinct ballots that support each item."""
        self._numbers = [items.poll.voters_of(ballots) for ballots in self.of]
        sizes = items.poll.sizes
        self._crowds = [[(ballot, sizes[ballot] - 1) for ballot in ballots if sizes[ballot] > 1] for ballots in self.of]
        self._spent = [0] * len(sizes)
        self._times = [Fraction(0)]

    def time(self, k: int) -> Fraction:
        """Give when the supporters of an item will have its cost together."""
        counted = Counter(map(self._spent.__getitem__, self.of[k]))
        for ballot, more in self._crowds[k]:
            counted[self._spent[ballot]] += more
        gone = sum((self._times[moment] * voters for moment, voters in counted.items()), Fraction(0))
        return (Fraction(self._items.costs[k], self._items.unit) + gone) / self._numbers[k]

    def spend(self, k: int, time: Fraction) -> None:
        """Let the supporters of an item spend all that they have."""
        for ballot in self.of[k]:
            self._spent[ballot] = len(self._times)
        self._times.append(time)


def phragmen(items: Items, options: Mapping[str, str], forced: Sequence[int] = ()) -> tuple[list[Bought], str]:
    """Give what is bought, in order, and why nothing more is.

    Args:
        items: what can be funded.
        options: of the spec.
        forced: items that are paid beforehand.

    Raises:
        OpenTie: where it comes to an item that nothing tells from another one at the same time.
    """
    supporters, standing = Supporters(items), Standing(items, forced)
    bought: list[Bought] = []
    # The last number of an entry says after which purchase its time was worked out: a time only grows.
    waiting = [
        (Fraction(0), items.ranks[k], k, -1)
        for k, backers in enumerate(supporters.of)
        if backers and items.costs[k] <= standing.money
    ]
    heapify(waiting)
    while waiting:
        time, rank, k, known = heappop(waiting)
        if k in standing.gone:
            continue
        if known < len(bought):
            heappush(waiting, (supporters.time(k), rank, k, len(bought)))
            continue
        _open_tie(items, supporters, standing, (time, rank, k), waiting)
        if items.costs[k] <= standing.money:
            bought.append(Bought(k, time))
            supporters.spend(k, time)
            standing.fund(k)
        elif options["overflow"] == "stop":
            return bought, "next project does not fit"
    return bought, _end(supporters, standing)


def _open_tie(
    items: Items,
    supporters: Supporters,
    standing: Standing,
    taken: tuple[Fraction, int, int],
    waiting: Sequence[tuple[Fraction, int, int, int]],
) -> None:
    time, rank, k = taken
    for before, place, other, _ in waiting:
        same = place == rank and before <= time and other not in standing.gone
        if same and supporters.time(other) == time:
            raise items.tied(k, other)


def _end(supporters: Supporters, standing: Standing) -> str:
    left = {k for k, backers in enumerate(supporters.of) if backers} - set(standing.funded)
    if not left:
        return "all supported projects are funded"
    return "the rest is ruled out" if left <= standing.gone else "nothing more fits"
