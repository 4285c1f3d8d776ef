"""Every row that stands beside an entry, one after another as it is stored, to be held against what its entry names.

Rows are read as a stream, in one state of the database: a place with a hundred thousand opened ballots needs no more
memory than a small one.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from commonweal.web.store import models

_CHUNK = 500
_OF_FOLDER = ("entry_id", "folder_id", "folder__name", "folder__kind", "folder__digest")


@dataclass(frozen=True, slots=True)
class PersonalPart:
    """A personal field as it is stored; ``salt`` and ``text`` may be anything that somebody wrote there."""

    entry: int
    field: str
    salt: str
    text: str


@dataclass(frozen=True, slots=True)
class RowBeside:
    """A row that stands beside an entry.

    Attributes:
        table: the table's name.
        row: the row's number.
        entry: number of the entry that it belongs to.
        name: what it is about: a round, a fund, an undertaking, or "" where there is one for a place.
        text: what it holds, as it is stored.
        digest: the hash that it states of itself, or "".
    """

    table: str
    row: int
    entry: int
    name: str
    text: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class FolderBeside:
    """A published folder; its files are read one by one (:func:`files`).

    Attributes:
        table: name of the table whose row ties it to its entry, or that of folders where none does.
        row: the folder's number.
        entry: number of the entry that published it; 0 where no row ties it to one.
        name: its name.
        kind: what it is: "count", "plan", "profile", "stream", "scheme" or "award".
        digest: the hash that stands for it.
        round: the round that it is a count of, or "".
    """

    table: str
    row: int
    entry: int
    name: str
    kind: str
    digest: str
    round: str = ""


@dataclass(frozen=True, slots=True)
class RoleBeside:
    """A role that somebody holds or held, with the entries that told of it; ``ended`` is 0 while it is held."""

    row: int
    seat: str
    role: str
    organisation: str
    until: str
    began: int
    ended: int


@contextmanager
def one_state() -> Iterator[None]:
    """Read all that is inside as the database was at one moment, whoever writes meanwhile."""
    with transaction.atomic():
        if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def told(*kinds: str) -> dict[int, tuple[str, Mapping[str, Any]]]:
    """Give kind and payload of the entries of some kinds, by number; a payload that is no JSON object is empty."""
    rows = models.EntryRow.objects.filter(kind__in=kinds).order_by("number").values_list("number", "kind", "payload")
    return {number: (kind, mapping(payload)) for number, kind, payload in rows.iterator(_CHUNK)}


def commitments() -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Give number and commitments of every entry that has some, in order."""
    rows = models.EntryRow.objects.exclude(commitments="{}").order_by("number").values_list("number", "commitments")
    for number, text in rows.iterator(_CHUNK):
        yield number, mapping(text)


def personal_parts() -> Iterator[PersonalPart]:
    """Give every personal field, by the number of its entry."""
    rows = models.PersonalRow.objects.order_by("entry_id", "field").values_list("entry_id", "field", "salt", "text")
    for row in rows.iterator(_CHUNK):
        yield PersonalPart(*row)


def places() -> Iterator[RowBeside]:
    """Give every place as it was published."""
    for row, entry, text, digest in _rows(models.PlaceRow, "canonical", "digest"):
        yield RowBeside("store_placerow", row, entry, "", text, digest)


def polls() -> Iterator[RowBeside]:
    """Give the frozen rules of every round."""
    for row, entry, name, text in _rows(models.PollRow, "round", "canonical"):
        yield RowBeside("store_pollrow", row, entry, name, text)


def constitutions() -> Iterator[RowBeside]:
    """Give every constitution of every fund."""
    for row, entry, name, text in _rows(models.FundRow, "fund", "canonical"):
        yield RowBeside("store_fundrow", row, entry, name, text)


def undertakings() -> Iterator[RowBeside]:
    """Give every promise that an award became; its ``digest`` is the name of its round."""
    for row, entry, name, text, round_id in _rows(models.UndertakingRow, "name", "canonical", "round"):
        yield RowBeside("store_undertakingrow", row, entry, name, text, round_id)


def receipt_lists() -> Iterator[RowBeside]:
    """Give every published list of receipts."""
    for row, entry, name, text in _rows(models.ReceiptListRow, "round", "receipts", chunk=1):
        yield RowBeside("store_receiptlistrow", row, entry, name, text)


def opened_ballots() -> Iterator[tuple[int, int, str, str, Any]]:
    """Give row, entry, round, choices and voters of every distinct opened ballot, in the order they were kept in."""
    rows = models.OpenedRow.objects.order_by("entry_id", "id")
    yield from rows.values_list("id", "entry_id", "round", "canonical", "voters").iterator(_CHUNK)


def folders() -> Iterator[FolderBeside]:
    """Give every published folder, and last those that no row ties to an entry."""
    tied = []
    counted = models.CountRow.objects.order_by("id").values_list(*_OF_FOLDER, "poll__round")
    for table, found in (
        ("store_profilerow", models.ProfileRow.objects.order_by("id").values_list(*_OF_FOLDER)),
        ("store_countrow", counted),
        ("store_planrow", models.PlanRow.objects.order_by("id").values_list(*_OF_FOLDER)),
    ):
        for entry, row, *rest in found:
            tied.append(row)
            yield FolderBeside(table, row, entry, *rest)
    loose = models.FolderRow.objects.exclude(pk__in=tied).order_by("id").values_list("id", "name", "kind", "digest")
    for row, name, kind, digest in loose:
        yield FolderBeside("store_folderrow", row, 0, name, kind, digest)


def files(folder: int) -> Iterator[tuple[str, bytes]]:
    """Give path and bytes of each file of a folder, one in memory at a time; SQLite holds text where one writes it."""
    rows = models.FileRow.objects.filter(folder_id=folder).order_by("path").values_list("path", "data")
    data: Any
    for path, data in rows.iterator(1):
        yield path, data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)


def roles() -> Iterator[RoleBeside]:
    """Give every role that somebody holds or held."""
    rows = models.RoleRow.objects.order_by("id").values_list(
        "id", "person__seat", "role", "organisation", "until", "began_id", "ended_id"
    )
    for row, seat, role, organisation, until, began, ended in rows.iterator(_CHUNK):
        yield RoleBeside(row, seat, role, organisation, until.isoformat() if until else "", began, ended or 0)


def mapping(text: str) -> Mapping[str, Any]:
    """Read a JSON object as it is stored; give an empty one where it is none."""
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _rows(model: Any, *columns: str, chunk: int = _CHUNK) -> Iterator[tuple[Any, ...]]:
    found: QuerySet[Any, Any] = model.objects.order_by("id").values_list("id", "entry_id", *columns)
    yield from found.iterator(chunk)
