"""From rows of ballots to values, and back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from secrets import token_bytes, token_hex
from typing import Any

from django.db import connection

from commonweal.errors import Fault, NoBox
from commonweal.funding.box.choices import BallotForm, Choices, read_kept
from commonweal.funding.box.opening import OpenedBallot, ReceiptList, receipt_list
from commonweal.funding.box.seal import ROUND_KEY_BYTES, Box
from commonweal.funding.poll import Project
from commonweal.record.entries import Entry
from commonweal.web.store import models, read
from commonweal.web.store.in_batches import Used, landed_ids
from commonweal.web.timetable import Standing

ONLINE, ASSISTED, PAPER = "online", "assisted", "paper"
_STATE = """
    SELECT (SELECT hash FROM store_entryrow ORDER BY number DESC LIMIT 1),
           (SELECT round_key FROM store_roundsecretrow WHERE round = %s)
"""
_LOCK = 0x62616C6C6F74
"""The advisory lock of the ballot box ("ballot")."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person who may vote, as the register has them: number, name, address and area."""

    number: int
    name: str
    address: str
    area: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A code that may be voted with: what stands for it, its area, how it was given, and for which person."""

    nullifier: str
    area: str
    channel: str
    register: int | None


def hold_the_box(*, alone: bool) -> None:
    """Keep a round from being closed while ballots come in, or ballots from coming in while a round is changed.

    Until the transaction ends. SQLite needs nothing: its transactions are one after another.

    Args:
        alone: whether what is done must not meet a ballot that comes in: closing, voiding a code.
    """
    if connection.vendor == "postgresql":
        function = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_LOCK])


def payload_of(round_id: str, kind: str) -> Mapping[str, Any] | None:
    """Give the payload of a round's newest entry of a kind, or None."""
    rows = models.EntryRow.objects.filter(kind=kind).order_by("-number").values_list("payload", flat=True)
    return next((told for told in map(json.loads, rows) if told["round"] == round_id), None)


def form_of(round_id: str) -> BallotForm:
    """Give what stands on the ballot of a round, and how it may be filled in.

    Raises:
        NoBox: where no ballot of it was published.
    """
    return _published(read.head_hash(), round_id)[0]


@lru_cache(maxsize=16)
def _published(head: str, round_id: str) -> tuple[BallotForm, str, int]:
    """Give the form of a round's ballot, the key published with it, and the bytes that every ballot is padded to.

    The hash of the newest entry stands for all that was published: nothing of this changes without an entry.
    """
    del head
    ballot = payload_of(round_id, "ballot_published")
    rules = models.PollRow.objects.filter(round=round_id).values_list("canonical", flat=True).first()
    if ballot is None or rules is None:
        raise NoBox(Fault("its ballot was not published"), round=round_id)
    form = form_from(json.loads(rules), ballot["projects"])
    return form, ballot["key"], form.length


def form_from(frozen: Mapping[str, Any], projects: Iterable[Mapping[str, Any]]) -> BallotForm:
    """Give the form of a ballot from a round's frozen rules and the projects of ``ballot_published``."""
    return BallotForm(
        frozen["ballot"],
        tuple(map(_project, projects)),
        Fraction(frozen["budget_pence"], 100),
        frozen.get("fewest", 1),
        frozen.get("most"),
        frozen.get("points"),
        frozen.get("currency", "GBP"),
    )


def _project(on: Mapping[str, Any]) -> Project:
    # As the file that is counted would be read back: a comma parts a list, whose order and repetitions say nothing.
    kinds, people = (
        tuple(sorted({part.strip() for part in on.get(name, "").split(",")} - {""})) for name in ("category", "group")
    )
    area, cost = " ".join(on.get("neighbourhood", "").split()), Fraction(on["pence"], 100)
    return Project(on["project"], on["title"], cost, kinds, people, area)


@lru_cache(maxsize=16)
def _standing(head: str, round_id: str) -> tuple[Standing, bool]:
    """Give what was done to a round, and whether its box was closed; kept as above."""
    del head
    return read.standing(round_id), published_receipts(round_id) is not None


@lru_cache(maxsize=4)
def _place(head: str) -> Mapping[str, Any] | None:
    """Give the place as it was last published; kept as above."""
    del head
    return read.place()


def standings(rounds: Iterable[str]) -> tuple[Mapping[str, Any] | None, dict[str, tuple[Standing, bool]]]:
    """Give the place, what was done to each of some rounds, and whether its box was closed by two people.

    Not inside an act: what it adds to the record may stand before all that goes with it does.
    """
    head = read.head_hash()
    return _place(head), {round_id: _standing(head, round_id) for round_id in rounds}


def withdrawn(round_id: str) -> tuple[str, ...]:
    """Give the proposals of a round that were withdrawn, sorted."""
    rows = models.EntryRow.objects.filter(kind="proposal_withdrawn").values_list("payload", flat=True)
    return tuple(sorted({told["proposal"] for told in map(json.loads, rows) if told["round"] == round_id}))


def form_and_box(round_id: str) -> tuple[BallotForm, Box]:
    """Give what stands on the ballot of a round, and the box into which it goes, with the key that was published.

    Raises:
        NoBox: where no ballot of it was published, or its secret was destroyed.
    """
    with connection.cursor() as cursor:  # asked for every ballot, so in one statement and without building it anew
        cursor.execute(_STATE, [round_id])
        head, secret = cursor.fetchone()
    form, key, length = _published(head or "", round_id)
    if secret is None:
        raise _no_secret(round_id)
    return form, Box(round_id, key, bytes(secret), length)


def key_of(round_id: str) -> str:
    """Give the public key that was registered for a round, to be published with its ballot; "" where there is none."""
    return models.KeyRow.objects.filter(round=round_id).values_list("public", flat=True).first() or ""


def secret_of(round_id: str) -> bytes:
    """Give the key that turns codes of a round into what is stored of them.

    Raises:
        NoBox: where there is none: no key was registered, or it was destroyed.
    """
    row = models.RoundSecretRow.objects.filter(round=round_id).values_list("round_key", flat=True).first()
    if row is None:
        raise _no_secret(round_id)
    return bytes(row)


def _no_secret(round_id: str) -> NoBox:
    return NoBox(Fault("it has no key, or its secrets were destroyed"), round=round_id)


def keep_key(round_id: str, public: str) -> None:
    """Keep the public key of a round in place of the one before, and draw its secret where it has none."""
    models.KeyRow.objects.filter(round=round_id).delete()
    models.KeyRow.objects.create(round=round_id, public=public)
    if not models.RoundSecretRow.objects.filter(round=round_id).exists():
        models.RoundSecretRow.objects.create(round=round_id, round_key=token_bytes(ROUND_KEY_BYTES))


def keep_register(round_id: str, people: Iterable[Person]) -> None:
    """Add people to a register."""
    models.RegisterRow.objects.bulk_create(
        models.RegisterRow(round=round_id, number=one.number, name=one.name, address=one.address, area=one.area)
        for one in people
    )


def registered(round_id: str) -> dict[int, tuple[int, str]]:
    """Give the row and the area of each person of a register, by number."""
    rows = models.RegisterRow.objects.filter(round=round_id).order_by("number")
    return {number: (row, area) for number, row, area in rows.values_list("number", "id", "area")}


def people_of(round_id: str, numbers: Sequence[int]) -> dict[int, Person]:
    """Give people of a register by their numbers."""
    wanted = set(numbers)
    rows = models.RegisterRow.objects.filter(round=round_id).order_by("number")
    return {row.number: Person(row.number, row.name, row.address, row.area) for row in rows if row.number in wanted}


def erase_registered(round_id: str, number: int) -> bool:
    """Erase a person; their code and ballot stay, and nothing says whose they were. Says whether there was one."""
    _, gone = models.RegisterRow.objects.filter(round=round_id, number=number).delete()
    return bool(gone)


def live_codes(round_id: str, registered_rows: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Give the codes of people that were not replaced, by the people's rows."""
    wanted = set(registered_rows)
    rows = models.CredentialRow.objects.filter(round=round_id, voided="")
    found: dict[int, tuple[str, ...]] = {}
    for row, nullifier in rows.values_list("register", "nullifier"):
        if row in wanted:
            found[row] = (*found.get(row, ()), nullifier)
    return found


def void(round_id: str, nullifiers: Iterable[str], day: str) -> None:
    """Replace codes: nobody votes with them any more."""
    for one in nullifiers:
        models.CredentialRow.objects.filter(round=round_id, nullifier=one).update(voided=day)


def keep_codes(round_id: str, codes: Iterable[Issued]) -> None:
    """Keep what stands for new codes."""
    models.CredentialRow.objects.bulk_create(
        models.CredentialRow(
            round=round_id, nullifier=one.nullifier, area=one.area, channel=one.channel, register_id=one.register
        )
        for one in codes
    )


def used(round_id: str, nullifiers: Iterable[str]) -> dict[str, str]:
    """Give with which of these a ballot was cast, each with its channel."""
    wanted = set(nullifiers)
    rows = models.CastRow.objects.filter(round=round_id).values_list("nullifier", "channel")
    return {nullifier: channel for nullifier, channel in rows if nullifier in wanted}


def is_used(round_id: str, nullifier: str) -> bool:
    """Say whether a ballot was cast with a code."""
    return models.CastRow.objects.filter(round=round_id, nullifier=nullifier).exists()


def keep_cast(round_id: str, nullifiers: Sequence[str], *, channel: str, helper: str, batch: str, day: str) -> set[str]:
    """Mark codes of one batch of paper as used; give those that were not used before."""
    rows: list[Used] = [(token_hex(16), round_id, one, channel, helper, batch, day) for one in sorted(nullifiers)]
    there = landed_ids(rows)
    return {row[2] for row in rows if row[0] in there}


def receipts_of(round_id: str) -> ReceiptList:
    """Give the list of receipts of the ballots that stand sealed."""
    return receipt_list(models.SealedRow.objects.filter(round=round_id).values_list("hash", flat=True))


def sealed_of(round_id: str) -> tuple[bytes, ...]:
    """Give the sealed ballots of a round in the order of their receipts."""
    rows = models.SealedRow.objects.filter(round=round_id).order_by("hash").values_list("sealed", flat=True)
    return tuple(bytes(sealed) for sealed in rows)


def channels(round_id: str) -> dict[str, int]:
    """Give how many ballots came in by each channel: asked at the close, and nowhere before."""
    found: dict[str, int] = {}
    for channel in models.CastRow.objects.filter(round=round_id).values_list("channel", flat=True):
        found[channel] = found.get(channel, 0) + 1
    return found


def turnout(round_id: str) -> dict[str, tuple[int, int]]:
    """Give for each area how many codes could be voted with, and how many were: asked after the close, never before."""
    cast = set(models.CastRow.objects.filter(round=round_id).values_list("nullifier", flat=True))
    found: dict[str, tuple[int, int]] = {}
    rows = models.CredentialRow.objects.filter(round=round_id, voided="").values_list("area", "nullifier")
    for area, nullifier in rows:
        codes, used = found.get(area, (0, 0))
        found[area] = codes + 1, used + (nullifier in cast)
    return found


def issued(round_id: str) -> int:
    """Give how many codes of a round may be voted with, or were."""
    return models.CredentialRow.objects.filter(round=round_id, voided="").count()


def keep_receipts(entry: Entry, round_id: str, listed: ReceiptList) -> None:
    """Keep the list of receipts as it was published at the close."""
    models.ReceiptListRow.objects.create(entry_id=entry.number, round=round_id, receipts=listed.data.decode("ascii"))


def published_receipts(round_id: str) -> bytes | None:
    """Give the list of receipts that was published, or None before the close."""
    row = models.ReceiptListRow.objects.filter(round=round_id).values_list("receipts", flat=True).first()
    return None if row is None else row.encode("ascii")


def keep_opened(entry: Entry, round_id: str, opened: Iterable[OpenedBallot]) -> None:
    """Keep the opened ballots, distinct and sorted."""
    models.OpenedRow.objects.bulk_create(
        models.OpenedRow(
            entry_id=entry.number,
            round=round_id,
            canonical=one.choices.canonical().decode("utf-8"),
            voters=one.voters,
        )
        for one in opened
    )


def opened_of(round_id: str, form: BallotForm) -> tuple[OpenedBallot, ...]:
    """Give the ballots that were opened, distinct and sorted."""
    rows = models.OpenedRow.objects.filter(round=round_id).values_list("canonical", "voters")
    return tuple(sorted((OpenedBallot(read_kept(form, text.encode()), voters) for text, voters in rows), key=_choices))


def _choices(opened: OpenedBallot) -> Choices:
    return opened.choices


def destroy_ballots(round_id: str) -> None:
    """Destroy the sealed ballots and what was read on paper."""
    models.SealedRow.objects.filter(round=round_id).delete()
    models.PaperRow.objects.filter(batch__round=round_id).delete()


def destroy_credentials(round_id: str) -> None:
    """Destroy what could still tell who voted: the round's secret, its codes, that they were used, and its register."""
    models.RoundSecretRow.objects.filter(round=round_id).delete()
    models.CastRow.objects.filter(round=round_id).delete()
    models.CredentialRow.objects.filter(round=round_id).delete()
    models.RegisterRow.objects.filter(round=round_id).delete()
    models.PaperBatchRow.objects.filter(round=round_id).delete()


def holds_secrets(round_id: str) -> bool:
    """Say whether anything is left that could tell who voted, or a ballot that is still sealed."""
    tables = (models.RoundSecretRow, models.CastRow, models.CredentialRow, models.RegisterRow, models.SealedRow)
    return any(table.objects.filter(round=round_id).exists() for table in tables)
