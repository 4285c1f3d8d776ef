"""Closing a round: counting it by the rules that were frozen, and publishing the result as provisional."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from commonweal.formats.counts import count_files
from commonweal.funding.measures import affordable, measures
from commonweal.funding.poll import Poll
from commonweal.funding.rules import RULES
from commonweal.funding.spec import RuleSpec
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act, published, require_accepted
from commonweal.web.procedures.phases import phase_of, require_day
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, read

RECOUNTS = 300
"""How often a round is counted again, at most, to say how many more supporters a project lacked."""


def close_round(
    round_id: str, poll: Poll, *, challenge_until: date, at: datetime, actors: Actors
) -> tuple[Entry, Entry]:
    """Count a round and publish what the count gives, once the verifier accepts it.

    Args:
        round_id: the round.
        poll: its projects, budget and ballots.
        challenge_until: the day until which the result may be challenged.
        at: when.
        actors: who: two people.

    Returns:
        The entries ``round_closed`` and ``result_provisional``.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where the round's rules were not published, voting has not closed, or it was counted before.
        NotAccepted: where the verifier finds a fault.
    """
    check_right("close_round", actors, phase=phase_of(round_id, at), subject=round_id)
    rules = read.rules_of(round_id)
    require_day("close_round", round_id, date.fromisoformat(rules["closes"]), at)
    spec = frozen_spec(rules)
    result = RULES[spec.name](poll, spec)
    files = count_files(
        poll, result, made=measures(poll, result, recounts=min(affordable(poll, result), RECOUNTS), costs=False)
    )
    require_accepted("count", round_id, files)
    with one_act():
        # Counting takes its time and holds nobody up: whether it may be published is asked again here.
        check_right("close_round", actors, phase=phase_of(round_id, at), subject=round_id)
        closed = keep.keep_entry(draft("round_closed", at, actors, {"round": round_id, "ballots": poll.voters}))
        payload = {
            "round": round_id,
            **published(f"counts/{round_id}", files),
            **figures(files),
            "challenge_until": challenge_until.isoformat(),
        }
        entry = keep.keep_entry(draft("result_provisional", at, actors, payload))
        keep.keep_count(entry, round_id, files)
        return closed, entry


def frozen_spec(rules: Mapping[str, Any]) -> RuleSpec:
    """Give the rule that was frozen for a round, with every option."""
    return RuleSpec(rules["rule"], rules["version"], MappingProxyType(dict(rules["spec"])))


def figures(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Give what an entry says of a result: the projects in order, the sums and the voters."""
    result = json.loads(files["result.json"])
    return {name: result[name] for name in ("selected", "spent", "budget", "voters")}
