"""People's words, names and roles, held against the entries that they belong to."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.mismatch import DIFFERS, STRAY, WORDS, Mismatch, differing, raw
from commonweal.web.store import beside
from commonweal.web.store.beside import PersonalPart

_TABLE = "store_personalrow"


def personal() -> Iterator[Mismatch]:
    """Hold every name and long word that is kept against the commitment of its entry.

    A field that is gone must have been erased by an entry, unless a backup was restored since: an entry that told of
    an erasure may have been lost with it, and what was erased stays so.
    """
    erased = _erased()
    restored = max(beside.told("backup_restored"), default=0)
    parts = beside.personal_parts()
    part = next(parts, None)
    for number, committed in beside.commitments():
        while part is not None and part.entry < number:  # it belongs to an entry without personal fields
            yield _at(part, _unknown())
            part = next(parts, None)
        seen = set()
        while part is not None and part.entry == number:
            seen.add(part.field)
            wrong = _wrong(part, committed.get(part.field), erased)
            if wrong:
                yield _at(part, wrong)
            part = next(parts, None)
        for field in sorted(set(committed) - seen):
            if (number, field) not in erased and restored < number:
                yield Mismatch(WORDS, _TABLE, field, number, _gone())
    while part is not None:
        yield _at(part, _unknown())
        part = next(parts, None)


def roles() -> Iterator[Mismatch]:
    """Hold every role that somebody holds against the entries by which they took it and gave it up."""
    told = beside.told("person_appointed", "person_left")
    ended: Counter[tuple[str, str]] = Counter()
    held: set[tuple[str, str]] = set()
    for one in beside.roles():
        kind, payload = told.get(one.began, ("", {}))
        if kind != "person_appointed":
            yield Mismatch(STRAY, "store_rolerow", str(one.row), one.began, _no_appointment())
            continue
        columns = {
            "person": (one.seat, payload.get("seat")),
            "role": (one.role, payload.get("appointed")),
            "organisation": (one.organisation, payload.get("organisation", "")),
            "until": (one.until, payload.get("until", "")),
        }
        wrong = [name for name, (found, said) in columns.items() if found != said]
        end = told.get(one.ended, ("", {})) if one.ended else None
        if end and (end[0], end[1].get("seat"), end[1].get("appointed")) != ("person_left", one.seat, one.role):
            wrong.append("ended")
        if wrong:
            yield Mismatch(DIFFERS, "store_rolerow", str(one.row), one.began, differing(wrong))
        held.add((one.seat, one.role))
        ended[one.seat, one.role] += bool(one.ended)
    for number, (kind, payload) in told.items():
        key = str(payload.get("seat")), str(payload.get("appointed"))
        if kind == "person_left" and key in held:
            ended[key] -= 1
            if ended[key] < 0:
                yield Mismatch(DIFFERS, "store_rolerow", "", number, differing(["ended"]))


def _erased() -> frozenset[tuple[int, str]]:
    told = beside.told("content_erased").values()
    return frozenset((payload.get("entry", 0), field) for _, payload in told for field in payload.get("fields", ()))


def _wrong(part: PersonalPart, commitment: object, erased: frozenset[tuple[int, str]]) -> Sentence | None:
    if commitment is None:
        return _unknown()
    if commitment != _committed(part):
        return say(
            "These are not the words, or the name, that were written: they do not fit the commitment of the entry. Ask "
            "who can write to the database; restore the newest backup in which they fit, or erase them."
        )
    if (part.entry, part.field) in erased:
        return say("These words were erased, and stand here again: erase them once more, and ask where they came from.")
    return None


def _committed(part: PersonalPart) -> str:
    """Give the commitment of what is stored, which is canonical JSON; "" where the salt is none."""
    try:
        salt = bytes.fromhex(str(part.salt))
    except ValueError:
        return ""
    return sha256(salt + raw(part.text)).hexdigest()


def _at(part: PersonalPart, what: Sentence) -> Mismatch:
    return Mismatch(WORDS, _TABLE, part.field, part.entry, what)


def _unknown() -> Sentence:
    return say(
        "The entry has no such field: somebody put these words there by hand. Ask who can write to the database, and "
        "restore the newest backup of before."
    )


def _gone() -> Sentence:
    return say(
        "These words are gone, and no entry tells that they were erased. Ask who can write to the database, and "
        "restore the newest backup that still has them."
    )


def _no_appointment() -> Sentence:
    return say(
        "No entry of the record appoints anybody to this role: somebody gave it by hand. End it, and ask who can write "
        "to the database."
    )
