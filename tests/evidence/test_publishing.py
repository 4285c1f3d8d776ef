import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.disclosure_rules import RULES
from commonweal.evidence.gaps import Estimate
from commonweal.evidence.publishing import (
    NOBODY,
    TOO_FEW,
    shown,
    shown_estimate,
    shown_mean,
    shown_rate,
    shown_share,
)
from commonweal.terms.sources import Unknown


@given(st.floats(0, 1e7))
def test_what_is_shown_is_nought_or_a_multiple_of_five_near_the_count(count):
    seen = shown(count)
    if isinstance(seen, Unknown):
        assert 0 < count < 7.6
    else:
        assert seen % 5 == 0
        assert abs(seen - count) <= 3
        assert seen == 0 or seen >= 10


@pytest.mark.parametrize(
    ("count", "seen"), [(0, 0), (1, TOO_FEW), (0.2, TOO_FEW), (7, TOO_FEW), (8, 10), (12, 10), (13, 15)]
)
def test_one_to_seven_is_not_shown(count, seen):
    assert shown(count) == seen


def test_an_interval_around_a_hidden_figure_is_hidden_too():
    assert shown_estimate(Estimate(3, 0, 40)) == (TOO_FEW, TOO_FEW, TOO_FEW)
    assert shown_estimate(Estimate(21, 0, 42)) == (20, 0, 40)
    assert shown_estimate(Estimate(21, 3, 42)) == (20, TOO_FEW, 40)
    assert shown_estimate(Unknown("why")) == (Unknown("why"),) * 3


def test_a_share_is_of_counts_that_passed_the_gate():
    assert shown_share(shown(35), shown(133)) == pytest.approx(35 / 135)
    assert shown_share(shown(3), shown(100)) == TOO_FEW
    assert shown_share(shown(10), Unknown("why")) == Unknown("why")
    assert shown_share(shown(0), shown(0)) == NOBODY
    assert shown_share(shown(110), shown(100)) == 1.0


def test_a_mean_of_what_everybody_knows_the_sum_of_is_over_as_many_people_as_are_shown():
    """60 meals for 133 people: the exact mean would say 133."""
    assert shown_mean(60 / 133, 133, shown(133)) == pytest.approx(60 / 135)
    assert shown_mean(60 / 3, 3, shown(3)) == TOO_FEW
    assert shown_mean(Unknown("why"), 3, shown(30)) == Unknown("why")
    assert shown_mean(0.0, 0, shown(0)) == NOBODY


@given(st.floats(1e-6, 1e6), st.integers(8, 1000))
def test_a_rate_of_many_people_is_near_and_has_three_figures(rate, people):
    seen = shown_rate(rate, people)
    assert seen == pytest.approx(rate, rel=0.005)
    assert float(f"{rate:.2e}") == pytest.approx(seen)


@pytest.mark.parametrize(("people", "hidden"), [(0, False), (0.4, True), (7.9, True), (8, False)])
def test_a_rate_of_few_people_is_hidden(people, hidden):
    assert (shown_rate(1.5, people) == TOO_FEW) is hidden


def test_counts_pass_by_the_rule_of_the_place():
    assert (shown(8, RULES["below-10"]), shown(13, RULES["below-10"])) == (TOO_FEW, 13)
    assert shown_estimate(Estimate(21, 9, 43), RULES["below-10-to-5"]) == (20, TOO_FEW, 45)


def test_no_digit_of_a_mean_depends_on_how_the_people_were_added_up():
    """The same 60 units over the same people as shown, of different people as they are: the last bits differ."""
    means = [(units / people, people) for people in range(128, 133) for units in (60.0, 60.00000000000001)]
    assert len({mean * people / 130 for mean, people in means}) > 1
    assert {shown_mean(mean, people, shown(130)) for mean, people in means} == {0.461538462}
