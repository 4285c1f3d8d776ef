"""A count made again under any rule, with everything that its certificate must say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .equal_shares import Setting, setting
from .floors import forced_until_met
from .greedy import greedy
from .items import Items, OpenTie, Standing, backing, items_of
from .manifests import ratio
from .phragmen import phragmen
from .poll import Poll
from .rising import Rise, Rising, Runs
from .specs import constraints

Winner = tuple[int, str, Fraction | None]
"""A funded item, the part of the rule that funds it, and its price where it has one."""


@dataclass(frozen=True, slots=True)
class Recount:
    """What a certificate must say, member by member; winners are (id, by, price)."""

    winners: Sequence[tuple[str, str, str | None]]
    share: str | None = None
    stop: str = "no completion"
    steps: int = 0
    overspent: str | None = None
    comparison: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a certificate says that can only save work: what it says it forced, and how often its share rose.

    Attributes:
        forced: ids of the projects.
        steps: how often.
    """

    forced: Sequence[str] = ()
    steps: int = 0


@dataclass(frozen=True, slots=True)
class _Count:
    """One count with some items forced."""

    winners: Sequence[Winner]
    stop: str = "no completion"
    rise: Rise | None = None
    comparison: dict[str, int] | None = None


def recount(poll: Poll, name: str, options: Mapping[str, str], said: Said) -> Recount:
    """Count a poll again.

    Args:
        poll: the ballots.
        name: of the rule.
        options: of its spec, known to be of the right form.
        said: what the certificate says, where it can save work.

    Raises:
        NoSpec: where the spec means nothing on this poll.
        OpenTie: where the rule comes to two items that nothing tells apart.
        Endless: where the count would take more work than a check may take.
    """
    items = items_of(poll, options, constraints(poll, options))
    runs = Runs(items)
    count = _RULES[name](items, options, said, runs)
    forced, counted = forced_until_met(items, count, lambda made: [k for k, _, _ in made.winners], runs)
    winners = [*((k, "floor", None) for k in forced), *counted.winners]
    rise = counted.rise
    return Recount(
        [(poll.ids[m], by, _text(price)) for k, by, price in winners for m in items.members[k]],
        _text(rise.share) if rise else None,
        rise.stop if rise else counted.stop,
        rise.steps if rise else 0,
        _text(rise.overspent) if rise else None,
        counted.comparison,
    )


def by_votes(poll: Poll, options: Mapping[str, str], winners: Sequence[Mapping[str, object]]) -> list[str] | None:
    """Give the projects that most votes alone would have funded, beside those that floors force.

    Args:
        poll: the ballots.
        options: of the spec of another rule than greedy, known to be of the right form.
        winners: as the certificate states them.

    Returns:
        Their ids, or None where votes leave a tie open.

    Raises:
        NoSpec: where the spec means nothing on this poll.
    """
    items = items_of(poll, options, constraints(poll, options))
    forced = {str(winner["project"]) for winner in winners if winner["by"] == "floor"}
    paid = [k for k in range(len(items)) if items.id_of(k) in forced]
    try:
        standing = Standing(items, paid)
        # Whatever the rule's own options are, the most votes come first and what does not fit is skipped.
        greedy(items, {}, standing)
    except OpenTie:
        return None
    return [poll.ids[m] for k in standing.funded for m in items.members[k]]


def _greedy(items: Items, options: Mapping[str, str], _: Said, __: Runs) -> Callable[[Sequence[int]], _Count]:
    def count(forced: Sequence[int]) -> _Count:
        return _Count([(k, "greedy", None) for k in greedy(items, options, Standing(items, forced))])

    return count


def _phragmen(items: Items, options: Mapping[str, str], _: Said, __: Runs) -> Callable[[Sequence[int]], _Count]:
    def count(forced: Sequence[int]) -> _Count:
        bought, stop = phragmen(items, options, forced)
        return _Count([(k, "phragmen", time) for k, time in bought], stop)

    return count


def _equal_shares(
    items: Items, options: Mapping[str, str], said: Said, runs: Runs
) -> Callable[[Sequence[int]], _Count]:
    given = setting(items, options)

    def count(forced: Sequence[int]) -> _Count:
        rising = Rising(given, options, forced, runs)
        as_said = [items.poll.ids[m] for k in forced for m in items.members[k]] == list(said.forced)
        rise = rising.begun() if options["completion"] == "none" else rising.ended(said.steps if as_said else 0)
        winners: list[Winner] = [(each.item, "equal_shares", each.price[0]) for each in rise.rounds]
        if options["completion"] == "add1u":
            standing = Standing(items, [*forced, *(k for k, _, _ in winners)])
            winners += [(k, "completion", None) for k in greedy(items, options, standing, least=1)]
        if options["comparison"] == "none":
            return _Count(winners, rise=rise)
        rival = greedy(items, options, Standing(items, forced))
        compared = _compared(given, [k for k, _, _ in winners], rival, by_cost=options["utility"] == "cost")
        if compared["prefer_greedy"] > compared["prefer_equal_shares"]:
            winners = [(k, "greedy", None) for k in rival]
        return _Count(winners, rise=rise, comparison=compared)

    return count


_RULES: Mapping[str, Callable[[Items, Mapping[str, str], Said, Runs], Callable[[Sequence[int]], _Count]]] = {
    "greedy": _greedy,
    "equal_shares": _equal_shares,
    "phragmen": _phragmen,
}


def _compared(given: Setting, ours: Sequence[int], theirs: Sequence[int], *, by_cost: bool) -> dict[str, int]:
    """Count the voters who find one outcome worth more, and those who find the other one worth more."""
    sizes = given.items.poll.sizes
    gain = [0] * len(sizes)
    for sign, mine, other in ((1, ours, theirs), (-1, theirs, ours)):
        for k in set(mine) - set(other):
            for worth, ballots in backing(given.items, k, by_cost=by_cost).items():
                for ballot in ballots:
                    gain[ballot] += sign * worth
    return {
        "prefer_equal_shares": sum(voters for voters, more in zip(sizes, gain, strict=True) if more > 0),
        "prefer_greedy": sum(voters for voters, more in zip(sizes, gain, strict=True) if more < 0),
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else ratio(value)
