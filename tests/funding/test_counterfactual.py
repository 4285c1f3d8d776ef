"""What would have funded a project: every number is one that a recount confirms."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.formats.prose import prose
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.counterfactual import Lever, lever_sentences, levers, told_with
from commonweal.funding.explain import explain
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from tests.funding import naive
from tests.funding.polls import counted, poll_of

TIGHT = poll_of([60, 50], [Ballot((0,), voters=6), Ballot((1,), voters=4)], 100)


def words(sentences):
    return " ".join(prose().text(sentence) for sentence in sentences)


def funded_with(poll, spec, k, further):
    points = (poll.max_points or max([1, *poll.ballots.points.tolist()]),) if poll.vote_type == "cumulative" else ()
    more = grouped([*poll.ballots, Ballot((k,), points, further)], poll.vote_type)
    return poll.projects[k].id in RULES[spec.name](replace(poll, ballots=more), spec).selected


@pytest.mark.parametrize("seed", range(120))
@pytest.mark.parametrize("rule", ["greedy", "equal_shares"])
def test_each_number_funds_the_project_and_one_less_does_not(seed, rule):
    poll = naive.small_poll(seed)
    spec = read_spec(rule, naive.settings_for(seed, poll) if rule == "equal_shares" else ["seed=1"])
    result = RULES[rule](poll, spec)
    found = levers(poll, result, most=20)
    assert {poll.projects[k].id for k in found.by_project} == {p.id for p in poll.projects} - set(result.selected)
    for k, lever in found.by_project.items():
        if lever.supporters is None:
            assert lever.finished
            assert not funded_with(poll, spec, k, 20)
        else:
            assert funded_with(poll, spec, k, lever.supporters)
            assert lever.supporters == 1 or not funded_with(poll, spec, k, lever.supporters - 1)
        if lever.cost is not None:
            projects = list(poll.projects)
            projects[k] = replace(projects[k], cost=lever.cost)
            assert lever.cost < poll.projects[k].cost
            assert poll.projects[k].id in RULES[rule](replace(poll, projects=tuple(projects)), spec).selected


def test_greedy_needs_one_more_vote_than_the_project_it_overtakes():
    found = levers(TIGHT, counted(TIGHT, "greedy"))
    # With two more they are equal, and the cheaper one comes first; 100 - 60 is what is left without them.
    assert found.by_project == {1: Lever(2, 2, Fraction(40), finished=True)}


def test_what_no_number_funds_is_said_with_the_number_tried():
    poll = poll_of([60, 150], [Ballot((0,), voters=6), Ballot((1,), voters=4)], 100)
    (lever,) = levers(poll, counted(poll, "greedy"), most=50).by_project.values()
    assert (lever.supporters, lever.tried, lever.finished) == (None, 50, True)
    assert "Not even 50 more voters for it alone" in words(lever_sentences(lever, Fraction(150), poll))


def test_no_more_recounts_are_made_than_allowed_and_nothing_is_said_that_was_not_counted():
    poll = poll_of([60, 50, 50, 50], [Ballot((0,), voters=90), Ballot((1,), voters=4), Ballot((2, 3))], 100)
    found = levers(poll, counted(poll, "greedy"), recounts=3)
    assert found.recounts == 3
    assert [lever.finished for lever in found.by_project.values()] == [False] * 3
    assert [words(lever_sentences(lever, Fraction(50), poll)) for lever in found.by_project.values()] == ["", "", ""]


def test_a_lower_cost_is_not_looked_for_unless_asked():
    (lever,) = levers(TIGHT, counted(TIGHT, "greedy"), costs=False).by_project.values()
    assert lever.cost is None


def test_an_explanation_is_told_with_what_would_have_helped():
    result = counted(TIGHT, "greedy")
    told = told_with(explain(TIGHT, result), TIGHT, levers(TIGHT, result))
    said = words(told.account("1").sentences)
    assert "2 more voters for it alone would have funded it: we counted again with them." in said
    assert "at a cost of £40 instead of £50" in said
    assert told.account("0") == explain(TIGHT, result).account("0")
