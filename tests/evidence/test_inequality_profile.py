from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from commonweal.evidence.inequality_profile import NO_INTERVAL, NOBODY_WITHOUT, service_inequalities
from commonweal.evidence.inputs import Evidence, Site
from commonweal.evidence.measures import measure
from commonweal.evidence.points import Point
from commonweal.evidence.profile import profile
from commonweal.evidence.publishing import TOO_FEW, shown_rate
from commonweal.evidence.slope import RankedGroup, slope_index
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


def test_slopes_say_no_more_than_the_published_tenths(found, evidence):
    seen = 0
    for service in profile(evidence).services:
        counts = service.counts.counts
        for name, column in (("slope", "access"), ("without:slope", "zero_access")):
            told = found[service.id].figures[name].value if service.deciles else Unknown("sensitive")
            if isinstance(told, Unknown):
                continue
            tenths = [
                RankedGroup(people, getattr(row, column))
                for row in service.deciles.rows
                if (people := counts[f"need:decile:{row.decile}"])
            ]
            assert told == shown_rate(slope_index(tenths).slope, 0.0)
            seen += 1
    assert seen > 4


def test_a_tenth_that_is_hidden_hides_the_slopes_through_it(evidence):
    few = next(area.code for area in evidence.areas if area.deprivation_decile == evidence.areas[0].deprivation_decile)
    tenth = evidence.areas[0].deprivation_decile
    here = {area.code for area in evidence.areas if area.deprivation_decile == tenth}
    needs = tuple(
        replace(need, **dict.fromkeys(("people", "low", "high"), 1 if need.area == few else 0))
        if need.area in here
        else need
        for need in evidence.needs
    )
    made = profile(replace(evidence, needs=needs))
    services = {service.id: service for service in made.services}
    hidden = [one for one in made.inequality if services[one.id].counts.counts[f"need:decile:{tenth}"] == TOO_FEW]
    assert hidden
    assert {one.figures["slope"].value for one in hidden} == {TOO_FEW}


def test_where_it_is_hidden_how_many_have_none_within_reach_every_index_of_them_is(evidence):
    for few in (3, 0):
        made = profile(_with_so_many_out_of_reach(evidence, few))
        for one, service in zip(made.inequality, [s for s in made.services if not s.sensitive], strict=True):
            assert service.counts.counts["without:delivered"] == (TOO_FEW if few else 0)
            told = {one.figures[f"without:{name}"].value for name in ("erreygers", "wagstaff", "slope", "relative")}
            assert told == {TOO_FEW if few else NOBODY_WITHOUT}


def _with_so_many_out_of_reach(evidence, few):
    """Give a place in which a site lies beside every area but one, where so few are in need."""
    far, *others = evidence.areas
    away = replace(far, easting=far.easting + 200_000)
    sites = tuple(
        Site(f"{offer.service.id}-{area.code}", area.name, offer.service.id, "", at, at, Fraction(9))
        for offer in evidence.offers
        for area in others
        for at in (Point(area.easting, area.northing),)
    )
    needs = tuple(
        replace(need, **dict.fromkeys(("people", "low", "high"), few if need.group == first else 0))
        if need.area == far.code
        else need
        for need in evidence.needs
        for first in (next(one.group for one in evidence.needs if one.service == need.service),)
    )
    return replace(evidence, areas=(away, *others), sites=sites, needs=needs)


def test_what_one_area_does_not_know_makes_every_figure_of_the_service_unknown(evidence):
    sites = tuple(replace(site, capacity=Unknown("not declared")) for site in evidence.sites)
    for one in profile(replace(evidence, sites=sites)).inequality:
        assert isinstance(one.figures["gini"].value, Unknown)
        assert isinstance(one.figures["theil:within"].value, Unknown)
        assert one.curves is None
        assert "not known" in one.sentences[0].message


def test_a_place_in_which_nothing_is_measured_says_nothing(evidence):
    assert service_inequalities((), (), evidence) is None
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
