"""Limits: what funded items rule out, by exclusive sets and caps."""

from fractions import Fraction
from random import Random

import pytest

from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.items import items
from commonweal.funding.limits import Limits
from commonweal.funding.poll import Poll, Project
from commonweal.funding.spec import read_spec
from tests.funding import naive, small

POLL = Poll(
    tuple(
        Project(str(k), str(k), Fraction(cost), ("art",) if k < 3 else (), (), "N" if k % 2 else "S")
        for k, cost in enumerate([4, 3, 2, 5, 1])
    ),
    Fraction(15),
    "approval",
    grouped([Ballot((0,))], "approval"),
)


def limits(*settings):
    spec = read_spec("greedy", settings)
    return Limits.of(POLL, spec, items(POLL, spec))


def test_nothing_is_limited_by_a_spec_that_limits_nothing():
    assert not limits()
    assert limits().ruled_out([0, 1]) == frozenset()


def test_one_of_a_set_rules_out_the_others():
    assert limits("exclusive=0,3;3,4").ruled_out([3]) == {0, 4}
    assert limits("exclusive=0,3;3,4").ruled_out([]) == frozenset()


def test_a_set_reaches_every_project_of_a_package():
    # Items: 0 with 1, then 2, 3, 4.
    assert limits("packages=0,1", "exclusive=1,2").ruled_out([0]) == {1}


def test_a_cap_rules_out_what_would_exceed_it_and_nothing_that_costs_nothing_there():
    told = limits("caps=category:art=6")
    assert told.ruled_out([0]) == {1}
    assert told.ruled_out([0, 2]) == {1}
    assert limits("caps=category:art=2").ruled_out([]) == {0, 1}
    assert limits("caps=category:art=0").ruled_out([3, 4]) == {0, 1, 2}


def test_of_a_package_only_what_is_of_the_group_counts_towards_its_cap():
    # 2 and 3 cost 7 together, of which art is 2.
    assert limits("packages=2,3", "caps=category:art=2").ruled_out([]) == {0, 1}


def test_each_reason_is_told():
    told = limits("exclusive=0,3", "caps=area:S=4").reasons([3, 0])
    assert {k: (why.by, why.cap and str(why.cap.group)) for k, why in told.items()} == {
        2: (None, "area:S"),
        4: (None, "area:S"),
    }
    assert limits("exclusive=0,3").reasons([3])[0].by == 3


@pytest.mark.parametrize("seed", range(200))
def test_what_is_ruled_out_is_that_of_the_definition(seed):
    poll, drawn = small.placed(seed), Random(seed)
    spec = read_spec("greedy", small.constraints_for(seed, poll))
    of, told = items(poll, spec), naive.Naive(poll, spec)
    funded = drawn.sample(range(len(of)), drawn.randint(0, len(of)))
    own = Limits.of(poll, spec, of)
    assert own.ruled_out(funded) == told.out(funded) == set(own.reasons(funded))
