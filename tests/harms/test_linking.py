"""Somebody with three copies of the whole database tries to link voters to choices, and does no better than chance.

One ballot a minute comes in, so that order and time are known to the attacker: who came when, and with which code. Two
copies of the database with its log are taken during voting and one after the ballots were opened. Each way of linking
is tried, and each is first shown to work on a table that keeps ballots as a careless program would.
"""

import random
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import comb
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import CommonwealError
from commonweal.funding.box.keys import join, read_share
from tests.web.procedures import test_money_loop as loop
from tests.web.procedures import voting
from tests.web.procedures.courses import noon

VOTERS = 60
Ballot = tuple[str, ...]


@dataclass(frozen=True)
class Copy:
    """What the attacker has of one moment: rows of every table with their system columns, in the order they lie in."""

    rows: dict[str, list[dict[str, Any]]]
    log: bytes


def log_from_now() -> str:
    """Begin a new file of PostgreSQL's log, so that what other tests wrote is no part of a copy; give its name."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute("SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
        return str(cursor.fetchone()[0])


def copied(place: Path, folder: Path, since: str) -> Copy:
    """Copy the database and its log, as whoever runs the machine could."""
    from django.db import connection

    tables = [name for name in connection.introspection.table_names() if name.startswith("store_")]
    if connection.vendor == "sqlite":
        folder.mkdir()
        file = place / ".commonweal" / "place.sqlite3"
        for part in (file, file.with_name("place.sqlite3-wal")):
            if part.is_file():
                shutil.copy(part, folder)
        with sqlite3.connect(folder / file.name) as copy:
            copy.row_factory = sqlite3.Row
            rows = {table: list(map(dict, copy.execute(f"SELECT rowid AS place, * FROM {table}"))) for table in tables}
        return Copy(rows, b"".join(part.read_bytes() for part in sorted(folder.iterdir())))
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT ctid::text AS place, xmin::text AS transaction, * FROM {table} ORDER BY ctid")
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        cursor.execute("SELECT current_setting('data_directory')")
        log = Path(cursor.fetchone()[0]) / "pg_wal"
        # What lies behind the newest record in its file, and in files yet to come, is what older files left there.
        cursor.execute("SELECT file_name, file_offset FROM pg_walfile_name_offset(pg_current_wal_insert_lsn())")
        newest, length = cursor.fetchone()
    parts = {part.name: part.read_bytes() for part in sorted(log.glob("0*")) if since <= part.name <= newest}
    parts[newest] = parts[newest][:length]
    return Copy(found, b"".join(parts.values()))


def by_order(copies: Sequence[Copy], sealed: str, opened: str) -> list[int]:
    """Guess that ballots lie in the order in which they came: give the place of each voter's."""
    del opened
    return list(range(len(copies[1].rows[sealed])))


def by_transaction(copies: Sequence[Copy], sealed: str, opened: str) -> list[int]:
    """Guess by the number of the transaction that wrote each opened ballot; SQLite has its row numbers."""
    del sealed
    last = copies[-1].rows[opened]
    numbers = [int(re.sub("[^0-9]", "", str(row.get("transaction", row["place"])))) for row in last]
    return sorted(range(len(last)), key=lambda k: (numbers[k], k))


def by_difference(copies: Sequence[Copy], sealed: str, opened: str) -> list[int]:
    """Guess that what came between two copies lies together after the opening."""
    del opened
    first = {str(sorted(row.items(), key=str)) for row in copies[0].rows[sealed]}
    later = [k for k, row in enumerate(copies[1].rows[sealed]) if str(sorted(row.items(), key=str)) not in first]
    return [k for k in range(len(copies[1].rows[sealed])) if k not in set(later)] + later


def by_size(copies: Sequence[Copy], sealed: str, opened: str) -> list[int]:
    """Guess that the longest sealed ballot names the most projects."""
    sizes = [len(str(row.get("sealed", row.get("canonical", "")))) for row in copies[1].rows[sealed]]
    ballots = [len(str(row["canonical"])) for row in copies[-1].rows[opened]]
    seats = sorted(range(len(sizes)), key=lambda k: (sizes[k], k))
    places = sorted(range(len(ballots)), key=lambda k: (ballots[k], k))
    guess = [0] * len(seats)
    for seat, place in zip(seats, places, strict=False):
        guess[seat] = place
    return guess


WAYS: dict[str, Callable[[Sequence[Copy], str, str], list[int]]] = {
    "order": by_order,
    "transaction": by_transaction,
    "difference": by_difference,
    "size": by_size,
}


def right(guess: Sequence[int], opened: Sequence[Ballot], truth: Sequence[Ballot]) -> int:
    return sum(opened[place] == choice for place, choice in zip(guess, truth, strict=False) if place < len(opened))


def by_chance(hits: int, truth: Sequence[Ballot]) -> float:
    """Give how likely it is to be right at least so often by guessing alone, each ballot being drawn for somebody."""
    number = len(truth)
    one = sum((count / number) ** 2 for count in Counter(truth).values())
    return sum(comb(number, k) * one**k * (1 - one) ** (number - k) for k in range(hits, number + 1))


def careless(truth: Sequence[Ballot]) -> list[Copy]:
    """Give three copies of a table that keeps each ballot in a row as it comes."""
    rows = [
        {"place": k + 1, "transaction": str(700 + k), "canonical": str(list(ballot)), "voters": 1}
        for k, ballot in enumerate(truth)
    ]
    return [Copy({"b": rows[:count]}, b"") for count in (20, len(rows), len(rows))]


def drawn(names: Sequence[str]) -> list[Ballot]:
    lot = random.Random(7)
    return [tuple(sorted(lot.sample(list(names), lot.randint(1, 3)))) for _ in range(VOTERS)]


@pytest.mark.parametrize("way", WAYS)
def test_surveillance_each_way_links_the_ballots_of_a_careless_program(way: str) -> None:
    """What is shown below shows something: the same attempts succeed where ballots are kept as they come."""
    truth = drawn("abcdef")
    copies = careless(truth)
    guess = WAYS[way](copies, "b", "b")
    assert by_chance(right(guess, truth, truth), truth) < 1e-4


@pytest.fixture
def attacked(stored_place: Path, tmp_path: Path) -> tuple[list[Copy], list[Ballot], list[str], list[str]]:
    """Hold a round, one ballot a minute, and copy the database twice during it and once after the opening."""
    people = list(voting.PEOPLE)
    voting.PEOPLE[1:] = [[str(n), f"Person {n}", f"{n} High Street", ""] for n in range(1, VOTERS + 1)]
    try:
        names = loop.published(*[(f"Project {letter}", 10_000) for letter in "ABCDEF"])
        loop.on_ballot(names)
    finally:
        voting.PEOPLE[:] = people
    truth = drawn(names)
    codes, copies, receipts = loop.codes(VOTERS), [], []
    since = log_from_now()
    for minute, (code, choice) in enumerate(zip(codes, truth, strict=True)):
        receipts.append(loop.cast(code, *choice, at=noon(45) + timedelta(minutes=minute)))
        if minute in {20, VOTERS - 1}:
            copies.append(copied(stored_place, tmp_path / f"copy-{minute}", since))
    loop.opened_and_drawn()
    copies.append(copied(stored_place, tmp_path / "copy-after", since))
    return copies, truth, receipts, names


def opened_in_order(copy: Copy) -> list[Ballot]:
    """Give the opened ballots one by one, as they lie in their table."""
    import json

    found: list[Ballot] = []
    for row in copy.rows["store_openedrow"]:
        told = json.loads(row["canonical"])
        found.extend([tuple(sorted(told["chosen"]))] * int(row["voters"]))
    return found


def test_surveillance_three_copies_of_the_database_link_nobody(
    attacked: tuple[list[Copy], list[Ballot], list[str], list[str]],
) -> None:
    copies, truth, receipts, names = attacked
    opened = opened_in_order(copies[-1])
    assert Counter(opened) == Counter(truth)
    hits = {way: right(link(copies, "store_sealedrow", "store_openedrow"), opened, truth) for way, link in WAYS.items()}
    assert {way: many for way, many in hits.items() if by_chance(many, truth) < 0.001} == {}
    assert copies[-1].rows["store_sealedrow"] == []
    assert len(set(receipts)) == VOTERS
    for copy in copies[:2]:
        sealed, cast = copy.rows["store_sealedrow"], copy.rows["store_castrow"]
        assert len({len(bytes(row["sealed"])) for row in sealed}) == 1
        assert not {"receipt", "hash", "sealed", "at", "time"} & {column for row in cast for column in row}
        words = {str(value) for row in (*sealed, *cast) for value in row.values()}
        assert not words & {*names, *(f'"{name}"' for name in names)}


def test_surveillance_one_officer_s_share_opens_nothing_of_a_copy(
    attacked: tuple[list[Copy], list[Ballot], list[str], list[str]],
) -> None:
    copies, _, _, _ = attacked
    assert copies[0].rows["store_sealedrow"]
    for text in voting.SHARES:
        mine = read_share(text, "1")
        with pytest.raises(CommonwealError):
            join((mine, mine), loop.R, voting.KEY)
        assert all(text.replace(" ", "").encode() not in copy.log for copy in copies)


def test_surveillance_no_choice_stands_in_any_log_before_the_opening(
    attacked: tuple[list[Copy], list[Ballot], list[str], list[str]],
) -> None:
    """Where a choice stood in the log as it is kept, whoever copied the log could count before the close."""
    copies, truth, _, _ = attacked
    assert copies[0].log
    for choice in set(truth):
        chosen = ('{"chosen":[' + ",".join(f'"{name}"' for name in choice)).encode()
        assert all(chosen not in copy.log for copy in copies[:2])
