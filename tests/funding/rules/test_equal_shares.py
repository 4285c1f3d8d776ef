"""The Method of Equal Shares on examples worked out by hand."""

from fractions import Fraction

import pytest

from commonweal.errors import RuleFaults
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec


def counted(poll, *settings):
    return RULES["equal_shares"](poll, read_spec("equal_shares", settings))


def poll_of(costs, ballots, budget, kind="approval", **more):
    projects = tuple(Project(str(k), f"Project {k}", Fraction(cost)) for k, cost in enumerate(costs))
    return Poll(projects, Fraction(budget), kind, grouped(ballots, kind), **more)


def test_a_project_is_paid_by_its_supporters_and_by_nobody_else():
    poll = poll_of([30, 30], [Ballot((0,), voters=3), Ballot((1,), voters=7)], 100)
    result = counted(poll, "completion=none")
    assert result.selected == ("1", "0")
    assert [winner.price for winner in result.certificate.winners] == [Fraction(1, 7), Fraction(1, 3)]


def test_what_its_supporters_cannot_pay_together_is_not_funded():
    # Each has 10. The second costs its three supporters 14/3 each and comes first; the first two have 32/3 left of 16.
    poll = poll_of([16, 14], [Ballot((0, 1), voters=2), Ballot((1,), voters=1)], 30)
    assert counted(poll, "utility=votes", "completion=none").selected == ("1",)
    # With 15 each they have enough.
    richer = poll_of([16, 14], [Ballot((0, 1), voters=2), Ballot((1,), voters=1)], 45)
    winners = counted(richer, "utility=votes", "completion=none").certificate.winners
    assert [winner.price for winner in winners] == [Fraction(14, 3), Fraction(8)]


def test_who_has_less_pays_all_and_the_others_share_the_rest():
    # Each has 7. The first project takes 9/2 from two voters; they have 5 left together towards the second, which needs
    # 30: its four other supporters pay 25/4 each.
    poll = poll_of([9, 30], [Ballot((0, 1), voters=2), Ballot((1,), voters=4)], 42)
    winners = counted(poll, "utility=votes", "completion=none").certificate.winners
    assert [(winner.project, winner.price) for winner in winners] == [(0, Fraction(9, 2)), (1, Fraction(25, 4))]


def test_nobody_pays_more_than_the_share_at_the_edge():
    poll = poll_of([3, 3], [Ballot((0,)), Ballot((0, 1)), Ballot((1,))], 6)
    result = counted(poll, "completion=none", "seed=1")
    # Shares of 2: the first to be bought takes 3/2 from the voter of both; the other then needs 3 of 2 + 1/2.
    assert len(result.selected) == 1
    assert result.spent == 3


@pytest.mark.parametrize(
    ("completion", "selected", "stop"),
    [
        ("none", (), "no completion"),
        ("add1", ("0",), "next step overspends"),
        ("add1-exhaustive", ("0",), "nothing more fits"),
        ("add1u", ("0",), "next step overspends"),
    ],
)
def test_each_completion_stops_where_it_says(completion, selected, stop):
    # Nobody can pay alone from a share of 5; at 6 the first can, and nothing else fits into the 4 that are left.
    poll = poll_of([6, 7], [Ballot((0,)), Ballot((1,))], 10)
    result = counted(poll, f"completion={completion}")
    assert (result.selected, result.certificate.stop) == (selected, stop)


def test_the_share_rises_no_further_once_all_that_anyone_supports_is_funded():
    poll = poll_of([6, 1], [Ballot((0,), voters=2)], 100)
    certificate = counted(poll, "completion=add1").certificate
    assert (certificate.stop, certificate.steps, certificate.share) == (
        "all supported projects are funded",
        0,
        Fraction(50),
    )


def test_greedy_fills_what_is_left_only_with_projects_that_anyone_supports():
    poll = poll_of([6, 7, 1, 2], [Ballot((0, 3)), Ballot((1,)), Ballot((1, 0))], 10)
    result = counted(poll, "completion=add1u")
    assert "2" not in result.selected
    assert {winner.by for winner in result.certificate.winners} <= {"equal_shares", "completion"}


def test_the_start_may_be_a_fraction_of_the_unit():
    poll = poll_of([5], [Ballot((0,), voters=2), Ballot((0,))], 5)
    assert counted(poll, "completion=none").certificate.share == Fraction(5, 3)
    assert counted(poll, "completion=none", "start=integral").certificate.share == 1
    assert counted(poll, "completion=add1").certificate.share == 2


def test_the_greedy_outcome_is_taken_where_more_voters_prefer_it():
    poll = poll_of([9, 3], [Ballot((0,), voters=5), Ballot((1,), voters=4)], 9)
    shares = counted(poll, "completion=none", "comparison=greedy")
    assert shares.certificate.comparison is not None
    assert shares.certificate.comparison.prefer_greedy == 5
    assert shares.selected == ("0",)
    assert shares.certificate.winners[0].by == "greedy"


def test_equal_projects_are_told_apart_by_the_spec():
    poll = poll_of([4, 2, 2], [Ballot((0, 1, 2), voters=4)], 6)
    cheap = counted(poll, "utility=cost", "completion=none", "ties=lower-cost,more-votes,lot", "seed=a")
    dear = counted(poll, "utility=cost", "completion=none", "ties=higher-cost,more-votes,lot", "seed=a")
    assert cheap.selected[:1] != ("0",)
    assert dear.selected[0] == "0"
    orders = {counted(poll, "completion=none", f"seed={seed}").selected[:2] for seed in "abcdefgh"}
    assert orders == {("1", "2"), ("2", "1")}


@pytest.mark.parametrize(
    ("kind", "utility", "allowed"),
    [("approval", "points", "cost, votes"), ("cumulative", "cost", "points"), ("ordinal", "votes", "borda")],
)
def test_a_utility_that_the_ballots_cannot_tell_is_refused_with_those_that_they_can(kind, utility, allowed):
    points = (1,) if kind == "cumulative" else ()
    poll = poll_of([4], [Ballot((0,), points)], 6, kind)
    with pytest.raises(RuleFaults, match="CW202") as refused:
        counted(poll, f"utility={utility}")
    assert refused.value.faults[0].figures["allowed"] == allowed


def test_points_weigh_what_each_supporter_pays():
    poll = poll_of([9], [Ballot((0,), (1,)), Ballot((0,), (2,))], 12, "cumulative")
    winner = counted(poll, "utility=points", "completion=none").certificate.winners[0]
    assert winner.price == Fraction(3)


def test_a_project_given_no_points_has_no_supporter():
    poll = poll_of([1, 1], [Ballot((0, 1), (3, 0))], 5, "cumulative")
    assert counted(poll, "utility=points", "completion=add1u").selected == ("0",)
