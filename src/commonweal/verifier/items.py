"""What a count chooses from: packages and single projects as items, what each needs, and what rules it out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from .lots import lot
from .poll import Group, Poll
from .specs import Constraints

Backing = dict[int, list[int]]
"""The ballots that support an item, by what the item is worth to them, in the least units of money."""


class OpenTie(Exception):
    """Two items are equal in every word of the tie order, and the rule would have to take one of them.

    Args:
        first: id of the one's first project.
        second: id of the other's.
    """

    def __init__(self, first: str, second: str) -> None:
        super().__init__(
            f"nothing tells project {first} and project {second} apart, and the count comes to choose one of them"
        )


@dataclass(frozen=True, slots=True)
class Items:
    """The items that can be funded, in the order of their first projects.

    Attributes:
        poll: the ballots.
        unit: how many of the least units of money make one of the currency; every amount below is in these units.
        budget: what may be spent.
        members: each item's projects, by position.
        costs: what each needs.
        scores: each one's points, in packages the mean of the projects' points.
        ranks: each one's place among equals; what nothing tells apart has the same place.
        rivals: the items that cannot stand beside each, as the ones among the bits of a number.
        within: what each would spend in each group that has a cap or a floor.
        capped: the items in each group that has a cap.
        caps: the most that may be spent in a group.
        floors: the least that must be.
    """

    poll: Poll
    unit: int
    budget: int
    members: list[tuple[int, ...]]
    costs: list[int]
    scores: list[Fraction]
    ranks: list[int]
    rivals: list[int]
    within: list[dict[Group, int]]
    capped: dict[Group, list[int]]
    caps: dict[Group, int]
    floors: dict[Group, int]

    def __len__(self) -> int:
        """Give how many items there are."""
        return len(self.members)

    def id_of(self, k: int) -> str:
        """Give the id of an item's first project."""
        return self.poll.ids[self.members[k][0]]

    def tied(self, one: int, other: int) -> OpenTie:
        """Give what is raised where a rule comes to choose between two items that nothing tells apart."""
        return OpenTie(*(self.id_of(k) for k in sorted((one, other))))


class Standing:
    """What is funded so far, what is left of the budget, and what is ruled out by it.

    Args:
        items: what can be funded.
        forced: what is paid beforehand.
    """

    def __init__(self, items: Items, forced: Sequence[int] = ()) -> None:
        self._items = items
        self.money = items.budget
        self.funded: list[int] = []
        self.gone: set[int] = set()
        """What can be funded no more: it is funded, or ruled out."""
        self.room = dict(items.caps)
        """What may still be spent in each group that has a cap."""
        self._narrow(self.room)
        for k in forced:
            self.fund(k)

    def fund(self, k: int) -> None:
        """Fund an item and rule out what cannot stand beside it."""
        self.funded.append(k)
        self.money -= self._items.costs[k]
        self.gone.add(k)
        if rivals := self._items.rivals[k]:
            self.gone.update(j for j in range(len(self._items)) if rivals >> j & 1)
        spent = {group: cost for group, cost in self._items.within[k].items() if group in self.room}
        for group, cost in spent.items():
            self.room[group] -= cost
        self._narrow(spent)

    def beside(self, k: int) -> "Standing":
        """Give the same with one item more funded."""
        other = copy(self)
        other.funded, other.gone, other.room = list(self.funded), set(self.gone), dict(self.room)
        other.fund(k)
        return other

    def _narrow(self, groups: Iterable[Group]) -> None:
        for group in groups:
            room = self.room[group]
            self.gone.update(j for j in self._items.capped[group] if self._items.within[j][group] > room)


def items_of(poll: Poll, options: Mapping[str, str], given: Constraints) -> Items:
    """Give the items that can be funded: packages and single projects that have the least support in every part."""
    amounts = [poll.budget, *poll.costs, *given.caps.values(), *given.floors.values()]
    unit = lcm(*(amount.denominator for amount in amounts))
    scores, package = poll.scores(), {k: members for members in given.packages for k in members}
    known = {tuple(sorted(package.get(k, (k,)))): None for k in range(len(poll.ids))}
    members = [each for each in known if all(scores[k] >= given.support for k in each)]
    costs = [int(sum(poll.costs[k] for k in each) * unit) for each in members]
    means = [Fraction(sum(scores[k] for k in each), len(each)) for each in members]
    within = [_within(poll, unit, each, given) for each in members]
    return Items(
        poll,
        unit,
        int(poll.budget * unit),
        members,
        costs,
        means,
        _ranks(options, [poll.ids[each[0]] for each in members], costs, means),
        _rivals(members, given),
        within,
        {group: [k for k, spent in enumerate(within) if group in spent] for group in given.caps},
        {group: int(amount * unit) for group, amount in given.caps.items()},
        {group: int(amount * unit) for group, amount in given.floors.items()},
    )


def backing(items: Items, k: int, *, by_cost: bool) -> Backing:
    """Give an item's supporters, by what it is worth to them: points times the cost of each project, or times one."""
    poll = items.poll
    factors = {m: int(poll.costs[m] * items.unit) if by_cost else items.unit for m in items.members[k]}
    if len(factors) == 1:
        ((only, factor),) = factors.items()
        return {points * factor: ballots for points, ballots in poll.backers[only].items()}
    worth: Counter[int] = Counter()
    for m, factor in factors.items():
        for points, ballots in poll.backers[m].items():
            for ballot in ballots:
                worth[ballot] += points * factor
    found: Backing = {}
    for ballot, value in worth.items():
        found.setdefault(value, []).append(ballot)
    return found


def _ranks(options: Mapping[str, str], firsts: Sequence[str], costs: list[int], scores: list[Fraction]) -> list[int]:
    words = [word for word in options["ties"].split(",") if word != "lot" or options["seed"]]

    def told(k: int, word: str) -> object:
        if word == "lot":
            return lot(options["seed"], firsts[k])
        return {"lower-cost": costs[k], "higher-cost": -costs[k], "more-votes": -scores[k]}[word]

    keys: list[tuple[object, ...]] = [tuple(told(k, word) for word in words) for k in range(len(firsts))]
    place = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return [place[key] for key in keys]


def _rivals(members: Sequence[tuple[int, ...]], given: Constraints) -> list[int]:
    item = {k: number for number, each in enumerate(members) for k in each}
    rivals = [0] * len(members)
    for set_ in given.exclusive:
        held = {item[k] for k in set_ if k in item}
        together = sum(1 << k for k in held)
        for k in held:
            rivals[k] |= together & ~(1 << k)
    return rivals


def _within(poll: Poll, unit: int, members: Sequence[int], given: Constraints) -> dict[Group, int]:
    found: dict[Group, int] = {}
    for k in members:
        for group in poll.groups[k] & (given.caps.keys() | given.floors.keys()):
            found[group] = found.get(group, 0) + int(poll.costs[k] * unit)
    return found
