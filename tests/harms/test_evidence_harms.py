"""Harms of evidence: small numbers that give people away, doors that must stay hidden, and figures read as truth."""

import json
from datetime import date
from fractions import Fraction

import pytest

from commonweal.errors import TableFaults
from commonweal.evidence.inputs import Evidence, Need, Offer, Site
from commonweal.evidence.points import Point
from commonweal.evidence.profile import profile
from commonweal.formats import evidence_tables
from commonweal.formats.profiles import profile_files
from commonweal.samples.places import sample_place
from commonweal.terms.services import Service
from commonweal.terms.sources import Unknown

DAY = date(2026, 10, 1)


@pytest.fixture(scope="module")
def place():
    return sample_place(1)


@pytest.fixture(scope="module")
def found(place):
    return profile(Evidence(place.name, DAY, place.areas, place.offers, place.needs, place.sites))


@pytest.fixture(scope="module")
def published(found):
    return {name: data.decode() for name, data in profile_files(found).items()}


def sensitive(place):
    return {offer.service.id for offer in place.offers if offer.service.sensitive}


def test_small_number_disclosure_a_sensitive_service_is_on_no_map_and_in_no_table_below_the_place(
    place, found, published
):
    hidden = sensitive(place)
    assert hidden == {"needle-exchange", "refuge"}
    assert not {one.id for one in found.maps} & {f"access-{service}" for service in hidden}
    assert not {table.id for table in found.deciles} & hidden
    header, *_ = published["tables/areas.csv"].splitlines()
    assert not [column for column in header.split(",") for service in hidden if service.replace("-", "_") in column]
    below = [line.split(",")[:2] for line in published["tables/gaps.csv"].splitlines()[1:]]
    assert all(neighbourhood == "" for service, neighbourhood in below if service in hidden)
    for service in json.loads(published["profile.json"])["services"]:
        if service["id"] in hidden:
            assert service["neighbourhoods"] == []
            assert service["conservation"] == {}
            distances = {
                name: f["value"] for name, f in service["figures"].items() if ":delivered" in name or ":based" in name
            }
            assert set(distances.values()) == {None}


def test_small_number_disclosure_no_site_of_any_service_is_published_by_place_or_point(place, published):
    everything = "".join(published.values())
    for site in place.sites:
        assert site.id not in everything
        if isinstance(site.delivered_at, Point):
            assert str(site.delivered_at.easting) not in everything


def test_small_number_disclosure_the_address_of_a_refuge_cannot_even_be_put_in(tmp_path):
    refuge = Offer(Service("refuge", "Refuge", "places", Fraction(1), Fraction(1), sensitive=True), Fraction(1))
    row = "r1,House,refuge,,338052,394049,,,5,,,,"
    (tmp_path / "sites.csv").write_text(",".join(evidence_tables.SITE_COLUMNS) + "\n" + row + "\n")
    with pytest.raises(TableFaults, match="may not be written down"):
        evidence_tables.read_sites(tmp_path, [refuge])


def test_small_number_disclosure_one_to_seven_people_are_never_told(place):
    """A refuge for which three families wait: neither the need nor the gap is a number, in any file."""
    few = [
        Need(area.code, "refuge", "families", 3 if k == 0 else 0, 3 if k == 0 else 0, 3 if k == 0 else 0, "count")
        for k, area in enumerate(place.areas)
    ]
    offers = tuple(offer for offer in place.offers if offer.service.id == "refuge")
    found = profile(Evidence(place.name, DAY, place.areas, offers, tuple(few)))
    figures = found.services[0].figures
    assert isinstance(figures["need"].value, Unknown)
    assert isinstance(figures["gap"].value, Unknown)
    assert "too few" in found.services[0].sentence.message


def test_small_number_disclosure_counts_of_people_in_need_are_rounded_wherever_they_stand(found):
    for service in found.services:
        named = [service.figures[name] for name in service.figures if name == "need" or name.startswith("gap")]
        named += [figure for here in service.local for figure in (here.need, here.gap)]
        for figure in named:
            for value in (figure.value, figure.low, figure.high):
                assert isinstance(value, Unknown) or value % 5 == 0


def test_false_precision_an_estimated_need_always_carries_its_interval(found):
    for service in found.services:
        for name in ("need", "gap"):
            figure = service.figures[name]
            assert figure.low is not None
            assert figure.high is not None
            if not any(isinstance(value, Unknown) for value in (figure.value, figure.low, figure.high)):
                assert figure.low <= figure.value <= figure.high
    recovery = next(service for service in found.services if service.id == "recovery")
    assert recovery.figures["gap"].low < recovery.figures["gap"].value < recovery.figures["gap"].high


def test_false_precision_what_nobody_knows_stays_unknown_in_every_file(found, published):
    lunch = next(
        service for service in json.loads(published["profile.json"])["services"] if service["id"] == "lunch-club"
    )
    assert lunch["figures"]["capacity"]["value"] is None
    assert "has not said" in lunch["figures"]["capacity"]["unknown_because"]
    assert lunch["figures"]["gap"]["value"] is None
    (row,) = [line for line in published["tables/services.csv"].splitlines() if line.startswith("lunch-club,capacity")]
    assert row.split(",")[2] == ""


def test_false_precision_no_service_and_no_data_are_different_answers(place):
    """One service that nobody offers, and one of which nobody has said how much: nought there, unknown here."""
    service = Service("club", "Club", "places", Fraction(1), Fraction(1, 2))
    needs = tuple(Need(area.code, "club", "children", 50, 40, 60, "survey") for area in place.areas)
    spot = Point(place.areas[0].easting, place.areas[0].northing)
    silent = Site("c", "Club", "club", "", spot, spot, Unknown("it has not said"))

    def figures(*sites):
        evidence = Evidence(place.name, DAY, place.areas, (Offer(service, Fraction(1)),), needs, sites)
        return profile(evidence).services[0].figures

    nobody, unsaid = figures(), figures(silent)
    assert (nobody["access:delivered"].value, nobody["gap:no provider"].value) == (0, 3000)
    assert isinstance(unsaid["access:delivered"].value, Unknown)
    assert isinstance(unsaid["gap"].value, Unknown)
    assert unsaid["gap:no provider"].value == 0


def test_small_number_disclosure_a_sensitive_service_cannot_be_put_up_for_transfer(tmp_path, place):
    """A plan would say in which neighbourhood it is delivered."""
    offers = [
        Offer(offer.service, offer.standard, up_for_transfer=offer.service.id == "refuge") for offer in place.offers
    ]
    (tmp_path / evidence_tables.SERVICES).write_bytes(evidence_tables.write_services(offers))
    with pytest.raises(TableFaults, match="a hand-over plan would say in which neighbourhood"):
        evidence_tables.read_services(tmp_path)
