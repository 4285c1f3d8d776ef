"""Writing ballots: many wait, one commits for all of them, and nobody is answered before the disk has it."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from django.db import DatabaseError, connection, transaction

from commonweal.errors import BallotNotKept, CodeNotValid, CodeUsed, CommonwealError, Fault
from commonweal.web.file_lock import only_one
from commonweal.web.rights import Actors
from commonweal.web.store import balloting, in_batches

MOST = 256
"""Most ballots in one transaction."""


@dataclass(frozen=True, slots=True)
class Cast:
    """A sealed ballot to be kept.

    Attributes:
        round: the round.
        nullifier: what stands for the voter's code.
        receipt: SHA-256 of the sealed bytes.
        sealed: the sealed bytes.
        channel: "online" or "assisted".
        helper: the role of whoever helped, or "".
        at: when it came in.
        actors: who acts.
    """

    round: str
    nullifier: str
    receipt: str
    sealed: bytes
    channel: str
    helper: str
    at: datetime
    actors: Actors


@dataclass(frozen=True, slots=True)
class Door:
    """Whether a ballot may come in: the day it is kept under, or why it may not."""

    day: str
    refusal: CommonwealError | None = None


Doors = Callable[[Sequence[Cast]], Sequence[Door]]
"""Asks for each ballot of a batch whether it may come in, inside the transaction that keeps it."""

Kept = CommonwealError | None
"""None where the ballot is kept, or was before; otherwise why it is not."""


@dataclass(slots=True)
class _Waiting:
    cast: Cast
    doors: Doors
    done: bool = False
    answer: Kept = None


@dataclass(slots=True)
class BallotWriter:
    """Keeps the ballots of every thread of this process, as many as wait in one transaction.

    Whoever comes while nobody writes takes all that wait, commits them and wakes their threads; the others wait. So
    there is at most one transaction at a time, no thread that must be started, watched and stopped, and a ballot that
    comes alone waits for nobody.
    """

    _turn: threading.Condition = field(default_factory=threading.Condition)
    _waiting: list[_Waiting] = field(default_factory=list)
    _busy: bool = False

    def keep(self, cast: Cast, doors: Doors) -> None:
        """Keep a ballot; returned from after the commit.

        Args:
            cast: the ballot.
            doors: whether it may come in.

        Raises:
            CommonwealError: what the door says; CodeNotValid, CodeUsed; BallotNotKept where the database fails.
        """
        if connection.in_atomic_block:
            raise transaction.TransactionManagementError
        mine = _Waiting(cast, doors)
        with self._turn:
            self._waiting.append(mine)
        while not mine.done:
            batch = self._next(mine)
            if batch:
                try:
                    _answer(batch)
                finally:
                    self._wake(batch)
        if mine.answer is not None:
            raise mine.answer

    def _next(self, mine: _Waiting) -> list[_Waiting]:
        """Wait until the ballot is kept, or until it is this thread's turn to write; give what it is to write."""
        with self._turn:
            while self._busy and not mine.done:
                self._turn.wait()
            if mine.done:
                return []
            self._busy = True
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            return batch

    def _wake(self, batch: list[_Waiting]) -> None:
        with self._turn:
            for one in batch:
                if not one.done:  # the thread that wrote was stopped in between
                    one.answer, one.done = BallotNotKept(Fault("writing was broken off")), True
            self._busy = False
            self._turn.notify_all()


WRITER = BallotWriter()
"""The one writer of this process."""


def _answer(batch: list[_Waiting]) -> None:
    """Keep a batch in one transaction; if that fails, each alone, so that one ballot cannot stop the others."""
    try:
        answers = _commit([one.cast for one in batch], batch[0].doors)
    except DatabaseError as bad:
        answers = [_alone(one) for one in batch] if len(batch) > 1 else [_failed(bad)]
    for one, answer in zip(batch, answers, strict=True):
        one.answer, one.done = answer, True


def _alone(one: _Waiting) -> Kept:
    try:
        return _commit([one.cast], one.doors)[0]
    except DatabaseError as bad:
        return _failed(bad)


def _failed(bad: DatabaseError) -> Kept:
    return BallotNotKept(Fault("{reason}", {"reason": (str(bad).strip().splitlines() or [type(bad).__name__])[0]}))


def _commit(casts: Sequence[Cast], doors: Doors) -> list[Kept]:
    with _one_process(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit TO on")
        balloting.hold_the_box(alone=False)
        stood = in_batches.standing_receipts([cast.receipt for cast in casts])
        opened = dict(enumerate(doors(casts)))
        valid = _credentials(casts)
        answers: dict[int, Kept] = {}
        through: dict[int, Cast] = {}
        for at, cast in enumerate(casts):
            if cast.receipt in stood:
                answers[at] = None
            elif opened[at].refusal is not None:
                answers[at] = opened[at].refusal
            elif valid.get((cast.round, cast.nullifier), "never issued"):
                answers[at] = _not_valid(valid.get((cast.round, cast.nullifier)))
            else:
                through[at] = cast
        days = {at: opened[at].day for at in through}
        return [answer for _, answer in sorted({**answers, **_insert(through, days)}.items())]


def _credentials(casts: Sequence[Cast]) -> dict[tuple[str, str], str]:
    found = {}
    for round_id in {cast.round for cast in casts}:
        named = [cast.nullifier for cast in casts if cast.round == round_id]
        found.update({(round_id, one): day for one, day in in_batches.credentials(round_id, named).items()})
    return found


def _not_valid(voided: str | None) -> CommonwealError:
    if voided is None:
        return CodeNotValid(Fault("it was not issued for this round"))
    return CodeNotValid(Fault("it was replaced by another on {day}", {"day": voided}))


def _insert(through: dict[int, Cast], days: dict[int, str]) -> dict[int, Kept]:
    """Insert what no earlier ballot of the same code stands in the way of."""
    rows: dict[int, in_batches.Used] = {
        at: (token_hex(16), cast.round, cast.nullifier, cast.channel, cast.helper, "", days[at])
        for at, cast in through.items()
    }
    # In one order everywhere: two processes that meet the same codes then never wait for each other in a ring.
    there = in_batches.landed_ids(sorted(rows.values(), key=lambda row: row[1:3]))
    kept = {at for at, row in rows.items() if row[0] in there}
    in_batches.keep_sealed([(through[at].receipt, through[at].round, through[at].sealed) for at in kept])
    # The same form may have come in beside this one, in this batch or by another process.
    twins = in_batches.standing_receipts([cast.receipt for at, cast in through.items() if at not in kept])
    return {at: None if at in kept or cast.receipt in twins else CodeUsed() for at, cast in through.items()}


@contextmanager
def _one_process() -> Iterator[None]:
    """Wait for other processes that write to the same SQLite file; PostgreSQL takes many at once."""
    if connection.vendor != "sqlite":
        yield
        return
    with only_one(Path(f"{connection.settings_dict['NAME']}.ballots")):
        yield
