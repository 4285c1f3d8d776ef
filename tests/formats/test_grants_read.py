"""Reading grants: every fault told at once with its place, oddities noted, files of any size in little memory."""

import json
import tracemalloc
from decimal import Decimal

import pytest

from commonweal.errors import FileMissing, GrantDaysFirst, GrantFaults, GrantFormUnknown
from commonweal.formats.grants_read import GrantReading, read_grants
from commonweal.formats.json_stream import _CHUNK
from tests.formats.grant_samples import PLAIN, RICH, TO_A_PERSON, changed, package, put


def refused(path):
    with pytest.raises((GrantFaults, GrantDaysFirst)) as found:
        read_grants(path)
    return found.value


def told(error):
    return [(fault.line, fault.field, fault.what.format(**fault.figures)) for fault in error.faults]


def test_what_is_read_of_a_grant_is_typed_and_exact(tmp_path):
    found = read_grants(put(tmp_path, package(RICH)))
    grant = found.grants[0]
    assert (grant.id, grant.currency, grant.on.isoformat()) == ("360G-harbour-2", "GBP", "2024-03-01")
    assert grant.members["amountAppliedFor"] == Decimal("41133.770000000004")
    assert [one.name for one in grant.recipients] == ["Tree, Friends & Co", "'@home"]
    assert (grant.beneficiary_codes, grant.recipient_codes) == (("E01000002",), ("E01000001",))
    assert grant.recipient_postcodes == ("QQ1 1AA",)
    assert found.notes == ()


def test_a_package_says_where_it_comes_from_and_a_bare_one_by_its_funders_and_years(tmp_path):
    about = {"publisher": {"name": "The Trust"}, "license": "https://example.org/by", "modified": "2024-05-06"}
    source = read_grants(put(tmp_path, package(PLAIN, **about))).source
    assert (source.publisher, source.licence, source.date) == ("The Trust", "https://example.org/by", "2024-05-06")
    later = changed(id="x", awardDate="2026-01-01")
    bare = read_grants(put(tmp_path, package(PLAIN, later))).source
    assert (bare.publisher, bare.licence, bare.date) == ("Lighthouse Keepers' Trust", "", "2024 to 2026")
    assert len(bare.sha256) == 64


BODY = [{"id": "GB-CHC-1", "name": "A"}]
BAD = {
    "no identifier": (changed(id=...), "id", "it is missing"),
    "a blank identifier": (changed(id=" "), "id", "it is blank"),
    "an identifier that is a number": (changed(id=7), "id", "7 is not text"),
    "no sum": (changed(amountAwarded=...), "amountAwarded", "it is missing"),
    "a sum as text": (changed(amountAwarded="15000"), "amountAwarded", "15000 is not a number"),
    "a sum that is yes": (changed(amountAwarded=True), "amountAwarded", "true is not a number"),
    "no date": (changed(awardDate=...), "awardDate", "it is missing"),
    "a day that does not exist": (changed(awardDate="2023-02-29"), "awardDate", "2023-02-29 is not a date such as"),
    "a time without a zone": (changed(awardDate="2023-02-20T10:00:00"), "awardDate", "2023-02-20T10:00:00 is not"),
    "another currency": (changed(currency="POUNDS"), "currency", "POUNDS is not the code of a currency"),
    "no funder": (changed(fundingOrganization=...), "fundingOrganization", "it is missing"),
    "an empty list of funders": (changed(fundingOrganization=[]), "fundingOrganization", "nobody is named"),
    "a funder that is no list": (changed(fundingOrganization={}), "fundingOrganization", "this must be a list"),
    "a funder that is text": (changed(fundingOrganization=["A"]), "fundingOrganization[0]", "this must be an object"),
    "a funder without identifier": (
        changed(fundingOrganization=[{"name": "A"}]),
        "fundingOrganization[0].id",
        "it is missing",
    ),
    "nobody who got it": (changed(recipientOrganization=...), "recipientOrganization", "nobody is named who got it"),
    "a body and a person": (
        changed(recipientIndividual={"id": "p", "name": "Individual"}),
        "recipientOrganization",
        "it cannot go to an organisation and to a person",
    ),
    "a recipient without name": (
        changed(recipientOrganization=[*BODY, {"id": "x"}]),
        "recipientOrganization[1].name",
        "it is missing",
    ),
    "a grant that is text": ("a grant", "id", "this is no grant"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_grant_that_cannot_stand_is_refused_with_its_place(case, tmp_path):
    grant, field, what = BAD[case]
    [(line, where, said)] = told(refused(put(tmp_path, package(changed(id="first"), grant))))
    assert (line, where) == (1, f"grants[1].{field}")
    assert said.startswith(what)


def test_every_fault_of_a_file_is_told_at_once_with_its_line(tmp_path):
    text = json.dumps({"grants": [changed(id=...), PLAIN, changed(amountAwarded="x")]}, indent=1)
    found = told(refused(put(tmp_path, text.encode())))
    lines = text.splitlines()
    assert [(where, lines[line - 1].strip()) for line, where, _ in found] == [
        ("grants[0].id", "{"),
        ("grants[2].amountAwarded", "{"),
        ("grants[2].id", "{"),
    ]
    assert "is the identifier of an earlier grant" in found[2][2]


def test_days_first_are_refused_with_the_way_out(tmp_path):
    error = refused(put(tmp_path, package(changed(awardDate="05/06/2014"), changed(id="b", awardDate="31.12.2014"))))
    assert error.code == "CW361"
    assert [field for _, field, _ in told(error)] == ["grants[0].awardDate", "grants[1].awardDate"]
    assert "2014-06-05" in error.remedy


NOTED = {
    "fromOpenCall": ("Y", "fromOpenCall"),
    "url": ("www.example.org", "url"),
    "description": (..., "description"),
    "dateModified": ("17/08/2015 00:00", "dateModified"),
    "beneficiaryLocation": ([{"countryCode": "UK"}], "beneficiaryLocation.countryCode"),
    "plannedDates": ([{"duration": -1}], "plannedDates.duration"),
    "relatedActivity": ("one", "relatedActivity"),
    "toIndividualsDetails": ([], "toIndividualsDetails"),
    "classifications": ([{"code": 3}], "classifications.code"),
}


@pytest.mark.parametrize("member", NOTED)
def test_what_else_the_standard_does_not_take_is_noted_and_kept(member, tmp_path):
    value, field = NOTED[member]
    grants = [changed(id="a", **{member: value}), PLAIN, changed(id="b", **{member: value})]
    found = read_grants(put(tmp_path, json.dumps({"grants": grants}, indent=0).encode()))
    [note] = found.notes
    assert note.field == field
    assert note.rows == (1, 3)
    assert found.grants[0].members.get(member, ...) == value


NO_PACKAGE = "this is no package of grants"
BROKEN = {
    "cut short": (b'{"grants": [{"id": "a"', "Expecting"),
    "no object": (b"[]", "there is no grant in it"),
    "a list of grants alone": (b"[{}]", NO_PACKAGE),
    "no grants": (b'{"version": "1.4"}', NO_PACKAGE),
    "grants that are no list": (b'{"grants": {}}', NO_PACKAGE),
    "grants twice": (b'{"grants": [], "grants": []}', "stands twice"),
    "a member twice": (b'{"grants": [{"id": "a", "id": "b"}]}', "id stands twice"),
    "something after the end": (b'{"grants": []} x', "something follows its end"),
    "a number that is none": (b'{"grants": [{"amountAwarded": NaN}]}', "NaN"),
    "half a character": (b'{"grants": [{"id": "\\ud800"}]}', "half a character"),
    "no text": (b'{"grants": [{"id": "\xff"}]}', "not UTF-8"),
    "no comma": (b'{"grants": [] "a": 1}', ", is missing here"),
    "no colon": (b'{"grants" []}', ": is missing here"),
    "nothing": (b"", "{ is missing here"),
    "too deep": (b'{"grants": [' + b"[" * 100_000, "recursion"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_package_is_told(case, tmp_path):
    data, what = BROKEN[case]
    assert what in told(refused(put(tmp_path, data)))[-1][2]


def test_a_file_without_a_grant_is_refused(tmp_path):
    assert told(refused(put(tmp_path, package()))) == [(None, "", "there is no grant in it")]


def test_a_byte_order_mark_is_passed_over(tmp_path):
    assert read_grants(put(tmp_path, b"\xef\xbb\xbf" + package(PLAIN))).grants[0].id == PLAIN["id"]


def test_another_form_and_a_missing_file_are_refused(tmp_path):
    with pytest.raises(GrantFormUnknown):
        read_grants(put(tmp_path, b"", "grants.ods"))
    with pytest.raises(FileMissing):
        read_grants(tmp_path / "grants.csv")


def test_files_that_are_read_together_have_no_grant_in_common(tmp_path):
    ids: set[str] = set()
    first = GrantReading(put(tmp_path, package(PLAIN)), ids)
    second = GrantReading(put(tmp_path, package(PLAIN), "other.json"), ids)
    assert len(list(first)) == 1
    assert list(second) == []
    assert second.faults


def test_a_grant_to_a_person_is_read(tmp_path):
    grant = read_grants(put(tmp_path, package(TO_A_PERSON))).grants[0]
    assert grant.to_a_person
    assert grant.recipients == ()


@pytest.mark.parametrize("gap", [0, 70_000])
def test_a_package_of_any_size_takes_little_memory(gap, tmp_path):
    path = tmp_path / "large.json"
    with path.open("w", encoding="utf-8") as out:
        out.write('{"grants": [')
        for k in range(4_000):
            out.write((", " if k else "") + " " * (gap if k == 5 else 0))
            out.write(json.dumps(changed(id=f"g{k}", description="é" * 2_000), ensure_ascii=False))
        out.write('], "version": "1.4"}')
    reading = GrantReading(path)
    tracemalloc.start()
    count = sum(1 for _ in reading)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (count, reading.package) == (4_000, {"version": "1.4"})
    assert path.stat().st_size > 16_000_000
    assert peak < 3_000_000


@pytest.mark.parametrize("before", range(_CHUNK - 12, _CHUNK + 2))
def test_a_number_that_is_cut_by_the_window_is_read_whole(before, tmp_path):
    text = b'{"n":1234567,"grants":' + json.dumps([PLAIN]).encode() + b"}"
    found = read_grants(put(tmp_path, b" " * (before - 5) + text))
    assert found.package == {"n": 1234567}
