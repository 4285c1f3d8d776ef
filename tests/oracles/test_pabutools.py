"""pabutools, an independent program, funds the same projects in the same order."""

import warnings

import pytest

from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.funding.tally import scores
from commonweal.funding.ties import tie_ranks
from commonweal.samples.polls import sample_poll
from tests.funding import naive
from tests.oracles.elections import ALL

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

SATISFACTION = {"cost": Cost_Sat, "votes": Cardinality_Sat, "points": Additive_Cardinal_Sat}


def theirs(poll):
    """A poll as pabutools has it, and its projects by ours."""
    projects = [Project(p.id, frac(p.cost.numerator, p.cost.denominator)) for p in poll.projects]
    instance = Instance(projects, budget_limit=frac(poll.budget.numerator, poll.budget.denominator))
    if poll.vote_type == "cumulative":
        ballots = [
            CardinalBallot({projects[k]: p for k, p in zip(b.choices, b.points, strict=True) if p})
            for b in poll.ballots
            for _ in range(b.voters)
        ]
        return instance, CardinalProfile(ballots)
    return instance, ApprovalProfile(
        [ApprovalBallot([projects[k] for k in b.choices]) for b in poll.ballots for _ in range(b.voters)]
    )


def broken_as(poll, spec):
    """Our tie order, for pabutools."""
    ranks = dict(zip([p.id for p in poll.projects], tie_ranks(poll, spec, scores(poll)), strict=True))
    return TieBreakingRule(lambda _instance, _profile, project: ranks[project.name])


POLLS = [
    *(sample_poll(seed, 12, 150) for seed in range(300 if ALL else 6)),
    *(sample_poll(seed, 9, 80, "choose-1") for seed in range(40 if ALL else 3)),
    *(sample_poll(seed, 9, 80, "cumulative") for seed in range(40 if ALL else 4)),
    *(poll for poll in map(naive.small_poll, range(400 if ALL else 60)) if poll.vote_type == "approval"),
]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_equal_shares_funds_the_same_in_the_same_order():
    wrong = []
    for number, poll in enumerate(POLLS):
        instance, profile = theirs(poll)
        for utility in naive.UTILITY[poll.vote_type]:
            spec = read_spec("equal_shares", [f"utility={utility}", "completion=none"])
            ours = RULES["equal_shares"](poll, spec).selected
            funded = method_of_equal_shares(
                instance, profile, sat_class=SATISFACTION[utility], tie_breaking=broken_as(poll, spec)
            )
            wrong += [(number, utility)] if ours != tuple(p.name for p in funded) else []
    assert wrong == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_rising_share_funds_the_same():
    wrong = []
    for number, poll in enumerate(POLLS[:: 1 if ALL else 4]):
        instance, profile = theirs(poll)
        utility = naive.UTILITY[poll.vote_type][0]
        step = 1 if poll.budget < 100 else 25
        # pabutools raises the share from a fraction, and stops once nothing more fits.
        settings = [f"utility={utility}", "completion=add1-exhaustive", "start=rational", f"step={step}"]
        spec = read_spec("equal_shares", settings)
        ours = RULES["equal_shares"](poll, spec).selected
        funded = method_of_equal_shares(
            instance,
            profile,
            sat_class=SATISFACTION[utility],
            tie_breaking=broken_as(poll, spec),
            voter_budget_increment=step,
        )
        wrong += [number] if ours != tuple(p.name for p in funded) else []
    assert wrong == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("order", "satisfaction"), [("votes", Cost_Sat), ("votes_per_cost", Cardinality_Sat)])
def test_greedy_funds_the_same_in_the_same_order(order, satisfaction):
    wrong = []
    for number, poll in enumerate(POLLS):
        if poll.vote_type == "cumulative":
            continue
        instance, profile = theirs(poll)
        spec = read_spec("greedy", [f"order={order}"])
        funded = greedy_utilitarian_welfare(
            instance, profile, sat_class=satisfaction, tie_breaking=broken_as(poll, spec)
        )
        ours = RULES["greedy"](poll, spec).selected
        wrong += [number] if ours != tuple(p.name for p in funded) else []
    assert wrong == []
