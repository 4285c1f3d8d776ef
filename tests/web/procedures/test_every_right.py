"""Every procedure, called as every role at every phase of a round: what the table does not allow is refused first.

Pages refuse too, and so a procedure that forgot to would not be seen there. Nothing that is allowed is called: whoever
may not is refused before anything else is looked at, which is why what else a procedure takes need not be of any use.
"""

from collections.abc import Iterator
from importlib import import_module
from inspect import Parameter, signature
from pathlib import Path
from typing import Any

from commonweal.errors import NotAllowed, NotNow
from commonweal.funding.box.codes import CODE_BYTES, make_code
from commonweal.web.rights import EVERYONE, RIGHTS, Actors, actors_of
from tests.web.expected import in_time
from tests.web.pages.standing import NOW, stand, standings
from tests.web.procedures import proposing, rounds, voting

LATER = {"cast_ballot"}
"""What asks only inside the transaction that keeps a whole batch; tests/web/procedures/test_cast_ballot.py tries it."""


def test_every_procedure_refuses_whom_and_when_the_table_does(stored_place: Path) -> None:
    del stored_place
    stand()
    wrong = [
        one
        for procedure in RIGHTS
        if procedure not in LATER
        for one in (*_roles(procedure), *_seconds(procedure), *_phases(procedure))
    ]
    assert wrong == [], "\n".join(["", *wrong[:30], f"{len(wrong)} in all"])


def _roles(procedure: str) -> Iterator[str]:
    """Call it as every role that may not, at a phase at which others may."""
    name = next((name for phase, name in standings() if in_time(procedure, phase)), "r1")
    second = actors_of(procedure).second
    for role in EVERYONE:
        if role not in RIGHTS[procedure].roles:
            yield from _refused(procedure, name, Actors(role, second), NotAllowed)


def _seconds(procedure: str) -> Iterator[str]:
    """Call it with every second person who may not be one, and with nobody."""
    right = RIGHTS[procedure]
    if not right.seconds:
        return
    name = next((name for phase, name in standings() if in_time(procedure, phase)), "r1")
    for second in ("", *EVERYONE):
        if second not in right.seconds or second == right.roles[0]:
            yield from _refused(procedure, name, Actors(right.roles[0], second), NotAllowed)
    yield from _refused(procedure, name, Actors(right.roles[0], right.seconds[-1], "p-1", "p-1"), NotAllowed)


def _phases(procedure: str) -> Iterator[str]:
    """Call it as those who may, at every phase that is not its own."""
    for phase, name in standings():
        if not in_time(procedure, phase):
            yield from _refused(procedure, name, actors_of(procedure), NotNow)


def _refused(procedure: str, name: str, actors: Actors, expected: type[Exception]) -> Iterator[str]:
    call = getattr(import_module(f"commonweal.web.procedures.{procedure}"), procedure)
    given: dict[str, Any] = {
        one.name: _argument(one.name, name, actors)
        for one in signature(call).parameters.values()
        if one.default is Parameter.empty or one.name == "actors"
    }
    try:
        call(**given)
    except expected as refusal:
        # Another guard may refuse as well; it must be the table that does.
        if expected is NotAllowed or "it stands at" in str(refusal):
            return
        found = f"refused, but not by the table: {refusal!s:.120}"
    except Exception as other:  # noqa: BLE001 - whatever else happens is what is told
        found = f"{type(other).__name__}: {str(other)[:120]!r}"
    else:
        found = "it was done"
    yield f"{procedure} on {name} as {actors.role} with {actors.second or 'nobody'}: {found}"


def _argument(wanted: str, name: str, actors: Actors) -> Any:
    """Give what a procedure takes, as far as it is looked at before the right is."""
    known = {
        "round_id": name,
        "rules": rounds.held_rules(name),
        "idea": proposing.IDEA,
        "public": voting.KEY,
        "code": make_code(bytes(CODE_BYTES)),
        "at": NOW,
        "actors": actors,
    }
    return known.get(wanted, "x")
