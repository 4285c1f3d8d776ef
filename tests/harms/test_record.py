"""Harms of a public record: people watched for ever, quarrels made permanent, a past that can be changed."""

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


def test_a_persons_words_are_never_in_what_is_published():
    entries, _ = record()
    assert all(WORDS not in str(entry.public()) for entry in entries)


def test_the_record_holds_facts_of_undertakings_and_a_reply_never_accusations():
    """No kind has an open field for what somebody says of somebody else; what is said stands apart."""
    assert "reply_given" in KINDS
    assert not any(word in name for name in KINDS for word in ("complaint", "accus", "mediation", "safeguarding"))
    for kind in KINDS.values():
        public = {*kind.fields, *kind.may}
        assert public.isdisjoint({"comment", "note", "statement", "text", "description"}), kind.name


def test_withdrawing_is_recorded_as_a_fact_and_a_statement_is_its_own():
    kind = KINDS["organisation_withdrew"]
    assert kind.personal == ("statement",)
    assert "blame" in kind.what
