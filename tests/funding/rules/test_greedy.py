"""The greedy rule on examples worked out by hand."""

from fractions import Fraction

import pytest

from commonweal.errors import TieOpen
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rules import RULES
from commonweal.funding.rules.greedy import passed
from commonweal.funding.spec import read_spec


def poll_of(costs, votes, budget):
    projects = tuple(Project(str(k), f"Project {k}", Fraction(cost)) for k, cost in enumerate(costs))
    ballots = [Ballot((k,), voters=n) for k, n in enumerate(votes) if n]
    return Poll(projects, Fraction(budget), "approval", grouped(ballots, "approval"))


def selected(poll, *settings):
    return RULES["greedy"](poll, read_spec("greedy", settings)).selected


def test_the_cheaper_of_two_equal_ones_comes_first():
    assert selected(poll_of([5, 4], [3, 3], 5)) == ("1",)
    assert selected(poll_of([5, 4], [3, 3], 5), "ties=higher-cost,lot") == ("0",)


def test_what_does_not_fit_is_skipped_or_ends_the_count():
    poll = poll_of([6, 9, 2], [5, 4, 3], 10)
    assert selected(poll) == ("0", "2")
    assert selected(poll, "overflow=stop") == ("0",)


def test_too_little_support_is_not_funded_and_ends_nothing():
    poll = poll_of([6, 20, 2], [5, 2, 3], 10)
    assert selected(poll, "minimum_support=3", "overflow=stop") == ("0", "2")
    assert selected(poll, "minimum_support=4") == ("0",)


def test_votes_per_cost_takes_the_cheap_first():
    poll = poll_of([8, 2], [5, 4], 8)
    assert selected(poll) == ("0",)
    assert selected(poll, "order=votes_per_cost") == ("1",)


def test_each_project_passed_over_has_its_reason():
    poll = poll_of([6, 9, 2, 1], [5, 4, 3, 1], 10)
    told = {item.project: (item.why, item.left) for item in passed(poll, read_spec("greedy", ["overflow=stop"]))}
    assert told == {1: ("cost", 4), 2: ("ended", 4), 3: ("ended", 4)}
    told = {item.project: item.why for item in passed(poll, read_spec("greedy", ["minimum_support=2"]))}
    assert told == {1: "cost", 3: "support"}


def test_what_is_ruled_out_is_passed_over_and_ends_nothing():
    poll = poll_of([6, 9, 2, 1], [5, 4, 3, 1], 10)
    spec = read_spec("greedy", ["overflow=stop", "exclusive=0,1"])
    assert {item.project: item.why for item in passed(poll, spec)} == {1: "ruled out"}
    assert selected(poll, "overflow=stop", "exclusive=0,1") == ("0", "2", "3")
    assert selected(poll, "overflow=stop", "exclusive=0,1", "packages=2,3") == ("0", "2", "3")


def test_a_package_stands_or_falls_as_one():
    poll = poll_of([6, 5, 2], [5, 4, 3], 9)
    assert selected(poll) == ("0", "2")
    assert selected(poll, "packages=0,1") == ("2",)
    assert selected(poll, "packages=1,2") == ("0",)
    assert selected(poll_of([6, 5, 2], [5, 9, 3], 9), "packages=1,2") == ("1", "2")


def test_two_equal_ones_are_an_open_tie_whether_they_fit_or_not():
    for budget in (20, 5, 3):
        poll = poll_of([4, 4, 1], [3, 3, 2], budget)
        with pytest.raises(TieOpen, match="CW204"):
            selected(poll)
        assert selected(poll, "seed=1")
        assert selected(poll, "ties=higher-cost,lot", "seed=1")
    # Nothing is open once one of them is ruled out, or the count has ended before them.
    assert selected(poll_of([4, 4, 1], [3, 3, 5], 20), "exclusive=1,2") == ("2", "0")
    assert selected(poll_of([4, 4, 9], [3, 3, 5], 8), "overflow=stop") == ()
