"""Floors: an item paid for beforehand, and all counted again; what cannot be met is refused with what could."""

from fractions import Fraction

import pytest

from commonweal.errors import FloorsNotMet, TieOpen
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.items import items
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from tests.funding import naive, small


def poll_of(costs, votes, budget, areas, kinds=None):
    projects = tuple(
        Project(str(k), f"Project {k}", Fraction(cost), (kind,) if kind else (), (), area)
        for k, (cost, area, kind) in enumerate(zip(costs, areas, kinds or [""] * len(costs), strict=True))
    )
    ballots = [Ballot((k,), voters=n) for k, n in enumerate(votes) if n]
    return Poll(projects, Fraction(budget), "approval", grouped(ballots, "approval"))


def won(poll, rule, *settings):
    certificate = RULES[rule](poll, read_spec(rule, settings)).certificate
    return [(winner.project, winner.by) for winner in certificate.winners]


POLL = poll_of([6, 4, 3, 3], [9, 8, 2, 1], 10, "NNSS")


def test_a_floor_that_is_met_changes_nothing():
    assert won(POLL, "greedy", "floors=area:N=5") == won(POLL, "greedy") == [(0, "greedy"), (1, "greedy")]


@pytest.mark.parametrize(("rule", "then", "more"), [("greedy", [0], [(3, "floor")]), ("phragmen", [1, 3], [])])
def test_the_best_of_an_unmet_group_is_paid_for_first_and_all_is_counted_again(rule, then, more):
    assert won(POLL, rule, "floors=area:S=1", "overflow=skip") == [(2, "floor"), *((k, rule) for k in then)]
    # Two are needed for 4: greedy must be given both, while Phragmén's rule buys the other by itself.
    rest = [(k, rule) for k in ([1] if more else then)]
    assert won(POLL, rule, "floors=area:S=4", "overflow=skip") == [(2, "floor"), *more, *rest]


def test_what_cannot_be_completed_is_not_paid_for():
    # The better of the south would leave too little for the floor of the north.
    poll = poll_of([6, 5, 4], [1, 9, 8], 10, "NSS")
    assert won(poll, "greedy", "floors=area:N=6;area:S=1", "overflow=stop") == [(0, "floor"), (2, "floor")]


def test_an_exclusive_set_and_a_cap_hold_for_what_is_paid_for_beforehand():
    assert won(POLL, "greedy", "floors=area:S=1", "exclusive=0,2") == [(2, "floor"), (1, "greedy"), (3, "greedy")]
    assert won(POLL, "greedy", "floors=area:S=1", "caps=area:S=3;area:N=5") == [(1, "greedy"), (2, "greedy")]


def test_two_that_could_be_paid_for_first_are_an_open_tie():
    poll = poll_of([10, 3, 3], [9, 2, 2], 10, "NSS")
    with pytest.raises(TieOpen, match="CW204"):
        won(poll, "greedy", "floors=area:S=1")
    assert len(won(poll, "greedy", "floors=area:S=1", "seed=4")) == 2


def test_one_that_cannot_be_completed_leaves_no_tie_open():
    # The first two are equal, but the second excludes the only one of the north.
    poll = poll_of([4, 4, 4, 8], [2, 2, 1, 9], 8, "SSNN")
    told = won(poll, "equal_shares", "floors=area:S=4;area:N=4", "exclusive=1,2")
    assert told == [(0, "floor"), (2, "floor")]


def test_floors_that_nothing_meets_are_refused_with_what_could_be_met():
    poll = poll_of([6, 4, 3, 3], [9, 8, 2, 1], 10, "NNSS", ["art", "", "art", ""])
    with pytest.raises(FloorsNotMet) as refused:
        won(poll, "greedy", "floors=area:N=6;area:S=5")
    assert [str(fault) for fault in refused.value.faults] == [
        "floors: area:N has a floor of 6; with the other floors as they are, at most 4 can be met",
        "floors: area:S has a floor of 5; with the other floors as they are, at most 3 can be met",
        "budget: a budget higher by 2 would meet all floors",
    ]
    with pytest.raises(FloorsNotMet) as refused:
        won(poll, "phragmen", "floors=area:N=11;category:art=10;area:S=0.5")
    assert [str(fault) for fault in refused.value.faults] == [
        "floors: area:N has a floor of 11; the others cannot be met even without it",
        "floors: category:art has a floor of 10; the others cannot be met even without it",
        "floors: area:S has a floor of 0.5; the others cannot be met even without it",
    ]


@pytest.mark.parametrize("seed", range(60))
def test_the_largest_amount_and_the_smallest_rise_are_those_of_trying_every_set(seed):
    poll = small.placed(seed)
    settings = small.constraints_for(seed, poll)
    spec = read_spec("greedy", settings)
    told = naive.Naive(poll, spec)
    if not told.floors or told.completable([]):
        return
    with pytest.raises(FloorsNotMet) as refused:
        RULES["greedy"](poll, spec)
    faults = refused.value.faults
    for place, (group, _) in enumerate(told.floors):
        expected = told.most_within(group)
        said = faults[place].figures.get("most")
        assert said is None if expected is None else Fraction(str(said)) == expected
    rise = told.rise()
    said = [fault.figures["rise"] for fault in faults if fault.field == "budget"]
    assert said == [] if rise is None else Fraction(str(said[0])) == rise


@pytest.mark.parametrize("rule", ["greedy", "phragmen"])
@pytest.mark.parametrize("seed", range(80))
def test_every_count_under_constraints_keeps_them(rule, seed):
    poll = small.placed(seed)
    settings = [*small.settings_for(seed, poll, rule), *small.constraints_for(seed, poll)]
    told = small.counted(poll, rule, settings)
    if isinstance(told, str):
        return
    spec = read_spec(rule, settings)
    projects = [k for k, _, _ in told.winners]
    of = items(poll, spec)
    chosen = {n for n, item in enumerate(of) if set(item.projects) <= set(projects)}
    assert sorted(k for n in chosen for k in of[n].projects) == sorted(projects)
    assert naive.Naive(poll, spec).holds(chosen)
