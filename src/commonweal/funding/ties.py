"""Tie orders: which of several equal projects comes first, by the words of the spec."""

from collections.abc import Sequence
from fractions import Fraction

from commonweal.funding.poll import Poll
from commonweal.funding.spec import RuleSpec, lot


def tie_ranks(poll: Poll, spec: RuleSpec, scores: Sequence[int]) -> tuple[int, ...]:
    """Give each project's place in the tie order, 0 the first; no two share one.

    The order depends on costs, scores and the seed alone, so it is the same in every run of a count.

    Args:
        poll: the poll.
        spec: the rule with its ``ties`` and ``seed``.
        scores: each project's score, in the projects' order.
    """

    def key(k: int) -> tuple[Fraction | int | str, ...]:
        project = poll.projects[k]
        by_word: dict[str, Fraction | int | str] = {
            "lower-cost": project.cost,
            "higher-cost": -project.cost,
            "more-votes": -scores[k],
            "lot": lot(spec.options["seed"], project.id),
        }
        return tuple(by_word[word] for word in spec.ties)

    ranks = [0] * len(poll.projects)
    for rank, k in enumerate(sorted(range(len(ranks)), key=key)):
        ranks[k] = rank
    return tuple(ranks)
