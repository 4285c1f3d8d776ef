"""Harms of a public record: words that cannot be taken back, and withdrawing made a fault."""

from commonweal.record.chain import checkpoint, disagreements, faults
from commonweal.record.entries import Draft, append
from commonweal.record.kinds import KINDS
from commonweal.record.redaction import erase

WORDS = "The boiler failed; two of us were ill."
AT = "2026-11-01T10:0{}:00Z"


def record():
    opened = Draft(
        "place_opened", AT.format(0), "board secretary", {"place": "P", "board": "B", "accountable_body": "C"}, {}
    )
    first, _ = append(None, opened, {})
    late = Draft("undertaking_answered", AT.format(1), "steward", {"id": "u1", "state": "late"}, {"reason": WORDS})
    second, sealed = append(first, late, {"reason": b"s" * 32})
    return [first, second], list(sealed)


def test_erasing_a_person_keeps_the_chain_valid_and_every_checkpoint_true():
    entries, parts = record()
    kept = checkpoint(entries)
    asked = {"entry": 2, "fields": ["reason"], "reason": "asked by the person"}
    entry, gone, stay = erase(entries, Draft("content_erased", AT.format(2), "steward", asked, {}), parts)
    assert [part.value for part in gone] == [WORDS]
    assert stay == ()
    assert faults([*entries, entry]) == ()
    assert disagreements([*entries, entry], kept) == ()


def test_withdrawing_is_recorded_as_a_fact_and_a_statement_is_its_own():
    kind = KINDS["organisation_withdrew"]
    assert kind.personal == ("statement",)
    assert "blame" in kind.what
