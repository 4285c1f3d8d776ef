"""The verifier's own reading of the chain: each way of tampering is named, by entry."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.formats.bundle import entries_bytes
from commonweal.record.entries import BEGINNING, Entry
from commonweal.verifier.chain import Earlier, agrees, check_chain, read_entries
from tests.record.records import HASH, records, small
from tests.verifier.bundles import CHECKPOINT, bundle, codes, found, lines, rehashed, repacked, rewritten, with_lines


def public(entries: list[Entry]) -> list[dict[str, Any]]:
    return [json.loads(json.dumps(entry.public())) for entry in entries]


def named(findings: list[Any]) -> set[tuple[str, str]]:
    return {(finding.code, finding.where) for finding in findings}


@given(records())
def test_what_the_record_makes_the_verifier_accepts(entries: list[Entry]) -> None:
    read, findings = read_entries(entries_bytes(entries))
    assert findings == []
    assert read == public(entries)
    assert check_chain(read) == []


@given(records(), st.data())
def test_altering_any_member_is_named_by_its_entry(entries: list[Entry], data: st.DataObject) -> None:
    told = public(entries)
    place = data.draw(st.integers(1, len(told)))
    name, value = data.draw(
        st.sampled_from([("at", "2027-01-01T00:00:00Z"), ("role", "auditor"), ("payload", {}), ("previous", HASH)])
    )
    if told[place - 1][name] == value:
        return
    told[place - 1][name] = value
    assert ("V113", f"entry {place}") in named(check_chain(told))


@given(records(at_least=2), st.data())
def test_altering_an_entry_and_mending_its_hash_is_named_by_the_next(entries: list[Entry], data: st.DataObject) -> None:
    told = public(entries)
    place = data.draw(st.integers(1, len(told) - 1))
    at = told[place - 1]["at"][:-2] + "1Z"
    told[place - 1] = rehashed(told[place - 1], at=at)
    assert named(check_chain(told)) == {("V114", f"entry {place + 1}")}


@given(records(at_least=3), st.data())
def test_dropping_one_in_the_middle_is_named(entries: list[Entry], data: st.DataObject) -> None:
    told = public(entries)
    place = data.draw(st.integers(1, len(told) - 1))
    del told[place - 1]
    findings = check_chain(told)
    assert named(findings) == {("V112", f"entry {place}")}
    assert f"entry {place} is missing" in findings[0].what


@given(records(at_least=3), st.data())
def test_dropping_one_and_renumbering_the_rest_is_named(entries: list[Entry], data: st.DataObject) -> None:
    told = public(entries)
    place = data.draw(st.integers(1, len(told) - 1))
    del told[place - 1]
    for k in range(place - 1, len(told)):
        told[k]["number"] -= 1
    assert {("V113", f"entry {k + 1}") for k in range(place - 1, len(told))} <= named(check_chain(told))


@given(records(at_least=2), st.data())
def test_inserting_one_is_named(entries: list[Entry], data: st.DataObject) -> None:
    told = public(entries)
    place = data.draw(st.integers(1, len(told) - 1))
    forged = rehashed(told[place], previous=told[place - 1]["hash"], at=told[place - 1]["at"])
    told.insert(place, forged)
    assert ("V112", f"entry {place + 1}") in named(check_chain(told))


@given(records(at_least=2), st.data())
def test_reordering_is_named(entries: list[Entry], data: st.DataObject) -> None:
    told = public(entries)
    place = data.draw(st.integers(1, len(told) - 1))
    told[place - 1], told[place] = told[place], told[place - 1]
    assert ("V112", f"entry {place}") in named(check_chain(told))


def test_time_that_runs_backwards_is_named() -> None:
    told = public(small()[0])
    changed = rewritten(told, 4, at="2026-10-31T00:00:00Z")
    assert named(check_chain(changed)) == {("V115", "entry 4")}


@pytest.mark.parametrize(
    "members",
    [
        {"kind": "accusation"},
        {"role": "mayor"},
        {"at": "2026-11-01 04:00"},
        {"at": "２026-11-01T04:00:00Z"},
        {"payload": {"id": "u1", "state": "late", "comment": "they never answer"}},
        {"payload": {"id": "u1"}},
        {"payload": {"id": "u1", "state": "late " * 50}},
        {"payload": {"id": "u1", "state": "la\nte"}},
        {"payload": {"id": "u1", "state": ["ok", {"deep": "x" * 201}]}},
        {"payload": {"id": "u1", "state": "late", "second": ["steward"]}},
        {"commitments": {"diary": HASH}},
    ],
)
def test_what_the_closed_list_does_not_know_is_named_though_every_hash_is_sound(members: dict[str, Any]) -> None:
    changed = rewritten(public(small()[0]), 4, **members)
    assert ("V116", "entry 4") in named(check_chain(changed))


@pytest.mark.parametrize(("letters", "named_so"), [(5_000, False), (10_001, True)])
def test_a_rule_may_name_many_projects_but_no_more_than_a_record_takes(letters: int, *, named_so: bool) -> None:
    told = public(small()[0])
    number = next(entry["number"] for entry in told if entry["kind"] == "rules_published")
    payload = {**told[number - 1]["payload"], "spec": {"exclusive": "x" * letters, "caps": ""}}
    seen = named(check_chain(rewritten(told, number, payload=payload)))
    assert (("V116", f"entry {number}") in seen) is named_so


def test_a_first_entry_that_follows_another_is_named() -> None:
    told = public(small()[0])[:1]
    assert named(check_chain([rehashed(told[0], previous=HASH)])) == {("V114", "entry 1")}


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"number":1.5}',
        b"\xff",
        b"[" * 100000,
        b"9" * 5000,
        json.dumps(small()[0][0].public()).encode(),
        json.dumps({**small()[0][0].public(), "number": 0}, sort_keys=True, separators=(",", ":")).encode(),
        json.dumps({**small()[0][0].public(), "hash": 7}, sort_keys=True, separators=(",", ":")).encode(),
        json.dumps(
            {**small()[0][0].public(), "commitments": {"a": []}}, sort_keys=True, separators=(",", ":")
        ).encode(),
    ],
)
def test_a_line_that_is_no_entry_is_named(line: bytes) -> None:
    data = entries_bytes(small()[0][:2]) + line + b"\n"
    entries, findings = read_entries(data)
    assert len(entries) == 2
    assert named(findings) == {("V111", "entry 3")}


def test_a_file_that_breaks_off_is_named() -> None:
    whole = entries_bytes(small()[0])
    for cut in (1, 2, 50):
        _, findings = read_entries(whole[:-cut])
        assert ("V111", "record/entries.jsonl") in named(findings)


def test_a_gap_of_a_billion_is_told_at_once() -> None:
    told = public(small()[0])
    told[5] = rehashed(told[5], number=10**15)
    assert "entries 6 to 999999999999999 are missing" in check_chain(told)[0].what


# --- the checkpoint in the bundle


def test_the_last_entry_dropped_is_named_by_the_checkpoint() -> None:
    files = bundle()
    told = lines(files)
    (finding,) = [f for f in found(with_lines(files, told[:-1])) if f.code == "V117"]
    assert "made of 10 entries, but entry 10 is not here" in finding.what


def test_a_history_rewritten_to_the_end_is_named_by_the_checkpoint() -> None:
    files = bundle()
    changed = rewritten(lines(files), 3, at="2026-11-01T03:00:01Z")
    assert codes(with_lines(files, changed)) == {"V117"}


def test_an_entry_added_after_the_checkpoint_is_named() -> None:
    files = bundle()
    told = lines(files)
    more = rehashed(told[-1], number=11, previous=told[-1]["hash"])
    (finding,) = [f for f in found(with_lines(files, [*told, more])) if f.code == "V117"]
    assert "made of 10 entries, but 11 are here" in finding.what


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"count":7,"format":"commonweal/1","head":"' + b"ab" * 32 + b'"}',
        b'{"count":true,"format":"commonweal/1","head":"' + b"ab" * 32 + b'"}',
        b'{"count":-1,"format":"commonweal/1","head":"' + b"ab" * 32 + b'"}',
        b'{"count":7,"format":"commonweal/1","head":7}',
    ],
)
def test_a_changed_checkpoint_is_named(data: bytes) -> None:
    assert codes(repacked({**bundle(), CHECKPOINT: data})) & {"V105", "V117"}


# --- checkpoints kept elsewhere


def kept(entries: list[dict[str, Any]], count: int) -> Earlier:
    return Earlier(entries[count - 1]["hash"] if count else BEGINNING, count)


@given(records(), st.data())
def test_a_record_agrees_with_every_checkpoint_of_its_own(entries: list[Entry], data: st.DataObject) -> None:
    told = public(entries)
    count = data.draw(st.integers(0, len(told)))
    head = kept(told, count).head
    for earlier in (Earlier(head, count), Earlier(head), Earlier(head, count, tuple(told[:count]))):
        assert agrees(told, earlier) == []


@given(records(at_least=2), st.data())
def test_a_rewritten_history_is_named_by_whatever_was_kept(entries: list[Entry], data: st.DataObject) -> None:
    told = public(entries)
    place = data.draw(st.integers(1, len(told)))
    changed = rewritten(told, place, at=told[place - 1]["at"][:-2] + "1Z")
    assert check_chain(changed) == []
    count = data.draw(st.integers(place, len(told)))
    head = told[count - 1]["hash"]
    assert named(agrees(changed, Earlier(head, count))) == {("V121", f"entry {count}")}
    assert {f.code for f in agrees(changed, Earlier(head))} == {"V121"}
    assert named(agrees(changed, Earlier(head, count, tuple(told[:count])))) == {("V121", f"entry {place}")}


@given(records(at_least=2), st.data())
def test_an_older_copy_is_named_by_whatever_was_kept(entries: list[Entry], data: st.DataObject) -> None:
    told = public(entries)
    left = data.draw(st.integers(0, len(told) - 1))
    head = told[-1]["hash"]
    for earlier in (Earlier(head, len(told)), Earlier(head, len(told), tuple(told))):
        (finding,) = agrees(told[:left], earlier)
        assert (finding.code, finding.where) == ("V122", f"entry {left + 1}")
        assert "older copy" in finding.what
    (finding,) = agrees(told[:left], Earlier(head))
    assert finding.code == "V121"
