"""One run: what floats look for is what whole numbers decide, also where digits are meant to mislead."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from commonweal.funding.ballots import Ballot, from_columns, grouped
from commonweal.funding.electorate import electorate
from commonweal.funding.kernel.purses import Purses
from commonweal.funding.kernel.rounds import run
from commonweal.funding.poll import Poll, Project
from commonweal.funding.spec import read_spec
from tests.funding import naive


def poll_of(costs, ballots, budget, kind="approval"):
    projects = tuple(Project(f"p{k}", f"p{k}", Fraction(cost)) for k, cost in enumerate(costs))
    return Poll(projects, Fraction(budget), kind, grouped(ballots, kind))


def ran(poll, *settings, share=None):
    spec = read_spec("equal_shares", ["seed=1", *settings])
    one = run(electorate(poll, spec), poll.budget / poll.voters if share is None else share)
    return list(one.funded), list(one.prices())


def expected(poll, *settings, share=None):
    told = naive.Naive(poll, read_spec("equal_shares", ["seed=1", *settings]))
    one = told.shares(poll.budget / poll.voters if share is None else share, [])
    return list(one.funded), list(one.prices)


def drawn_poll(seed, costs, most, budget):
    drawn = Random(seed)
    ballots = [
        Ballot(tuple(sorted(drawn.sample(range(len(costs)), drawn.randint(1, min(4, len(costs)))))), (), most())
        for _ in range(drawn.randint(2, 9))
    ]
    return poll_of(costs, ballots, budget)


@pytest.mark.parametrize("seed", range(120))
def test_prices_that_differ_in_the_fifteenth_digit_are_told_apart(seed):
    drawn = Random(seed)
    base = 10**15
    costs = [base + drawn.randint(-2, 2) for _ in range(5)]
    poll = drawn_poll(seed, costs, lambda: 1, 3 * base + drawn.randint(-3, 3))
    for utility in ("utility=cost", "utility=votes"):
        assert ran(poll, utility) == expected(poll, utility)


@pytest.mark.parametrize("seed", range(120))
def test_costs_with_common_factors_and_large_budgets_tie_exactly(seed):
    drawn = Random(f"factors {seed}")
    unit = 10**11
    costs = [unit * drawn.choice([1, 2, 3, 4, 6, 12]) // 12 for _ in range(6)]
    poll = drawn_poll(seed, costs, lambda: drawn.choice([1, 2, 3, 6]), 10**12)
    for utility in ("utility=cost", "utility=votes"):
        for share in (None, Fraction(10**12, 7), Fraction(unit, 3) + Fraction(1, 10**6)):
            assert ran(poll, utility, share=share) == expected(poll, utility, share=share)


@pytest.mark.parametrize("seed", range(60))
def test_costs_that_no_float_can_hold_are_counted_exactly(seed):
    drawn = Random(f"fine {seed}")
    costs = [Fraction(drawn.randint(10**16, 10**17), 10**9) for _ in range(5)]
    poll = drawn_poll(seed, costs, lambda: drawn.choice([1, 10**6]), sum(costs) / 2)
    assert ran(poll) == expected_of_groups(poll)


def expected_of_groups(poll):
    """One run by utility cost in fractions, with one purse for each distinct ballot: a million people are too many."""
    sizes = poll.ballots.voters
    share = poll.budget / poll.voters
    money = [share] * len(sizes)
    rows = [set(ballot.choices) for ballot in poll.ballots]
    funded, prices = [], []
    while True:
        best = None
        for k, project in enumerate(poll.projects):
            groups = [g for g, row in enumerate(rows) if k in row]
            if k in funded or sum(money[g] * int(sizes[g]) for g in groups) < project.cost or not groups:
                continue
            for level in sorted({money[g] for g in groups}):
                rich = sum(int(sizes[g]) for g in groups if money[g] >= level)
                poor = sum(money[g] * int(sizes[g]) for g in groups if money[g] < level)
                price = (project.cost - poor) / rich
                if price <= level:
                    break
            found = (price / project.cost, project.cost, k, price)
            best = min(best or found, found)
        if best is None:
            return funded, prices
        ratio, _, k, price = best
        money = [m - min(m, price) if k in rows[g] else m for g, m in enumerate(money)]
        funded.append(k)
        prices.append(ratio)


@pytest.mark.parametrize("seed", range(80))
def test_points_beyond_what_floats_can_add_are_counted_exactly(seed):
    drawn = Random(f"points {seed}")
    base = 9 * 10**14
    ballots = []
    for _ in range(drawn.randint(12, 30)):
        choices = tuple(sorted(drawn.sample(range(4), drawn.randint(1, 3))))
        ballots.append(Ballot(choices, tuple(base + drawn.randint(0, 2) for _ in choices), drawn.choice([1, 1, 5])))
    poll = poll_of([drawn.randint(5, 40) for _ in range(4)], ballots, 40, "cumulative")
    assert max(electorate(poll, read_spec("equal_shares", ["utility=points", "seed=1"])).totals) > 2**53
    assert ran(poll, "utility=points") == expected(poll, "utility=points")


def test_a_million_equal_ballots_that_pay_all_they_have_are_left_with_nothing():
    poll = poll_of([10**6, 10**6 + 1, 3], [Ballot((0, 1, 2), (), 10**6)], 2 * 10**6)
    assert ran(poll) == ([2, 0], [Fraction(1, 10**6), Fraction(1, 10**6)])


def test_who_has_exactly_what_is_asked_is_not_short():
    # Each pays 1/3 and has 1/3 left, which is all that the second project asks of them.
    third = Fraction(1, 3)
    poll = poll_of([1, 1], [Ballot((0, 1), (), 3)], 2)
    one = run(electorate(poll, read_spec("equal_shares", ["seed=1"])), 2 * third)
    assert (set(one.funded), one.ledger.payments()) == ({0, 1}, [third, third])
    assert [len(short) for short in one.ledger.short] == [0, 0]


@pytest.mark.parametrize("seed", range(40))
def test_what_floats_know_of_purses_is_never_further_off_than_they_say(seed):
    drawn = np.random.Generator(np.random.PCG64(seed))
    count, items = 400, 25
    starts = np.arange(count + 1) * 6
    choices = np.concatenate([drawn.permutation(items)[:6] for _ in range(count)]).astype(np.int64)
    ballots = from_columns(
        starts=starts,
        choices=choices,
        points=np.empty(0, np.int64),
        voters=drawn.integers(1, 4, count),
        vote_type="approval",
    )
    costs = drawn.integers(10**6, 10**8, items)
    poll = Poll(
        tuple(Project(str(k), str(k), Fraction(int(cost), 7)) for k, cost in enumerate(costs)),
        Fraction(int(costs.sum()), 3),
        "approval",
        ballots,
    )
    voters = electorate(poll, read_spec("equal_shares", ["seed=1"]))
    share = poll.budget / poll.voters
    purses = Purses.opened(voters, share)
    left = [share] * len(voters.voters)
    one = run(voters, share)
    assert len(one.funded) > 3
    for item, payment in zip(one.funded, one.ledger.payments(), strict=True):
        look = purses.look(item, 0.0, float("inf"))
        price = purses.price(item, look)
        assert look.low <= payment
        assert abs(Fraction(price.near) - payment) <= Fraction(price.slack)
        purses.pay(item, price)
        for group in voters.backers(item).tolist():
            left[group] -= min(left[group], payment)
        off = Fraction(purses.off)
        assert all(abs(Fraction(float(near)) - true) <= off for near, true in zip(purses.left, left, strict=True))
    assert purses.off < 1e-9 * purses.share
