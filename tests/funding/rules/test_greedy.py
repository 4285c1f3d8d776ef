"""The greedy rule against its definition, and on examples worked out by hand."""

from fractions import Fraction
from random import Random

import pytest

from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rules import RULES
from commonweal.funding.rules.greedy import passed
from commonweal.funding.spec import read_spec
from tests.funding import naive


def poll_of(costs, votes, budget):
    projects = tuple(Project(str(k), f"Project {k}", Fraction(cost)) for k, cost in enumerate(costs))
    ballots = [Ballot((k,), voters=n) for k, n in enumerate(votes) if n]
    return Poll(projects, Fraction(budget), "approval", grouped(ballots, "approval"))


def selected(poll, *settings):
    return RULES["greedy"](poll, read_spec("greedy", settings)).selected


@pytest.mark.parametrize("seed", range(300))
def test_small_polls_give_what_the_definition_gives(seed):
    poll, drawn = naive.small_poll(seed), Random(seed)
    spec = read_spec(
        "greedy",
        [
            f"order={drawn.choice(['votes', 'votes_per_cost'])}",
            f"overflow={drawn.choice(['skip', 'stop'])}",
            f"minimum_support={drawn.randint(0, 3)}",
            f"ties={drawn.choice(['lower-cost,more-votes,lot', 'more-votes,lot', 'higher-cost,lot'])}",
            f"seed={seed}",
        ],
    )
    result = RULES["greedy"](poll, spec)
    assert [winner.project for winner in result.certificate.winners] == naive.greedy(poll, spec)
    assert result.spent <= poll.budget


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
