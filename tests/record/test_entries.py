"""Entries: made whole or refused whole, and bound to the one before."""

import json
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import EntryRefused
from commonweal.record.entries import BEGINNING, append, commitment, entry_hash, read_entry
from commonweal.record.forms import stamp
from commonweal.terms import canon
from tests.record.records import HASH, SMALL, draft, moment, records, salt, small


def refused(head: Any, made: Any, salts: dict[str, bytes] | None = None) -> dict[str, str]:
    with pytest.raises(EntryRefused) as caught:
        append(head, made, salts or {})
    return {fault.field: str(fault) for fault in caught.value.faults}


def test_entries_are_numbered_from_one_and_name_the_hash_before() -> None:
    entries, _ = small()
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert entries[0].previous == BEGINNING == "0" * 64
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]


def test_a_hash_can_be_made_with_nothing_but_json_and_sha256() -> None:
    entry = small()[0][3]
    public = entry.public()
    stated = public.pop("hash")
    plain = json.dumps(public, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert sha256(plain).hexdigest() == stated == entry_hash(entry)


def test_a_commitment_is_the_hash_of_salt_and_canonical_value() -> None:
    entries, parts = small()
    reason = parts[0]
    assert reason.value == SMALL[3][2]["reason"]
    assert commitment(reason.value, reason.salt) == sha256(reason.salt + canon.encode(reason.value)).hexdigest()
    assert dict(entries[3].commitments) == {"reason": commitment(reason.value, reason.salt)}


def test_personal_words_are_nowhere_in_the_public_entry() -> None:
    entries, parts = small()
    told = canon.encode([entry.public() for entry in entries])
    assert len(parts) == 2
    for part in parts:
        assert part.value.encode() not in told
        assert part.salt.hex().encode() not in told
        assert sha256(canon.encode(part.value)).hexdigest().encode() not in told


def test_the_same_words_under_two_salts_cannot_be_linked() -> None:
    assert commitment("yes", salt(1)) != commitment("yes", salt(2))


@given(records())
def test_an_entry_reads_back_from_its_canonical_bytes(entries: list[Any]) -> None:
    for entry in entries:
        assert read_entry(json.loads(canon.encode(entry.public()))) == entry


def test_fractions_are_kept_as_they_were_hashed() -> None:
    payload = {"round": "r", "folder": "counts/r", "manifest": HASH, "spent": Fraction(7, 2)}
    entry, _ = append(None, draft("result_provisional", payload, moment(1)), {})
    assert entry.payload["spent"] == "7/2"
    assert read_entry(json.loads(canon.encode(entry.public()))) == entry


def test_a_later_change_of_what_was_given_changes_no_entry() -> None:
    payload: dict[str, Any] = {"round": "r", "rule": "greedy", "version": 1, "spec": {"order": "votes"}}
    entry, _ = append(None, draft("rules_published", payload, moment(1)), {})
    payload["spec"]["order"] = "cost"
    payload["rule"] = "other"
    assert entry_hash(entry) == entry.hash
    assert entry.payload["spec"] == {"order": "votes"}
    with pytest.raises(TypeError):
        entry.payload["rule"] = "other"  # type: ignore[index]


ROUND = {"round": "r", "rule": "greedy", "version": 1, "spec": {}}


@pytest.mark.parametrize(
    ("kind", "payload", "field", "says"),
    [
        ("rules_publish", ROUND, "kind", "the nearest is rules_published"),
        ("accusation", {"against": "o1"}, "kind", "there is no kind of entry accusation"),
        ("rules_published", {"round": "r", "rule": "greedy", "version": 1}, "spec", "missing"),
        ("rules_published", {**ROUND, "comment": "They never answer"}, "comment", "no such field"),
        ("rules_published", {**ROUND, "closed": "2026-01-01"}, "closed", "the nearest is closes"),
        ("rules_published", {**ROUND, "closes": "2026-13-01"}, "closes", "a date"),
        ("rules_published", {**ROUND, "closes": "20260101"}, "closes", "a date"),
        ("rules_published", {**ROUND, "version": True}, "version", "whole number"),
        ("rules_published", {**ROUND, "version": -1}, "version", "whole number"),
        ("rules_published", {**ROUND, "version": 1.5}, "payload", "float has no canonical form"),
        ("rules_published", {**ROUND, "spec": {"k": {"deep": 1}}}, "spec", "options of a rule"),
        ("rules_published", {**ROUND, "spec": []}, "spec", "options of a rule"),
        ("rules_published", {**ROUND, "poll": HASH.upper()}, "poll", "SHA-256"),
        ("rules_published", {**ROUND, "title": "two\nlines"}, "title", "one line"),
        ("rules_published", {**ROUND, "title": "safe\u202eevil"}, "title", "one line"),
        ("rules_published", {**ROUND, "title": "x" * 201}, "title", "200"),
        ("rules_published", {**ROUND, "title": " padded"}, "title", "one line"),
        ("rules_published", {**ROUND, "round": ""}, "round", "identifier"),
        ("profile_published", {"folder": "../etc", "manifest": HASH}, "folder", "counts/ID"),
        ("profile_published", {"folder": "counts/.x", "manifest": HASH}, "folder", "counts/ID"),
        ("profile_published", {"folder": "profile", "manifest": 7}, "manifest", "SHA-256"),
        ("result_confirmed", {"round": "r", "folder": "counts/r", "manifest": HASH, "spent": "2/4"}, "spent", "lowest"),
        ("result_confirmed", {"round": "r", "folder": "counts/r", "manifest": HASH, "spent": "1/0"}, "spent", "lowest"),
        ("result_set_aside", {"round": "r", "entry": 1, "reason": "they cheated"}, "reason", "one of"),
        ("awards_decided", {"round": "r", "awards": [{"project": "p"}]}, "awards", "a project"),
        ("organisation_withdrew", {"organisation": "o", "from_quarter": "2027-Q5"}, "from_quarter", "quarter"),
    ],
)
def test_a_field_that_the_kind_does_not_know_is_refused(kind: str, payload: Any, field: str, says: str) -> None:
    assert says in refused(None, draft(kind, payload, moment(1)))[field]


def test_all_faults_are_told_at_once() -> None:
    entries, _ = small()
    made = draft("rules_published", {"round": "", "no": 1}, "2020-01-01T00:00:00Z", "mayor", name="A")
    told = refused(entries[-1], made, {"other": b""})
    assert set(told) == {"round", "no", "rule", "version", "spec", "at", "role", "name", "other"}


@pytest.mark.parametrize(
    "at", ["2026-11-21", "2026-11-21T10:00:00", "2026-11-21T10:00:00+00:00", "2026-02-30T10:00:00Z", ""]
)
def test_a_moment_of_another_form_is_refused(at: str) -> None:
    assert "moment" in refused(None, draft(SMALL[0][0], SMALL[0][1], at))["at"]


def test_time_never_runs_backwards_but_may_stand_still() -> None:
    head = small()[0][-1]
    assert "before" in refused(head, draft("rules_published", ROUND, moment(5)))["at"]
    entry, _ = append(head, draft("rules_published", ROUND, head.at), {})
    assert entry.number == 7


@pytest.mark.parametrize(
    "salts",
    [{}, {"reason": b""}, {"reason": b"x" * 31}, {"reason": b"x" * 33}],
)
def test_a_weak_salt_is_refused(salts: dict[str, bytes]) -> None:
    made = draft("undertaking_answered", {"id": "u", "state": "late"}, moment(1), reason="ill")
    assert "salt" in refused(None, made, salts)["reason"]


def test_a_salt_that_is_used_twice_is_refused() -> None:
    made = draft("undertaking_answered", {"id": "u", "state": "late"}, moment(1), reason="ill")
    assert "of its own" in refused(None, made, {"reason": salt(1), "other": salt(1)})["reason"]


def test_personal_words_have_no_place_in_a_kind_without_them() -> None:
    assert "personal" in refused(None, draft("rules_published", ROUND, moment(1), name="A"), {"name": salt(1)})["name"]


@pytest.mark.parametrize(
    "change",
    [
        {"number": 0},
        {"number": "1"},
        {"number": True},
        {"kind": 7},
        {"payload": []},
        {"commitments": {"reason": "short"}},
        {"previous": "x"},
        {"hash": None},
        {"format": "commonweal/2"},
        {"more": 1},
    ],
)
def test_an_object_of_another_shape_is_no_entry(change: dict[str, Any]) -> None:
    with pytest.raises(EntryRefused):
        read_entry({**small()[0][0].public(), **change})


@given(st.recursive(st.none() | st.text() | st.floats() | st.integers(), st.lists))
def test_read_entry_refuses_whatever_else(value: Any) -> None:
    with pytest.raises(EntryRefused):
        read_entry(value)


def test_stamp_is_utc_to_the_second() -> None:
    there = timezone(timedelta(hours=1))
    assert stamp(datetime(2026, 6, 1, 0, 30, 9, 999999, tzinfo=there)) == "2026-05-31T23:30:09Z"
    assert stamp(datetime(2026, 6, 1, tzinfo=UTC)) == "2026-06-01T00:00:00Z"
