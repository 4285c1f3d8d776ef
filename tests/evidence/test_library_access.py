from datetime import date

import pytest

from commonweal.evidence.inputs import Evidence
from commonweal.evidence.libraries import Library
from commonweal.evidence.library_access import library_profile
from commonweal.evidence.points import Point
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown

AREAS = (
    Area("poor", "Poor", "N", 1000, 1, 1, 60.0, 0.0, 0.0),
    Area("rich", "Rich", "S", 3000, 9, 9, 5.0, 20_000.0, 0.0),
)


def library(east, *, closed=None, kind="Static Library", point=None, **ran):
    years = {int(k[1:]): v for k, v in ran.items()}
    return Library("L", kind, point or Point(east, 0), years, None, closed, "", 2)


def profile(*libraries):
    return library_profile(Evidence("Saltmarsh", date(2026, 1, 1), AREAS, libraries=libraries))


def test_a_place_without_a_register_has_no_library_profile():
    assert library_profile(Evidence("Saltmarsh", date(2026, 1, 1), AREAS)) is None


def test_who_lost_and_whether_they_live_in_the_most_deprived_tenth():
    found = profile(library(0, y2016="LA", closed=2019), library(20_000, y2016="LA", y2023="CR"))
    one = found.comparisons[0]
    assert (one.id, one.libraries_before, one.libraries_after) == ("2016-2023", 2, 1)
    assert (one.gained, one.lost, one.lost_most_deprived) == (0, 1000, 1000)
    assert one.before.zero_access == 0
    assert one.after.zero_access == 0.25
    assert one.after.concentration > one.before.concentration
    assert found.figures["lost:2016-2023"].value == 1000
    assert found.figures["community_run_2023"].value == 1


def test_losses_outside_the_most_deprived_tenth_are_not_counted_to_it():
    one = profile(library(20_000, y2016="LA", closed=2019), library(0, y2016="LA", y2023="LA")).comparisons[0]
    assert (one.lost, one.lost_most_deprived) == (3000, 0)


def test_nobody_gained_or_lost_where_nothing_changed():
    one = profile(library(0, y2016="LA", y2023="LA")).comparisons[0]
    assert (one.gained, one.lost) == (0, 0)
    assert "nobody" in one.sentence.message


def test_mobile_libraries_and_archives_do_not_count_for_access():
    nowhere = Unknown("the register gives no coordinates")
    found = profile(
        library(0, y2016="LA", y2023="LA", kind="Archive"), library(0, kind="Mobile Library", point=nowhere, y2016="LA")
    )
    assert found.comparisons[0].libraries_before == 0
    assert len(found.rows) == 2


def test_access_is_given_for_ten_thousand_residents():
    found = profile(library(0, y2016="LA", y2023="LA"))
    assert found.figures["access:2016-2023:2016"].value == pytest.approx(10_000 / 4000)
    assert found.comparisons[0].deciles_after.rows[0].access == pytest.approx(10.0)
