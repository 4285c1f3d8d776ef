"""Measures of a count: what only many further counts can say of it, gathered."""

from dataclasses import dataclass

from commonweal.errors import CommonwealError
from commonweal.funding.compare import Outcome, compare, usual_rules
from commonweal.funding.counterfactual import Levers, levers
from commonweal.funding.explain import by_votes
from commonweal.funding.fairness import Claim, Portion, claims, portions
from commonweal.funding.poll import Poll
from commonweal.funding.result import Result
from commonweal.funding.robustness import Robustness, resampled
from commonweal.funding.who import WhoGets, who_gets

_LEAST, _MOST, _WORK = 60, 1_000, 60_000_000


@dataclass(frozen=True, slots=True)
class Measures:
    """What many further counts say of one.

    Attributes:
        claims: projects that a group could have claimed, or None where voters gave points or ranks.
        portions: the money by groups of voters.
        levers: what would have funded each project that was not.
        robustness: in how many recounts of ballots drawn again each project is funded.
        others: what the usual rules give on the same ballots; one that an open tie keeps from deciding is left out.
        who: the money of the result by area; what is known of an area's people is for whoever has its evidence.
        who_by_votes: the same of most votes alone, or None where votes decided the result or leave a tie open.
    """

    claims: tuple[Claim, ...] | None
    portions: tuple[Portion, ...]
    levers: Levers
    robustness: Robustness
    others: tuple[Outcome, ...]
    who: WhoGets
    who_by_votes: WhoGets | None


def affordable(poll: Poll, result: Result) -> int:
    """Give how many recounts a count allows: from 60 to 1,000, fewer where ballots are many or the share rose often.

    It depends on the poll and the result alone, so that the same count has the same measures on every computer.
    """
    work = len(poll.ballots.choices) * (result.certificate.steps + 1)
    return min(_MOST, max(_LEAST, _WORK // max(work, 1)))


def measures(
    poll: Poll, result: Result, *, seed: int = 1, draws: int = 40, recounts: int | None = None, costs: bool = True
) -> Measures:
    """Measure a count.

    Args:
        poll: the poll that was counted.
        result: what the count gave.
        seed: of the ballots drawn again.
        draws: how often ballots are drawn again, at least 1.
        recounts: how many counts the search for what would have funded a project may take; None for as many as are
            :func:`affordable`.
        costs: whether to look for a lower cost of each project, too.
    """
    allowed = affordable(poll, result) if recounts is None else recounts
    funded = [winner.project for winner in result.certificate.winners]
    rival = by_votes(poll, result)
    return Measures(
        claims=claims(poll, funded),
        portions=portions(poll, funded),
        levers=levers(poll, result, recounts=allowed, costs=costs),
        robustness=resampled(poll, result.spec, seed=seed, recounts=draws),
        others=_others(poll, result),
        who=who_gets(poll, funded, {}, {}),
        who_by_votes=None if rival is None else who_gets(poll, rival, {}, {}),
    )


def _others(poll: Poll, result: Result) -> tuple[Outcome, ...]:
    """Count by the usual rules, with the step and lot of the rule that holds; that rule itself is not counted again."""
    options = result.spec.options
    found: list[Outcome] = []
    for name, spec in usual_rules(poll.vote_type, options.get("step", "1"), options["seed"] or None).items():
        if spec == result.spec:
            continue
        try:
            found.extend(compare(poll, {name: spec}).outcomes)
        except CommonwealError:
            continue  # a tie that no lot was drawn for: this rule has no one outcome on these ballots
    return tuple(found)
