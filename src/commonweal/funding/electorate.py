"""The electorate of a poll: who supports what, in whole numbers, ready for the rounds of Equal Shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from commonweal.errors import Fault, RuleFaults
from commonweal.funding.ballots import VoteType
from commonweal.funding.poll import Poll
from commonweal.funding.spec import RuleSpec
from commonweal.funding.tally import scores, weights
from commonweal.funding.ties import tie_ranks
from commonweal.terms.sentences import key

UTILITIES: dict[VoteType, tuple[str, ...]] = {
    "approval": ("cost", "votes"),
    "choose-1": ("cost", "votes"),
    "cumulative": ("points",),
    "ordinal": ("borda",),
}
"""What a project can be worth to its supporters, by the type of vote; the first is the usual one."""

Support = tuple[tuple[int, tuple[int, ...]], ...]
"""A project's supporters: groups of identical ballots, by how strongly they support it."""


@dataclass(frozen=True, slots=True)
class Electorate:
    """A poll's ballots as whole numbers.

    Attributes:
        scale: how many of the units used here make one main unit of the currency.
        costs: each project's cost in these units.
        factors: what one point of support is worth, for each project, in these units: its cost where a project is worth
            what it costs, one main unit otherwise.
        sizes: voters of each group of identical ballots.
        support: each project's supporters.
        ranks: each project's place in the tie order.
    """

    scale: int
    costs: tuple[int, ...]
    factors: tuple[int, ...]
    sizes: tuple[int, ...]
    support: tuple[Support, ...]
    ranks: tuple[int, ...]

    @property
    def supported(self) -> frozenset[int]:
        """Positions of the projects with any supporter."""
        return frozenset(k for k, support in enumerate(self.support) if support)

    def worth(self, projects: Sequence[int]) -> list[int]:
        """Give what some projects are worth together to one voter of each group, in units of ``factors``."""
        total = [0] * len(self.sizes)
        for k in projects:
            for weight, groups in self.support[k]:
                for group in groups:
                    total[group] += weight * self.factors[k]
        return total


def electorate(poll: Poll, spec: RuleSpec) -> Electorate:
    """Give a poll's electorate under a spec's utility and tie order.

    Raises:
        RuleFaults: where the poll's type of vote does not say how much a project is worth in the spec's way.
    """
    utility, allowed = spec.options["utility"], UTILITIES[poll.vote_type]
    if utility not in allowed:
        figures = {"utility": utility, "type": poll.vote_type, "allowed": ", ".join(allowed)}
        what = key("the utility {utility} does not fit {type} ballots, which allow {allowed}")
        raise RuleFaults(Fault(what, figures, field="utility"), rule=spec.name)
    scale = lcm(*(project.cost.denominator for project in poll.projects))
    costs = tuple(int(project.cost * scale) for project in poll.projects)
    by_weight: list[dict[int, list[int]]] = [{} for _ in poll.projects]
    entries = zip(poll.ballots.rows.tolist(), poll.ballots.choices.tolist(), weights(poll).tolist(), strict=True)
    for group, choice, weight in entries:
        if weight:
            by_weight[choice].setdefault(weight, []).append(group)
    return Electorate(
        scale=scale,
        costs=costs,
        factors=costs if utility == "cost" else (scale,) * len(costs),
        sizes=tuple(poll.ballots.voters.tolist()),
        support=tuple(tuple((w, tuple(groups)) for w, groups in sorted(of.items())) for of in by_weight),
        ranks=tie_ranks(poll, spec, scores(poll)),
    )


@dataclass(slots=True)
class Purses:
    """What the groups have left during a run. Groups that paid for the same projects share one purse.

    A purse is a whole number of parts; ``parts`` of them make one unit of the electorate. Every price that is paid
    multiplies ``parts``, so that no purse is ever rounded. Purse 0 is empty for good.

    Attributes:
        electorate: whose purses these are.
        parts: how many parts make one unit.
        purses: parts in each purse.
        of: the purse of each group.
    """

    electorate: Electorate
    parts: int
    purses: list[int]
    of: list[int]

    @classmethod
    def equal(cls, electorate: Electorate, share: Fraction) -> "Purses":
        """Give every voter the same share, in the currency's main unit."""
        units = share * electorate.scale
        return cls(electorate, units.denominator, [0, units.numerator], [1] * len(electorate.sizes))

    def left(self, group: int) -> Fraction:
        """Give what one voter of a group has left, in the currency's main unit."""
        return Fraction(self.purses[self.of[group]], self.parts * self.electorate.scale)

    def payment(self, project: int) -> Fraction | None:
        """Give what a supporter must pay for each point of support, in parts, if the supporters can afford the project.

        Who has less than that pays all they have, and the others pay the rest evenly by points.
        """
        due, points, money = self.electorate.costs[project] * self.parts, 0, 0
        purses: list[tuple[int, int, int]] = []
        for weight, groups in self.electorate.support[project]:
            held: dict[int, int] = {}
            for group in groups:
                purse = self.of[group]
                held[purse] = held.get(purse, 0) + self.electorate.sizes[group]
            held.pop(0, None)
            for purse, voters in held.items():
                purses.append((self.purses[purse], weight, voters))
                points += weight * voters
                money += self.purses[purse] * voters
        if money < due:
            return None
        # Who cannot bear an even part is taken out, the poorest for their points first, with all they have.
        common = lcm(*(weight for weight, _ in self.electorate.support[project]))
        for purse, weight, voters in sorted(purses, key=lambda held: held[0] * (common // held[1])):
            if purse * points >= due * weight:
                break
            due -= purse * voters
            points -= weight * voters
        return Fraction(due, points)

    def pay(self, project: int, payment: Fraction) -> None:
        """Take a payment for each point of support, in parts, from every supporter; who has less pays all they have."""
        self.parts *= payment.denominator
        self.purses = [purse * payment.denominator for purse in self.purses]
        for weight, groups in self.electorate.support[project]:
            moved: dict[int, int] = {0: 0}
            for group in groups:
                purse = self.of[group]
                if purse not in moved:
                    left = self.purses[purse] - payment.numerator * weight
                    moved[purse] = len(self.purses) if left > 0 else 0
                    if left > 0:
                        self.purses.append(left)
                self.of[group] = moved[purse]
