"""Interests: nobody acts on what they declared an interest in. They are blocked, not warned."""

from collections.abc import Iterable

from commonweal.errors import InterestDeclared
from commonweal.web.rights import RIGHTS, Actors
from commonweal.web.store import boards


def check_interests(procedure: str, actors: Actors, touching: Iterable[str]) -> None:
    """Let an act through, or refuse it to whoever has an open interest in what it touches.

    Args:
        procedure: name of the procedure.
        actors: who acts: both people where it takes two. Whoever did not sign in has no seat, and no interest is known.
        touching: the organisations, proposals or other things that the act is about; "" stands for none.

    Raises:
        InterestDeclared: where either person declared an interest that has not ended.
    """
    touched = {name for name in touching if name}
    declared = boards.open_interests()
    for person in (actors.person, actors.second_person):
        theirs = sorted(touched & declared.get(person, frozenset()))
        if theirs:
            raise InterestDeclared(subject=", ".join(theirs), act=RIGHTS[procedure].act)
