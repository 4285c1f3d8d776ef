"""The chain: every break is found, and named by its entry."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.record.chain import Checkpoint, checkpoint, disagreements, faults
from commonweal.record.entries import BEGINNING, Entry, entry_hash
from tests.record.records import HASH, altered, records, small


def rehashed(entry: Entry, **members: Any) -> Entry:
    """Rewrite an entry as somebody would who knows how hashes are made."""
    changed = altered(entry, **members)
    return altered(changed, hash=entry_hash(changed))


def rewritten(entries: list[Entry], place: int, **members: Any) -> list[Entry]:
    """Rewrite an entry and mend every hash after it: a sound record with another history."""
    told = entries[: place - 1]
    for entry in entries[place - 1 :]:
        told.append(rehashed(entry, **members, previous=told[-1].hash if told else BEGINNING))
        members = {}
    return told


@given(records())
def test_a_sound_record_has_no_fault(entries: list[Entry]) -> None:
    assert faults(entries) == ()
    assert disagreements(entries, checkpoint(entries)) == ()


@given(records(), st.data())
def test_any_altered_member_is_named_by_its_entry(entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(entries)))
    members: dict[str, Any] = data.draw(
        st.sampled_from(
            [
                {"kind": "site_published"},
                {"at": "2026-11-01T00:00:01Z"},
                {"role": "auditor"},
                {"payload": {}},
                {"commitments": {"reason": HASH}},
                {"previous": HASH},
                {"hash": HASH},
                {"number": 77},
            ]
        )
    )
    if all(entries[place - 1].public()[name] == value for name, value in members.items()):
        return
    changed = [*entries[: place - 1], altered(entries[place - 1], **members), *entries[place:]]
    assert place in {fault.line for fault in faults(changed)}


@given(records(at_least=2), st.data())
def test_rewriting_with_its_hash_mended_is_named_by_the_entry_after(entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(entries) - 1))
    at = f"{entries[place - 1].at[:-1].rsplit(':', 1)[0]}:01Z"
    changed = [*entries[: place - 1], rehashed(entries[place - 1], at=at), *entries[place:]]
    assert {fault.line for fault in faults(changed)} == {place + 1}


@given(records(at_least=3), st.data())
def test_dropping_inserting_and_reordering_are_named(entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(2, len(entries) - 1))
    dropped = [*entries[: place - 1], *entries[place:]]
    assert min(fault.line or 0 for fault in faults(dropped)) == place
    inserted = [*entries[:place], entries[place - 1], *entries[place:]]
    assert min(fault.line or 0 for fault in faults(inserted)) == place + 1
    swapped = [*entries[: place - 1], entries[place], entries[place - 1], *entries[place + 1 :]]
    assert min(fault.line or 0 for fault in faults(swapped)) == place


@given(records(at_least=2), st.data())
def test_a_whole_history_rewritten_is_sound_but_not_the_one_of_the_checkpoint(
    entries: list[Entry], data: st.DataObject
) -> None:
    place = data.draw(st.integers(1, len(entries)))
    at = f"{entries[place - 1].at[:-1].rsplit(':', 1)[0]}:01Z"
    changed = rewritten(entries, place, at=at)
    assert faults(changed) == ()
    for count in range(1, len(entries) + 1):
        told = disagreements(changed, checkpoint(entries[:count]))
        assert [fault.line for fault in told] == ([count] if count >= place else [])


@given(records(), st.integers(1, 5))
def test_an_older_copy_is_named_by_a_later_checkpoint(entries: list[Entry], lost: int) -> None:
    older = entries[: max(0, len(entries) - lost)]
    assert faults(older) == ()
    (told,) = disagreements(older, checkpoint(entries))
    assert told.line == len(older) + 1
    assert "older copy" in str(told)


def test_a_kind_or_a_personal_field_outside_the_list_is_named_even_with_sound_hashes() -> None:
    entries, _ = small()
    assert [f.line for f in faults(rewritten(entries, 3, kind="accusation"))] == [3]
    assert [f.line for f in faults(rewritten(entries, 3, commitments={"gossip": HASH}))] == [3]
    assert [f.line for f in faults(rewritten(entries, 3, at="soon"))][:1] == [3]


def test_time_that_runs_backwards_is_named_even_with_sound_hashes() -> None:
    (fault,) = faults(rewritten(small()[0], 4, at="2026-10-31T00:00:00Z"))
    assert (fault.line, "dated before" in str(fault)) == (4, True)


def test_a_number_out_of_its_place_is_named_even_with_sound_hashes() -> None:
    (fault,) = faults(rewritten(small()[0], 4, number=9))
    assert (fault.line, "entry 9 stands where entry 4 should" in str(fault)) == (4, True)


def test_a_payload_that_cannot_be_hashed_is_named() -> None:
    entries, _ = small()
    bad = Entry(
        7, "site_published", entries[-1].at, "steward", {"count": 1.5, "head": HASH}, {}, entries[-1].hash, HASH
    )
    assert {fault.line for fault in faults([*entries, bad])} == {7}


def test_the_first_entry_follows_nothing() -> None:
    first = small()[0][0]
    assert [fault.line for fault in faults([rehashed(first, previous=HASH)])] == [1]


def test_a_checkpoint_is_written_as_verify_reads_it() -> None:
    entries, _ = small()
    assert str(checkpoint(entries)) == f"6:{entries[-1].hash}"
    assert checkpoint([]) == Checkpoint(0, BEGINNING)


@pytest.mark.parametrize(("count", "words"), [(1, "1 entry"), (6, "6 entries")])
def test_a_checkpoint_says_itself(count: int, words: str) -> None:
    from commonweal.formats.prose import prose

    head = small()[0][count - 1].hash
    assert prose().text(Checkpoint(count, head).sentence()) == f"Checkpoint: {words}, head {head}."
