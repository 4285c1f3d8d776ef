"""The terms of a problem: levels, costs, losses, repayments and fifths."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commonweal.handover.problem import Locality, groups, rounded_down, rounded_up
from tests.handover.tiny import tiny

ONE = Fraction(1)


def localities(people):
    return [Locality(f"P{n}", count, n + 1, ONE, ONE, ONE, ONE) for n, count in enumerate(people)]


@given(st.fractions(), st.integers(0, 9))
def test_rounding_goes_the_way_it_says_by_less_than_a_place(value, places):
    least, most = rounded_down(value, places), rounded_up(value, places)
    assert least <= value <= most
    assert most - least in {0, Fraction(1, 10**places)}
    assert (least * 10**places).denominator == 1


def test_a_cut_service_is_lifted_to_its_floor_at_the_dearer_price():
    problem = tiny(1)
    service = replace(problem.services[0], level=(Fraction("0.4"),) * 5, floor=Fraction("0.6"))
    problem = replace(problem, services=(service, *problem.services[1:]))
    need = problem.cells[0].demand[2]
    assert problem.kept_level(0, 2) == Fraction("0.6")
    assert problem.kept_cost(0, 2) == need * (Fraction("0.4") + Fraction("1.15") * Fraction("0.2"))


def test_the_last_quarter_weighs_more():
    problem = tiny(1)
    problem = replace(problem, parameters=replace(problem.parameters, terminal_weight=Fraction(5)))
    each = [problem.unmet_weight(0, t) / problem.cells[0].demand[t] for t in range(5)]
    assert each == [each[0]] * 4 + [5 * each[0]]


def test_a_loan_is_repaid_in_full_with_interest_on_what_is_left():
    problem = tiny(1)
    back = problem.repayments()
    rate = problem.parameters.loan_rate
    assert back == (Fraction(1, 2) + rate, Fraction(1, 2) + rate / 2)
    assert sum(back) == 1 + rate * Fraction(3, 2)


def test_a_cut_wears_down_those_who_live_on_grants():
    problem = tiny(1)
    levels = (Fraction("0.8"), Fraction("0.8"), Fraction("0.6"), Fraction("0.6"), Fraction("0.7"))
    problem = replace(
        problem,
        services=tuple(replace(service, level=levels) for service in problem.services),
        parameters=replace(problem.parameters, natural_loss=Fraction("0.02"), cut_loss=Fraction("0.5")),
        providers=tuple(replace(body, grant_dependence=Fraction("0.5")) for body in problem.providers),
    )
    kept = list(problem.survivals()[0])
    assert kept == [Fraction("0.98"), Fraction("0.98"), Fraction("0.93"), Fraction("0.98"), Fraction("0.98")]


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=12))
def test_fifths_are_whole_neighbourhoods_from_the_most_to_the_least_deprived(people):
    found = groups(localities(people))
    assert list(found) == sorted(found)
    assert set(found) <= {1, 2, 3, 4, 5}
    assert found[0] == 1
    poorest = [count for count, group in zip(people, found, strict=True) if group == 1]
    assert 5 * sum(poorest) >= sum(people)
    assert 5 * sum(poorest[:-1]) < sum(people)


def test_ten_equal_neighbourhoods_make_five_pairs():
    assert groups(localities([100] * 10)) == (1, 1, 2, 2, 3, 3, 4, 4, 5, 5)
