"""From the close to the opened ballots: nothing is lost, added, read early or left behind."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import (
    BallotsDiffer,
    BallotsNotOpened,
    NotAllowed,
    NotNow,
    PaperUnfinished,
    ShareMistyped,
    SharesApart,
)
from commonweal.funding.box.keys import split
from commonweal.web.rights import Actors
from tests.web.procedures import voting


def sealed_rows() -> int:
    from commonweal.web.store import models

    return models.SealedRow.objects.count()


def draw(seed: str = "4-2-6", **named: Any) -> Any:
    from commonweal.web.procedures.draw_lot import draw_lot

    actors = voting.pair("draw_lot")
    return draw_lot(voting.ROUND, seed, how="three dice at the library", at=voting.CLOSED, actors=actors, **named)


def test_a_round_from_the_first_ballot_to_the_last(stored_place: Path) -> None:
    from commonweal.web.store import balloting

    codes = voting.voting(4)
    receipts = [voting.cast(code, *chosen) for code, chosen in zip(codes, ("a", "ab", "a"), strict=False)]
    voting.check_in(codes[3])
    closed = voting.close()
    listed = "".join(f"{receipt}\n" for receipt in sorted(receipts)).encode()
    assert closed.payload == {
        "round": "r1",
        "ballots": 4,
        "paper": 1,
        "issued": 4,
        "by_area": [{"group": "", "issued": "too few", "unused": 0, "used": "too few"}],
        "helped": 0,
        "sealed": sha256(listed).hexdigest(),
        "second": "count officer",
    }
    assert balloting.published_receipts(voting.ROUND) == listed
    assert voting.enter("p-1", "b") is False
    assert voting.enter("p-2", "b") is True
    entry = voting.open_up()
    assert voting.opened() == {("a",): 2, ("a", "b"): 1, ("b",): 1}
    figures = {name: entry.payload[name] for name in ("ballots", "paper", "spoilt", "left_empty")}
    assert figures == {"ballots": 4, "paper": 1, "spoilt": 0, "left_empty": 0}
    lines = [
        {"chosen": list(chosen), "points": [], "voters": voters} for chosen, voters in sorted(voting.opened().items())
    ]
    told = b"".join(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines)
    assert entry.payload["opened"] == sha256(told).hexdigest()
    assert sealed_rows() == 0
    assert balloting.published_receipts(voting.ROUND) == listed


@pytest.mark.parametrize("pair", [(0, 1), (1, 0), (0, 2), (2, 1)])
def test_any_two_shares_open(place_on_sqlite: Path, pair: tuple[int, int]) -> None:
    [code] = voting.voting(1)
    voting.cast(code, "c")
    voting.close()
    voting.open_up((voting.SHARES[pair[0]], voting.SHARES[pair[1]]))
    assert voting.opened() == {("c",): 1}


def test_one_share_alone_a_foreign_and_a_mistyped_one_open_nothing(stored_place: Path) -> None:
    [code] = voting.voting(1)
    voting.cast(code, "c")
    voting.close()
    foreign = split(bytes(16), voting.ROUND, bytes(32))[1].text()
    again = split(voting.SEED, voting.ROUND, bytes(32))[1].text()
    for second, refusal in [
        (voting.SHARES[0], SharesApart),
        (foreign, SharesApart),
        (again, SharesApart),
        ("", ShareMistyped),
        (voting.SHARES[1][:-1] + ("0" if voting.SHARES[1][-1] != "0" else "1"), ShareMistyped),
    ]:
        with pytest.raises(refusal):
            voting.open_up((voting.SHARES[0], second))
    assert (sealed_rows(), voting.opened()) == (1, {})
    voting.open_up()


def test_nothing_is_opened_or_drawn_before_voting_was_closed_and_nothing_twice(stored_place: Path) -> None:
    [code] = voting.voting(1)
    voting.cast(code, "a")
    with pytest.raises(NotNow):
        voting.close(at=voting.LAST)
    for act in (voting.open_up, draw):
        with pytest.raises(NotNow, match="not closed by two people"):
            act()
    voting.close()
    with pytest.raises(NotNow, match="voting was closed"):
        voting.close()
    assert draw().payload["seed"] == "4-2-6"
    with pytest.raises(NotNow, match="a lot was drawn"):
        draw("1-1-1")
    voting.open_up()
    for act in (voting.open_up, draw):
        with pytest.raises(NotNow, match="ballots were opened"):
            act()


def test_a_lot_with_what_hides_in_it_is_refused(place_on_sqlite: Path) -> None:
    voting.voting(1)
    voting.close()
    for seed in ("4\u202e2", "4 2 6", "", "x" * 65):
        with pytest.raises(NotNow, match="seed"):
            draw(seed)


def test_closing_and_opening_take_two_people(place_on_sqlite: Path) -> None:
    from commonweal.web.procedures.close_voting import close_voting
    from commonweal.web.procedures.open_ballots import open_ballots

    voting.voting(1)
    shares = (voting.SHARES[0], voting.SHARES[1])
    for actors in (
        Actors("returning officer"),
        Actors("returning officer", "returning officer"),
        Actors("returning officer", "count officer", "p-1", "p-1"),
        Actors("steward", "count officer"),
        Actors("returning officer", "steward"),
    ):
        with pytest.raises(NotAllowed):
            close_voting(voting.ROUND, at=voting.CLOSED, actors=actors)
        with pytest.raises(NotAllowed):
            open_ballots(voting.ROUND, shares, at=voting.CLOSED, actors=actors)


def lose(models: Any) -> None:
    models.SealedRow.objects.order_by("hash").first().delete()


def add(models: Any) -> None:
    models.SealedRow.objects.create(hash=sha256(b"x").hexdigest(), round=voting.ROUND, sealed=b"x")


def exchange(models: Any) -> None:
    lose(models)
    add(models)


def change(models: Any) -> None:
    """A row whose bytes changed behind its hash: the hash is not believed."""
    row = models.SealedRow.objects.order_by("hash").first()
    receipt, sealed = row.hash, bytes(row.sealed)
    row.delete()
    models.SealedRow.objects.create(hash=receipt, round=voting.ROUND, sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))


@pytest.mark.parametrize("wrong", [lose, add, exchange, change])
def test_what_is_opened_must_be_what_was_sealed(stored_place: Path, wrong: Any) -> None:
    from commonweal.web.store import models

    codes = voting.voting(2)
    for code in codes:
        voting.cast(code, "a")
    voting.close()
    wrong(models)
    with pytest.raises(BallotsDiffer):
        voting.open_up()
    assert not models.OpenedRow.objects.exists()


@pytest.mark.parametrize("wrong", [lose, add])
def test_voting_is_not_closed_over_ballots_that_nobody_or_two_cast(stored_place: Path, wrong: Any) -> None:
    from commonweal.web.store import models

    for code in voting.voting(2):
        voting.cast(code, "a")
    wrong(models)
    with pytest.raises(BallotsDiffer):
        voting.close()


def test_a_ballot_that_was_put_there_and_was_not_sealed_opens_nothing(place_on_sqlite: Path) -> None:
    from commonweal.web.store import models

    for code in voting.voting(2):
        voting.cast(code, "a")
    exchange(models)
    voting.close()
    with pytest.raises(BallotsNotOpened, match=sha256(b"x").hexdigest()):
        voting.open_up()


def test_a_project_withdrawn_while_ballots_are_cast_leaves_the_rest_of_each_and_the_empty_ones_are_told(
    stored_place: Path,
) -> None:
    from commonweal.funding.box.opening import to_count
    from commonweal.web.store import balloting

    codes = voting.voting(3)
    voting.cast(codes[0], "a")
    voting.cast(codes[1], "a", "b")
    voting.withdraw("a")
    voting.cast(codes[2], "b")
    voting.close()
    assert voting.open_up().payload["left_empty"] == 1
    form = balloting.form_of(voting.ROUND)
    counted = to_count(form, balloting.opened_of(voting.ROUND, form), balloting.withdrawn(voting.ROUND))
    assert (counted.left_empty, counted.poll.voters) == (1, 2)
    assert [(ballot.choices, ballot.voters) for ballot in counted.poll.ballots] == [((0,), 2)]
    assert [project.id for project in counted.poll.projects] == ["b", "c"]


def test_erasing_a_person_before_and_after_the_close_changes_no_total(stored_place: Path) -> None:
    from commonweal.errors import RegisterFaults
    from commonweal.web.procedures.erase_registered import erase_registered
    from commonweal.web.store import models

    erasing: dict[str, Any] = {"at": voting.OPEN, "actors": voting.pair("erase_registered")}
    codes = voting.voting(3)
    voting.cast(codes[0], "a")
    erase_registered(voting.ROUND, 1, **erasing)
    erase_registered(voting.ROUND, 2, **erasing)
    voting.cast(codes[1], "b")
    voting.cast(codes[2], "c")
    assert voting.close().payload["ballots"] == 3
    erase_registered(voting.ROUND, 3, **erasing)
    assert voting.open_up().payload["ballots"] == 3
    assert voting.opened() == {("a",): 1, ("b",): 1, ("c",): 1}
    assert not models.RegisterRow.objects.filter(number__in=[1, 2, 3]).exists()
    assert models.CredentialRow.objects.filter(register=None).count() == 3
    with pytest.raises(RegisterFaults, match="nobody on the register has the number 3"):
        erase_registered(voting.ROUND, 3, **erasing)


def test_the_bytes_of_what_was_destroyed_leave_the_database(stored_place: Path, postgres_files: Any) -> None:
    from commonweal.web.procedures.destroy_secrets import destroy_secrets
    from commonweal.web.store import models

    codes = voting.voting(2)
    for code in codes:
        voting.cast(code, "a")
    sealed = bytes(models.SealedRow.objects.first().sealed)  # type: ignore[union-attr]
    secret = bytes(models.RoundSecretRow.objects.get().round_key)
    mark = models.CastRow.objects.first().nullifier.encode()  # type: ignore[union-attr]
    assert all(postgres_files(stored_place, part) for part in (sealed, secret, mark))
    voting.close()
    voting.open_up()
    assert not postgres_files(stored_place, sealed)
    assert postgres_files(stored_place, secret)
    destroying: dict[str, Any] = {"at": voting.CLOSED, "actors": voting.pair("destroy_secrets")}
    with pytest.raises(NotNow):
        destroy_secrets(voting.ROUND, **destroying)
    stop()
    entry = destroy_secrets(voting.ROUND, **destroying)
    assert entry is not None
    assert (entry.kind, entry.role, entry.payload) == (
        "secrets_destroyed",
        "returning officer",
        {"round": voting.ROUND},
    )
    assert destroy_secrets(voting.ROUND, **destroying) is None
    for row in (models.RoundSecretRow, models.CastRow, models.CredentialRow, models.RegisterRow):
        assert not row.objects.exists()
    assert not any(postgres_files(stored_place, part) for part in (sealed, secret, mark, b"8 High Street"))
    assert voting.opened() == {("a",): 2}


def stop() -> None:
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import keep

    with one_act():
        payload = {"round": voting.ROUND, "reason": "unlawful"}
        keep.keep_entry(draft("round_stopped", voting.CLOSED, Actors("returning officer"), payload))


@pytest.fixture
def postgres_files() -> Any:
    """Whether some bytes stand in the files of the database: of SQLite in all of them, of PostgreSQL in its tables."""
    from django.db import connection

    def holds(place: Path, part: bytes) -> bool:
        if connection.vendor == "sqlite":
            return any(part in file.read_bytes() for file in (place / ".commonweal").iterdir() if file.is_file())
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            tables = [name for name in connection.introspection.table_names() if name.startswith("store_")]
            found = []
            for table in tables:
                cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
                found.append(part in bytes(cursor.fetchone()[0]))
            return any(found)

    return holds


def test_a_share_is_kept_nowhere(place_on_sqlite: Path) -> None:
    [code] = voting.voting(1)
    voting.cast(code, "a")
    voting.close()
    voting.open_up()
    kept = b"".join(file.read_bytes() for file in (place_on_sqlite / ".commonweal").iterdir() if file.is_file())
    assert not any(share.encode() in kept or share.replace(" ", "").encode() in kept for share in voting.SHARES)
    assert voting.SEED not in kept


def test_ballots_are_not_opened_while_paper_is_unfinished(stored_place: Path) -> None:
    codes = voting.voting(2)
    voting.cast(codes[0], "a")
    voting.check_in(codes[1])
    voting.close()
    with pytest.raises(PaperUnfinished, match="hall: paper 1 is not entered"):
        voting.open_up()
    voting.enter("p-1", "b")
    with pytest.raises(PaperUnfinished, match="by one person alone"):
        voting.open_up()
    voting.enter("p-2", "c")
    with pytest.raises(PaperUnfinished, match="read in two ways"):
        voting.open_up()
    assert (sealed_rows(), voting.opened()) == (1, {})


def test_a_backup_taken_at_the_close_is_restored_and_opened(stored_place: Path) -> None:
    from commonweal.web.procedures.restore_backup import restore_backup
    from commonweal.web.procedures.take_backup import take_backup

    codes = voting.voting(3)
    voting.cast(codes[0], "a")
    voting.cast(codes[1], "a", "b", helper="CVS worker")
    voting.check_in(codes[2])
    voting.close()
    voting.enter("p-1", "c")
    (stored_place / "place.toml").write_text("[place]\n", encoding="utf-8")
    file = stored_place.parent / "backup.zip"
    take_backup(file, stored_place, at=voting.CLOSED)
    voting.enter("p-2", "b")
    restore_backup(file, stored_place, replace=True, at=voting.CLOSED, actors=Actors("steward"))
    voting.enter("p-2", "c")
    assert voting.open_up().payload["ballots"] == 3
    assert voting.opened() == {("a",): 1, ("a", "b"): 1, ("c",): 1}
