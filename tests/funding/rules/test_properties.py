"""What holds of every count, whatever the poll."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from commonweal.formats import pabulib
from commonweal.formats.counts import count_files
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.electorate import electorate
from commonweal.funding.kernel.rounds import run
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rules import RULES
from commonweal.funding.settlement import settle
from commonweal.funding.spec import read_spec
from commonweal.funding.tally import supporters
from commonweal.verifier.counts import check_count
from commonweal.verifier.reading import Folder


@st.composite
def polls(draw):
    """Approval polls with few projects, so that ties and empty purses are common."""
    count = draw(st.integers(1, 5))
    costs = draw(st.lists(st.integers(1, 12), min_size=count, max_size=count))
    choice = st.lists(st.integers(0, count - 1), min_size=1, max_size=count, unique=True)
    ballots = draw(st.lists(choice, min_size=1, max_size=8))
    return Poll(
        projects=tuple(Project(f"p{k}", f"Project {k}", Fraction(cost)) for k, cost in enumerate(costs)),
        budget=Fraction(draw(st.integers(1, 30))),
        vote_type="approval",
        ballots=grouped([Ballot(tuple(chosen)) for chosen in ballots], "approval"),
    )


settings = st.tuples(
    st.sampled_from(["utility=cost", "utility=votes"]),
    st.sampled_from(["completion=none", "completion=add1", "completion=add1-exhaustive", "completion=add1u"]),
    st.sampled_from(["comparison=none", "comparison=greedy"]),
)


def shares(poll, *set_):
    return counted(poll, "equal_shares", *set_)


def counted(poll, rule, *set_):
    return RULES[rule](poll, read_spec(rule, ["seed=drawn", *set_]))


@given(polls(), settings)
def test_the_budget_is_never_overspent_and_nothing_is_funded_twice(poll, set_):
    for result in (shares(poll, *set_), counted(poll, "greedy"), counted(poll, "phragmen")):
        assert result.spent <= poll.budget
        assert len(set(result.selected)) == len(result.selected)


@given(polls(), settings)
def test_the_verifier_accepts_every_count(poll, set_):
    assert check_count(Folder(count_files(poll, shares(poll, *set_)))) == []


@given(polls())
def test_greedy_leaves_no_project_that_still_fits(poll):
    result = counted(poll, "greedy")
    left = poll.budget - result.spent
    assert all(project.cost > left for project in poll.projects if project.id not in result.selected)


@given(polls(), st.sampled_from(["utility=cost", "utility=votes"]))
def test_a_group_that_can_pay_for_what_it_agrees_on_is_not_left_with_nothing(poll, utility):
    """Source: justified representation, as Peters, Pierczynski and Skowron (2021) show it for Equal Shares."""
    result = shares(poll, utility)
    won = {winner.project for winner in result.certificate.winners}
    for k, project in enumerate(poll.projects):
        without = sum(b.voters for b in poll.ballots if k in b.choices and not won & set(b.choices))
        assert without * poll.budget < project.cost * poll.voters, project.id


@given(polls(), settings)
def test_no_voter_pays_more_than_the_share_and_every_project_is_paid_in_full(poll, set_):
    result = shares(poll, *set_[:2])
    voters = electorate(poll, result.spec)
    told = settle(voters, run(voters, result.certificate.share))
    assert min(account.left for account in told.accounts) >= 0
    for winner in result.certificate.winners:
        raised = told.accounts[winner.project].paid.get(winner.project, 0)
        assert raised == (poll.projects[winner.project].cost if winner.price is not None else 0)


@given(polls(), st.sampled_from(["utility=cost", "utility=votes"]), st.integers(1, 7))
def test_another_unit_of_money_changes_nothing(poll, utility, factor):
    unit = Fraction(factor, 10)
    dearer = tuple(replace(project, cost=project.cost * unit) for project in poll.projects)
    other = replace(poll, projects=dearer, budget=poll.budget * unit)
    assert shares(other, utility).selected == shares(poll, utility).selected


@given(polls(), settings, st.integers(2, 4))
def test_the_same_voters_several_times_over_change_nothing(poll, set_, times):
    more = replace(poll, ballots=replace(poll.ballots, voters=poll.ballots.voters * times))
    assert shares(more, set_[0]).selected == shares(poll, set_[0]).selected
    for rule in ("greedy", "phragmen"):
        assert counted(more, rule).selected == counted(poll, rule).selected


@given(polls(), st.randoms())
def test_the_order_of_projects_on_the_ballot_paper_changes_nothing(poll, shuffled):
    order = shuffled.sample(range(len(poll.projects)), len(poll.projects))
    place = {old: new for new, old in enumerate(order)}
    ballots = [Ballot(tuple(place[k] for k in ballot.choices), (), ballot.voters) for ballot in poll.ballots]
    other = replace(poll, projects=tuple(poll.projects[k] for k in order), ballots=grouped(ballots, "approval"))
    for rule in RULES:
        assert counted(other, rule).selected == counted(poll, rule).selected


@given(polls(), settings)
def test_nobody_s_project_is_never_funded_by_shares(poll, set_):
    backed = dict(zip((project.id for project in poll.projects), supporters(poll), strict=True))
    assert all(backed[id_] for id_ in shares(poll, *set_[:2]).selected)


@given(polls())
def test_a_published_poll_counts_the_same(poll):
    assume(any(project.cost <= poll.budget for project in poll.projects))
    assert shares(pabulib.read(pabulib.write(poll))).selected == shares(poll).selected


@given(polls(), st.sampled_from(["overflow=stop", "overflow=skip"]))
def test_under_phragmen_supporters_pay_exactly_the_cost_with_what_they_have_earned(poll, overflow):
    winners = counted(poll, "phragmen", overflow).certificate.winners
    times = [winner.price for winner in winners]
    assert times == sorted(times)
    last = [Fraction(0)] * len(poll.ballots)
    for winner in winners:
        theirs = [n for n, ballot in enumerate(poll.ballots) if winner.project in ballot.choices]
        paid = sum((winner.price - last[n]) * poll.ballots[n].voters for n in theirs)
        assert paid == poll.projects[winner.project].cost
        for n in theirs:
            last[n] = winner.price


@given(polls())
def test_under_phragmen_nobody_waits_longer_for_a_project_that_gains_a_supporter(poll):
    """Of the first project that is bought, and of every other as long as nothing is: its time falls with support."""
    winners = counted(poll, "phragmen").certificate.winners
    if winners:
        first = poll.projects[winners[0].project]
        more = grouped([*poll.ballots, Ballot((winners[0].project,))], "approval")
        again = counted(replace(poll, ballots=more), "phragmen")
        assert again.selected[0] == first.id
        assert again.certificate.winners[0].price < winners[0].price


@given(polls(), st.data())
def test_constraints_are_kept_by_every_rule(poll, data):
    areas = data.draw(st.lists(st.sampled_from("NS"), min_size=len(poll.projects), max_size=len(poll.projects)))
    poll = replace(poll, projects=tuple(replace(p, area=area) for p, area in zip(poll.projects, areas, strict=True)))
    group, most = data.draw(st.sampled_from(areas)), data.draw(st.integers(0, 20))
    set_ = [f"caps=area:{group}={most}"]
    if len(poll.projects) > 3:
        set_ += ["exclusive=p0,p1", "packages=p2,p3"]
    for rule in RULES:
        result = counted(poll, rule, *set_)
        funded = [project for project in poll.projects if project.id in result.selected]
        assert sum(project.cost for project in funded if project.area == group) <= most
        if len(poll.projects) > 3:
            assert not {"p0", "p1"} <= set(result.selected)
            assert ("p2" in result.selected) == ("p3" in result.selected)


@given(polls(), st.data())
def test_a_floor_that_can_be_met_is_met_by_every_rule(poll, data):
    areas = data.draw(st.lists(st.sampled_from("NS"), min_size=len(poll.projects), max_size=len(poll.projects)))
    poll = replace(poll, projects=tuple(replace(p, area=area) for p, area in zip(poll.projects, areas, strict=True)))
    possible = [project for project in poll.projects if project.cost <= poll.budget]
    for wanted in possible[:1]:
        for rule in RULES:
            chosen = counted(poll, rule, f"floors=area:{wanted.area}={wanted.cost}").selected
            spent = sum(p.cost for p in poll.projects if p.id in chosen and p.area == wanted.area)
            assert spent >= wanted.cost
