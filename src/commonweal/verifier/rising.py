"""A share that rises in steps, followed without a run for every step.

Where two runs fund the same items in the same order, and in the run with the larger share every other item is dearer,
in every round, than the winner was in the run with the smaller share, every share between the two funds the same items
in the same order: ``decisions/0025`` gives the proof. So the check makes the run of a later step, and of steps between
only where this does not hold. What it finds is what every step would have given, one after the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .equal_shares import Round, Setting, run
from .items import Items, OpenTie, Standing

FEWEST_RUNS, MOST_RUNS, MOST_WORK = 1_000, 50_000, 30_000_000
"""How many counts are made of one folder: the work of each is the choices on all ballots, and a hostile spec asks for
counts without end. A spec with so many groups that they outweigh the ballots gets fewer."""


class Endless(Exception):
    """A spec whose count would take more work than a check may take; its text says which."""


class Runs:
    """The number of counts that a check may still make.

    Args:
        items: what is counted.
    """

    def __init__(self, items: Items) -> None:
        choices = sum(len(ballots) for given in items.poll.backers for ballots in given.values()) or 1
        groups = len(items) * len(items.floors) + sum(len(held) ** 2 for held in items.capped.values())
        self.most = min(MOST_RUNS, max(FEWEST_RUNS * choices, MOST_WORK) // (choices + groups))
        self.made = 0

    def one(self) -> None:
        """Take note that one more is made.

        Raises:
            Endless: where it would be one too many.
        """
        self.made += 1
        if self.made > self.most:
            raise Endless(f"the check makes {self.most} counts at most of this poll, and they do not reach the end")


@dataclass(frozen=True, slots=True)
class Rise:
    """Where a rising share came to rest.

    Attributes:
        rounds: what the last share funds.
        share: the last share.
        stop: why it rose no further.
        steps: how often it rose.
        overspent: what the next step would have spent, where that is why.
    """

    rounds: Sequence[Round]
    share: Fraction
    stop: str
    steps: int
    overspent: Fraction | None = None


class Rising:
    """The runs of a rising share under one spec.

    Args:
        given: the items.
        options: of the spec.
        forced: items that are paid beforehand.
        runs: how many runs may still be made.
    """

    def __init__(self, given: Setting, options: Mapping[str, str], forced: Sequence[int], runs: Runs) -> None:
        self._given = given
        self._forced = forced
        self._runs = runs
        self._made: dict[int, list[Round] | OpenTie] = {}
        self._exhaustive = options["completion"] == "add1-exhaustive"
        self._step = Fraction(options["step"])
        self._money = Standing(given.items, forced).money
        self._first = Fraction(self._money, given.items.unit) / given.items.poll.voters
        if options["start"] == "integral":
            self._first = Fraction(self._first.numerator // self._first.denominator)

    def begun(self) -> Rise:
        """Give what the first share funds, without a completion."""
        return Rise(self._run(0), self._first, "no completion", 0)

    def ended(self, stated: int) -> Rise:
        """Follow the share until it comes to rest.

        Args:
            stated: how many steps it is said to rise: it only says which run to make first.

        Raises:
            OpenTie: where a step that the rule takes meets two items that nothing tells apart.
            Endless: where more runs would be needed than may be made.
        """
        most = sum(self._given.items.costs) / (self._step * self._given.items.unit)
        ahead = [min(stated, int(most) + 1)] if stated > 0 else []
        steps, leap = 0, 1
        while True:
            rounds = self._run(steps)
            stop = rests(self._given.items, rounds, self._forced, exhaustive=self._exhaustive)
            if stop:
                return Rise(rounds, self._share(steps), stop, steps)
            if not ahead:
                ahead, leap = [steps + leap], leap * 2
            if ahead[-1] == steps + 1:
                overspent = self._cost(self._run(steps + 1))
                if overspent > self._money:
                    cost = Fraction(overspent, self._given.items.unit)
                    return Rise(rounds, self._share(steps), "next step overspends", steps, cost)
                steps = ahead.pop()
            elif self._between(steps, ahead[-1]):
                steps = ahead.pop()
            else:
                ahead.append((steps + ahead[-1]) // 2)

    def _between(self, first: int, last: int) -> bool:
        """Say whether every step between two is known to fund what both fund."""
        try:
            later = self._run(last)
        except OpenTie:
            return False  # the rule may never come to this step; if it does, that step is looked at by itself
        return same_between(self._run(first), later)

    def _share(self, steps: int) -> Fraction:
        return self._first + steps * self._step

    def _run(self, steps: int) -> list[Round]:
        if steps not in self._made:
            self._runs.one()
            try:
                self._made[steps] = run(self._given, self._share(steps), self._forced)
            except OpenTie as tie:
                self._made[steps] = tie
        made = self._made[steps]
        if isinstance(made, OpenTie):
            raise made
        return made

    def _cost(self, rounds: Sequence[Round]) -> int:
        return sum(self._given.items.costs[each.item] for each in rounds)


def same_between(smaller: Sequence[Round], larger: Sequence[Round]) -> bool:
    """Say whether every share between those of two runs is known to fund the same items in the same order."""
    return [each.item for each in smaller] == [each.item for each in larger] and all(
        other.next is None or other.next > each.price for each, other in zip(smaller, larger, strict=True)
    )


def rests(items: Items, rounds: Sequence[Round], forced: Sequence[int], *, exhaustive: bool) -> str:
    """Say why a share rises no further although the next step was not tried, or nothing."""
    standing = Standing(items, [*forced, *(each.item for each in rounds)])
    supported = [k for k, score in enumerate(items.scores) if score]
    rest = [k for k in supported if k not in standing.gone]
    if not rest:
        all_funded = set(supported) <= set(standing.funded)
        return "all supported projects are funded" if all_funded else "the rest is ruled out"
    if exhaustive and min(items.costs[k] for k in rest) > standing.money:
        return "nothing more fits"
    return ""
