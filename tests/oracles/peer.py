"""pabutools, an independent program, asked about our polls: exact fractions, our order of ties."""

import warnings
from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np

from commonweal.funding.ballots import from_columns
from commonweal.funding.items import items
from commonweal.funding.spec import read_spec
from commonweal.funding.tally import weights
from commonweal.funding.ties import tie_order

with warnings.catch_warnings():
    # It loads libraries that warn of their own future.
    warnings.simplefilter("ignore")
    from pabutools.election import (
        Additive_Cardinal_Sat,
        ApprovalBallot,
        ApprovalProfile,
        CardinalBallot,
        Cardinality_Sat,
        CardinalProfile,
        Cost_Sat,
        Instance,
        Project,
    )
    from pabutools.fractions import frac
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
    from pabutools.tiebreaking import TieBreakingRule

VERSION = "1.2.3"
KINDS = {
    "equal_shares cost": ("equal_shares", ("utility=cost",), "approval"),
    "equal_shares votes": ("equal_shares", ("utility=votes",), "approval"),
    "greedy votes": ("greedy", ("order=votes",), "approval"),
    "greedy votes_per_cost": ("greedy", ("order=votes_per_cost",), "approval"),
    "equal_shares points": ("equal_shares", ("utility=points",), "cumulative"),
    "equal_shares borda": ("equal_shares", ("utility=borda",), "ordinal"),
}
"""What is compared: our rule, its settings, and the type of vote as which an election is read."""


def spec_of(kind):
    """Our spec of a kind, with a lot drawn for what nothing else tells apart."""
    name, settings, _ = KINDS[kind]
    return read_spec(name, [*settings, "seed=2026"])


def read_as(poll, vote_type):
    """A poll as if people had voted in another way, or None where their ballots do not say it.

    Points and ranks tell who approves of what; ranks tell Borda's points; points tell ranks, equal ones in the
    projects' order.
    """
    kind = "approval" if poll.vote_type == "choose-1" else poll.vote_type
    if kind == vote_type:
        return poll
    if kind == "approval":
        return None
    ballots, given = poll.ballots, weights(poll)
    rows, choices = ballots.rows, ballots.choices
    if vote_type == "ordinal":
        order = np.lexsort((choices, -given, rows))
        choices = choices[order]
    kept = np.flatnonzero(given > 0) if vote_type == "approval" else np.arange(len(given))
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows[kept], minlength=len(ballots)))])
    read = from_columns(
        starts=starts,
        choices=choices[kept],
        points=given if vote_type == "cumulative" else np.empty(0, np.int64),
        voters=ballots.voters,
        vote_type=vote_type,
    )
    return replace(poll, ballots=read, vote_type=vote_type, min_length=0, max_points=None)


@cache
def theirs(poll):
    """A poll as pabutools has it."""
    projects = [Project(p.id, _frac(p.cost)) for p in poll.projects]
    instance = Instance(projects, budget_limit=_frac(poll.budget))
    if poll.vote_type in {"approval", "choose-1"}:
        ballots = ((ApprovalBallot([projects[k] for k in b.choices]), b.voters) for b in poll.ballots)
        return instance, ApprovalProfile([ballot for ballot, voters in ballots for _ in range(voters)])
    given, starts = weights(poll).tolist(), poll.ballots.starts.tolist()
    cardinal = []
    for row, ballot in enumerate(poll.ballots):
        points = zip(ballot.choices, given[starts[row] : starts[row + 1]], strict=True)
        cardinal += [CardinalBallot({projects[k]: _frac(Fraction(p)) for k, p in points if p})] * ballot.voters
    return instance, CardinalProfile(cardinal)


def funded(poll, kind, step=None):
    """The projects that pabutools funds, in order, with a share that rises by a step where one is given."""
    instance, profile = theirs(poll)
    spec = spec_of(kind)
    of = items(poll, spec)
    ranks = {
        poll.projects[item.projects[0]].id: rank for item, rank in zip(of, tie_order(poll, spec, of).ranks, strict=True)
    }
    broken = TieBreakingRule(lambda _instance, _profile, project: ranks[project.name])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if spec.name == "greedy":
            satisfaction = Cost_Sat if kind == "greedy votes" else Cardinality_Sat
            told = greedy_utilitarian_welfare(instance, profile, sat_class=satisfaction, tie_breaking=broken)
        else:
            utility = spec.options["utility"]
            satisfaction = {"cost": Cost_Sat, "votes": Cardinality_Sat}.get(utility, Additive_Cardinal_Sat)
            told = method_of_equal_shares(
                instance,
                profile.as_multiprofile(),
                sat_class=satisfaction,
                tie_breaking=broken,
                voter_budget_increment=step,
            )
    return [project.name for project in told]


def _frac(number):
    return frac(number.numerator, number.denominator)
