"""Whether some items can be completed to a set that meets every floor: an exact search, with a bound on its steps.

Most items count towards one floor alone and touch no other limit. For these, all sums that they can make together are
worked out at once; the rest are tried one by one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import numpy as np
from numpy.typing import NDArray

from commonweal.errors import FloorsUndecided
from commonweal.funding.floor_bound import FloorBound, floor_bound
from commonweal.funding.items import Item, cost_within
from commonweal.funding.limits import Limits
from commonweal.funding.options import Group
from commonweal.funding.poll import Poll
from commonweal.funding.spec import RuleSpec

_STEPS = 5_000
_FIRST = 200
_WEIGHED = 250
_UNITS = 2**25
"""Sums of fewer units than this are worked out together; where there are more, their items are tried one by one."""


@dataclass(frozen=True, slots=True)
class Demands:
    """What the set of funded items must hold to, in whole units.

    Attributes:
        scale: units in one main unit of the currency.
        budget: the most that the set may cost.
        costs: of each item.
        floors: the least to spend within each floor's group.
        groups: the group of each floor.
        within: for each floor, what each item that costs anything within its group costs there.
        caps: the most to spend within each cap's group.
        capped: the group of each cap.
        uses: the same as ``within``, for each cap.
        sets: at most one item of each.
    """

    scale: int
    budget: int
    costs: tuple[int, ...]
    floors: tuple[int, ...]
    groups: tuple[Group, ...]
    within: tuple[Mapping[int, int], ...]
    caps: tuple[int, ...]
    capped: tuple[Group, ...]
    uses: tuple[Mapping[int, int], ...]
    sets: tuple[frozenset[int], ...]


def demands(poll: Poll, spec: RuleSpec, items: Sequence[Item]) -> Demands:
    """Give what a spec demands of the set of funded items."""
    limits = Limits.of(poll, spec, items)
    sums = [*(project.cost for project in poll.projects), *(sum_ for _, sum_ in (*spec.caps, *spec.floors))]
    scale = lcm(poll.budget.denominator, *(sum_.denominator for sum_ in sums))

    def units(sum_: Fraction) -> int:
        return int(sum_ * scale)

    return Demands(
        scale=scale,
        budget=units(poll.budget),
        costs=tuple(units(item.cost) for item in items),
        floors=tuple(units(least) for _, least in spec.floors),
        groups=tuple(group for group, _ in spec.floors),
        within=tuple(
            {k: units(cost) for k, item in enumerate(items) if (cost := cost_within(poll, item, group))}
            for group, _ in spec.floors
        ),
        caps=tuple(units(cap.most) for cap in limits.caps),
        capped=tuple(cap.group for cap in limits.caps),
        uses=tuple({k: units(cost) for k, cost in cap.costs.items()} for cap in limits.caps),
        sets=limits.sets,
    )


@dataclass(frozen=True, slots=True)
class FloorSearch:
    """Answers, for one count, whether items can be completed.

    Attributes:
        demands: what the completed set must hold to.
        alone: for each floor, the items that count towards it alone.
        others: the items that count towards any floor and are not in ``alone``, the dearest first.
    """

    demands: Demands
    alone: "tuple[Alone, ...]"
    others: tuple[int, ...]

    @classmethod
    def of(cls, given: Demands) -> "FloorSearch":
        """Prepare the search."""
        alone = tuple(_alone(given, floor) for floor in range(len(given.floors)))
        others = {k for within in given.within for k in within} - {k for one in alone for k in one.items}
        return cls(given, alone, tuple(sorted(others, key=lambda k: (-given.costs[k], k))))

    def completable(
        self, forced: Collection[int], *, floors: Sequence[int] | None = None, budget: int | None = None
    ) -> bool:
        """Say whether some set that contains the forced items meets every demand.

        Args:
            forced: positions of items.
            floors: the least to spend within each floor's group, where it is not the spec's.
            budget: the most that the set may cost, where it is not the poll's.

        Raises:
            FloorsUndecided: where the search takes too many steps.
        """
        given, chosen = self.demands, frozenset(forced)
        left = (given.budget if budget is None else budget) - sum(given.costs[k] for k in chosen)
        caps = tuple(cap - _total(uses, chosen) for cap, uses in zip(given.caps, given.uses, strict=True))
        if left < 0 or min(caps, default=0) < 0 or any(len(set_ & chosen) > 1 for set_ in given.sets):
            return False
        wanted = given.floors if floors is None else floors
        needs = tuple(
            max(0, least - _total(within, chosen)) for least, within in zip(wanted, given.within, strict=True)
        )
        rest = tuple(k for k in self.others if k not in chosen and not any(k in s and s & chosen for s in given.sets))
        alone = [one.without(given, chosen) for one in self.alone]
        try:
            return _Trial(given, alone, _FIRST, set(), []).meets(rest, left, needs, caps)
        except FloorsUndecided:
            bound = _weighed(given, [*rest, *(k for one in alone for k in one.items)], needs, caps)
            order = tuple(sorted(rest, key=lambda k: (bound.adds[k], k)))
            return _Trial(given, alone, _STEPS, set(), [bound]).meets(order, left, needs, caps)


@dataclass(frozen=True, slots=True)
class Alone:
    """The items that count towards one floor with all they cost, and touch no limit but a cap on the same group.

    Attributes:
        cap: position of that cap, or None.
        items: positions of the items.
        unit: the greatest common divisor of their costs.
        sums: for each number of such units, whether some of the items cost it together.
    """

    cap: int | None
    items: tuple[int, ...]
    unit: int
    sums: NDArray[np.bool_]

    @property
    def total(self) -> int:
        """What they cost together."""
        return (len(self.sums) - 1) * self.unit

    def without(self, given: Demands, chosen: Collection[int]) -> "Alone":
        """Leave some items out."""
        rest = tuple(k for k in self.items if k not in chosen)
        return self if len(rest) == len(self.items) else _summed(given, self.cap, rest)

    def least(self, need: int, cap: int | None) -> int | None:
        """Give the least sum that is the need or more and within what is left of the cap, or None if there is none."""
        if need > self.total:
            return None
        start = -(-need // self.unit)
        sum_ = (start + int(np.argmax(self.sums[start:]))) * self.unit
        return sum_ if cap is None or sum_ <= cap else None


def _alone(given: Demands, floor: int) -> Alone:
    own = [c for c, group in enumerate(given.capped) if group == given.groups[floor]]
    elsewhere = [within for f, within in enumerate(given.within) if f != floor]
    elsewhere += [uses for c, uses in enumerate(given.uses) if c not in own]
    items = tuple(
        k
        for k, cost in given.within[floor].items()
        if cost == given.costs[k] and not any(k in other for other in (*elsewhere, *given.sets))
    )
    found = _summed(given, own[0] if own else None, items)
    return found if found.total < _UNITS * found.unit else _summed(given, found.cap, ())


def _summed(given: Demands, cap: int | None, items: tuple[int, ...]) -> Alone:
    unit = gcd(*(given.costs[k] for k in items)) or 1
    total = sum(given.costs[k] for k in items) // unit
    bits = 1
    for k in items if total < _UNITS else ():
        bits |= bits << (given.costs[k] // unit)
    packed = np.frombuffer(bits.to_bytes(total // 8 + 1, "little"), np.uint8)
    return Alone(cap, items, unit, np.unpackbits(packed, bitorder="little")[: total + 1].astype(bool))


@dataclass(frozen=True, slots=True)
class _Trial:
    """Tries items one by one, each first taken and then left; what has failed is remembered."""

    demands: Demands
    alone: Sequence[Alone]
    steps: int
    failed: set[tuple[object, ...]]
    bounds: list[FloorBound]

    def meets(self, rest: tuple[int, ...], left: int, needs: tuple[int, ...], caps: tuple[int, ...]) -> bool:
        """Say whether some of the rest meet what is still needed.

        Args:
            rest: items that may be taken.
            left: of the budget.
            needs: what each floor still needs.
            caps: what is left under each cap.

        Raises:
            FloorsUndecided: where too much has failed.
        """
        given = self.demands
        if self._closed(left, needs, caps):
            return True
        rest = tuple(
            k
            for k in rest
            if given.costs[k] <= left and all(uses.get(k, 0) <= cap for uses, cap in zip(given.uses, caps, strict=True))
        )
        tried = (rest, left, needs, caps)
        if not rest or tried in self.failed or not self._open(rest, left, needs) or self._dear(rest, left, needs, caps):
            return False
        if len(self.failed) >= self.steps:
            raise FloorsUndecided(steps=self.steps)
        k = rest[0]
        after = tuple(j for j in rest[1:] if not any(k in set_ and j in set_ for set_ in given.sets))
        taken = (
            left - given.costs[k],
            tuple(max(0, need - within.get(k, 0)) for need, within in zip(needs, given.within, strict=True)),
            tuple(cap - uses.get(k, 0) for cap, uses in zip(caps, given.uses, strict=True)),
        )
        if self.meets(after, *taken) or self.meets(rest[1:], left, needs, caps):
            return True
        self.failed.add(tried)
        return False

    def _closed(self, left: int, needs: tuple[int, ...], caps: tuple[int, ...]) -> bool:
        """Say whether the items that count towards one floor alone meet what is still needed."""
        spent = 0
        for one, need in zip(self.alone, needs, strict=True):
            least = one.least(need, None if one.cap is None else caps[one.cap])
            if least is None:
                return False
            spent += least
        return spent <= left

    def _dear(self, rest: Sequence[int], left: int, needs: tuple[int, ...], caps: tuple[int, ...]) -> bool:
        """Say whether the needs are proven to cost more than is left."""
        able = [*rest, *(k for one in self.alone for k in one.items)]
        if self.bounds and len(self.failed) % _WEIGHED == _WEIGHED - 1:
            self.bounds[1:] = [_weighed(self.demands, able, needs, caps)]
        return any(
            bound.exceeds(left, needs, caps, self._least(bound.adds, able))
            for bound in self.bounds
            if all(k in bound.adds for k in able)
        )

    def _least(self, adds: Mapping[int, int], able: Sequence[int]) -> int:
        """Bound what the items still to choose from add, of each exclusive set one at most."""
        return -self._most(able, {k: -adds[k] for k in able if adds[k] < 0})

    def _open(self, rest: Sequence[int], left: int, needs: tuple[int, ...]) -> bool:
        """Say whether the rest could meet the needs if nothing stood in their way; a sound bound, and a quick one."""
        given = self.demands
        for one, need, within in zip(self.alone, needs, given.within, strict=True):
            if need > one.total + self._most(rest, within):
                return False
        # Floors that share no item must each be paid for; the largest such sum among a few ways of choosing them.
        return all(sum(needs[f] for f in apart) <= left for apart in self._apart())

    def _most(self, rest: Sequence[int], within: Mapping[int, int]) -> int:
        """Bound what the rest can spend within a group, of each exclusive set one item at most."""
        total, best = 0, dict[int, int]()
        for k in rest:
            set_ = next((s for s, members in enumerate(self.demands.sets) if k in members), None)
            if set_ is None:
                total += within.get(k, 0)
            else:
                best[set_] = max(best.get(set_, 0), within.get(k, 0))
        return total + sum(best.values())

    def _apart(self) -> list[list[int]]:
        """Give some lists of floors no two of which share an item, one that begins with each floor."""
        within, lists = self.demands.within, []
        for first in range(len(within)):
            apart = [first]
            for other in range(len(within)):
                if all(within[other].keys().isdisjoint(within[f]) for f in apart):
                    apart.append(other)
            lists.append(apart)
        return lists


def _weighed(given: Demands, able: Sequence[int], needs: Sequence[int], caps: Sequence[int]) -> FloorBound:
    costs = {k: given.costs[k] for k in able}
    return floor_bound(costs, (needs, given.within), (caps, given.uses), given.sets)


def _total(costs: Mapping[int, int], chosen: Collection[int]) -> int:
    return sum(costs.get(k, 0) for k in chosen)
