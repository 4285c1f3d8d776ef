"""Robustness of a result: how often each project is funded when the ballots are drawn again, or some are missing."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from commonweal.funding.poll import Poll
from commonweal.funding.recount import Recount, with_sizes
from commonweal.funding.spec import RuleSpec


@dataclass(frozen=True, slots=True)
class Robustness:
    """How a result holds when the ballots are others.

    Attributes:
        seed: of the draws; the same seed gives the same figures.
        recounts: how many times the ballots were drawn and counted.
        undecided: recounts that the rule refused to decide, because of a tie that no lot was drawn for; they fund
            nothing.
        removed: the part of the ballots that was left out of each recount, or None where ballots were drawn with
            replacement.
        funded: for each project, in the poll's order, how many recounts fund it.
    """

    seed: int
    recounts: int
    undecided: int
    removed: Fraction | None
    funded: tuple[int, ...]

    def share(self, project: int) -> Fraction:
        """Give the share of recounts in which a project is funded."""
        return Fraction(self.funded[project], self.recounts)


def resampled(poll: Poll, spec: RuleSpec, *, seed: int, recounts: int) -> Robustness:
    """Draw as many ballots as were cast, with replacement, and count them by the same rule, again and again.

    It says how much hangs on who happened to vote, if those who voted are like those who might have. It says nothing
    of people who are not like any voter.

    Args:
        poll: the poll that was counted.
        spec: the rule.
        seed: same seed, same figures.
        recounts: how many, at least 1.

    Source: the bootstrap (Efron 1979), in whole numbers; applied to participatory budgeting by Boehmer, Faliszewski,
    Janeczko and Kaczmarczyk, "Robustness of Participatory Budgeting Outcomes" (2023).
    """
    drawn, voters = _generator(seed), poll.voters

    def draw() -> Poll:
        return _of_voters(poll, drawn.integers(0, voters, voters))

    return _recounted(poll, spec, draw, Robustness(seed, recounts, 0, None, ()))


def thinned(poll: Poll, spec: RuleSpec, *, removed: Fraction, seed: int, recounts: int) -> Robustness:
    """Leave out a part of the ballots, drawn by lot, and count the others by the same rule, again and again.

    Args:
        poll: the poll that was counted.
        spec: the rule.
        removed: the part of the ballots to leave out, from 0 to below 1; rounded down to whole ballots.
        seed: same seed, same figures.
        recounts: how many, at least 1.

    Raises:
        ValueError: where the part is not from 0 to below 1.
    """
    if not 0 <= removed < 1:
        message = "the part to leave out is from 0 to below 1"
        raise ValueError(message)
    drawn, voters = _generator(seed), poll.voters
    kept = voters - int(voters * removed)

    def draw() -> Poll:
        return _of_voters(poll, drawn.permutation(voters)[:kept])

    return _recounted(poll, spec, draw, Robustness(seed, recounts, 0, removed, ()))


def _generator(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def _of_voters(poll: Poll, chosen: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Poll:
    """Give the poll of some voters, each as often as chosen; voters are numbered along the distinct ballots."""
    places = np.searchsorted(np.cumsum(poll.ballots.voters), chosen, side="right")
    return with_sizes(poll, np.bincount(places, minlength=len(poll.ballots)))


def _recounted(poll: Poll, spec: RuleSpec, draw: Callable[[], Poll], of: Robustness) -> Robustness:
    again = Recount(spec, of.recounts)
    place = {project.id: k for k, project in enumerate(poll.projects)}
    funded, undecided = [0] * len(place), 0
    while again.left:
        selected = again.funded(draw())
        undecided += selected is None
        for id_ in selected or ():
            funded[place[id_]] += 1
    return Robustness(of.seed, of.recounts, undecided, of.removed, tuple(funded))
