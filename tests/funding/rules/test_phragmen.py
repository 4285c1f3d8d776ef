"""Phragmén's rule on examples worked out by hand."""

from fractions import Fraction

import pytest

from commonweal.errors import TieOpen
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec


def poll_of(costs, ballots, budget, kind="approval", **more):
    projects = tuple(Project(str(k), f"Project {k}", Fraction(cost)) for k, cost in enumerate(costs))
    return Poll(projects, Fraction(budget), kind, grouped(ballots, kind), **more)


def counted(poll, *settings):
    certificate = RULES["phragmen"](poll, read_spec("phragmen", settings)).certificate
    return [(winner.project, winner.price) for winner in certificate.winners], certificate.stop


def test_a_project_is_bought_when_its_supporters_have_its_cost_together():
    # At 2 the three have 6. At 3 the other has 3; at 5, after 3 more each, the three have 9 again.
    poll = poll_of([6, 3, 9], [Ballot((0, 2), voters=3), Ballot((1,))], 18)
    assert counted(poll) == ([(0, 2), (1, 3), (2, 5)], "all supported projects are funded")


def test_whoever_has_spent_has_nothing_left():
    # At 1 the voter of both has spent; the other supporter of the second has 1 of the 4 it needs, and both earn on.
    poll = poll_of([2, 4], [Ballot((0, 1)), Ballot((0,)), Ballot((1,))], 6)
    assert counted(poll) == ([(0, 1), (1, Fraction(5, 2))], "all supported projects are funded")


def test_what_no_longer_fits_ends_the_count_or_is_left_out():
    poll = poll_of([6, 5, 2], [Ballot((0,), voters=6), Ballot((1,), voters=4), Ballot((2,))], 9)
    assert counted(poll) == ([(0, 1)], "next project does not fit")
    assert counted(poll, "overflow=skip") == ([(0, 1), (2, 2)], "nothing more fits")


def test_what_costs_more_than_the_budget_never_ends_the_count():
    poll = poll_of([60, 2], [Ballot((0,), voters=60), Ballot((1,))], 9)
    assert counted(poll) == ([(1, 2)], "nothing more fits")


def test_what_is_ruled_out_ends_nothing():
    poll = poll_of([6, 5, 2], [Ballot((0,), voters=6), Ballot((1,), voters=5), Ballot((2,))], 9)
    assert counted(poll, "ties=higher-cost", "exclusive=0,1") == ([(0, 1), (2, 2)], "the rest is ruled out")


def test_whoever_supports_two_of_a_package_pays_for_it_once():
    poll = poll_of([2, 2], [Ballot((0, 1)), Ballot((1,))], 9)
    assert counted(poll, "packages=0,1") == ([(0, 2), (1, 2)], "all supported projects are funded")


def test_points_and_ranks_are_support_and_none_are_not():
    points = poll_of([4, 2], [Ballot((0, 1), (9, 0)), Ballot((0, 1), (1, 1))], 9, "cumulative")
    assert counted(points)[0] == [(1, 2), (0, 3)]
    ranks = poll_of([4, 2], [Ballot((0, 1)), Ballot((0,))], 9, "ordinal")
    assert counted(ranks)[0] == [(1, 2), (0, 3)]


def test_two_at_the_same_moment_are_an_open_tie_unless_something_decides():
    poll = poll_of([4, 4], [Ballot((0,)), Ballot((1,))], 9)
    with pytest.raises(TieOpen, match="CW204"):
        counted(poll)
    assert len(counted(poll, "seed=1")[0]) == 2
    # The same two are told apart by time once one of them has another supporter.
    assert counted(poll_of([4, 4], [Ballot((0,)), Ballot((1,)), Ballot((1,))], 9), "ties=lower-cost")[0][0] == (1, 2)


def test_the_first_two_of_three_equal_ones_spend_what_the_third_waits_for():
    poll = poll_of([3, 3, 3], [Ballot((0, 1, 2), voters=3)], 9)
    assert [time for _, time in counted(poll, "seed=1")[0]] == [1, 2, 3]
