"""Answering a challenge: by counting again, or by saying why it is upheld or is not about the count."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from commonweal.errors import Fault
from commonweal.formats import pabulib
from commonweal.formats.counts import count_files
from commonweal.funding.rules import RULES
from commonweal.funding.spec import RuleSpec
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, read

_DECIDED = ("poll.pb", "result.json", "certificate.json")
"""The files of a count that a second count must give again, byte for byte."""


def answer_challenge(round_id: str, challenge: str, *, answer: str, reason: str, at: datetime, actors: Actors) -> Entry:
    """Answer a challenge. To answer "the same", the ballots are counted again, and must give the very same result.

    Args:
        round_id: the round.
        challenge: the challenge's identifier.
        answer: "the same", "upheld" or "not about the count".
        reason: why, in words that are published.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``challenge_answered``.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where the result is not provisional, the challenge is unknown or was answered, or it was to be answered
            "the same" and the second count gives something else.
    """
    return answer_ahead(round_id, challenge, answer=answer, reason=reason, at=at, actors=actors)()


def answer_ahead(
    round_id: str, challenge: str, *, answer: str, reason: str, at: datetime, actors: Actors
) -> Callable[[], Entry]:
    """Count again where the answer asks for it, with nothing held; give what then records the answer, and is soon done.

    Raises:
        NotAllowed: as for :func:`answer_challenge`; NotNow too.
    """
    check_right("answer_challenge", actors, phase=phase_of(round_id, at), subject=round_id)
    count = read.count_of(round_id)
    if answer == "the same" and not _the_same(count.files):
        fault = Fault("counting again gives another result: the challenge is to be upheld, and the result set aside")
        raise not_now("answer_challenge", round_id, fault)

    def record() -> Entry:
        with one_act():
            check_right("answer_challenge", actors, phase=phase_of(round_id, at), subject=round_id)
            found = read.challenges(round_id)
            if challenge not in found or found[challenge] is not None:
                fault = Fault("there is no such challenge that waits for an answer")
                raise not_now("answer_challenge", challenge, fault)
            payload = {"round": round_id, "challenge": challenge, "answer": answer, "entry": count.entry}
            return keep.keep_entry(draft("challenge_answered", at, actors, payload, {"reason": reason}))

    return record


def _the_same(files: Mapping[str, bytes]) -> bool:
    """Count published ballots again by their published rule, and hold what comes out against what was published."""
    poll = pabulib.read(files["poll.pb"], "poll.pb")
    rule = json.loads(files["result.json"])["rule"]
    spec = RuleSpec(rule["name"], rule["version"], MappingProxyType(dict(rule["spec"])))
    again = count_files(poll, RULES[spec.name](poll, spec))
    return all(again[name] == files[name] for name in _DECIDED)
