from datetime import date
from fractions import Fraction

import pytest

from commonweal.evidence.inputs import Offer, Site
from commonweal.evidence.points import Point
from commonweal.formats.oruk import CAPACITY, CAPACITY_UNIT
from commonweal.formats.oruk_files import read_directory
from commonweal.formats.oruk_place import HIDDEN, NO_CAPACITY, NO_PLACE, Here, How, rows_from
from commonweal.formats.postcodes import read_postcodes
from commonweal.formats.prose import prose
from commonweal.terms.parties import Organisation
from commonweal.terms.places import Area
from commonweal.terms.services import Service
from commonweal.terms.sources import Unknown
from tests.formats.directories import address, at, body, page, service, uuid

AREA = Area("E1", "Quay 1", "Quay", 1500, 1, 1, 50.0, 384_000, 398_000)
CARE = Offer(Service("care", "Day care", "places", Fraction(1), Fraction(0)), Unknown("no standard is stated"))
REFUGE = Offer(
    Service("refuge", "Refuge", "beds", Fraction(1), Fraction(0), sensitive=True), Unknown("no standard is stated")
)
LIGHTS = Organisation("lights", "Harbour Lights", "charity", registered="GB-CHC-1000001")


def rows(folder, *services, how=None, **here):
    directory = read_directory(page(folder, *services)).services
    told = {"areas": (AREA,), "offers": (CARE, REFUGE), "organisations": (LIGHTS,), **here}
    return rows_from(directory, Here(**told), how or How())


def reasons(found):
    return [prose().text(one) for one in found.left]


def test_a_service_becomes_a_site_of_the_service_of_that_name(tmp_path):
    found = rows(tmp_path, service("day CARE"))
    [site] = found.sites
    assert (site.id, site.name, site.service, site.organisation) == (uuid("at hall"), "Hall", "care", "lights")
    assert abs(site.delivered_at.easting - 384_500) < 100
    assert (site.capacity, found.offers, found.lines) == (NO_CAPACITY, (), (3,))


def test_a_new_service_is_made_with_nothing_that_nobody_stated(tmp_path):
    found = rows(tmp_path, service("Lunch club"), service("Lunch club", id=uuid("2"), organization=body("Kelp")))
    [offer] = found.offers
    assert (offer.service.id, offer.service.unit, offer.standard) == (
        "lunch-club",
        "not stated",
        Unknown("no standard is stated"),
    )
    assert (offer.service.floor, offer.service.statutory, offer.up_for_transfer) == (0, False, False)
    assert found.unknown_bodies == ("Kelp",)


def test_services_of_other_names_are_not_taken_for_one(tmp_path):
    long = "Lunch club of the harbour and of every quay that is left along the old sea wall"
    called = ["Clwb Tê", "Clwb Tŷ", f"{long}, mornings", f"{long}, evenings"]
    found = rows(tmp_path, *(service(name, id=uuid(name), service_at_locations=[at(name)]) for name in called))
    assert [offer.service.name for offer in found.offers] == called
    names = [offer.service.id for offer in found.offers]
    assert names[:2] == ["clwb-te", "clwb-ty"]
    assert len(set(names)) == len(found.sites) == 4
    again = rows(tmp_path, service("clwb  tŷ"), offers=found.offers)
    assert ([site.service for site in again.sites], again.offers) == (["clwb-ty"], ())


def test_everything_in_a_file_may_be_one_service(tmp_path):
    found = rows(tmp_path, service("Lunch club"), how=How("care"))
    assert ([site.service for site in found.sites], found.offers) == (["care"], ())


def test_a_body_is_known_by_its_number_too(tmp_path):
    number = {"id": uuid("n"), "identifier_scheme": "GB-CHC", "identifier_type": "x", "identifier": "1000001"}
    found = rows(tmp_path, service(organization=body("HL (trading)", organization_identifiers=[number])))
    assert found.sites[0].organisation == "lights"


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ({"latitude": 100, "longitude": 101}, "not on Earth"),
        ({"latitude": 0, "longitude": 0}, "outside the grid of Great Britain"),
        ({"latitude": 53.6, "longitude": -4.5}, "lies 15"),
        ({"latitude": 48.85, "longitude": 2.35}, "outside the grid"),
    ],
    ids=["nowhere", "off Africa", "the Irish Sea", "Paris"],
)
def test_a_provider_in_the_sea_is_left_out_by_name(tmp_path, place, says):
    found = rows(tmp_path, service(service_at_locations=[at(**place)]))
    assert found.sites == ()
    [reason] = reasons(found)
    assert reason.startswith("Day care (line 3): ")
    assert says in reason


def test_how_far_is_too_far_is_stated(tmp_path):
    near = service(service_at_locations=[at(latitude=53.5, longitude=-2.23)])
    assert len(rows(tmp_path, near, how=How(within_m=5_000)).sites) == 1
    assert reasons(rows(tmp_path, near, how=How(within_m=100)))[0].endswith("from the nearest area of the place.")


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_a_service_that_is_not_given_is_left(tmp_path, status):
    assert reasons(rows(tmp_path, service(status=status))) == [f"Day care (line 3): its status is {status}."]


def test_a_service_that_stands_twice_is_left_with_the_line_of_the_first(tmp_path):
    found = rows(tmp_path, service(), service(id=uuid("2")))
    assert len(found.sites) == 1
    assert reasons(found)[0].endswith("it stands twice, first at line 3.")


def test_what_stands_is_never_taken_again(tmp_path):
    [site] = rows(tmp_path, service()).sites
    again = rows(tmp_path, service(), sites=(site,))
    assert (again.sites, reasons(again)) == ((), ["Day care (line 3): it stands in sites.csv already."])
    by_hand = Site("mine", "HALL", "care", "lights", Point(1, 2), Unknown("x"), Fraction(3))
    assert rows(tmp_path, service(), sites=(by_hand,)).sites == ()


def test_a_capacity_is_taken_only_from_the_declared_extension_in_the_services_unit(tmp_path):
    told = {**at(), CAPACITY: 12.5, CAPACITY_UNIT: "places"}
    assert rows(tmp_path, service(service_at_locations=[told])).sites[0].capacity == Fraction(25, 2)
    told[CAPACITY_UNIT] = "hours"
    capacity = rows(tmp_path, service(service_at_locations=[told])).sites[0].capacity
    assert capacity == Unknown("its capacity is given in hours, and the service is measured in places")
    for odd in (-1, True, "12", 10**400):
        told |= {CAPACITY: odd, CAPACITY_UNIT: "places"}
        assert rows(tmp_path, service(service_at_locations=[told])).sites[0].capacity == NO_CAPACITY


def test_days_and_groups_are_taken_where_they_are_said(tmp_path):
    days = {
        "id": uuid("s"),
        "service_at_location_id": uuid("at hall"),
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
    }
    term = {"id": uuid("t"), "name": "carers", "description": "d"}
    told = service(schedules=[days], attributes=[{"id": uuid("a"), "taxonomy_term": term}])
    [site] = rows(tmp_path, told, groups={"care": {"carers"}}).sites
    assert (site.delivered_from, site.delivered_to, site.groups) == (date(2026, 1, 1), date(2026, 12, 31), ("carers",))
    assert rows(tmp_path, told).sites[0].groups == ()


def test_a_postcode_stands_in_where_no_point_is_given(tmp_path):
    place = at(addresses=[address()])
    for member in ("latitude", "longitude"):
        del place["location"][member]
    told = service(service_at_locations=[place])
    assert rows(tmp_path, told).sites[0].delivered_at == NO_PLACE
    table = tmp_path / "p.csv"
    table.write_text("postcode,area,easting,northing\nM1 1AA,E1,384500,398000\n")
    assert rows(tmp_path, told, postcodes=read_postcodes(table)).sites[0].delivered_at == Point(384_500, 398_000)


def test_a_service_without_a_place_is_taken_with_none(tmp_path):
    assert rows(tmp_path, service(service_at_locations=[])).sites[0].delivered_at == NO_PLACE
    assert rows(tmp_path, service(service_at_locations=[at(location_type="virtual")])).sites[0].delivered_at == NO_PLACE


SECRET = at("14 Hidden Lane", addresses=[address(address_1="14 Hidden Lane")])


@pytest.mark.parametrize(
    ("told", "how"),
    [
        (service("Women's refuge", service_at_locations=[SECRET]), How()),
        (service("Family house", description="For victims of domestic abuse", service_at_locations=[SECRET]), How()),
        (service("Quiet house", service_at_locations=[SECRET]), How(sensitive=("quiet HOUSE",))),
        (service("Anything", service_at_locations=[SECRET]), How("refuge")),
    ],
    ids=["by its name", "by its words", "since the place says so", "as a sensitive service"],
)
def test_of_a_sensitive_service_no_address_or_point_is_taken_in(tmp_path, told, how):
    found = rows(tmp_path, told, how=how)
    [site] = found.sites
    assert (site.delivered_at, site.based_at, found.lines) == (HIDDEN, HIDDEN, (None,))
    assert "Hidden" not in repr(found)
    assert SECRET["id"] not in repr(found)
    assert all(offer.service.sensitive for offer in found.offers)


def test_what_reads_as_sensitive_is_not_taken_as_a_service_that_is_not(tmp_path):
    found = rows(tmp_path, service("Needle exchange", service_at_locations=[SECRET]), how=How("care"))
    assert found.sites == ()
    assert "reads as a sensitive service" in reasons(found)[0]
