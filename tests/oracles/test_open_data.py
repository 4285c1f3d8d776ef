"""Our readers of Open Referral UK and of Open Contracting against the standards' own schemas.

They agree on every real record and on 2,000 seeded mutations of each. What is meant to differ, and why: nothing. The
formats that the schemas name (uuid, date-time, uri, email) are asked of both.
"""

import json
import os
import random
from functools import cache

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from commonweal.cli.sample_folder import sample_files
from commonweal.formats.folders import write_folder
from commonweal.formats.json_records import shape_of
from commonweal.formats.json_shapes import look
from commonweal.formats.ocds import RELEASE
from commonweal.formats.ocds_agreements import agreements
from commonweal.formats.oruk import Organization, ServiceRecord
from commonweal.formats.oruk_export import services_of
from commonweal.formats.oruk_files import directory_json, read_directory
from commonweal.formats.place_folder import read_place
from tests.formats.directories import page, v1
from tests.formats.test_ocds_agreements import PROMISE
from tests.formats.test_ocds_releases import award, release
from tests.oracles.json_mutations import formats, mutated
from tests.verifier.bundles import added

pytestmark = pytest.mark.real_data
ALL = os.environ.get("COMMONWEAL_ORACLES") == "all"
MUTATIONS = 2_000 if ALL else 100
STEP = 1 if ALL else 20
EXAMPLES = "schemas/oruk/examples"
TEST_LIST = "services/V3.0-UK-Test_service_list.json"
CONTRACTS = "contracts/contractsfinder_releases_2024_2025.json"


@cache
def service_schema(folder, name="service"):
    schema = json.loads((folder / f"schemas/oruk/compiled/{name}.json").read_text("utf-8"))
    return Draft202012Validator(schema, format_checker=formats)


@cache
def release_schema(folder):
    schema = json.loads((folder / "schemas/ocds/release-schema.json").read_text("utf-8"))
    return Draft4Validator(schema, format_checker=formats)


@cache
def package_schema(folder):
    schemas = [
        json.loads((folder / f"schemas/ocds/{name}.json").read_text("utf-8"))
        for name in ("release-package-schema", "release-schema")
    ]
    inside = Resource.from_contents(schemas[1], default_specification=DRAFT4)
    registry = Registry().with_resource(schemas[0]["properties"]["releases"]["items"]["$ref"], inside)
    return Draft4Validator(schemas[0], registry=registry, format_checker=formats)


@cache
def loaded(folder, name):
    return json.loads((folder / name).read_text("utf-8"))


def same(value, validator, shape):
    """Whether both take a record, or neither; and whether they do."""
    ours = not look(value, shape).faults
    return ours is validator.is_valid(value), ours


def told(value, validator, shape):
    return [str(fault) for fault in look(value, shape).faults], [
        f"{list(error.path)} {error.message[:90]}" for error in validator.iter_errors(value)
    ]


def services(folder):
    whole = [loaded(folder, f"{EXAMPLES}/service_full.json"), *loaded(folder, TEST_LIST)["contents"]]
    whole.append(loaded(folder, f"{EXAMPLES}/service_at_location_full.json")["service"])
    return [*whole, *loaded(folder, f"{EXAMPLES}/organization_full.json")["services"]]


def test_reader_and_schema_agree_on_every_published_service(data_folder):
    shape = shape_of(ServiceRecord)
    for value in services(data_folder):
        assert same(value, service_schema(data_folder), shape)[0], told(value, service_schema(data_folder), shape)


def test_reader_and_schema_agree_on_the_published_organisation(data_folder):
    value = loaded(data_folder, f"{EXAMPLES}/organization_full.json")
    own = {name: member for name, member in value.items() if name != "services"}
    assert same(own, service_schema(data_folder, "organization"), shape_of(Organization)) == (True, True)


@pytest.mark.parametrize("name", ["organization_full", "service_full", "service_at_location_full", "service_list"])
def test_every_example_of_the_standard_is_read_and_written_so_that_it_validates(data_folder, name, tmp_path):
    found = read_directory(data_folder / EXAMPLES / f"{name}.json")
    written = directory_json([taken.service for taken in found.services])
    for one in json.loads(written)["contents"]:
        assert list(service_schema(data_folder).iter_errors(one)) == []
    (tmp_path / "again.json").write_bytes(written)
    assert read_directory(tmp_path / "again.json").services[0].service == found.services[0].service
    if name in {"service_full", "service_list"}:
        value = loaded(data_folder, f"{EXAMPLES}/{name}.json")
        assert json.loads(written)["contents"] == value.get("contents", [value])


def test_the_published_test_list_goes_through_and_loses_nothing(data_folder):
    found = read_directory(data_folder / TEST_LIST, leave_faulty=True)
    sound = [one for one in loaded(data_folder, TEST_LIST)["contents"] if service_schema(data_folder).is_valid(one)]
    assert json.loads(directory_json([taken.service for taken in found.services]))["contents"] == sound
    assert len(found.services) + len({fault.line for fault in found.left}) == 128


SPARE_SERVICE = ("url", "status", "schedules", "organization", "attributes", "service_areas", "email", "id", "another")


def test_reader_and_schema_agree_on_mutations_of_services(data_folder):
    draw, shape, validator = random.Random(2026), shape_of(ServiceRecord), service_schema(data_folder)
    sound = [one for one in services(data_folder) if validator.is_valid(one)]
    taken = 0
    for nth in range(MUTATIONS):
        value = mutated(sound[0] if nth % 2 else draw.choice(sound), draw, SPARE_SERVICE)
        agree, ours = same(value, validator, shape)
        assert agree, (nth, told(value, validator, shape))
        taken += ours
    assert MUTATIONS * 0.05 < taken < MUTATIONS * 0.95


def test_reader_and_schema_agree_on_every_published_release(data_folder):
    validator = release_schema(data_folder)
    for value in loaded(data_folder, CONTRACTS)["releases"][::STEP]:
        assert same(value, validator, RELEASE)[0], told(value, validator, RELEASE)


SPARE_RELEASE = ("id", "title", "title_cy", "status", "value", "date", "tag", "uri", "items", "documents", "another")


def test_reader_and_schema_agree_on_mutations_of_releases(data_folder):
    draw, validator = random.Random(2026), release_schema(data_folder)
    sound = [one for one in loaded(data_folder, CONTRACTS)["releases"] if not look(one, RELEASE).faults]
    small = release(
        contracts=[{"id": 1, "awardID": "1", "period": {"durationInDays": 3}}], awards=[award(items=[{"id": 1}])]
    )
    taken = 0
    for nth in range(MUTATIONS):
        value = mutated(small if nth % 2 else draw.choice(sound), draw, SPARE_RELEASE)
        agree, ours = same(value, validator, RELEASE)
        assert agree, (nth, told(value, validator, RELEASE))
        taken += ours
    assert MUTATIONS * 0.05 < taken < MUTATIONS * 0.95


def test_services_of_a_place_validate_as_they_are_written(data_folder, tmp_path):
    write_folder(tmp_path / "place", sample_files(1))
    place = read_place(tmp_path / "place")
    written = json.loads(directory_json(services_of(place.evidence, place.organisations, place.summaries)))
    assert written["contents"]
    for one in written["contents"]:
        assert list(service_schema(data_folder).iter_errors(one)) == []


def test_a_service_of_version_1_validates_once_it_is_turned(data_folder, tmp_path):
    [taken] = read_directory(page(tmp_path, content=[v1()])).services
    assert list(service_schema(data_folder).iter_errors(taken.service.as_json())) == []


def test_agreements_validate_as_they_are_written(data_folder):
    opened = {"place": "Harbour", "board": "Harbour board", "accountable_body": "Harbour council"}
    entries = added([], "place_opened", opened)
    for nth, pence in enumerate((0, 1, 123_450)):
        entries = added(entries, "undertaking_given", {"id": f"u{nth}", **PROMISE, "award_pence": pence})
    entries = added(entries, "undertaking_answered", {"id": "u1", "state": "broken"})
    assert list(package_schema(data_folder).iter_errors(json.loads(agreements(entries).data))) == []
