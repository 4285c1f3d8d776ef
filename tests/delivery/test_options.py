"""Options side by side: ranges stay in order, nothing is saved without a source, false economies are marked."""

from dataclasses import replace

import pytest
from hypothesis import given

from commonweal.delivery.budget import Uplifts
from commonweal.delivery.options import (
    COSTS,
    Comparison,
    Option,
    Range,
    compare_options,
    false_economies,
    total,
    unmet,
    unmet_rows,
)
from tests.delivery.budgets import UPLIFTS
from tests.delivery.comparisons import CLOSE, HUB, KEEP, TRANSFER, comparisons, figure, ranges


def test_m21_the_option_that_is_cheapest_now_and_costs_more_later_is_marked():
    """The practitioner's check: commissioner and councillor see it beside the others, with ranges."""
    found = compare_options(HUB, UPLIFTS)
    keep, transfer, close = found.options
    assert (keep.now, close.now) == (Range(900_000, 1_000_000, 1_200_000), Range(50_000, 60_000, 90_000))
    assert keep.whole == Range(2 * 910_000, 2 * 1_020_000, 2 * 1_240_000)
    assert close.whole == Range(2 * 700_000, 2 * 1_360_000, 2 * 2_690_000)
    assert transfer.part("double running") == Range(50_000, 80_000, 100_000)
    [mark] = found.marked
    assert (mark.option, mark.other, mark.saved_now, mark.dearer) == ("close", "keep", 940_000, 680_000)
    assert not mark.sure
    assert HUB.kinds_left_out == ("reshape", "do nothing")


def test_a_mark_is_sure_where_the_ranges_lie_apart_and_the_other_is_worked_out():
    dear = replace(CLOSE, figures=(*CLOSE.figures, figure("displaced cost", 2_000_000, 2_000_000, 3_000_000)))
    asked = replace(HUB, options=(KEEP, dear))
    assert [mark.sure for mark in compare_options(asked, UPLIFTS).marked] == [True]
    unknown = replace(KEEP, figures=tuple(one for one in KEEP.figures if one.what != "displaced cost"))
    assert [mark.sure for mark in compare_options(replace(HUB, options=(unknown, dear)), UPLIFTS).marked] == [False]


def test_a_budget_is_put_in_the_prices_of_the_first_year_and_spread():
    transfer = compare_options(HUB, UPLIFTS).options[1]
    first, second = (one.full_cost for one in TRANSFER.budget.years)
    assert transfer.years[0].parts["full cost"] == Range(round(first * 0.9), first, round(first * 1.2))
    assert transfer.years[1].parts["full cost"].central == round(second / 1.02)
    with pytest.raises(KeyError):
        compare_options(HUB, Uplifts())


def test_a_saving_counts_only_with_a_source_that_is_no_guess():
    close = compare_options(HUB, UPLIFTS).options[2]
    assert close.part("saving") is None
    assert [one.range.central for one in close.not_counted] == [400_000]
    for source, counted in (("a guess", None), ("the sale agreed", Range(300_000, 400_000, 500_000))):
        figures = tuple(replace(one, source=source) if one.what == "saving" else one for one in CLOSE.figures)
        own = compare_options(replace(HUB, options=(KEEP, replace(CLOSE, figures=figures))), UPLIFTS).options[1]
        assert own.part("saving") == counted
    assert own.now == Range(-450_000, -340_000, -210_000)


def test_what_nobody_worked_out_is_named_and_never_nothing():
    bare = Option("keep", "keep", "Keep", (figure("full cost", 1, 2, 3),))
    moved = Option("t", "transfer", "Transfer", (figure("full cost", 1, 2, 3),))
    found = compare_options(Comparison("s", "S", 2026, 1, (bare, moved)), UPLIFTS)
    assert found.options[0].not_worked_out == ("failure demand", "displaced cost", "unmet need", "volunteer hours")
    assert found.options[1].not_worked_out[0] == "double running"
    assert [one.costs_known for one in found.options] == [False, False]
    assert found.options[0].part("failure demand") is None
    assert [one.costs_known for one in compare_options(HUB, UPLIFTS).options] == [True, True, True]


def test_unmet_need_stands_by_area_and_group_and_is_no_part_of_the_money():
    assert unmet_rows(KEEP) == [("Old Town", "young people"), ("Harbour", "young people")]
    assert unmet(KEEP, 2027, "Harbour", "young people") == Range(1, 3, 9)
    yearly = tuple(figure("unmet need", people, people, people, year=2025 + people, area="Hill") for people in (1, 2))
    assert unmet(replace(KEEP, figures=yearly), 2027, "Hill", "") == Range(2, 2, 2)
    less = replace(
        KEEP, figures=tuple(one for one in KEEP.figures if one.what not in {"unmet need", "volunteer hours"})
    )
    both = compare_options(replace(HUB, options=(KEEP, less)), UPLIFTS).options
    assert both[0].whole == both[1].whole


def test_what_falls_on_others_is_added_up_by_who_bears_it():
    borne = compare_options(HUB, UPLIFTS).options[2].borne
    assert borne == {
        ("failure demand", "the hospital"): Range(700_000, 1_400_000, 2_800_000),
        ("displaced cost", "families"): Range(600_000, 1_200_000, 2_400_000),
    }


@given(ranges, ranges)
def test_sums_and_differences_of_ranges_are_ranges(one, other):
    assert (one + other).ordered
    assert (one - other).ordered
    assert not Range(2, 1, 3).ordered


@given(comparisons())
def test_every_range_is_in_order_and_the_parts_come_to_the_whole(asked):
    for one in compare_options(asked, UPLIFTS).options:
        assert one.whole.ordered
        assert one.now.ordered
        costs = total(one.part(what) or Range(0, 0, 0) for what in COSTS)
        assert one.whole == costs - (one.part("saving") or Range(0, 0, 0))
        assert one.whole == total(year.cost for year in one.years)


@given(comparisons())
def test_marked_is_exactly_what_is_cheapest_now_and_dearer_over_all_years_than_another(asked):
    found = compare_options(asked, UPLIFTS)
    now = {one.option.id: one.now.central for one in found.options}
    whole = {one.option.id: one.whole.central for one in found.options}
    expected = {id_ for id_ in now if now[id_] == min(now.values()) and whole[id_] > min(whole.values())}
    assert {mark.option for mark in found.marked} == expected
    for mark in found.marked:
        assert mark.saved_now >= 0
        assert mark.dearer == whole[mark.option] - min(whole.values()) > 0
        assert mark == next(one for one in false_economies(found.options) if one.option == mark.option)
