from dataclasses import replace
from datetime import date

import pytest

from commonweal.evidence.inequality_profile import NO_INTERVAL, service_inequalities
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.measures import measure
from commonweal.evidence.profile import profile
from commonweal.evidence.spread import gini, theil
from commonweal.formats.profile_inequality import curve_rows, inequality_rows
from commonweal.samples.places import sample_place
from commonweal.terms.sources import Unknown

FIGURES = {
    *("concentration_index", "concentration_index:residents", "gini", "theil", "theil:between", "theil:within"),
    *("slope", "relative", "without:erreygers", "without:wagstaff", "without:slope", "without:relative"),
}


@pytest.fixture(scope="module")
def evidence():
    place = sample_place(1)
    needs = tuple(replace(need, people=20, low=20, high=20) for need in place.needs)
    sites = tuple(site for site in place.sites if not isinstance(site.capacity, Unknown))
    return Evidence(place.name, date(2026, 10, 1), place.areas, place.offers, needs, sites)


@pytest.fixture(scope="module")
def found(evidence):
    return {one.id: one for one in profile(evidence).inequality}


def test_each_service_that_is_not_sensitive_has_every_figure_with_its_source(found, evidence):
    assert set(found) == {offer.service.id for offer in evidence.offers if not offer.service.sensitive}
    for one in found.values():
        assert set(one.figures) == FIGURES
        assert all(figure.files and figure.rows and figure.method for figure in one.figures.values())
        assert one.sentences


def test_the_index_is_the_one_that_stands_with_the_service_and_has_an_interval(found, evidence):
    for service in profile(evidence).services:
        if service.id in found:
            index = found[service.id].figures["concentration_index"]
            known = service.figures["concentration_index:delivered"].value
            assert index.value == (known if isinstance(known, Unknown) else pytest.approx(known, abs=1e-12))
            if not isinstance(known, Unknown):
                assert index.low < index.value < index.high


def test_what_counts_residents_can_be_reckoned_again_from_the_published_areas(found, evidence):
    measured = {one.offer.service.id: one.readings["delivered"] for one in measure(evidence)}
    people = [area.population for area in evidence.areas]
    places = [area.neighbourhood for area in evidence.areas]
    seen = 0
    for name, one in found.items():
        access = measured[name].by_area
        if any(isinstance(value, Unknown) for value in access):
            assert one.curves is None
            continue
        seen += 1
        assert one.figures["gini"].value == gini(access, people) == one.curves.gini
        assert one.figures["theil:within"].value == theil(access, people, places).within
        assert one.figures["concentration_index:residents"].value == one.curves.index
    assert seen > 2


def test_what_is_within_reach_of_a_tenth_has_a_slope_without_an_interval(found):
    slopes = [one.figures["slope"] for one in found.values() if not isinstance(one.figures["slope"].value, Unknown)]
    assert slopes
    assert {figure.low for figure in slopes} == {NO_INTERVAL}


def test_the_share_with_none_within_reach_has_a_slope_with_one(found):
    slopes = [one.figures["without:slope"] for one in found.values()]
    known = [figure for figure in slopes if not isinstance(figure.value, Unknown)]
    assert known
    assert all(figure.low <= figure.value <= figure.high for figure in known)


def test_what_one_area_does_not_know_makes_every_figure_of_the_service_unknown(evidence):
    sites = tuple(replace(site, capacity=Unknown("not declared")) for site in evidence.sites)
    for one in profile(replace(evidence, sites=sites)).inequality:
        assert isinstance(one.figures["gini"].value, Unknown)
        assert isinstance(one.figures["theil:within"].value, Unknown)
        assert one.curves is None
        assert "not known" in one.sentences[0].message


def test_a_place_in_which_nothing_is_measured_says_nothing(evidence):
    assert service_inequalities((), evidence) is None
    assert profile(replace(evidence, offers=(), needs=(), sites=())).inequality is None


def test_a_sentence_claims_a_direction_only_where_the_interval_does(found):
    for one in found.values():
        index = one.figures["concentration_index"]
        if isinstance(index.value, Unknown):
            continue
        sure = not index.low <= 0 <= index.high
        assert ("cannot be said" in one.sentences[0].message) != sure


def test_the_tables_hold_every_figure_and_every_point(found):
    services = tuple(found.values())
    rows = list(inequality_rows(services))
    assert len(rows) == len(FIGURES) * len(services)
    assert all(row[2] is not None or row[6] for row in rows)
    drawn = [one for one in services if one.curves]
    assert len(list(curve_rows(services))) == sum(len(o.curves.along) + len(o.curves.lorenz) for o in drawn)
