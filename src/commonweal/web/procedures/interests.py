"""Interests: nobody acts on what they declared an interest in. They are blocked, not warned.

What decides by a rule and leaves nobody a choice (to close voting, to draw the lot, to open, to count, to confirm) asks
after no interest: two people do it, and the verifier does it again.
"""

from collections.abc import Iterable

from commonweal.errors import InterestDeclared
from commonweal.web.rights import RIGHTS, Actors
from commonweal.web.store import boards, proposed, read


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


def touched(round_id: str, names: Iterable[str]) -> tuple[str, ...]:
    """Give what an interest in some proposals of a round may be in: themselves, their bodies and all their partners.

    Args:
        round_id: the round.
        names: the proposals; of those that were put forward elsewhere, the record knows no body.
    """
    told = {one.proposal.id: one.touches for one in proposed.proposals(round_id)}
    return tuple(dict.fromkeys(one for name in names for one in told.get(name, (name,))))


def voted_on(round_id: str) -> tuple[str, ...]:
    """Give what an interest in anything that stands on the ballot of a round may be in."""
    ballot = read.standing(round_id).ballot
    return touched(round_id, [one["project"] for one in ballot["projects"]]) if ballot else funded(round_id)


def funded(round_id: str) -> tuple[str, ...]:
    """Give what an interest in anything that the newest result of a round funds may be in; nothing before a result."""
    results = [one.payload for one in read.entries_of("result_provisional") if one.payload["round"] == round_id]
    return touched(round_id, results[-1]["selected"]) if results else ()
