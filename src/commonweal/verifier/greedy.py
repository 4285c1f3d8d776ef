"""The greedy rule, followed again: order, overflow and minimum support."""

from collections.abc import Mapping
from fractions import Fraction
from hashlib import sha256

from .poll import Poll


def tie_order(poll: Poll, options: Mapping[str, str]) -> list[tuple[object, ...]]:
    """Give what each project is compared by among equals, by the words of ``ties`` in the spec."""
    scores = poll.scores()

    def told(k: int, word: str) -> object:
        if word == "lot":
            return sha256(f"{options['seed']}\n{poll.ids[k]}".encode()).hexdigest()
        return {"lower-cost": poll.costs[k], "higher-cost": -poll.costs[k], "more-votes": -scores[k]}[word]

    return [tuple(told(k, word) for word in options["ties"].split(",")) for k in range(len(poll.ids))]


def greedy(poll: Poll, options: Mapping[str, str], taken: tuple[int, ...] = (), least: int = 0) -> list[int]:
    """Give the projects that greedy funds, in order, after those already taken out of the budget.

    Args:
        poll: the ballots.
        options: of the spec; those that a rule does not have are greedy's usual ones.
        taken: positions of projects already paid.
        least: the lowest score that can be funded.
    """
    scores, ties = poll.scores(), tie_order(poll, options)
    per_cost = options.get("order", "votes") == "votes_per_cost"
    least = max(least, int(options.get("minimum_support", "0")))
    waiting = [k for k in range(len(poll.ids)) if k not in taken and scores[k] >= least]
    waiting.sort(key=lambda k: (Fraction(-scores[k]) / (poll.costs[k] if per_cost else 1), ties[k]))
    money = poll.budget - sum(poll.costs[k] for k in taken)
    funded = []
    for k in waiting:
        if poll.costs[k] <= money:
            money -= poll.costs[k]
            funded.append(k)
        elif options.get("overflow", "skip") == "stop":
            break
    return funded
