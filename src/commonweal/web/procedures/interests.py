"""Declared interests: whoever has one takes no part in deciding what it touches."""

from collections.abc import Iterable

from commonweal.web.rights import Actors


def check_interests(procedure: str, actors: Actors, touching: Iterable[str]) -> None:
    """Let an act through where nobody who acts has an open interest in what it touches.

    No interests can be declared yet, so none stands in the way of anything.

    Args:
        procedure: name of the procedure.
        actors: who acts.
        touching: identifiers of the organisations and proposals that the act decides on.
    """
    del procedure, actors, touching
