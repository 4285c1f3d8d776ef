"""Redaction: words go for good, every hash stays valid, and the record says so."""

from typing import Any

import pytest

from commonweal.errors import EntryRefused
from commonweal.formats.prose import prose
from commonweal.record.chain import checkpoint, disagreements, faults
from commonweal.record.entries import Entry, Sealed, append
from commonweal.record.redaction import erase, erased, matches, removed, shown
from tests.record.records import draft, moment, salt, small


def erasure(**payload: Any) -> Any:
    told = {"entry": 4, "fields": ["reason"], "reason": "asked by the person", **payload}
    return draft("content_erased", told, moment(9))


def test_erasing_leaves_every_hash_valid_and_every_checkpoint_true() -> None:
    entries, parts = small()
    before = checkpoint(entries)
    entry, gone, kept = erase(entries, erasure(), parts)
    after = [*entries, entry]
    assert faults(after) == ()
    assert disagreements(after, before) == ()
    assert [(part.entry, part.field) for part in gone] == [(4, "reason")]
    assert [(part.entry, part.field) for part in kept] == [(5, "reply")]
    assert dict(erased(after)) == {4: frozenset({"reason"})}


def test_a_field_of_the_same_name_in_another_entry_stays() -> None:
    entries, parts = small()
    made = draft("undertaking_answered", {"id": "u2", "state": "kept"}, moment(8), reason="All done.")
    other, sealed = append(entries[-1], made, {"reason": salt("other")})
    _, gone, kept = erase([*entries, other], erasure(), [*parts, *sealed])
    assert [(part.entry, part.field) for part in gone] == [(4, "reason")]
    assert [(part.entry, part.field) for part in kept] == [(5, "reply"), (7, "reason")]


def test_an_erased_field_says_content_removed_proof_kept() -> None:
    entries, parts = small()
    (before,) = shown(entries[3], parts)
    assert (before.value, before.removed) == ("The boiler failed; two of us were ill.", False)
    _, _, kept = erase(entries, erasure(), parts)
    (after,) = shown(entries[3], kept)
    assert after.removed
    assert prose().text(after.value) == "Content removed, proof kept."
    assert after.value == removed()


def test_a_person_who_kept_words_and_salt_can_still_prove_them() -> None:
    entries, parts = small()
    assert matches(entries[3], parts[0])
    assert not matches(entries[3], Sealed(4, "reason", "Other words", parts[0].salt))
    assert not matches(entries[3], Sealed(4, "reason", parts[0].value, b"x" * 32))
    assert not matches(entries[4], parts[0])


def test_stored_words_that_were_changed_are_never_shown() -> None:
    entries, parts = small()
    with pytest.raises(EntryRefused, match="not what the entry committed to"):
        shown(entries[3], [Sealed(4, "reason", "It was their fault", parts[0].salt)])


def test_erasing_again_after_a_restored_backup_is_recorded_again() -> None:
    entries, parts = small()
    first, _, _ = erase(entries, erasure(), parts)
    second, gone, _ = erase([*entries, first], erasure(), parts)
    assert second.number == 8
    assert len(gone) == 1


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        ({"entry": 99}, "there is no entry 99"),
        ({"fields": []}, "no field is named"),
        ({"fields": ["reply"]}, "has no personal field reply"),
        ({"entry": 1, "fields": ["place"]}, "has no personal field place"),
        ({"reason": "I want it gone"}, "one of"),
    ],
)
def test_erasing_what_is_not_there_is_refused(payload: dict[str, Any], says: str) -> None:
    entries, parts = small()
    with pytest.raises(EntryRefused, match=says):
        erase(entries, erasure(**payload), parts)


def test_only_an_erasure_erases() -> None:
    entries: list[Entry]
    entries, parts = small()
    with pytest.raises(EntryRefused, match="only a content_erased entry erases"):
        erase(entries, draft("undertaking_answered", {"id": "u", "state": "kept"}, moment(9)), parts)
    with pytest.raises(EntryRefused, match="there is no entry 4"):
        erase([], erasure(), parts)
