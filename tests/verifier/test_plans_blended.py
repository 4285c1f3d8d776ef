"""Blended funds of a published plan are worked out again: what each may pay for, pays and holds, and its prices."""

import json
from fractions import Fraction
from functools import cache

import pytest

from commonweal.formats.plans import plan_files
from commonweal.handover.replan import replan
from commonweal.handover.search import find_plan
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.handover.test_blended import planned, two_purses
from tests.verifier.plan_folders import change, repair

LITTLE = Fraction(1, 1000)


@cache
def _files():
    problem = two_purses()
    return tuple(plan_files(problem, *find_plan(problem)).items())


def _more(row, t, by):
    value = Fraction(row[t]) + by
    row[t] = f"{value.numerator}/{value.denominator}"


def another_fund_pays(files):
    def move(plan):
        paid = plan["decisions"]["paid"]
        _more(paid[0][3], 1, -LITTLE)
        _more(paid[1][3], 1, LITTLE)
        for f, by in ((0, LITTLE), (1, -LITTLE)):
            for t in range(1, 6):
                _more(plan["fund_balances"][f], t, by)

    change(files, "plan.json", move)


def less_is_paid(files):
    change(files, "plan.json", lambda plan: _more(plan["decisions"]["paid"][0][3], 1, -LITTLE))


def a_balance_raised(files):
    change(files, "plan.json", lambda plan: _more(plan["fund_balances"][1], 2, LITTLE))


def a_fund_without_payments(files):
    change(files, "plan.json", lambda plan: plan["decisions"]["paid"].pop())


def a_price_that_rises(files):
    def rise(value):
        last = len(value["prices"]["blended"][0]) - 1
        _more(value["prices"]["blended"][0], last, Fraction(1000))

    change(files, "certificate.json", rise)


def a_price_changed(files):
    change(files, "certificate.json", lambda value: _more(value["prices"]["blended"][0], 0, LITTLE))


def no_price(files):
    change(files, "certificate.json", lambda value: value["prices"].pop("blended"))


def another_use_allowed(files):
    change(files, "input.json", lambda data: data["funds"]["blended"][1]["uses"].append("legal work"))


def income_moved(files):
    def move(data):
        for f, by in ((0, LITTLE), (1, -LITTLE)):
            _more(data["funds"]["blended"][f]["income"], 0, by)

    change(files, "input.json", move)


MUTATIONS = [
    (another_fund_pays, {"V302"}),
    (less_is_paid, {"V303"}),
    (a_balance_raised, {"V303"}),
    (a_fund_without_payments, {"V303"}),
    (a_price_that_rises, {"V304"}),
    (a_price_changed, {"V304"}),
    (no_price, {"V304"}),
    (another_use_allowed, {"V304"}),
    (income_moved, {"V303", "V304"}),
]


def test_a_plan_of_several_funds_is_accepted():
    assert check_published(Folder(dict(_files()))) == []


@pytest.mark.parametrize("seed", range(6))
def test_so_is_one_that_is_made_again(seed):
    problem, plan, certificate = planned(seed)
    assert check_published(Folder(plan_files(problem, plan, certificate))) == []
    again = replan(problem, plan, ["body-1"], 3)
    assert check_published(Folder(plan_files(again, *find_plan(again)))) == []


@pytest.mark.parametrize(("mutate", "codes"), MUTATIONS, ids=lambda one: getattr(one, "__name__", ""))
def test_a_mutation_is_refused_even_with_every_hash_repaired(mutate, codes):
    files = dict(_files())
    mutate(files)
    repair(files)
    assert codes <= {finding.code for finding in check_published(Folder(files))}


def test_a_past_payment_that_is_not_as_adopted_is_refused():
    problem, plan, _ = planned(0)
    again = replan(problem, plan, ["body-1"], 3)
    files = dict(plan_files(again, *find_plan(again)))
    change(files, "input.json", lambda data: _more(data["adopted"]["paid"][0][0], 1, LITTLE))
    repair(files)
    assert any("is not as adopted" in finding.what for finding in check_published(Folder(files)))


@pytest.mark.parametrize(
    "change_it",
    [
        lambda funds: funds["blended"][0].update(uses=["tea"]),
        lambda funds: funds["blended"][0].update(uses=[]),
        lambda funds: funds["blended"][0].update(borrows=True),
        lambda funds: funds["blended"][0]["income"].pop(),
        lambda funds: _more(funds["devolved"], 0, LITTLE),
    ],
)
def test_funds_that_cannot_be_are_refused(change_it):
    files = dict(_files())
    change(files, "input.json", lambda data: change_it(data["funds"]))
    repair(files)
    assert {finding.code for finding in check_published(Folder(files))} == {"V106"}
    assert json.loads(files["input.json"])
