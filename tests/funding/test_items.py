"""Items: packages as one, too little support left out, supporters counted once; and what the poll does not have."""

from fractions import Fraction

import pytest

from commonweal.errors import PollFaults, RuleFaults
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.items import Item, items, places, support
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from tests.funding import naive, small


def poll_of(ballots, kind="approval"):
    costs = {"a": 5, "b": 3, "c": 4, "d": 2}
    projects = tuple(
        Project(id_, id_, Fraction(cost), ("art",) if id_ in "ab" else (), (), "North" if id_ in "ac" else "")
        for id_, cost in costs.items()
    )
    return Poll(projects, Fraction(20), kind, grouped(ballots, kind))


BALLOTS = [Ballot((0, 2), voters=2), Ballot((1,)), Ballot((3,), voters=4)]


def test_a_package_is_one_item_with_the_mean_score_of_its_projects():
    poll = poll_of(BALLOTS)
    of = items(poll, read_spec("greedy", ["packages=d,a"]))
    assert of == (
        Item((0, 3), Fraction(7), Fraction(3)),
        Item((1,), Fraction(3), Fraction(1)),
        Item((2,), Fraction(4), Fraction(2)),
    )
    assert of[0].per_cost == Fraction(6, 7)
    assert places(poll, of).tolist() == [0, 1, 2, 0]


@pytest.mark.parametrize("rule", RULES)
def test_a_poll_in_which_nobody_voted_is_refused_by_every_rule(rule):
    with pytest.raises(PollFaults, match="there is no ballot"):
        RULES[rule](poll_of([]), read_spec(rule))


def test_one_member_with_too_little_support_takes_its_package_out():
    poll = poll_of(BALLOTS)
    of = items(poll, read_spec("phragmen", ["packages=b,d", "minimum_support=2"]))
    assert [item.projects for item in of] == [(0,), (2,)]
    assert places(poll, of).tolist() == [0, -1, 1, -1]


def test_whoever_supports_two_of_a_package_is_one_supporter_of_it():
    poll = poll_of(BALLOTS)
    of = items(poll, read_spec("greedy", ["packages=a,c"]))
    backing = support(poll, of)
    assert [(len(backing.ballots(k)), poll.ballots.voters[backing.ballots(k)].sum()) for k in range(3)] == [
        (1, 2),
        (1, 1),
        (1, 4),
    ]


def test_no_points_are_no_support():
    poll = poll_of([Ballot((0, 1), (3, 0)), Ballot((1, 2), (2, 1))], "cumulative")
    backing = support(poll, items(poll, read_spec("greedy", ["packages=a,b"])))
    first = slice(backing.starts[0], backing.starts[1])
    assert backing.points[first].tolist() == [3, 2]
    assert backing.projects[first].tolist() == [0, 1]


@pytest.mark.parametrize("seed", range(150))
def test_items_and_their_supporters_are_those_of_the_definition(seed):
    poll = small.placed(seed)
    spec = read_spec("greedy", small.constraints_for(seed, poll))
    told, of = naive.Naive(poll, spec), items(poll, spec)
    assert [list(item.projects) for item in of] == told.items
    assert [(item.cost, item.score) for item in of] == list(zip(told.cost, told.score, strict=True))
    backing = support(poll, of)
    assert [int(poll.ballots.voters[backing.ballots(k)].sum()) for k in told.all] == [len(b) for b in told.backers]


def test_whatever_the_poll_does_not_have_is_named_at_once_with_the_nearest():
    settings = [
        "exclusive=a,bb;a,e1",
        "packages=c,dd",
        "caps=category:arts=5;area:Elsewhere=1",
        "floors=area:Nort=2;category:art=1",
    ]
    with pytest.raises(RuleFaults) as refused:
        items(poll_of(BALLOTS), read_spec("greedy", settings))
    assert [str(fault) for fault in refused.value.faults] == [
        "exclusive: the poll has no project with the id bb; the nearest is b",
        "exclusive: the poll has no project with the id e1",
        "packages: the poll has no project with the id dd; the nearest is d",
        "caps: no project of the poll is of the category arts; the nearest is art",
        "caps: no project of the poll is of the area Elsewhere",
        "floors: no project of the poll is of the area Nort; the nearest is North",
    ]
