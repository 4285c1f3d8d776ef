"""The electorate of a poll: who supports which item, and what it is worth to them, in columns for Equal Shares."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.errors import Fault, RuleFaults
from commonweal.funding.ballots import VoteType, Whole, spans
from commonweal.funding.items import Item, Support, items, support
from commonweal.funding.kernel.supporters import EXACT, Floats, Supporters
from commonweal.funding.limits import Limits
from commonweal.funding.poll import Poll
from commonweal.funding.spec import RuleSpec
from commonweal.funding.ties import TieOrder, tie_order
from commonweal.terms.sentences import key

UTILITIES: dict[VoteType, tuple[str, ...]] = {
    "approval": ("cost", "votes"),
    "choose-1": ("cost", "votes"),
    "cumulative": ("points",),
    "ordinal": ("borda",),
}
"""What a project can be worth to its supporters, by the type of vote; the first is the usual one."""

_LARGEST = 2**62
_NONE: Whole = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Electorate:
    """A poll's items and who supports them. A group is the voters of one distinct ballot.

    Attributes:
        items: what can be funded.
        limits: which items rule others out.
        order: which of equally good items comes first.
        voters: how many voters each group has.
        sizes: the same for the filter; None where every group is one voter.
        starts: where the supporting groups of each item begin in ``groups``, and last where they end.
        groups: the groups that support each item, item after item, each item's sorted.
        weights: how strongly each of them supports it, in whole numbers above 0; None where every weight is 1.
        row_starts: where the items of each group begin in ``row_items``, and last where they end.
        row_lengths: how many items each group supports.
        row_items: the items that each group supports, group after group.
        row_weights: how strongly; None where every weight is 1.
        factors: what one unit of weight is worth, for each item, in the currency's main unit: the item's cost where a
            project is worth what it costs (of a package, the greatest common part of its projects' costs), otherwise 1.
        costs: each item's cost for the filter: the nearest float, in the currency's main unit.
        totals: each item's voters times weights for the filter, near their sum.
        seen: the supporters of each item that was asked for, kept for the next run.
    """

    items: tuple[Item, ...]
    limits: Limits
    order: TieOrder
    voters: Whole
    sizes: Floats | None
    starts: Whole
    groups: Whole
    weights: Whole | None
    row_starts: Whole
    row_lengths: Whole
    row_items: Whole
    row_weights: Whole | None
    factors: tuple[Fraction, ...]
    costs: tuple[float, ...]
    totals: tuple[float, ...]
    seen: dict[int, Supporters] = field(default_factory=dict)

    @property
    def supported(self) -> frozenset[int]:
        """Positions of the items with any supporter."""
        return frozenset(np.flatnonzero(np.diff(self.starts)).tolist())

    def backers(self, item: int) -> Whole:
        """Give the groups that support an item."""
        return self.groups[self.starts[item] : self.starts[item + 1]]

    def supporters(self, item: int) -> Supporters:
        """Give an item's supporters in columns for the filter."""
        if item not in self.seen:
            groups = self.backers(item)
            sizes = None if self.sizes is None else self.sizes.take(groups)
            weights = None if self.weights is None else self.strengths(item).astype(np.float64)
            self.seen[item] = Supporters.of(groups, sizes, weights)
        return self.seen[item]

    def strengths(self, item: int) -> Whole:
        """Give how strongly each of an item's supporting groups supports it."""
        entries = slice(int(self.starts[item]), int(self.starts[item + 1]))
        return np.ones(entries.stop - entries.start, np.int64) if self.weights is None else self.weights[entries]

    def points(self, item: int, groups: Whole) -> int:
        """Give the voters times weights of some of an item's supporters, exact.

        Args:
            item: the item.
            groups: some of its supporting groups.
        """
        strengths = self.strengths(item)[np.searchsorted(self.backers(item), groups)]
        return _exact_sum(strengths, self.voters[groups])

    def given(self, sets: Sequence[Whole], voters: Sequence[Whole], items: Sequence[int]) -> list[list[int]]:
        """Give how strongly each of some sets of groups supports each of some items: voters times weights, exact.

        Args:
            sets: sets of groups.
            voters: how many voters of each group of each set.
            items: positions of items.

        Returns:
            For each set, one number for each item.
        """
        groups, sizes = np.concatenate([_NONE, *sets]), np.concatenate([_NONE, *voters])
        number = np.repeat(np.arange(len(sets)), [len(one) for one in sets])
        lengths = self.row_lengths[groups]
        entries = spans(self.row_starts[groups], lengths)
        cells = np.repeat(number * len(self.items), lengths) + self.row_items[entries]
        points = np.repeat(sizes, lengths)
        weights = None if self.row_weights is None else self.row_weights[entries]
        most = 1 if weights is None else int(weights.max(initial=1))
        if most * int(sizes.sum()) < EXACT:
            numbers = points if weights is None else points * weights
            totals = np.bincount(cells, numbers, minlength=len(sets) * len(self.items))
            table: list[list[int]] = (
                totals.reshape(len(sets), len(self.items))[:, list(items)].astype(np.int64).tolist()
            )
            return table
        exact = [dict.fromkeys(range(len(self.items)), 0) for _ in sets]
        heavy = np.ones(len(entries), np.int64) if weights is None else weights
        for cell, weight, size in zip(cells.tolist(), heavy.tolist(), points.tolist(), strict=True):
            exact[cell // len(self.items)][cell % len(self.items)] += weight * size
        return [[row[item] for item in items] for row in exact]

    def matrix(self, groups: Whole, items: Sequence[int]) -> Whole:
        """Give how strongly each of some groups supports each of some items: a row for each group.

        Args:
            groups: the groups.
            items: distinct positions of items.
        """
        column = np.full(len(self.items), -1)
        column[list(items)] = np.arange(len(items))
        lengths = self.row_lengths[groups]
        entries = spans(self.row_starts[groups], lengths)
        places = column[self.row_items[entries]]
        kept = places >= 0
        found = np.zeros((len(groups), len(items)), np.int64)
        weights: Whole | int = 1 if self.row_weights is None else self.row_weights[entries][kept]
        found[np.repeat(np.arange(len(groups)), lengths)[kept], places[kept]] = weights
        return found

    def worth(self, funded: Sequence[int]) -> NDArray[Any]:
        """Give what some items are worth together to one voter of each group, in one unit for all groups, exact."""
        scale = lcm(*(factor.denominator for factor in self.factors), 1)
        units = [int(factor * scale) if k in set(funded) else 0 for k, factor in enumerate(self.factors)]
        weights = np.ones(1, np.int64) if self.row_weights is None else self.row_weights
        most = int(weights.max(initial=0)) * sum(units)
        worth = np.array(units, np.int64 if most < _LARGEST else object)[self.row_items] * weights
        total = np.zeros(len(self.voters), worth.dtype)
        np.add.at(total, np.repeat(np.arange(len(self.voters)), self.row_lengths), worth)
        return total


def electorate(poll: Poll, spec: RuleSpec) -> Electorate:
    """Give a poll's electorate under a spec's utility, tie order and constraints.

    Raises:
        RuleFaults: where the poll's type of vote does not say how much a project is worth in the spec's way, or the
            spec names what the poll does not have.
    """
    utility, allowed = spec.options["utility"], UTILITIES[poll.vote_type]
    if utility not in allowed:
        figures = {"utility": utility, "type": poll.vote_type, "allowed": ", ".join(allowed)}
        what = key("the utility {utility} does not fit {type} ballots, which allow {allowed}")
        raise RuleFaults(Fault(what, figures, field="utility"), rule=spec.name)
    of, voters = items(poll, spec), poll.ballots.voters
    columns = _columns(poll, of, utility)
    sizes = None if (voters == 1).all() else voters.astype(np.float64)
    return Electorate(
        items=of,
        limits=Limits.of(poll, spec, of),
        order=tie_order(poll, spec, of),
        voters=voters,
        sizes=sizes,
        starts=columns.starts,
        groups=columns.groups,
        weights=columns.weights,
        row_starts=columns.row_starts,
        row_lengths=np.diff(columns.row_starts),
        row_items=columns.row_items,
        row_weights=columns.row_weights,
        factors=columns.factors or tuple(item.cost if utility == "cost" else Fraction(1) for item in of),
        costs=tuple(float(item.cost) for item in of),
        totals=columns.totals or tuple(float(item.score) for item in of),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """The columns of an electorate, as they are named there; factors and totals where the items do not say them."""

    starts: Whole
    groups: Whole
    weights: Whole | None
    row_starts: Whole
    row_items: Whole
    row_weights: Whole | None
    factors: tuple[Fraction, ...] = ()
    totals: tuple[float, ...] = ()


def _columns(poll: Poll, of: Sequence[Item], utility: str) -> _Columns:
    ballots = poll.ballots
    packages = any(len(item.projects) > 1 for item in of)
    if poll.vote_type in {"approval", "choose-1"} and len(of) == len(poll.projects):
        # Every project is an item and every entry counts once: the ballots' own columns serve.
        ends = np.cumsum(np.bincount(ballots.choices, minlength=len(of)))
        starts = np.concatenate([np.zeros(1, np.int64), ends])
        return _Columns(starts, ballots.backers, None, ballots.starts, ballots.choices, None)
    by_item = support(poll, of)
    starts, groups, weights = by_item.starts, by_item.rows, by_item.points
    factors: tuple[Fraction, ...] = ()
    if packages:
        weigh, factors = _packaged(poll, of, utility)
        starts, groups, weights = _together(by_item, weigh)
    by_group = np.argsort(groups, kind="stable")
    supported = np.repeat(np.arange(len(of)), np.diff(starts))
    times = ballots.voters[groups].astype(np.float64) * weights
    return _Columns(
        starts=starts,
        groups=groups,
        weights=weights,
        row_starts=np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(groups, minlength=len(ballots)))]),
        row_items=supported[by_group],
        row_weights=weights[by_group],
        factors=factors,
        totals=tuple(np.bincount(supported, times, minlength=len(of)).tolist()),
    )


def _packaged(poll: Poll, of: Sequence[Item], utility: str) -> tuple[Whole, tuple[Fraction, ...]]:
    """Give what a point for each project weighs within its item, and what one unit of each item's weight is worth."""
    scale = lcm(*(project.cost.denominator for project in poll.projects))
    weigh = np.ones(len(poll.projects), np.int64)
    factors = []
    for item in of:
        costs = [int(poll.projects[k].cost * scale) for k in item.projects]
        part = gcd(*costs)
        factors.append(Fraction(part, scale) if utility == "cost" else Fraction(1))
        if utility == "cost":
            weigh[list(item.projects)] = [cost // part for cost in costs]
    return weigh, tuple(factors)


def _together(by_item: Support, weigh: Whole) -> tuple[Whole, Whole, Whole]:
    """Add up what each ballot gives to the projects of one item: starts, groups and weights."""
    item = np.repeat(np.arange(len(by_item.starts) - 1), np.diff(by_item.starts))
    first = np.flatnonzero((np.diff(item, prepend=-1) != 0) | (np.diff(by_item.rows, prepend=-1) != 0))
    weights = by_item.points * weigh[by_item.projects]
    counts = np.bincount(item[first], minlength=len(by_item.starts) - 1)
    return (
        np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
        by_item.rows[first],
        np.add.reduceat(weights, first) if len(first) else weights,
    )


def _exact_sum(weights: Whole, voters: Whole) -> int:
    """Add up voters times weights, exact."""
    if int(weights.max(initial=0)) * int(voters.sum()) < _LARGEST:
        return int((weights * voters).sum())
    return sum(weight * times for weight, times in zip(weights.tolist(), voters.tolist(), strict=True))
