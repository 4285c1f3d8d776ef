import json
from datetime import date
from fractions import Fraction

import pytest

from commonweal.evidence.inputs import Evidence, Need, Offer, Site
from commonweal.evidence.points import Point
from commonweal.formats.json_records import shape_of
from commonweal.formats.json_shapes import look
from commonweal.formats.oruk import ServiceRecord
from commonweal.formats.oruk_export import services_of
from commonweal.formats.oruk_files import directory_json, read_directory
from commonweal.formats.oruk_place import Here, How, rows_from
from commonweal.terms.parties import Organisation
from commonweal.terms.places import Area
from commonweal.terms.services import Service
from commonweal.terms.sources import Unknown

AREA = Area("E1", "Quay 1", "Quay", 1500, 1, 1, 50.0, 384_000, 398_000)
NOT_SAID = Unknown("not said")
CARE = Offer(Service("care", "Day care", "places", Fraction(1), Fraction(0)), NOT_SAID)
REFUGE = Offer(Service("refuge", "Refuge", "beds", Fraction(1), Fraction(0), sensitive=True), NOT_SAID)
HALL = Site(
    "hall",
    "Quay Hall",
    "care",
    "lights",
    Point(384_250, 398_125),
    Point(1, 2),
    Fraction(25, 2),
    ("carers",),
    date(2026, 1, 1),
)
HOUSE = Site("house", "14 Hidden Lane", "refuge", "lights", NOT_SAID, NOT_SAID, Fraction(9), (), date(2020, 5, 4))
LIGHTS = Organisation("lights", "Harbour Lights", "charity", registered="GB-CHC-1000001")


@pytest.fixture
def evidence():
    needs = (Need("E1", "care", "carers", 10, 10, 10),)
    return Evidence("Harbour", date(2026, 6, 1), (AREA,), (CARE, REFUGE), needs, (HALL, HOUSE))


@pytest.fixture
def written(evidence):
    return directory_json(services_of(evidence, (LIGHTS,), {"lights": "Helps"}))


def test_it_is_what_the_standard_asks_for(evidence):
    for one in services_of(evidence, (LIGHTS,), {}):
        assert look(one.as_json(), shape_of(ServiceRecord)).faults == []


def test_the_same_place_gives_the_same_bytes(evidence, written):
    assert directory_json(services_of(evidence, (LIGHTS,), {"lights": "Helps"})) == written


def test_a_site_comes_back_as_it_was(tmp_path, written):
    (tmp_path / "out.json").write_bytes(written)
    found = rows_from(
        read_directory(tmp_path / "out.json").services,
        Here((AREA,), (CARE, REFUGE), (), (LIGHTS,), {"care": {"carers"}}),
        How(),
    )
    site = next(one for one in found.sites if one.service == "care")
    assert (site.name, site.organisation, site.capacity, site.groups) == (
        "Quay Hall",
        "lights",
        Fraction(25, 2),
        ("carers",),
    )
    assert abs(site.delivered_at.easting - 384_250) < 0.5
    assert abs(site.delivered_at.northing - 398_125) < 0.5
    assert (site.delivered_from, site.delivered_to) == (date(2026, 1, 1), None)


def test_of_a_sensitive_service_nothing_goes_out_that_leads_to_its_door(written):
    text = written.decode()
    assert "Hidden" not in text
    assert "2020-05-04" not in text
    [refuge] = [one for one in json.loads(text)["contents"] if one["name"] == "Refuge"]
    assert set(refuge) == {"id", "name", "status", "organization", "service_areas"}
    assert refuge["service_areas"][0]["name"] == "Harbour"


def test_a_point_of_a_sensitive_site_does_not_go_out_even_where_somebody_wrote_one_down(evidence):
    leaky = Site("house", "House", "refuge", "", Point(384_001, 398_002), Point(384_003, 398_004), NOT_SAID)
    [one] = services_of(Evidence("H", evidence.as_at, (AREA,), (REFUGE,), (), (leaky,)), (), {})
    assert one.service_at_locations is None
    assert set(one.as_json()) == {"id", "name", "status", "service_areas"}


def test_a_service_that_is_over_is_inactive(evidence):
    over = Site("o", "O", "care", "", NOT_SAID, NOT_SAID, NOT_SAID, (), None, date(2026, 5, 31))
    [one] = services_of(Evidence("H", evidence.as_at, (AREA,), (CARE,), (), (over,)), (), {})
    assert (one.status, one.organization) == ("inactive", None)
    assert one.service_at_locations[0].location.latitude is None
