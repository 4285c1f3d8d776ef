"""The rules of a round: whatever is frozen can be voted on and counted to the end."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from commonweal.errors import BallotUncountable, RoundFaults
from commonweal.funding.box.choices import BallotForm, Choices, counted_as
from commonweal.funding.box.opening import tallied, to_count
from commonweal.funding.countable import require_countable
from commonweal.funding.electorate import UTILITIES
from commonweal.funding.options import OPTIONS
from commonweal.funding.poll import Project
from commonweal.funding.rounds import Held, RoundRules, Timetable, check_rules, read_rules
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.terms.money import Pence

KINDS = ("approval", "choose-1", "cumulative", "ordinal", "knapsack")
DAYS = Timetable(
    date(2027, 1, 1), date(2027, 1, 20), date(2027, 3, 1), date(2027, 3, 20), date(2027, 9, 1), 7, challenge_days=7
)
PROJECTS = (
    Project("a", "Benches", Fraction(200), ("green",), area="Old Town"),
    Project("b", "Trees", Fraction(150), area="Quayside"),
    Project("c", "Lights", Fraction(100), area="Quayside"),
)


def rules(rule="greedy", *settings, ballot="approval", **held):
    one = ballot == "choose-1"
    told = {
        "fewest": 1,
        "most": 1 if one else None,
        "points": 6 if ballot == "cumulative" else None,
        "binding": True,
        **held,
    }
    of = Held(Pence(30_000), DAYS, ballot, who="Everybody", lot="A die is thrown", **told)
    return RoundRules("r1", "A round", read_spec(rule, settings), DAYS.closes, of)


def ballot_form(of, projects=PROJECTS):
    held = of.held
    return BallotForm(held.ballot, projects, Fraction(held.budget, 100), held.fewest, held.most, held.points)


@pytest.mark.parametrize("utility", ["", *OPTIONS["equal_shares"]["utility"].values])
@pytest.mark.parametrize("ballot", KINDS)
@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_and_kind_of_ballot_is_refused_when_drafted_or_counted_to_the_end(rule, ballot, utility):
    if utility and rule != "equal_shares":
        utility = ""
    completed = ["completion=add1"] if rule == "equal_shares" else []
    of = rules(rule, *completed, *([f"utility={utility}"] if utility else []), ballot=ballot)
    fits = rule != "equal_shares" or (utility or "cost") in UTILITIES[counted_as(ballot)]
    if not fits:
        with pytest.raises(RoundFaults, match=f"does not fit {ballot} ballots, which allow"):
            check_rules(of)
        return
    check_rules(of)
    form = ballot_form(of)
    require_countable(form, of.spec, "r1")
    cast = [Choices((name,), (2,) if ballot == "cumulative" else ()) for name in "aabc"]
    poll = to_count(form, tallied(cast)).poll
    seeded = replace(of.spec, options={**of.spec.options, "seed": "426"})
    assert RULES[rule](poll, seeded).certificate.winners


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (["seed=4"], "seed: the seed of the lot is drawn after voting closed"),
        (["ties=lower-cost"], "ties: the order of ties must end in the lot"),
        (["exclusive=a,b"], "exclusive: no proposal is put forward before the rules are frozen"),
        (["packages=a,b"], "packages: no proposal is put forward before the rules are frozen"),
        (["minimum_support=2", "floors=area:Quayside=50"], "minimum_support: a floor and a least support"),
        (["floors=area:Quayside=200;area:Old Town=101"], "floors: the floors come to 301, and there is 300"),
        (["floors=category:green=301"], "floors: the floors come to 301, and there is 300"),
        (["caps=area:Quayside=5 stpe=4"], "caps: area:Quayside=5 stpe holds an equals sign"),
    ],
)
@pytest.mark.parametrize("rule", sorted(RULES))
def test_options_that_would_leave_a_count_open_are_refused(rule, settings, says):
    with pytest.raises(RoundFaults) as refused:
        check_rules(rules(rule, *settings))
    assert f"  {says}" in str(refused.value)
    assert len(refused.value.faults) == 1


def test_floors_up_to_the_whole_budget_are_let_through():
    check_rules(rules("greedy", "floors=area:Quayside=200;area:Old Town=100;category:green=300"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": " "}, "title: it has no title"),
        ({"id": "Rounds!"}, "round: a round is named by small letters"),
        ({"budget": Pence(0)}, "budget: there must be something to spend"),
        ({"fewest": 0}, "fewest: a ballot names at least one project"),
        ({"fewest": 3, "most": 2}, "most: the most is less than the fewest"),
        ({"points": 4}, "points: points belong to a ballot that gives points"),
        ({"days": replace(DAYS, opens=date(2027, 1, 25))}, "opens: voting opens before a review"),
        ({"days": replace(DAYS, appeal_days=0)}, "appeal_days: people need at least one day"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(change, says):
    of = rules()
    own = {name: value for name, value in change.items() if name in {"id", "title"}}
    more = {name: value for name, value in change.items() if name not in own}
    with pytest.raises(RoundFaults) as refused:
        check_rules(replace(of, held=replace(of.held, **more), **own))
    assert f"  {says}" in str(refused.value)


def test_rules_are_read_back_as_they_were_published():
    of = rules("equal_shares", "utility=points", "caps=area:Old Town=50", ballot="cumulative", fewest=3)
    assert read_rules(of.as_json()) == of


@pytest.mark.parametrize(
    ("settings", "held", "says"),
    [
        (["floors=area:Northside=50"], {}, "floors: no project of the poll is of the area Northside"),
        (["caps=category:play=50"], {}, "caps: no project of the poll is of the category play"),
        (["floors=area:Old Town=250"], {}, "area:Old Town has a floor of 250; with the other floors as they are"),
        ([], {"fewest": 4}, "fewest: a ballot names 4 projects or more, and 3 can stand on it"),
        ([], {"ballot": "knapsack", "fewest": 3}, "fewest: its 3 cheapest projects cost"),
        ([], {"ballot": "cumulative", "points": 2, "fewest": 3}, "points: there are fewer points than projects"),
    ],
)
@pytest.mark.parametrize("rule", ["greedy", "phragmen"])
def test_a_ballot_that_could_never_be_filled_in_or_counted_is_refused(rule, settings, held, says):
    of = rules(rule, *settings, **held)
    with pytest.raises(BallotUncountable) as refused:
        require_countable(ballot_form(of), of.spec, "r1")
    assert f"{says}" in str(refused.value)


@pytest.mark.parametrize("fewest", [1, 2, 3])
@pytest.mark.parametrize("ballot", ["approval", "cumulative", "ordinal"])
def test_a_ballot_with_just_enough_projects_is_let_through(ballot, fewest):
    of = rules("phragmen", "floors=area:Quayside=250", ballot=ballot, fewest=fewest)
    require_countable(ballot_form(of), of.spec, "r1")


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"appeal_days": 10**12}, "opens"),
        ({"challenge_days": 10**40}, "due"),
        ({"ideas_until": date.max}, "opens"),
        ({"closes": date.max}, "due"),
        ({"due": date.max, "closes": date.max}, "due"),
    ],
)
def test_days_beyond_the_calendar_are_faults_and_no_failure(days, field):
    of = rules()
    with pytest.raises(RoundFaults) as told:
        check_rules(replace(of, held=replace(of.held, days=replace(DAYS, **days))))
    assert field in {fault.field for fault in told.value.faults}
