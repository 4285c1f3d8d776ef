"""Published grants of four funders: in, out and in again unchanged; and our reader against the standard's own schema.

What is meant to differ from the schema, and why: a needed text that is blank is missing to us, since nobody can be
found by "", and a day that does not exist (30 February) is none. The schema takes both.
"""

import json
import os
import random
from copy import deepcopy
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from commonweal.errors import GrantDaysFirst
from commonweal.formats.grant_cells import same
from commonweal.formats.grant_checks import wrongs
from commonweal.formats.grants_placed import grants_of
from commonweal.formats.grants_read import read_grants
from commonweal.formats.grants_write import grants_json, written_grants
from commonweal.samples.grants import sample_grants
from commonweal.samples.places import sample_place

pytestmark = pytest.mark.real_data
ALL = os.environ.get("COMMONWEAL_ORACLES") == "all"
LLOYDS, POWER_TO_CHANGE, ALW = "a002400000OiDBQAA3", "a002400000nO46WAAS", "a003W000001B7PzQAK"
WOLFSON = "a002400000KeYdsAAF"
SIZES = {LLOYDS: 4_116, POWER_TO_CHANGE: 870, ALW: 475}
MUTATIONS = 2_000 if ALL else 100
STEP = 1 if ALL else 40
"""Each of so many real grants is held against the schema."""

formats = FormatChecker(())


@formats.checks("date-time", raises=ValueError)
def is_moment(value):
    """RFC 3339, by the standard library and not by our pattern."""
    if isinstance(value, str):
        found = datetime.fromisoformat(value)
        return found.tzinfo is not None and value[10:11] in {"T", "t"} and value[19:20] in {"Z", "z", "+", "-", "."}
    return True


@formats.checks("uri", raises=ValueError)
def is_address(value):
    return not isinstance(value, str) or (
        bool(urlsplit(value).scheme) and value.isascii() and not set(value) & set(' <>"')
    )


@cache
def schema(folder, name):
    return json.loads((folder / "schemas" / "360giving" / name).read_text("utf-8"))


@cache
def validator(folder):
    return Draft202012Validator(schema(folder, "360-giving-schema.json"), format_checker=formats)


@cache
def real(folder, name):
    return read_grants(folder / "grants" / f"{name}.json")


def plain(members):
    """A grant as the schema is asked about it."""
    return json.loads(json.dumps(members, default=float))


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_real_grants_go_in_out_and_in_again_unchanged(name, form, data_folder, tmp_path):
    grants = real(data_folder, name).grants
    assert len(grants) == SIZES[name]
    if form == "xlsx" and name == LLOYDS and not ALL:
        grants = grants[:400]
    path = tmp_path / f"x.{form}"
    path.write_bytes(written_grants(path.name, grants).data)
    found = read_grants(path).grants
    assert len(found) == len(grants)
    assert [one.id for one, other in zip(grants, found, strict=True) if not same(one.members, other.members)] == []


def test_the_workbook_and_the_package_of_one_funder_agree(data_folder):
    package, workbook = real(data_folder, ALW), read_grants(data_folder / "grants" / f"{ALW}.xlsx")
    assert len(workbook.grants) == 475
    assert all(same(a.members, b.members) for a, b in zip(package.grants, workbook.grants, strict=True))
    assert package.notes == workbook.notes == ()


def test_the_file_with_days_first_is_refused_with_every_row(data_folder):
    with pytest.raises(GrantDaysFirst) as found:
        read_grants(data_folder / "grants" / f"{WOLFSON}.json")
    fields = [fault.field for fault in found.value.faults]
    assert fields == [f"grants[{k}].awardDate" for k in range(379)]


def test_what_is_odd_in_real_files_is_noted(data_folder):
    noted = {note.field: len(note.rows) for note in real(data_folder, LLOYDS).notes}
    assert (noted["fromOpenCall"], noted["description"]) == (4_116, 5)
    assert noted["recipientOrganization.url"] > 2_000
    assert {note.field for note in real(data_folder, POWER_TO_CHANGE).notes} == set()


@pytest.mark.parametrize("name", [*SIZES, WOLFSON])
def test_reader_and_schema_agree_on_real_grants(name, data_folder):
    members = json.loads((data_folder / "grants" / f"{name}.json").read_text("utf-8"), parse_float=Decimal)["grants"]
    for grant in members[::STEP]:
        assert agree(data_folder, grant), grant["id"]


def agree(folder, grant):
    """Whether both take a grant as it is, or neither."""
    return validator(folder).is_valid(plain(grant)) is not any(True for _ in wrongs(grant))


ODD: list[Any] = [
    *(
        None,
        "",
        "x",
        0,
        -1,
        12.5,
        True,
        [],
        {},
        ["a"],
        [{}],
        [None],
        [{"id": "a", "name": "b"}],
        {"id": "a", "name": "b"},
    ),
    *("2023-02-28", "2023-13-01", "2023-02-28T10:00:00Z", "2023-02-28T10:00:00", "28/02/2023", "2023-02", "2023"),
    *(
        "GBP",
        "EUR",
        "gbp",
        "GB",
        "UK",
        "Yes",
        "No",
        "Y",
        "https://example.org/a",
        "www.example.org",
        "mailto:a@b.example",
    ),
    *([{"id": "a"}], [{"name": "b"}], [{"geoCode": 3}], [{"latitude": "51.5"}], [{"duration": -1}], [{"url": "a b"}]),
]
"""What may come to stand in a member's place."""
SPARE = (
    *(
        "url",
        "plannedDates",
        "actualDates",
        "beneficiaryLocation",
        "fromOpenCall",
        "relatedDocument",
        "classifications",
    ),
    *("applicationTransaction", "relatedActivity", "dateModified", "dataSource", "locationScope", "regrantType"),
    *("recipientIndividual", "toIndividualsDetails", "amountDisbursed", "grantProgramme", "fundingType", "Another"),
)


def mutated(grant, draw):
    """A grant with one to three things changed, taken out or put in, at any depth."""
    grant = deepcopy(grant)
    for _ in range(draw.randint(1, 3)):
        here = grant
        while True:
            deeper = [value for value in here.values() if isinstance(value, dict) and value]
            deeper += [
                one
                for value in here.values()
                if isinstance(value, list)
                for one in value
                if isinstance(one, dict) and one
            ]
            if not deeper or draw.random() < 0.5:
                break
            here = draw.choice(deeper)
        act = draw.random()
        if act < 0.25:
            here.pop(draw.choice(sorted(here)))
        elif act < 0.4 and here is grant:
            here[draw.choice(SPARE)] = deepcopy(draw.choice(ODD))
        elif here:
            here[draw.choice(sorted(here))] = deepcopy(draw.choice(ODD))
        if not grant:
            break
    return grant


def is_meant(grant):
    """Whether a grant is one of those about which we mean to differ: a needed text that is blank."""
    return any(wrong.what == "it is blank" for wrong in wrongs(grant))


def test_reader_and_schema_agree_on_mutations(data_folder):
    draw = random.Random(360)
    place = sample_place(1)
    invented = [one.members for one in grants_of(sample_grants(1, place.areas, place.organisations), "GBP")]
    sound = [one.members for one in (*real(data_folder, ALW).grants, *real(data_folder, POWER_TO_CHANGE).grants)]
    taken = differ = 0
    for k in range(MUTATIONS):
        grant = mutated(draw.choice(invented if k % 4 == 0 else sound), draw)
        if is_meant(grant):
            differ += 1
            continue
        assert agree(data_folder, grant), (k, plain(grant))
        taken += validator(data_folder).is_valid(plain(grant))
    assert MUTATIONS * 0.1 < taken < MUTATIONS * 0.9
    assert differ < MUTATIONS * 0.1


def test_what_we_write_is_what_the_schema_takes(data_folder, tmp_path):
    """Of grants about which nothing was noted; what came odd goes out as it came."""
    package = schema(data_folder, "360-giving-package-schema.json")
    grant = DRAFT202012.create_resource(schema(data_folder, "360-giving-schema.json"))
    named = package["properties"]["grants"]["items"]["$ref"]
    whole = Draft202012Validator(package, registry=Registry().with_resource(named, grant), format_checker=formats)
    place = sample_place(1)
    made = list(grants_of(sample_grants(1, place.areas, place.organisations), "GBP"))
    for grants in (made, real(data_folder, ALW).grants[::STEP], real(data_folder, POWER_TO_CHANGE).grants[::STEP]):
        for form in ("json", "csv", "xlsx"):
            path = tmp_path / f"x.{form}"
            path.write_bytes(written_grants(path.name, grants).data)
            told = json.loads(grants_json(read_grants(path).grants))
            assert list(whole.iter_errors(told)) == []
