import json
from uuid import UUID

import pytest

from commonweal.errors import RecordsRefused
from commonweal.formats.oruk_files import directory_json, read_directory
from commonweal.formats.oruk_v1 import KEPT_ID, is_version_1
from tests.formats.directories import page, service, v1


@pytest.fixture
def found(tmp_path):
    return read_directory(page(tmp_path, content=[v1()]))


def test_a_service_of_version_1_becomes_one_of_version_3(found):
    own = found.services[0].service
    assert (found.version, own.name, own.status, own.minimum_age, own.maximum_age) == (
        "1.0",
        "Day care",
        "active",
        18,
        65,
    )
    assert own.organization.website == "http://hl.example"
    place = own.service_at_locations[0].location
    assert (place.location_type, place.addresses[0].postal_code) == ("physical", "M1 1AA")
    assert place.accessibility[0].description == "level entrance"
    assert [one.description or one.byday for one in own.schedules] == ["weekdays", "MO"]
    assert own.schedules[1].service_at_location_id == own.service_at_locations[0].id
    assert (own.funding[0].source, own.cost_options[0].option) == ("the council", "free")
    assert [(one.link_type, one.taxonomy_term.name) for one in own.attributes] == [
        ("service", "Care"),
        ("eligibility", "adults"),
    ]


def test_an_identifier_that_is_no_uuid_becomes_one_and_is_kept(found):
    own = found.services[0].service
    assert UUID(own.id)
    assert own.extra[KEPT_ID] == "S1"
    assert own.as_json()[KEPT_ID] == "S1"


def test_what_version_3_has_no_place_for_is_told(found):
    assert found.lost == {
        "contacts.phones": 1,
        "deliverable_type": 1,
        "holiday_schedules": 1,
    }


def test_turned_once_it_is_read_as_version_3_without_another_change(found, tmp_path):
    written = directory_json([taken.service for taken in found.services])
    (tmp_path / "three.json").write_bytes(written)
    again = read_directory(tmp_path / "three.json")
    assert again.version == "3.0"
    assert directory_json([taken.service for taken in again.services]) == written


def test_the_same_file_gives_the_same_identifiers(found, tmp_path):
    again = read_directory(page(tmp_path, content=[v1()], name="again.json"))
    assert again.services[0].service == found.services[0].service


def test_ages_that_differ_from_row_to_row_are_told_and_not_made_one(tmp_path):
    rows = [{"id": "E1", "minimum_age": 5, "maximum_age": 11}, {"id": "E2", "minimum_age": 60}]
    found = read_directory(page(tmp_path, content=[v1(eligibilitys=rows)]))
    own = found.services[0].service
    assert (own.minimum_age, own.maximum_age) == (None, None)
    assert any("differ from row to row" in name for name in found.lost)


def test_an_address_without_a_line_that_must_be_there_is_told_and_nothing_is_made_up(tmp_path):
    told = v1()
    del told["service_at_locations"][0]["location"]["physical_addresses"][0]["state_province"]
    found = read_directory(page(tmp_path, content=[told]))
    assert found.services[0].service.service_at_locations[0].location.addresses is None
    assert found.lost["service_at_locations.location.physical_addresses.postal_code"] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"name": None},
        {"organization": None},
        {"status": "open"},
        {"status": None},
        {"url": "no scheme"},
        {"eligibilitys": [{"minimum_age": "18"}]},
        {"service_at_locations": [{"location": {"name": "x"}}]},
        {"contacts": "x"},
    ],
)
def test_a_service_at_fault_is_refused(tmp_path, change):
    with pytest.raises(RecordsRefused):
        read_directory(page(tmp_path, content=[v1(**change)]))


def test_versions_are_told_apart():
    assert is_version_1(v1())
    assert not is_version_1(service())
    assert not is_version_1(json.loads("[]"))
    bare = {"id": "S1", "name": "x", "organization": {}}
    assert is_version_1(bare)
    assert is_version_1(bare, "content")
    assert not is_version_1(bare, "contents")
    assert not is_version_1({**bare, "schedules": []})
