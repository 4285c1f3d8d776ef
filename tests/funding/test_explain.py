"""Explanations: every figure from the ballots, every sentence true of them, the whole in a hundred words."""

from fractions import Fraction

import pytest

from commonweal.formats.prose import prose
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.explain import explain, reach
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from tests.funding import naive


def poll_of(costs, ballots, budget, kind="approval"):
    projects = tuple(Project(str(k), f"Project {k}", Fraction(cost)) for k, cost in enumerate(costs))
    return Poll(projects, Fraction(budget), kind, grouped(ballots, kind))


def told(poll, rule, *settings):
    return explain(poll, RULES[rule](poll, read_spec(rule, settings)))


def words(sentences):
    return " ".join(prose().text(sentence) for sentence in sentences)


POLL = poll_of(
    [16, 14, 3], [Ballot((0, 1), voters=2), Ballot((1,), voters=1), Ballot((2,), voters=1), Ballot((0,))], 50
)


def test_each_account_under_equal_shares_says_who_paid_what():
    explained = told(POLL, "equal_shares", "utility=votes", "completion=none")
    bought, missed = explained.account("1"), explained.account("0")
    assert (bought.funded, bought.round, bought.each, bought.supporters) == (True, 2, Fraction(14, 3), 3)
    assert "its 3 supporters paid £4.67 each" in words(bought.sentences)
    # Three supporters have 10 each, of which two paid 14/3: 62/3 is enough for 16.
    assert (missed.funded, missed.each, missed.short) == (True, Fraction(16, 3), 0)


def test_a_project_not_funded_says_what_was_missing_and_where_the_money_went():
    explained = told(poll_of([16, 14], [Ballot((0, 1), voters=2), Ballot((1,))], 30), "equal_shares", "utility=votes")
    missed = explained.account("0")
    assert (missed.left, missed.elsewhere) == (Fraction(32, 3), (("1", Fraction(28, 3)),))
    said = words(missed.sentences)
    assert "2 people supported it." in said
    assert "£10.67 left" in said
    assert "They paid £9.33 towards Project 1." in said


def test_who_paid_all_they_had_is_counted():
    poll = poll_of([9, 30], [Ballot((0, 1), voters=2), Ballot((1,), voters=4)], 42)
    account = told(poll, "equal_shares", "utility=votes", "completion=none").account("1")
    assert account.short == 2
    assert "2 of them had less than that left, and paid all of it." in words(account.sentences)


def test_what_greedy_passes_over_says_why():
    poll = poll_of([6, 9, 2], [Ballot((0,), voters=5), Ballot((1,), voters=4), Ballot((2,), voters=3)], 10)
    explained = told(poll, "greedy", "overflow=stop", "minimum_support=4")
    assert "£4 was left when its turn came" in words(explained.account("1").sentences)
    assert "it has 3, and 4 are needed" in words(explained.account("2").sentences)
    assert "the count had ended" in words(told(poll, "greedy", "overflow=stop").account("2").sentences)
    assert explained.greedy is None


def test_reach_counts_who_is_left_with_nothing():
    reached = reach(POLL, [2])
    assert (reached.with_nothing, reached.mean_funded, reached.spent) == (4, Fraction(1, 5), 3)


def test_no_points_is_no_support():
    poll = poll_of([1, 1], [Ballot((0, 1), (3, 0)), Ballot((0, 1), (0, 3))], 1, "cumulative")
    assert reach(poll, [0]).with_nothing == 1


def test_a_nobody_s_project_says_so():
    said = words(told(poll_of([1, 50], [Ballot((0,))], 1), "equal_shares").account("1").sentences)
    assert said == "Nobody supported it."


@pytest.mark.parametrize("seed", range(150))
def test_any_count_can_be_explained_in_a_hundred_words(seed):
    poll = naive.small_poll(seed)
    result = RULES["equal_shares"](poll, read_spec("equal_shares", naive.settings_for(seed, poll)))
    explained = explain(poll, result)
    assert len(words(explained.sentences).split()) <= 100
    assert [account.id for account in explained.projects if account.funded] == [
        project.id for project in poll.projects if project.id in result.selected
    ]
    for account in explained.projects:
        assert account.sentences
        assert words(account.sentences).count("{") == 0
        if not account.funded and account.left is not None and result.certificate.comparison is None:
            assert account.left < account.cost


def test_the_greedy_outcome_taken_by_comparison_is_told_as_such():
    poll = poll_of([9, 3], [Ballot((0,), voters=5), Ballot((1,), voters=4)], 9)
    explained = told(poll, "equal_shares", "completion=none", "comparison=greedy")
    assert "More voters prefer what most votes alone would fund" in words(explained.sentences)
    assert explained.account("0").each is None
