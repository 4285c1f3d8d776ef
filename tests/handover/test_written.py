"""The written form: exact numbers, and everything read back as it was."""

import json
from fractions import Fraction

import pytest

from commonweal.handover.conditions import Conditions
from commonweal.handover.pathways import Choice
from commonweal.handover.plan import Certificate, Plan, Prices
from commonweal.handover.problem import Problem
from commonweal.handover.written import plan_form, read_back, written
from commonweal.terms.canon import encode
from tests.handover.asking import asking, bringing
from tests.handover.tiny import looks_back, random_prices, solved, tiny


def through_bytes(value):
    return json.loads(encode(written(value)))


def test_a_problem_a_plan_and_a_certificate_come_back_as_they_were():
    problem, plan, certificate = solved(7)
    again = looks_back(problem, plan, 3, withdrawn=(1,))
    for kind, value in ((Problem, problem), (Problem, again), (Plan, plan), (Certificate, certificate)):
        assert read_back(kind, through_bytes(value)) == value


def test_what_a_place_asks_comes_back_too_and_is_left_out_where_it_asks_nothing():
    problem = bringing(asking(tiny(3), 3), 3)
    prices = random_prices(problem, 3)
    assert problem.conditions.largest_shares
    for kind, value in ((Problem, problem), (Prices, prices)):
        assert read_back(kind, through_bytes(value)) == value
    plain = through_bytes(tiny(3))
    assert "conditions" not in plain
    assert "delivery_action" not in plain["parameters"]
    assert "largest_share" not in through_bytes(random_prices(tiny(3), 3))


@pytest.mark.parametrize("member", ["conditions", "delivery_action"])
def test_what_is_left_out_where_it_asks_nothing_may_not_be_written(member):
    plain = through_bytes(tiny(3))
    if member == "conditions":
        plain["conditions"] = through_bytes(Conditions())
    else:
        plain["parameters"]["delivery_action"] = "0/1"
    with pytest.raises(ValueError, match="is written that is left out"):
        read_back(Problem, plain)


def test_no_float_is_written():
    def leaves(value):
        if isinstance(value, dict | list):
            for item in value.values() if isinstance(value, dict) else value:
                yield from leaves(item)
        else:
            yield value

    assert not any(isinstance(leaf, float) for value in solved(7) for leaf in leaves(through_bytes(value)))


def test_a_plan_is_bound_to_its_input():
    _, plan, _ = solved(7)
    assert plan_form(plan, "ab")["input_sha256"] == "ab"


@pytest.mark.parametrize(
    "plain",
    [
        {"offer": 1},
        {"offer": 1, "start": 2, "more": 3},
        {"offer": "1", "start": 2},
        [1, 2],
        {"offer": True, "start": 2},
    ],
)
def test_another_form_is_refused(plain):
    with pytest.raises(ValueError, match=r"not as written|belongs"):
        read_back(Choice, plain)


def test_numbers_are_whole_or_fractions():
    assert written((Fraction(1, 3), 2, "x", None, True)) == ["1/3", 2, "x", None, True]
