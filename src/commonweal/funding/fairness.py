"""Fairness of an outcome: which projects a group of voters could have claimed, and where the money of a poll went."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.funding.ballots import Whole
from commonweal.funding.poll import Poll
from commonweal.funding.tally import supporters, weights

_WORD = 2**62
"""Below this, whole numbers are reckoned in machine words; above it, in numbers of any length."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A project not funded that a group of its supporters could have claimed: a violation of EJR+ up to any project.

    Attributes:
        project: its position in the poll.
        voters: how many the group is: the supporters who have least of the funded projects.
        due: the group's share of the budget, in the currency's main unit.
        most: what the funded choices of the best-off voter of the group cost together.
    """

    project: int
    voters: int
    due: Fraction
    most: Fraction


def claims(poll: Poll, funded: Sequence[int]) -> tuple[Claim, ...] | None:
    """Give the projects by which an outcome violates EJR+ up to any project, each with its strongest group.

    An outcome W satisfies it if for every project p outside W and every group G of supporters of p, some voter i of G
    has ``cost(W and i's choices) + cost(p) > |G| / n * budget``: with p added, at least one of them would have more
    than the group's share of the budget. So p is claimed if for some k its k supporters who have least all satisfy
    ``cost(W and i's choices) + cost(p) <= k / n * budget``. It is enough to look at the supporters in the order of what
    they have: any other group of that size has someone who has as much or more.

    A project is worth its cost to each of its supporters. Equal Shares with ``utility=cost`` and a share of at least
    ``budget / n`` always satisfies it: who of a group is first unable to pay ``cost(p) / k`` has paid more than
    ``budget / n - cost(p) / k``, and for every unit at most ``1 / k``. Constraints (packages, caps, floors, minimum
    support, projects that exclude one another) and a share rounded down can break it.

    Args:
        poll: the poll.
        funded: positions of the funded projects.

    Returns:
        The claims in the poll's order, or None where voters gave points or ranks: the axiom speaks of approvals.

    Source: Brill and Peters, "Robust and Verifiable Proportionality Axioms for Multiwinner Voting" (EC 2023), the
    section on participatory budgeting; up to any project as in Peters, Pierczynski and Skowron (NeurIPS 2021).
    """
    if poll.vote_type not in {"approval", "choose-1"}:
        return None
    ballots, voters = poll.ballots, poll.voters
    scale = lcm(poll.budget.denominator, *(project.cost.denominator for project in poll.projects))
    costs = [int(project.cost * scale) for project in poll.projects]
    budget = int(poll.budget * scale)
    small = max(sum(costs) * 2, budget) * (voters + 1) < _WORD
    has = _worth(poll, funded, costs, small=small)
    bounds = np.searchsorted(ballots.choices[ballots.by_project], np.arange(len(costs) + 1))
    won = set(funded)
    found = []
    for k in range(len(costs)):
        backing = ballots.backers[bounds[k] : bounds[k + 1]]
        if k in won or not len(backing):
            continue
        order = backing[np.argsort(has[backing], kind="stable")]
        sizes: NDArray[Any] = np.cumsum(ballots.voters[order]).astype(has.dtype)
        over = sizes * budget - (has[order] + costs[k]) * voters
        best = int(np.argmax(over))
        if over[best] >= 0:
            group = int(sizes[best])
            found.append(Claim(k, group, poll.budget * Fraction(group, voters), Fraction(int(has[order[best]]), scale)))
    return tuple(found)


def _worth(poll: Poll, funded: Sequence[int], costs: Sequence[int], *, small: bool) -> NDArray[Any]:
    """Give what the funded choices of each ballot cost together, in whole parts."""
    kind = np.int64 if small else object
    of = np.zeros(len(costs), kind)
    for k in funded:
        of[k] = costs[k]
    has = np.zeros(len(poll.ballots), kind)
    np.add.at(has, poll.ballots.rows, of[poll.ballots.choices])
    return has


@dataclass(frozen=True, slots=True)
class Portion:
    """The part of the money that went to projects of one group of voters.

    Attributes:
        funded: how many of their choices are funded; in the last group perhaps more.
        more: whether the group is of so many or more.
        voters: how many they are.
        money: what went to their choices, in the currency's main unit: the cost of each funded project, shared evenly
            among its supporters.
    """

    funded: int
    more: bool
    voters: int
    money: Fraction


def portions(poll: Poll, funded: Sequence[int], groups: int = 8) -> tuple[Portion, ...]:
    """Share the money that was spent among groups of voters: those with none of their choices funded, with one, ...

    Under whatever rule, a project's money is counted as spent for those who chose it, in equal parts; what is spent on
    a project that nobody chose is spent for nobody and is in no group.

    Args:
        poll: the poll.
        funded: positions of the funded projects.
        groups: how many groups at most, at least 2; where there would be more, the last is of so many or more.

    Source: the "share" of Lackner, Maly and Rey, "Fairness in Long-Term Participatory Budgeting" (IJCAI 2021).
    """
    ballots = poll.ballots
    won = np.zeros(len(poll.projects), bool)
    won[list(funded)] = True
    hit = np.flatnonzero(won[ballots.choices] & (weights(poll) > 0))
    rows = ballots.rows[hit]
    got = np.bincount(rows, minlength=len(ballots))
    most = int(got.max(initial=0))
    last = min(most, groups - 1)
    group = np.minimum(got, last)
    backers = supporters(poll)
    found = []
    for n in range(last + 1):
        inside = group == n
        theirs = inside[rows]
        per_project = _added(ballots.choices[hit[theirs]], ballots.voters[rows[theirs]], len(poll.projects))
        money = sum(
            (poll.projects[k].cost * Fraction(int(per_project[k]), backers[k]) for k in funded if backers[k]),
            Fraction(0),
        )
        found.append(Portion(n, n == last < most, int(ballots.voters[inside].sum()), money))
    return tuple(found)


def _added(places: Whole, numbers: Whole, count: int) -> Whole:
    total = np.zeros(count, np.int64)
    np.add.at(total, places, numbers)
    return total
