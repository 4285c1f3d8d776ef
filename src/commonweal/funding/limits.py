"""Limits: which items can no longer be funded once others are, by exclusive sets and by caps."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.funding.items import Item, cost_within
from commonweal.funding.options import Group
from commonweal.funding.poll import Poll
from commonweal.funding.spec import RuleSpec


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that may be spent on a category or area.

    Attributes:
        group: the category or area.
        most: in the currency's main unit.
        costs: what each item that costs anything within the group costs there.
    """

    group: Group
    most: Fraction
    costs: Mapping[int, Fraction]

    def spent(self, funded: Collection[int]) -> Fraction:
        """Give what funded items spend within the group."""
        return sum((self.costs[k] for k in funded if k in self.costs), Fraction(0))


@dataclass(frozen=True, slots=True)
class RuledOut:
    """Why an item can no longer be funded: one of these.

    Attributes:
        by: the funded item that shares an exclusive set with it, or None.
        cap: the cap that it would exceed, or None.
    """

    by: int | None = None
    cap: Cap | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The exclusive sets and caps of a count, over positions of items.

    Attributes:
        sets: of each set at most one item is funded.
        caps: the most that may be spent on some groups.
    """

    sets: tuple[frozenset[int], ...]
    caps: tuple[Cap, ...]

    @classmethod
    def of(cls, poll: Poll, spec: RuleSpec, items: Sequence[Item]) -> "Limits":
        """Give the limits of a spec over the items of a poll."""
        sets = []
        for ids in spec.exclusive:
            members = {k for k, project in enumerate(poll.projects) if project.id in ids}
            sets.append(frozenset(place for place, item in enumerate(items) if members & set(item.projects)))
        caps = []
        for group, most in spec.caps:
            within = {place: cost_within(poll, item, group) for place, item in enumerate(items)}
            caps.append(Cap(group, most, {place: cost for place, cost in within.items() if cost}))
        return cls(tuple(set_ for set_ in sets if len(set_) > 1), tuple(caps))

    def __bool__(self) -> bool:
        """Say whether anything is limited."""
        return bool(self.sets or self.caps)

    def ruled_out(self, funded: Collection[int]) -> frozenset[int]:
        """Give the items that can no longer be funded once some are.

        Args:
            funded: positions of the funded items.
        """
        if not self:
            return frozenset()
        return frozenset(k for k, _ in self._reasons(frozenset(funded)))

    def reasons(self, funded: Collection[int]) -> Mapping[int, RuledOut]:
        """Give why each item that can no longer be funded cannot: the first reason in the order of the spec."""
        found: dict[int, RuledOut] = {}
        for k, why in self._reasons(frozenset(funded)):
            found.setdefault(k, why)
        return found

    def _reasons(self, funded: frozenset[int]) -> Iterator[tuple[int, RuledOut]]:
        for set_ in self.sets:
            taken = set_ & funded
            if taken:
                why = RuledOut(by=min(taken))
                yield from ((k, why) for k in set_ - funded)
        for cap in self.caps:
            left = cap.most - cap.spent(funded)
            yield from ((k, RuledOut(cap=cap)) for k, cost in cap.costs.items() if cost > left and k not in funded)
