"""Taking in the register of those who may vote in a round."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from commonweal.errors import Fault, RegisterFaults
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting
from commonweal.web.store.balloting import Person

COLUMNS = ("number", "name", "address", "area")
"""What the first line of a register names, in this order."""

_LONGEST = {"name": 200, "address": 500, "area": 100}


def take_register(round_id: str, rows: Sequence[Sequence[str]], *, at: datetime, actors: Actors) -> int:
    """Add people to the register of a round: whole or not at all.

    Args:
        round_id: the round.
        rows: the rows of a table, its header first: number (1 to 999,999,999), name, address and area.
        at: when.
        actors: who.

    Returns:
        How many people were added.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the rules are not published, or voting has closed.
        RegisterFaults: with everything that is wrong with the rows.
    """
    with one_act():
        check_right("take_register", actors, phase=phase_of(round_id, at), subject=round_id)
        people, faults = _read(rows, set(balloting.registered(round_id)))
        if faults:
            raise RegisterFaults(*faults)
        balloting.keep_register(round_id, people)
    return len(people)


def _read(rows: Sequence[Sequence[str]], taken: set[int]) -> tuple[list[Person], list[Fault]]:
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if tuple(header) != COLUMNS:
        named = {"found": ", ".join(header) or "-", "wanted": ", ".join(COLUMNS)}
        return [], [Fault("the columns are {found}, and must be {wanted}", named, line=1)]
    people: list[Person] = []
    faults: list[Fault] = []
    seen: dict[int, int] = {}
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        wrong = list(_wrong(row, line))
        if not wrong:
            number = int(row[0])
            wrong.extend(_repeated(number, line, taken, seen))
            seen.setdefault(number, line)
            people.append(Person(number, *(cell.strip() for cell in row[1:])))
        faults.extend(wrong)
    if not people and not faults:
        faults.append(Fault("nobody stands in it"))
    return people, faults


def _wrong(row: Sequence[str], line: int) -> Iterator[Fault]:
    if len(row) != len(COLUMNS):
        figures = {"found": len(row), "wanted": len(COLUMNS)}
        yield Fault("there are {found} cells, and must be {wanted}", figures, line=line)
        return
    number = row[0].strip()
    if not (number.isascii() and number.isdecimal() and 0 < len(number) <= 9 and int(number) > 0):
        yield Fault("{text} is not a whole number from 1 to 999,999,999", {"text": number}, line=line, field="number")
    for name, cell in zip(COLUMNS[1:], row[1:], strict=True):
        if not cell.strip() and name != "area":
            yield Fault("it is empty", line=line, field=name)
        if len(cell.strip()) > _LONGEST[name] or not cell.strip().isprintable():
            figures = {"longest": _LONGEST[name]}
            yield Fault("it has more than {longest} characters, or one that hides", figures, line=line, field=name)


def _repeated(number: int, line: int, taken: set[int], seen: dict[int, int]) -> Iterator[Fault]:
    if number in seen:
        yield Fault("the number stands on line {first} too", {"first": seen[number]}, line=line, field="number")
    elif number in taken:
        yield Fault("somebody of this number is on the register already", line=line, field="number")
