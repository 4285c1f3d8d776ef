"""Fairness: EJR+ up to any project against a look at every group; and the money, which adds up."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.funding.ballots import Ballot
from commonweal.funding.fairness import claims, portions
from tests.funding import naive
from tests.funding.polls import counted, poll_of, positions

# Six like the path; four, who like only the desk, have 40 of the 100 together.
GREEDY_FAILS = poll_of([60, 40], [Ballot((0,), voters=6), Ballot((1,), voters=4)], 100)


def every_group(poll, funded):
    """The projects claimed by any group at all, each with every strongest (shortfall, size) of one."""
    people = [set(person) for person in naive.voters_of(poll)]
    cost = [project.cost for project in poll.projects]
    found = {}
    for k in set(range(len(cost))) - set(funded):
        backers = [person for person in people if k in person]
        for size in range(1, len(backers) + 1):
            due = poll.budget * Fraction(size, len(people))
            for group in combinations(backers, size):
                most = max(sum(cost[j] for j in person & set(funded)) for person in group)
                if most + cost[k] <= due:
                    found.setdefault(k, []).append((due - most - cost[k], size, most))
    return found


def approvals(seeds):
    return [poll for poll in map(naive.small_poll, seeds) if poll.vote_type in {"approval", "choose-1"}]


@pytest.mark.parametrize("funded", [(), (0,), (0, 1)])
def test_the_sorted_check_finds_what_a_look_at_every_group_finds(funded):
    seen = 0
    for poll in approvals(range(300)):
        won = [k for k in funded if k < len(poll.projects)]
        slow = every_group(poll, won)
        quick = claims(poll, won)
        assert [claim.project for claim in quick] == sorted(slow)
        for claim in quick:
            shortfall = claim.due - claim.most - poll.projects[claim.project].cost
            assert shortfall == max(lack for lack, _, _ in slow[claim.project])
            assert (shortfall, claim.voters, claim.most) in slow[claim.project]
            seen += 1
    assert seen > 50


@given(st.integers(0, 10**6))
def test_equal_shares_by_cost_never_leaves_a_claim(seed):
    poll = naive.small_poll(seed)
    if poll.vote_type in {"approval", "choose-1"}:
        assert claims(poll, positions(counted(poll, "equal_shares", "utility=cost"))) == ()
        raised = counted(poll, "equal_shares", "completion=add1u", "start=rational")
        assert claims(poll, positions(raised)) == ()


def test_greedy_leaves_a_claim_where_a_majority_takes_all():
    poll = poll_of([60, 40, 40], [Ballot((0, 2), voters=6), Ballot((1,), voters=4)], 100)
    funded = positions(counted(poll, "greedy"))
    (claim,) = claims(poll, funded)
    assert (funded, claim.project, claim.voters, claim.due, claim.most) == ([2, 0], 1, 4, 40, 0)


def test_a_group_whose_share_is_a_penny_short_has_no_claim():
    poll = poll_of([60, 40, Fraction(4001, 100)], [Ballot((0, 1), voters=6), Ballot((2,), voters=4)], 100)
    assert claims(poll, [0, 1]) == ()


def test_numbers_beyond_a_machine_word_are_exact():
    huge = Fraction(10**15) + Fraction(1, 10**9)
    poll = poll_of([60 * huge, 40 * huge, 40 * huge], [Ballot((0, 2), voters=6), Ballot((1,), voters=4)], 100 * huge)
    (claim,) = claims(poll, [0, 2])
    assert (claim.project, claim.due) == (1, 40 * huge)
    assert claims(replace(poll, budget=100 * huge - Fraction(1, 10**9)), [0, 2]) == ()


@pytest.mark.parametrize("kind", ["cumulative", "ordinal"])
def test_points_and_ranks_are_not_measured(kind):
    ballot = Ballot((0,), (3,)) if kind == "cumulative" else Ballot((0,))
    assert claims(poll_of([5], [ballot], 9, kind), []) is None


@given(st.integers(0, 10**6))
def test_the_money_of_all_groups_is_what_was_spent_on_what_anybody_chose(seed):
    poll = naive.small_poll(seed)
    funded = positions(counted(poll, "greedy"))
    people = naive.voters_of(poll)
    found = portions(poll, funded, groups=3)
    assert sum(portion.voters for portion in found) == poll.voters
    for portion in found:
        own = [person for person in people if min(len(person.keys() & set(funded)), 2) == portion.funded]
        backers = {k: sum(k in person for person in people) for k in funded}
        money = sum(poll.projects[k].cost / backers[k] for person in own for k in person.keys() & set(funded))
        assert (portion.voters, portion.money) == (len(own), money)
    most = max(len(person.keys() & set(funded)) for person in people)
    assert [portion.more for portion in found] == [False, False, most > 2][: most + 1]


def test_who_has_nothing_has_no_money():
    first, *_ = portions(GREEDY_FAILS, [0])
    assert (first.funded, first.voters, first.money) == (0, 4, 0)
