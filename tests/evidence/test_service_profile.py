from datetime import date
from fractions import Fraction

import pytest

from commonweal.evidence.inputs import Evidence, Need, Offer, Site
from commonweal.evidence.measures import measure
from commonweal.evidence.points import Point
from commonweal.evidence.publishing import TOO_FEW
from commonweal.evidence.service_profile import service_profile
from commonweal.terms.places import Area
from commonweal.terms.services import Service
from commonweal.terms.sources import Unknown

CLUB = Service("club", "Lunch club", "meals", Fraction(1), Fraction(1, 2))
AREAS = (
    Area("a", "A", "Hill", 1000, 1, 1, 60.0, 0.0, 0.0),
    Area("b", "B", "Hill", 1000, 2, 1, 50.0, 50_000.0, 0.0),
    Area("c", "C", "Dale", 1000, 3, 9, 5.0, 100_000.0, 0.0),
)
SILENT = Unknown("not asked")


def published(*people, sites=(Fraction(100),), standard=Fraction(1)):
    needs = [
        Need(area.code, "club", "old", n, n if isinstance(n, Unknown) else n - n // 5, n, "survey")
        for area, n in zip(AREAS, people, strict=True)
    ]
    here = Point(0, 0)
    made = [Site(f"s{k}", "Hall", "club", "", here, here, units) for k, units in enumerate(sites)]
    evidence = Evidence("Saltmarsh", date(2026, 1, 1), AREAS, (Offer(CLUB, standard),), tuple(needs), tuple(made))
    return service_profile(measure(evidence)[0], evidence)


def said(found):
    return found.sentence.message


def test_a_tenth_with_an_area_of_unknown_need_is_unknown_though_its_other_areas_are_known():
    found = published(100, SILENT, 50)
    assert isinstance(found.deciles.rows[0].access, Unknown)
    assert isinstance(found.deciles.rows[0].zero_access, Unknown)
    assert found.deciles.rows[8].access == 0


def test_figures_of_people_have_passed_the_gate_and_carry_their_interval():
    found = published(100, 33, 3)
    assert [found.figures["need"].value, found.figures["need"].low] == [135, 110]
    assert [found.figures["gap:too far"].value, found.figures["gap:provider full"].value] == [35, 0]
    assert [(one.name, one.gap.value) for one in found.local] == [("Hill", TOO_FEW), ("Dale", TOO_FEW)]


def test_zero_access_is_a_share_of_counts_that_passed_the_gate():
    assert published(100, 33, 3).figures["zero_access:delivered"].value == pytest.approx(35 / 135)
    assert published(1000, 0, 3).figures["zero_access:delivered"].value == TOO_FEW


def test_the_sentence_says_what_is_missing_or_why_nobody_can_say():
    assert "between {low} and {high}" in said(published(200, 33, 3))
    assert "everybody in need" in said(published(100, 0, 0))
    assert "too few people" in said(published(100, 0, 3))
    assert "nobody offers it" in said(published(100, 33, 3, sites=()))
    assert "is not known" in said(published(100, SILENT, 3))
    assert "is not known" in said(published(100, 33, 3, standard=SILENT))


def test_access_along_deprivation_is_put_in_words_each_way():
    assert "more deprived areas have more" in published(100, 33, 3).map.sentence.message
    assert "is not known" in published(100, 33, 3, sites=()).map.sentence.message
