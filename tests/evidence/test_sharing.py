"""What is within reach of an area tells how many share a site no more closely than a count of them may be shown."""

import csv
import io

import pytest

from commonweal.evidence.disclosure_rules import NHS, RULES
from commonweal.evidence.profile import profile
from commonweal.formats.profiles import profile_files
from commonweal.terms.sources import Unknown
from tests.evidence.small_place import small_place


def within_reach(place):
    """Every figure of access of the one hall for advice, and what is made of them, as anybody reads them."""
    found = profile(place)
    rows = csv.DictReader(io.StringIO(profile_files(found)["tables/areas.csv"].decode()))
    (service,) = (one for one in found.services if one.id == "advice")
    return [row["access_advice"] for row in rows], service.figures["concentration_index:delivered"].value


def place(*advice, rule=NHS):
    return small_place({"club": (40, 34, 21, 3, 12), "advice": advice, "refuge": (1, 0, 2, 0, 1)}, disclosure=rule)


def test_whoever_divides_what_a_site_offers_by_what_is_within_reach_has_a_rounded_count():
    """Of the two areas on Hill, 5 and 9 need advice, or one more or less: 13, 14 or 15 share a hall, shown as 15."""
    first = within_reach(place(5, 9, 0, 2, 8))
    assert first[0][0] == first[0][1] == "0.4"  # 6 hours for 15
    assert within_reach(place(5, 10, 0, 2, 8)) == within_reach(place(4, 9, 0, 2, 8)) == first
    assert within_reach(place(5, 19, 0, 2, 8)) != first


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_few_more_in_an_area_change_nothing_that_is_weighted_by_people_in_need(rule):
    """In the second area of the most deprived tenth 1, 2 or 3 need a club; as many as are shown share each hall."""
    indices, rates = set(), set()
    for few in (1, 2, 3):
        people = {"club": (40, few, 20, 0, 12), "advice": (0,) * 5, "refuge": (0,) * 5}
        (club, *_) = profile(small_place(people, disclosure=rule)).services
        indices.add(club.figures["concentration_index:delivered"].value)
        rates.add(club.deciles.rows[0].access)
    assert len(indices) == len(rates) == 1
    assert not any(isinstance(one, Unknown) for one in (indices if rule.step == 1 else indices | rates))
