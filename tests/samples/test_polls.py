"""Synthetic polls: any size and type, the same from the same seed, and hard where they should be."""

from fractions import Fraction

import pytest

from commonweal.formats import pabulib
from commonweal.funding.explain import reach
from commonweal.funding.poll import Project
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.samples.polls import hard_poll, sample_poll

AREAS = [f"Quarter {k}" for k in range(5)]
PROJECTS = tuple(
    Project(str(k), f"Project {k}", Fraction(8_000 + 1_700 * (k * 7 % 23)), area=AREAS[k % 5] if k > 8 else "")
    for k in range(1, 61)
)
MINORITIES = {"first": ["1", "2", "3", "4"], "second": ["5", "6", "7", "8"]}


@pytest.mark.parametrize("kind", ["approval", "choose-1", "cumulative", "ordinal"])
def test_a_sample_of_any_kind_is_a_sound_poll_and_the_same_each_time(kind):
    poll = sample_poll(4, 12, 300, kind)
    assert (len(poll.projects), poll.voters, poll.vote_type) == (12, 300, kind)
    assert pabulib.read(pabulib.write(poll)) == poll
    assert poll == sample_poll(4, 12, 300, kind)
    assert poll != sample_poll(5, 12, 300, kind)


def test_one_project_and_one_voter_make_a_poll():
    assert sample_poll(1, 1, 1).voters == 1


@pytest.mark.parametrize("seed", range(5))
def test_greedy_leaves_the_minorities_with_nothing_and_equal_shares_does_not(seed):
    hard = hard_poll(seed, PROJECTS, MINORITIES, description="The hard case")
    poll = hard.poll
    assert (poll.voters, len(poll.projects), poll.fact("description")) == (5_000, 60, "The hard case")
    assert pabulib.read(pabulib.write(poll)) == poll
    theirs = {id_ for minority in hard.minorities for id_ in minority.projects}
    greedy = RULES["greedy"](poll, read_spec("greedy", ["seed=drawn"]))
    shares = RULES["equal_shares"](poll, read_spec("equal_shares", ["completion=none", "seed=drawn"]))
    assert not theirs & set(greedy.selected)
    for minority in hard.minorities:
        assert set(minority.projects) & set(shares.selected)
    nothing = {
        name: reach(poll, [winner.project for winner in result.certificate.winners]).with_nothing
        for name, result in (("greedy", greedy), ("shares", shares))
    }
    assert sum(minority.voters for minority in hard.minorities) == 900
    assert 750 <= nothing["greedy"] <= 1_000
    assert nothing["shares"] < 300


def test_the_same_seed_gives_the_same_poll():
    assert hard_poll(1, PROJECTS, MINORITIES, voters=400) == hard_poll(1, PROJECTS, MINORITIES, voters=400)


def test_what_cannot_be_hard_is_refused():
    with pytest.raises(ValueError, match="not on the ballot"):
        hard_poll(1, PROJECTS, {"first": ["99"]})
    with pytest.raises(ValueError, match="too large"):
        hard_poll(1, PROJECTS, MINORITIES, share=Fraction(9, 10))
