"""Capacity against load: what is asked of each body, what it can carry, and where the one may pass the other."""

from dataclasses import replace
from fractions import Fraction

from commonweal.charts.capacity_fans import BodyFan, BodyFans, body_fans, capacity_fans
from commonweal.handover.stress.case import case
from commonweal.handover.stress.codes import codes
from commonweal.handover.stress.fans import fans
from commonweal.handover.stress.futures import futures
from tests.charts.examples import FANS, QUARTERS, TEXT, cells, picture
from tests.handover.stress.ranges import OFTEN
from tests.handover.tiny import solved


def test_the_title_says_whether_more_is_asked_than_can_be_carried():
    assert TEXT(picture("capacity").title) == (
        "1 body is for a time asked for more than it can carry, within what is permitted;"
        " in one future of twenty or more 4 of 4 would have more than is permitted."
    )
    calm = replace(FANS, bodies=tuple(replace(one, over=((0, 40),) * 8) for one in FANS.bodies[1:]))
    assert TEXT(capacity_fans(calm, TEXT).title) == (
        "By the plan nobody is asked for more than they can carry; hardly any future asks for more than is permitted."
    )
    untried = replace(
        FANS, bodies=tuple(replace(one, loads=(), capacities=(), over=()) for one in calm.bodies), futures=0
    )
    shown = capacity_fans(untried, TEXT)
    assert TEXT(shown.title) == "By the plan nobody is asked for more than they can carry."
    assert {one.sign for one in shown.key} == {"can", "asked", "strain"}


def test_bodies_stand_by_their_numbers_and_not_by_how_much_is_asked_of_them():
    drawing = picture("capacity").narrow
    names = ("body 1", "body 2", "body 3", "body 12")
    assert [drawing.index(f">{name}<") for name in names] == sorted(drawing.index(f">{name}<") for name in names)
    assert list(dict.fromkeys(row[0] for row in cells(picture("capacity")))) == list(names)


def test_where_more_may_be_asked_than_can_be_carried_is_hatched_and_said():
    wide = picture("capacity").wide
    assert wide.count("url(#capacity-wide-hatch-brick)") == 2
    assert "Q2 2028: asked for" not in wide
    assert "Q3 2028: asked for up to £12,600, able to carry as little as £9,000" in wide
    assert "Q4 2028: asked for up to £14,000, able to carry as little as £12,000" in wide


def test_nothing_is_drawn_of_a_body_in_quarters_in_which_it_goes_on_in_no_future():
    last = [row for row in cells(picture("capacity")) if row[1] == "Q4 2028"]
    assert {tuple(row[4:]) for row in last} == {("it goes on in none", "it goes on in none", "0 of 0")}


def test_of_many_bodies_the_tightest_are_drawn_and_the_table_has_the_rest_in_their_tightest_quarter():
    many = tuple(BodyFan(k, (Fraction(0), Fraction(100 * k)), (Fraction(2000), Fraction(1900))) for k in range(15))
    shown = capacity_fans(BodyFans(QUARTERS[:2], many, 0), TEXT)
    assert ">body 2<" not in shown.wide
    assert ">body 3<" in shown.wide
    rows = cells(shown)
    assert [row[0] for row in rows].count("body 2") == 1
    assert [row[0] for row in rows].count("body 3") == 2
    assert rows[2] == ["body 2", "Q2 2027", "£1,900", "£200"]


def test_figures_are_those_of_the_plan_and_of_its_trial_in_pounds():
    problem, plan, _ = solved(1)
    followed = fans(case(problem, plan.decisions), futures(problem, OFTEN), 1, 30)
    numbers = codes(problem, plan.decisions, "0" * 64)
    shown = body_fans(problem, plan, numbers, followed)
    assert shown.futures == 30
    assert len(shown.bodies) == sum(any(loads) for loads in plan.load)
    p = next(p for p, loads in enumerate(plan.load) if any(loads))
    [first] = [one for one in shown.bodies if one.number == numbers[p]]
    assert first.load == tuple(1000 * units for units in plan.load[p])
    assert first.capacities[0].middle == 1000 * followed[0].capacity[0].middle
    assert body_fans(problem, plan, numbers).bodies[0].loads == ()
