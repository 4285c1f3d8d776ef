"""Explanations: every figure from the ballots, every sentence true of them, the whole in a hundred words."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.formats.prose import prose
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.explain import explain, reach
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from tests.funding import naive, small


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
    assert "it needs £16, and its supporters had £10.67 left between them, £5.33 too little." in said
    assert "They had paid £9.33 for another project that they chose, “Project 1”." in said


def test_a_long_title_is_cut_at_a_word_within_a_sentence():
    poll = poll_of([16, 14], [Ballot((0, 1), voters=2), Ballot((1,))], 30)
    title = "A meadow with flowers for bees, between the nursery school and the village hall, and a bench"
    poll = replace(poll, projects=(poll.projects[0], replace(poll.projects[1], name=title)))
    said = words(told(poll, "equal_shares", "utility=votes").account("0").sentences)
    assert "“A meadow with flowers for bees, between the nursery school and the…”" in said


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


def placed(costs, ballots, budget, areas):
    poll = poll_of(costs, ballots, budget)
    projects = tuple(replace(project, area=area) for project, area in zip(poll.projects, areas, strict=True))
    return replace(poll, projects=projects)


VOTES = [Ballot((0,), voters=9), Ballot((1,), voters=8), Ballot((2,), voters=2), Ballot((3,), voters=1)]
AREAS = placed([6, 4, 3, 3], VOTES, 10, "NNSS")


@pytest.mark.parametrize("rule", RULES)
def test_what_others_rule_out_names_them_or_the_cap(rule):
    explained = told(AREAS, rule, "exclusive=0,1", "caps=area:S=2")
    missed = next(account for account in explained.projects[:2] if not account.funded)
    funded = next(account for account in explained.projects[:2] if account.funded)
    assert f"Ruled out: {funded.name} of the same exclusive set is funded." in words(missed.sentences)
    assert "Ruled out: the cap of £2 for the area S would be exceeded." in words(explained.account("2").sentences)
    weakened = "Constraints (caps, exclusive) weaken what this rule guarantees to groups of voters."
    assert (weakened in words(explained.sentences)) == (rule != "greedy")


@pytest.mark.parametrize("rule", RULES)
def test_what_is_paid_for_beforehand_names_the_floor(rule):
    said = words(told(AREAS, rule, "floors=area:S=3").account("2").sentences)
    assert said == "Funded because at least £3 must go to the area S. 2 people supported it."


def test_only_the_floor_that_would_be_unmet_without_a_project_is_named():
    projects = tuple(replace(p, categories=("art",) if p.id in "02" else ()) for p in AREAS.projects)
    explained = told(replace(AREAS, projects=projects), "greedy", "floors=category:art=1;area:S=3")
    assert words(explained.account("2").sentences[:-1]) == "Funded because at least £3 must go to the area S."


@pytest.mark.parametrize("rule", RULES)
def test_a_package_names_its_projects_and_the_one_with_too_little_support(rule):
    explained = told(AREAS, rule, "packages=1,3", "minimum_support=2")
    assert words(explained.account("1").sentences) == (
        "8 people supported it. It stands or falls together with Project 3. "
        "Not funded: Project 3, with which it stands or falls, has 1, and 2 are needed."
    )
    assert "Not funded: it has 1, and 2 are needed." in words(explained.account("3").sentences)
    whole = told(AREAS, rule, "packages=2,3").account("2")
    assert "It stands or falls together with Project 3." in words(whole.sentences)


def test_each_supporter_of_a_package_pays_for_the_projects_chosen():
    # Shares of 5; the package of 4 and 2 costs its supporters 1 for each unit of what they chose of it.
    poll = poll_of([4, 2], [Ballot((0, 1)), Ballot((0,))], 10)
    explained = told(poll, "equal_shares", "packages=0,1", "utility=cost")
    assert [account.each for account in explained.projects] == [Fraction(12, 5), Fraction(6, 5)]


def test_phragmen_says_when_a_project_could_be_paid_for_and_what_was_left():
    explained = told(AREAS, "phragmen")
    assert "Every voter earned money at the same pace" in words(explained.sentences)
    assert "Funded as number 1: its supporters could pay for it once everyone had earned £0.50." in words(
        explained.account("1").sentences
    )
    assert "Not funded: it needs £3, and £0 was left at the end." in words(explained.account("2").sentences)
    assert explained.account("1").each is None
    assert explained.greedy is not None


def test_phragmen_says_where_the_count_ended():
    poll = poll_of([6, 5, 2], [Ballot((0,), voters=6), Ballot((1,), voters=4), Ballot((2,))], 9)
    explained = told(poll, "phragmen")
    assert "Not funded: it needs £5, and £3 was left at the end." in words(explained.account("1").sentences)
    assert "Not funded: the count had ended, at the first project that no longer fitted." in words(
        explained.account("2").sentences
    )


def test_most_votes_are_not_compared_where_they_leave_a_tie_open():
    poll = poll_of([4, 4], [Ballot((0, 1)), Ballot((0,)), Ballot((1,))], 3)
    assert told(poll, "equal_shares").greedy is None
    assert told(poll, "equal_shares", "seed=1").greedy is not None


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", range(100))
def test_any_count_under_constraints_can_be_explained(rule, seed):
    poll = small.placed(seed)
    settings = [*small.settings_for(seed, poll, rule), *small.constraints_for(seed, poll)]
    if isinstance(small.expected(poll, rule, settings), str):
        return
    explained = told(poll, rule, *settings)
    assert len(words(explained.sentences).split()) <= 100
    for account in explained.projects:
        assert account.sentences
        said = words(account.sentences)
        assert account.funded == ("Not funded" not in said and "Ruled out" not in said and "Nobody" not in said) or (
            account.funded and "Nobody" in said
        )
