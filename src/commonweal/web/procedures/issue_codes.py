"""Issuing codes to people of the register, by post, at a desk, or at an event; only what stands for a code is kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes

from commonweal.errors import CodesNotIssued, Fault
from commonweal.funding.box.codes import CODE_BYTES, make_code, nullifier
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of, today
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting, keep
from commonweal.web.store.balloting import Issued

WAYS = ("post", "desk", "event")
"""How a code comes to a person."""


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code as it is printed, once.

    Attributes:
        code: the code.
        number: the person's number in the register.
    """

    code: str
    number: int


def issue_codes(
    round_id: str, *, by: str, numbers: Sequence[int], at: datetime, actors: Actors
) -> tuple[Entry, tuple[IssuedCode, ...]]:
    """Make a code for each person named, in place of any they had.

    Args:
        round_id: the round.
        by: one of :data:`WAYS`.
        numbers: people of the register who get a code; one that they had is replaced.
        at: when.
        actors: who.

    Returns:
        The entry ``codes_issued``, and the codes: they are told here and never again.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the ballot is not being prepared or voted on.
        NoBox: where no key was registered.
        CodesNotIssued: with everything that stands in the way: nobody of the number, a ballot that was cast already.
    """
    with one_act():
        balloting.hold_the_box(alone=True)
        check_right("issue_codes", actors, phase=phase_of(round_id, at), subject=round_id)
        people = balloting.registered(round_id)
        faults = list(_faults(by, numbers, people.keys()))
        before = balloting.live_codes(round_id, [people[number][0] for number in numbers if number in people])
        old = [code for codes in before.values() for code in codes]
        cast = balloting.used(round_id, old)
        faults.extend(
            Fault("{number} has cast a ballot already", {"number": number})
            for number in numbers
            if number in people and any(code in cast for code in before.get(people[number][0], ()))
        )
        if faults:
            raise CodesNotIssued(*faults)
        round_key = balloting.secret_of(round_id)
        codes = tuple(IssuedCode(make_code(token_bytes(CODE_BYTES)), number) for number in numbers)
        balloting.void(round_id, old, today(at).isoformat())
        balloting.keep_codes(round_id, _kept(codes, round_key, round_id, by, people))
        payload = {"round": round_id, "codes": len(codes), "by": by, **({"instead": len(old)} if old else {})}
        return keep.keep_entry(draft("codes_issued", at, actors, payload)), codes


def _faults(by: str, numbers: Sequence[int], known: Iterable[int]) -> Iterator[Fault]:
    if by not in WAYS:
        yield Fault("{by} is no way in which codes are given; the ways are {ways}", {"by": by, "ways": ", ".join(WAYS)})
    if not numbers:
        yield Fault("nobody is named")
    registered = set(known)
    for number in sorted(set(numbers)):
        if number not in registered:
            yield Fault("nobody on the register has the number {number}", {"number": number})
        elif list(numbers).count(number) > 1:
            yield Fault("{number} is named more than once", {"number": number})


def _kept(
    codes: Iterable[IssuedCode], round_key: bytes, round_id: str, by: str, people: dict[int, tuple[int, str]]
) -> Iterator[Issued]:
    for one in codes:
        row, area = people[one.number]
        yield Issued(nullifier(round_key, round_id, one.code), area, by, row)
