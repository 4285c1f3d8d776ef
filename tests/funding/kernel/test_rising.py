"""A rising share: the steps that are skipped would have changed nothing."""

from fractions import Fraction

import pytest

from commonweal.errors import TieOpen
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.electorate import electorate
from commonweal.funding.kernel.rising import rise, same_between
from commonweal.funding.kernel.rounds import run
from commonweal.funding.poll import Poll, Project
from commonweal.funding.spec import read_spec
from commonweal.samples.polls import sample_poll
from tests.funding import naive


def voters_of(poll):
    return electorate(poll, read_spec("equal_shares", [f"utility={naive.UTILITY[poll.vote_type][0]}", "seed=1"]))


def never(_one):
    return False


def stepped(voters, first, step, budget):
    """Every step followed."""
    steps, one = 0, run(voters, first)
    while voters.supported - set(one.funded):
        raised = run(voters, first + (steps + 1) * step)
        if sum(voters.items[k].cost for k in raised.funded) > budget:
            return one, steps, raised
        steps, one = steps + 1, raised
    return one, steps, None


@pytest.mark.parametrize("seed", range(20))
def test_a_rise_ends_where_following_every_step_ends(seed):
    poll = sample_poll(seed, 8, 30)
    voters, first, step = voters_of(poll), poll.budget / poll.voters, poll.budget / poll.voters / 25
    risen = rise(
        voters,
        first,
        step,
        (
            lambda one: not voters.supported - set(one.funded),
            lambda one: sum(voters.items[k].cost for k in one.funded) > poll.budget,
        ),
    )
    one, steps, beyond = stepped(voters, first, step, poll.budget)
    assert (risen.run.funded, risen.run.prices(), risen.steps) == (one.funded, one.prices(), steps)
    assert (risen.beyond is None) == (beyond is None)
    if beyond is not None:
        assert risen.beyond.funded == beyond.funded


def test_steps_are_skipped_where_nothing_changes_between():
    # Nothing but the first project can be paid for until the share has grown tenfold.
    poll = Poll(
        (Project("a", "a", Fraction(2)), Project("b", "b", Fraction(900))),
        Fraction(10),
        "approval",
        grouped([Ballot((0,), (), 2), Ballot((1,), (), 8)], "approval"),
    )
    voters = voters_of(poll)
    ends = (never, lambda one: len(one.funded) > 1)
    risen = rise(voters, Fraction(1), Fraction(1), ends)
    assert (risen.steps, risen.run.share) == (111, 112)
    assert risen.runs < 30


@pytest.mark.parametrize("seed", range(80))
def test_between_two_runs_that_are_told_alike_every_share_funds_the_same(seed):
    poll = naive.small_poll(seed)
    voters, first = voters_of(poll), poll.budget / poll.voters
    low, high = run(voters, first), None
    for more in (Fraction(1, 3), Fraction(2), Fraction(7)):
        high = run(voters, first + more, below=low)
        if same_between(low, high):
            for part in range(1, 6):
                middle = run(voters, first + more * part / 6)
                assert middle.funded == low.funded


def test_a_tie_beyond_the_end_of_the_rise_is_none():
    projects = tuple(Project(id_, id_, Fraction(cost)) for id_, cost in (("a", 3), ("b", 6), ("c", 6)))
    ballots = [Ballot((0,), (), 3), Ballot((1,)), Ballot((2,))]
    poll = Poll(projects, Fraction(5), "approval", grouped(ballots, "approval"))
    voters = electorate(poll, read_spec("equal_shares", []))
    ends = (lambda one: 0 in one.funded, never)
    assert rise(voters, Fraction(1), Fraction(1), ends).steps == 0
    with pytest.raises(TieOpen):
        rise(voters, Fraction(1), Fraction(1), (lambda one: len(one.funded) == 3, never))
