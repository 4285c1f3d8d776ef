"""Whoever owns the database lifts its guards and edits what is decided: the bundle made from it is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from commonweal.errors import CommonwealError
from commonweal.funding.box.keys import split
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from tests.web.procedures import boards, rounds, voting


def lift_guards() -> None:
    """Drop every trigger, as the owner of a database can."""
    query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        query = "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(query)
        for name, table in cursor.fetchall():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def wrong() -> set[str]:
    """Say what is wrong in the bundle that would be published, to the verifier or to whoever makes it."""
    from commonweal.web.reads import downloads

    downloads._bundle.cache_clear()
    try:
        files = downloads.whole_bundle()
    except CommonwealError as refused:
        return {refused.code}
    return {f"{found.code} {found.where} {found.what}" for found in check_folder(Folder(files))}


def decided() -> None:
    """Take a round to its awards, constitute a fund, and hold a vote up to its opened ballots."""
    rounds.whole_round()
    boards.constituted(hour=5)
    voting.with_ballot("r2")
    _voted()


def _voted() -> None:
    from commonweal.web.procedures.close_voting import close_voting
    from commonweal.web.procedures.open_ballots import open_ballots

    for number, code in enumerate(voting.codes(3, "r2")):
        voting.cast(code, "a" if number else "b", round_id="r2")
    close_voting("r2", at=voting.CLOSED, actors=voting.pair("close_voting"))
    shares = [share.text() for share in split(voting.SEED, "r2", bytes(range(50, 82)))]
    open_ballots("r2", (shares[0], shares[1]), at=voting.CLOSED, actors=voting.pair("open_ballots"))


def change_the_result(models: Any) -> None:
    row = models.FileRow.objects.get(folder__kind="count", path="result.json")
    models.FileRow.objects.filter(pk=row.pk).update(data=bytes(row.data).replace(b'"c"', b'"b"'))


def change_a_vote_of_the_count(models: Any) -> None:
    row = models.FileRow.objects.get(folder__kind="count", path="poll.pb")
    models.FileRow.objects.filter(pk=row.pk).update(data=bytes(row.data).replace(b"1;a", b"1;b"))


def stuff_the_box(models: Any) -> None:
    row = models.OpenedRow.objects.order_by("id").first()
    models.OpenedRow.objects.filter(pk=row.pk).update(voters=row.voters + 100)


def turn_a_ballot(models: Any) -> None:
    row = models.OpenedRow.objects.order_by("id").first()
    told = json.loads(row.canonical)
    turned = json.dumps({**told, "chosen": ["c"]}, separators=(",", ":"), sort_keys=True)
    models.OpenedRow.objects.filter(pk=row.pk).update(canonical=turned)


def drop_a_receipt(models: Any) -> None:
    row = models.ReceiptListRow.objects.get()
    models.ReceiptListRow.objects.update(receipts="".join(row.receipts.splitlines(keepends=True)[1:]))


def change_an_award(models: Any) -> None:
    row = models.EntryRow.objects.get(kind="awards_decided")
    models.EntryRow.objects.filter(pk=row.pk).update(
        payload=row.payload.replace("20000", "90000").replace("10000", "90000")
    )


def change_who_acted(models: Any) -> None:
    models.EntryRow.objects.filter(kind="result_confirmed").update(role="steward")


def backdate(models: Any) -> None:
    models.EntryRow.objects.filter(kind="result_confirmed").update(at="2026-11-01T09:00:00Z")


def drop_the_last_entry_but_one(models: Any) -> None:
    numbers = list(models.EntryRow.objects.order_by("number").values_list("number", flat=True))
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        models.EntryRow.objects.filter(number=numbers[-2])._raw_delete("default")
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")


def change_the_constitution(models: Any) -> None:
    row = models.FundRow.objects.get()
    models.FundRow.objects.filter(pk=row.pk).update(
        canonical=row.canonical.replace("Harbour Council", "Another Council")
    )


EDITS = (
    *(change_the_result, change_a_vote_of_the_count, stuff_the_box, turn_a_ballot, drop_a_receipt),
    *(change_an_award, change_who_acted, backdate, drop_the_last_entry_but_one, change_the_constitution),
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_administrator_who_edits_what_is_decided_is_found_out(
    stored_place: Path, edit: Callable[[Any], None]
) -> None:
    from commonweal.web.store import models

    decided()
    before = wrong()  # the vote was put together for this test, and its ballot was not reviewed as it should be
    lift_guards()
    assert wrong() == before
    edit(models)
    assert wrong() - before
