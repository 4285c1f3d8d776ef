"""From rows to values."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from commonweal.record.entries import FORMAT, Entry, Sealed, read_entry
from commonweal.web.store import models
from commonweal.web.timetable import Standing

_MEMBERS = ("number", "kind", "at", "role", "payload", "commitments", "previous", "hash")
_OF_RESULT = ("result_set_aside", "result_confirmed", "awards_decided")
_OF_STANDING = ("ballot_published", "voting_extended", "round_stopped", *_OF_RESULT)


@dataclass(frozen=True, slots=True)
class Stored:
    """A published folder as it is kept.

    Attributes:
        name: its identifier in the place: a round's, a plan's, or "profile".
        digest: the hash that stands for it, which its entry names as ``manifest``.
        files: the bytes of each file by its path.
        entry: number of the entry that published it.
    """

    name: str
    digest: str
    files: Mapping[str, bytes]
    entry: int


class _Files(Mapping[str, bytes]):
    """The files of a folder by their paths, read when the first is asked for: most pages want no more than its hash."""

    def __init__(self, folder: int) -> None:
        self._folder = folder

    def __getitem__(self, path: str) -> bytes:
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)

    @cached_property
    def _read(self) -> dict[str, bytes]:
        files = models.FileRow.objects.filter(folder_id=self._folder).order_by("path").values_list("path", "data")
        return {path: bytes(data) for path, data in files}


@dataclass(frozen=True, slots=True)
class _Told:
    """What an entry of a round says."""

    number: int
    kind: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredRound:
    """A round as it is kept.

    Attributes:
        id: its identifier.
        rules: what was frozen: ``round``, ``title``, ``rule``, ``version``, ``spec``, ``closes``.
        entry: number of the entry that froze them.
        count: the folder of its count, or None where nothing was counted.
        confirmed: number of the entry that confirmed it, or None.
        awarded: number of the entry that turned it into awards, or None.
    """

    id: str
    rules: Mapping[str, Any]
    entry: int
    count: Stored | None
    confirmed: int | None
    awarded: int | None


def entries() -> tuple[Entry, ...]:
    """Give the whole record, in order."""
    return tuple(_entry(row) for row in models.EntryRow.objects.order_by("number"))


def entry(number: int) -> Entry:
    """Give the entry of a number that stands."""
    return _entry(models.EntryRow.objects.get(number=number))


def entries_of(*kinds: str) -> tuple[Entry, ...]:
    """Give the entries of some kinds, oldest first."""
    return tuple(_entry(row) for row in models.EntryRow.objects.filter(kind__in=kinds).order_by("number"))


def head() -> Entry | None:
    """Give the newest entry."""
    row = models.EntryRow.objects.order_by("-number").first()
    return _entry(row) if row else None


def head_hash() -> str:
    """Give the hash of the newest entry, or "" while there is none."""
    with connection.cursor() as cursor:  # asked for every page and every ballot, so not built anew each time
        cursor.execute("SELECT hash FROM store_entryrow ORDER BY number DESC LIMIT 1")
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def personal(number: int | None = None) -> tuple[Sealed, ...]:
    """Give the personal fields that are still kept: of one entry, or of all."""
    rows = models.PersonalRow.objects.order_by("entry_id", "field")
    chosen = rows if number is None else rows.filter(entry_id=number)
    return tuple(Sealed(row.entry_id, row.field, json.loads(row.text), bytes.fromhex(row.salt)) for row in chosen)


def place() -> Mapping[str, Any] | None:
    """Give the place as it was last published, or None before that."""
    with connection.cursor() as cursor:  # asked for every page
        cursor.execute("SELECT canonical FROM store_placerow ORDER BY id DESC LIMIT 1")
        found = cursor.fetchone()
    return json.loads(found[0]) if found else None


def place_digest() -> str:
    """Give the hash of the place as it was last published, or "" before that."""
    row = models.PlaceRow.objects.order_by("-id").first()
    return row.digest if row else ""


def profile() -> Stored | None:
    """Give the profile that was published last."""
    row = models.ProfileRow.objects.select_related("folder").order_by("-id").first()
    return _stored(row.folder, row.entry_id) if row else None


def profiles() -> tuple[Stored, ...]:
    """Give every profile that was published, in order; the last one holds."""
    rows = models.ProfileRow.objects.select_related("folder").order_by("id")
    return tuple(_stored(row.folder, row.entry_id) for row in rows)


def plans() -> tuple[Stored, ...]:
    """Give every plan that was adopted, in order; the last one holds."""
    rows = models.PlanRow.objects.select_related("folder").order_by("id")
    return tuple(_stored(row.folder, row.entry_id) for row in rows)


def rounds() -> tuple[StoredRound, ...]:
    """Give every round whose rules were published, in order of their publication."""
    return tuple(_rounds(models.PollRow.objects.order_by("id")))


def round_of(round_id: str) -> StoredRound | None:
    """Give a round, or None where its rules were never published."""
    return next(_rounds(models.PollRow.objects.filter(round=round_id)), None)


def frozen(round_id: str) -> Mapping[str, Any] | None:
    """Give the rules of a round as they were frozen, or None where they never were."""
    with connection.cursor() as cursor:  # asked for every page of a desk that is about a round
        cursor.execute("SELECT canonical FROM store_pollrow WHERE round = %s", [round_id])
        found = cursor.fetchone()
    return dict(json.loads(found[0])) if found else None


def draft_of(round_id: str) -> Mapping[str, Any] | None:
    """Give the rules of a round as they are drafted, or None."""
    row = models.DraftRow.objects.filter(round=round_id).first()
    return dict(json.loads(row.canonical)) if row else None


def titles() -> tuple[tuple[str, str], ...]:
    """Give the identifier and title of every round, drafted or published, in order."""
    found = {
        row.round: row.canonical for rows in (models.PollRow, models.DraftRow) for row in rows.objects.order_by("id")
    }
    return tuple((name, str(json.loads(canonical).get("title") or name)) for name, canonical in found.items())


def standing(round_id: str) -> Standing:
    """Give what has been done to a round, for :func:`commonweal.web.timetable.phase`."""
    entries_of_round = _told(_OF_STANDING).get(round_id, [])
    told = {one.kind: one.payload for one in entries_of_round}
    extended = told.get("voting_extended")
    return Standing(
        frozen(round_id),
        drafted=models.DraftRow.objects.filter(round=round_id).exists(),
        ballot=told.get("ballot_published"),
        extended=date.fromisoformat(extended["closes"]) if extended else None,
        stopped="round_stopped" in told,
        counted=_counts_of(round_id, entries_of_round).exists(),
        confirmed="result_confirmed" in told,
        awarded="awards_decided" in told,
    )


def challenges(round_id: str) -> Mapping[str, int | None]:
    """Give every challenge to a round's results with the number of the entry that answered it, or None."""
    found: dict[str, int | None] = {}
    for row in models.EntryRow.objects.filter(kind__in=("challenge_made", "challenge_answered")).order_by("number"):
        payload = json.loads(row.payload)
        if payload["round"] == round_id:
            found[payload["challenge"]] = row.number if row.kind == "challenge_answered" else None
    return found


def rules_of(round_id: str) -> Mapping[str, Any]:
    """Give the rules of a round that has them, as they were frozen."""
    return dict(json.loads(models.PollRow.objects.get(round=round_id).canonical))


def count_of(round_id: str) -> Stored:
    """Give the count of a round that has one that was not set aside."""
    row = _standing_count(round_id)
    if row is None:
        raise models.CountRow.DoesNotExist
    return _stored(row.folder, row.entry_id)


def challenge_until(round_id: str) -> date | None:
    """Give the last day on which the result of a round, as it stands, can be challenged; None where it has none."""
    row = _standing_count(round_id)
    return date.fromisoformat(entry(row.entry_id).payload["challenge_until"]) if row else None


def counts_before(round_id: str) -> int:
    """Give how many counts of a round were published so far, those that were set aside among them."""
    return models.CountRow.objects.filter(poll__round=round_id).count()


def counts() -> tuple[Stored, ...]:
    """Give every count that was ever published, in order."""
    rows = models.CountRow.objects.select_related("folder").order_by("id")
    return tuple(_stored(row.folder, row.entry_id) for row in rows)


def _standing_count(round_id: str) -> models.CountRow | None:
    """Give the newest count of a round that none of its entries sets aside."""
    told = _told(("result_set_aside",)).get(round_id, [])
    return _counts_of(round_id, told).select_related("folder").order_by("-id").first()


def _counts_of(round_id: str, told: Iterable[_Told]) -> QuerySet[models.CountRow]:
    return models.CountRow.objects.filter(poll__round=round_id).exclude(entry_id__in=_aside(told))


def _aside(told: Iterable[_Told]) -> list[int]:
    return [one.payload["entry"] for one in told if one.kind == "result_set_aside"]


def undertakings(of: str = "") -> tuple[Mapping[str, Any], ...]:
    """Give every promise that awards became, in the order they were made: of one round or scored award, or of all."""
    rows = models.UndertakingRow.objects.order_by("id")
    return tuple(json.loads(row.canonical) for row in (rows.filter(round=of) if of else rows))


def published(kind: str, entry: Entry) -> Stored:
    """Give the folder of a kind that an entry published."""
    row = models.FolderRow.objects.get(kind=kind, name=str(entry.payload["folder"]).partition("/")[2])
    return _stored(row, entry.number)


def profile_digest() -> str:
    """Give the hash of the profile that was published last, or "" before that."""
    row = models.ProfileRow.objects.select_related("folder").order_by("-id").first()
    return row.folder.digest if row else ""


def public_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give an entry as its public JSON object, from the columns of its row."""
    members = {name: json.loads(row[name]) if name in {"payload", "commitments"} else row[name] for name in _MEMBERS}
    return {"format": FORMAT, **members}


def _rounds(polls: QuerySet[models.PollRow]) -> Iterator[StoredRound]:
    """Give rounds as they are kept, asking once for what was told of all of them and once for their counts."""
    rows = tuple(polls)
    told = _told(_OF_RESULT)
    counted = models.CountRow.objects.select_related("folder").filter(poll__in=rows).order_by("id")
    aside = {number for one in told.values() for number in _aside(one)}
    counts = {row.poll_id: _stored(row.folder, row.entry_id) for row in counted if row.entry_id not in aside}
    for row in rows:
        first = {one.kind: one.number for one in reversed(told.get(row.round, []))}
        yield StoredRound(
            row.round,
            json.loads(row.canonical),
            row.entry_id,
            counts.get(row.pk),
            first.get("result_confirmed"),
            first.get("awards_decided"),
        )


def _told(kinds: Iterable[str]) -> dict[str, list[_Told]]:
    """Give the entries of some kinds, oldest first, by the round that they tell of."""
    found: dict[str, list[_Told]] = {}
    rows = models.EntryRow.objects.filter(kind__in=kinds).order_by("number")
    for number, kind, text in rows.values_list("number", "kind", "payload"):
        payload = json.loads(text)
        found.setdefault(payload["round"], []).append(_Told(number, kind, payload))
    return found


def _stored(folder: models.FolderRow, entry: int) -> Stored:
    return Stored(folder.name, folder.digest, _Files(folder.pk), entry)


def _entry(row: models.EntryRow) -> Entry:
    return read_entry(public_of({name: getattr(row, name) for name in _MEMBERS}))
