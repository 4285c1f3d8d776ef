"""Redaction: a person's words can be removed for good, while every hash stays valid and the proof is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.errors import EntryRefused, Fault
from commonweal.record.entries import Draft, Entry, Sealed, append, commitment
from commonweal.terms.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class Shown:
    """A personal field of an entry, as those who may read it see it.

    Attributes:
        field: name of the field.
        value: what stands there, or the sentence that says it was removed.
        removed: whether it was removed.
    """

    field: str
    value: Any
    removed: bool


def removed() -> Sentence:
    """Say that a field was erased."""
    return say("Content removed, proof kept.")


def matches(entry: Entry, part: Sealed) -> bool:
    """Say whether a stored personal field is the one that its entry committed to."""
    same = entry.number == part.entry and part.field in entry.commitments
    return same and entry.commitments[part.field] == commitment(part.value, part.salt)


def shown(entry: Entry, parts: Iterable[Sealed]) -> tuple[Shown, ...]:
    """Give an entry's personal fields: each with its words, or with the sentence that they were removed.

    Args:
        entry: the entry.
        parts: the personal fields that are still stored, of this entry or any.

    Raises:
        EntryRefused: where a stored field is not what the entry committed to.
    """
    stored = {part.field: part for part in parts if part.entry == entry.number}
    wrong = [
        Fault("what is stored is not what the entry committed to", field=name)
        for name, part in stored.items()
        if not matches(entry, part)
    ]
    if wrong:
        raise EntryRefused(*wrong, kind=entry.kind)
    return tuple(
        Shown(name, stored[name].value, removed=False) if name in stored else Shown(name, removed(), removed=True)
        for name in sorted(entry.commitments)
    )


def erase(
    entries: Sequence[Entry], draft: Draft, parts: Iterable[Sealed]
) -> tuple[Entry, tuple[Sealed, ...], tuple[Sealed, ...]]:
    """Erase personal fields of an entry. The erasure is itself an entry; no earlier entry changes.

    Args:
        entries: the whole record.
        draft: a ``content_erased`` draft, whose payload names the ``entry``, its ``fields`` and the ``reason``.
        parts: the personal fields that are stored.

    Returns:
        The new entry; the fields to destroy, value and salt together, here and in every backup; the fields that stay.

    Raises:
        EntryRefused: where the draft is of another kind or form, there is no such entry, or it has no such personal
            field. Erasing what is erased already is recorded again, so that a restored backup can be erased anew.
    """
    head = entries[-1] if entries else None
    entry, _ = append(head, draft, {})
    faults = _aim_faults(entries, draft.payload) if draft.kind == "content_erased" else [_OTHER]
    if faults:
        raise EntryRefused(*faults, kind=draft.kind)
    number, fields = draft.payload["entry"], set(draft.payload["fields"])
    stored = tuple(parts)
    gone = tuple(part for part in stored if part.entry == number and part.field in fields)
    return entry, gone, tuple(part for part in stored if part not in gone)


def erased(entries: Iterable[Entry]) -> Mapping[int, frozenset[str]]:
    """Give the fields that the record says were erased, by the number of their entry."""
    found: dict[int, frozenset[str]] = {}
    for entry in entries:
        if entry.kind == "content_erased":
            number = entry.payload["entry"]
            found[number] = found.get(number, frozenset()) | frozenset(entry.payload["fields"])
    return found


_OTHER = Fault("only a {kind} entry erases", {"kind": "content_erased"}, field="kind")


def _aim_faults(entries: Sequence[Entry], payload: Mapping[str, Any]) -> list[Fault]:
    number, fields = payload["entry"], payload["fields"]
    aims = [entry for entry in entries if entry.number == number]
    if not aims:
        return [Fault("there is no entry {entry}", {"entry": number}, field="entry")]
    if not fields:
        return [Fault("no field is named", field="fields")]
    known = aims[0].commitments
    return [
        Fault("entry {entry} has no personal field {name}", {"entry": number, "name": name}, field="fields")
        for name in fields
        if name not in known
    ]
