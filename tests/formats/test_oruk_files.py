import json

import pytest

from commonweal.errors import RecordsRefused, TableFaults
from commonweal.formats.oruk import Attribute, Location, ServiceRecord
from commonweal.formats.oruk_files import Doubles, directory_json, read_directory
from commonweal.formats.prose import prose
from tests.formats.directories import address, at, body, page, service, uuid


def names(directory):
    return [taken.service.name for taken in directory.services]


def test_a_page_of_services_is_read_as_typed_values(tmp_path):
    found = read_directory(page(tmp_path, service(minimum_age=18), service("Lunch club")))
    first = found.services[0].service
    assert isinstance(first, ServiceRecord)
    assert (first.minimum_age, first.organization.name) == (18, "Harbour Lights")
    assert isinstance(first.service_at_locations[0].location, Location)
    assert (found.version, names(found), found.services[0].line) == ("3.0", ["Day care", "Lunch club"], 3)


def test_what_the_standard_does_not_name_is_kept_and_told(tmp_path):
    told = service(referral="by a nurse", service_at_locations=[{**at(), "rooms": 2}])
    found = read_directory(page(tmp_path, told, service("Lunch club", referral="none")))
    assert found.unnamed == {"referral": 2, "service_at_locations.rooms": 1}
    assert found.services[0].service.as_json() == told


def test_nothing_is_lost_from_one_reading_to_the_next(tmp_path):
    term = {"id": uuid("t"), "name": "n", "description": "d", "colour": "red"}
    told = [
        service(
            schedules=[{"id": uuid("s"), "opens_at": "09:00", "freq": "WEEKLY", "interval": 1}],
            attributes=[{"id": uuid("a"), "link_type": "x", "taxonomy_term": term}],
            languages=[],
            cost_options=[{"id": uuid("k"), "amount": 3.5}],
            service_at_locations=[at(addresses=[address()], accessibility=[{"id": uuid("acc")}])],
            colour=None,
        ),
        service("Lunch club"),
    ]
    once = directory_json([taken.service for taken in read_directory(page(tmp_path, *told)).services])
    assert json.loads(once)["contents"] == told
    (tmp_path / "again.json").write_bytes(once)
    again = read_directory(tmp_path / "again.json")
    assert directory_json([taken.service for taken in again.services]) == once
    assert isinstance(again.services[0].service.attributes[0], Attribute)


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ([service()], ["Day care"]),
        (service(), ["Day care"]),
        ({**body(), "services": [service(organization=None)]}, ["Day care"]),
        ({**at(), "service": service(service_at_locations=[])}, ["Day care"]),
    ],
    ids=["a bare list", "one service", "an organisation", "a service at a location"],
)
def test_every_answer_of_the_standard_is_read(tmp_path, whole, expected):
    if isinstance(whole, dict) and "services" in whole:
        del whole["services"][0]["organization"]
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(whole))
    found = read_directory(path)
    assert names(found) == expected
    assert found.services[0].service.organization.name == "Harbour Lights"
    assert found.services[0].service.service_at_locations[0].location.name == "Hall"


FAULTS = [
    ({"id": "7"}, "id", "7 is not an identifier"),
    ({"fees": None}, "fees", "None is not text"),
    ({"status": "open"}, "status", "open is not active|inactive|defunct|temporarily closed"),
    ({"minimum_age": "18"}, "minimum_age", "18 is not a number"),
    ({"url": "example.com"}, "url", "example.com is not an address"),
    ({"email": "nobody"}, "email", "nobody is not an e-mail"),
    ({"last_modified": "2023-03-15"}, "last_modified", "2023-03-15 is not a moment"),
    ({"schedules": {}}, "schedules", "must be a list"),
    ({"organization": {"id": uuid("o"), "name": "B"}}, "organization", "description is missing"),
    ({"service_at_locations": [{}]}, "service_at_locations[1]", "id is missing"),
    ({"service_at_locations": [at(location_type="tent")]}, "service_at_locations[1].location.location_type", "tent"),
    (
        {"service_at_locations": [at(addresses=[address(city=7)])]},
        "service_at_locations[1].location.addresses[1].city",
        "7 is not text",
    ),
]


@pytest.mark.parametrize(("change", "field", "says"), FAULTS, ids=[field for _, field, _ in FAULTS])
def test_a_record_at_fault_is_refused_with_line_record_and_member(tmp_path, change, field, says):
    with pytest.raises(RecordsRefused) as refused:
        read_directory(page(tmp_path, service("Lunch club"), service(**change)))
    [fault] = refused.value.faults
    assert (fault.file, fault.field) == ("feed.json", f"Day care [2] {field}")
    assert says in prose().fault(fault)


def test_every_fault_of_every_record_is_told_at_once(tmp_path):
    with pytest.raises(RecordsRefused) as refused:
        read_directory(page(tmp_path, service(id="1", fees=2), service(status=3)))
    assert len(refused.value.faults) == 3
    assert "nothing was taken" in str(refused.value)


def test_records_at_fault_may_be_left_and_are_told(tmp_path):
    found = read_directory(page(tmp_path, service(), service("Lunch club", id="1")), leave_faulty=True)
    assert names(found) == ["Day care"]
    assert [fault.field for fault in found.left] == ["Lunch club [2] id"]


@pytest.mark.parametrize("others", [None, 7, {}])
def test_a_service_at_a_location_whose_other_locations_are_no_list_is_refused(tmp_path, others):
    with pytest.raises(RecordsRefused, match="service_at_locations: this must be a list"):
        read_directory(page(tmp_path, {**at(), "service": service(service_at_locations=others)}))


@pytest.mark.parametrize("text", ["", "[", '{"contents": [{]}', "null"])
def test_what_is_no_json_is_refused(tmp_path, text):
    path = tmp_path / "feed.json"
    path.write_text(text)
    with pytest.raises(TableFaults):
        read_directory(path)


@pytest.mark.parametrize("whole", [[1], [None], {"contents": ["x"]}, {}, {"contents": [{"url": "http://a.example"}]}])
def test_what_is_no_service_is_refused(tmp_path, whole):
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(whole))
    with pytest.raises(RecordsRefused):
        read_directory(path)


def doubled(folder, *services):
    doubles = Doubles()
    found = read_directory(page(folder, *services)).services
    names = {taken.line: taken.service.name for taken in found}
    return [(names[first], taken.service.name) for taken in found if (first := doubles.first(taken)) is not None]


def test_the_same_name_of_the_same_body_at_the_same_place_stands_twice(tmp_path):
    other = {"id": uuid("2"), "organization": body(" harbour  LIGHTS ")}
    assert doubled(tmp_path, service(), service("DAY  care", **other)) == [("Day care", "DAY  care")]
    elsewhere = at("shed", latitude=NORTH_OF_IT)
    assert doubled(tmp_path, service(), service("Day care", **{**other, "service_at_locations": [elsewhere]})) == []
    by_post = at("post", latitude=None, longitude=None, addresses=[address()])
    for member in ("latitude", "longitude"):
        del by_post["location"][member]
    both = [service(id=uuid(name), service_at_locations=[by_post]) for name in "ab"]
    both[1] = json.loads(json.dumps(both[1]))
    both[1]["service_at_locations"][0]["location"]["id"] = uuid("another")
    assert doubled(tmp_path, *both) == [("Day care", "Day care")]


def test_the_same_identifier_stands_twice_and_another_body_does_not(tmp_path):
    assert doubled(tmp_path, service(), service("Other", id=uuid("Day care"))) == [("Day care", "Other")]
    assert doubled(tmp_path, service(), service(id=uuid("2"), organization=body("Kelp"))) == []


NORTH_OF_IT = 53.9
