"""Answering challenges: by counting again, or by saying why it is upheld or is not about the count."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from commonweal.errors import Fault
from commonweal.formats import pabulib
from commonweal.formats.counts import count_files
from commonweal.funding.rules import RULES
from commonweal.funding.spec import RuleSpec
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.interests import check_interests, voted_on
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, read

_DECIDED = ("poll.pb", "result.json", "certificate.json")
"""The files of a count that a second count must give again, byte for byte."""


def answer_challenge(
    round_id: str, challenges: Sequence[str], *, answer: str, reason: str, at: datetime, actors: Actors
) -> tuple[Entry, ...]:
    """Answer challenges that say the same, each by an entry of its own, all of them or none.

    To answer "the same", the ballots are counted again, once, and must give the very same result.

    Args:
        round_id: the round.
        challenges: the challenges' identifiers, each once.
        answer: "the same", "upheld" or "not about the count".
        reason: why, in words that are published.
        at: when.
        actors: who: two people.

    Returns:
        The entries ``challenge_answered``, in the order of the challenges.

    Raises:
        NotAllowed: where the roles may not.
        InterestDeclared: where either declared an interest in anything on the ballot, or in a body behind it.
        NotNow: where the result is not provisional, a challenge is unknown or was answered, none is named or one twice,
            or they were to be answered "the same" and the second count gives something else.
    """
    return answer_ahead(round_id, challenges, answer=answer, reason=reason, at=at, actors=actors)()


def answer_ahead(
    round_id: str, challenges: Sequence[str], *, answer: str, reason: str, at: datetime, actors: Actors
) -> Callable[[], tuple[Entry, ...]]:
    """Count again where the answer asks for it, with nothing held; give what then records the answer, and is soon done.

    Raises:
        NotAllowed: as for :func:`answer_challenge`; NotNow too.
    """
    check_right("answer_challenge", actors, phase=phase_of(round_id, at), subject=round_id)
    count = read.count_of(round_id)
    if answer == "the same" and not _the_same(count.files):
        fault = Fault("counting again gives another result: the challenge is to be upheld, and the result set aside")
        raise not_now("answer_challenge", round_id, fault)

    def record() -> tuple[Entry, ...]:
        with one_act():
            check_right("answer_challenge", actors, phase=phase_of(round_id, at), subject=round_id)
            check_interests("answer_challenge", actors, voted_on(round_id))
            _require_waiting(round_id, challenges)
            said = {"round": round_id, "answer": answer, "entry": count.entry}
            return tuple(
                keep.keep_entry(draft("challenge_answered", at, actors, said | {"challenge": one}, {"reason": reason}))
                for one in challenges
            )

    return record


def _require_waiting(round_id: str, challenges: Sequence[str]) -> None:
    found = read.challenges(round_id)
    if not challenges or len(set(challenges)) < len(challenges):
        raise not_now("answer_challenge", round_id, Fault("name each challenge that is answered, and each once"))
    for challenge in challenges:
        if challenge not in found or found[challenge] is not None:
            raise not_now("answer_challenge", challenge, Fault("there is no such challenge that waits for an answer"))


def _the_same(files: Mapping[str, bytes]) -> bool:
    """Count published ballots again by their published rule, and hold what comes out against what was published."""
    poll = pabulib.read(files["poll.pb"], "poll.pb")
    rule = json.loads(files["result.json"])["rule"]
    spec = RuleSpec(rule["name"], rule["version"], MappingProxyType(dict(rule["spec"])))
    again = count_files(poll, RULES[spec.name](poll, spec))
    return all(again[name] == files[name] for name in _DECIDED)
