"""Gaps by group: they add up to the whole, and what is not known of one group leaves the others as they are."""

from fractions import Fraction

import pytest

from commonweal.evidence.gaps import Estimate
from commonweal.terms.sources import Unknown
from tests.evidence.test_measures import SILENT, measured, need, site


def test_a_group_that_no_site_may_take_lacks_everything_and_the_other_nothing():
    found = measured(
        [need(group="old"), need("far", 0, group="old"), need(group="young", people=40), need("far", 0, group="young")],
        [site(Fraction(500), groups=("old",))],
    )
    assert [(one.name, one.need.value, one.gap.value) for one in found.by_group] == [
        ("old", 100, 0),
        ("young", 40, 40),
    ]


def test_the_groups_add_up_to_the_gap_at_each_end():
    needs = [
        *(need(group="old", people=100, low=80, high=150), need("far", 10, group="old")),
        *(need(group="young", people=40, low=30, high=60), need("far", 5, group="young")),
    ]
    found = measured(needs, [site()])
    for end in ("value", "low", "high"):
        assert sum(getattr(one.gap, end) for one in found.by_group) == pytest.approx(getattr(found.gap.people, end))


def test_a_group_whose_need_is_not_known_somewhere_is_not_known_and_the_other_is():
    found = measured(
        [
            need(group="old"),
            need("far", 0, group="old"),
            need(group="young", people=SILENT),
            need("far", 5, group="young"),
        ],
        [],
    )
    assert found.by_group[0].gap == Estimate(100, 100, 100)
    assert isinstance(found.by_group[1].need, Unknown)
    assert isinstance(found.by_group[1].gap, Unknown)


def test_without_a_standard_every_group_has_its_need_and_no_gap():
    found = measured([need(), need("far", 0)], [site()], standard=Unknown("no standard is stated"))
    assert [(one.need.value, one.gap) for one in found.by_group] == [(100, Unknown("no standard is stated"))]
