"""The conclusion follows from the table: every count in it is counted again here from the figures alone."""

from collections import Counter
from fractions import Fraction

import pytest

from commonweal.formats.prose import prose
from commonweal.handover.order_conclusion import conclusion, limits_of_trials
from commonweal.terms.sentences import say
from tests.handover.orders import made_trial, small_trials

WON, LOST, OPEN = ((90, 85), (100, 95)), ((100, 95), (90, 85)), ((100, 80), (98, 80))
TEXT = prose("en").text


def trial(kind, level="calm weather"):
    return made_trial(say(level), *kind)


@pytest.mark.parametrize(
    ("kinds", "answer"),
    [
        ((WON, LOST), "Neither order is always the better one: it depends on the setting."),
        ((WON, WON), "In every setting tried, social action first leaves less unmet need than services first."),
        ((LOST, LOST), "In every setting tried, services first leaves less unmet need than social action first."),
        ((WON, OPEN), "Wherever these settings decide it, social action first leaves less unmet need."),
        ((LOST, OPEN), "Wherever these settings decide it, services first leaves less unmet need."),
        (
            (OPEN, OPEN),
            "These settings decide nothing: every difference is smaller than what the bounds leave open.",
        ),
    ],
)
def test_the_answer_stands_first_and_what_is_undecided_is_never_a_win(kinds, answer):
    assert TEXT(conclusion([trial(kind) for kind in kinds])[0]) == answer


def test_what_was_varied_is_counted_by_level_and_what_was_not_is_left_out():
    told = [TEXT(one) for one in conclusion([trial(WON, "rain"), trial(LOST, "sun"), trial(OPEN, "sun")])]
    assert "With rain: social action first 1, services first 0, undecided: 0." in told
    assert "With sun: social action first 0, services first 1, undecided: 1." in told
    alone = [TEXT(one) for one in conclusion([trial(WON), trial(OPEN)])]
    assert not [line for line in alone if line.startswith("With ")]


def test_the_counts_are_those_of_the_figures_of_real_plans():
    counted = Counter()
    for one in small_trials():
        action, delivery = (one.compared.outcomes[order] for order in ("action first", "delivery first"))
        won, lost = action.objective < delivery.bound, delivery.objective < action.bound
        counted["won" if won else "lost" if lost else "open"] += 1
    assert set(counted) == {"won", "lost", "open"}
    assert TEXT(conclusion(small_trials())[1]) == (
        "Of 4 settings, by unmet need over the whole time, proved by the bounds: social action first is better in"
        f" {counted['won']}, services first in {counted['lost']}; undecided: {counted['open']}."
    )


def test_a_search_that_found_no_better_plan_than_an_order_is_told():
    borrowed = sum(1 for one in small_trials() if one.compared.borrowed)
    assert borrowed == 2
    assert TEXT(conclusion(small_trials())[-1]).startswith("In 2 settings the search with nothing held back found no")


def test_the_limits_name_the_widest_gap_and_that_the_place_is_made_up():
    told = [TEXT(one) for one in limits_of_trials([trial(WON), trial(OPEN)])]
    assert any("within 20.0% of the best" in line for line in told)
    assert told[0].startswith("The place is made up")
    assert Fraction(20, 100) == max(one.certified_gap for one in trial(OPEN).compared.outcomes.values())
